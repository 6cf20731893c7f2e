"""Which floor, carrier, fund, matching event or paper of policy a row speaks of, where it gives no number."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from etl.link_mentions import MENTIONED, NAMED

# Ledger → its case, and what makes one where no number stands.
CASES: Mapping[str, tuple[str, str]] = {
    "floor_space": ("space_id", "concat_ws(' ', park_name, carrier_name, building)"),
    "carrier": ("carrier_id", "concat_ws(' ', park_name, carrier_name, building)"),
    "fund": ("fund_id", "fund_name"),
}


def identify_carriers(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_<entity>`` of every ledger of carriers, funds, matching events and policies."""
    for entity, (case, otherwise) in CASES.items():
        db.execute(
            f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
            SELECT * REPLACE (COALESCE({case}, {otherwise}) AS {case}) FROM staging_{entity}"""  # noqa: S608
        )
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_policy_doc AS
        SELECT *, COALESCE(doc_no, doc_title) AS doc_id FROM staging_policy_doc"""
    )
    # A firm is linked where it is known, and never made known by having come to an event.
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_matching_event AS
        WITH named AS (SELECT {NAMED} FROM staging_matching_event AS source {MENTIONED})
        SELECT * EXCLUDE (firm), concat_ws(
            ' ', COALESCE(event_no, concat_ws(' ', event_name, CAST(held_on AS VARCHAR))), event_kind, firm
        ) AS match_id
        FROM named"""  # noqa: S608
    )
