"""A table as a CSV file that Excel and WPS open well and that reads back to the same values.

- UTF-8 with BOM and CRLF line ends: what Excel on Windows takes for a Chinese CSV without asking.
- The first line holds the Chinese headings with units and nothing stands above it, so the file re-imports as
  it is; filters and data date are in the file name.
- Missing is an empty cell, zero is 0; 是 and 否 for booleans, ISO dates. Numbers keep six decimals, which is
  0.01 元 in 万元.
- A text that a spreadsheet would run (it begins with ``=``, ``+``, ``-``, ``@``, tab or carriage return) and a
  code that it would turn into a number (18 digits become 9.1E+17, ``007`` becomes 7) get a leading apostrophe,
  the spreadsheet's own mark for "this is text". A tab would be invisible and spoil look-ups; ``="…"`` is a
  formula, and no other program would find the code in it. Our reader drops a leading apostrophe
  (`etl.clean.text.tidy`). Numbers are never guarded, so negative ones stay numbers.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from etl.contracts import Column, Kind

RUNS_AS_FORMULA = re.compile(r"[=+\-@\t\r]")
# What a spreadsheet reads as a number: all digits, or digits around one E (35E12), which is a power of ten.
READS_AS_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?")
DECIMALS = 6
FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+|^\.+|\.+$')
LONGEST_FILTERS = 40


def to_csv(frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The bytes of the file: ``columns`` of ``frame`` in that order under their headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows(zip(*(_cells(frame[column.name], column.kind) for column in columns), strict=True))
    return text.getvalue().encode("utf-8-sig")


def _cells(values: pd.Series[Any], kind: Kind) -> Iterator[str]:
    """The values as the file writes them; a missing one is always the empty text."""
    write = WRITERS.get(kind, _text)
    present = values.notna().tolist()
    return ("" if not there else write(value) for value, there in zip(values.tolist(), present, strict=True))


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    digits = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _text(value: object) -> str:
    text = str(value)
    return f"'{text}" if RUNS_AS_FORMULA.match(text) else text


def _code(value: object) -> str:
    text = str(value)
    return f"'{text}" if READS_AS_NUMBER.fullmatch(text) and _would_change(text) else _text(text)


def _would_change(digits: str) -> bool:
    """Whether a spreadsheet would show other characters: from 12 digits on, a leading 0, a point or an E."""
    return len(digits) > 11 or not digits.isdigit() or (digits.startswith("0") and digits != "0")


def _day(value: object) -> str:
    return str(value)[:10]


def _yes_or_no(value: object) -> str:
    return "是" if value else "否"


WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.NUMBER: _number,
    Kind.INTEGER: _number,
    Kind.CODE: _code,
    Kind.BOOLEAN: _yes_or_no,
    Kind.DATE: _day,
    Kind.MONTH: _day,
}


def file_name(
    title: str, year: int | None, filters: Sequence[str], data_date: str | None, ending: str = "csv"
) -> str:
    """``亩均税收_2023年_甲街道_数据截至2023-12_20240401.csv``, which ends in today's date.

    Characters that a file system refuses are left out, long filters cut.
    """
    chosen = "_".join(filters)
    if len(chosen) > LONGEST_FILTERS:
        chosen = f"{chosen[:LONGEST_FILTERS]}等"
    parts = (
        title,
        f"{year}年" if year else "",
        chosen,
        f"数据截至{data_date}" if data_date else "",
        f"{datetime.now():%Y%m%d}",
    )
    return f"{'_'.join(filter(None, (FORBIDDEN_IN_NAMES.sub('', part) for part in parts)))}.{ending}"
