"""Copies of the ledger: ``python -m dashboard.ledger_backup backup FILE``, ``verify FILE`` and ``restore FILE --yes``.

They are for the SQLite file; a PostgreSQL has programs of its own, which the answer names. Exit status: 0 done,
1 refused, 2 unusable arguments.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from dashboard import ledger, migrations
from dashboard.ledger import LedgerError

TABLES = ("export_log", "batch_case", "batch_case_history", "saved_plan", "saved_plan_history")


def backup(target: Path) -> str:
    """Copy the ledger as it is at one moment, while others write; says what the copy holds."""
    source = _ledger()
    if not source.exists():
        raise LedgerError(f"还没有台账 {source}，没有可备份的。")
    if target.exists():
        raise LedgerError(f"{target} 已经存在，没有覆盖它。请换一个文件名。")
    unfinished = target.with_name(f"{target.name}.unfinished")
    with ledger.in_chinese("备份不了"):
        unfinished.unlink(missing_ok=True)
        _copy(source, unfinished)
        unfinished.replace(target)
    return f"已备份到 {target}。{verify(target)}"


def verify(file: Path) -> str:
    """Say what a copy holds; raises LedgerError when it is broken, no ledger, or one of a later release."""
    if not file.is_file():
        raise LedgerError(f"没有文件 {file}。请核对路径。")
    try:
        with closing(ledger.open_to_read(file)) as connection:
            trouble = connection.execute("PRAGMA integrity_check").fetchone()[0]
            trouble = trouble if trouble != "ok" else _foreign(connection)
        form, rows = _contents(file)
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise LedgerError(
            f"{file} 不是完好的台账（{getattr(error, 'orig', error)}）。请换一个备份。"
        ) from error
    if trouble:
        raise LedgerError(f"{file} 已损坏（{trouble}）。请换一个备份。")
    if form is not None and form not in migrations.known():
        raise LedgerError(f"{file} 由更新版本的软件写成（版本 {form}）。请先升级软件。")
    if not rows:
        raise LedgerError(f"{file} 里没有台账的表。请换一个备份。")
    counts = "，".join(f"{table} {count} 行" for table, count in rows.items())
    return f"文件完好，版本 {form or '无'}：{counts}。"


def restore(file: Path) -> str:
    """Put a copy in the place of the ledger; the ledger that it replaces is kept beside.

    Writers that are waiting go on in the restored ledger, so nothing is acknowledged and lost.
    """
    facts, target = verify(file), _ledger()
    with ledger.in_chinese("恢复不了"):
        kept = _put(file, target)
    return f"已恢复到 {target}{f'，原来的留在 {kept}' if kept else ''}。{facts}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the answer goes to the standard output, a refusal to the standard error."""
    asked = _parser().parse_args(arguments)
    commands: dict[str, Callable[[Path], str]] = {"backup": backup, "verify": verify, "restore": restore}
    try:
        if asked.command == "restore" and not asked.yes:
            raise LedgerError(
                f"{verify(asked.file)}恢复会用它代替现在的台账 {_ledger()}，还没有做。确定就再加 --yes。"
            )
        sys.stdout.write(f"{commands[asked.command](asked.file)}\n")
    except LedgerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _ledger() -> Path:
    file = ledger.file()
    if file is None:
        raise LedgerError(
            "台账不是普通的 SQLite 文件，这里不能备份或恢复它。PostgreSQL 请用它自己的程序：\n"
            "  备份：pg_dump --format=custom --file=备份.dump 数据库地址\n"
            "  恢复：pg_restore --clean --if-exists --single-transaction --dbname=数据库地址 备份.dump"
        )
    return file


def _copy(source: Path, target: Path) -> None:
    """The whole of the source in one step, which no writer can come between."""
    with closing(ledger.open_to_read(source)) as connection, closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        # One file without companions, that can be carried away and read where nothing can be written.
        copy.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def _put(file: Path, target: Path) -> Path | None:
    """The copy in the place of the ledger; where the ledger that it replaced is kept, if there was one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = target.with_name(f"{target.name}.before-restore-{datetime.now():%Y%m%dT%H%M%S}")
    if not target.exists():
        _copy(file, target)
        return None
    if _is_sound(target):
        _overwrite(file, target, kept)
    else:
        _move(target, kept)
        _copy(file, target)
    return kept


def _overwrite(file: Path, target: Path, kept: Path) -> None:
    """Replace what is in the target within one transaction, and keep what was there before, with nothing between."""

    def keep(status: int, _: int, __: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LedgerError(
                f"台账 {target} 正被别的程序写，没有恢复，什么都没有改。请停止页面服务，再试一次。"
            )
        # From the first page on nobody else can write, and readers still see what was there.
        if not kept.exists():
            _copy(target, kept)

    with (
        closing(ledger.open_to_read(file)) as source,
        closing(sqlite3.connect(target, timeout=ledger.BUSY_SECONDS)) as connection,
    ):
        source.backup(connection, pages=1, progress=keep, sleep=0)


def _is_sound(file: Path) -> bool:
    try:
        with closing(ledger.open_to_read(file)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.OperationalError:
        # Locked or out of reach says nothing of the file.
        raise
    except sqlite3.DatabaseError:
        return False


def _move(file: Path, kept: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path = file.with_name(file.name + ending)
        if path.exists():
            path.rename(kept.with_name(kept.name + ending))


def _foreign(connection: sqlite3.Connection) -> str | None:
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"{lost[0]} 第 {lost[1]} 行指向的 {lost[2]} 不在了" if lost else None


def _contents(file: Path) -> tuple[str | None, dict[str, int]]:
    engine = sa.create_engine("sqlite://", poolclass=sa.NullPool, creator=lambda: ledger.open_to_read(file))
    with engine.connect() as connection:
        there = sa.inspect(connection).get_table_names()
        count = {
            table: sa.select(sa.func.count()).select_from(sa.table(table))
            for table in TABLES
            if table in there
        }
        rows = {table: connection.execute(question).scalar_one() for table, question in count.items()}
        return migrations.form(connection), rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.ledger_backup", description="台账的备份、核对和恢复。"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("backup", "备份到一个新文件"),
        ("verify", "核对一个备份"),
        ("restore", "用备份代替台账"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("file", type=Path, help="备份文件")
    command.add_argument("--yes", action="store_true", help="确定要代替现在的台账")
    return parser


if __name__ == "__main__":
    sys.exit(main())
