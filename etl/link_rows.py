"""One row a key out of the rows that speak of it: the same again, completing, contradicting, merged, or delivered later."""

from __future__ import annotations

import duckdb

from etl.contracts import Contract, Kind


def unify(db: duckdb.DuckDBPyConnection, contract: Contract) -> None:
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
    db.execute(f"CREATE OR REPLACE TEMP TABLE settled_{entity} AS {settled(contract)}")
    _report_merged(db, contract)
    _report_repeats(db, contract)
    _report_replaced(db, contract)
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


# Another legal person is no contradiction: he tells apart firms of one name, and nothing else.
NO_CONTRADICTION = ("legal_person",)


def _said(contract: Contract) -> list[str]:
    """The columns in which two rows of the same key may differ."""
    said = [field.name for field in contract.fields if field.name not in contract.key]
    return [*said, "shape_geojson"] if contract.has_geometry else said


def _differences(contract: Contract) -> str:
    """SQL text that lists what contradicts the settled row: ``入库税收 12 ≠ 13；…``; NULL where nothing does."""
    labels = {field.name: field.column.label for field in contract.fields}
    parts = []
    for name in _said(contract):
        if name in NO_CONTRADICTION:
            continue
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
                AND later.received_on >= settled.received_on
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


def _report_replaced(db: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """What a later delivery said of the same things as an earlier one: rows, rows changed, sums before and after."""
    entity, period = contract.entity, _period(contract)
    same_key = " AND ".join(f"older.{name} IS NOT DISTINCT FROM settled.{name}" for name in contract.key)
    db.execute(
        f"""INSERT INTO link_issue
        WITH older AS (
            SELECT older.*, ROW_NUMBER() OVER (
                PARTITION BY {", ".join(f"older.{name}" for name in contract.key)} ORDER BY older.place
            ) AS turn
            FROM repeated_{entity} AS older INNER JOIN settled_{entity} AS settled ON {same_key}
            WHERE older.received_on < settled.received_on AND NOT (older.merges AND settled.merges)
        ),
        path AS (SELECT file_id, MIN(path) AS path FROM staging_file GROUP BY file_id),
        told AS (
            SELECT {period} AS period, settled.file_id, settled.sheet, older.file_id AS older_file,
                MIN(settled.received_on) AS received_on, MIN(older.received_on) AS older_on, COUNT(*) AS rows,
                COUNT({_differences(contract).replace("later.", "older.")}) AS changed, {_sums_told(contract)} AS sums
            FROM older INNER JOIN settled_{entity} AS settled ON {same_key}
            WHERE turn = 1 GROUP BY ALL
        )
        SELECT 'later_delivery', 'warning', $entity, period, told.file_id, told.sheet, NULL, NULL, sums,
            received_on || ' 收到的 ' || path.path || ' 替代 ' || older_on || ' 收到的 ' || before.path || COALESCE(
                '（' || period || '）', '') || '：同一对象 ' || rows || ' 行，其中 ' || changed || ' 行数值有变。',
            '无需处理；如不应替代，请移走其中一个文件，或在映射文件中改正 received_on。'
        FROM told LEFT JOIN path ON told.file_id = path.file_id LEFT JOIN path AS before ON told.older_file = before.file_id
        """,  # noqa: S608
        {"entity": entity},
    )


def _period(contract: Contract) -> str:
    """SQL of the period that a row is about; NULL for what has none."""
    if "month" in contract.key:
        return "STRFTIME(settled.month, '%Y-%m')"
    return "settled.year || ' 年'" if "year" in contract.key else "CAST(NULL AS VARCHAR)"


def _sums_told(contract: Contract) -> str:
    """SQL text of the sums that a later delivery changed: ``入库税收 560.00 → 580.00 万元；…``; NULL where none did."""
    labels = {field.name: field.column for field in contract.fields}
    parts = [
        f"CASE WHEN BOOL_OR(older.{name} IS DISTINCT FROM settled.{name}) THEN '{labels[name].label} ' || "
        f"COALESCE(FORMAT('{{:,.2f}}', SUM(older.{name})), '—') || ' → ' || "
        f"COALESCE(FORMAT('{{:,.2f}}', SUM(settled.{name})), '—') || ' {labels[name].unit}' END"
        for name in sorted(_additive(contract))
    ]
    return f"NULLIF(concat_ws('；', {', '.join(parts)}), '')" if parts else "CAST(NULL AS VARCHAR)"


def _additive(contract: Contract) -> set[str]:
    """The fields whose values add up over rows."""
    return {
        field.name
        for field in contract.fields
        if field.column.kind == Kind.NUMBER and field.column.unit not in (None, "°", "%")
    }


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


def settled(contract: Contract) -> str:
    """SQL of one row a repeated key: the first row, its gaps filled by the others; merged rows have their sums."""
    key = ", ".join(contract.key)
    # Shapes of merged rows are united before they are measured: every row carries the whole.
    sums = _additive(contract)
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
