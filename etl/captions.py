"""What the lines above a table say about all of it: the unit (``单位：万元、亩``) and the period (``2023年1—6月``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from etl.contracts.units import unit_of
from etl.headings import plain

# 填报单位： and 编制单位： name an office, not a unit.
UNIT_LINE = re.compile(r"(?:^|[^\u4e00-\u9fff]|计量|金额|面积|货币)单\s*位\s*[:：]([^)）\]】;；]*)")


def units_stated(rows: Sequence[Sequence[str | None]]) -> tuple[str, ...]:
    """The units that a ``单位：万元、亩`` line above the heading states, be it in one cell or in two."""
    units: list[str | None] = []
    for row in rows:
        cells = [unicodedata.normalize("NFKC", cell).strip() for cell in row if cell and cell.strip()]
        for cell, beside in zip(cells, [*cells[1:], ""], strict=False):
            for stated in UNIT_LINE.findall(cell):
                units += [_unit_in(part) for part in re.split("[、,/]+", stated.strip() or beside)]
    return tuple(unit for unit in dict.fromkeys(units) if unit)


def _unit_in(words: str) -> str | None:
    """The unit that ``words`` are (万 元) or begin with (元  填表人：…)."""
    first = words.split(maxsplit=1)[:1]
    return unit_of("".join(words.split())) or (unit_of(first[0]) if first else None)


YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
YEAR_BARE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
# CGCS2000 names a system of coordinates, not a year.
NO_YEAR = re.compile(r"(?:CGCS|国家|大地)[\s_-]*2000|2000[\s_-]*(?:国家大地)?坐标系?", re.IGNORECASE)
YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)")
MONTHS = re.compile(r"(?<!\d)\d{1,2}\s*月?\s*[—–\-~〜至到―]+\s*(\d{1,2})\s*月")
MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月(?!\s*\d{1,2}\s*日)")
DATE_OF_PAPERWORK = re.compile(r"填报|制表|打印|导出|报送|填表|日期")


@dataclass(frozen=True)
class Period:
    """The year, and for monthly returns the last month, that a sheet speaks of."""

    year: int | None = None
    month: int | None = None


def period_of(rows_above: Sequence[Sequence[str | None]], sheet: str, stem: str) -> Period:
    """Year and month from the title lines, then the sheet's name, then the file's name."""
    titles = [cell for row in rows_above for cell in row if cell and not DATE_OF_PAPERWORK.search(cell)]
    year = month = None
    for text in map(plain, (*titles, sheet, stem)):
        year = year or _first(YEAR, text)
        month = month or _first(MONTHS, text) or _first(MONTH, text)
    for text in (NO_YEAR.sub("", name) for name in (sheet, stem)):
        both = YEAR_MONTH.search(text)
        year = year or (int(both.group(1)) if both else _first(YEAR_BARE, text))
        month = month or (int(both.group(2)) if both else None)
    return Period(year, month if month and 1 <= month <= 12 else None)


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found.group(1)) if found else None
