"""Cases of services to enterprises, of safety and of falling output: which case a row speaks of, and which known enterprise.

A firm is linked where it is known, and never made known by one of these ledgers.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from etl.link_mentions import MENTIONED, NAMED

# Ledger → its case, and what makes one where no number stands. ``firm`` is the enterprise, known or as it is written.
CASES: Mapping[str, tuple[str, str]] = {
    "policy_claim": (
        "claim_id",
        "concat_ws(' ', firm, COALESCE(policy_no, policy_name), fund_level, CAST(applied_on AS VARCHAR))",
    ),
    "power_subsidy": ("subsidy_id", "concat_ws(' ', COALESCE(account_no, firm), period_said)"),
    "arrears_case": ("arrears_id", "concat_ws(' ', debtor_name, firm)"),
    "visit": ("visit_id", "concat_ws(' ', firm, CAST(COALESCE(planned_on, visited_on) AS VARCHAR))"),
    "ticket": (
        "ticket_id",
        "concat_ws(' ', firm, CAST(accepted_on AS VARCHAR), COALESCE(ticket_type, matter))",
    ),
    "hazard": (
        "hazard_id",
        "concat_ws(' ', pipeline, stake_no, firm, COALESCE(site, burden), CAST(found_on AS VARCHAR))",
    ),
    "decline_watch": ("watch_id", "concat_ws(' ', firm, CAST(month AS VARCHAR), watch_indicator)"),
}
# A case's number is made of the rest in these even where the ledger has a column of numbers for something else.
WITHOUT_NUMBER = ("power_subsidy", "decline_watch")


def identify_services(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_<entity>`` of every ledger of services."""
    for entity, (case, otherwise) in CASES.items():
        _identify(db, entity, case, otherwise)
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_notice_batch AS
        SELECT *, concat_ws(' ', notice_no, zone, town) AS notice_id FROM staging_notice_batch"""
    )
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_testing_duty AS
        SELECT *, concat_ws(' ', CAST(duty_on AS VARCHAR), town) AS duty_id FROM staging_testing_duty"""
    )


def _identify(db: duckdb.DuckDBPyConnection, entity: str, case: str, otherwise: str) -> None:
    has_number = entity not in WITHOUT_NUMBER
    number = f"COALESCE({case}, {otherwise})" if has_number else otherwise
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
        WITH named AS (
            SELECT {NAMED}
            FROM staging_{entity} AS source
            {MENTIONED}
        )
        SELECT * EXCLUDE (firm{", " + case if has_number else ""}), {number} AS {case} FROM named"""  # noqa: S608
    )
