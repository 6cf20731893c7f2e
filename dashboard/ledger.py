"""What people write: a small database beside the snapshots, the only one that the dashboard changes.

By default an SQLite file that several processes may write to (WAL; a writer waits `BUSY_SECONDS` for the others);
``MUJUN_LEDGER_URL`` names another, such as a PostgreSQL shared by several servers. Tables register themselves in
`METADATA` (`dashboard.export_log` is the first) and are made where they are missing, with each write: a ledger that
was moved away begins anew instead of being written to unseen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
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
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateTable

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT / "data" / "ledger" / "mujun.sqlite"
BUSY_SECONDS = 5.0
METADATA = MetaData()
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
        LedgerError: it is locked, read-only, full or cannot be reached; nothing of the block is kept.
    """
    try:
        engine = _engine(address())
        _make_folder(engine)
        with engine.execution_options(writes=True).begin() as connection:
            METADATA.create_all(connection)
            yield connection
    except (SQLAlchemyError, OSError) as error:
        raise LedgerError(_words(error)) from error


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


def _words(error: Exception) -> str:
    cause = str(getattr(error, "orig", None) or error)
    where = make_url(address()).render_as_string(hide_password=True)
    if "locked" in cause:
        return f"台账 {where} 被别的程序占用超过 {BUSY_SECONDS:.0f} 秒，写不进去。请稍候再试。"
    return f"台账 {where} 写不进去（{cause}）。请检查它的权限、磁盘空间和连接。"


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    # A file of its own each time: one that is kept open would go on being written after somebody has replaced it.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(engine: Engine) -> None:
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and not file.startswith(("file:", ":")):
        Path(file).parent.mkdir(parents=True, exist_ok=True)


def _prepare(connection: Any, _: object) -> None:
    # Python's driver would begin a transaction only at the first change, too late to wait for a turn.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
