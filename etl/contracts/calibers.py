"""The calibers (口径) that rule packs and the dashboard name: which area, which empty floor, which tenants, which tax.

Codes → words; domain notes 1.6 and 1.7. They are columns of `rule_pack` and values of `enterprise_land.area_caliber`.
"""

from __future__ import annotations

from collections.abc import Mapping

AREAS: Mapping[str, str] = {
    "priority": "证载优先（无证取实测、申报）",
    "certificate": "只按证载",
    "measured": "只按实测",
    "declared": "只按申报",
}
VACANT: Mapping[str, str] = {"owner": "空置归业主", "excluded": "剔除空置"}
TENANT_POLICIES: Mapping[str, str] = {
    "apportion": "各自分摊，独立评价",
    "merge": "并入出租方，同一结果",
    "inherit": "小微租户随出租方评级",
    "both": "独立评价，另列合并结果",
}
# Each is a column of enterprise_year, with _wan_yuan, and of rule_pack, with counts_ before it.
ADJUSTMENTS: Mapping[str, str] = {
    "exempt_offset": "免抵调库",
    "retained_refund": "留抵退税加回",
    "branch_tax": "总分机构调整",
    "prior_years": "扣减查补以前年度",
}
