"""Floor, carriers, funds, events and policies in workbooks, and as much of them as others may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pandas as pd

from dashboard import carrier_outward, dossier, service_book
from dashboard import carrier_tables as tables
from dashboard.cards import Card
from dashboard.database import on_this_build
from dashboard.queries import floors, funds, growth, policies
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from dashboard.small_cells import LEAST_FIRMS
from dashboard.workbook import Sheet
from etl.contracts import Column
from etl.contracts.policy_doc import ISSUED

CALIBER = (
    "厂房空置率 = Σ空置 ÷ Σ可租，在建的不计；去化率 = Σ已去化 ÷ Σ可供；基金规模按引导基金和子基金分列，不相加；"
    "对接达成率 = Σ达成 ÷ Σ需求，人和钱各算各的；比率都只计两项写明的。"
)


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the four tabs; for others the quarters, and kinds of events that enough firms came to."""
    if for_others:
        return (
            _sheet("厂房各季度", partial(_quarters, asked), tables.QUARTERS),
            _sheet("对接活动", partial(_kinds, asked), tables.KINDS),
        )
    return (
        Sheet("载体厂房", floors.spaces_later(asked), tables.SPACES),
        _sheet("厂房各季度", partial(floors.floor_quarters, asked), tables.QUARTERS),
        _sheet("厂房按片区", partial(floors.floor_parks, asked), tables.PARKS),
        Sheet("园中园", floors.carriers_later(asked), tables.CARRIERS),
        Sheet("产业基金", funds.funds_later(asked), tables.FUNDS),
        Sheet("对接企业", funds.events_later(asked), tables.EVENTS),
        _sheet("对接按类型", partial(funds.event_kinds, asked), tables.KINDS),
        _sheet("对接按月", partial(funds.event_months, asked), tables.MONTHS),
    )


def policies_sheets(
    selection: Selection, day: date, shown: Sequence[Card], *, for_others: bool = False
) -> tuple[Sheet, ...]:
    """The library with the claims that rest on it, those on none, the numbers and the sources; for others what is public."""
    totals = _sheet("合计", partial(service_book.numbers, shown), tables.NUMBERS)
    papers = partial(policies.papers, selection, day)
    if for_others:
        return (_sheet("政策文件", lambda: public(papers()), tables.PUBLIC_PAPERS), totals)
    return (
        Sheet("政策文件", policies.papers_later(selection, day), tables.PAPERS),
        _sheet("未匹配的申报", partial(policies.lost_claims, selection, day), tables.LOST_CLAIMS),
        totals,
        _sheet("来源行", lambda: _sources(papers()), tables.SOURCES),
    )


def public(rows: pd.DataFrame) -> pd.DataFrame:
    """The papers that are issued: what is being drafted is the bureau's own."""
    return rows[rows["doc_status"] == ISSUED]


def _sources(rows: pd.DataFrame) -> pd.DataFrame:
    return dossier.with_source_words(growth.sources("policy_doc", tuple(rows["doc_id"])))


def _quarters(asked: Asked) -> pd.DataFrame:
    """The quarters of which enough buildings are told."""
    rows = floors.floor_quarters(asked)
    return rows[rows["buildings"] >= LEAST_FIRMS]


def _kinds(asked: Asked) -> pd.DataFrame:
    """The kinds of events; none where one of them tells of a firm, which the others would give away."""
    tells = any(carrier_outward.tells_of_one(part) for _, part in funds.events(asked).groupby("kind"))
    rows = funds.event_kinds(asked)
    return rows.head(0) if tells else rows


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)
