"""Copies of the ledger: one moment of it while others write, checked before use, never in the place of something unseen."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import export_log, ledger_backup
from dashboard import ledger as module
from dashboard.cases import store
from dashboard.cases.errors import Stale
from dashboard.ledger import LedgerError
from dashboard.ledger_backup import TABLES, backup, main, restore, verify
from tests.dashboard.cases import WHO, moved, opened, rebuilt, stored
from tests.dashboard.snapshot import ROOT
from tests.dashboard.test_cases_at_once import ACKNOWLEDGE
from tests.dashboard.test_ledger import entry

Said = pytest.CaptureFixture[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where a copy goes."""
    return tmp_path / "备份 1.sqlite"


def kept_beside(ledger: Path) -> list[Path]:
    return sorted(path for path in ledger.parent.iterdir() if "before-restore" in path.name)


def test_a_copy_holds_all_of_the_ledger_and_needs_no_other_file(copy: Path) -> None:
    moved(opened(), "已摸底")
    export_log.record(entry("a"))
    said = backup(copy)
    assert "export_log 1 行，batch_case 1 行，batch_case_history 2 行" in said
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert verify(copy) in said
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_copy_while_others_write_is_of_one_moment_and_has_all_that_was_acknowledged(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    acknowledged: dict[Path, int] = {}
    command = [sys.executable, "-c", ACKNOWLEDGE, "100000"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for number in range(8):
            target = copy.with_name(f"{number}.sqlite")
            acknowledged[target] = int(writer.stdout.readline())
            backup(target)
        writer.kill()
    for target, version in acknowledged.items():
        monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{target}")
        case = store.cases()[0]
        assert case.version >= version
        assert len(store.history()) == case.version
        assert rebuilt(1) == stored(1)


def test_a_copy_takes_the_place_of_nothing(copy: Path) -> None:
    opened()
    copy.write_text("somebody's")
    with pytest.raises(LedgerError, match="已经存在，没有覆盖它"):
        backup(copy)
    assert copy.read_text() == "somebody's"


def test_without_a_ledger_there_is_nothing_to_copy(copy: Path, ledger: Path) -> None:
    with pytest.raises(LedgerError, match="还没有台账"):
        backup(copy)
    assert not ledger.exists()
    assert not copy.exists()


def test_a_restored_ledger_is_the_copy_and_the_one_before_is_kept_beside(
    copy: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened()
    backup(copy)
    later = moved(case, "已摸底")
    said = restore(copy)
    assert store.cases() == [case]
    with pytest.raises(Stale, match="之后台账恢复过备份。您的修改没有保存"):
        moved(later, "已核实")
    assert moved(case, "暂缓").version == 2
    (kept,) = kept_beside(ledger)
    assert str(kept) in said
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{kept}")
    assert store.cases() == [later]


def test_a_ledger_that_is_gone_or_broken_is_restored(copy: Path, ledger: Path) -> None:
    case = opened()
    backup(copy)
    ledger.unlink()
    restore(copy)
    assert store.cases() == [case]
    assert kept_beside(ledger) == []
    ledger.write_bytes(b"broken" * 9999)
    restore(copy)
    assert store.cases() == [case]
    assert kept_beside(ledger)[0].read_bytes() == b"broken" * 9999


def test_a_copy_of_an_earlier_form_is_brought_up_after_it_is_restored(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        module.METADATA.tables["export_log"].create(module._engine(f"sqlite:///{copy}"))
        assert connection.execute("SELECT count(*) FROM export_log").fetchone() == (0,)
    assert "版本 无：export_log 0 行" in restore(copy)
    assert opened().version == 1


def test_while_somebody_writes_nothing_is_restored(
    copy: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened()
    backup(copy)
    later = moved(case, "已摸底")
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="正被别的程序写，没有恢复"):
            restore(copy)
    assert store.cases() == [later]
    assert kept_beside(ledger) == []


def test_who_waits_to_write_during_a_restoration_writes_into_the_restored_ledger(
    copy: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened()
    backup(copy)
    moved(case, "已摸底")
    writer = threading.Thread(target=lambda: export_log.record(entry("waited")))
    real_copy = ledger_backup._copy

    def copy_and_let_a_writer_wait(source: Path, target: Path) -> None:
        writer.start()
        writer.join(0.3)
        assert writer.is_alive()
        real_copy(source, target)

    monkeypatch.setattr(ledger_backup, "_copy", copy_and_let_a_writer_wait)
    restore(copy)
    writer.join()
    assert store.cases() == [case]
    assert export_log.entries()["export_id"].tolist() == ["waited"]


def test_a_file_that_is_no_sound_ledger_is_refused_and_replaces_nothing(
    copy: Path, ledger: Path, tmp_path: Path
) -> None:
    case = opened()
    text, other, torn, newer = (
        tmp_path / name for name in ("a.txt", "other.sqlite", "torn.sqlite", "new.sqlite")
    )
    text.write_text("no database" * 999)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (a)")
    backup(torn)
    pages = bytearray(torn.read_bytes())
    pages[4096:8192] = bytes(4096)
    torn.write_bytes(pages)
    backup(newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for file, words in (
        (tmp_path / "missing", "没有文件"),
        (text, r"不是完好的台账（file is not a database）"),
        (other, "没有台账的表"),
        (torn, "已损坏|不是完好的台账"),
        (newer, r"更新版本的软件写成（版本 9999）"),
    ):
        with pytest.raises(LedgerError, match=words):
            restore(file)
    assert store.cases() == [case]
    assert kept_beside(ledger) == []


def test_the_command_line_does_nothing_without_yes_and_says_what_it_did(
    copy: Path, capsys: Said, ledger: Path
) -> None:
    case = opened()
    assert main(["backup", str(copy)]) == main(["verify", str(copy)]) == 0
    assert capsys.readouterr().out.count("batch_case 1 行") == 2
    later = moved(case, "已摸底")
    assert main(["restore", str(copy)]) == 1
    assert "还没有做。确定就再加 --yes" in capsys.readouterr().err
    assert store.cases() == [later]
    assert main(["restore", str(copy), "--yes"]) == 0
    assert store.cases() == [case]
    assert main(["verify", str(copy.with_name("x"))]) == 1
    with pytest.raises(SystemExit, match="2"):
        main(["restore"])


def test_what_cannot_be_written_is_said_in_chinese(tmp_path: Path) -> None:
    opened()
    with pytest.raises(LedgerError, match=r"备份不了（unable to open database file）"):
        backup(tmp_path / "no folder" / "copy.sqlite")


def test_it_is_a_program(copy: Path) -> None:
    store.open_cases([], WHO)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.ledger_backup", "backup", str(copy)], cwd=ROOT, check=False
    )
    assert done.returncode == 0
    assert "batch_case 0 行" in verify(copy)


def test_a_postgresql_has_programs_of_its_own(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("MUJUN_LEDGER_URL", "postgresql+psycopg://mujun:secret@db/mujun")
    assert main(["backup", str(copy)]) == 1
    said = capsys.readouterr().err
    assert "pg_dump --format=custom" in said
    assert "secret" not in said


def test_every_table_of_the_ledger_is_counted() -> None:
    from dashboard import saved_plan_tables

    assert set(TABLES) == set(module.METADATA.tables)
    assert saved_plan_tables.PLANS.name in TABLES
