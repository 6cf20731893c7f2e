"""小计, 合计 and 总计: never loaded, and held against the sum of the rows that they speak of.

A total may stand below its rows or above them, and totals of totals exist. It agrees when it is the sum of the rows
between it and any total before it, of those down to any total after it, or of all rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.contracts import Field, Kind
from etl.contracts.units import factor_between
from etl.headings import ColumnMatch
from etl.issues import WARNING, Finding, IssueLog
from etl.rows import label_of_totals
from etl.typed import measured

if TYPE_CHECKING:
    from etl.stage import SheetPlan

# Ratios, shares and prices do not add up.
NOT_ADDED = ("%", "万元/亩", "°")
MOST_DECIMALS = 6
# A total speaks of rows between itself and one of so many totals on either side.
NEIGHBOURS = 200
CELLS_LOOKED_AT = 200

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Totals:
    """The total rows of a sheet: their cells and row numbers, and the cells of the rows that are data."""

    cells: pa.Table
    rows: pa.ChunkedArray
    data: pa.Table


@dataclass(frozen=True)
class _Sums:
    """Running sums of a column: ``upto[i]`` is of the first ``i`` rows; ``places`` say how many rows precede each total."""

    upto: Numbers
    places: Places

    def candidates(self, at: int) -> Numbers:
        """Every sum that the total ``at`` may state."""
        here, whole = self.places[at], self.upto[-1]
        starts = np.append(self.places[max(0, at - NEIGHBOURS) : at], 0)
        ends = np.append(self.places[at + 1 : at + 1 + NEIGHBOURS], len(self.upto) - 1)
        before, after = self.upto[here] - self.upto[starts], self.upto[ends] - self.upto[here]
        return np.concatenate([before, after, [whole]])

    def nearest(self, at: int, label: str) -> tuple[float, int, str]:
        """The sum that it most likely means, of how many rows, and where they stand."""
        here = self.places[at]
        start = next((place for place in self.places[:at][::-1] if place < here), 0) if "小计" in label else 0
        end = next((place for place in self.places[at + 1 :] if place > here), len(self.upto) - 1)
        # A town's bare name heads its rows.
        if here > start and "计" in label:
            return float(self.upto[here] - self.upto[start]), int(here - start), "上面"
        return float(self.upto[end] - self.upto[here]), int(end - here), "下面"


def check_totals(plan: SheetPlan, totals: Totals, typed: pa.Table, year: int | None, log: IssueLog) -> None:
    """Report every total that is not the sum of its rows; both figures are said. ``typed`` are the rows of ``year``."""
    numbers, at = typed["row_number"].to_numpy(), totals.rows.to_numpy()
    places = np.searchsorted(numbers, at)
    labels = label_of_totals(totals.cells, plan.match)
    for match in plan.match.columns:
        if match.year in (None, year) and _adds_up(match.field, plan):
            values = pc.fill_null(pc.cast(typed[match.field.name], pa.float64()), 0.0).to_numpy()
            sums = _Sums(np.concatenate([[0.0], np.cumsum(values)]), places)
            _report(plan, match, totals, list(_differing(plan, match, totals, sums, labels)), log)


def _adds_up(field: Field, plan: SheetPlan) -> bool:
    column = field.column
    counted = column.kind in (Kind.NUMBER, Kind.INTEGER) and column.unit is not None
    # Under MJDW every row has its own unit: a total of them has none.
    by_row = field.name == "certificate_m2" and "area_unit" in plan.match.fields
    return counted and column.unit not in NOT_ADDED and not by_row


def _differing(
    plan: SheetPlan, match: ColumnMatch, totals: Totals, sums: _Sums, labels: list[str]
) -> Iterator[tuple[int, str]]:
    """Which totals differ, and the words for it."""
    cells, unit = totals.cells.column(match.position), match.field.column.unit
    stated = pc.cast(measured(plan, match, cells).values, pa.float64()).to_numpy(zero_copy_only=False)
    factor = factor_between(plan.units.get(match.field.name, ""), unit or "") or 1
    usual = max(_decimals(totals.data.column(match.position).slice(0, CELLS_LOOKED_AT)), default=0)
    for at, (total, own) in enumerate(zip(stated, _decimals(cells), strict=True)):
        if np.isnan(total):
            continue
        # Half of the last place, and of the total's own where it is written shorter than its rows.
        slack = float(factor) * 0.5 * 10 ** -min(own, usual)
        if np.abs(sums.candidates(at) - total).min() <= slack + 1e-9 * abs(total):
            continue
        expected, rows, side = sums.nearest(at, labels[at])
        yield (
            at,
            f"“{labels[at]}”是 {_said(total)} {unit}，{side} {rows} 行之和是 {_said(expected)} {unit}，"
            f"相差 {_said(total - expected)} {unit}。",
        )


def _decimals(cells: pa.ChunkedArray) -> list[int]:
    """How many decimals each cell is written with."""
    tails = pc.struct_field(pc.extract_regex(cells, r"\.(?P<tail>\d+)"), "tail")
    return [min(length or 0, MOST_DECIMALS) for length in pc.utf8_length(tails).to_pylist()]


def _said(number: float) -> str:
    return f"{round(number, 4):,}".removesuffix(".0")


def _report(
    plan: SheetPlan, match: ColumnMatch, totals: Totals, found: list[tuple[int, str]], log: IssueLog
) -> None:
    if not found:
        return
    finding = Finding(
        "total_differs", WARNING, "", "请核对是否漏行、多行，或合计没有更新；合计行不载入，各行照常载入。"
    )
    at = pa.array([place for place, _ in found])
    log.cells(
        plan.raw,
        finding,
        entity=plan.contract.entity,
        column=match.heading,
        rows=pc.take(totals.rows, at),
        values=pc.take(totals.cells.column(match.position), at),
        mask=pa.chunked_array([pa.repeat(pa.scalar(True), len(at))]),
        reasons=pa.chunked_array([pa.array([words for _, words in found])]),
    )
