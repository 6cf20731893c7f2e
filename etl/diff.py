"""What differs between two builds: rows, keys and sums, table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, FunctionExpression
from duckdb.sqltypes import DOUBLE, DuckDBPyType

EXAMPLES = 10
# Floating-point sums depend on the order in which threads add; 6 decimals of 万元 are a hundredth of a yuan.
DECIMALS = 6
FLOATS = frozenset({"float", "double"})
INTEGERS = frozenset({"tinyint", "smallint", "integer", "bigint", "hugeint"})
NUMBERS = FLOATS | INTEGERS | {f"u{name}" for name in INTEGERS} | {"decimal"}


class DiffError(Exception):
    """A build that cannot be compared, in Chinese."""


@dataclass(frozen=True)
class Keys:
    """How many keys, and the first of them in order."""

    count: int
    examples: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class ColumnSum:
    """The sum of one column in both builds; None where no row has a value.

    A fingerprint of the column, not an indicator: the sum of a ratio means nothing.
    """

    column: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class TableDifference:
    """One table in two builds.

    ``rows_before`` or ``rows_after`` is None where that build lacks the table; the keys are None where no key
    is known or both builds do not share it. ``notes`` say in Chinese what was not compared and why.
    """

    table: str
    rows_before: int | None
    rows_after: int | None
    added: Keys | None = None
    removed: Keys | None = None
    changed: Keys | None = None
    sums: tuple[ColumnSum, ...] = ()
    notes: tuple[str, ...] = ()


def compare(old: Path, new: Path, keys: Mapping[str, Sequence[str]]) -> list[TableDifference]:
    """Compare two ``warehouse.duckdb`` files, opened read-only; tables in order of name.

    A key is changed when a column that both builds have with the same type differs; fractions are compared to
    the sixth decimal. ``keys`` maps a table to its key columns.

    Raises:
        DiffError: one of the files is missing or is no DuckDB file.
    """
    with duckdb.connect() as db:
        before = _tables(db, old, "old")
        # DuckDB opens a file once: a build compared with itself is read twice from one place.
        after = dict(before) if old.resolve() == new.resolve() else _tables(db, new, "new")
        names = sorted(before.keys() | after.keys())
        return [_difference(name, before.get(name), after.get(name), keys.get(name, ())) for name in names]


def _tables(db: duckdb.DuckDBPyConnection, path: Path, alias: str) -> dict[str, DuckDBPyRelation]:
    if not path.is_file():
        raise DiffError(f"找不到快照文件 {path}。")
    try:
        db.execute(f"ATTACH ? AS {alias} (READ_ONLY)", [str(path)])
    except duckdb.Error as error:
        raise DiffError(f"无法读取快照文件 {path}：{error}") from error
    names = db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [alias]).fetchall()
    return {name: db.table(f"{alias}.main.{_quoted(name)}") for (name,) in names}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _difference(
    table: str, before: DuckDBPyRelation | None, after: DuckDBPyRelation | None, key: Sequence[str]
) -> TableDifference:
    if before is None or after is None:
        side = "新" if before is None else "旧"
        return TableDifference(table, _rows(before), _rows(after), notes=(f"表只在{side}快照中。",))
    old_types, new_types = _types(before), _types(after)
    notes = _column_notes(old_types, new_types)
    shared = [name for name, kind in old_types.items() if new_types.get(name) == kind]
    added = removed = changed = None
    if not key:
        notes.append("没有给出主键，未逐行比较。")
    elif set(key) <= set(shared):
        rows_before, rows_after = _comparable(before, shared), _comparable(after, shared)
        keys_before, keys_after = _only(rows_before, key), _only(rows_after, key)
        added = _keys(keys_after.except_(keys_before), key)
        removed = _keys(keys_before.except_(keys_after), key)
        changed = _keys(_only(rows_after.except_(rows_before), key).intersect(keys_before), key)
    else:
        notes.append(f"两个快照的主键列（{'、'.join(key)}）不一致，未逐行比较。")
    numbers = [name for name in old_types if name not in key and _is_number(name, old_types, new_types)]
    sums = tuple(ColumnSum(name, _sum(before, name), _sum(after, name)) for name in numbers)
    return TableDifference(table, _rows(before), _rows(after), added, removed, changed, sums, tuple(notes))


def _rows(table: DuckDBPyRelation | None) -> int | None:
    return None if table is None else len(table)


def _types(table: DuckDBPyRelation) -> dict[str, DuckDBPyType]:
    return dict(zip(table.columns, table.types, strict=True))


def _is_number(name: str, *builds: Mapping[str, DuckDBPyType]) -> bool:
    return all(name in types and types[name].id in NUMBERS for types in builds)


def _column_notes(old: Mapping[str, DuckDBPyType], new: Mapping[str, DuckDBPyType]) -> list[str]:
    notes = [f"列 {name} 只在旧快照中。" for name in old if name not in new]
    notes += [f"列 {name} 只在新快照中。" for name in new if name not in old]
    retyped = [name for name in old if name in new and old[name] != new[name]]
    return notes + [f"列 {name} 的类型由 {old[name]} 变为 {new[name]}，未逐行比较。" for name in retyped]


def _comparable(table: DuckDBPyRelation, columns: Sequence[str]) -> DuckDBPyRelation:
    """The distinct rows of ``columns``, as set operations need them, without the noise of last decimals."""
    types = _types(table)
    return table.select(
        *(
            FunctionExpression("round", ColumnExpression(name), ConstantExpression(DECIMALS)).alias(name)
            if types[name].id in FLOATS
            else ColumnExpression(name)
            for name in columns
        )
    ).distinct()


def _only(table: DuckDBPyRelation, columns: Sequence[str]) -> DuckDBPyRelation:
    return table.select(*map(ColumnExpression, columns)).distinct()


def _keys(found: DuckDBPyRelation, key: Sequence[str]) -> Keys:
    first = found.sort(*map(ColumnExpression, key)).limit(EXAMPLES).fetchall()
    return Keys(len(found), tuple(first))


def _sum(table: DuckDBPyRelation, column: str) -> float | None:
    total = FunctionExpression("sum", ColumnExpression(column).cast(DOUBLE))
    ((answer,),) = table.aggregate([total]).fetchall()
    return None if answer is None else float(answer)
