"""Which rows of a workbook the office program hides: they are read like the others, and that is said.

The reading library does not tell. Sheets of .xlsx and .ods are scanned as they are unpacked, without parsing a cell; of
.xls only the records of rows are looked at.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from html import unescape
from xml.etree import ElementTree

from etl.read.compound import COMPOUND, CompoundFile

ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")
BLOCK_BYTES = 1 << 20
# Past this much of a sheet nobody hides rows by hand; a packed bomb stops here, too.
SCANNED_BYTES = 2 << 30
# An .ods keeps all sheets in one part, and writes rows that are alike as one row with a count.
OPEN_CONTENT = "content.xml"
OPEN_TAG = re.compile(rb"<table:(table|table-row)\s([^>]*?)/?>|<table:(?:table-row)/?>")
OPEN_NAME = re.compile(rb"table:name=\"([^\"]*)\"")
OPEN_REPEATED = re.compile(rb"table:number-rows-repeated=\"(\d{1,7})\"")
OPEN_HIDDEN = re.compile(rb"table:visibility=\"(?:collapse|filter)\"")
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What broken packages and containers raise.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, struct.error, LookupError, ValueError, OSError, EOFError,
    RuntimeError,
)  # fmt: skip
LONGEST_TAG = 1 << 16

BOUND_SHEET, ROW_RECORD, END = 0x85, 0x208, 0x0A
IS_HIDDEN = 0x20


def hidden_rows(content: bytes) -> Mapping[str, tuple[int, ...]]:
    """Sheet → numbers of its hidden rows, as the office program shows them; empty where a file does not tell."""
    try:
        if content.startswith(COMPOUND):
            return _of_old_workbook(content)
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if OPEN_CONTENT in book.namelist():
                return _of_open_workbook(book)
            return {name: tuple(_scan(book, part)) for name, part in _parts(book).items()}
    except UNREADABLE:
        # The reader of cells took the file: what it hides is not worth refusing it.
        return {}


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet → its part in the package."""
    if "xl/workbook.xml" not in book.namelist():
        return {}
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat bounds expansion
    }
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")  # noqa: S314
    parts = {each.get("name", ""): targets.get(each.get(OFFICE), "") for each in sheets}
    named = {name: part.removeprefix("/") for name, part in parts.items() if part}
    return {name: part if part.startswith("xl/") else f"xl/{part}" for name, part in named.items()}


def _scan(book: zipfile.ZipFile, part: str) -> Iterator[int]:
    rest, scanned = b"", 0
    with book.open(part) as stream:
        while (block := stream.read(BLOCK_BYTES)) and scanned < SCANNED_BYTES:
            scanned += len(block)
            text = rest + block
            if b"hidden=" in text:
                yield from _numbers(text)
            # A tag cut in two goes on in the next block.
            cut = text.rfind(b"<")
            is_cut = cut >= 0 and len(text) - cut < LONGEST_TAG and b">" not in text[cut:]
            rest = text[cut:] if is_cut else b""


def _numbers(text: bytes) -> Iterator[int]:
    for tag in ROW.findall(text):
        number = NUMBER.search(tag)
        if number and HIDDEN.search(tag):
            yield int(number.group(1))


def _of_open_workbook(book: zipfile.ZipFile) -> dict[str, tuple[int, ...]]:
    with book.open(OPEN_CONTENT) as stream:
        text = stream.read(SCANNED_BYTES)
    if not OPEN_HIDDEN.search(text):
        return {}
    sheets: dict[str, list[int]] = {}
    rows: list[int] = []
    last = 0
    for tag in OPEN_TAG.finditer(text):
        said = tag.group(2) or b""
        if tag.group(1) == b"table":
            name = OPEN_NAME.search(said)
            rows, last = sheets.setdefault(unescape(name.group(1).decode()) if name else "", []), 0
            continue
        repeated = OPEN_REPEATED.search(said)
        first, last = last + 1, last + (int(repeated.group(1)) if repeated else 1)
        if OPEN_HIDDEN.search(said):
            rows += range(first, last + 1)
    return {name: tuple(numbers) for name, numbers in sheets.items()}


def _of_old_workbook(content: bytes) -> dict[str, tuple[int, ...]]:
    stream = CompoundFile(content).stream("Workbook")
    sheets = {}
    for kind, record, _ in _records(stream, 0):
        if kind == BOUND_SHEET:
            (start,) = struct.unpack_from("<I", record)
            length, is_wide = record[6], record[7] & 1
            name = record[8 : 8 + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")
            sheets[name] = start
        elif kind == END:
            break
    return {name: tuple(_old_rows(stream, start)) for name, start in sheets.items()}


def _old_rows(stream: bytes, start: int) -> Iterator[int]:
    for kind, record, _ in _records(stream, start):
        if kind == END:
            return
        if kind == ROW_RECORD and record[12] & IS_HIDDEN:
            yield struct.unpack_from("<H", record)[0] + 1


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length], at
        at += 4 + length
