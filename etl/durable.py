"""Making sure that what was written survives a power cut, on POSIX and on Windows."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

# Windows refuses to replace a file during the instant in which a reader has it open.
REPLACE_WAITS_S = (0.01, 0.05, 0.2, 0.5, 1.0)


def write(path: Path, text: str) -> None:
    """Replace the file's text in one step: a reader sees all of the old or all of the new, crash or not."""
    new = beside(path)
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _replace(new, path)
    sync_folder(path.parent)


def beside(path: Path) -> Path:
    """Where ``write`` prepares the new text; a file there is the litter of a crash."""
    return path.with_name(f"{path.name}.new")


def sync_tree(folder: Path) -> None:
    """Flush every file below ``folder``, and the folders that name them, to the disk."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            # Windows flushes only what is open for writing.
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Flush the names in ``folder``; Windows has no such call and journals them itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network shares know no fsync of a folder; there the rename itself has to do.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _replace(source: Path, target: Path) -> None:
    for wait_s in REPLACE_WAITS_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    source.replace(target)
