"""A snapshot of many times as many enterprises and parcels, copied from a built one: for pages, not for builds.

The copies differ in their identities only, so ranks and grades repeat; sums, lists and filters meet the full number.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.contracts import TABLES
from etl.publish import Store
from etl.snapshot import STORED_BY

# Identities, and the columns that name one: every copy gets its own.
IDENTITIES = (
    "enterprise_id",
    "parcel_id",
    "site_parcel_id",
    "owner_id",
    "counterparty_id",
    "main_user_id",
    "uscc",
    "name",
)
COPIED = (
    "enterprise", "parcel", "parcel_area", "occupancy", "land_part", "enterprise_land", "enterprise_year", "firm_year",
    "parcel_year", "operation_month", "evaluation", "evaluation_term", "parcel_evaluation", "batch_site",
    "batch_standing", "batch_suggestion", "batch_warning", "enterprise_chain_node", "honour_year",
    "lot_year", "lot_chain",
)  # fmt: skip


def enlarge(warehouse: Path, into: Path, times: int) -> int:
    """Publish ``times`` copies of the current build of ``warehouse`` in ``into``; how many enterprises that makes."""
    store = Store(into)
    with store.writer():
        made = store.begin()
        current = (warehouse / "CURRENT").read_text(encoding="utf-8").strip()
        with duckdb.connect(str(made.warehouse)) as db:
            db.execute(f"ATTACH '{warehouse / current / 'warehouse.duckdb'}' AS source (READ_ONLY)")
            for table in TABLES.values():
                db.execute(_copy(table.name, times))
            counted = db.execute("SELECT count(*) FROM enterprise").fetchall()
        made.report.write_text("{}", encoding="utf-8")
        store.publish(made, keep=1)
    return int(counted[0][0])


def _copy(table: str, times: int) -> str:
    """The statement that makes ``table`` of its ``times`` copies, in key order of each copy."""
    if table not in COPIED:
        return f"CREATE TABLE {table} AS FROM source.{table}"
    marked = [each.name for each in TABLES[table].columns if each.name in IDENTITIES]
    replaced = ", ".join(
        f"CASE copy WHEN 0 THEN {name} ELSE {name} || '~' || copy END AS {name}" for name in marked
    )
    return (
        f"CREATE TABLE {table} AS SELECT * EXCLUDE (copy) REPLACE ({replaced}) "  # noqa: S608
        f"FROM source.{table} CROSS JOIN range({times}) AS copies(copy) ORDER BY {STORED_BY.get(table, 'copy')}"
    )
