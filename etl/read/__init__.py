"""Bytes → all-text tables that remember file, sheet and row. One module a family of formats."""

from __future__ import annotations

from etl.read.apart import read_each
from etl.read.discover import READABLE, SILENT_SUFFIXES, discover, identify, links_outside
from etl.read.formats import read
from etl.read.model import FileRefusedError, RawTable, SourceFile

__all__ = [
    "READABLE",
    "SILENT_SUFFIXES",
    "FileRefusedError",
    "RawTable",
    "SourceFile",
    "discover",
    "identify",
    "links_outside",
    "read",
    "read_each",
]
