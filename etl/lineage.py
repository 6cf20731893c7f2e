"""Where a published row comes from: the file, sheet and row of everything that went into it."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from etl.contracts.carriers import CARRIER_TABLES
from etl.contracts.services import SERVICE_TABLES
from etl.link_ladder import SPEAKING

FIRM_YEAR = "concat_ws('|', enterprise_id, CAST(year AS VARCHAR))"
TENANCY = "concat_ws('|', parcel_id, enterprise_id, CAST(year AS VARCHAR), kind)"
# The ledgers of park standardisation and what a case is called in each.
WORKS = (
    ("park_plot", "plot_id"), ("self_upgrade", "upgrade_id"), ("land_reserve", "reserve_id"),
    ("temporary_land", "temporary_id"),
)  # fmt: skip
# Tables whose rows have their source rows in `lineage`: table → (linked rows, key).
LINEAGE_SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "enterprise": (
        ("linked_enterprise", "enterprise_id"),
        # A firm that the register's rows do not name: the rows that made it known.
        *(
            (f"(FROM linked_{entity} ANTI JOIN linked_enterprise USING (enterprise_id))", "enterprise_id")
            for entity in SPEAKING[1:]
        ),
        (
            "(SELECT p.* FROM linked_parcel AS p INNER JOIN known_enterprise AS k ON p.owner_id = k.enterprise_id "
            "ANTI JOIN linked_enterprise AS e ON p.owner_id = e.enterprise_id)",
            "owner_id",
        ),
    ),
    "park": (("linked_park", "park_id"),),
    "parcel": (("linked_parcel", "parcel_id"),),
    "occupancy": (
        # A tenancy without a year holds for every year.
        (
            "(SELECT o.*, l.file_id, l.sheet, l.row_number FROM occupancy AS o INNER JOIN linked_occupancy AS l "
            "ON o.parcel_id = l.parcel_id AND o.enterprise_id = l.enterprise_id "
            "AND o.year = COALESCE(l.year, o.year) AND o.kind = COALESCE(l.kind, o.kind))",
            TENANCY,
        ),
        # An owner's own use that no list states stands on the parcel.
        (
            "(SELECT o.*, l.file_id, l.sheet, l.row_number FROM occupancy AS o INNER JOIN linked_parcel AS l "
            "ON o.kind = 'own' AND o.parcel_id = l.parcel_id AND o.enterprise_id = l.owner_id "
            "ANTI JOIN linked_occupancy AS s ON o.parcel_id = s.parcel_id AND o.enterprise_id = s.enterprise_id "
            "AND o.year = COALESCE(s.year, o.year) AND COALESCE(s.kind, 'own') = 'own')",
            TENANCY,
        ),
    ),
    "enterprise_year": (
        ("linked_tax", FIRM_YEAR),
        ("linked_operation_year", FIRM_YEAR),
        # A year of which only months, or only land, are known.
        *(
            (
                f"(SELECT y.enterprise_id, y.year, l.file_id, l.sheet, l.row_number FROM enterprise_year AS y "  # noqa: S608
                f"ANTI JOIN linked_tax AS t ON y.enterprise_id = t.enterprise_id AND y.year = t.year "
                f"ANTI JOIN linked_operation_year AS o ON y.enterprise_id = o.enterprise_id AND y.year = o.year "
                f"INNER JOIN {linked} AS l ON y.enterprise_id = l.{firm} AND y.year = {year})",
                FIRM_YEAR,
            )
            for linked, firm, year in (
                ("linked_operation_month", "enterprise_id", "EXTRACT(YEAR FROM l.month)"),
                ("linked_occupancy", "enterprise_id", "COALESCE(l.year, y.year)"),
                ("linked_occupancy", "counterparty_id", "COALESCE(l.year, y.year)"),
                ("linked_parcel", "owner_id", "y.year"),
            )
        ),
    ),
    "evaluation_case": (
        ("linked_evaluation_case", "concat_ws('|', enterprise_id, CAST(year AS VARCHAR), kind, reason)"),
    ),
    "operation_month": (("linked_operation_month", "concat_ws('|', enterprise_id, CAST(month AS VARCHAR))"),),
    "honour": (
        (
            "linked_honour",
            "concat_ws('|', enterprise_id, honour_code, level, batch, CAST(granted_on AS VARCHAR))",
        ),
    ),
    "product_license": (
        ("linked_product_license", "concat_ws('|', enterprise_id, license_type, license_no, product_name)"),
    ),
    "project": (("linked_project", "project_id"),),
    "project_stage": (("linked_project_stage", "project_id || '|' || stage"),),
    "project_month": (
        ("linked_project_month", "concat_ws('|', project_id, CAST(month AS VARCHAR))"),
        (
            "(FROM linked_project WHERE month IS NOT NULL AND year_done_wan_yuan IS NOT NULL "
            "AND (year IS NULL OR year = EXTRACT(YEAR FROM month)))",
            "concat_ws('|', project_id, CAST(month AS VARCHAR))",
        ),
    ),
    "land_contract": (("linked_land_contract", "contract_id"),),
    "park_plot": (("linked_park_plot", "plot_id"),),
    "self_upgrade": (("linked_self_upgrade", "upgrade_id"),),
    "land_reserve": (("linked_land_reserve", "reserve_id"),),
    "land_reserve_month": (
        ("linked_land_reserve_month", "concat_ws('|', reserve_id, CAST(month AS VARCHAR))"),
        (
            "(FROM linked_land_reserve WHERE month IS NOT NULL)",
            "concat_ws('|', reserve_id, CAST(month AS VARCHAR))",
        ),
    ),
    "temporary_land": (("linked_temporary_land", "temporary_id"),),
    "works_stage": (
        ("linked_park_plot_stage", "concat_ws('|', 'park_plot', plot_id, stage)"),
        *(
            (
                f"(SELECT s.*, l.file_id, l.sheet, l.row_number FROM {ledger} AS l INNER JOIN works_stage AS s "  # noqa: S608
                f"ON s.works_kind = '{kind}' AND l.{case} = s.case_id)",
                "concat_ws('|', works_kind, case_id, stage)",
            )
            for ledger, kind, case in (
                ("linked_park_plot", "park_plot", "plot_id"),
                ("linked_self_upgrade", "self_upgrade", "upgrade_id"),
                ("linked_land_reserve", "land_reserve", "reserve_id"),
            )
        ),
    ),
    "honour_year": (
        (
            "(SELECT y.*, l.file_id, l.sheet, l.row_number FROM honour_year AS y INNER JOIN linked_honour AS l "
            "ON y.enterprise_id = l.enterprise_id AND y.honour_code = l.honour_code "
            "AND EXTRACT(YEAR FROM l.granted_on) <= y.year)",
            "concat_ws('|', enterprise_id, honour_code, CAST(year AS VARCHAR))",
        ),
    ),
    "project_year": (
        (
            "(FROM linked_project WHERE year IS NOT NULL "
            "AND (year_plan_wan_yuan IS NOT NULL OR year_done_wan_yuan IS NOT NULL))",
            "concat_ws('|', project_id, CAST(year AS VARCHAR))",
        ),
    ),
    "parcel_stage": tuple(
        (
            f"(SELECT s.*, l.file_id, l.sheet, l.row_number FROM parcel_stage AS s INNER JOIN linked_{entity} AS l "  # noqa: S608
            f"ON s.entity = '{entity}' AND s.source_key = l.{key})",
            "concat_ws('|', parcel_id, route, entity, source_key, stage)",
        )
        for entity, key in (("land_contract", "contract_id"), ("parcel", "parcel_id"), *WORKS)
    ),
    "works_case": tuple((f"linked_{kind}", f"concat_ws('|', '{kind}', {case})") for kind, case in WORKS),
    **{
        table: tuple(
            (
                f"(SELECT w.*, l.file_id, l.sheet, l.row_number FROM {table} AS w INNER JOIN linked_{kind} AS l "  # noqa: S608
                f"ON w.works_kind = '{kind}' AND w.case_id = l.{case})",
                key,
            )
            for kind, case in WORKS
        )
        for table, key in (
            ("works_parcel", "concat_ws('|', works_kind, case_id, parcel_id)"),
            ("floor_gain", "concat_ws('|', works_kind, case_id)"),
        )
    },
    "floor_target": (
        (
            "(FROM linked_target AS t SEMI JOIN floor_target AS f ON t.year = f.year AND t.indicator = '新增高标准厂房面积')",
            "CAST(year AS VARCHAR)",
        ),
    ),
    "declaration": (("linked_declaration", "declaration_id"),),
    "cloud_adoption": (("linked_cloud_adoption", "adoption_id"),),
    "upgrade_pool": (("linked_upgrade_pool", "pool_id"),),
    **{
        table.name: ((f"linked_{table.name}", table.key[0]),)
        for table in (*SERVICE_TABLES, *CARRIER_TABLES)
        if table.name != "floor_space"
    },
    "floor_space": (
        (
            "(SELECT *, COALESCE(LAST_DAY(month), received_on) AS told_on FROM linked_floor_space)",
            "concat_ws('|', space_id, CAST(told_on AS VARCHAR))",
        ),
    ),
    "decline_watch": (("linked_decline_watch", "watch_id"),),
    "target": (("linked_target", "concat_ws('|', indicator, CAST(year AS VARCHAR))"),),
    "target_month": (("linked_target_month", "concat_ws('|', indicator, CAST(month AS VARCHAR))"),),
    "supply_link": (
        ("linked_supply", "concat_ws('|', enterprise_id, supplier_id, product_name, CAST(year AS VARCHAR))"),
    ),
}

# Tables without rows in `lineage`: made by rules of whole tables, each of whose rows has its own lineage, read from files of
# rules, or themselves about files.
COMPUTED: Mapping[str, str] = {
    **dict.fromkeys(("parcel_area", "lot_year", "lot_chain", "parcel_year", "land_part"), "parcel、occupancy"),
    **dict.fromkeys(("enterprise_land", "firm_year", "batch_site"), "occupancy、enterprise_year"),
    **dict.fromkeys(
        ("evaluation", "evaluation_term", "parcel_evaluation", "batch_standing", "batch_suggestion", "batch_warning"),
        "enterprise_year",
    ),
    **dict.fromkeys(
        ("enterprise_chain_node", "chain_doubt", "chain_unmapped", "chain_node_year", "chain_year"), "enterprise、enterprise_year"
    ),
    **dict.fromkeys(
        (
            "rule_pack", "rule_term", "rule_indicator", "rule_step", "batch_plan", "batch_word", "batch_rule",
            "batch_decision", "decline_rule", "warning_rule", "chain", "chain_node", "chain_link", "chain_light_rule",
            "map_break", "basemap",
            "target_rule",
        ),
        "data/reference",
    ),
    "decline_month": "operation_month",
    **dict.fromkeys(("build_info", "source_file", "quality_issue", "lineage", "match_quality", "link_review"), "source_file"),
}  # fmt: skip


def gather_lineage(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``lineage``: one row a published row and source row."""
    rows = "\nUNION ALL\n".join(
        f"SELECT '{table}' AS table_name, {key} AS key, file_id, sheet, row_number FROM {linked}"  # noqa: S608
        for table, sources in LINEAGE_SOURCES.items()
        for linked, key in sources
    )
    db.execute(f"CREATE OR REPLACE TEMP TABLE lineage AS {rows}")
