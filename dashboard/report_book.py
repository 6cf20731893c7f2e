"""The report as tables: its sentences, the figures in them, the annex of indicators; and as what a document is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from dashboard import format as fmt
from dashboard.indicators import INDICATORS
from dashboard.queries import chains
from dashboard.report_document import Report
from dashboard.report_figures import BLANKS
from dashboard.selection import Selection
from dashboard.workbook import Read, Sheet
from dashboard.yearly_report import Told, Written, may_be_shown, told
from etl.contracts import Column, Kind

PART = Column("part", "部分", "报告的三大部分。")
HEADING = Column("heading", "段落", "段落的标题。")
ITEM = Column("item", "语句", "这一句说的事。")
SENTENCES = (
    PART, HEADING, ITEM,
    Column("sentence", "内容", "填好数的一句；没有给出的为空。"),
    Column("withheld", "没有给出的原因", "缺哪个来件、哪项检查没有通过。"),
)  # fmt: skip
NAME = Column("name", "指标", "数的名称。")
CODE = Column("code", "名称", "语句中空格所写的名称。", Kind.CODE)
UNIT = Column("unit", "单位", "数的单位；空的没有单位。", Kind.WORD)
VALUE = Column("value", "数值", "单位见旁边一列；空表示没有数据。", Kind.NUMBER, None, None, None, 2)
BEFORE = Column(
    "before", "上年", "上年的数；不是一年一个数的、上年没有数据的为空。", Kind.NUMBER, None, None, None, 2
)
CHANGE = Column("change", "增减", "比上年。")
PERIOD = Column("period", "期间", "是哪一年的数，或截至哪一天。")
FIGURES = (NAME, VALUE, UNIT, PERIOD, BEFORE, CHANGE, CODE)
# On the screen a number stands with its unit, as the sentence says it.
SHOWN = Column("shown", "数值", "与语句中相同。")
SHOWN_BEFORE = Column("shown_before", "上年", BEFORE.sentence)
ON_SCREEN = (NAME, SHOWN, PERIOD, SHOWN_BEFORE, CHANGE, CODE)
BLANK_COLUMNS = (CODE, NAME, UNIT)
CALIBER = "每个数由所在页面的同一个查询算出；语句的写法在 data/reference/report/yearly.toml。"
OF_CHAINS = "chain_"


def figures(found: Iterable[Told]) -> pd.DataFrame:
    """One row per figure as `FIGURES` say."""
    rows = [
        {
            "code": each.indicator.code,
            "name": each.indicator.name,
            "unit": each.indicator.unit,
            "value": each.value,
            "before": each.before,
            "change": each.compared,
            "period": each.period,
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=[column.name for column in FIGURES]).astype(
        {"value": float, "before": float}
    )


def on_screen(found: Iterable[Told]) -> pd.DataFrame:
    """The same in words as `ON_SCREEN` say."""
    rows = [
        {
            "code": each.indicator.code,
            "name": each.indicator.name,
            "shown": each.indicator.said(each.value),
            "shown_before": each.indicator.said(each.before),
            "change": each.compared or fmt.MISSING,
            "period": each.period,
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=[column.name for column in ON_SCREEN])


def sentences(paragraphs: Sequence[Written]) -> pd.DataFrame:
    """One row per sentence as `SENTENCES` say, in the order of the report."""
    rows = [
        {
            "part": each.part,
            "heading": each.heading,
            "item": said.item,
            "sentence": said.sentence or None,
            "withheld": said.withheld or None,
        }
        for each in paragraphs
        for said in each.said
    ]
    return pd.DataFrame(rows, columns=[column.name for column in SENTENCES])


def annex(selection: Selection, *, for_others: bool = False) -> tuple[Told, ...]:
    """Every indicator of the dictionary in its order, those of chains once a chain; for others what may be shown."""
    whole = [told(each, selection) for code, each in INDICATORS.items() if not code.startswith(OF_CHAINS)]
    if for_others:
        return tuple(filter(may_be_shown, whole))
    of_chains = [
        told(replace(each, name=f"{each.name}｜{chain.name}"), replace(selection, chains=(chain.chain_id,)))
        for code, each in INDICATORS.items()
        if code.startswith(OF_CHAINS)
        for chain in chains.chains()
    ]
    return (*whole, *of_chains)


def blanks() -> pd.DataFrame:
    """The names that a sentence may use."""
    rows = [{"code": code, "name": each.name, "unit": each.unit} for code, each in BLANKS.items()]
    return pd.DataFrame(rows, columns=[column.name for column in BLANK_COLUMNS])


def sheets(paragraphs: Sequence[Written], listed: Sequence[Told]) -> tuple[Sheet, ...]:
    """The sentences, the figures in those that are given, the annex."""
    used = {each.indicator.code: each for part in paragraphs for said in part.said if not said.withheld
            for each in said.told}  # fmt: skip
    return (
        Sheet("报告语句", Read(sentences(paragraphs)), SENTENCES),
        Sheet("语句中的数", Read(figures(used.values())), FIGURES),
        Sheet("指标", Read(figures(listed)), FIGURES),
    )


def document(title: str, paragraphs: Sequence[Written], listed: Sequence[Told]) -> Report:
    """The whole in order: what can be said, the annex, what is withheld and why."""
    return Report(
        title,
        tuple((each.part, each.heading, each.text) for each in paragraphs if each.text),
        tuple(
            (
                each.indicator.name,
                each.indicator.said(each.value),
                each.indicator.said(each.before),
                each.compared or fmt.MISSING,
                each.period,
            )
            for each in listed
        ),
        tuple((each.heading, said.item, said.withheld) for each in paragraphs for said in each.withheld),
    )
