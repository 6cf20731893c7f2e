"""Runs the marts: SQL files in a fixed order over the linked tables, in DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.rule_tables import rule_tables
from etl.rules import Rules

MARTS = Path(__file__).parent / "marts"
# Each file may read what stands before it.
ORDER = (
    "park",
    "parcel",
    "occupancy",
    "enterprise",
    "operation_month",
    "enterprise_year",
    "land_part",
    "parcel_year",
    "evaluation_subject",
    "evaluation_candidate",
    "evaluation_score",
    "evaluation_rank",
    "evaluation",
    "evaluation_term",
    "parcel_evaluation",
    "honour",
    "honour_year",
)


def connect(scratch: Path) -> duckdb.DuckDBPyConnection:
    """A working database in memory that spills to ``scratch``; it can neither install nor load extensions."""
    return duckdb.connect(
        ":memory:",
        config={
            "temp_directory": str(scratch),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )


def run_marts(db: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make every mart from the ``unique_*``, ``linked_*`` and ``known_*`` tables and the rule packs.

    The same rows give the same figures to the last bit: several threads would add them up in any order.
    """
    for name, rows in rule_tables(rules).items():
        db.register("incoming", rows)
        db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
        db.unregister("incoming")
    db.execute("SET threads = 1")
    for name in ORDER:
        db.execute((MARTS / f"{name}.sql").read_text(encoding="utf-8"))
    db.execute("RESET threads")
