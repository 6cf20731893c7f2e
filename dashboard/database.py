"""The only door to a snapshot, read-only and locked down, and the only cache of its answers.

A run of a page pins the published build once (`pin`), so all its numbers come from one snapshot even when
another is published meanwhile; the next run follows the new one. The build's file is part of every cache key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa
import streamlit as st

from etl.contracts import TABLES
from etl.contracts.store import KEEP

ROOT = Path(__file__).resolve().parent.parent
BUILD_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
# External access is off, so nothing that reaches SQL can read a file or a socket; the lock keeps it off.
LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}

P = ParamSpec("P")
T = TypeVar("T")
_memories: list[Callable[[], None]] = []
_pinned: ContextVar[Path | None] = ContextVar("pinned", default=None)
_passing: ContextVar[bool] = ContextVar("passing", default=False)


class SnapshotError(Exception):
    """A snapshot cannot be read; the message says in Chinese why and what to do."""


class SnapshotMissingError(SnapshotError):
    """Nothing has been published yet."""


def warehouse() -> Path:
    """The folder of the snapshot store: ``MUJUN_WAREHOUSE``, else ``data/warehouse`` beside ``app.py``."""
    named = os.environ.get("MUJUN_WAREHOUSE")
    return Path(named).expanduser().absolute() if named else ROOT / "data" / "warehouse"


def published() -> Path:
    """The database file of the build that ``CURRENT`` names.

    Raises:
        SnapshotMissingError: there is no ``CURRENT``.
        SnapshotError: ``CURRENT`` does not name a build, or the build's file is gone.
    """
    current = warehouse() / "CURRENT"
    try:
        build_id = current.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise SnapshotMissingError(f"{warehouse()} 中还没有已发布的快照。") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"读不了 {current}：{error}。请检查这个文件的权限和内容。") from error
    if not BUILD_ID.fullmatch(build_id):
        raise SnapshotError(
            f"{current} 的内容不是构建编号。请重新构建，或用 python -m etl rollback 恢复一个快照。"
        )
    path = warehouse() / build_id / "warehouse.duckdb"
    if not path.is_file():
        raise SnapshotError(f"CURRENT 指向的快照 {path} 不存在。请重新构建，或恢复另一个快照。")
    return path


def pin() -> None:
    """Hold this run to the build that is published now; raises SnapshotError when it cannot be read."""
    unpin()
    path = published()
    _connection(str(path))
    _pinned.set(path)


def unpin() -> None:
    """Let go of the build: from now on each question goes to the one that is published when it is asked."""
    _pinned.set(None)


@contextmanager
def of_build(build_id: str) -> Iterator[None]:
    """Put what is asked inside to another build that is still there; raises SnapshotError when it cannot be read."""
    path = _path_of(build_id)
    _connection(str(path))
    build = _pinned.set(path)
    try:
        yield
    finally:
        _pinned.reset(build)


def keep(build_id: str) -> None:
    """Mark a build as one that is never cleared away; raises SnapshotError when its folder cannot be written."""
    mark = _path_of(build_id).with_name(KEEP)
    try:
        mark.touch()
    except OSError as error:
        raise SnapshotError(
            f"写不了 {mark}：{error.strerror}。请管理员给这个文件夹写权限；不标记的快照以后会被清理。"
        ) from error


def _path_of(build_id: str) -> Path:
    path = warehouse() / build_id / "warehouse.duckdb"
    if not BUILD_ID.fullmatch(build_id) or not path.is_file():
        raise SnapshotError(f"快照 {build_id} 已不在 {warehouse()} 中，可能已被清理或移走。")
    return path


def build_folder() -> Path:
    """The folder of the pinned build: its tiles lie beside its database."""
    return Path(_path()).parent


def build_before() -> str | None:
    """The build that was made last before the pinned one and is still there; None where there is none."""
    now = Path(_path()).parent.name
    earlier = [
        path.parent.name
        for path in warehouse().glob("*/warehouse.duckdb")
        if BUILD_ID.fullmatch(path.parent.name) and path.parent.name < now
    ]
    return max(earlier, default=None)


def folder_of(build_id: str) -> Path | None:
    """The folder of any build that is there, None for a name that is none."""
    try:
        return _path_of(build_id).parent
    except SnapshotError:
        return None


def readable_build() -> str:
    """The id of the published build, read out of its file just now; raises SnapshotError otherwise."""
    with _open(published()) as connection:
        refuse_other_versions(connection)
        row = connection.execute("SELECT build_id FROM build_info").fetchone()
    if row is None:
        raise SnapshotError("快照中没有构建信息。请重新构建。")
    return str(row[0])


def fetch(sql: str, **values: object) -> pd.DataFrame:
    """The pinned build's answer to ``sql``, remembered; ``values`` are bound as ``$name``, never pasted in.

    Every asker gets the same frame: make a new one with ``assign``, never write into it.
    """
    if _passing.get():
        return _answer(_connection(_path()), sql, values)
    return _frame(sql, tuple(sorted(values.items())), _path())


def fetch_table(sql: str, **values: object) -> pa.Table:
    """The same answer as an Arrow table: what a browser gets, without the way through pandas."""
    return _table(sql, tuple(sorted(values.items())), _path())


def remembered(question: Callable[P, T]) -> Callable[P, T]:
    """Remember what ``question`` makes of the pinned build for each of its arguments, as long as that is read."""

    @_remember
    def answer(path: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return question(*args, **kwargs)

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        return answer(_path(), *args, **kwargs)

    return ask


def later(sql: str, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer on demand and not remembered, for a download that is clicked long after this run.

    The connection goes along, so the rows come from the build on the screen, whatever is published by then.
    """
    return partial(_answer, _connection(_path()), sql, values)


def on_this_build(question: Callable[[], T]) -> Callable[[], T]:
    """Any question on demand and answered by the build on the screen; what it fetches is not remembered.

    For the tables of a workbook, which are many, long and asked for once.
    """
    path = Path(_path())

    def ask() -> T:
        build, passing = _pinned.set(path), _passing.set(True)
        try:
            return question()
        finally:
            _pinned.reset(build)
            _passing.reset(passing)

    return ask


def only_row(frame: pd.DataFrame) -> dict[str, Any]:
    """The one row of an answer as plain Python values by column; a missing value is None."""
    (row,) = frame.to_dict("records")
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def all_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The same of an answer of any number of rows, in its order."""
    return [
        {str(name): None if _is_missing(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _is_missing(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


# Not `st.cache_data`: it hashes the text of each question and copies each answer, which took longer than DuckDB.
def _remember(answer: Callable[..., T]) -> Callable[..., T]:
    cached = lru_cache(maxsize=200)(answer)
    _memories.append(cached.cache_clear)
    return cached


def forget() -> None:
    """Forget every answer, so that each question is put to DuckDB again."""
    for clear in _memories:
        clear()


@_remember
def _frame(sql: str, values: tuple[tuple[str, object], ...], path: str) -> pd.DataFrame:
    return _answer(_connection(path), sql, dict(values))


@_remember
def _table(sql: str, values: tuple[tuple[str, object], ...], path: str) -> pa.Table:
    return _arrow_answer(_connection(path), sql, dict(values))


def _path() -> str:
    return str(_pinned.get() or published())


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pd.DataFrame:
    # A connection shared by threads returns other sessions' rows: one cursor a call, fetched fully.
    with connection.cursor() as cursor:
        return cursor.execute(sql, _bound(values)).df()


def _arrow_answer(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pa.Table:
    with connection.cursor() as cursor:
        return cursor.sql(sql, params=_bound(values)).to_arrow_table()


def _bound(values: dict[str, object]) -> dict[str, object]:
    """A tuple is hashable for the memory, but only a list binds as a DuckDB list."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


# A connection that falls out of the cache closes itself when its last cursor lets go: no reader is cut off.
@st.cache_resource(max_entries=3, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    connection = _open(Path(path))
    refuse_other_versions(connection)
    return connection


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=True, config=LOCKED_DOWN)
    except duckdb.Error as error:
        raise SnapshotError(
            f"快照 {path} 打不开：文件损坏，或由另一版本的软件生成。请重新构建。（{type(error).__name__}）"
        ) from error


def refuse_other_versions(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise SnapshotError when a table or column of this version's contract is not in the snapshot."""
    there = set(connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall())
    lacking = [
        f"{table.label} {table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if (table.name, column.name) not in there
    ]
    if lacking:
        examples = "、".join(lacking[:3])
        raise SnapshotError(
            f"这个快照由另一版本的软件生成，缺少 {len(lacking)} 列，如 {examples}。请重新构建。"
        )
