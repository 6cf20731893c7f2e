"""The page 园区地块 as a workbook: a sheet for each of its tables, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from dashboard import lot_cards, lot_outward, lot_tables
from dashboard.database import on_this_build
from dashboard.lots import LotSelection
from dashboard.per_mu_book import CARDS, card_rows
from dashboard.queries import lot_league, lot_lists, lot_totals
from dashboard.workbook import Sheet
from etl.contracts import Column

CALIBER = (
    "地块法：企业的税收按用地分到宗地，分母是整宗地；等级和建议分类按第一个完整的口径包和方案。"
    "可挖潜税收 =（片区亩均税收中位数 − 本宗地）× 用地，只计低于中位数的。"
)


def sheets(selection: LotSelection) -> tuple[Sheet, ...]:
    """Every table of the page, the list of parcels first; for others than the bureau only parks and towns."""
    if lot_outward.is_on():
        if lot_outward.reason(selection):
            return ()
        return tuple(_for_others(selection, by) for by in lot_tables.AREAS)
    every = lot_lists.rows_later(selection)
    return (
        Sheet(
            "地块名单",
            lambda: lot_tables.with_words(every()),
            lot_tables.LOTS,
            lot_tables.LIST_NAMES,
            shape="shape_geojson",
        ),
        _sheet("指标卡", lambda: _cards(selection), CARDS),
        *(
            _sheet(
                f"{column.label}排名",
                partial(lot_league.league, selection, by),
                lot_tables.league(by)[:-1],
            )
            for by, column in lot_tables.AREAS.items()
        ),
        _sheet("挖潜", lambda: lot_lists.opportunities(selection, None), lot_tables.OPPORTUNITIES),
        _sheet("面积合计", lambda: lot_tables.pairs(lot_lists.area_pairs(selection)), lot_tables.PAIRS),
        _sheet("面积相差", lambda: lot_lists.gaps(selection, None), lot_tables.GAPS),
        _sheet("没有图形", lambda: lot_lists.without_shape(selection), lot_tables.WITHOUT_SHAPE),
    )


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)


def _for_others(selection: LotSelection, by: str) -> Sheet:
    # Asked now: whether this view is for others is known to the run, not to the thread that writes the file.
    rows = lot_tables.with_reason(lot_outward.league(lot_league.league(selection, by), selection, by))
    return Sheet(f"{lot_tables.AREAS[by].label}排名", lambda: rows, lot_tables.league(by))


def _cards(selection: LotSelection) -> pd.DataFrame:
    now, ends = lot_totals.figures(selection), lot_totals.tenths(selection)
    best, worst = (ends.best, ends.worst) if ends.are_enough else (None, None)
    numbers = [
        (now.tax_wan_yuan_per_mu, "万元/亩"),
        (now.median_tax_wan_yuan_per_mu, "万元/亩"),
        (now.land_mu, "亩"),
        (now.recoverable_wan_yuan, "万元"),
        (best, "万元/亩"),
        (worst, "万元/亩"),
    ]
    # A note has two lines on the screen.
    shown = [replace(card, note=card.note.replace("  \n", " · ")) for card in lot_cards.cards(now, ends)]
    return card_rows(shown, numbers)
