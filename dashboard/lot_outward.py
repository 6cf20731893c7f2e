"""What 园区地块 shows to those outside the bureau: sums of parks and towns that no enterprise makes up, and no single parcel.

A parcel stands for its users, so the rule of small cells counts these: all that hold land on the parcels of a group.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import outward, small_cells
from dashboard.lots import LotSelection
from dashboard.queries import lot_league
from dashboard.queries.lot_totals import LotFigures
from dashboard.small_cells import Cell

NO_SINGLE_LOTS = "对外视图不列单宗地块：一宗地往往就是一户。"
NO_ISOLATION = (
    "对外视图不按用途、权利性质、阶段、建议分类、等级和亩均税收区间筛选：两次筛选相减能推算出单户。"
)
LEAGUE_VALUES = (
    "with_both", "land_mu", "tax_wan_yuan", "tax_wan_yuan_per_mu", "median_tax_wan_yuan_per_mu", "far", "vacancy_pct",
    "recoverable_wan_yuan",
)  # fmt: skip


def is_on() -> bool:
    """Whether this run is for others than the bureau."""
    return outward.is_on()


def refuses() -> bool:
    """Say, in place of what shows single parcels, that this view shows none; False on the bureau's own screens."""
    if is_on():
        st.info(NO_SINGLE_LOTS, icon=":material/visibility_off:")
    return is_on()


def reason(selection: LotSelection) -> str | None:
    """Why the sums of the selection may not be shown; None when they may, and on the bureau's own screens."""
    if not is_on():
        return None
    found = lot_league.whole(selection)
    return small_cells.reason(
        Cell(int(found["members"] or 0), found["largest_wan_yuan"], found["positive_wan_yuan"])
    )


def figures(found: LotFigures, selection: LotSelection) -> LotFigures:
    """The figures without sums where these may not be shown."""
    if not reason(selection):
        return found
    names = (
        "land_mu",
        "tax_wan_yuan",
        "tax_wan_yuan_per_mu",
        "median_tax_wan_yuan_per_mu",
        "recoverable_wan_yuan",
    )
    return LotFigures(**{**vars(found), **dict.fromkeys(names)})


def league(rows: pd.DataFrame, selection: LotSelection, by: str) -> pd.DataFrame:
    """The areas, those that may not be shown without values and with the reason; see `small_cells.HIDDEN`."""
    if not is_on() or rows.empty:
        return rows
    cells = lot_league.cells(selection, by)
    return small_cells.hide(rows.merge(cells, on="area_id", how="left", validate="1:1"), LEAGUE_VALUES)
