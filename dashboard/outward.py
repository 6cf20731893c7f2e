"""对外视图: what a page shows to those outside the bureau. No single enterprise, no group that gives one away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import small_cells
from dashboard.cards import Card
from dashboard.queries import cells
from dashboard.queries.enterprises import Figures, Trend
from dashboard.selection import Selection
from dashboard.small_cells import Cell

KEY = "share"
NO_SINGLE_FIRMS = "对外视图不列单户数据。"
SMALL = (
    "对外视图：所选企业不足 3 户，或一户占税收 80% 以上，不显示合计。放宽筛选条件，或关闭左侧的“对外视图”。"
)
NO_ISOLATION = "对外视图不按名称、代码、产业链和亩均税收区间筛选，只按企业法。"
FEW_BARS = "对外视图：不足 3 户的柱子、和能推算出它们的，不画。"
NO_CURVE = "对外视图：有一个十分之一的用地只属于一两户，或税收几乎都来自一户，不画集中度。"
# A firm on two chains is in both groups: what is hidden in one could be reckoned from the others and the total.
NO_CHAINS = "对外视图不按产业链分组：一户企业可能同在几条链上，各组相减会推算出单户。"
NO_BENCH = "对外视图按方案自己的门槛和口径，不试算：两条相差一户的线能推算出这一户。"
LEAGUE_VALUES = (
    "with_both", "tax_wan_yuan", "land_mu", "tax_wan_yuan_per_mu", "median_tax_wan_yuan_per_mu", "land_share_pct",
    "tax_share_pct",
)  # fmt: skip
SPREAD_VALUES = ("firms", "land_mu", "tax_wan_yuan", "tax_wan_yuan_per_mu")


def toggle() -> None:
    """Draw the switch of the side bar; the frame does it, so that it survives a change of page."""
    st.toggle(
        "对外视图",
        key=KEY,
        bind="query-params",
        help="给局外人看、截图或导出之前打开：不足 3 户、或一户占税收 80% 以上的组不显示数值，不列任何单户，"
        "搜索、区间和门槛不起作用。本局自己看时关闭。",
    )


def is_on() -> bool:
    """Whether this run is for others than the bureau."""
    return bool(st.session_state.get(KEY, False))


def refuses() -> bool:
    """Say, in place of what shows single enterprises, that this view shows none; False on the bureau's own screens."""
    if is_on():
        st.info(NO_SINGLE_FIRMS, icon=":material/visibility_off:")
    return is_on()


def reason(selection: Selection, number: str = "") -> str | None:
    """Why a number of the selection as a whole may not be shown; None when it may, and on the bureau's own screens."""
    return _reasons(selection)[number == "output"] if is_on() else None


def explain(selection: Selection) -> None:
    """Say that the selection is too small to be summed up, where it is."""
    if reason(selection):
        st.info(SMALL, icon=":material/visibility_off:")


def _reasons(selection: Selection) -> tuple[str | None, str | None]:
    """Why not its sums, and why not its output."""
    found = cells.whole(selection)
    of_tax = small_cells.reason(
        Cell(int(found["members"] or 0), found["largest_wan_yuan"], found["positive_wan_yuan"])
    )
    of_output = small_cells.reason(
        Cell(int(found["output_members"] or 0), found["largest_output"], found["positive_output"])
    )
    return of_tax, of_tax or of_output


def figures(found: Figures, selection: Selection) -> Figures:
    """The sums of the selection, missing where they may not be shown."""
    if not is_on():
        return found
    of_tax, of_output = _reasons(selection)
    if of_tax:
        return replace(
            found,
            above_scale=None,
            output_wan_yuan=None,
            tax_wan_yuan=None,
            tax_paid_wan_yuan=None,
            land_mu=None,
            ratios_land_mu=None,
            ratios_tax_wan_yuan=None,
            tax_wan_yuan_per_mu=None,
            median_tax_wan_yuan_per_mu=None,
        )
    return replace(found, output_wan_yuan=None) if of_output else found


def trend(found: Trend, selection: Selection) -> Trend:
    """The same in every year."""
    if not is_on():
        return found
    pairs = zip(found.years, found.figures, strict=True)
    return Trend(found.years, tuple(figures(each, selection.of_year(year)) for year, each in pairs))


def cards(shown: Sequence[Card], selection: Selection) -> tuple[Card, ...]:
    """The cards with the reason in place of a number that may not be shown; those of the build stay."""
    if not is_on():
        return tuple(shown)
    of_tax, of_output = _reasons(selection)
    return tuple(_card(card, of_output if card.number == "output" else of_tax) for card in shown)


def _card(card: Card, why: str | None) -> Card:
    return (
        card if why is None or card.number.startswith("coverage_") else replace(card, value=why, change=None)
    )


def league(rows: pd.DataFrame, selection: Selection, by: str) -> pd.DataFrame:
    """The areas, those that may not be shown without values and with the reason."""
    if not is_on():
        return rows
    joined = rows.merge(cells.areas(selection, by), on="area_id", validate="1:1")
    return small_cells.hide(joined, LEAGUE_VALUES)


def spread(rows: pd.DataFrame, selection: Selection, pack: str) -> pd.DataFrame:
    """The grades of each size group likewise."""
    if not is_on() or rows.empty:
        return rows
    joined = rows.merge(cells.grades(selection, pack), on=["size_group", "grade"], validate="1:1")
    return small_cells.hide(joined, SPREAD_VALUES, within="size_group")


def spread_remark(rows: pd.DataFrame) -> str:
    """That some classes are not shown; empty where all are."""
    hidden = small_cells.HIDDEN.name in rows and rows[small_cells.HIDDEN.name].notna().any()
    return "对外视图：不足 3 户、或一户超过 80% 的档，和能推算出它们的，不画。" if hidden else ""


def moves(rows: pd.DataFrame) -> pd.DataFrame:
    """The moves between grades likewise."""
    return small_cells.hide_moves(rows) if is_on() and len(rows) else rows


def flows(rows: pd.DataFrame) -> pd.DataFrame:
    """The same in each step from year to year."""
    if not is_on() or rows.empty:
        return rows
    return pd.concat([small_cells.hide_moves(step) for _, step in rows.groupby("year")])


def histogram(bins: pd.DataFrame) -> pd.DataFrame:
    """The bars without those of few enterprises; in this view every enterprise is inside the range."""
    if not is_on():
        return bins
    firms = small_cells.hide_counts(bins["firms"])
    return bins.assign(firms=firms, chosen=firms)


def curve(points: pd.DataFrame) -> pd.DataFrame:
    """The points of the curve of concentration; for others only each tenth of the land."""
    return points[points["land_pct"] % 10 == 0] if is_on() else points


def curve_is_withheld(selection: Selection) -> bool:
    """Whether a tenth of the land is so few enterprises' that the curve of concentration would tell of one."""
    if not is_on():
        return False
    tenths = cells.tenths(selection)[list(small_cells.CELL)]
    return any(small_cells.reason(Cell(*row)) for row in tenths.itertuples(index=False))
