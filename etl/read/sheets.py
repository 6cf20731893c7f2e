"""Workbooks (.xlsx, .xls, .ods) → one all-text table a sheet. Hidden sheets and rows are read like the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import fastexcel
import pyarrow as pa

from etl.read.compound import COMPOUND
from etl.read.hidden import hidden_rows
from etl.read.model import FileRefusedError, RawTable, Remark, SourceFile, text_table
from etl.read.packages import ZIP, is_locked, refuse_bomb, remarks_on


def read_sheets(source: SourceFile, content: bytes) -> list[RawTable]:
    """Read every sheet of a workbook; an empty sheet is left out.

    Raises:
        FileRefusedError: encrypted or broken.
    """
    if is_locked(content):
        raise FileRefusedError("文件设有打开密码，请取消密码后再导入。")
    refuse_bomb(content)
    try:
        workbook = fastexcel.read_excel(content)
        hidden = hidden_rows(content)
        sheets = [_read_sheet(source, workbook, name, hidden.get(name, ())) for name in workbook.sheet_names]
    except fastexcel.FastExcelError as error:
        raise FileRefusedError(_reason(error)) from error
    of_sheets, of_book = remarks_on(content)
    return [
        replace(sheet, remarks=(*sheet.remarks, *of_book, *_of(of_sheets, sheet.sheet)))
        for sheet in sheets
        if sheet.cells.num_rows
    ]


def _of(remarks: Mapping[str, Remark], sheet: str) -> tuple[Remark, ...]:
    return (remarks[sheet],) if sheet in remarks else ()


def is_workbook(content: bytes) -> bool:
    """Whether the file begins as a workbook does: a zip package, or the container of the old format."""
    return content.startswith((ZIP, COMPOUND))


def _read_sheet(
    source: SourceFile, workbook: fastexcel.ExcelReader, name: str, hidden: tuple[int, ...]
) -> RawTable:
    # skip_rows=0 keeps the empty rows on top, so that a row's number is the one that the office program shows.
    sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", dtype_coercion="coerce")
    batch = sheet.to_arrow()
    columns = _without_empty_end([column.cast(pa.string()) for column in batch.columns])
    return RawTable(
        source, name, text_table(columns), is_hidden=sheet.visible != "visible", hidden_rows=hidden
    )


def _without_empty_end(columns: list[pa.Array]) -> list[pa.Array]:
    """Without the empty columns on the right: a sheet formatted to its edge has 16,384 of them."""
    width = max(
        (at for at, column in enumerate(columns, start=1) if column.null_count < len(column)), default=1
    )
    return columns[:width]


def _reason(error: Exception) -> str:
    detail = str(error).split("\n", 1)[0][:120]
    if "assword" in detail or "ncrypt" in detail:
        return "文件设有打开密码，请取消密码后再导入。"
    return f"工作簿已损坏，无法读取（{detail}），请用表格软件修复并另存为 .xlsx 再导入。"
