"""Cases of the ledgers of growth (申报、上云、小升规): which firm a row speaks of, and which case of it.

A firm is linked where it is known, and never made known by these ledgers; one that nobody knows keeps its name.
"""

from __future__ import annotations

import duckdb

from etl.link_mentions import MENTIONED, NAMED

# The rows with the identity of a known firm, and what tells a firm from others where it is not known.
WITH_FIRM = f"""SELECT {NAMED}
FROM staging_{{entity}} AS source
{MENTIONED}"""  # noqa: S608


def identify_growth(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_declaration``, ``linked_cloud_adoption`` and ``linked_upgrade_pool``."""
    _identify_declarations(db)
    for entity, case, said in (
        ("cloud_adoption", "adoption_id", "concat_ws(' ', firm, cloud_platform, cloud_service)"),
        ("upgrade_pool", "pool_id", "firm"),
    ):
        db.execute(
            f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
            SELECT * EXCLUDE (firm), {said} AS {case} FROM ({WITH_FIRM.format(entity=entity)})"""  # noqa: S608
        )


def _identify_declarations(db: duckdb.DuckDBPyConnection) -> None:
    """A declaration by its number, else by what it is for: without batch the year tells one from the next.

    Two people of one surname whom a firm puts forward together read the same: their order in the list tells them apart.
    """
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_declaration AS
        WITH told AS (
            SELECT *, COALESCE(declaration_id, concat_ws(
                ' ', programme, COALESCE(batch, CAST(YEAR(COALESCE(due_on, submitted_on, decided_on)) AS VARCHAR)), firm,
                project_name, person_masked
            )) AS said_id
            FROM ({WITH_FIRM.format(entity="declaration")})
        ),
        numbered AS (
            SELECT *, CASE WHEN person_masked IS NULL OR declaration_id IS NOT NULL THEN 1
                ELSE ROW_NUMBER() OVER (PARTITION BY said_id, file_id, sheet ORDER BY row_number) END AS place
            FROM told
        )
        SELECT * EXCLUDE (firm, said_id, place)
            REPLACE (CASE WHEN place = 1 THEN said_id ELSE said_id || ' ' || place END AS declaration_id)
        FROM numbered"""  # noqa: S608
    )
