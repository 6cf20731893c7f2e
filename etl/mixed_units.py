"""Columns that look as if two units stood in one, or shares where percents were meant: said with rows, never repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.contracts.units import FACTORS

if TYPE_CHECKING:
    from etl.typed import ColumnReport

TEN_THOUSAND = 4.0
BIN = 0.1
LOWEST, HIGHEST = -6.0, 16.0
# Two heaps: both are there, about four decades apart, and further apart than they are wide.
LEAST_ROWS, LEAST_SHARE = 3, 0.01
NEAR_ENOUGH = 0.8
APART = 2.0
# Below this many of the column's unit an amount is a remnant, not an amount in a larger unit.
LOWEST_HEAP = -0.5
PERCENTS_LOOKED_AT = 5
EXAMPLES = 3

Numbers = npt.NDArray[np.float64]


def in_two_units(report: ColumnReport, values: pa.ChunkedArray, unit: str) -> None:
    """Report a column whose amounts fall into two heaps about ten thousand times apart, as 元 among 万元 do."""
    factors = FACTORS[report.match.field.column.unit or ""]
    pair = _pair(unit, {name: float(factor) for name, factor in factors.items()})
    if pair is None or len(values) < 2 * LEAST_ROWS:
        return
    amounts = pc.fill_null(pc.cast(values, pa.float64()), 0.0).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        decades = np.log10(amounts / float(factors[unit]))
    border = _border(decades[np.isfinite(decades)])
    if border is None:
        return
    high = decades >= border
    low = np.isfinite(decades) & ~high
    odd = high if high.sum() <= low.sum() else low
    rows = "、".join(str(row) for row in report.rows.to_numpy()[odd][:EXAMPLES])
    report.say_once(
        "mixed_units",
        pa.chunked_array([pa.array(odd)]),
        f"这一列像是混用了{pair[0]}和{pair[1]}：{int(low.sum())} 行较小，{int(high.sum())} 行约大 1 万倍；"
        f"少的一类如第 {rows} 行。全列按“{unit}”读取，没有改动。",
        "请核对这些行，在来件中统一单位后重新导入。",
    )


def _pair(unit: str, factors: dict[str, float]) -> tuple[str, str] | None:
    """The unit and the one that is ten thousand times as large, or as small; the smaller first."""
    for other, factor in factors.items():
        ratio = factors[unit] / factor
        if abs(ratio - 10_000) < 1:
            return other, unit
        if abs(ratio * 10_000 - 1) < 1e-6:
            return unit, other
    return None


def _border(decades: Numbers) -> float | None:
    """Where two heaps of logarithms part, if they are two: the cut between which the heaps differ most (Otsu)."""
    edges = np.arange(LOWEST, HIGHEST + BIN, BIN)
    counts, _ = np.histogram(np.clip(decades, LOWEST, HIGHEST), edges)
    middles = edges[:-1] + BIN / 2
    below = _moments(counts, middles)
    above = _moments(counts[::-1], middles[::-1])
    rows, means, widths = (
        np.stack([one[:-1], other[::-1][1:]]) for one, other in zip(below, above, strict=True)
    )
    with np.errstate(invalid="ignore"):
        gain = np.nan_to_num(rows[0] * rows[1] * (means[1] - means[0]) ** 2)
    at = int(gain.argmax())
    if rows[:, at].min() < max(LEAST_ROWS, LEAST_SHARE * counts.sum()) or means[0, at] < LOWEST_HEAP:
        return None
    distance = means[1, at] - means[0, at]
    parted = abs(distance - TEN_THOUSAND) <= NEAR_ENOUGH and distance >= APART * widths[:, at].sum()
    return float(edges[at + 1]) if parted else None


def _moments(counts: npt.NDArray[np.int64], middles: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Rows, mean and width of what lies up to each bin."""
    rows = np.cumsum(counts).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.cumsum(counts * middles) / rows
        widths = np.sqrt(np.maximum(np.cumsum(counts * middles**2) / rows - means**2, 0.0))
    return rows, means, widths


def read_as_percent(
    report: ColumnReport, values: pa.ChunkedArray, percent: pa.ChunkedArray, *, is_stated: bool
) -> pa.ChunkedArray:
    """Shares (0.125) in a column of percents: made percents where nothing states the unit, else kept; both are said."""
    plain = pc.if_else(percent, pa.scalar(None, values.type), values)
    numbers = plain.drop_null().to_numpy()
    if len(numbers) < PERCENTS_LOOKED_AT or not _are_shares(numbers):
        return values
    shares = pc.and_(pc.is_valid(plain), pc.not_equal(plain, 0.0))
    done = "表头写明是 %，仍按 % 读取" if is_stated else "表头没有写 %，已按小数读取（0.125 即 12.5 %）"
    report.say_once(
        "fraction_as_percent",
        shares,
        f"这一列的数几乎都不超过 1，像是小数而不是百分数；{done}。",
        '请核对；读错的，在映射文件的 units 中写明：是小数写 "1"，是百分数写 "%"。',
    )
    return values if is_stated else pc.if_else(pc.is_valid(plain), pc.multiply(plain, 100.0), values)


def _are_shares(numbers: Numbers) -> bool:
    sizes = np.abs(numbers)
    return bool(np.quantile(sizes, 0.95) <= 1 and ((sizes > 0) & (sizes < 1)).any())
