"""Files written in a process apart: same bytes, no Streamlit in it, and a death or a delay costs one file at most."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from dashboard import apart, export, workbook
from dashboard.workbook import Read, Sheet
from etl.contracts import Column, Kind
from tests.dashboard.test_workbook import ABOUT

NAME = Column("name", "企业名称", "", Kind.NAME)
MANY = apart.MOST_CELLS_IN_PLACE + 1


def pid() -> bytes:
    return str(os.getpid()).encode()


def modules() -> bytes:
    return " ".join(sys.modules).encode()


def dies_once(mark: Path) -> bytes:
    """Killed from outside the first time, as when memory runs out; then ``done``."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"done"


def dies_always() -> bytes:
    os._exit(3)


def sleeps() -> bytes:
    time.sleep(60)
    return b""


def test_few_cells_are_written_here_and_many_elsewhere() -> None:
    assert int(apart.written(pid, cells=apart.MOST_CELLS_IN_PLACE)) == os.getpid()
    assert int(apart.written(pid, cells=MANY)) != os.getpid()


def test_the_other_process_gives_the_bytes_that_this_one_would() -> None:
    frame = pd.DataFrame({"name": [f"示例{number}公司" for number in range(50)]})
    here, there = (apart.written(export.to_csv, frame, (NAME,), cells=cells) for cells in (1, MANY))
    assert here == there
    sheets = [Sheet("名单", Read(frame), (NAME,))]
    assert apart.written(workbook.to_xlsx, ABOUT, sheets, cells=MANY).startswith(b"PK")


def test_the_other_process_holds_no_streamlit_and_no_duckdb() -> None:
    def held(write: object) -> set[str]:
        return set(apart.written(write, cells=MANY).decode().split())  # type: ignore[arg-type]

    # The test's own module brings both; what the writers bring is asked of a process that loads them alone.
    command = partial(
        os.popen, f'"{sys.executable}" -c "import dashboard.workbook, sys; print(*sys.modules)"'
    )
    with command() as answer:
        loaded = set(answer.read().split())
    assert not {"streamlit", "duckdb", "sqlalchemy"} & loaded
    assert "pandas" in loaded


@pytest.mark.skipif(sys.platform == "win32", reason="no signal 9 there")
def test_a_process_that_dies_is_started_again(tmp_path: Path) -> None:
    assert apart.written(dies_once, tmp_path / "mark", cells=MANY) == b"done"


def test_one_that_dies_again_is_said_in_chinese_and_the_next_export_works() -> None:
    with pytest.raises(apart.ApartError, match="意外终止（退出状态 3）"):
        apart.written(dies_always, cells=MANY)
    assert int(apart.written(pid, cells=MANY)) != os.getpid()


def test_one_that_is_not_done_in_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3)
    with pytest.raises(apart.ApartError, match="3 秒内没有写完"):
        apart.written(sleeps, cells=MANY)
    monkeypatch.undo()
    assert int(apart.written(pid, cells=MANY)) != os.getpid()
