"""Tables as one XLSX workbook that Excel and WPS open as it is meant: a 说明 sheet, then a sheet a table.

- Numbers, dates and 是/否 keep their types; number formats follow the decimals of the dictionary; missing is an
  empty cell. The heading (with unit) is bold, frozen and filterable.
- A text is always written as text: one that begins with ``=`` runs no formula, an 18-digit code keeps its digits.
- 说明 says what was chosen, of what date and build, by which rules, for which purpose and whom, how many rows, and what
  each column means; a printed sheet says for whom and what for in its footer.
- Rows are written one after the other and never held at once, so 50,000 enterprises need little memory.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard import workbook_shape as shape
from dashboard.workbook_shape import ABOUT
from etl.contracts import Column, Kind

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
LONGEST_FOOTER_PART = 60
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook.

    Attributes:
        title: what its tab says.
        rows: gives the rows when the workbook is written.
        columns: what of them is written, in this order.
        visible: the names of those that the screen shows, where it has room for a part only.
        shape: the column of the rows with their outlines (GeoJSON), for maps; none where they have no place.
    """

    title: str
    rows: Callable[[], pd.DataFrame]
    columns: Sequence[Column]
    visible: Sequence[str] = ()
    shape: str = ""

    def as_on_screen(self) -> Sheet:
        """The same with the columns of the screen only."""
        shown = tuple(column for column in self.columns if column.name in self.visible)
        return replace(self, columns=shown or self.columns)

    def filled(self) -> Sheet:
        """The same with its rows read, of them only what is written: it can go to another process."""
        frame = self.rows()
        return replace(self, rows=Read(frame[[column.name for column in self.columns]]), shape="")


@dataclass(frozen=True)
class Read:
    """Rows that have been read, as `Sheet.rows` wants them."""

    frame: pd.DataFrame

    def __call__(self) -> pd.DataFrame:
        """The rows."""
        return self.frame


@dataclass(frozen=True)
class About:
    """What the 说明 sheet says of the whole workbook.

    Attributes:
        title: the screen that it was taken from.
        chosen: the filters in force, in words.
        export_id: the number of this export, by which the log knows it.
        who: who takes it away.
        purpose: what for.
        facts: further lines, label → text: data date, build, versions.
    """

    title: str
    chosen: Sequence[str]
    export_id: str
    who: str
    purpose: str
    facts: Mapping[str, str]


def to_xlsx(about: About, sheets: Sequence[Sheet]) -> bytes:
    """The bytes of the workbook; ``sheets`` are asked for their rows now.

    A table longer than a sheet can be goes on in further sheets.
    """
    parts = [part for sheet in sheets for part in _parts(sheet)]
    names = shape.unique_titles([title for title, _, _ in parts])
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        formats = _Formats(book)
        _write_about(book.add_worksheet(ABOUT), formats, about, list(zip(names, parts, strict=True)))
        for name, (_, frame, columns) in zip(names, parts, strict=True):
            page = book.add_worksheet(name)
            page.set_footer(_footer(about))
            _write_table(page, formats, frame, columns)
    return file.getvalue()


def to_plain_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets alone, as another system's import wants them: no 说明, the first sheet is the first table.

    What the file is for stands in the log of exports only.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        formats = _Formats(book)
        for name, sheet in zip(shape.unique_titles([each.title for each in sheets]), sheets, strict=True):
            _write_table(book.add_worksheet(name), formats, sheet.rows(), sheet.columns)
    return file.getvalue()


_Part = tuple[str, pd.DataFrame, Sequence[Column]]


def _parts(sheet: Sheet) -> Iterator[_Part]:
    frame = sheet.rows()
    for first in range(0, max(len(frame), 1), MOST_ROWS):
        yield sheet.title, frame.iloc[first : first + MOST_ROWS], sheet.columns


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Format:
        """The format of a column's cells by kind and decimals; codes and texts are marked as text."""
        pattern = _pattern(column)
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"num_format": pattern})
        return self._made[pattern]


def _pattern(column: Column) -> str:
    match column.kind:
        case Kind.INTEGER:
            # A year is no quantity: 2023, not 2,023.
            return "#,##0" if column.unit else "0"
        case Kind.NUMBER:
            return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
        case Kind.DATE:
            return "yyyy-mm-dd"
        case Kind.MONTH:
            return "yyyy-mm"
        case _:
            return "@"


def facts_of(about: About) -> dict[str, str]:
    """What a file says of itself, label → text."""
    return {
        "标题": about.title,
        "筛选": "；".join(about.chosen) or "无（全部）",
        **about.facts,
        "用途": about.purpose,
        "导出人": about.who,
        "导出编号": about.export_id,
        "导出时间": datetime.now().astimezone().isoformat(" ", "seconds"),
        "缺失": "空单元格表示没有数据，0 表示零。",
    }


def _write_about(
    page: Worksheet, formats: _Formats, about: About, parts: Sequence[tuple[str, _Part]]
) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 34)
    page.set_column(2, 2, 80)
    lines: list[Sequence[str]] = [*facts_of(about).items(), ()]
    lines += [("工作表", "行数"), *((name, f"{len(frame):,}") for name, (_, frame, _) in parts), ()]
    lines.append(("工作表", "列", "定义"))
    lines += [
        (name, column.heading, column.sentence) for name, (_, _, columns) in parts for column in columns
    ]
    for number, line in enumerate(lines):
        form = formats.heading if line and line[0] == "工作表" else formats.wrapped
        for place, text in enumerate(line):
            page.write_string(number, place, text[:LONGEST_TEXT], form)


def _footer(about: About) -> str:
    """What a printed sheet says of itself; & is the mark of a code there."""
    parts = (f"用途：{about.purpose}", about.who, f"导出编号 {about.export_id}")
    left, middle, right = (part[:LONGEST_FOOTER_PART].replace("&", "&&") for part in parts)
    return f"&L{left}&C{middle}&R{right}"


def _write_table(page: Worksheet, formats: _Formats, frame: pd.DataFrame, columns: Sequence[Column]) -> None:
    forms = [formats.of(column) for column in columns]
    for place, (column, form) in enumerate(zip(columns, forms, strict=True)):
        page.set_column(place, place, shape.width(frame[column.name], column), form)
        page.write_string(0, place, column.heading, formats.heading)
    page.freeze_panes(1, 1)
    if columns:
        page.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    writers = [_writer(page, column.kind) for column in columns]
    cells = [_values(frame[column.name]) for column in columns]
    for number, row in enumerate(zip(*cells, strict=True), start=1):
        for place, value in enumerate(row):
            if value is not None:
                writers[place](number, place, value, forms[place])


def _values(values: pd.Series[Any]) -> list[Any]:
    """The values as plain Python ones; missing is None."""
    return [None if gone else value for value, gone in zip(values.tolist(), values.isna(), strict=True)]


def _writer(page: Worksheet, kind: Kind) -> Callable[[int, int, Any, Format], object]:
    match kind:
        case Kind.NUMBER | Kind.INTEGER:
            return lambda row, place, value, form: (
                page.write_number(row, place, value, form) if math.isfinite(value) else None
            )
        case Kind.DATE | Kind.MONTH:
            return lambda row, place, value, form: page.write_datetime(row, place, _day(value), form)
        case Kind.BOOLEAN:
            return lambda row, place, value, form: page.write_string(
                row, place, "是" if value else "否", form
            )
        case _:
            return lambda row, place, value, form: page.write_string(
                row, place, str(value)[:LONGEST_TEXT], form
            )


def _day(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)
