"""Cases under stress: many writers, killed writers, a full disk, a lock: what was acknowledged is there, once."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from dashboard import ledger as module
from dashboard.cases import store
from dashboard.cases.errors import Stale
from dashboard.cases.record import Case
from dashboard.ledger import LedgerError
from tests.dashboard.cases import opened, rebuilt, stored
from tests.dashboard.snapshot import ROOT

each_ledger = pytest.mark.usefixtures("each_ledger")
WRITERS, WRITES = 4, 50
# Each adds one 亩 at a time to the same case, and begins again when another was faster.
COUNT_UP = """
import sys
from dataclasses import replace
from dashboard.cases import store
from tests.dashboard.test_cases_at_once import WRITES
done = 0
while done < WRITES:
    case = store.case(1)
    try:
        store.save(replace(case, freed_mu=(case.freed_mu or 0) + 1), sys.argv[1])
        done += 1
    except store.Stale:
        pass
"""
ROUNDS, CHANGES = 5, 200
# Each change is said on a line once it is kept.
ACKNOWLEDGE = """
import sys
from dataclasses import replace
from dashboard.cases import store
case = store.case(1)
for number in range(int(sys.argv[1])):
    case = store.save(replace(case, remark=f"第 {number} 次，版本 {case.version + 1}"), "x")
    print(case.version, flush=True)
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Others are waited for a moment only."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    module._engine.cache_clear()
    yield
    module._engine.cache_clear()


@each_ledger
def test_of_many_threads_that_save_the_same_case_at_once_one_succeeds() -> None:
    case, outcomes, start = opened(), [], threading.Barrier(8)

    def save(number: int) -> None:
        start.wait()
        try:
            outcomes.append(store.save(replace(case, remark=f"第 {number} 人"), f"user{number}").updated_by)
        except Stale as stale:
            outcomes.append(stale.who)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 8
    assert len(set(outcomes)) == 1
    assert len(store.history(case.case_id)) == 2


@each_ledger
def test_of_four_processes_that_write_the_same_case_no_write_is_lost() -> None:
    opened(occupied_mu=1000.0)
    command = [sys.executable, "-c", COUNT_UP]
    running = [subprocess.Popen([*command, f"user{number}"], cwd=ROOT) for number in range(WRITERS)]
    assert [process.wait(120) for process in running] == [0] * WRITERS
    case = store.case(1)
    assert case is not None
    assert (case.freed_mu, case.version) == (WRITERS * WRITES, WRITERS * WRITES + 1)
    by = store.history(1).query("version > 1").groupby("who").size()
    assert by.tolist() == [WRITES] * WRITERS
    assert rebuilt(1) == stored(1)


@each_ledger
def test_a_writer_that_is_killed_at_any_moment_has_kept_all_that_it_acknowledged() -> None:
    opened()
    moments = random.Random(20261125)  # noqa: S311 - moments of a test
    for _ in range(ROUNDS):
        acknowledged = write_and_be_killed(moments.randrange(1, CHANGES))
        case = store.case(1)
        assert case is not None
        # The one change more that may be there was kept and not yet said.
        assert acknowledged <= case.version <= acknowledged + 1
        assert case.remark is not None
        assert case.remark.endswith(f"版本 {case.version}")
        assert len(store.history(1)) == case.version
        assert rebuilt(1) == stored(1)


def write_and_be_killed(moment: int) -> int:
    """The last version that a process acknowledged before it was killed, soon after the ``moment``-th."""
    command = [sys.executable, "-c", ACKNOWLEDGE, str(CHANGES)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(moment)]
        process.kill()
        lines += process.stdout.readlines()
    return max(int(line) for line in lines if line.endswith("\n"))


@pytest.mark.usefixtures("impatient")
def test_while_another_holds_the_ledger_it_is_read_and_a_save_is_refused_in_chinese(ledger: Path) -> None:
    case = opened()
    with closing(sqlite3.connect(ledger, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        holder.execute("UPDATE batch_case SET remark = 'half done'")
        with pytest.raises(LedgerError, match=r"被别的程序占用.*写不进去。请稍候再试"):
            store.save(replace(case, remark="x"), "x")
        assert store.cases() == [case]
        assert len(store.history()) == 1
    assert store.save(replace(case, remark="x"), "x").version == 2


@pytest.mark.usefixtures("impatient")
def test_while_another_writes_a_save_is_refused_in_chinese_whatever_the_database(each_ledger: str) -> None:
    case = opened()
    with module.writing():
        with pytest.raises(LedgerError, match="被别的程序占用"):
            store.save(replace(case, remark="x"), "x")
        assert store.cases() == [case]
    assert store.save(replace(case, remark="x"), "x").version == 2


def save_without_end(case: Case) -> None:
    while True:
        case = store.save(replace(case, remark=f"版本 {case.version + 1}" * 200), "x")


def test_on_a_full_disk_a_save_is_refused_in_chinese_and_nothing_is_lost() -> None:
    case = opened()
    engine = module._engine(module.address())

    def fill(connection: sqlite3.Connection, _: object) -> None:
        # SQLite's own limit: it fails where a disk without room would.
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "connect", fill)
    with pytest.raises(LedgerError, match=r"写不进去（database or disk is full）。请检查它的权限、磁盘空间"):
        save_without_end(case)
    case = store.cases()[0]
    assert case.remark == f"版本 {case.version}" * 200 or case.version == 1
    assert len(store.history()) == case.version
    assert rebuilt(1) == stored(1)
    event.remove(engine, "connect", fill)
    assert store.save(replace(case, remark="有空间了"), "x").version == case.version + 1
