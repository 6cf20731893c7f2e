"""Numbers as text → floating point. Thousands separators, full-width digits, (12.3) for negatives, percent signs."""

from __future__ import annotations

from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.parsed import Parsed
from etl.clean.sparing import unless
from etl.clean.text import compact

# Short enough that it can be neither infinite nor a code.
AS_WRITTEN = r"^-?\d{1,15}(?:\.\d{1,20})?$"
PLAIN_NUMBER = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?$"
NO_TEXT = pa.scalar(None, pa.string())


def to_number(column: pa.ChunkedArray) -> Parsed:
    """Read numbers; what is no number is unreadable, never zero."""
    return unless(column, AS_WRITTEN, lambda digits: pc.cast(digits, pa.float64()), _parsed)


def _parsed(column: pa.ChunkedArray) -> Parsed:
    text = compact(column)
    digits = _without_separators(text)
    negative = pc.match_substring_regex(digits, r"^\([\d.]+\)$")
    digits = pc.if_else(negative, pc.binary_join_element_wise("-", pc.utf8_trim(digits, "()"), ""), digits)
    readable = pc.match_substring_regex(digits, PLAIN_NUMBER)
    plain = pc.replace_substring_regex(pc.if_else(readable, digits, NO_TEXT), r"^\+", "")
    values = pc.cast(plain, pa.float64())
    finite = pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))
    return Parsed.of(text, finite)


def _without_separators(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Drop currency signs, a percent sign at the end, and commas that stand where thousands are separated."""
    bare = pc.replace_substring_regex(text, r"^[¥￥$]|%$", "")
    grouped = pc.match_substring_regex(bare, r"^[+(-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?\)?$")
    return pc.if_else(grouped, pc.replace_substring(bare, ",", ""), bare)


def convert(values: pa.ChunkedArray, factor: Fraction) -> pa.ChunkedArray:
    """Multiply by an exact factor; 10 000 元 becomes 1 万元 without the error of multiplying by 0.0001."""
    if factor == 1:
        return values
    scaled = values if factor.numerator == 1 else pc.multiply(values, float(factor.numerator))
    return scaled if factor.denominator == 1 else pc.divide(scaled, float(factor.denominator))


def to_integer(column: pa.ChunkedArray) -> Parsed:
    """Read whole numbers; a fraction is unreadable."""
    number = to_number(column)
    whole = pc.equal(number.values, pc.round(number.values))
    small = pc.less(pc.abs(number.values), 2**31)
    values = pc.cast(
        pc.if_else(pc.and_(whole, small), number.values, pa.scalar(None, pa.float64())), pa.int32()
    )
    return Parsed.of(compact(column), values)


def to_year(column: pa.ChunkedArray) -> Parsed:
    """Read ``2023``, ``2023年``, ``2023年度``, ``2023.0``."""
    text = compact(column)
    year = pc.struct_field(pc.extract_regex(text, r"^(?P<year>(?:19|20)\d{2})(?:\.0+)?年?度?$"), "year")
    return Parsed.of(text, pc.cast(year, pa.int32()))
