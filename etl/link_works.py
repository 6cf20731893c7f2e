"""Cases of park standardisation: which plot, land reserve or firm a row speaks of, and the parcels that it names.

A firm is linked where it is known and never made known by a ledger of works; so is a parcel.
"""

from __future__ import annotations

import duckdb

from etl.link_mentions import MENTIONED, NAMED

# Entities of one family: a case is its number, else its name with what tells apart two of one name.
FAMILIES = (
    (("park_plot", "park_plot_stage"), "plot_id", "plot_name", "park_name"),
    (("land_reserve", "land_reserve_month"), "reserve_id", "reserve_name", "phase"),
)
# A firm's case is its number or paper, else the firm.
OF_FIRMS = (
    ("self_upgrade", "upgrade_id", "upgrade_id, firm"),
    ("temporary_land", "temporary_id", "approval_no, firm, project_name"),
)
# Whose rows say parcels, and their cases.
SAYING_PARCELS = (
    ("park_plot", "plot_id"),
    ("self_upgrade", "upgrade_id"),
    ("land_reserve", "reserve_id"),
    ("temporary_land", "temporary_id"),
)


def identify_works(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_<entity>`` of every ledger of park standardisation, and of the targets."""
    for entities, number, name, apart in FAMILIES:
        _name_the_numbered(db, entities[0], number, name, apart)
        for entity in entities:
            _identify_by_name(db, entity, number, name, apart)
    for entity, case, said in OF_FIRMS:
        _identify_by_firm(db, entity, case, said)
    for entity in ("target", "target_month"):
        db.execute(f"CREATE OR REPLACE TEMP TABLE linked_{entity} AS FROM staging_{entity}")


def _name_the_numbered(
    db: duckdb.DuckDBPyConnection, ledger: str, number: str, name: str, apart: str
) -> None:
    """``named_case``: the case that a name means, with what tells it apart and without, where that is one."""
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE named_case AS
        WITH told AS (
            SELECT {name}_key AS name_key, UPPER({apart}) AS apart,
                COALESCE({number}, concat_ws(' ', {name}, {apart})) AS case_id, {number} IS NOT NULL AS has_number
            FROM staging_{ledger} WHERE {name}_key IS NOT NULL
        )
        SELECT name_key, apart, MIN(case_id) AS case_id FROM told
        WHERE has_number AND apart IS NOT NULL GROUP BY name_key, apart HAVING COUNT(DISTINCT case_id) = 1
        UNION ALL
        SELECT name_key, NULL, MIN(case_id) FROM told
        WHERE has_number OR apart IS NOT NULL GROUP BY name_key HAVING COUNT(DISTINCT case_id) = 1"""  # noqa: S608
    )


def _identify_by_name(db: duckdb.DuckDBPyConnection, entity: str, number: str, name: str, apart: str) -> None:
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
        SELECT source.* REPLACE (
            COALESCE(
                source.{number}, exact.case_id, alone.case_id, concat_ws(' ', source.{name}, source.{apart})
            ) AS {number}
        )
        FROM staging_{entity} AS source
        LEFT JOIN named_case AS exact ON source.{name}_key = exact.name_key AND UPPER(source.{apart}) = exact.apart
        LEFT JOIN named_case AS alone
            ON source.{name}_key = alone.name_key AND alone.apart IS NULL AND source.{apart} IS NULL"""  # noqa: S608
    )


def _identify_by_firm(db: duckdb.DuckDBPyConnection, entity: str, case: str, said: str) -> None:
    """A case by what ``said`` lists first, and by the parcels too where one ledger has several cases of that name."""
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
        WITH known AS (
            SELECT {NAMED}
            FROM staging_{entity} AS source
            {MENTIONED}
        ),
        told AS (SELECT *, COALESCE({said}) AS told_id FROM known),
        several AS (
            SELECT DISTINCT told_id FROM told
            GROUP BY told_id, file_id, sheet HAVING COUNT(DISTINCT COALESCE(parcels_said, '')) > 1
        )
        SELECT told.* EXCLUDE (firm, told_id{", " + case if case == "upgrade_id" else ""}),
            CASE WHEN several.told_id IS NULL THEN told.told_id ELSE concat_ws(' ', told.told_id, told.parcels_said) END
                AS {case}
        FROM told LEFT JOIN several ON told.told_id = several.told_id"""  # noqa: S608
    )


def gather_said_parcels(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``said_parcel``: one row a case and parcel that the last word about the case names.

    A code of 28 characters names a unit of real estate: its first 19 are the parcel's.
    """
    latest = "\nUNION ALL\n".join(
        f"""SELECT '{entity}' AS works_kind, {case} AS case_id, parcels_said,
            RANK() OVER (PARTITION BY {case} ORDER BY COALESCE(month, received_on) DESC, received_on DESC) AS age
        FROM unique_{entity}"""  # noqa: S608
        for entity, case in SAYING_PARCELS
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE said_parcel AS
        WITH said AS (
            SELECT works_kind, case_id, UNNEST(REGEXP_SPLIT_TO_ARRAY(UPPER(parcels_said), '[、，,;；/\\s]+')) AS code
            FROM ({latest}) WHERE age = 1 AND parcels_said IS NOT NULL
        )
        SELECT DISTINCT works_kind, case_id, CASE WHEN LENGTH(code) = 28 THEN code[1:19] ELSE code END AS parcel_id
        FROM said WHERE code <> ''"""  # noqa: S608
    )
