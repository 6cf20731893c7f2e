"""Which files lie under the input: walks folders, skips office lock files, never leaves the folder by a link."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from etl.read.model import SourceFile
from etl.read.vectors import parts

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
SHEET_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".ods"})
LAYER_SUFFIXES = frozenset({".shp", ".gpkg", ".geojson", ".json", ".gdb", ".kml", ".dxf"})
READABLE = TEXT_SUFFIXES | SHEET_SUFFIXES | LAYER_SUFFIXES
# Parts of a shapefile or geodatabase, and what people keep beside data: not worth a word.
SILENT_SUFFIXES = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".qix", ".xml", ".md", ".toml", ".lock"}
)


def discover(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield (location, path shown to people) of every file under ``inputs``, in a stable order.

    Office lock files (``~$…``), hidden files and links that lead out of the input folder are left out.
    """
    for given in inputs:
        if given.is_dir() and given.suffix.lower() != ".gdb":
            root = given.resolve()
            for location in sorted(_walk(given)):
                if location.resolve().is_relative_to(root):
                    yield location, location.relative_to(given).as_posix()
        else:
            yield given, given.name


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and entry.suffix.lower() != ".gdb":
            yield from _walk(entry)
        else:
            yield entry


def identify(location: Path, path: str) -> SourceFile:
    """Hash the content of a file and all its parts."""
    digest = hashlib.sha256()
    for part in parts(location):
        with part.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    changed = datetime.fromtimestamp(location.stat().st_mtime, tz=UTC).date()
    return SourceFile(location, path, digest.hexdigest(), changed)
