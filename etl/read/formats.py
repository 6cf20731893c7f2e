"""One file → its all-text tables, by the family of its format."""

from __future__ import annotations

from dataclasses import replace

from etl.read.discover import LAYER_SUFFIXES, READABLE, SHEET_SUFFIXES
from etl.read.model import FileRefusedError, RawTable, SourceFile
from etl.read.sheets import is_workbook, read_sheets
from etl.read.text import looks_like_a_table, read_text
from etl.read.vectors import read_layers
from etl.read.web import is_web_archive, is_web_page, read_web_archive, read_web_page
from etl.read.xml_workbook import is_xml_workbook, read_xml_workbook

MAXIMUM_BYTES = 2 << 30


def read(source: SourceFile) -> list[RawTable]:
    """Read a file into one all-text table a sheet or layer; sheets without a cell are left out.

    Raises:
        FileRefusedError: the file cannot be read; the message is one Chinese line.
    """
    suffix = source.location.suffix.lower()
    if suffix not in READABLE:
        raise FileRefusedError(
            f"不支持的文件类型 {suffix or '（无扩展名）'}，可以导入：{'、'.join(sorted(READABLE))}。"
        )
    if source.location.is_file() and source.location.stat().st_size > MAXIMUM_BYTES:
        raise FileRefusedError("文件超过 2 GiB，请拆分后再导入。")
    if suffix in LAYER_SUFFIXES:
        tables = read_layers(source)
    else:
        tables = _read_tables(source, source.location.read_bytes(), named_workbook=suffix in SHEET_SUFFIXES)
    if not tables:
        raise FileRefusedError("文件里没有数据，请检查后重新发送。")
    return tables


def _read_tables(source: SourceFile, content: bytes, *, named_workbook: bool) -> list[RawTable]:
    """Read by what the content is: exports of office systems call web pages and text .xls, and people rename files."""
    if not content and named_workbook:
        raise FileRefusedError("文件是空的（0 字节），请重新发送。")
    if is_workbook(content):
        tables = read_sheets(source, content)
        return tables if named_workbook else [replace(each, disguise="工作簿") for each in tables]
    if is_xml_workbook(content):
        return read_xml_workbook(source, content)
    if is_web_page(content):
        return read_web_page(source, content)
    if is_web_archive(content):
        return read_web_archive(source, content)
    if not named_workbook:
        return read_text(source, content)
    if not looks_like_a_table(content):
        raise FileRefusedError(
            "文件内容不是 Excel 工作簿（扩展名与内容不符或已损坏），请用表格软件打开后另存为 .xlsx 再导入。"
        )
    return [replace(each, disguise="制表符或逗号分隔的文本") for each in read_text(source, content)]
