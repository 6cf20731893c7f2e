"""Numbers that carry their own unit (``1,234.5万``, ``25 人``, ``12.5%``): a cell's word on itself goes before its column's."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.numbers import to_number
from etl.clean.text import compact
from etl.contracts.units import FACTORS, SPELLINGS

MULTIPLES: Mapping[str, Fraction] = {"万": Fraction(10_000), "亿": Fraction(100_000_000)}
AMOUNT = r"^(?P<number>\(?[+-]?[¥￥$]?[\d.,]+\)?)(?P<unit>[^\d.,()+-].*)$"


def amounts(cells: pa.ChunkedArray, column_unit: str, target: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Read numbers followed by a unit.

    Args:
        cells: the text.
        column_unit: the unit that heading, unit line or mapping state; 万 and 亿 alone multiply its base.
        target: the unit of the values answered.

    Returns:
        The values in ``target``, null where there is none, and the factor that each cell's own unit led to.
    """
    parts = pc.extract_regex(compact(cells), AMOUNT)
    factors = _factors(column_unit, target)
    at = pc.index_in(pc.struct_field(parts, "unit"), value_set=pa.array(list(factors), pa.string()))
    factor = pc.take(pa.array([float(each) for each in factors.values()], pa.float64()), at)
    number = to_number(pc.struct_field(parts, "number")).values
    return pc.multiply(number, factor), factor


def is_percent(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each cell has a percent sign."""
    signs = [pc.match_substring(cells, sign) for sign in ("%", "％")]
    return pc.fill_null(pc.or_(*signs), False)


@cache
def _factors(column_unit: str, target: str) -> Mapping[str, Fraction]:
    """Every ending that measures what ``target`` measures → its factor, as `compact` leaves it."""
    known = FACTORS[target]
    spelt = {spelling.upper(): known[unit] for spelling, unit in SPELLINGS.items() if unit in known}
    base = _base(column_unit, known)
    bare = {word: multiple * known[base] for word, multiple in MULTIPLES.items()}
    # 1 is a unit of shares, and no ending of a number.
    return {ending: factor for ending, factor in (spelt | bare).items() if not ending.isdigit()}


def _base(unit: str, known: Mapping[str, Fraction]) -> str:
    """元 of 万元; 千瓦时 is its own."""
    while unit[:1] in "十百千万亿" and unit[1:] in known:
        unit = unit[1:]
    return unit
