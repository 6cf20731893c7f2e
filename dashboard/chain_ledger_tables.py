"""The tables of a chain's licences and projects, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from etl.contracts import TABLES, Column, Kind
from etl.contracts.chains import NODE_NAME
from etl.contracts.product_license import LICENSE_TYPES

_firm = TABLES["enterprise"].by_name
_node = TABLES["chain_node_year"].by_name
_license = TABLES["product_license"].by_name
_project = TABLES["project"].by_name
_year = TABLES["project_year"].by_name
PARK = Column("park", "片区", "项目所在的片区。", Kind.WORD)


def _licenses(code: str) -> Column:
    sentence = "状态为在研或受理的。" if code == "drug_pipeline" else "现在状态为获批的；注销的不计。"
    return Column(code, LICENSE_TYPES[code], sentence, Kind.INTEGER, "项", 0, None, 0)


HOLDERS: tuple[Column, ...] = (
    _firm["name"],
    *(_licenses(code) for code in LICENSE_TYPES),
    Column(
        "granted_in_year", "当年获批", "批准日期在所选年度的，各类型合计。", Kind.INTEGER, "项", 0, None, 0
    ),
    Column("latest", "最近获批", "获批的批件中最近的批准日期。", Kind.DATE),
)
LICENSES: tuple[Column, ...] = (
    _firm["name"], _license["license_type"], _license["license_no"], _license["product_name"],
    _license["license_status"], _license["approved_on"], _license["valid_to"],
)  # fmt: skip
FURTHEST = Column(
    "furthest", "走到", "阶段、节点的实际时间和签约、开工、竣工日期中走得最远的；都没有的为空。", Kind.WORD
)
GROUNDS = Column("grounds", "归入依据", "来件所写的环节、行业代码或承担企业，由系统对照图谱归入，要人核对。")
INVESTMENTS: tuple[Column, ...] = (
    _project["project_name"], Column("node", NODE_NAME.label, "项目归入的节点；只知道是哪条链的为空。", Kind.WORD),
    _node["light"],
    Column("fills", "可补缺弱", "节点是缺或弱，项目还没有投产。", Kind.BOOLEAN),
    FURTHEST, _project["stage"], _project["intended_land_mu"], _project["total_investment_wan_yuan"], GROUNDS,
    _project["enterprise_name"],
    _project["investor"], _project["signed_on"], PARK, _project["town"], _project["responsible_unit"],
)  # fmt: skip
UPGRADES: tuple[Column, ...] = (
    _project["project_name"], _firm["name"], _project["stage"], _year["year_plan_wan_yuan"], _year["year_done_wan_yuan"],
    Column("year_done_pct", "年度完成率", "年度完成 ÷ 年度计划；缺一项的为空。", Kind.NUMBER, "%", 0, None, 1),
    _project["total_investment_wan_yuan"], _project["equipment_wan_yuan"], _project["done_wan_yuan"],
    _project["is_in_statistics"], _project["is_key_project"],
)  # fmt: skip
UNPLACED: tuple[Column, ...] = (
    _project["project_name"], _project["stage"], _project["intended_land_mu"], _project["total_investment_wan_yuan"],
    _project["investor"], _project["chain_node_said"], _project["industry_code"],
    Column("reason", "原因", "为什么归不到任何一条链。"),
)  # fmt: skip
REPORT: tuple[Column, ...] = (
    Column("chain", "产业链", "产业链的名称。"),
    Column("item", "项目", "报告里的哪一项。", Kind.WORD),
    Column("sentence", "报告语句", "用当年的数写成的一句话；没有给出的为空。"),
    Column("withheld", "没有给出的原因", "缺哪份来件，或哪项检查没有通过。"),
)
