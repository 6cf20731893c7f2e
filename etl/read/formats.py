"""One file → its all-text tables, by the family of its format."""

from __future__ import annotations

from etl.read.discover import LAYER_SUFFIXES, READABLE, SHEET_SUFFIXES
from etl.read.model import FileRefusedError, RawTable, SourceFile
from etl.read.sheets import read_sheets
from etl.read.text import read_text
from etl.read.vectors import read_layers

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
        content = source.location.read_bytes()
        tables = read_sheets(source, content) if suffix in SHEET_SUFFIXES else read_text(source, content)
    if not tables:
        raise FileRefusedError("文件里没有数据，请检查后重新发送。")
    return tables
