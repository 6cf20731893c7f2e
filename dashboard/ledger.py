"""What people write: a small database beside the snapshots, the only one that the dashboard changes.

By default an SQLite file that several processes may write to (WAL; a writer waits `BUSY_SECONDS` for the others);
``MUJUN_LEDGER_URL`` names another, such as a PostgreSQL shared by several servers. Tables register themselves in
`METADATA` and are made by `dashboard.migrations` where the ledger is behind, with each write: a ledger that was moved
away begins anew instead of being written to unseen. Reading never makes a file and needs no right to write.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    NullPool,
    StaticPool,
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateTable

from dashboard import migrations

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT / "data" / "ledger" / "mujun.sqlite"
BUSY_SECONDS = 5.0
METADATA = MetaData()
# Whoever holds this number in PostgreSQL may write, as whoever has begun to write may in SQLite.
_TURN = 0x6D756A756E
# Made and taken back at once, to see whether anything can be written.
_PROBE = Table("probe", MetaData(), Column("id", Integer))


class LedgerError(Exception):
    """The ledger cannot be read or written; the message says in Chinese why and what to do."""


class Utc(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC without a zone in the database, whichever that is."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC, the zone left off."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone again."""
        return None if value is None else value.replace(tzinfo=UTC)


def address() -> str:
    """Where the ledger is: ``MUJUN_LEDGER_URL``, else a file under ``data/ledger``."""
    return os.environ.get("MUJUN_LEDGER_URL") or f"sqlite:///{DEFAULT}"


@contextmanager
def writing() -> Iterator[Connection]:
    """A transaction that holds the right to write from its beginning and is kept when the block ends well.

    Raises:
        LedgerError: it is locked, read-only, full, of a later release or cannot be reached; nothing of the block is
            kept.
    """
    with in_chinese("写不进去"):
        engine = _engine(address())
        _make_folder()
        with engine.execution_options(writes=True).begin() as connection:
            migrations.bring_up(connection)
            yield connection


@contextmanager
def reading() -> Iterator[Connection]:
    """A transaction that sees one state of the ledger and changes nothing; a writer does not hold it up.

    A ledger that does not exist yet reads as empty, and no file is made.

    Raises:
        LedgerError: it is broken, of a later release or cannot be reached.
    """
    with in_chinese("读不出来"), _readable().begin() as connection:
        yield connection


def trouble() -> str | None:
    """Why nothing can be written just now, in Chinese; None when it can."""
    try:
        with writing() as connection:
            # To begin is not enough: SQLite lets a reader do that too.
            connection.execute(CreateTable(_PROBE))
            transaction = connection.get_transaction()
            if transaction is not None:
                transaction.rollback()
    except LedgerError as error:
        return str(error)
    return None


@contextmanager
def in_chinese(failure: str) -> Iterator[None]:
    """What databases and file systems refuse within the block becomes a LedgerError that says ``failure`` and why."""
    try:
        yield
    except migrations.NewerLedgerError as error:
        raise LedgerError(
            f"台账 {_where()} 由更新版本的软件写成（版本 {error}），这个版本不认识，没有改动它。请升级软件，或恢复旧版本的备份。"
        ) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise LedgerError(_words(error, failure)) from error


def _words(error: Exception, failure: str) -> str:
    cause = str(getattr(error, "orig", None) or error).strip()
    if "locked" in cause or "lock timeout" in cause:
        return f"台账 {_where()} 被别的程序占用超过 {BUSY_SECONDS:.0f} 秒，{failure}。请稍候再试。"
    return f"台账 {_where()} {failure}（{cause}）。请检查它的权限、磁盘空间和连接。"


def _where() -> str:
    return make_url(address()).render_as_string(hide_password=True)


def file() -> Path | None:
    """The SQLite file that the ledger is, made or not; None when it is a database elsewhere or an SQLite URI."""
    url = make_url(address())
    plain = (
        url.get_backend_name() == "sqlite" and url.database and not url.database.startswith(("file:", ":"))
    )
    return Path(url.database or "") if plain else None


def _readable() -> Engine:
    """What to read from: the ledger itself once it has the newest form, else what it would be then."""
    path = file()
    if path and not path.exists():
        return _in_memory(None)
    reader = _reader(address(), path)
    with reader.begin() as connection:
        if migrations.is_current(connection):
            return reader
    try:
        with writing():
            return reader
    except LedgerError:
        if path is None:
            raise
        return _in_memory(path)


def _in_memory(path: Path | None) -> Engine:
    """An empty ledger, or a copy of an old one that cannot be brought up where it is."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        if path is None:
            METADATA.create_all(connection)
            return engine
        with closing(open_to_read(path)) as source:
            source.backup(connection.connection.driver_connection)  # type: ignore[arg-type]
        migrations.bring_up(connection)
    return engine


def open_to_read(path: Path) -> sqlite3.Connection:
    """The SQLite file without the right to change it; also where its folder admits no lock files beside it."""
    connection = _read_only(path, "mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        connection.close()
        # What is still in the log beside the file would be left out.
        if path.with_name(f"{path.name}-wal").exists() or not path.exists():
            raise
        connection = _read_only(path, "mode=ro&immutable=1")
    return connection


def _read_only(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)


@lru_cache(maxsize=4)
def _reader(url: str, path: Path | None) -> Engine:
    if path is None:
        engine = _engine(url)
        if engine.dialect.name == "sqlite":
            return engine
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    engine = create_engine("sqlite://", poolclass=NullPool, creator=lambda: open_to_read(path))
    event.listen(engine, "begin", _begin)
    return engine


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _take_turn)
        return engine
    # A file of its own each time: one that is kept open would go on being written after somebody has replaced it.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder() -> None:
    path = file()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)


def _prepare(connection: Any, _: object) -> None:
    # Python's driver would begin a transaction only at the first change, too late to wait for a turn.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turn(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(BUSY_SECONDS * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
