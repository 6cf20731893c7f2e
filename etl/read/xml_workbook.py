"""Workbooks in XML (SpreadsheetML 2003), which older office systems export as .xls → one all-text table a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pyarrow as pa

from etl.read.model import FileRefusedError, RawTable, SourceFile, text_table

OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"
NAMED = f"{{{OFFICE}}}"
MAXIMUM_COLUMNS = 16_384
MAXIMUM_ROWS = 1_048_576
MAXIMUM_CELLS = 20_000_000


@dataclass
class _Sheet:
    """A sheet while it is read."""

    name: str
    is_hidden: bool = False
    rows: list[list[str | None]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    held: int = 0


def is_xml_workbook(content: bytes) -> bool:
    """Whether the file begins as an office program's XML does."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"<?xml") and (OFFICE.encode() in start or b"Excel.Sheet" in start)


def read_xml_workbook(source: SourceFile, content: bytes) -> list[RawTable]:
    """Read every sheet; an empty one is left out.

    Raises:
        FileRefusedError: not well-formed, or too many cells.
    """
    try:
        sheets = list(_sheets(content))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise FileRefusedError(
            f"文件其实是 XML 表格，已损坏，无法读取（{error}），请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error
    return [_table(source, sheet) for sheet in sheets if any(sheet.rows)]


def _sheets(content: bytes) -> Iterator[_Sheet]:
    sheet = _Sheet("")
    events = ElementTree.iterparse(io.BytesIO(content), ("start", "end"))  # noqa: S314 - expat bounds expansion
    for event, element in events:
        if event == "start" and element.tag == f"{NAMED}Worksheet":
            sheet = _Sheet(element.get(f"{NAMED}Name", ""))
        elif event == "start":
            continue
        elif element.tag == f"{NAMED}Row":
            _add_row(sheet, element)
            element.clear()
        elif element.tag.endswith("}Visible"):
            sheet.is_hidden = (element.text or "") != "SheetVisible"
        elif element.tag == f"{NAMED}Worksheet":
            yield sheet
            element.clear()


def _add_row(sheet: _Sheet, element: ElementTree.Element) -> None:
    at = int(element.get(f"{NAMED}Index", len(sheet.rows) + 1))
    if not len(sheet.rows) < at <= MAXIMUM_ROWS:
        raise ValueError(f"Row Index {at}")
    sheet.rows += [[] for _ in range(at - 1 - len(sheet.rows))]
    row: list[str | None] = []
    for cell in element.iter(f"{NAMED}Cell"):
        place = int(cell.get(f"{NAMED}Index", len(row) + 1))
        across = int(cell.get(f"{NAMED}MergeAcross", 0))
        if not len(row) < place <= MAXIMUM_COLUMNS or not 0 <= across < MAXIMUM_COLUMNS:
            raise ValueError(f"Cell Index {place}")
        data = cell.find(f"{NAMED}Data")
        text = "".join(data.itertext()) if data is not None else ""
        row += [*[None] * (place - 1 - len(row)), text or None, *[None] * across]
    sheet.held += len(row)
    if sheet.held > MAXIMUM_CELLS:
        raise FileRefusedError(f"表格超过 {MAXIMUM_CELLS:,} 格，请拆分后再导入。")
    sheet.rows.append(row)
    if element.get(f"{NAMED}Hidden") == "1":
        sheet.hidden.append(at)


def _table(source: SourceFile, sheet: _Sheet) -> RawTable:
    width = max(len(row) for row in sheet.rows)
    columns = [
        pa.array([row[at] if at < len(row) else None for row in sheet.rows], pa.string())
        for at in range(width)
    ]
    return RawTable(
        source,
        sheet.name,
        text_table(columns),
        is_hidden=sheet.is_hidden,
        hidden_rows=tuple(sheet.hidden),
        disguise="XML 表格",
    )
