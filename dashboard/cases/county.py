"""The ledger in the county's layout: as a workbook that its system imports, and such a workbook read.

The first sheet has the 21 columns and nothing else. The second, 补充, has for the same enterprises what those have no
room for, so that a workbook that was exported and comes back changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from dashboard import workbook
from dashboard.cases.county_cells import COLUMNS, NOTHING, folded, plain
from dashboard.cases.county_sheets import Cell, CountyFileError, RawSheet, sheets_of
from dashboard.cases.record import FIELDS, Case
from dashboard.workbook import Sheet
from etl.contracts import Column
from etl.contracts.county_ledger import COUNTY_LEDGER

LEDGER_SHEET, MORE_SHEET, ABOUT_SHEET = "四个一批台账", "补充", "说明"
_IN_LAYOUT = {column.name for column in COUNTY_LEDGER}
_KEYS = ("uscc", "name")
_STORE_ONLY = ("case_id", "updated_by", "updated_at")
# The disposal stands in both: the layout shows the decided batch where there is no disposal.
MORE: tuple[Column, ...] = (
    *(FIELDS[name] for name in _KEYS),
    *(
        FIELDS[name]
        for name in FIELDS
        if name == "disposal" or (name not in _IN_LAYOUT and name not in _STORE_ONLY)
    ),
)
HEADING_ROWS, LEAST_HEADINGS = 10, 3
TOTALS = re.compile(r"(?:小计|合计|总计|共计)[:：]?")
NOTE = re.compile(r"(?:注|说明|备注|填表人|审核人|填报单位|联系电话)[:：]")
UNIT = re.compile(r"\(([^()]*)\)$")


@dataclass(frozen=True)
class Row:
    """One enterprise of a file: where it stands, and its cells by field, of both sheets; a heading left out has none."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, Cell]
    more: Mapping[str, Cell]

    @property
    def key(self) -> str:
        """The place as people say it, unique in the file."""
        return f"{self.sheet} 第 {self.number} 行"


@dataclass(frozen=True)
class Parsed:
    """What a file says: its rows, and what of it was not read."""

    file: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def sheets(cases: Sequence[Case]) -> list[Sheet]:
    """The two sheets over the cases, with bare labels for headings."""
    rows = pd.DataFrame([_written(each) for each in cases], columns=list(COLUMNS), dtype=object)
    more = rows.assign(disposal=pd.Series([each.disposal for each in cases], dtype=object))
    return [
        Sheet(title, workbook.Read(frame), [replace(column, unit=None) for column in columns])
        for title, frame, columns in ((LEDGER_SHEET, rows, COUNTY_LEDGER), (MORE_SHEET, more, MORE))
    ]


def to_xlsx(cases: Sequence[Case]) -> bytes:
    """The workbook of the cases."""
    return workbook.to_plain_xlsx(sheets(cases))


def _written(case: Case) -> dict[str, Any]:
    return {
        **asdict(case),
        "difficulty_types": "、".join(case.difficulty_types) or None,
        "disposal": shown_disposal(case),
        "remaining_mu": case.remaining_mu,
    }


def shown_disposal(case: Case) -> str | None:
    """What the county's column says: how the site is disposed of, and without that what was decided."""
    return case.disposal or case.final_batch


def read(content: bytes, name: str) -> Parsed:
    """The rows of a workbook in this layout, in the order of the file.

    Raises:
        CountyFileError: it cannot be read, or no sheet of it has the headings.
    """
    return parsed(sheets_of(content, name), name)


def parsed(found: Sequence[RawSheet], name: str) -> Parsed:
    """The rows of sheets that have been read; raises as `read` does."""
    remarks: list[str] = []
    more = [each for sheet in found if sheet.name == MORE_SHEET for each in _rows(sheet, name, MORE, remarks)]
    beside = _Beside(more)
    rows: list[Row] = []
    for sheet in found:
        if sheet.name not in (MORE_SHEET, ABOUT_SHEET):
            rows += _rows(sheet, name, COUNTY_LEDGER, remarks)
    if not rows:
        raise CountyFileError(
            f"文件“{name}”里没有台账的行。{''.join(remarks)}"
            f"请按导出的格式：第一行是列名（{'、'.join(column.label for column in COUNTY_LEDGER[:5])}……），下面一户一行。"
        )
    return Parsed(name, tuple(replace(row, more=beside.of(row.cells)) for row in rows), tuple(remarks))


class _Beside:
    """The rows of 补充 by credit code, and by name where there is no code; one that is not unique is nobody's."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._known: dict[str, Mapping[str, Cell]] = {}
        self._nobodys: set[str] = set()
        for row in rows:
            for key in _keys(row.cells):
                self._nobodys.update({key} & self._known.keys())
                self._known[key] = row.cells

    def of(self, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """The row of the same enterprise; empty when there is none."""
        found = [self._known[key] for key in _keys(cells) if key in self._known and key not in self._nobodys]
        return found[0] if found else {}


def _keys(cells: Mapping[str, Cell]) -> list[str]:
    return [folded(text).upper() for text in (plain(cells.get(each)) for each in _KEYS) if text]


def _rows(sheet: RawSheet, file: str, columns: Sequence[Column], remarks: list[str]) -> list[Row]:
    labels = {folded(column.label): column for column in columns}
    at = _heading_row(sheet, labels)
    if at is None:
        if any(any(plain(cell) for cell in row) for row in sheet.rows):
            remarks.append(f"工作表“{sheet.name}”前 {HEADING_ROWS} 行里没有台账的列名，没有读。")
        return []
    places = _places(sheet, at, labels, file, remarks)
    rows = []
    for number, row in enumerate(sheet.rows[at + 1 :], at + 2):
        if _says_nothing(row) or _is_no_enterprise(row, places):
            continue
        rows.append(Row(file, sheet.name, number, {name: row[place] for name, place in places.items()}, {}))
    return rows


def _bare(heading: Cell) -> str:
    return UNIT.sub("", folded(plain(heading) or ""))


def _heading_row(sheet: RawSheet, labels: Mapping[str, Column]) -> int | None:
    """The first of the top rows that names an enterprise and a few more columns."""
    for at, row in enumerate(sheet.rows[:HEADING_ROWS]):
        known = {labels[_bare(cell)].name for cell in row if _bare(cell) in labels}
        if len(known) >= LEAST_HEADINGS and known.intersection(_KEYS):
            return at
    return None


def _places(
    sheet: RawSheet, at: int, labels: Mapping[str, Column], file: str, remarks: list[str]
) -> Mapping[str, int]:
    """Field → its place in a row; tells what is unknown and what is missing, refuses what is there twice."""
    places: dict[str, int] = {}
    strange = []
    for place, cell in enumerate(sheet.rows[at]):
        column = labels.get(_bare(cell))
        if column is None:
            strange += [plain(cell)] if plain(cell) else []
            continue
        if column.name in places:
            raise CountyFileError(
                f"文件“{file}”工作表“{sheet.name}”第 {at + 1} 行有两列都叫“{column.label}”。请只留一列。"
            )
        _refuse_other_unit(plain(cell) or "", column, f"文件“{file}”工作表“{sheet.name}”第 {at + 1} 行")
        places[column.name] = place
    missing = [column.label for column in labels.values() if column.name not in places]
    if strange:
        remarks.append(f"工作表“{sheet.name}”的这些列不认识，没有读：{'、'.join(map(str, strange))}。")
    if missing:
        remarks.append(f"工作表“{sheet.name}”没有这些列，它们的内容不变：{'、'.join(missing)}。")
    return places


def _refuse_other_unit(heading: str, column: Column, where: str) -> None:
    unit = UNIT.search(folded(heading))
    if column.unit and unit and unit[1] != column.unit:
        raise CountyFileError(
            f"{where}的“{heading}”单位不是{column.unit}。请换算成{column.unit}，列名写“{column.label}”。"
        )


def _says_nothing(row: Sequence[Cell]) -> bool:
    texts = [text for text in map(plain, row) if text]
    return all(NOTHING.fullmatch(text) for text in texts)


def _is_no_enterprise(row: Sequence[Cell], places: Mapping[str, int]) -> bool:
    """Whether it is a row of totals, or a note that fills one cell."""
    texts = [folded(text) for text in map(plain, row) if text]
    has_code = "uscc" in places and plain(row[places["uscc"]])
    if has_code:
        return False
    return any(TOTALS.fullmatch(text) for text in texts) or (len(texts) <= 2 and bool(NOTE.match(texts[0])))
