"""Projects of all kinds (招商、技改、民企对接、海上福州): what is invested where, and how far each one is."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, PARK_ALIASES, TOWN_ALIASES, USCC_ALIASES, YES_NO
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.tax import YEAR_ALIASES

PROJECT_KINDS: Mapping[str, str] = {
    "investment": "招商",
    "upgrade": "技改",
    "private": "民企对接",
    "overseas": "海上福州",
    "other": "其他",
}
# A project passes through these in this order; few pass through all.
STAGES = ("谋划", "洽谈", "签约", "注册", "开工", "在建", "竣工", "投产", "达产")

KIND_WORDS = {
    "招商": "investment", "招商项目": "investment", "招商引资": "investment", "招商引资项目": "investment",
    "引进项目": "investment", "落地项目": "investment",
    "技改": "upgrade", "技改项目": "upgrade", "技术改造": "upgrade", "技术改造项目": "upgrade",
    "技改扩产": "upgrade", "技改攻坚扩产": "upgrade", "企业技改": "upgrade",
    "民企对接": "private", "民企": "private", "民企项目": "private", "民企对接项目": "private",
    "新对接民企项目": "private", "民营企业对接": "private",
    "海上福州": "overseas", "海上福州项目": "overseas", "“海上福州”": "overseas", "海洋经济": "overseas",
    "海上福州重点项目": "overseas",
    "其他": "other", "其它": "other", "其他项目": "other",
}  # fmt: skip
STAGE_WORDS = {
    "谋划": "谋划", "线索": "谋划", "储备": "谋划", "前期": "谋划", "前期工作": "谋划", "收集": "谋划", "上报": "谋划",
    "未开工": "谋划",
    "洽谈": "洽谈", "在谈": "洽谈", "对接": "洽谈", "对接中": "洽谈", "洽谈中": "洽谈", "意向": "洽谈",
    "签约": "签约", "已签约": "签约", "签订协议": "签约",
    "注册": "注册", "已注册": "注册", "落地": "注册", "已落地": "注册", "备案": "注册", "已备案": "注册", "立项": "注册",
    "开工": "开工", "已开工": "开工", "新开工": "开工", "动工": "开工",
    "在建": "在建", "建设": "在建", "建设中": "在建", "续建": "在建", "施工": "在建",
    "竣工": "竣工", "已竣工": "竣工", "完工": "竣工", "建成": "竣工",
    "投产": "投产", "已投产": "投产", "竣工投产": "投产", "试生产": "投产",
    "达产": "达产", "已达产": "达产", "达标达产": "达产",
}  # fmt: skip
IN_STATISTICS_WORDS = {
    **YES_NO,
    "已入统": "true",
    "未入统": "false",
    "入统": "true",
    "已入库": "true",
    "未入库": "false",
}

PROJECT_ID = Column(
    "project_id", "项目标识", "项目编号；没有编号时为同名项目的编号，都没有时为项目名称。", Kind.CODE
)
PROJECT_NAME = Column("project_name", "项目名称", "来件所写的项目名称。", Kind.NAME)
PROJECT_KIND = Column(
    "project_kind",
    "项目类别",
    "investment 招商、upgrade 技改、private 民企对接、overseas 海上福州、other 其他；来件没有写明时为空。",
    Kind.WORD,
)
FIRM_ID = Column(
    "enterprise_id", "企业标识", "承担企业是已知的企业时，它的标识；不认识的企业为空。", Kind.CODE
)
FIRM_NAME = Column("enterprise_name", "承担企业", "来件所写的承担企业，可以不在登记名录中。", Kind.NAME)
INVESTOR = Column("investor", "投资方", "出资的一方，来件原文。")
LEAD_SOURCE = Column("lead_source", "项目来源", "项目线索从哪里来，来件原文。")
NODE_SAID = Column("chain_node_said", "产业链环节", "来件所写的产业链或环节，原文，不等于图谱的节点。")
INTENDED_LAND = Column("intended_land_mu", "意向用地", "项目打算用的土地。", Kind.NUMBER, "亩", 0)
TOTAL_INVESTMENT = Column("total_investment_wan_yuan", "总投资", "项目的计划总投资。", Kind.NUMBER, "万元", 0)
EQUIPMENT = Column("equipment_wan_yuan", "设备投资", "总投资中设备的部分。", Kind.NUMBER, "万元", 0)
DONE = Column(
    "done_wan_yuan", "累计完成投资", "自开工起完成的投资，以最近一次来件为准。", Kind.NUMBER, "万元", 0
)
YEAR_PLAN = Column("year_plan_wan_yuan", "年度计划投资", "这一年度计划完成的投资。", Kind.NUMBER, "万元", 0)
YEAR_DONE = Column("year_done_wan_yuan", "年度完成投资", "这一年度已经完成的投资。", Kind.NUMBER, "万元", 0)
STAGE = Column(
    "stage",
    "阶段",
    "谋划、洽谈、签约、注册、开工、在建、竣工、投产、达产。线索和未开工算谋划，备案、立项和落地算注册；没有写明时为空。",
    Kind.WORD,
)
SIGNED_ON = Column("signed_on", "签约日期", "签订投资协议的日期。", Kind.DATE)
STARTED_ON = Column("started_on", "开工日期", "实际开工的日期。", Kind.DATE)
COMPLETED_ON = Column("completed_on", "竣工日期", "实际竣工的日期。", Kind.DATE)
RECORD_NO = Column("record_no", "备案号", "项目备案的编号。", Kind.CODE)
IN_STATISTICS = Column("is_in_statistics", "已入统", "项目投资已纳入统计。", Kind.BOOLEAN)
IS_KEY = Column("is_key_project", "省重点", "列入省重点项目。", Kind.BOOLEAN)
RESPONSIBLE_UNIT = Column("responsible_unit", "责任单位", "负责推进的单位。")
LEADER = Column("leader", "挂钩领导", "挂钩或负责的领导。")
PLANNED_ON = Column("planned_on", "计划时间", "计划到达这一阶段的日期。", Kind.DATE)
ACTUAL_ON = Column("actual_on", "实际时间", "实际到达这一阶段的日期；还没有到达的为空。", Kind.DATE)

FIRST_YEAR = Column(
    "first_year", "首次列入", "台账最早写到这个项目的年度；台账没有写明年度的按台账日期。", Kind.INTEGER
)

ID_ALIASES = ("项目编号", "项目编码", "项目代码", "投资项目代码")
PROJECT_ALIASES = ("项目", "工程名称", "工程项目名称", "项目工程名称")

PROJECT = Contract(
    entity="project",
    label="项目台账",
    sentence="招商、技改、民企对接、海上福州等项目：投资多少、谁承担、到了哪个阶段。",
    fields=(
        Field(PROJECT_ID, ID_ALIASES),
        Field(PROJECT_NAME, PROJECT_ALIASES),
        Field(PROJECT_KIND, ("项目类型", "项目性质", "台账类别"), words=KIND_WORDS),
        Field(c.USCC, USCC_ALIASES),
        Field(
            c.NAME,
            (
                "承担企业", "承担单位", "项目单位", "建设单位", "项目业主", "业主单位", "实施单位", "实施企业", "落地企业",
                "项目公司", "落地公司", "项目企业", *NAME_ALIASES,
            ),
        ),
        Field(INVESTOR, ("投资主体", "投资单位", "投资人", "投资企业", "投资方名称")),
        Field(LEAD_SOURCE, ("线索来源", "招商来源", "招商方式")),
        Field(c.INDUSTRY_CODE, ("行业代码", "国民经济行业代码", "行业小类代码", "行业小类")),
        Field(
            NODE_SAID,
            ("产业链", "所属产业链", "产业链节点", "链节点", "所属链条", "补链环节", "产业链条", "所属环节"),
        ),
        Field(
            INTENDED_LAND,
            ("意向用地面积", "用地需求", "拟用地面积", "意向面积", "意向亩数", "用地亩数", "拟用地亩数"),
            alias_units={"意向亩数": "亩", "用地亩数": "亩", "拟用地亩数": "亩"},
        ),
        Field(
            TOTAL_INVESTMENT,
            ("总投资额", "计划总投资", "项目总投资", "投资总额", "投资规模", "签约投资额", "签约额", "协议投资额"),
        ),
        Field(EQUIPMENT, ("设备投资额", "设备购置", "设备购置费", "其中设备投资")),
        Field(c.YEAR, YEAR_ALIASES),
        Field(c.MONTH, c.REPORTED_ALIASES),
        Field(YEAR_PLAN, ("年度计划", "本年计划投资", "当年计划投资", "计划投资", "年计划投资", "年度投资计划")),
        Field(
            YEAR_DONE,
            ("本年完成投资", "当年完成投资", "年度完成", "本年完成", "完成投资", "今年完成投资", "本年累计完成投资"),
        ),
        Field(DONE, ("累计完成", "累计投资", "累计完成投资额", "开工以来累计完成投资", "开工至今累计完成投资")),
        Field(STAGE, ("项目阶段", "当前阶段", "进展阶段", "项目状态", "当前状态", "建设状态"), words=STAGE_WORDS),
        Field(SIGNED_ON, ("签约时间", "项目签约时间", "项目签约日期")),
        Field(STARTED_ON, ("开工时间", "实际开工时间", "实际开工日期", "动工时间")),
        Field(COMPLETED_ON, ("竣工时间", "实际竣工时间", "实际竣工日期", "建成时间")),
        Field(RECORD_NO, ("备案编号", "备案证号", "备案文号")),
        Field(IN_STATISTICS, ("是否入统", "入统", "是否已入统", "入统情况"), words=IN_STATISTICS_WORDS),
        Field(IS_KEY, ("是否省重点", "省重点项目", "是否省重点项目"), words=YES_NO),
        Field(RESPONSIBLE_UNIT, ("责任部门", "牵头单位", "服务单位", "挂钩单位", "牵头部门")),
        Field(LEADER, ("责任领导", "分管领导", "包保领导", "挂钩区领导", "牵头领导")),
        Field(c.TOWN, TOWN_ALIASES),
        Field(c.PARK_NAME, PARK_ALIASES),
    ),
    identity=(("project_id", "project_name"),),
    # Dates alone are not: contracts of land name a project and its days too.
    distinctive=(
        "stage", "total_investment_wan_yuan", "project_kind", "investor", "year_plan_wan_yuan", "done_wan_yuan",
    ),
    # Ledgers of different months may stand side by side, and a project in lists of two kinds: the mart keeps one word.
    key=("project_id", "project_kind", "year", "month", "received_on"),
    brings="招商、技改等项目的投资和进度",
    sender="工业和信息化局、商务局、发展和改革局",
)  # fmt: skip

PROJECT_STAGE = Contract(
    entity="project_stage",
    label="项目节点进度",
    sentence="项目的每个阶段计划何时到达、实际何时到达。",
    fields=(
        Field(PROJECT_ID, ID_ALIASES),
        Field(PROJECT_NAME, PROJECT_ALIASES),
        Field(STAGE, ("节点", "节点名称", "项目节点", "关键节点", "项目阶段"), words=STAGE_WORDS),
        Field(PLANNED_ON, ("计划日期", "计划完成时间", "计划完成日期", "计划节点时间")),
        Field(ACTUAL_ON, ("实际日期", "实际完成时间", "实际完成日期", "实际节点时间")),
    ),
    identity=(("project_id", "project_name"), ("stage",)),
    distinctive=("planned_on", "actual_on"),
    key=("project_id", "stage", "received_on"),
    brings="项目各阶段是否按期",
    sender="工业和信息化局、商务局、发展和改革局",
)

PROJECT_TABLE = Table(
    "project",
    "项目",
    "一个项目一行；多次来件以最近一次的为准。",
    ("project_id",),
    (
        PROJECT_ID, PROJECT_NAME, PROJECT_KIND, FIRM_ID, FIRM_NAME, INVESTOR, LEAD_SOURCE, c.INDUSTRY_CODE, NODE_SAID,
        INTENDED_LAND, TOTAL_INVESTMENT, EQUIPMENT, DONE, STAGE, SIGNED_ON, STARTED_ON, COMPLETED_ON, RECORD_NO,
        IN_STATISTICS, IS_KEY, RESPONSIBLE_UNIT, LEADER, c.TOWN, c.PARK_ID, FIRST_YEAR, c.TOLD_ON,
    ),
)  # fmt: skip
PROJECT_YEAR = Table(
    "project_year",
    "项目年度投资",
    "一个项目一年一行，只有来件写明年度计划或年度完成的年度。",
    ("project_id", "year"),
    (PROJECT_ID, c.YEAR, YEAR_PLAN, YEAR_DONE),
)
PROJECT_STAGE_TABLE = Table(
    "project_stage",
    "项目节点",
    "一个项目的一个阶段一行；多次来件以最近一次的为准。",
    ("project_id", "stage"),
    (PROJECT_ID, STAGE, PLANNED_ON, ACTUAL_ON),
)
PROJECT_TABLES = (PROJECT_TABLE, PROJECT_YEAR, PROJECT_STAGE_TABLE)
