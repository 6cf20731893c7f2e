"""Checks of who buys from whom: what a local-support rate cannot count, or counts wrongly. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.issues import WARNING

KEY = "concat_ws('|', s.enterprise_id, s.supplier_id, s.product_name, CAST(s.year AS VARCHAR))"
ROW = f"'supply', {KEY}, s.file_id, s.sheet, s.row_number"

SUPPLY_CHECKS: tuple[Check, ...] = (
    Check(
        "supply_without_amount",
        WARNING,
        "没有采购额的供应关系照列，但采购额合计会偏少。",
        "请补上采购额。",
        f"""SELECT {ROW}, '采购额', NULL, '没有写明采购额。'
        FROM unique_supply AS s WHERE s.purchase_wan_yuan IS NULL""",  # noqa: S608
    ),
    Check(
        "supply_to_itself",
        WARNING,
        "企业向自己采购不是配套，会抬高本地配套率。",
        "请核对采购企业和供应企业。",
        f"""SELECT {ROW}, '供应企业', s.supplier_name, '采购企业和供应企业是同一家。'
        FROM unique_supply AS s WHERE s.enterprise_id = s.supplier_id""",  # noqa: S608
    ),
    Check(
        "supplier_of_many_names",
        WARNING,
        "不能确定是哪一家，也就不知道是不是本地供应，不计入本地配套率。",
        "请补上供应企业的统一社会信用代码。",
        f"""SELECT {ROW}, '供应企业', s.supplier_name, '没有有效的信用代码，而同名企业有 ' || s.namesakes || ' 家。'
        FROM unique_supply AS s WHERE s.namesakes > 1""",  # noqa: S608
    ),
    Check(
        "supply_over_revenue",
        WARNING,
        "一种产品的采购额超过采购企业全年的营业收入，多半是单位写错。",
        "请核对采购额的单位。",
        f"""SELECT {ROW}, '采购额', CAST(s.purchase_wan_yuan AS VARCHAR),
            '采购额 ' || s.purchase_wan_yuan || ' 万元，超过当年营业收入 ' || y.revenue_wan_yuan || ' 万元。'
        FROM unique_supply AS s
        INNER JOIN enterprise_year AS y ON s.enterprise_id = y.enterprise_id AND s.year = y.year
        WHERE s.purchase_wan_yuan > y.revenue_wan_yuan""",  # noqa: S608
    ),
)
