"""Which enterprise, parcel and park a row speaks of: staged rows → one row a key, with identities.

An enterprise is its valid credit code; without one it is the only enterprise known under the same name; else the name
itself (``name:…``). Nothing fuzzy is decided here. Rows of the same key that say the same are one row (reported);
rows that differ are an error that names both.
"""

from __future__ import annotations

import duckdb

from etl.contracts import CONTRACTS, Contract, Kind
from etl.link_mentions import identify_contracts, identify_projects, identify_suppliers
from etl.link_services import identify_services
from etl.link_works import gather_said_parcels, identify_works

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

KNOWN_NAMES = """
CREATE OR REPLACE TEMP TABLE known_name AS
WITH spoken AS (
    {rows}
    UNION ALL
    SELECT uscc, UPPER(REGEXP_REPLACE(TRIM(UNNEST(REGEXP_SPLIT_TO_ARRAY(former_names, '[、,，;；]'))), '\\s+', '', 'g')), 1
    FROM staging_enterprise WHERE uscc_status = 'valid' AND is_primary AND former_names IS NOT NULL
),
nearest AS (
    SELECT name_key, enterprise_id, RANK() OVER (PARTITION BY name_key ORDER BY distance) AS place
    FROM spoken WHERE name_key IS NOT NULL AND name_key <> ''
)
SELECT name_key, MIN(enterprise_id) AS enterprise_id, COUNT(DISTINCT enterprise_id) AS candidates
FROM nearest WHERE place = 1 GROUP BY name_key
"""

ENTERPRISE_ID = """CASE
    WHEN source.uscc_status = 'valid' THEN source.uscc
    WHEN known_name.candidates = 1 THEN known_name.enterprise_id
    ELSE 'name:' || source.name_key END"""


def link(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``linked_<entity>`` and ``unique_<entity>`` of every entity, and ``known_enterprise``, as temporary tables.

    Uses up ``staging_<entity>`` of every entity (empty where no file brought it). Findings go to ``link_issue``.
    """
    db.execute(
        """CREATE OR REPLACE TEMP TABLE link_issue (
            check_name VARCHAR, severity VARCHAR, entity VARCHAR, key VARCHAR, file_id VARCHAR, sheet VARCHAR,
            row_number INTEGER, "column" VARCHAR, value VARCHAR, reason VARCHAR, next_step VARCHAR)"""
    )
    _name_the_known(db)
    for entity in SPEAKING:
        _identify(db, entity)
    _gather_known(db)
    _identify_owners(db)
    _identify_lessors(db)
    identify_projects(db)
    identify_contracts(db)
    identify_suppliers(db)
    identify_works(db)
    identify_services(db)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE linked_park AS SELECT * REPLACE (COALESCE(park_id, name) AS park_id) FROM staging_park"
    )
    for contract in CONTRACTS.values():
        db.execute(f"DROP TABLE staging_{contract.entity}")
        _unify(db, contract)
    gather_said_parcels(db)


def _name_the_known(db: duckdb.DuckDBPyConnection) -> None:
    """Names of enterprises with a valid code; the register's word comes before that of other lists."""
    rows = "\nUNION ALL\n".join(
        f"SELECT uscc AS enterprise_id, name_key, {1 if entity == 'enterprise' else 2} AS distance "  # noqa: S608
        f"FROM staging_{entity} WHERE uscc_status = 'valid'"
        + (" AND is_primary" if entity == "enterprise" else "")
        for entity in SPEAKING
    )
    db.execute(KNOWN_NAMES.replace("{rows}", rows))


def _identify(db: duckdb.DuckDBPyConnection, entity: str) -> None:
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE linked_{entity} AS
        SELECT source.*, {ENTERPRISE_ID} AS enterprise_id
        FROM staging_{entity} AS source
        LEFT JOIN known_name ON source.name_key = known_name.name_key"""  # noqa: S608
    )
    db.execute(
        f"""INSERT INTO link_issue
        SELECT 'ambiguous_name', 'warning', $entity, linked.enterprise_id, linked.file_id, linked.sheet,
            linked.row_number, '企业名称', linked.name,
            '没有有效的信用代码，而同名企业有 ' || known_name.candidates || ' 家，无法确定是哪一家，暂单独列示。',
            '请在来件中补上统一社会信用代码。'
        FROM linked_{entity} AS linked
        INNER JOIN known_name ON linked.name_key = known_name.name_key AND known_name.candidates > 1
        WHERE linked.uscc_status IS DISTINCT FROM 'valid'""",  # noqa: S608
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
        SELECT enterprise_id, uscc, COALESCE(uscc_status, 'missing') AS uscc_status,
            COALESCE(name, enterprise_id) AS name, name_key
        FROM placed WHERE place = 1"""  # noqa: S608
    )


def _identify_owners(db: duckdb.DuckDBPyConnection) -> None:
    """A parcel's owner is an enterprise by its code or by a name that exactly one known enterprise bears."""
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_parcel AS
        SELECT source.*, COALESCE(by_code.enterprise_id, by_name.enterprise_id) AS owner_id
        FROM staging_parcel AS source
        LEFT JOIN known_enterprise AS by_code
            ON source.owner_uscc_status = 'valid' AND source.owner_uscc = by_code.enterprise_id
        LEFT JOIN (
            SELECT name_key, MIN(enterprise_id) AS enterprise_id FROM known_enterprise
            WHERE name_key IS NOT NULL GROUP BY name_key HAVING COUNT(*) = 1
        ) AS by_name
            ON source.owner_uscc_status IS DISTINCT FROM 'valid' AND source.owner_name_key = by_name.name_key"""
    )


def _identify_lessors(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        """CREATE OR REPLACE TEMP TABLE linked_occupancy AS
        SELECT source.*, lessor.enterprise_id AS counterparty_id
        FROM linked_occupancy AS source
        LEFT JOIN (
            SELECT name_key, MIN(enterprise_id) AS enterprise_id FROM known_enterprise
            WHERE name_key IS NOT NULL GROUP BY name_key HAVING COUNT(*) = 1
        ) AS lessor ON source.counterparty_name_key = lessor.name_key"""
    )


def _unify(db: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """One row a key: the first of rows that say the same; rows that differ are reported against the first."""
    entity, key = contract.entity, ", ".join(contract.key)
    primary = "WHERE is_primary" if entity == "enterprise" else ""
    same = " AND ".join(f"linked.{name} IS NOT DISTINCT FROM repeated.{name}" for name in contract.key)
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeated_{entity} AS
        SELECT linked.*, ROW_NUMBER() OVER (
            PARTITION BY {", ".join(f"linked.{name}" for name in contract.key)}
            ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
        FROM linked_{entity} AS linked
        SEMI JOIN (SELECT {key} FROM linked_{entity} {primary} GROUP BY {key} HAVING COUNT(*) > 1) AS repeated ON {same}
        {primary}"""  # noqa: S608
    )
    if _is_empty(db, f"repeated_{entity}"):
        db.execute(f"CREATE OR REPLACE TEMP VIEW unique_{entity} AS FROM linked_{entity} {primary}")
        return
    db.execute(f"CREATE OR REPLACE TEMP TABLE settled_{entity} AS {_settled(contract)}")
    _report_merged(db, contract)
    _report_repeats(db, contract)
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE unique_{entity} AS
        SELECT linked.* FROM linked_{entity} AS linked
        ANTI JOIN repeated_{entity} AS repeated ON {same}
        {primary}
        UNION ALL
        SELECT * EXCLUDE (place) FROM settled_{entity}"""  # noqa: S608
    )


def _is_empty(db: duckdb.DuckDBPyConnection, table: str) -> bool:
    return not db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall()  # noqa: S608


def _said(contract: Contract) -> list[str]:
    """The columns in which two rows of the same key may differ."""
    said = [field.name for field in contract.fields if field.name not in contract.key]
    return [*said, "shape_geojson"] if contract.has_geometry else said


def _differences(contract: Contract) -> str:
    """SQL text that lists what contradicts the settled row: ``入库税收 12 ≠ 13；…``; NULL where nothing does."""
    labels = {field.name: field.column.label for field in contract.fields}
    parts = []
    for name in _said(contract):
        if name == "shape_geojson":
            said = "'图形不同'"
        else:
            said = f"'{labels[name]} ' || CAST(settled.{name} AS VARCHAR) || ' ≠ ' || CAST(later.{name} AS VARCHAR)"
        parts.append(f"CASE WHEN later.{name} <> settled.{name} THEN {said} END")
    return f"NULLIF(concat_ws('；', {', '.join(parts)}), '')"


def _report_repeats(db: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Rows after the first of their key: the same again, completing it (a value where it has none), or contradicting."""
    entity = contract.entity
    same_key = " AND ".join(f"later.{name} IS NOT DISTINCT FROM settled.{name}" for name in contract.key)
    shown_key = f"concat_ws('|', {', '.join(f'CAST(later.{name} AS VARCHAR)' for name in contract.key)})"
    adds_nothing = " AND ".join(
        f"later.{name} IS NOT DISTINCT FROM settled.{name}" for name in _said(contract)
    )
    db.execute(
        f"""INSERT INTO link_issue
        WITH compared AS (
            SELECT later.file_id, later.sheet, later.row_number, {shown_key} AS key, {_differences(contract)} AS differs,
                {adds_nothing or "TRUE"} AS is_same,
                file.path || ' ' || COALESCE(settled.sheet, '') || ' 第 ' || settled.row_number || ' 行' AS other
            FROM repeated_{entity} AS later
            INNER JOIN settled_{entity} AS settled ON {same_key}
            LEFT JOIN (SELECT DISTINCT file_id, path FROM staging_file) AS file ON settled.file_id = file.file_id
            WHERE later.place > 1 AND NOT (later.merges AND settled.merges)
        )
        SELECT
            CASE WHEN differs IS NOT NULL THEN 'conflicting_rows' WHEN is_same THEN 'duplicate_row'
                ELSE 'completing_row' END,
            CASE WHEN differs IS NULL THEN 'warning' ELSE 'error' END,
            $entity, key, file_id, sheet, row_number, NULL, differs,
            CASE WHEN differs IS NOT NULL THEN '与 ' || other || '是同一对象而数值不同。'
                WHEN is_same THEN '与 ' || other || '完全重复，只计一次。'
                ELSE '与 ' || other || '是同一对象，互相补全为一行。' END,
            CASE WHEN differs IS NOT NULL
                    THEN '请核对后只保留正确的一行；如各行应相加，请在映射文件中写 repeats = "merge"。'
                WHEN is_same THEN '请从来件中删除重复行。'
                ELSE '无需处理；如不是同一对象，请核对代码。' END
        FROM compared""",  # noqa: S608
        {"entity": entity},
    )


def _report_merged(db: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Rows that a mapping file asked to merge: one line a sheet, since a person said so."""
    db.execute(
        f"""INSERT INTO link_issue
        SELECT 'merged_rows', 'warning', $entity, NULL, file_id, sheet, NULL, NULL, CAST(COUNT(*) AS VARCHAR),
            '按映射文件 repeats = "merge"，这些同键的行合并成 '
                || COUNT(*) FILTER (WHERE place = 1) || ' 行：数值相加，文字取第一行。',
            '无需处理；如不应合并，请修改映射文件。'
        FROM repeated_{contract.entity} WHERE merges GROUP BY file_id, sheet""",  # noqa: S608
        {"entity": contract.entity},
    )


def _settled(contract: Contract) -> str:
    """SQL of one row a repeated key: the first row, its gaps filled by the others; merged rows have their sums."""
    key = ", ".join(contract.key)
    # Shapes of merged rows are united before they are measured: every row carries the whole.
    sums = {
        field.name
        for field in contract.fields
        if field.column.kind == Kind.NUMBER and field.column.unit not in (None, "°", "%")
    }
    values = []
    for name in _said(contract):
        value = f"FIRST_VALUE({name} IGNORE NULLS) OVER whole"
        if name in sums:
            value = f"CASE WHEN merges THEN SUM({name}) OVER whole ELSE {value} END"
        values.append(f"{value} AS {name}")
    replaced = f"* REPLACE ({', '.join(values)})" if values else "*"
    return (
        f"SELECT {replaced} FROM repeated_{contract.entity} "  # noqa: S608
        f"WINDOW whole AS (PARTITION BY {key} ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) "
        "QUALIFY place = 1"
    )
