"""Which enterprise, parcel and park a row speaks of: staged rows → one row a key, with identities.

An enterprise is its valid credit code; without one it is whom `etl.link_ladder` finds; else the name itself (``name:…``).
Nothing fuzzy is decided here: `etl.link_review` lists it for a person, whose decisions (`etl.link_decisions`) come first.
Rows of the same key that say the same are one row (reported); rows that differ are an error that names both, unless a later
delivery replaces an earlier one.
"""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS
from etl.link_branches import fold_branches
from etl.link_carriers import identify_carriers
from etl.link_decisions import Decision, resolve_decisions
from etl.link_growth import identify_growth
from etl.link_ladder import SPEAKING, climb, know_the_mentioned, name_the_known, person_of
from etl.link_mentions import identify_contracts, identify_projects, identify_suppliers
from etl.link_quality import count_links
from etl.link_review import list_doubts
from etl.link_rows import unify
from etl.link_services import identify_services
from etl.link_works import gather_said_parcels, identify_works

ENTERPRISE_ID = """CASE
    WHEN source.uscc_status = 'valid' THEN CASE WHEN decided.adds THEN source.uscc
        ELSE COALESCE(decided.enterprise_id, source.uscc) END
    ELSE COALESCE(subject.enterprise_id, 'name:' || source.name_key) END"""
# What the register says of a code that a person has put to another firm is not said of that firm.
OWN_REGISTRATION = "(decided.enterprise_id IS NULL OR decided.adds)"
RUNG = """CASE
    WHEN source.uscc_status = 'valid' THEN CASE WHEN decided.enterprise_id IS NULL THEN 'code' ELSE 'decision' END
    ELSE COALESCE(subject.rung, 'none') END"""


def link(db: duckdb.DuckDBPyConnection, decisions: tuple[Decision, ...] = ()) -> None:
    """Make ``linked_<entity>`` and ``unique_<entity>`` of every entity, and ``known_enterprise``, as temporary tables.

    Uses up ``staging_<entity>`` of every entity (empty where no file brought it). Findings go to ``link_issue``, what a
    person has to settle to ``link_review``, and how the rows were linked to ``link_count``.
    """
    db.execute(
        """CREATE OR REPLACE TEMP TABLE link_issue (
            check_name VARCHAR, severity VARCHAR, entity VARCHAR, key VARCHAR, file_id VARCHAR, sheet VARCHAR,
            row_number INTEGER, "column" VARCHAR, value VARCHAR, reason VARCHAR, next_step VARCHAR)"""
    )
    name_the_known(db)
    resolve_decisions(db, decisions)
    climb(db)
    for entity in SPEAKING:
        _identify(db, entity)
    _gather_known(db)
    know_the_mentioned(db)
    _identify_owners(db)
    _identify_lessors(db)
    identify_projects(db)
    identify_contracts(db)
    identify_suppliers(db)
    identify_works(db)
    identify_growth(db)
    identify_services(db)
    identify_carriers(db)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE linked_park AS SELECT * REPLACE (COALESCE(park_id, name) AS park_id) FROM staging_park"
    )
    list_doubts(db)
    count_links(db)
    for contract in CONTRACTS.values():
        db.execute(f"DROP TABLE staging_{contract.entity}")
        unify(db, contract)
    fold_branches(db)
    gather_said_parcels(db)


def _identify(db: duckdb.DuckDBPyConnection, entity: str) -> None:
    person = person_of(entity).replace("legal_person_key", "source.legal_person_key")
    primary = f"is_primary AND {OWN_REGISTRATION}" if entity == "enterprise" else "is_primary"
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
        SELECT source.* REPLACE ({primary} AS is_primary), {ENTERPRISE_ID} AS enterprise_id, {RUNG} AS rung
        FROM staging_{entity} AS source
        LEFT JOIN decided ON source.uscc_status = 'valid' AND source.uscc = decided.said_key
        LEFT JOIN subject
            ON source.uscc_status IS DISTINCT FROM 'valid' AND source.name_key = subject.name_key
            AND source.uscc IS NOT DISTINCT FROM subject.code AND {person} IS NOT DISTINCT FROM subject.person"""  # noqa: S608
    )
    db.execute(
        f"""INSERT INTO link_issue
        SELECT 'ambiguous_name', 'warning', $entity, linked.enterprise_id, linked.file_id, linked.sheet,
            linked.row_number, '企业名称', linked.name,
            '没有有效的信用代码，而同名企业有 ' || known_name.candidates || ' 家，无法确定是哪一家，暂单独列示。',
            '请在来件中补上统一社会信用代码，或在 data/reference/links.csv 中写明是哪一家。'
        FROM linked_{entity} AS linked
        INNER JOIN known_name ON linked.name_key = known_name.name_key AND known_name.candidates > 1
        WHERE linked.rung = 'none'""",  # noqa: S608
        {"entity": entity},
    )


def _gather_known(db: duckdb.DuckDBPyConnection) -> None:
    """Everyone that any list names: the register's enterprises, and of the others the first row that names each."""
    others = "\nUNION ALL\n".join(
        "SELECT enterprise_id, uscc, uscc_status, name, name_key, file_id, sheet, row_number "  # noqa: S608
        f"FROM linked_{entity} AS linked "
        "ANTI JOIN registered ON linked.enterprise_id = registered.enterprise_id"
        for entity in SPEAKING
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE known_enterprise AS
        WITH registered AS (SELECT * FROM linked_enterprise WHERE is_primary),
        unregistered AS (
            {others}
            UNION ALL
            SELECT owner_uscc, owner_uscc, 'valid', owner_name, owner_name_key, file_id, sheet, row_number
            FROM staging_parcel AS parcel
            ANTI JOIN registered ON parcel.owner_uscc = registered.enterprise_id
            WHERE owner_uscc_status = 'valid' AND owner_uscc LIKE '9%'
                AND owner_uscc NOT IN (SELECT said_key FROM decided WHERE enterprise_id IS NOT NULL)
        ),
        placed AS (
            SELECT enterprise_id, uscc, uscc_status, name, name_key, ROW_NUMBER() OVER (
                PARTITION BY enterprise_id
                ORDER BY name IS NULL, uscc_status IS DISTINCT FROM 'valid', file_id, sheet, row_number
            ) AS place
            FROM (
                SELECT enterprise_id, uscc, uscc_status, name, name_key, file_id, sheet, row_number FROM registered
                UNION ALL FROM unregistered
            )
        )
        SELECT enterprise_id,
            -- A row with an old code, or another firm's, may be the only one that says the name.
            CASE WHEN enterprise_id LIKE 'name:%' THEN uscc ELSE enterprise_id END AS uscc,
            CASE WHEN enterprise_id LIKE 'name:%' THEN COALESCE(uscc_status, 'missing') ELSE 'valid' END AS uscc_status,
            COALESCE(name, enterprise_id) AS name, name_key
        FROM placed WHERE place = 1"""  # noqa: S608
    )


def _identify_owners(db: duckdb.DuckDBPyConnection) -> None:
    """A parcel's owner is an enterprise by its code or by a name that exactly one known enterprise bears."""
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_parcel AS
        SELECT source.*, COALESCE(by_code.enterprise_id, by_name.enterprise_id) AS owner_id,
            COALESCE(by_code.rung, by_name.rung, 'none') AS rung
        FROM staging_parcel AS source
        LEFT JOIN coded_firm AS by_code ON source.owner_uscc = by_code.code
        LEFT JOIN named_firm AS by_name
            ON source.owner_uscc_status IS DISTINCT FROM 'valid' AND source.owner_name_key = by_name.name_key"""
    )


def _identify_lessors(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_occupancy AS
        SELECT source.*, lessor.enterprise_id AS counterparty_id, lessor.rung AS counterparty_rung
        FROM linked_occupancy AS source
        LEFT JOIN named_firm AS lessor ON source.counterparty_name_key = lessor.name_key"""
    )
