"""Which files lie under the input: walks folders, skips office lock files, never leaves the folder by a link."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from etl.read.model import SourceFile
from etl.read.vectors import parts

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
# WPS calls its workbooks .et: inside they are .xls or .xlsx.
SHEET_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".et"})
LAYER_SUFFIXES = frozenset({".shp", ".gpkg", ".geojson", ".json", ".gdb", ".kml", ".dxf"})
READABLE = TEXT_SUFFIXES | SHEET_SUFFIXES | LAYER_SUFFIXES
# Parts of a shapefile or geodatabase, and what people keep beside data: not worth a word.
SILENT_SUFFIXES = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".qix", ".xml", ".md", ".toml", ".lock"}
)


def state_of(location: Path) -> tuple[tuple[str, int, int], ...]:
    """Size and time of the last change of a file and all its parts: equal before and after means unchanged."""
    return tuple((part.name, (stat := part.stat()).st_size, stat.st_mtime_ns) for part in parts(location))


def links_outside(inputs: Sequence[Path]) -> Iterator[str]:
    """The links under ``inputs`` that lead out of them, as people see their paths: they are not read, and said."""
    for given in inputs:
        if given.is_dir():
            root = given.resolve()
            for entry in sorted(_entries(given)):
                if entry.is_symlink() and not entry.resolve().is_relative_to(root):
                    yield entry.relative_to(given).as_posix()


def discover(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield (location, path shown to people) of every file under ``inputs``, in a stable order.

    Office lock files (``~$…``), hidden files and what leads out of the input folder by a link of its own or of one of
    its parts are left out.
    """
    for given in inputs:
        if given.is_dir() and given.suffix.lower() != ".gdb":
            root = given.resolve()
            for location in sorted(_walk(given)):
                if all(part.resolve().is_relative_to(root) for part in (location, *parts(location))):
                    yield location, location.relative_to(given).as_posix()
        else:
            yield given, given.name


def _walk(folder: Path) -> Iterator[Path]:
    """The files, and the folders that are one data set."""
    return (entry for entry in _entries(folder) if not _is_folder(entry))


def _entries(folder: Path) -> Iterator[Path]:
    """Everything under the folder; links to folders are not entered: what they hold lies elsewhere under it, or outside."""
    waiting = [folder]
    while waiting:
        for entry in waiting.pop().iterdir():
            if entry.name.startswith((".", "~$")):
                continue
            yield entry
            if _is_folder(entry) and not entry.is_symlink():
                waiting.append(entry)


def _is_folder(entry: Path) -> bool:
    return entry.is_dir() and entry.suffix.lower() != ".gdb"


def identify(location: Path, path: str) -> SourceFile:
    """Hash the content of a file and all its parts."""
    digest = hashlib.sha256()
    for part in parts(location):
        with part.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    changed = datetime.fromtimestamp(location.stat().st_mtime, tz=UTC).date()
    return SourceFile(location, path, digest.hexdigest(), changed)
