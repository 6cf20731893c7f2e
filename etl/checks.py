"""Checks of a build: each is a query for offending rows, why they matter, and what to do. No row means success.

Errors stop the publishing; warnings are published in `quality_issue`. The queries run over the marts and the linked
tables; each answers ``entity, key, file_id, sheet, row_number, column, value, reason``.
"""

from __future__ import annotations

import duckdb

from etl.carrier_checks import CARRIER_CHECKS
from etl.chain_checks import CHAIN_CHECKS
from etl.check import Check
from etl.contracts.carriers import CARRIER_TABLES
from etl.contracts.services import SERVICE_TABLES
from etl.decline_checks import DECLINE_CHECKS
from etl.growth_checks import GROWTH_CHECKS
from etl.honour_checks import HONOUR_CHECKS
from etl.issues import ERROR, WARNING
from etl.land_contract_checks import CONTRACT_CHECKS
from etl.license_checks import LICENSE_CHECKS
from etl.link_checks import LINK_CHECKS
from etl.overlaps import list_overlaps
from etl.parcel_checks import PARCEL_CHECKS
from etl.project_checks import PROJECT_CHECKS
from etl.service_checks import SERVICE_CHECKS
from etl.supply_checks import SUPPLY_CHECKS
from etl.target_checks import TARGET_CHECKS
from etl.unit_checks import UNIT_CHECKS
from etl.works_checks import WORKS_CHECKS

# Land that adds up to within this much of the parcel, in 亩, and money in 万元, is the same (rounding of sums).
TOLERANCE = 0.01


def _unique(table: str, *key: str) -> Check:
    keys = ", ".join(key)
    return Check(
        f"{table}_key_is_unique",
        ERROR,
        "页面按这张表求和，键重复会重复计算。",
        "这是程序错误，请联系维护人员。",
        f"""SELECT '{table}', concat_ws('|', {keys}), NULL, NULL, NULL, NULL, CAST(COUNT(*) AS VARCHAR), '同一个键有多行。'
        FROM {table} GROUP BY {keys} HAVING COUNT(*) > 1""",  # noqa: S608
    )


CHECKS: tuple[Check, ...] = (
    _unique("enterprise", "enterprise_id"),
    _unique("parcel", "parcel_id"),
    _unique("park", "park_id"),
    _unique("occupancy", "parcel_id", "enterprise_id", "year", "kind"),
    _unique("enterprise_year", "enterprise_id", "year"),
    _unique("parcel_year", "parcel_id", "year"),
    _unique("operation_month", "enterprise_id", "month"),
    _unique("honour", "enterprise_id", "honour_code", "level", "batch", "granted_on"),
    _unique("honour_year", "enterprise_id", "honour_code", "year"),
    _unique("product_license", "enterprise_id", "license_type", "COALESCE(license_no, product_name)"),
    _unique("project", "project_id"),
    _unique("project_year", "project_id", "year"),
    _unique("project_stage", "project_id", "stage"),
    _unique("project_month", "project_id", "month"),
    _unique("supply_link", "buyer_id", "supplier_id", "product_name", "year"),
    _unique("land_contract", "contract_id"),
    _unique("parcel_stage", "parcel_id", "route", "entity", "source_key", "stage"),
    _unique("park_plot", "plot_id"),
    _unique("self_upgrade", "upgrade_id"),
    _unique("land_reserve", "reserve_id"),
    _unique("land_reserve_month", "reserve_id", "month"),
    _unique("temporary_land", "temporary_id"),
    _unique("works_case", "works_kind", "case_id"),
    _unique("works_stage", "works_kind", "case_id", "stage"),
    _unique("works_parcel", "works_kind", "case_id", "parcel_id"),
    _unique("floor_gain", "works_kind", "case_id"),
    _unique("match_quality", "entity", "role", "year"),
    _unique("link_review", "source_key", "place"),
    _unique("target", "indicator", "year"),
    _unique("target_month", "indicator", "month"),
    _unique("declaration", "declaration_id"),
    _unique("cloud_adoption", "adoption_id"),
    _unique("upgrade_pool", "pool_id"),
    *(_unique(table.name, *table.key) for table in (*SERVICE_TABLES, *CARRIER_TABLES)),
    _unique("decline_watch", "watch_id"),
    _unique("decline_month", "enterprise_id", "month"),
    _unique("batch_suggestion", "plan_id", "enterprise_id", "year"),
    Check(
        "surveyed_has_one_class",
        ERROR,
        "摸底的企业必须恰好在一类里，各类之和才等于摸底数。",
        "这是程序错误，请联系维护人员。",
        """SELECT 'batch_suggestion', plan_id || '|' || enterprise_id || '|' || year, NULL, NULL, NULL, '建议分类',
            suggested_batch, '摸底的企业没有类别，或没有摸底的企业有类别。'
        FROM batch_suggestion WHERE surveyed IS DISTINCT FROM (suggested_batch IS NOT NULL)""",
    ),
    Check(
        "parcel_shares_add_up",
        ERROR,
        "同一宗地各使用者的用地之和必须等于宗地面积，否则亩均税收的分母不守恒。",
        "这是程序错误，请联系维护人员。",
        f"""SELECT 'occupancy', o.parcel_id || '|' || o.year, NULL, NULL, NULL, '分摊用地',
            CAST(ROUND(SUM(o.land_share_mu), 4) AS VARCHAR), '分摊之和不等于宗地面积 ' || ROUND(MIN(p.land_mu), 4) || ' 亩。'
        FROM occupancy AS o INNER JOIN parcel AS p ON o.parcel_id = p.parcel_id
        GROUP BY o.parcel_id, o.year
        HAVING COUNT(*) FILTER (WHERE o.kind = 'own') > 0
            AND ABS(SUM(o.land_share_mu) - MIN(p.land_mu)) > {TOLERANCE}""",  # noqa: S608
    ),
    Check(
        "tax_is_conserved",
        ERROR,
        "企业年度表的税收之和必须等于来件之和。",
        "这是程序错误，请联系维护人员。",
        f"""SELECT 'tax', CAST(year AS VARCHAR), NULL, NULL, NULL, '入库税收', CAST(SUM(published) AS VARCHAR),
            '来件合计 ' || SUM(received) || ' 万元。'
        FROM (
            SELECT year, 0 AS published, tax_paid_wan_yuan AS received FROM unique_tax
            UNION ALL SELECT year, tax_paid_wan_yuan, 0 FROM enterprise_year
        ) GROUP BY year HAVING ABS(SUM(published) - SUM(received)) > {TOLERANCE}""",  # noqa: S608
    ),
    Check(
        "parcel_tax_is_conserved",
        ERROR,
        "宗地税收之和必须等于有用地企业的税收之和。",
        "这是程序错误，请联系维护人员。",
        f"""SELECT 'parcel_year', CAST(year AS VARCHAR), NULL, NULL, NULL, '评价税收', CAST(SUM(by_parcel) AS VARCHAR),
            '有用地的企业合计 ' || SUM(by_enterprise) || ' 万元。'
        FROM (
            SELECT year, tax_wan_yuan AS by_parcel, 0 AS by_enterprise FROM parcel_year
            UNION ALL
            SELECT y.year, 0, y.tax_wan_yuan FROM enterprise_year AS y
            SEMI JOIN (
                SELECT enterprise_id, year FROM occupancy GROUP BY ALL HAVING SUM(land_gross_mu) > 0
            ) AS held ON y.enterprise_id = held.enterprise_id AND y.year = held.year
        ) GROUP BY year
        -- Tax of land on parcels that no file outlines is on no parcel: then there may be less, never more.
        HAVING SUM(by_parcel) > SUM(by_enterprise) + {TOLERANCE} * 10 OR (
            SUM(by_parcel) < SUM(by_enterprise) - {TOLERANCE} * 10
            AND NOT EXISTS (SELECT 1 FROM occupancy AS o ANTI JOIN parcel AS p ON o.parcel_id = p.parcel_id)
        )""",  # noqa: S608
    ),
    Check(
        "per_mu_tax_is_finite",
        ERROR,
        "亩均税收不能是无穷大。",
        "这是程序错误，请联系维护人员。",
        """SELECT 'enterprise_year', enterprise_id || '|' || year, NULL, NULL, NULL, '亩均税收',
            CAST(tax_wan_yuan_per_mu AS VARCHAR), '不是有限的数。'
        FROM enterprise_year WHERE NOT isfinite(tax_wan_yuan_per_mu)""",
    ),
    Check(
        "tax_outside_register",
        WARNING,
        "这些税收计入合计，但没有行业、镇街等信息。",
        "请在企业登记名录中补上这家企业，或在税收文件中改正代码。",
        """SELECT 'tax', t.enterprise_id || '|' || t.year, t.file_id, t.sheet, t.row_number, '纳税人', t.name,
            '登记名录中没有这家企业。'
        FROM unique_tax AS t LEFT JOIN unique_enterprise AS e ON t.enterprise_id = e.enterprise_id
        WHERE e.enterprise_id IS NULL AND EXISTS (SELECT 1 FROM unique_enterprise)""",
    ),
    Check(
        "evaluation_tax_differs",
        WARNING,
        "评价税收应等于入库税收加各项调整。",
        "请核对这一行；页面按 入库税收 + 调整 计算。",
        f"""SELECT 'tax', t.enterprise_id || '|' || t.year, t.file_id, t.sheet, t.row_number, '评价税收',
            CAST(t.tax_wan_yuan AS VARCHAR), '入库税收加各项调整为 ' || ROUND(y.tax_wan_yuan, 4) || ' 万元。'
        FROM unique_tax AS t
        INNER JOIN enterprise_year AS y ON t.enterprise_id = y.enterprise_id AND t.year = y.year
        WHERE ABS(t.tax_wan_yuan - y.tax_wan_yuan) > {TOLERANCE}""",  # noqa: S608
    ),
    Check(
        "parcel_without_enterprise",
        WARNING,
        "这些宗地不在任何企业的用地之内，也没有税收。",
        "请在租用情况表中写明使用企业，或在宗地中写明权利人的信用代码。",
        """SELECT 'parcel', p.parcel_id, p.file_id, p.sheet, p.row_number, '权利人', p.owner_name,
            '权利人不是已知企业，也没有租用记录。'
        FROM unique_parcel AS p ANTI JOIN occupancy AS o ON p.parcel_id = o.parcel_id
        WHERE EXISTS (SELECT 1 FROM enterprise)""",
    ),
    Check(
        "tenancy_of_unknown_parcel",
        WARNING,
        "没有这宗地就不能折算租赁厂房的用地。",
        "请核对宗地代码，或补充这宗地的图形和面积。",
        """SELECT 'occupancy', o.parcel_id || '|' || o.enterprise_id, o.file_id, o.sheet, o.row_number, '宗地代码',
            o.parcel_id, '宗地文件中没有这个代码。'
        FROM unique_occupancy AS o ANTI JOIN parcel AS p ON o.parcel_id = p.parcel_id
        WHERE EXISTS (SELECT 1 FROM parcel)""",
    ),
    Check(
        "tenancy_without_share",
        WARNING,
        "分摊不出用地的企业没有亩均税收。",
        "请补上租赁面积，或补上宗地的总建筑面积或容积率。",
        """SELECT 'occupancy', o.parcel_id || '|' || o.enterprise_id || '|' || o.year, s.file_id, s.sheet, s.row_number,
            '使用面积', CAST(o.area_m2 AS VARCHAR),
            CASE WHEN p.land_mu IS NULL THEN '宗地没有面积，不能分摊用地。'
                WHEN o.area_m2 IS NULL THEN '没有租赁面积，不能分摊用地。'
                ELSE '宗地没有总建筑面积和容积率，不能折算租赁厂房的用地。' END
        FROM occupancy AS o
        INNER JOIN parcel AS p ON o.parcel_id = p.parcel_id
        LEFT JOIN unique_occupancy AS s
            ON o.parcel_id = s.parcel_id AND o.enterprise_id = s.enterprise_id AND o.kind = s.kind
            AND (s.year IS NULL OR s.year = o.year)
        WHERE o.land_share_mu IS NULL""",
    ),
    Check(
        "tenancy_without_kind",
        WARNING,
        "租土地和租厂房的折算不同。",
        "请写明使用方式：自有、租赁土地或租赁厂房；现按租赁厂房（权利人按自有）计。",
        """SELECT 'occupancy', parcel_id || '|' || enterprise_id, file_id, sheet, row_number, '使用方式', NULL,
            '没有写明使用方式。'
        FROM unique_occupancy WHERE kind IS NULL""",
    ),
    Check(
        "floor_overlet",
        WARNING,
        "租出的建筑面积不能超过总建筑面积。",
        "请核对租赁面积和总建筑面积；现由租户按租赁面积分摊整宗用地。",
        """SELECT 'parcel', o.parcel_id || '|' || o.year, MIN(s.file_id), MIN(s.sheet), MIN(s.row_number), '建筑面积',
            CAST(MIN(s.floor_m2) AS VARCHAR), '租赁厂房合计 ' || ROUND(SUM(o.area_m2), 2) || ' m²，超过总建筑面积。'
        FROM occupancy AS o INNER JOIN unique_parcel AS s ON o.parcel_id = s.parcel_id
        WHERE o.kind = 'lease_floor' AND s.floor_m2 > 0
        GROUP BY o.parcel_id, o.year HAVING SUM(o.area_m2) > MIN(s.floor_m2) * 1.005""",
    ),
    Check(
        "parcel_in_no_park",
        WARNING,
        "不在任何园区的宗地不计入片区排名。",
        "请核对园区范围，或在宗地中写明片区。",
        """SELECT 'parcel', s.parcel_id, s.file_id, s.sheet, s.row_number, '片区', s.park_name, '不在任何园区范围之内。'
        FROM unique_parcel AS s INNER JOIN parcel AS p ON s.parcel_id = p.parcel_id
        WHERE p.park_id IS NULL AND EXISTS (SELECT 1 FROM park)""",
    ),
    Check(
        "year_without_tenancy",
        WARNING,
        "没有租用记录的年度，用地全部记在权利人名下。",
        "请补充这一年度的企业用地租用情况。",
        """SELECT 'occupancy', CAST(t.year AS VARCHAR), NULL, NULL, NULL, '年度', CAST(t.year AS VARCHAR),
            '这一年度有税收，但没有租用记录。'
        FROM (SELECT DISTINCT year FROM unique_tax) AS t
        ANTI JOIN (SELECT year FROM unique_occupancy) AS o ON t.year = o.year OR o.year IS NULL
        WHERE EXISTS (SELECT 1 FROM unique_occupancy)""",
    ),
    *UNIT_CHECKS,
    *PARCEL_CHECKS,
    *HONOUR_CHECKS,
    *LINK_CHECKS,
    *CHAIN_CHECKS,
    *LICENSE_CHECKS,
    *PROJECT_CHECKS,
    *SUPPLY_CHECKS,
    *CONTRACT_CHECKS,
    *WORKS_CHECKS,
    *GROWTH_CHECKS,
    *SERVICE_CHECKS,
    *CARRIER_CHECKS,
    *DECLINE_CHECKS,
    *TARGET_CHECKS,
)


def run_checks(db: duckdb.DuckDBPyConnection) -> None:
    """Append the offending rows of every check to ``check_issue``."""
    db.execute("CREATE OR REPLACE TEMP TABLE check_issue AS FROM link_issue LIMIT 0")
    list_overlaps(db)
    for check in CHECKS:
        db.execute(
            f"""INSERT INTO check_issue
            SELECT $name, $severity, entity, key, file_id, sheet, row_number, "column", value,
                reason || $why, $next_step
            FROM ({check.offending_rows})
                AS offending (entity, key, file_id, sheet, row_number, "column", value, reason)""",  # noqa: S608
            {
                "name": check.name,
                "severity": check.severity,
                "why": check.why,
                "next_step": check.next_step,
            },
        )
