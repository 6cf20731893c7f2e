"""The cells of a workbook that somebody sent in, read in a process apart with bounded memory.

A damaged workbook of a few kilobytes can ask its reader for more memory than any machine has; the process apart dies
of it, and the dashboard goes on.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import python_calamine

from dashboard import apart

MOST_BYTES = 10 << 20
MOST_UNPACKED_BYTES = 200 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MEMORY_BYTES = 2 << 30
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SAVE_AGAIN = "请用表格软件打开后另存为 .xlsx 再导入。"
Cell = str | float | None


class CountyFileError(Exception):
    """A file cannot be read as a ledger; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet: its rows from the first row of the office program on, none left out."""

    name: str
    rows: list[list[Cell]]


def sheets_of(content: bytes, name: str) -> list[RawSheet]:
    """The sheets of the workbook, hidden ones too; dates as ISO text, formulas as the values they last had.

    Raises:
        CountyFileError: it is no workbook of ours, too large, locked or broken.
    """
    refusal = _refusal(content)
    if refusal:
        raise CountyFileError(f"文件“{name}”读不了：{refusal}")
    try:
        answer = json.loads(apart.written(cells, content, cells=apart.MOST_CELLS_IN_PLACE + 1))
    except apart.ApartError:
        raise CountyFileError(f"文件“{name}”读不了：已损坏，或读取它需要的内存过大。{SAVE_AGAIN}") from None
    if "refused" in answer:
        raise CountyFileError(f"文件“{name}”读不了：{answer['refused']}")
    return [RawSheet(each["name"], each["rows"]) for each in answer["sheets"]]


def _refusal(content: bytes) -> str | None:
    if not content:
        return "文件是空的（0 字节）。请重新选择文件。"
    if len(content) > MOST_BYTES:
        return f"文件有 {len(content) / (1 << 20):.1f} MB，超过 {MOST_BYTES >> 20} MB。请删去图片和无关的表，或分成几个文件。"
    if content.startswith(COMPOUND):
        return f"是旧格式（.xls、.et）或设有打开密码。{SAVE_AGAIN}"
    if not content.startswith(ZIP):
        return f"内容不是 Excel 工作簿（.xlsx）。{SAVE_AGAIN}"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return f"文件已损坏。{SAVE_AGAIN}"
    if unpacked > MOST_UNPACKED_BYTES:
        return (
            f"解开后有 {unpacked >> 20} MB，超过 {MOST_UNPACKED_BYTES >> 20} MB，不像一份台账。请核对文件。"
        )
    return None


def cells(content: bytes) -> bytes:
    """What the process apart does: the sheets as JSON, or why not."""
    _confine()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        answer: dict[str, Any] = _bounded(book)
    except python_calamine.PasswordError:
        answer = {"refused": "设有打开密码。请取消密码后再导入。"}
    except (python_calamine.CalamineError, MemoryError) as error:
        answer = {"refused": f"工作簿已损坏（{str(error)[:120]}）。{SAVE_AGAIN}"}
    return json.dumps(answer).encode()


def _bounded(book: python_calamine.CalamineWorkbook) -> dict[str, Any]:
    found = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        last_row, last_column = sheet.end or (-1, -1)
        if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            return {
                "refused": f"工作表“{name}”有 {last_row + 1} 行、{last_column + 1} 列，超过 {MOST_ROWS} 行、"
                f"{MOST_COLUMNS} 列。请删去多余的行和列（包括设过格式的空行）。"
            }
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        found.append({"name": name, "rows": rows})
    return {"sheets": found}


def _plain(cell: Any) -> Cell:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        return float(cell)
    return str(cell) or None


def _confine() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, where the limit on the size of the file has to do

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
