"""Enterprises that a row only mentions: they are linked where they are known, and never made known by the mention."""

from __future__ import annotations

import duckdb

# Whom ``source`` names by code, and by name where it has no valid one.
MENTIONED = """LEFT JOIN coded_firm AS by_code ON source.uscc = by_code.code
LEFT JOIN named_firm AS by_name
    ON source.uscc_status IS DISTINCT FROM 'valid' AND source.name_key = by_name.name_key"""

# Its row with the enterprise, where it is known, and with ``firm``: the enterprise, known or as it is written.
NAMED = """source.*, COALESCE(by_code.enterprise_id, by_name.enterprise_id) AS enterprise_id,
    COALESCE(
        by_code.enterprise_id, by_name.enterprise_id,
        CASE WHEN source.uscc_status = 'valid' THEN source.uscc END, source.name
    ) AS firm"""


def identify_projects(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_project``, ``linked_project_stage`` and ``linked_project_month``: a project by its number, else by its name.

    A row without number takes the number that the other rows know under its name, where that is one.
    """
    db.execute(
        """CREATE OR REPLACE TEMP TABLE numbered_project AS
        SELECT project_name_key, MIN(project_id) AS project_id
        FROM (
            SELECT project_name_key, project_id FROM staging_project
            UNION ALL SELECT project_name_key, project_id FROM staging_project_stage
            UNION ALL SELECT project_name_key, project_id FROM staging_project_month
        )
        WHERE project_id IS NOT NULL AND project_name_key IS NOT NULL
        GROUP BY project_name_key HAVING COUNT(DISTINCT project_id) = 1"""
    )
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_project AS
        SELECT source.* REPLACE (
                COALESCE(source.project_id, numbered.project_id, source.project_name) AS project_id
            ),
            COALESCE(by_code.enterprise_id, by_name.enterprise_id) AS enterprise_id
        FROM staging_project AS source
        LEFT JOIN numbered_project AS numbered ON source.project_name_key = numbered.project_name_key
        LEFT JOIN coded_firm AS by_code ON source.uscc = by_code.code
        LEFT JOIN named_firm AS by_name
            ON source.uscc_status IS DISTINCT FROM 'valid' AND source.name_key = by_name.name_key"""
    )
    for entity in ("project_stage", "project_month"):
        db.execute(
            f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
            SELECT source.* REPLACE (
                COALESCE(source.project_id, numbered.project_id, source.project_name) AS project_id
            )
            FROM staging_{entity} AS source
            LEFT JOIN numbered_project AS numbered ON source.project_name_key = numbered.project_name_key"""  # noqa: S608
        )


def identify_contracts(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_land_contract``: a contract by its number, else by its parcel and day, else by what it says of itself.

    A row without number takes the only number that other rows know for its parcel and day. One number that stands on
    several parcels is a contract a parcel.
    """
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_land_contract AS
        WITH numbered AS (
            SELECT parcel_id, contract_signed_on, MIN(contract_no) AS contract_no FROM staging_land_contract
            WHERE contract_no IS NOT NULL AND parcel_id IS NOT NULL AND contract_signed_on IS NOT NULL
            GROUP BY parcel_id, contract_signed_on HAVING COUNT(DISTINCT contract_no) = 1
        ),
        spread AS (
            SELECT contract_no FROM staging_land_contract
            WHERE contract_no IS NOT NULL GROUP BY contract_no HAVING COUNT(DISTINCT parcel_id) > 1
        )
        SELECT source.* REPLACE (COALESCE(source.contract_no, numbered.contract_no) AS contract_no),
            CASE
                WHEN spread.contract_no IS NOT NULL THEN concat_ws('|', spread.contract_no, source.parcel_id)
                WHEN source.contract_no IS NOT NULL THEN source.contract_no
                WHEN numbered.contract_no IS NOT NULL THEN numbered.contract_no
                WHEN source.parcel_id IS NOT NULL
                    THEN concat_ws('|', source.parcel_id, CAST(source.contract_signed_on AS VARCHAR))
                ELSE concat_ws('|', source.project_name, source.name, source.parcel_address,
                    CAST(source.contract_signed_on AS VARCHAR), CAST(ROUND(source.supplied_mu, 4) AS VARCHAR))
            END AS contract_id,
            COALESCE(by_code.enterprise_id, by_name.enterprise_id) AS enterprise_id
        FROM staging_land_contract AS source
        LEFT JOIN numbered
            ON source.contract_no IS NULL AND source.parcel_id = numbered.parcel_id
            AND source.contract_signed_on = numbered.contract_signed_on
        LEFT JOIN spread ON COALESCE(source.contract_no, numbered.contract_no) = spread.contract_no
        LEFT JOIN coded_firm AS by_code ON source.uscc = by_code.code
        LEFT JOIN named_firm AS by_name
            ON source.uscc_status IS DISTINCT FROM 'valid' AND source.name_key = by_name.name_key"""
    )


def identify_suppliers(db: duckdb.DuckDBPyConnection) -> None:
    """Add ``supplier_id`` to ``linked_supply``, and ``namesakes``: how many known enterprises a name alone may mean.

    A supplier without code is the only known enterprise of its name, else the only code that the returns give with it.
    """
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_supply AS
        SELECT source.*,
            CASE
                WHEN by_code.enterprise_id IS NOT NULL THEN by_code.enterprise_id
                WHEN source.supplier_uscc_status = 'valid' THEN source.supplier_uscc
                WHEN by_name.rung = 'decision' THEN by_name.enterprise_id
                WHEN named.namesakes > 1 THEN 'name:' || source.supplier_name_key
                ELSE COALESCE(by_name.enterprise_id, coded.supplier_uscc, 'name:' || source.supplier_name_key)
            END AS supplier_id,
            CASE WHEN source.supplier_uscc_status IS DISTINCT FROM 'valid' AND by_name.rung IS DISTINCT FROM 'decision'
                THEN named.namesakes END AS namesakes
        FROM linked_supply AS source
        LEFT JOIN coded_firm AS by_code ON source.supplier_uscc = by_code.code
        LEFT JOIN named_firm AS by_name ON source.supplier_name_key = by_name.name_key
        LEFT JOIN (
            SELECT name_key, COUNT(*) AS namesakes FROM known_enterprise WHERE name_key IS NOT NULL GROUP BY name_key
        ) AS named ON source.supplier_name_key = named.name_key
        LEFT JOIN (
            SELECT supplier_name_key, MIN(supplier_uscc) AS supplier_uscc FROM linked_supply
            WHERE supplier_uscc_status = 'valid' GROUP BY supplier_name_key HAVING COUNT(DISTINCT supplier_uscc) = 1
        ) AS coded ON source.supplier_name_key = coded.supplier_name_key"""
    )
