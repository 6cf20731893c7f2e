"""The forms of the ledger: the scripts make what the code expects, whatever a ledger was before, or leave it alone."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dashboard import export_log, migrations, saved_plan_tables
from dashboard import ledger as module
from dashboard.cases import store
from dashboard.cases.tables import CASES
from dashboard.export_log import LOG
from dashboard.ledger import METADATA, LedgerError, reading, writing
from tests.dashboard.cases import opened
from tests.dashboard.test_ledger import entry

NOBODY = 65534
with_permissions = pytest.mark.skipif(
    os.name != "posix", reason="takes rights away as POSIX systems have them"
)


@pytest.fixture
def old(ledger: Path) -> Path:
    """A ledger of the time before there were scripts."""
    make_old(ledger)
    return ledger


@pytest.fixture
def open_to_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A ledger, not made yet, in a folder that every user of the machine reaches, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="mujun-ledger") as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "new" / "mujun.sqlite"
        monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{file}")
        yield file


def make_old(file: Path) -> None:
    """The log of exports alone, with one entry."""
    file.parent.mkdir()
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        LOG.create(connection)
        connection.execute(sa.insert(LOG).values(vars(entry("a"))))
    engine.dispose()


@contextmanager
def unable_to_write(folder: Path) -> Iterator[None]:
    """As somebody who may read the folder and its files, and change neither."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def set_form(file: Path, form: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [form])


@pytest.mark.usefixtures("each_ledger")
def test_the_scripts_make_the_tables_that_the_code_expects() -> None:
    assert {CASES, LOG, saved_plan_tables.PLANS} <= set(METADATA.tables.values())
    with writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert migrations.is_current(connection)


def test_a_ledger_from_before_the_scripts_is_taken_over_with_its_rows(old: Path) -> None:
    assert export_log.entries()["export_id"].tolist() == ["a"]
    export_log.record(entry("b"))
    assert opened().case_id == 1
    assert set(export_log.entries()["export_id"]) == {"a", "b"}
    assert migrations.known()[0] in "".join(dump(old))


def test_a_ledger_of_a_later_release_is_neither_changed_nor_read(ledger: Path) -> None:
    export_log.record(entry("a"))
    set_form(ledger, "9999")
    before = dump(ledger)
    for use in (lambda: export_log.record(entry("b")), export_log.entries, store.cases):
        with pytest.raises(LedgerError, match=r"更新版本的软件写成（版本 9999）.*请升级软件"):
            use()
    assert "更新版本" in (module.trouble() or "")
    assert dump(ledger) == before


def test_bringing_up_is_kept_whole_or_not_at_all(old: Path) -> None:
    before = dump(old)
    with pytest.raises(ZeroDivisionError), writing():
        raise ZeroDivisionError
    assert dump(old) == before


@pytest.mark.usefixtures("each_ledger")
def test_threads_that_find_a_new_ledger_at_once_bring_it_up_once() -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: export_log.record(entry(f"x{number}")), range(12)))
    assert len(export_log.entries()) == 12


def test_reading_makes_no_file(ledger: Path) -> None:
    assert store.cases() == []
    assert export_log.entries().empty
    assert not ledger.parent.exists()


@pytest.mark.usefixtures("each_ledger")
def test_what_reads_cannot_write() -> None:
    opened()
    with pytest.raises(LedgerError, match="读不出来"), reading() as connection:
        connection.execute(sa.update(CASES).values(name="x"))
    assert store.cases()[0].name != "x"


@pytest.mark.usefixtures("each_ledger")
def test_a_reading_sees_one_state_while_others_write() -> None:
    opened("e1")
    with reading() as connection:
        count = sa.select(sa.func.count()).select_from(CASES)
        assert connection.execute(count).scalar() == 1
        opened("e2")
        assert connection.execute(count).scalar() == 1
    assert len(store.cases()) == 2


@with_permissions
@pytest.mark.parametrize("with_log", [False, True], ids=["checkpointed", "with -wal and -shm beside it"])
def test_a_ledger_that_nobody_here_may_write_is_read_and_not_written(
    open_to_all: Path, with_log: bool
) -> None:
    opened()
    with closing(sqlite3.connect(open_to_all)) as connection:
        if with_log:
            connection.execute("SELECT count(*) FROM batch_case").fetchone()
            opened("e2")
        assert open_to_all.with_name(f"{open_to_all.name}-wal").exists() is with_log
        with unable_to_write(open_to_all.parent):
            assert len(store.cases()) == 1 + with_log
            with pytest.raises(LedgerError, match="写不进去"):
                opened("e3")
    assert len(store.cases()) == 1 + with_log


@with_permissions
def test_an_old_ledger_that_nobody_here_may_write_is_read_as_it_would_be(open_to_all: Path) -> None:
    make_old(open_to_all)
    before = dump(open_to_all)
    with unable_to_write(open_to_all.parent):
        assert export_log.entries()["export_id"].tolist() == ["a"]
        assert store.cases() == []
    assert dump(open_to_all) == before


def test_an_old_ledger_that_is_held_by_another_is_read_as_it_would_be(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    module._engine.cache_clear()
    with closing(sqlite3.connect(old, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert export_log.entries()["export_id"].tolist() == ["a"]
        assert store.cases() == []
    module._engine.cache_clear()


def test_a_broken_ledger_is_said_to_be_unreadable(ledger: Path) -> None:
    ledger.parent.mkdir()
    ledger.write_text("not a database, and long enough for one to be looked for in it" * 99)
    with pytest.raises(LedgerError, match=r"读不出来（file is not a database）"):
        store.cases()
