"""Runs the marts: SQL files in a fixed order over the linked tables, in DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb

MARTS = Path(__file__).parent / "marts"
# Each file may read what stands before it.
ORDER = ("park", "parcel", "occupancy", "enterprise", "operation_month", "enterprise_year", "parcel_year")


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


def run_marts(db: duckdb.DuckDBPyConnection) -> None:
    """Make every mart from the ``unique_*``, ``linked_*`` and ``known_*`` tables.

    The same rows give the same figures to the last bit: several threads would add them up in any order.
    """
    db.execute("SET threads = 1")
    for name in ORDER:
        db.execute((MARTS / f"{name}.sql").read_text(encoding="utf-8"))
    db.execute("RESET threads")
