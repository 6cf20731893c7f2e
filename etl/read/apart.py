"""Files are read in a process apart: one that crashes its reader or exhausts memory costs that file, not the build.

The reading libraries are native code that meets files from outside. A damaged workbook of nine kilobytes can ask for
more memory than any machine has. The process apart may use `MEMORY_BYTES`; when it dies, the file is refused by name
and the next one gets a new process. It also reads one file ahead while the one before is cleaned.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from etl.read.discover import identify, state_of
from etl.read.formats import read
from etl.read.model import FileRefusedError, RawTable, SourceFile

MEMORY_BYTES = 8 << 30
MUCH_BYTES = 20 << 20
DIED = "读取这个文件时程序意外终止（文件已损坏，或读取它需要的内存过大），请用原软件打开后另存再导入。"

CHANGED = "读取的时候文件有变化（可能还在复制或有人正在保存），没有使用；请等它完成后重新导入。"

Outcome = tuple[SourceFile | str, list[RawTable] | FileRefusedError]

_reader: ProcessPoolExecutor | None = None


def read_each(files: Sequence[tuple[Path, str]]) -> Iterator[Outcome]:
    """Read the files in order, each (location, path for people); a refused one comes with its refusal.

    A file that cannot even be opened comes as its path instead of a `SourceFile`.
    """
    ahead: Future[Outcome] | None = None
    for place, (location, path) in enumerate(files):
        current = ahead or _start(location, path)
        following = files[place + 1] if place + 1 < len(files) else None
        ahead = _start(*following) if following else None
        try:
            yield current.result()
        except BrokenProcessPool:
            _forget_reader()
            # The file ahead went down with this one, unread: it is started again.
            ahead = _start(*following) if following else None
            yield _refused(location, path)
    if sum(_size_of(location) for location, _ in files) > MUCH_BYTES:
        # It holds on to the memory of what it read, while the marts need theirs.
        _forget_reader(wait=True)


def _size_of(location: Path) -> int:
    try:
        return location.stat().st_size
    except OSError:
        return 0


def _start(location: Path, path: str) -> Future[Outcome]:
    global _reader
    with suppress(BrokenProcessPool):
        if _reader is not None:
            return _reader.submit(read_in_this_process, location, path)
    _reader = ProcessPoolExecutor(1, get_context("spawn"), _confine)
    return _reader.submit(read_in_this_process, location, path)


def _forget_reader(*, wait: bool = False) -> None:
    global _reader
    if _reader is not None:
        _reader.shutdown(wait=wait)
    _reader = None


def _confine() -> None:
    """Bound the memory of this process, and keep what native code writes to the terminal off it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, where the file size limit has to do

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)


def read_in_this_process(location: Path, path: str) -> Outcome:
    """Read one file here and now: what the process apart does for `read_each`."""
    try:
        before = state_of(location)
        source = identify(location, path)
    except OSError as error:
        return path, FileRefusedError(f"文件无法打开（{error.strerror}），请检查路径和权限。")
    try:
        tables = read(source)
        # What was read must be what was hashed, or the lineage names a file that nobody has.
        return source, tables if state_of(location) == before else FileRefusedError(CHANGED)
    except OSError as error:
        return source, FileRefusedError(f"读取时文件打不开了（{error.strerror}），请等复制完成后重新导入。")
    except FileRefusedError as refusal:
        return source, refusal
    except MemoryError:
        return source, FileRefusedError(DIED)
    except BaseException as error:
        # A panic of a reader's Rust core is an exception outside `Exception` whose class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return source, FileRefusedError(DIED)


def _refused(location: Path, path: str) -> Outcome:
    try:
        return identify(location, path), FileRefusedError(DIED)
    except OSError:
        return path, FileRefusedError(DIED)
