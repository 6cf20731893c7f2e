"""How the rows of each source were linked: counted by rung, for the published table ``match_quality``."""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS
from etl.contracts.links import OPEN
from etl.link_ladder import SPEAKING

ENTERPRISE_ROLE = "企业"


def count_links(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``link_count``: one row an entity, role, year and rung, with how many rows and how many wait for a person."""
    parts = [
        f"SELECT '{entity}' AS entity, '{ENTERPRISE_ROLE}' AS role, {_year(entity)} AS year, rung, name_key "  # noqa: S608
        f"FROM linked_{entity}" + (" WHERE is_primary" if entity == "enterprise" else "")
        for entity in SPEAKING
    ]
    parts += [
        "SELECT 'parcel', '权利人', NULL, rung, owner_name_key FROM linked_parcel "
        "WHERE owner_name_key IS NOT NULL OR owner_uscc IS NOT NULL",
        "SELECT 'occupancy', '出租方', year, COALESCE(counterparty_rung, 'none'), counterparty_name_key FROM linked_occupancy "
        "WHERE counterparty_name_key IS NOT NULL",
    ]
    rows = "\nUNION ALL\n".join(parts)
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE link_count AS
        SELECT entity, role, year, rung, COUNT(*) AS link_rows,
            COUNT(*) FILTER (WHERE rung = 'none' AND doubt.source_key IS NOT NULL) AS to_confirm
        FROM ({rows}) AS said
        LEFT JOIN (SELECT DISTINCT source_key FROM link_review WHERE link_status = '{OPEN}') AS doubt
            ON said.name_key = doubt.source_key
        GROUP BY entity, role, year, rung"""  # noqa: S608
    )


def _year(entity: str) -> str:
    fields = CONTRACTS[entity].by_name
    if "year" in fields:
        return "year"
    return "CAST(EXTRACT(YEAR FROM month) AS INTEGER)" if "month" in fields else "CAST(NULL AS INTEGER)"
