"""The page 总览 as a workbook: its large numbers, both leagues, the trend, the targets, the red list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import overview_cards, red_lines
from dashboard.cards import Card
from dashboard.database import on_this_build
from dashboard.per_mu_book import CARDS, MEDIAN, RATIO, card_rows, group_columns
from dashboard.queries import enterprises
from dashboard.queries.enterprises import Figures, Trend
from dashboard.selection import Selection
from dashboard.target_tables import TARGETS
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column

_year = TABLES["enterprise_year"].by_name
TREND: tuple[Column, ...] = (
    _year["year"], RATIO, MEDIAN, _year["tax_wan_yuan"], _year["land_mu"], _year["output_wan_yuan"],
)  # fmt: skip
CALIBER = f"企业法：分母是企业分摊的用地。{RATIO.sentence}"


def sheets(
    selection: Selection, now: Figures, trend: Trend, goals: pd.DataFrame, shown: Sequence[Card]
) -> tuple[Sheet, ...]:
    """The tables of the page over the selection; ``shown``: its six numbers and the two coverages behind them."""
    numbers = overview_cards.numbers(selection, now, goals)
    return (
        _league(selection, "park", "片区"),
        _league(selection, "town", "镇街"),
        Sheet("指标卡", partial(card_rows, shown, numbers), CARDS),
        Sheet("走势", partial(_trend, trend), TREND),
        Sheet("目标", lambda: goals, TARGETS),
        Sheet("红色清单", on_this_build(partial(red_lines.rows, selection)), red_lines.LIST),
        Sheet(
            "红色清单件数",
            on_this_build(lambda: red_lines.counts(red_lines.rows(selection))),
            red_lines.COUNTS,
        ),
    )


def _league(selection: Selection, by: str, area: str) -> Sheet:
    ask: Callable[[], pd.DataFrame] = partial(enterprises.league, selection, by)
    return Sheet(f"排名 {area}", on_this_build(ask), group_columns(area, "户"))


def _trend(trend: Trend) -> pd.DataFrame:
    names = [column.name for column in TREND[1:]]
    rows = [
        {"year": year, **{name: getattr(figures, name) for name in names}}
        for year, figures in zip(trend.years, trend.figures, strict=True)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in TREND]).astype(dict.fromkeys(names, float))
