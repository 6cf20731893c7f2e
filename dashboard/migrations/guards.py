"""Triggers by which a table of the ledger refuses changes, whoever asks: a program of ours or a person with SQL."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

POSTGRESQL = "postgresql"
REFUSE = """
CREATE OR REPLACE FUNCTION mujun_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$
"""


def append_only(table: str, unique: Sequence[Sequence[str]]) -> None:
    """Rows may be added, never changed or removed; ``unique`` are the columns of each key."""
    _refuse(table, ("UPDATE", "DELETE"), f"{table} is append-only")
    no_replacement(table, unique)


def undeletable(table: str, unique: Sequence[Sequence[str]]) -> None:
    """Rows may be added and changed, never removed."""
    _refuse(table, ("DELETE",), f"rows of {table} are never deleted")
    no_replacement(table, unique)


def read_only_when(table: str, condition: str, unique: Sequence[Sequence[str]]) -> None:
    """A row that meets ``condition``, said of OLD, is neither changed nor removed."""
    _refuse(table, ("UPDATE", "DELETE"), f"this row of {table} is read-only", condition)
    no_replacement(table, unique)


def no_replacement(table: str, unique: Sequence[Sequence[str]]) -> None:
    """Close the back doors: SQLite's REPLACE removes rows without a trigger for DELETE, PostgreSQL has TRUNCATE."""
    message = f"rows of {table} are never replaced"
    if op.get_bind().dialect.name == POSTGRESQL:
        op.execute(_postgresql(table, "TRUNCATE", message, "STATEMENT", ""))
        return
    same = " OR ".join(" AND ".join(f"{name} = NEW.{name}" for name in key) for key in unique)
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names of the scripts
    op.execute(_sqlite(table, "INSERT", message, taken))


def _refuse(table: str, verbs: Sequence[str], message: str, condition: str = "") -> None:
    postgresql = op.get_bind().dialect.name == POSTGRESQL
    if postgresql:
        op.execute(REFUSE)
    when = f"WHEN ({condition})" if condition else ""
    for verb in verbs:
        op.execute(
            _postgresql(table, verb, message, "ROW", when)
            if postgresql
            else _sqlite(table, verb, message, when)
        )


def _sqlite(table: str, verb: str, message: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql(table: str, verb: str, message: str, per: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH {per} {when} "
        f"EXECUTE FUNCTION mujun_refuse('{message}')"
    )
