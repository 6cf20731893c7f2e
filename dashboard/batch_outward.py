"""What 四个一批 shows to those outside the bureau: groups only, the small ones and what would tell of them left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard import batch_charts, batch_sentences, batch_tables, outward, small_cells
from dashboard import format as fmt
from dashboard.queries import batch_counts
from dashboard.queries.batch_counts import Funnel
from dashboard.queries.batches import Bench
from dashboard.selection import Selection
from dashboard.small_cells import HIDDEN, Cell
from etl.contracts import Column

NO_FUNNEL = "对外视图：漏斗有一步少了不足 3 户，不画。"
FEW = "对外视图：不足 3 户的、和能推算出它们的，不画。"
# Output and jobs may be one firm's where tax is not: others see none of them.
SHOWN_TO_OTHERS = ("firms", "land_mu", "tax_wan_yuan")


def shares(found: pd.DataFrame, selection: Selection, bench: Bench) -> pd.DataFrame:
    """The classes, those that may not be shown without values and with the reason."""
    if not outward.is_on():
        return found
    joined = found.merge(
        batch_counts.cells(selection, bench), on="suggested_batch", how="left", validate="1:1"
    )
    hidden = small_cells.hide(joined, (*SHOWN_TO_OTHERS, "tax_wan_yuan_per_mu"))
    return hidden.assign(output_wan_yuan=None, employees=None)


def measures() -> Sequence[str]:
    """What the classes are compared by."""
    return SHOWN_TO_OTHERS if outward.is_on() else tuple(batch_charts.MEASURES)


def columns(rows: pd.DataFrame) -> tuple[Column, ...]:
    """The columns of the table of classes."""
    if not outward.is_on():
        return batch_tables.SPLIT
    shown = tuple(
        column for column in batch_tables.SPLIT if column not in (batch_tables.OUTPUT, batch_tables.JOBS)
    )
    return (*shown, HIDDEN) if HIDDEN.name in rows else shown


def remark(rows: pd.DataFrame) -> str:
    """That some classes are not shown; empty where all are."""
    return FEW if HIDDEN.name in rows and rows[HIDDEN.name].notna().any() else ""


def withholds(found: Funnel) -> bool:
    """Whether a step of the funnel loses or leaves so few that it tells of one."""
    losses = (found.surveyed - found.passing, found.passing - found.kept, found.kept)
    return outward.is_on() and any(small_cells.reason(Cell(lost)) for lost in losses)


def lost(found: Funnel) -> Funnel:
    """The funnel without the losses of few."""
    if not outward.is_on():
        return found
    rows = found.lost
    # Both together are what a step loses, which the funnel shows: where one is hidden, so is the other.
    few = (
        rows[["failed", "missing"]].map(lambda count: small_cells.reason(Cell(count)) is not None).any(axis=1)
    )
    return replace(
        found,
        lost=rows.assign(**{name: rows[name].astype(float).mask(few) for name in ("failed", "missing")}),
    )


def areas(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by area and class, hidden so that no sum along either tells; sums are for the bureau alone."""
    if not outward.is_on() or rows.empty:
        return rows
    renamed = rows[["area", "suggested_batch", "firms"]].rename(
        columns={"area": "grade_before", "suggested_batch": "grade"}
    )
    hidden = small_cells.hide_moves(renamed)
    return hidden.rename(columns={"grade_before": "area", "grade": "suggested_batch"})


def report(year: int, found: Funnel, shares: pd.DataFrame, bench: Bench) -> str:
    """The sentence of the report, without its steps where they would tell of few."""
    if withholds(found):
        return f"{year} 年摸底 **{fmt.count(found.surveyed)}**。{batch_sentences.batches(shares)}"
    return batch_sentences.report(year, found, shares, bench)
