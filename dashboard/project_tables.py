"""The tables of 项目与招商, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.dossier import SOURCES_OF
from dashboard.growth_tables import FIRM
from etl.contracts import TABLES, Column, Kind

_project = TABLES["project"].by_name
_year = TABLES["project_year"].by_name

PARK = Column("park", "片区", "项目所在的片区；没有写明的按承担企业。", Kind.WORD)
PLACE = (PARK, _project["town"])
WHO = (_project["responsible_unit"], _project["leader"])
AHEAD = Column(
    "ahead_wan_yuan", "比计划", "年度完成 − 年度计划；缺一项的为空。", Kind.NUMBER, "万元", None, None, 0
)
YEAR_PCT = Column(
    "year_done_pct", "年度完成率", "年度完成 ÷ 年度计划；缺一项的为空。", Kind.NUMBER, "%", 0, None, 1
)
STATUS = Column("status", "状态", "未开工、新开工（所选年度开工）、在建、竣工投产。", Kind.WORD)
BEGUN = Column("begun_on", "最早日期", "节点的实际时间和签约、开工、竣工日期中最早的。", Kind.DATE)
NODES = Column("nodes", "链节点", "按来件所写的环节、行业代码、承担企业归入的链和节点，要人核对。")
FILLS = Column("fills", "可补缺弱", "归入的节点是缺或弱，项目还没有投产。", Kind.BOOLEAN)
LATE_STAGE = Column("late_stage", "滞后节点", "计划时间已过、还没有到达的阶段。", Kind.WORD)
LATE_PLANNED = Column("late_planned_on", "计划到达", "滞后节点的计划时间。", Kind.DATE)
OVERDUE = Column("overdue_days", "滞后", "从计划时间到截至日的天数。", Kind.INTEGER, "天", 0, None, 0)
LATENESS = (LATE_STAGE, LATE_PLANNED, OVERDUE)
MONEY = (_year["year_plan_wan_yuan"], _year["year_done_wan_yuan"])

LISTS: Mapping[str, tuple[Column, ...]] = {
    "upgrade": (
        _project["project_name"], FIRM, _project["stage"], *MONEY, YEAR_PCT, AHEAD, *LATENESS, _project["is_in_statistics"],
        _project["is_key_project"], _project["total_investment_wan_yuan"], _project["equipment_wan_yuan"],
        _project["done_wan_yuan"], _project["record_no"], *WHO, *PLACE,
    ),
    "investment": (
        _project["project_name"], _project["investor"], FIRM, _project["stage"], NODES, FILLS, _project["lead_source"],
        _project["total_investment_wan_yuan"], _project["intended_land_mu"], _project["signed_on"], *LATENESS, *WHO, *PLACE,
    ),
    "private": (
        _project["project_name"], FIRM, _project["investor"], _project["stage"], BEGUN,
        _project["total_investment_wan_yuan"], _project["signed_on"], *LATENESS, *WHO, *PLACE,
    ),
    "overseas": (
        _project["project_name"], FIRM, STATUS, _project["stage"], _project["total_investment_wan_yuan"], *MONEY, YEAR_PCT,
        _project["done_wan_yuan"], _project["started_on"], _project["completed_on"], *LATENESS, *WHO, *PLACE,
    ),
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "upgrade": "技改",
    "investment": "招商",
    "private": "民企对接",
    "overseas": "海上福州",
}


def _count(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.INTEGER, "项", 0, None, 0)


def _sum(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "万元", 0, None, 0)


def _share(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "%", 0, None, 1)


KIND = Column("kind", "类别", "技改、招商、民企对接、海上福州。", Kind.WORD)
LATE = (
    KIND, _project["project_name"], FIRM, *LATENESS, _project["stage"], *WHO, *PLACE,
)  # fmt: skip
LATE_HERE = LATE[1:]
STAGES = (
    KIND, _project["stage"],
    _count("projects", "现在", "现在在这个阶段的项目。"),
    _count("reached", "到过", "到过这个阶段的项目，更往后的也算。"),
)  # fmt: skip
YEARS = (
    KIND, Column("year", "年度", "台账写明的年度。", Kind.INTEGER),
    _sum("plan_wan_yuan", "年度计划", "写明年度计划的项目之和。"),
    _count("planned", "有计划", "写明年度计划的项目。"),
    _sum("done_wan_yuan", "年度完成", "写明年度完成的项目之和。"),
    _count("told", "有完成", "写明年度完成的项目。"),
    _share("done_pct", "完成率", "两项都写明的项目：Σ完成 ÷ Σ计划。"),
)  # fmt: skip
CONVERSION = (
    Column("year", "批次年度", "在谈按最早的日期和台账年度，签约按签约日期。", Kind.INTEGER),
    _count("talked", "在谈", "这一年开始、到过洽谈的项目，已经往后走的也算。"),
    _count("talked_signed", "其中签约", "其中已经签约的。"),
    _share("signed_pct", "签约/在谈", "其中签约 ÷ 在谈。"),
    _count("signed", "签约", "签约日期在这一年的项目。"),
    _sum("signed_wan_yuan", "签约额", "这一年签约的项目的总投资，只计写明的。"),
    _count("signed_landed", "其中落地", "其中已注册或更往后的。"),
    _share("landed_pct", "落地/签约", "其中落地 ÷ 签约。"),
)
LEADS = (
    Column("source", "项目来源", "来件原文。", Kind.WORD),
    Column("label", "链节点", "归入的链和节点。"),
    _count("projects", "项目", "项目；一个项目归入几个节点的，各计一次。"),
    _sum("wan_yuan", "总投资", "这些项目的总投资，只计写明的。"),
)
SOURCES = SOURCES_OF
