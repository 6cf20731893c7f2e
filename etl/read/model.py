"""What reading gives: every cell as text with its place, and the one way a file is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa


class FileRefusedError(Exception):
    """A file cannot be read; the message is one Chinese line that says why and what to do."""


@dataclass(frozen=True)
class Remark:
    """What is worth saying of a sheet or layer that was read all the same: a name of a finding, why, and what to do."""

    check_name: str
    reason: str
    next_step: str


@dataclass(frozen=True)
class SourceFile:
    """A file (or a folder that is one data set, such as ``.gdb``) found under the input.

    Attributes:
        location: where it lies.
        path: relative to the input, with ``/``, as messages and `source_file.path` say it.
        sha256: of its content, sidecar files included.
        received_on: the date of its last change, unless a mapping file says otherwise.
    """

    location: Path
    path: str
    sha256: str
    received_on: date

    @property
    def file_id(self) -> str:
        """Sixteen digits of the hash: the same content is the same file wherever it lies."""
        return self.sha256[:16]


@dataclass(frozen=True)
class RawTable:
    """One sheet or layer, all text.

    Attributes:
        sheet: its name; the file's stem for text files.
        cells: columns ``c0, c1, …`` of strings; an empty cell is null. Rows in the order of the file, none left out.
        first_row: the number that an office program shows for the first row of ``cells``.
        headings: given by the format (layers) or None where they have to be found among the rows (sheets).
        shapes: WKB of every row for layers, else None.
        crs: the coordinate reference system that the layer declares, as WKT or authority code.
        is_hidden: whether the office program hides the sheet.
        remarks: what was noticed while it was read on.
        hidden_rows: numbers of the rows that the office program hides.
        disguise: what the content really is where the file's name says another format, in Chinese.
    """

    source: SourceFile
    sheet: str
    cells: pa.Table
    first_row: int = 1
    headings: tuple[str, ...] | None = None
    shapes: pa.ChunkedArray | None = None
    crs: str | None = None
    is_hidden: bool = False
    remarks: tuple[Remark, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    disguise: str | None = None


def text_table(columns: list[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """A table of the given string columns under the names ``c0, c1, …``."""
    return pa.table({f"c{position}": column for position, column in enumerate(columns)})
