"""The file that a build publishes: every table of `etl.contracts.TABLES`, in key order, with exactly its columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.contracts import TABLES, Table
from etl.lineage import gather_lineage

# How rows lie in the file where it is not by key. Pages list and filter a year by per-mu tax: lying so, the first thousand
# of a million and any range of ratios are a few blocks of the file.
STORED_BY: Mapping[str, str] = {
    "firm_year": "year, tax_wan_yuan_per_mu DESC NULLS LAST, enterprise_id",
    "lot_year": "year, tax_wan_yuan_per_mu DESC NULLS LAST, parcel_id",
    "evaluation": "pack_id, year, enterprise_id",
}


def write_snapshot(
    db: duckdb.DuckDBPyConnection, path: Path, found_before: pa.Table, info: Mapping[str, str]
) -> dict[str, int]:
    """Write the marts of ``db`` and what is known about them to a new DuckDB file; how many rows each table has.

    Args:
        db: holds the marts, ``linked_*``, ``link_issue``, ``check_issue`` and ``staging_file``.
        path: the file to make.
        found_before: findings of reading and cleaning, in the shape of `quality_issue` without its number.
        info: build_id, built_at, product_version, rule_packs (JSON).
    """
    _gather_issues(db, found_before)
    gather_lineage(db)
    _describe_build(db, info)
    db.execute("CREATE OR REPLACE TEMP TABLE source_file AS FROM staging_file")
    # The path is ours: a folder of the store and a fixed name.
    db.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS snapshot")
    rows = {table.name: _copy(db, table) for table in TABLES.values()}
    db.execute("DETACH snapshot")
    return rows


def _copy(db: duckdb.DuckDBPyConnection, table: Table) -> int:
    columns = ", ".join(f'CAST("{c.name}" AS {c.sql_type}) AS "{c.name}"' for c in table.columns)
    order = STORED_BY.get(table.name) or ", ".join(f'"{name}"' for name in table.key)
    ((rows,),) = db.execute(
        f"CREATE TABLE snapshot.{table.name} AS SELECT {columns} FROM {table.name} ORDER BY {order}"  # noqa: S608
    ).fetchall()
    return int(rows)


def _gather_issues(db: duckdb.DuckDBPyConnection, found_before: pa.Table) -> None:
    db.register("found_before", found_before)
    db.execute(
        """CREATE OR REPLACE TEMP TABLE quality_issue AS
        SELECT ROW_NUMBER() OVER (
            ORDER BY severity, check_name, entity, file_id, sheet, row_number, "column", key, value, reason
        ) AS issue_id, *
        FROM (FROM found_before UNION ALL BY NAME FROM link_issue UNION ALL BY NAME FROM check_issue)"""
    )
    db.unregister("found_before")


def _describe_build(db: duckdb.DuckDBPyConnection, info: Mapping[str, str]) -> None:
    """Coverage: land shared out to enterprises in the last year over all land; matched tax over tax received."""
    db.execute(
        """CREATE OR REPLACE TEMP TABLE build_info AS
        SELECT
            $build_id AS build_id, $built_at AS built_at, $product_version AS product_version, $rule_packs AS rule_packs,
            (SELECT 100 * COALESCE(SUM(o.land_share_mu), 0) / NULLIF(SUM(p.land_mu), 0)
                FROM parcel AS p
                LEFT JOIN (
                    SELECT parcel_id, SUM(land_share_mu) AS land_share_mu FROM occupancy
                    WHERE year = (SELECT MAX(year) FROM occupancy) GROUP BY parcel_id
                ) AS o ON p.parcel_id = o.parcel_id
            ) AS coverage_land_pct,
            (SELECT 100 * COALESCE(SUM(ABS(y.tax_wan_yuan)) FILTER (WHERE e.in_register), 0)
                    / NULLIF(SUM(ABS(y.tax_wan_yuan)), 0)
                FROM enterprise_year AS y INNER JOIN enterprise AS e ON y.enterprise_id = e.enterprise_id
                WHERE EXISTS (SELECT 1 FROM enterprise WHERE in_register)
            ) AS coverage_tax_pct,
            COALESCE(
                (SELECT STRFTIME(MAX(month), '%Y-%m') FROM operation_month),
                (SELECT CAST(MAX(year) AS VARCHAR) FROM enterprise_year)
            ) AS data_date""",
        dict(info),
    )


def facts(db: duckdb.DuckDBPyConnection, rows: Mapping[str, int]) -> dict[str, Any]:
    """The facts that a build reports: the ``rows`` that `write_snapshot` wrote, years, gaps, coverage, findings by check."""
    return {
        "rows": dict(rows),
        "years": [
            year for (year,) in db.execute("SELECT DISTINCT year FROM enterprise_year ORDER BY 1").fetchall()
        ],
        "sources": _rows(
            db,
            """SELECT path, sheet, entity, rows_read, rows_loaded, rows_rejected FROM source_file
            ORDER BY path, sheet""",
        ),
        "enterprises_without_parcel": _one(
            db,
            "SELECT COUNT(*) FROM enterprise AS e ANTI JOIN occupancy AS o ON e.enterprise_id = o.enterprise_id",
        ),
        "parcels_without_enterprise": _one(
            db, "SELECT COUNT(*) FROM parcel AS p ANTI JOIN occupancy AS o ON p.parcel_id = o.parcel_id"
        ),
        "parcels_without_tax": _one(
            db,
            """SELECT COUNT(*) FROM parcel_year
            WHERE tax_wan_yuan IS NULL AND year = (SELECT MAX(year) FROM enterprise_year)""",
        ),
        "coverage_land_pct": _one(db, "SELECT coverage_land_pct FROM build_info"),
        "coverage_tax_pct": _one(db, "SELECT coverage_tax_pct FROM build_info"),
        "data_date": _one(db, "SELECT data_date FROM build_info"),
        "match_quality": _rows(db, "SELECT * FROM match_quality ORDER BY entity, role, year"),
        "links_to_confirm": _one(
            db, "SELECT COUNT(DISTINCT source_key) FROM link_review WHERE link_status = '待确认'"
        ),
        "later_deliveries": _rows(
            db,
            """SELECT entity, key AS period, reason, value AS sums FROM quality_issue
            WHERE check_name = 'later_delivery' ORDER BY issue_id""",
        ),
        "errors": _one(db, "SELECT COUNT(*) FROM quality_issue WHERE severity = 'error'"),
        "issues": _rows(
            db,
            """SELECT severity, check_name, COUNT(*) AS rows, MIN(reason) AS example FROM quality_issue
            GROUP BY severity, check_name ORDER BY severity, rows DESC""",
        ),
        "error_rows": _rows(
            db,
            """SELECT i.*, f.path FROM quality_issue AS i
            LEFT JOIN (SELECT DISTINCT file_id, path FROM source_file) AS f ON i.file_id = f.file_id
            WHERE i.severity = 'error' ORDER BY issue_id LIMIT 50""",
        ),
    }


def _one(db: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = db.execute(query).fetchone()
    return row[0] if row else None


def _rows(db: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = db.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
