"""运行监测 as a workbook, and its numbers as others may see them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from dashboard import operation_tables as tables
from dashboard import small_cells
from dashboard.database import on_this_build
from dashboard.industries import division_label
from dashboard.queries import decline, operations
from dashboard.queries.operations import AREAS, Asked
from dashboard.small_cells import Cell
from dashboard.workbook import Sheet
from etl.contracts import Column
from etl.contracts.decline import DECLINE_COLOURS

BY = {"park": "片区", "town": "镇街", "industry": "行业", "chain": "产业链"}
CALIBER = (
    "官方增速 = 累计产值 ÷ 来件写明的上年同期（可比口径）− 1；同企业增速按企业自己两年的月报；"
    "增长贡献 =（累计产值 − 上年同期）÷ 可比企业上年同期之和；没有上年同期的企业没有增速，不按零计；"
    "四色按 data/reference/decline.toml 由月报计算，与台账的颜色并列。"
)


def parts(asked: Asked, by: str) -> pd.DataFrame:
    """The areas of `operations.parts`, industries under their names."""
    rows = operations.parts(asked, by)
    return rows.assign(area=rows["area"].map(division_label)) if by == "industry" else rows


def trend(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """The months; for others without the sums that would tell of one firm, and the growth of such."""
    rows = operations.trend(asked)
    if not for_others or rows.empty:
        return rows
    for members, largest, amount, growth in (
        ("members", "largest", "output_wan_yuan", "output_yoy"),
        ("power_members", "largest_power", "electricity_kwh", "electricity_yoy"),
    ):
        shown = [
            small_cells.reason(Cell(int(count), most, whole)) is None
            for count, most, whole in zip(rows[members], rows[largest], rows[amount], strict=True)
        ]
        rows = rows.assign(
            **{name: rows[name].where(pd.Series(shown, rows.index)) for name in (amount, growth)}
        )
    return rows


def reason(row: dict[str, Any]) -> str | None:
    """Why the sums of a month may not be shown to others: few firms, or one that outweighs the rest; None where they may.

    Growths are of sets of their own: the smallest of them counts.
    """
    sets = [
        row[name] for name in ("told", "stated_firms", "same_firms", "power_told", "power_firms") if row[name]
    ]
    output = Cell(min(sets, default=0), row["largest"], row["output_cum"])
    power = Cell(int(row["power_told"] or 0), row["largest_power"], row["power"])
    return small_cells.reason(output) or small_cells.reason(power)


def colours(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """The four colours; for others without small counts and without the ledger."""
    rows = decline.colours(asked)
    if not for_others:
        return rows
    counts = small_cells.hide_counts(rows["computed"].astype(int))
    return rows.assign(computed=counts, watched=float("nan"))


def grave_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the watch whose colour is orange or red by either."""
    grave = DECLINE_COLOURS[2:]
    return rows[rows["watch_colour"].isin(grave) | rows["decline_colour"].isin(grave)]


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the page, the months first; for others the months and the colours alone, as far as they may be seen."""
    if for_others:
        if reason(operations.totals(asked)):
            return ()
        return (
            _sheet("月度走势", partial(trend, asked, for_others=True), tables.TREND),
            _sheet("四色", partial(colours, asked, for_others=True), tables.COLOURS),
        )
    return (
        _sheet("月度走势", partial(trend, asked), tables.TREND),
        *(_sheet(f"贡献_{BY[by]}", partial(parts, asked, by), tables.PARTS) for by in AREAS),
        _sheet("企业贡献", partial(operations.contributions, asked), tables.CONTRIBUTIONS),
        _sheet("四色", partial(colours, asked), tables.COLOURS),
        _sheet("减产帮扶", partial(decline.watch, asked), tables.WATCH),
    )


def _sheet(title: str, question: partial[pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)
