"""Branches that a person has put to their head office: their figures are added to its, their rows stay in the lineage."""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS
from etl.link_ladder import SPEAKING
from etl.link_rows import settled


def fold_branches(db: duckdb.DuckDBPyConnection) -> None:
    """Give the rows of every branch in ``branch_of`` to its head office, in ``linked_*`` and ``unique_*``.

    What the register says of a branch is not said of the head office, and the branch is no enterprise of its own any more.
    """
    if not db.execute("SELECT 1 FROM branch_of LIMIT 1").fetchall():
        return
    for entity in SPEAKING:
        if entity == "enterprise":
            _forget_registered(db)
        else:
            _add_up(db, entity)
        db.execute(
            f"""UPDATE linked_{entity} SET enterprise_id = branch_of.head_id FROM branch_of
            WHERE linked_{entity}.enterprise_id = branch_of.enterprise_id"""  # noqa: S608
        )
    db.execute("DELETE FROM known_enterprise WHERE enterprise_id IN (SELECT enterprise_id FROM branch_of)")


def _forget_registered(db: duckdb.DuckDBPyConnection) -> None:
    _take(db, "enterprise", "SELECT * FROM unique_enterprise ANTI JOIN branch_of USING (enterprise_id)")
    db.execute(
        "UPDATE linked_enterprise SET is_primary = FALSE WHERE enterprise_id IN (SELECT enterprise_id FROM branch_of)"
    )


def _add_up(db: duckdb.DuckDBPyConnection, entity: str) -> None:
    contract = CONTRACTS[entity]
    key = ", ".join(
        "COALESCE(b.head_id, u.enterprise_id)" if name == "enterprise_id" else f"u.{name}"
        for name in contract.key
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeated_{entity} AS
        SELECT u.* REPLACE (COALESCE(b.head_id, u.enterprise_id) AS enterprise_id, TRUE AS merges), ROW_NUMBER() OVER (
            PARTITION BY {key} ORDER BY b.head_id IS NOT NULL, u.file_id, u.sheet, u.row_number
        ) AS place
        FROM unique_{entity} AS u LEFT JOIN branch_of AS b ON u.enterprise_id = b.enterprise_id
        WHERE b.head_id IS NOT NULL OR u.enterprise_id IN (SELECT head_id FROM branch_of)"""  # noqa: S608
    )
    _take(
        db,
        entity,
        f"""SELECT * FROM unique_{entity}
        WHERE enterprise_id NOT IN (SELECT enterprise_id FROM branch_of UNION ALL SELECT head_id FROM branch_of)
        UNION ALL SELECT * EXCLUDE (place) FROM ({settled(contract)})""",  # noqa: S608
    )


def _take(db: duckdb.DuckDBPyConnection, entity: str, rows: str) -> None:
    """Put ``rows`` in the place of ``unique_<entity>``, which may be a view."""
    db.execute(f"CREATE OR REPLACE TEMP TABLE folded_{entity} AS {rows}")
    ((views,),) = db.execute(
        "SELECT COUNT(*) FROM duckdb_views() WHERE temporary AND view_name = ?", [f"unique_{entity}"]
    ).fetchall()
    db.execute(f"DROP {'VIEW' if views else 'TABLE'} unique_{entity}")
    db.execute(f"ALTER TABLE folded_{entity} RENAME TO unique_{entity}")
