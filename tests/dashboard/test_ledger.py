"""The ledger: what is written stays, writers wait for each other, and what cannot be written is said."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from dashboard import export_log
from dashboard.export_log import LOG, Entry
from tests.dashboard.snapshot import ROOT

MANY = 40
WRITE_MANY = """
import sys
from tests.dashboard.test_ledger import MANY, entry
from dashboard import export_log
for number in range(MANY):
    export_log.record(entry(f"{sys.argv[1]}{number:030d}"))
"""


def entry(export_id: str, at: datetime | None = None, purpose: str = "会议材料") -> Entry:
    return Entry(
        export_id=export_id,
        at=at or datetime(2026, 11, 25, 8, tzinfo=UTC),
        who="zhang@example.cn",
        page="亩均税收",
        purpose=purpose,
        filters="甲街道",
        year=2023,
        build_id="b1",
        columns={"企业名单": ["企业名称", "评价税收（万元）"]},
        rows=620,
        file_name="亩均税收.csv",
        format="CSV",
        sha256="0" * 64,
    )


def test_what_is_recorded_reads_back_the_latest_first(ledger: Path) -> None:
    export_log.record(entry("a", datetime(2026, 11, 25, 15, tzinfo=timezone(timedelta(hours=8)))))
    export_log.record(entry("b", datetime(2026, 11, 25, 8, tzinfo=UTC)))
    rows = export_log.entries()
    assert rows["export_id"].tolist() == ["b", "a"]
    assert rows["at"].tolist()[1] == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert rows["columns"].tolist()[0] == "企业名单：企业名称、评价税收（万元）"
    assert export_log.entries(1)["export_id"].tolist() == ["b"]
    assert ledger.is_file()


def test_the_file_is_in_wal_mode_so_that_readers_and_a_writer_do_not_stop_each_other(ledger: Path) -> None:
    export_log.record(entry("a"))
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_processes_that_write_at_once_lose_nothing_even_in_a_new_ledger() -> None:
    command = [sys.executable, "-c", WRITE_MANY]
    running = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("x", "y", "z")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    rows = export_log.entries()
    assert len(rows) == 3 * MANY == rows["export_id"].nunique()


def test_a_ledger_that_is_held_by_another_is_waited_for_and_then_refused(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard import ledger as module

    export_log.record(entry("a"))
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    module._engine.cache_clear()
    holder = sqlite3.connect(ledger, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(module.LedgerError, match="占用"):
        export_log.record(entry("b"))
    assert "占用" in (module.trouble() or "")
    holder.close()
    module._engine.cache_clear()
    assert module.trouble() is None
    assert export_log.entries()["export_id"].tolist() == ["a"]


def test_a_read_only_ledger_is_refused(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.ledger import LedgerError, trouble

    export_log.record(entry("a"))
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///file:{ledger}?mode=ro&uri=true")
    with pytest.raises(LedgerError, match="readonly"):
        export_log.record(entry("b"))
    assert "写不进去" in (trouble() or "")


def test_a_folder_that_cannot_be_made_or_a_broken_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.ledger import LedgerError

    (tmp_path / "file").write_text("not a database, and long enough for one to be looked for in it" * 99)
    for place in ("file/ledger.sqlite", "file"):
        monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{tmp_path / place}")
        with pytest.raises(LedgerError, match="写不进去"):
            export_log.record(entry("b"))


def test_a_ledger_that_was_moved_away_begins_anew(ledger: Path) -> None:
    export_log.record(entry("a"))
    ledger.parent.rename(ledger.parent.with_name("old"))
    export_log.record(entry("b"))
    assert export_log.entries()["export_id"].tolist() == ["b"]


@pytest.mark.parametrize(("number", "purpose"), [("a", "会议材料"), ("b", "")])
def test_a_number_is_given_once_and_an_empty_purpose_is_refused_by_the_table_itself(
    number: str, purpose: str
) -> None:
    from dashboard.ledger import LedgerError

    export_log.record(entry("a"))
    with pytest.raises(LedgerError):
        export_log.record(entry(number, purpose=purpose))
    assert len(export_log.entries()) == 1


def test_a_password_in_the_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import ledger as module

    monkeypatch.setenv("MUJUN_LEDGER_URL", "sqlite://user:secret@/nowhere")
    assert "secret" not in (module.trouble() or "secret")


def test_the_table_and_its_questions_can_be_said_to_postgresql_too() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert "export_id VARCHAR(32)" in str(sa.schema.CreateTable(LOG).compile(dialect=dialect))
    assert "JSON" in str(sa.schema.CreateTable(LOG).compile(dialect=dialect))
    assert str(sa.insert(LOG).compile(dialect=dialect)).startswith("INSERT INTO export_log")


def test_the_whole_log_can_be_read_from_the_command_line() -> None:
    export_log.record(entry("a"))
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.export_log"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
        stdout=subprocess.PIPE,
    )
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"), newline=""))
    assert (row["用途"], row["行数（行）"], row["导出编号"]) == ("会议材料", "620", "a")
