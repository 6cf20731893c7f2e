"""The ladder by which a row without a valid credit code finds its enterprise, and nothing fuzzy on it.

A person's decision, then the organisation code inside the credit code, then name with legal person, then the name (former
names too), then the form of the name. A rung on which several enterprises stand links nobody: `etl.link_review` lists them.
A branch never takes the code or the name of its head office.
"""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS
from etl.link_forms import form_of, is_branch, org_code_of

# Entities whose rows speak of an enterprise by code or name.
SPEAKING = (
    "enterprise",
    "occupancy",
    "tax",
    "operation_year",
    "operation_month",
    "evaluation_case",
    "honour",
    "product_license",
    "supply",
)
# Who else a row only mentions: linked where known, and never made known by the mention. Entity, name, code.
MENTIONS = (
    ("parcel", "owner_name", "owner_uscc"),
    ("occupancy", "counterparty_name", None),
    ("supply", "supplier_name", "supplier_uscc"),
    ("project", "name", "uscc"),
    ("land_contract", "name", "uscc"),
    ("self_upgrade", "name", "uscc"),
    ("temporary_land", "name", "uscc"),
    *((entity, "name", "uscc") for entity in ("declaration", "cloud_adoption", "upgrade_pool")),
    *(
        (entity, "name", "uscc")
        for entity in (
            "policy_claim",
            "power_subsidy",
            "arrears_case",
            "visit",
            "ticket",
            "hazard",
            "matching_event",
            "decline_watch",
        )
    ),
)
# Commas of both kinds part former names.
FORMER = (
    r"UPPER(REGEXP_REPLACE(TRIM(UNNEST(REGEXP_SPLIT_TO_ARRAY(former_names, '[、,，;；]'))), '\s+', '', 'g'))"
)


def person_of(entity: str) -> str:
    """SQL of the legal person that a row of ``entity`` names; NULL where its contract has none."""
    return "legal_person_key" if "legal_person" in CONTRACTS[entity].by_name else "CAST(NULL AS VARCHAR)"


def name_the_known(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``spoken_name`` and from it who is ``known_name``, ``known_form``, ``known_person`` and ``known_org``.

    ``spoken_name``: each name under which an enterprise with a valid code is known, how near the word is (the register
    before other lists) and its legal person. The others have ``enterprise_id`` and how many ``candidates`` there are.
    """
    rows = "\nUNION ALL\n".join(
        f"SELECT uscc AS enterprise_id, name_key, name, {1 if entity == 'enterprise' else 2} AS distance, "  # noqa: S608
        f"{person_of(entity)} AS person FROM staging_{entity} WHERE uscc_status = 'valid'"
        + (" AND is_primary" if entity == "enterprise" else "")
        for entity in SPEAKING
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE spoken_name AS
        WITH spoken AS (
            {rows}
            UNION ALL
            SELECT uscc, {FORMER}, name, 1, legal_person_key
            FROM staging_enterprise WHERE uscc_status = 'valid' AND is_primary AND former_names IS NOT NULL
        )
        SELECT enterprise_id, name_key, MIN(name) AS name, MIN(distance) AS distance, person,
            {form_of("name_key")} AS form_key
        FROM spoken GROUP BY enterprise_id, name_key, person"""  # noqa: S608
    )
    _nearest(db, "known_name", "name_key")
    _nearest(db, "known_form", "form_key")
    db.execute(
        """CREATE OR REPLACE TEMP TABLE known_person AS
        SELECT form_key, person, MIN(enterprise_id) AS enterprise_id, COUNT(DISTINCT enterprise_id) AS candidates
        FROM spoken_name WHERE form_key <> '' AND person IS NOT NULL GROUP BY form_key, person"""
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE known_org AS
        SELECT SUBSTR(enterprise_id, 9, 9) AS org_code, MIN(enterprise_id) AS enterprise_id,
            COUNT(DISTINCT enterprise_id) AS candidates, BOOL_OR(COALESCE({is_branch("name_key")}, FALSE)) AS is_branch
        FROM spoken_name GROUP BY SUBSTR(enterprise_id, 9, 9)"""  # noqa: S608
    )


def _nearest(db: duckdb.DuckDBPyConnection, table: str, key: str) -> None:
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        WITH nearest AS (
            SELECT {key}, enterprise_id, RANK() OVER (PARTITION BY {key} ORDER BY distance) AS place
            FROM spoken_name WHERE {key} IS NOT NULL AND {key} <> ''
        )
        SELECT {key}, MIN(enterprise_id) AS enterprise_id, COUNT(DISTINCT enterprise_id) AS candidates
        FROM nearest WHERE place = 1 GROUP BY {key}"""  # noqa: S608
    )


def climb(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``subject``: whom each name without a valid code means, and by which rung; ``none`` where it means nobody."""
    said = "\nUNION\n".join(
        f"SELECT name_key, uscc AS code, {person_of(entity)} AS person FROM staging_{entity} "  # noqa: S608
        "WHERE uscc_status IS DISTINCT FROM 'valid' AND name_key IS NOT NULL"
        for entity in SPEAKING
    )
    db.execute(_climbing(said))
    db.execute(
        """CREATE OR REPLACE TEMP TABLE subject AS
        SELECT name_key, code, person, rung,
            CASE rung
                WHEN 'decision' THEN COALESCE(decided_id, 'name:' || name_key)
                WHEN 'org_code' THEN org_id WHEN 'name_person' THEN person_id
                WHEN 'name' THEN name_id WHEN 'name_form' THEN form_id
                ELSE 'name:' || name_key
            END AS enterprise_id
        FROM climbed"""
    )


def _climbing(said: str) -> str:
    """SQL that places every subject of ``said`` (name_key, code, person) on its rung, as table ``climbed``."""
    return f"""CREATE OR REPLACE TEMP TABLE climbed AS
        WITH said AS (
            SELECT *, {org_code_of("code")} AS org_code, {form_of("name_key")} AS form_key,
                COALESCE({is_branch("name_key")}, FALSE) AS is_branch
            FROM ({said})
        )
        SELECT said.name_key, said.code, said.person,
            CASE WHEN NOT decided.adds THEN decided.enterprise_id END AS decided_id, org.enterprise_id AS org_id,
            person.enterprise_id AS person_id, named.enterprise_id AS name_id, formed.enterprise_id AS form_id,
            CASE
                WHEN decided.said_key IS NOT NULL THEN 'decision'
                WHEN org.candidates = 1 AND org.is_branch = said.is_branch THEN 'org_code'
                WHEN person.candidates = 1
                    AND (named.candidates IS NULL OR named.candidates > 1 OR named.enterprise_id = person.enterprise_id)
                    THEN 'name_person'
                WHEN named.candidates = 1 THEN 'name'
                WHEN named.candidates IS NULL AND formed.candidates = 1 THEN 'name_form'
                ELSE 'none'
            END AS rung
        FROM said
        LEFT JOIN decided ON said.name_key = decided.said_key
        LEFT JOIN known_org AS org ON said.org_code = org.org_code
        LEFT JOIN known_person AS person ON said.form_key = person.form_key AND said.person = person.person
        LEFT JOIN known_name AS named ON said.name_key = named.name_key
        LEFT JOIN known_form AS formed ON said.form_key = formed.form_key"""  # noqa: S608


def know_the_mentioned(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``coded_firm`` (code → known enterprise) and ``named_firm`` (name → known enterprise, with its rung).

    Mentions are looked up in these. A name that two known enterprises bear is in neither; neither is a village or a person.
    """
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE coded_firm AS
        WITH old AS ({_mentioned_codes()})
        SELECT known.enterprise_id AS code, COALESCE(decided.enterprise_id, known.enterprise_id) AS enterprise_id,
            'code' AS rung
        FROM known_enterprise AS known LEFT JOIN decided ON known.enterprise_id = decided.said_key
        WHERE known.uscc_status = 'valid'
        UNION ALL
        SELECT decided.said_key, decided.enterprise_id, 'decision' FROM decided
        ANTI JOIN known_enterprise AS known ON decided.said_key = known.enterprise_id
        WHERE decided.enterprise_id IS NOT NULL AND decided.said_key IN (SELECT said_key FROM said_link WHERE is_code)
        UNION ALL
        SELECT old.code, org.enterprise_id, 'org_code' FROM old INNER JOIN known_org AS org ON old.org_code = org.org_code
        WHERE org.candidates = 1 AND NOT org.is_branch AND NOT old.is_branch"""  # noqa: S608
    )
    named = "\nUNION\n".join(
        f"SELECT {name}_key AS name_key FROM staging_{entity} WHERE {name}_key IS NOT NULL"  # noqa: S608
        for entity, name, _ in MENTIONS
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE named_firm AS
        WITH bearing AS (
            SELECT name_key, MIN(enterprise_id) AS enterprise_id, COUNT(*) AS candidates FROM known_enterprise
            WHERE name_key IS NOT NULL GROUP BY name_key
        ),
        said AS (
            SELECT name_key, {form_of("name_key")} AS form_key FROM ({named})
        ),
        placed AS (
            SELECT said.name_key,
                CASE
                    WHEN decided.said_key IS NOT NULL THEN decided.enterprise_id
                    WHEN bearing.candidates = 1 THEN bearing.enterprise_id
                    WHEN bearing.candidates IS NULL AND former.candidates = 1 THEN former.enterprise_id
                    WHEN bearing.candidates IS NULL AND former.candidates IS NULL AND formed.candidates = 1
                        THEN formed.enterprise_id
                END AS enterprise_id,
                CASE WHEN decided.said_key IS NOT NULL THEN 'decision'
                    WHEN bearing.candidates IS NULL AND former.candidates IS NULL THEN 'name_form' ELSE 'name' END AS rung
            FROM said
            LEFT JOIN decided ON said.name_key = decided.said_key
            LEFT JOIN bearing ON said.name_key = bearing.name_key
            LEFT JOIN known_name AS former ON said.name_key = former.name_key
            LEFT JOIN known_form AS formed ON said.form_key = formed.form_key
        )
        SELECT * FROM placed WHERE enterprise_id IS NOT NULL"""  # noqa: S608
    )


def _mentioned_codes() -> str:
    """SQL of the codes of mentions that are no credit codes, and the organisation code in each."""
    rows = "\nUNION ALL\n".join(
        f"SELECT {code} AS code, {name}_key AS name_key FROM staging_{entity} WHERE {code}_status = 'legacy'"  # noqa: S608
        for entity, name, code in MENTIONS
        if code
    )
    return (
        f"SELECT code, ANY_VALUE({org_code_of('code')}) AS org_code, "  # noqa: S608
        f"BOOL_OR(COALESCE({is_branch('name_key')}, FALSE)) AS is_branch FROM ({rows}) GROUP BY code"
    )
