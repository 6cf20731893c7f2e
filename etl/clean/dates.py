"""Dates and months as offices write them → the first day they name."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.parsed import Parsed
from etl.clean.sparing import where
from etl.clean.text import compact

DAY = r"^(?P<y>(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:[T\d:.+Z]*)$"
DAY_PACKED = r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$"
MONTH_ONLY = r"^(?P<y>(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})月?$"
MONTH_PACKED = r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})$"
YEAR_ONLY = r"^(?P<y>(?:19|20)\d{2})年?$"
# A spreadsheet's day number: 20000 is 1954, 60000 is 2064. Day 1 of that count is 1900-01-01 (with its leap-year bug).
SERIAL = r"^(?P<n>[2-5]\d{4})(?:\.0*)?$"
SERIAL_EPOCH_DAYS = -25569
# What systems write where no date was entered.
NO_DATE = r"^(?:1900[-/.年]0?1[-/.月]0?1日?.*|0000.*|1899.*)$"
# Years of two digits: marked by 年, or too large to be a month (05/06/07 could be three days).
SHORT_YEAR = r"^({})(年\d{{1,2}}月(?:\d{{1,2}}日?)?)$"
SHORT_DAY = r"^({})([-/.]\d{{1,2}}[-/.]\d{{1,2}})$"
CENTURIES = ((SHORT_YEAR, "[0-4]\\d", "20"), (SHORT_YEAR, "[5-9]\\d", "19"), (SHORT_DAY, "1[3-9]|[2-4]\\d", "20"),
             (SHORT_DAY, "[5-9]\\d", "19"))  # fmt: skip
# A spreadsheet that takes 2022.10 for a number keeps 2022.1.
OCTOBER_OR_JANUARY = r"^\s*(?:19|20)\d{2}\.1\s*$"
NO_TEXT = pa.scalar(None, pa.string())


def to_date(column: pa.ChunkedArray) -> Parsed:
    """Read a date; a month or year alone counts as its first day, ``1900-01-01`` as no date."""
    text = compact(column)
    text = _with_century(pc.if_else(pc.match_substring_regex(text, NO_DATE), NO_TEXT, text))
    days = pc.coalesce(
        _from(text, DAY, "d"),
        _from(text, DAY_PACKED, "d"),
        _from(text, MONTH_ONLY),
        _from(text, MONTH_PACKED),
        _from(text, YEAR_ONLY),
    )
    serial = pc.cast(pc.struct_field(pc.extract_regex(text, SERIAL), "n"), pa.int32())
    day_number = pc.cast(pc.add(serial, SERIAL_EPOCH_DAYS), pa.int32())
    return Parsed.of(text, pc.coalesce(days, pc.cast(day_number, pa.date32())))


def to_month(column: pa.ChunkedArray) -> Parsed:
    """Read a month as its first day; ranges such as ``2023年1-3月`` count as their last month."""
    text = _with_century(compact(column))
    last = pc.replace_substring_regex(
        text, r"^((?:19|20)\d{2})[-/.年]\d{1,2}月?[-—–~至](\d{1,2})月$", r"\1年\2月"
    )
    return Parsed.of(
        text, pc.coalesce(*(_from(last, form) for form in (MONTH_ONLY, MONTH_PACKED, DAY, DAY_PACKED)))
    )


def may_be_october(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Cells such as ``2022.1``, read as January, that a number's lost zero may have made of October."""
    return pc.fill_null(pc.match_substring_regex(column, OCTOBER_OR_JANUARY), False)


def _with_century(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """``22年6月`` and ``98.6.5`` with the year in full: up to 49 is this century."""
    for form, years, century in CENTURIES:
        pattern, full = form.format(years), rf"{century}\1\2"
        text = where(text, pattern, partial(pc.replace_substring_regex, pattern=pattern, replacement=full))
    return text


def _from(text: pa.ChunkedArray, pattern: str, day: str | None = None) -> pa.ChunkedArray:
    """Dates where ``pattern`` matches and names a day of the calendar; without ``day`` the first of the month."""
    parts = pc.extract_regex(text, pattern)
    first = pa.scalar("01")
    month = pc.struct_field(parts, "m") if "(?P<m>" in pattern else first
    number = pc.struct_field(parts, day) if day else first
    iso = pc.binary_join_element_wise(
        pc.struct_field(parts, "y"), _two_digits(month), _two_digits(number), "-"
    )
    stamps = pc.strptime(iso, format="%Y-%m-%d", unit="s", error_is_null=True)
    dates = pc.cast(stamps, pa.date32())
    # strptime lets 31 April roll into May: such a day is unreadable.
    same = pc.equal(pc.strftime(dates, format="%Y-%m-%d"), iso)
    return pc.if_else(same, dates, pa.scalar(None, pa.date32()))


def _two_digits(part: pa.ChunkedArray | pa.Scalar) -> pa.ChunkedArray | pa.Scalar:
    return pc.utf8_lpad(part, 2, "0")
