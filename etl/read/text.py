"""CSV and tab-separated text → all-text table. Encodings as Chinese offices write them; ragged lines are kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from etl.read.model import FileRefusedError, RawTable, SourceFile, text_table

# A heading stands in the first lines; the widest of them says how many columns there are.
LINES_THAT_TELL_THE_WIDTH = 60
# As many columns as a sheet may have, and a line that no table has: both are refused before they are taken apart.
MAXIMUM_COLUMNS, MAXIMUM_LINE = 16_384, 4 << 20
DELIMITERS = (",", "\t", ";", "|")
BLOCK_BYTES = 16 << 20


def read_text(source: SourceFile, content: bytes) -> list[RawTable]:
    """Read a delimited text file.

    Raises:
        FileRefusedError: UTF-16, NUL bytes, or neither UTF-8 nor GB 18030 (with the line).
    """
    text = _with_plain_newlines(decode(content))
    if not text.strip():
        raise FileRefusedError("文件是空的，请检查后重新发送。")
    head = text.split("\n", LINES_THAT_TELL_THE_WIDTH)[:LINES_THAT_TELL_THE_WIDTH]
    delimiter = max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in head))
    try:
        _refuse_what_is_no_table(head, delimiter)
        width = max((len(row) for row in csv.reader(head, delimiter=delimiter)), default=1)
        return [RawTable(source, source.location.stem, _parse(text, delimiter, width))]
    except csv.Error as error:
        raise FileRefusedError(
            f"文件的引号不成对或有过长的单元格（{error}），请用表格软件打开检查后另存为“CSV UTF-8”。"
        ) from error


def looks_like_a_table(content: bytes) -> bool:
    """Whether a file that is named otherwise is delimited text: readable, and most of its first lines are divided."""
    try:
        lines = _with_plain_newlines(decode(content)).split("\n", LINES_THAT_TELL_THE_WIDTH)
    except FileRefusedError:
        return False
    filled = [line for line in lines[:LINES_THAT_TELL_THE_WIDTH] if line.strip()]
    return max((2 * sum(mark in line for line in filled) for mark in DELIMITERS), default=0) > len(filled)


def _refuse_what_is_no_table(head: Sequence[str], delimiter: str) -> None:
    for number, line in enumerate(head, start=1):
        if len(line) > MAXIMUM_LINE:
            raise FileRefusedError(
                f"第 {number} 行有 {len(line) / 1e6:.0f} 百万字，不像表格的一行（上限 {MAXIMUM_LINE / 1e6:.0f} 百万字），"
                "请从源系统重新导出，一条记录一行。"
            )
        if line.count(delimiter) >= MAXIMUM_COLUMNS:
            raise FileRefusedError(
                f"第 {number} 行有 {line.count(delimiter) + 1:,} 列，超过上限 {MAXIMUM_COLUMNS:,} 列，请检查分隔符后重新导出。"
            )


def _with_plain_newlines(text: str) -> str:
    """Old systems end lines with a carriage return alone."""
    if text.count("\r") == text.count("\r\n"):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(content: bytes) -> str:
    """The text of ``content``: a BOM decides, then UTF-8, then GB 18030, strictly.

    Raises:
        FileRefusedError: none of them fits; the message names the line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefusedError("文件是 UTF-16 编码，请用表格软件另存为“CSV UTF-8（逗号分隔）”后再导入。")
    nul = content.find(b"\x00")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise FileRefusedError(f"第 {line} 行含有空字符，不是文本表格，请从源系统重新导出。")
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(
            f"第 {line} 行既不是 UTF-8 也不是 GB18030 编码，请用表格软件另存为“CSV UTF-8”后再导入。"
        ) from error


def _parse(text: str, delimiter: str, width: int) -> pa.Table:
    """Parse in Arrow; lines that are longer or shorter than the heading are parsed one by one and put back in place."""
    names = [f"c{position}" for position in range(width)]
    ragged: list[tuple[int, list[str]]] = []

    def keep(row: pacsv.InvalidRow) -> str:
        try:
            cells = next(csv.reader([row.text], delimiter=delimiter), [])
        except csv.Error:
            return "error"
        ragged.append((row.number - 1, cells))
        return "skip"

    try:
        table = pacsv.read_csv(
            pa.py_buffer(text.encode()),
            # One thread: only then does Arrow say which row is ragged.
            read_options=pacsv.ReadOptions(column_names=names, use_threads=False, block_size=BLOCK_BYTES),
            parse_options=pacsv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values='"' in text,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        # Broken quoting and the like: the standard library is slower and more forgiving.
        return _parse_slowly(text, delimiter)
    return _with_ragged_rows(table, ragged, width) if ragged else table


def _with_ragged_rows(table: pa.Table, ragged: list[tuple[int, list[str]]], width: int) -> pa.Table:
    widest = max(width, max(len(cells) for _, cells in ragged))
    extra = [
        pa.array(
            [(cells[column] or None) if column < len(cells) else None for _, cells in ragged], pa.string()
        )
        for column in range(widest)
    ]
    missing = pa.nulls(table.num_rows, pa.string())
    columns: list[Any] = [table.column(column) if column < width else missing for column in range(widest)]
    total = table.num_rows + len(ragged)
    ragged_places = np.array([place for place, _ in ragged])
    regular_places = np.setdiff1d(np.arange(total), ragged_places, assume_unique=True)
    order = pa.array(np.argsort(np.concatenate([regular_places, ragged_places])))
    return text_table(
        [
            pc.take(pa.chunked_array([*_chunks(column), added]), order)
            for column, added in zip(columns, extra, strict=True)
        ]
    )


def _chunks(column: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _parse_slowly(text: str, delimiter: str) -> pa.Table:
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    widest = max(len(row) for row in rows)
    return text_table(
        [
            pa.array([(row[column] or None) if column < len(row) else None for row in rows], pa.string())
            for column in range(widest)
        ]
    )
