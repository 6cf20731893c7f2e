"""Writes office workbooks in constant memory: title, unit line, one or two heading rows, total, footnote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

Cell = str | float | int | None
Heading = tuple[str, tuple[str, ...]]

# Excel ends at 1,048,576 rows; what is more goes to a further file.
ROWS_PER_SHEET = 1_000_000
# A workbook carries the time it was made: a fixed one keeps the same seed the same file.
CREATED = datetime(2024, 3, 1, 9, 0)
ABSENT = "-"


class TypedNumber(str):
    """A number that a clerk typed as text; totals count it all the same."""

    def __new__(cls, text: str, number: float) -> TypedNumber:
        """``text`` as typed, ``number`` as meant."""
        typed = super().__new__(cls, text)
        typed.number = number
        return typed

    number: float


@dataclass(frozen=True)
class SheetForm:
    """The form of a sheet: sub-headings make a second heading row, ``totalled`` columns a 合计 row.

    ``is_hidden`` hides the sheet, ``hides_every`` one row in so many, as a filter that was left on does.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    unit: str = ""
    totalled: tuple[int, ...] = ()
    total_label: int = 0
    footnote: str = ""
    is_hidden: bool = False
    hides_every: int = 0

    @property
    def columns(self) -> int:
        """How many columns the sheet has."""
        return sum(len(subs) or 1 for _, subs in self.headings)


class OfficeWorkbook:
    """Sheets of given forms, filled a block at a time; past the row limit it goes on in "…_2.xlsx"."""

    def __init__(self, path: Path, forms: Sequence[SheetForm], rows_per_sheet: int = ROWS_PER_SHEET) -> None:
        """Open ``path`` for writing; an earlier run's file and its further volumes are removed."""
        self._path, self._forms, self._limit = path, forms, rows_per_sheet
        for old in [path, *path.parent.glob(f"{path.stem}_[0-9]*.xlsx")]:
            old.unlink(missing_ok=True)
        self._volumes = 0
        self._open()

    def append(self, sheet: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Add rows to a sheet; text, numbers and None (left blank)."""
        for row in rows:
            if self._sheets[sheet].rows >= self._limit:
                self.close()
                self._open()
            self._sheets[sheet].append(row)

    def subtotal(self, sheet: str, label: str, *, forgets_last: bool = False) -> None:
        """Add a row of sums since the last such row; ``forgets_last`` leaves out the row that came in last."""
        self._sheets[sheet].subtotal(label, forgets_last=forgets_last)

    def close(self) -> None:
        """Write totals and footnotes and finish the file."""
        for sheet in self._sheets.values():
            sheet.finish()
        self._book.close()

    def _open(self) -> None:
        self._volumes += 1
        name = (
            self._path if self._volumes == 1 else self._path.with_stem(f"{self._path.stem}_{self._volumes}")
        )
        self._book = xlsxwriter.Workbook(str(name), {"constant_memory": True})
        self._book.set_properties({"author": "示例区", "created": CREATED})
        self._sheets = {form.name: _Sheet(self._book, form) for form in self._forms}


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, form: SheetForm) -> None:
        self.rows = 0
        self._form = form
        self._sheet = book.add_worksheet(form.name)
        self._decimal = book.add_format({"num_format": "0.00"})
        self._heading = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        self._title = book.add_format({"bold": True, "align": "center", "font_size": 14})
        self._hundredths = [0] * form.columns
        self._since = [0] * form.columns
        self._last = [0] * form.columns
        if form.is_hidden:
            self._sheet.hide()
        self._sheet.set_column(0, form.columns - 1, 14)
        self._next = self._write_head()

    def append(self, row: Sequence[Cell]) -> None:
        if self._form.hides_every and (self.rows + 1) % self._form.hides_every == 0:
            self._sheet.set_row(self._next, None, None, {"hidden": True})
        for column, cell in enumerate(row):
            self._write(column, cell)
        for column in self._form.totalled:
            self._last[column] = _hundredths(row[column])
            self._hundredths[column] += self._last[column]
            self._since[column] += self._last[column]
        self.rows += 1
        self._next += 1

    def subtotal(self, label: str, *, forgets_last: bool) -> None:
        self._write_total(
            label, [s - forgets_last * last for s, last in zip(self._since, self._last, strict=True)]
        )
        self._since = [0] * self._form.columns

    def finish(self) -> None:
        if self._form.totalled:
            self._write_total("合计", self._hundredths)
        if self._form.footnote:
            self._write(0, self._form.footnote)

    def _write_total(self, label: str, hundredths: Sequence[int]) -> None:
        self._write(self._form.total_label, label)
        for column in self._form.totalled:
            self._write(column, hundredths[column] / 100)
        self._next += 1

    def _write(self, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self._next, column, cell)
        elif isinstance(cell, float):
            self._sheet.write_number(self._next, column, cell, self._decimal)
        elif cell is not None:
            self._sheet.write_number(self._next, column, cell)

    def _write_head(self) -> int:
        last = self._form.columns - 1
        self._sheet.merge_range(0, 0, 0, last, self._form.title, self._title)
        row = 1
        if self._form.unit:
            self._sheet.write_string(row, last, self._form.unit)
            row += 1
        places = self._places()
        self._write_groups(row, places)
        return self._write_subs(row, places) if any(subs for _, (_, subs) in places) else row + 1

    def _write_groups(self, row: int, places: list[tuple[int, Heading]]) -> None:
        for column, (text, subs) in places:
            if len(subs) > 1:
                self._sheet.merge_range(row, column, row, column + len(subs) - 1, text, self._heading)
            else:
                self._sheet.write_string(row, column, text, self._heading)

    def _write_subs(self, row: int, places: list[tuple[int, Heading]]) -> int:
        for column, (_, subs) in places:
            for offset, sub in enumerate(subs):
                self._sheet.write_string(row + 1, column + offset, sub, self._heading)
            if not subs:
                self._sheet.write_blank(row + 1, column, None, self._heading)
                # merge_range cannot go back to the upper row: it is in the file already.
                self._sheet.merge.append([row, column, row + 1, column])
        return row + 2

    def _places(self) -> list[tuple[int, Heading]]:
        places, column = [], 0
        for heading in self._form.headings:
            places.append((column, heading))
            column += len(heading[1]) or 1
        return places


def _hundredths(cell: Cell) -> int:
    number = cell.number if isinstance(cell, TypedNumber) else cell
    return round(number * 100) if isinstance(number, float | int) else 0
