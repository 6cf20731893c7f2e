"""Large files are written in a process apart, so that nobody else's page waits for them.

Writing a workbook is pure Python, which lets only one thread of a process run at a time: 50,000 rows take five seconds,
and every other visitor would share them. A process is started for each large file (it is ready in half a second) and
ends with it, so none can be found dead, and its memory goes back at once. Small files are written in place.

This module is also that process: ``python -m dashboard.apart`` reads a pickled call and writes the bytes that it gives.
It imports nothing but what it calls; Streamlit is not among that.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).resolve().parent.parent
# About a tenth of a second of writing; above it, starting a process costs the others less than waiting.
MOST_CELLS_IN_PLACE = 20_000
SECONDS = 300
ATTEMPTS = 2
AT_ONCE = 2
NICENESS = 5
_places = BoundedSemaphore(AT_ONCE)


class ApartError(Exception):
    """The file could not be written; the message says in Chinese what to do."""


def written(write: Callable[..., bytes], *arguments: object, cells: int) -> bytes:
    """What ``write(*arguments)`` gives, from a process apart when there are many ``cells``.

    A process that dies is started once more.

    Raises:
        ApartError: it died again, or was not done in time.
    """
    if cells <= MOST_CELLS_IN_PLACE:
        return write(*arguments)
    call = pickle.dumps((write, arguments), protocol=5)
    with _places:
        for _ in range(ATTEMPTS):
            done = _run(call)
            if done.returncode == 0:
                return done.stdout
    raise ApartError(f"写文件的进程意外终止（退出状态 {done.returncode}）。请缩小筛选范围再试。")


def _run(call: bytes) -> subprocess.CompletedProcess[bytes]:
    # Not `multiprocessing`: it would run the main module anew, which inside Streamlit is the page's script.
    command = [sys.executable, "-m", "dashboard.apart"]
    try:
        return subprocess.run(  # noqa: S603 - our own module
            command, input=call, stdout=subprocess.PIPE, cwd=ROOT, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ApartError(f"{SECONDS} 秒内没有写完。请缩小筛选范围再试。") from late


def _answer() -> None:
    """Do one call; the pages of the process that asked go first where there are too few processors."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    write, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - sent by our own process
    data = write(*arguments)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _answer()
