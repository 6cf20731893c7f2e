"""Web pages that bear a workbook's name, the usual export of office systems → one all-text table a table of the page.

What stands outside the tables (a title, ``单位：万元``) is kept as rows above the next table, as an office program shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import NoReturn

import pyarrow as pa

from etl.read.model import FileRefusedError, RawTable, SourceFile, text_table
from etl.read.text import decode

STARTS = (
    b"<!doctype html",
    b"<html",
    b"<table",
    b"<meta",
    b"<head",
    b"<body",
    b"<style",
    b"<div",
    b"<?xml",
    b"<!--",
)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
ARCHIVE_STARTS = (
    b"mime-version:",
    b"content-type:",
    b"from:",
    b"subject:",
    b"date:",
    b"snapshot-content-location:",
)
# How the page that holds a workbook's sheets together names them.
SHEET = re.compile(r"<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef=\"([^\"]*)\"")
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# The limits that browsers keep to.
MAXIMUM_SPANS = {"colspan": 1_000, "rowspan": 65_534}
MAXIMUM_COLUMNS = 16_384
MAXIMUM_CELLS = 20_000_000
UNSEEN = ("script", "style", "title", "xml")
NEW_LINE = ("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "body")


@dataclass
class _Grid:
    """One table while it is read: ``reaching`` are the columns that a cell further up still covers, with the rows left."""

    rows: list[list[str | None]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    held: int = 0

    def begin_row(self, *, is_hidden: bool) -> None:
        self.end_cell()
        self.reaching = {at: left - 1 for at, left in self.reaching.items() if left > 1}
        self.rows.append([])
        if is_hidden:
            self.hidden.append(len(self.rows))

    def begin_cell(self, spans: tuple[int, int]) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row(is_hidden=False)
        self.cell, self.spans = [], spans

    def end_cell(self) -> None:
        if self.cell is None:
            return
        row, (across, down) = self.rows[-1], self.spans
        while len(row) in self.reaching and len(row) < MAXIMUM_COLUMNS:
            row.append(None)
        start, lines = len(row), "".join(self.cell).split("\n")
        text = "\n".join(" ".join(line.split(" ")).strip() for line in lines).strip()
        self.held += across
        if self.held > MAXIMUM_CELLS:
            raise FileRefusedError(f"网页中的表格超过 {MAXIMUM_CELLS:,} 格，请拆分后再导入。")
        row += [text or None, *[None] * (across - 1)][: MAXIMUM_COLUMNS - start]
        if down > 1:
            # This row counts as one of those it reaches over.
            self.reaching |= dict.fromkeys(range(start, len(row)), down)
        self.cell = None


class _Page(HTMLParser):
    """Collects the tables of a page; one inside another becomes a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._open: list[_Grid] = []
        self._unseen = 0
        self._loose: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._begin_table()
        elif not self._open or tag == "caption":
            self._loose += [""] if tag in NEW_LINE else []
        elif tag == "tr":
            self._open[-1].begin_row(is_hidden=bool(HIDDEN.search(said.get("style", ""))))
        elif tag in ("td", "th"):
            self._open[-1].begin_cell((_span(said, "colspan"), _span(said, "rowspan")))
        elif tag in NEW_LINE:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._open.pop().end_cell()
        elif tag in ("td", "th", "tr") and self._open:
            self._open[-1].end_cell()
        elif tag in NEW_LINE and not self._open:
            self._loose.append("")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._open and self._open[-1].cell is not None:
            # Line ends of the source are mere space; those of <br> come here alone.
            self._open[-1].cell.append(data if data == "\n" else re.sub(r"[ \t\r\n]+", " ", data))
        elif data.strip():
            self._loose[-1] += data.strip()

    def _begin_table(self) -> None:
        grid = _Grid([[line] for line in self._loose if line])
        self._loose = [""]
        self.grids.append(grid)
        self._open.append(grid)


def _span(said: dict[str, str], name: str) -> int:
    digits = said.get(name, "").strip()
    return (
        min(max(int(digits), 1), MAXIMUM_SPANS[name])
        if digits.isascii() and digits.isdigit() and len(digits) < 9
        else 1
    )


def is_web_page(content: bytes) -> bool:
    """Whether the file begins as a web page does."""
    return content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(STARTS)


def read_web_page(source: SourceFile, content: bytes) -> list[RawTable]:
    """Read every table of a web page that has a row of two cells or more.

    Raises:
        FileRefusedError: no such table, or an encoding that cannot be read.
    """
    return _named(source, source.location.stem, _grids(_decoded(content))) or _refuse()


def is_web_archive(content: bytes) -> bool:
    """Whether the file is a web page with all its parts in one (MHTML), as office programs and browsers save it."""
    head = content[:4000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith(ARCHIVE_STARTS) and b"multipart/related" in head


def read_web_archive(source: SourceFile, content: bytes) -> list[RawTable]:
    """Read the tables of every page in an archive, under the names that the workbook's own page gives its sheets.

    Raises:
        FileRefusedError: no table of two columns in any page.
    """
    archive = message_from_bytes(content, policy=policy.default)
    pages = [
        part for part in archive.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    texts = [_text_of(page) for page in pages]
    sheets = {
        PurePosixPath(file).name: unescape(name) for text in texts for name, file in SHEET.findall(text)
    }
    tables = []
    for page, text in zip(pages, texts, strict=True):
        file = PurePosixPath(str(page.get("Content-Location", "")).replace("\\", "/")).name
        tables += _named(source, sheets.get(file, source.location.stem), _grids(text))
    return tables or _refuse()


def _text_of(page: Message) -> str:
    content = page.get_payload(decode=True)
    stated = page.get_content_charset()
    head = f'<meta charset="{stated}">'.encode() if stated else b""
    return _decoded(head + content) if isinstance(content, bytes) else ""


def _grids(text: str) -> list[_Grid]:
    """The tables of a page that have a row of two cells or more."""
    page = _Page()
    page.feed(text)
    page.close()
    for grid in page.grids:
        grid.end_cell()
    return [grid for grid in page.grids if any(len(row) > 1 for row in grid.rows)]


def _named(source: SourceFile, name: str, grids: Sequence[_Grid]) -> list[RawTable]:
    names = [name] if len(grids) == 1 else [f"{name} 表{at}" for at in range(1, len(grids) + 1)]
    return [_table(source, each, grid) for each, grid in zip(names, grids, strict=True)]


def _refuse() -> NoReturn:
    raise FileRefusedError(
        "文件其实是网页（HTML），里面没有表格，请从源系统重新导出，或另存为 .xlsx 再导入。"
    )


def _table(source: SourceFile, name: str, grid: _Grid) -> RawTable:
    width = max(len(row) for row in grid.rows)
    columns = [
        pa.array([row[at] if at < len(row) else None for row in grid.rows], pa.string())
        for at in range(width)
    ]
    return RawTable(
        source, name, text_table(columns), hidden_rows=tuple(grid.hidden), disguise="网页表格（HTML）"
    )


def _decoded(content: bytes) -> str:
    stated = CHARSET.search(content[:4000])
    if stated and not content.startswith(b"\xef\xbb\xbf"):
        word = stated.group(1).decode().lower()
        try:
            # What calls itself GB2312 is GBK, and GB 18030 holds both.
            return content.decode("gb18030" if word.startswith("gb") else word)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)
