"""Tables of grades: columns, headings and words as screen and export show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import dossier, tables
from dashboard.grade_charts import GROUPS, grade_word
from dashboard.queries import grading
from dashboard.selection import Selection
from dashboard.small_cells import HIDDEN
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column, Kind

_evaluation = TABLES["evaluation"].by_name
_term = TABLES["evaluation_term"].by_name
_indicator = TABLES["rule_indicator"].by_name
_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
RANK_CHANGE = Column(
    "rank_change", "名次变化", "比上年上升的名次，下降为负；上年不在本组参评时为空。", Kind.INTEGER
)
GRADE_BEFORE = Column("grade_before", "上年等级", "同一口径、同一组上年的等级。", Kind.WORD)
MEAN_SCORE = Column(
    "mean_score", "全区本组平均", "全区本组参评企业这一项的平均得分。", Kind.NUMBER, "分", decimals=3
)
INDUSTRY_SCORE = Column(
    "industry_score",
    "同行业平均",
    "全区本组参评企业中同一两位行业代码的平均得分；不足 3 户时为空。",
    Kind.NUMBER,
    "分",
    decimals=3,
)
NUMERATOR = Column("numerator", "分子", "公式中除号前的数，取自企业年度表。")
DENOMINATOR = Column("denominator", "分母", "公式中除号后的数，取自企业年度表。")
LEAGUE: tuple[Column, ...] = (
    _evaluation["rank"], RANK_CHANGE, _firm["name"], _firm["uscc"], _evaluation["grade"], GRADE_BEFORE,
    _evaluation["score"], _evaluation["bonus"], _year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"], _year["land_mu"],
    tables.PARK, _firm["town"], _firm["industry_name"], _evaluation["merged_grade"], _evaluation["merged_rank"],
    _evaluation["rank_grade"], _evaluation["group_size"],
    _evaluation["override_reason"],
)  # fmt: skip
TERMS: tuple[Column, ...] = (
    _indicator["name"], _term["score"], _term["weight"], INDUSTRY_SCORE, MEAN_SCORE, _term["value"], _term["base"],
    _indicator["unit"], NUMERATOR, DENOMINATOR, _term["note"], _indicator["formula"],
)  # fmt: skip
FIRM = Column("firm", _firm["name"].label, _firm["name"].sentence, _firm["name"].kind)
EVERY_TERM: tuple[Column, ...] = (
    _evaluation["rank"], FIRM, _firm["uscc"], _indicator["name"], _term["score"], _term["weight"], _term["value"],
    _term["base"], _indicator["unit"], _term["note"], _indicator["formula"],
)  # fmt: skip
PACK = Column("pack", "口径", "按哪一个口径包评价。", Kind.WORD)
FIRM_GRADES: tuple[Column, ...] = (
    _year["year"], PACK, _evaluation["grade"], _evaluation["rank"], _evaluation["group_size"], _evaluation["score"],
    _evaluation["bonus"], _evaluation["size_group"], _evaluation["rank_grade"], _evaluation["override_reason"],
)  # fmt: skip
FIRMS = Column("firms", "企业数", "这一档的企业。", Kind.INTEGER, "户")
SPREAD: tuple[Column, ...] = (
    _evaluation["size_group"], _evaluation["grade"], FIRMS, _year["land_mu"], _year["tax_wan_yuan"],
    _year["tax_wan_yuan_per_mu"],
)  # fmt: skip
MOVES: tuple[Column, ...] = (GRADE_BEFORE, _evaluation["grade"], FIRMS)
DIVIDED = " ÷ "
NOTES = {
    "missing_zero": "缺数据，计 0 分",
    "missing_group_mean": "缺数据，计本组平均",
    "negative": "负值，计 0 分",
    "capped": "达到上限",
    "no_base": "没有基准",
}


def with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Grades and notes in the words of the screen."""
    words = {
        **{
            name: rows[name].map(grade_word, na_action="ignore")
            for name in ("grade", "grade_before", "merged_grade")
            if name in rows
        },
        **({"note": rows["note"].map(NOTES)} if "note" in rows else {}),
        **({"size_group": rows["size_group"].map(GROUPS)} if "size_group" in rows else {}),
    }
    return rows.assign(**words)


def caliber(pack: grading.Pack) -> str:
    """The rule pack that a grade goes by, with its version and where it was published."""
    return f"{pack.name}（{pack.pack_id}），版本 {pack.version}；{pack.source}"


def term_columns() -> dict[str, ColumnConfig]:
    """The columns of the terms of one score; an indicator's name is shorter than an enterprise's."""
    name = _indicator["name"]
    narrow = st.column_config.TextColumn(name.heading, help=name.sentence, width=140)
    return {**tables.column_config(TERMS), name.name: narrow}


def shown(columns: tuple[Column, ...], rows: pd.DataFrame) -> tuple[Column, ...]:
    """The columns, with the reason why some values are hidden where the rows have one."""
    return (*columns, HIDDEN) if HIDDEN.name in rows else columns


def with_inputs(terms: pd.DataFrame, figures: Mapping[str, Any]) -> pd.DataFrame:
    """The terms with the two numbers that each formula divides, looked up in a year's ``figures`` by their labels."""
    labels = {column.label: column for column in TABLES["enterprise_year"].columns}
    sides = [formula.partition(DIVIDED)[::2] for formula in terms["formula"]]
    above, below = (
        pd.Series([_figure(labels.get(side[at].strip()), figures) for side in sides], index=terms.index)
        for at in (0, 1)
    )
    return terms.assign(numerator=above, denominator=below)


def _figure(column: Column | None, figures: Mapping[str, Any]) -> str | None:
    return f"{column.label} {dossier.text(column, figures.get(column.name))}" if column else None


def sheets(
    pack: str, size_group: str, selection: Selection, spread: pd.DataFrame, moves: pd.DataFrame
) -> tuple[Sheet, ...]:
    """The grading screen as a workbook: ranks, every term, the spread of grades, the moves between years."""
    ranks, terms = (
        grading.league_later(selection, pack, size_group),
        grading.every_term_later(selection, pack, size_group),
    )
    return (
        Sheet(f"名次 {GROUPS[size_group]}", lambda: with_words(ranks()), LEAGUE),
        Sheet("逐项得分", lambda: with_words(terms()), EVERY_TERM),
        *group_sheets(spread, moves),
    )


def group_sheets(spread: pd.DataFrame, moves: pd.DataFrame) -> tuple[Sheet, ...]:
    """The sheets that name no enterprise."""
    return (
        Sheet("各档", lambda: with_words(spread), shown(SPREAD, spread)),
        Sheet("等级变动", lambda: with_words(moves), shown(MOVES, moves)),
    )
