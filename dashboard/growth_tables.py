"""The tables of 培育与申报, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from dashboard.dossier import SOURCES_OF
from dashboard.tables import PARK
from etl.contracts import TABLES, Column, Kind

_firm = TABLES["enterprise"].by_name
_honour = TABLES["honour"].by_name
_case = TABLES["declaration"].by_name
_cloud = TABLES["cloud_adoption"].by_name
_pool = TABLES["upgrade_pool"].by_name


def _count(name: str, label: str, sentence: str, unit: str = "家") -> Column:
    return Column(name, label, sentence, Kind.INTEGER, unit, 0, None, 0)


FIRM = Column("firm", "企业名称", "名录中的名称；对不上的按来件。", Kind.NAME)
PLACE = (PARK, _firm["town"])
HONOUR = _honour["honour_code"]
STEP = Column("step", "走到哪一步", "申报台账和荣誉台账中走得最远的状态。", Kind.WORD)
DAYS_LEFT = Column("days_left", "剩余", "从截至日到有效期的最后一天。", Kind.INTEGER, "天", None, None, 0)
YEAR = Column(
    "declared_year", "申报年度", "申报截止日期的年份；没有的依次取申报、推荐、结果日期。", Kind.INTEGER
)
OVERDUE = Column(
    "overdue_days", "逾期", "从申报截止或预计入库月末到截至日的天数。", Kind.INTEGER, "天", 0, None, 0
)
RATE = Column("rate_pct", "通过率", "认定/立项、兑现和验收 ÷ 这些加未通过。", Kind.NUMBER, "%", 0, 100, 1)

LADDER = (
    HONOUR,
    _count("firms", "本年", "本年末有效的企业；阶梯上一户只计在最高的一级。"),
    _count("firms_before", "上年", "上年末有效的企业。"),
    Column("net_new", "净增", "本年 − 上年。", Kind.INTEGER, "家", None, None, 0),
    _count("coming", "储备", "正在申报这一项（摸排至公示）的企业。"),
    Column(
        "output_share_pct", "产值占比", "这些企业的工业总产值 ÷ 所选企业的工业总产值，按所选年度；只计有产值的。",
        Kind.NUMBER, "%", 0, 100, 1,
    ),
    _count("expiring", "将到期", "截至日起一年内到期、还没有续上的企业。"),
)  # fmt: skip
HELD = (FIRM, HONOUR, _honour["level"], _honour["granted_on"], _honour["valid_to"], *PLACE)
COMING = (FIRM, HONOUR, STEP, _honour["batch"], *PLACE)
EXPIRING = (FIRM, HONOUR, _honour["level"], _honour["valid_to"], DAYS_LEFT, *PLACE)
DECLARATIONS = (
    FIRM, _case["programme"], _case["declaration_status"], _case["project_name"], _case["level"], _case["batch"],
    _case["due_on"], OVERDUE, _case["submitted_on"], _case["recommended_on"], _case["decided_on"],
    _case["asked_wan_yuan"], _case["approved_wan_yuan"], _case["paid_wan_yuan"], _case["responsible_unit"], *PLACE,
)  # fmt: skip
RATES = (
    _case["programme"],
    _count("cases", "申报", "台账中的申报。", "项"),
    _count("recommended", "已推荐", "区级推荐及以后，含未通过的。", "项"),
    _count("passed", "通过", "认定/立项、兑现和验收。", "项"),
    _count("decided", "有结果", "通过的加未通过的。", "项"),
    RATE,
)
MATRIX = (
    _case["programme"], _case["declaration_status"], _count("cases", "申报", "在这个状态的申报。", "项"),
)  # fmt: skip
ADOPTIONS = (
    FIRM, _cloud["cloud_platform"], _cloud["cloud_service"], _cloud["cloud_status"], _cloud["signed_on"],
    _cloud["adopted_on"], _cloud["verified_on"], _cloud["subsidy_wan_yuan"], _firm["is_above_scale"], *PLACE,
)  # fmt: skip
COVERAGE = (
    Column("area", "片区", "企业所在的片区。", Kind.WORD),
    _count("on_cloud", "已上云", "已上云或已核验的规上企业。"),
    _count("above_scale", "规上企业", "所选年度的规上企业。"),
    Column("coverage_pct", "覆盖率", "已上云的规上企业 ÷ 规上企业。", Kind.NUMBER, "%", 0, 100, 1),
)
POOL = (
    FIRM, _pool["pool_status"], _pool["revenue_12_months_wan_yuan"], _pool["gap_wan_yuan"], _pool["expected_month"],
    OVERDUE, _pool["entered_on"], _pool["mentor"], *PLACE,
)  # fmt: skip
ENTRIES = (
    Column("year", "年度", "入库的年度。", Kind.INTEGER),
    _count("entered", "完成", "这一年入库的企业。"),
    _count("target", "任务", "年度目标中的新增规上工业企业。"),
    Column("done_pct", "比例", "完成 ÷ 任务。", Kind.NUMBER, "%", 0, None, 1),
)
PEOPLE = (
    _case["person_masked"], FIRM, _case["programme"], _case["level"], _case["batch"], _case["declaration_status"],
    _case["recommended_on"], _case["decided_on"], _case["responsible_unit"],
)  # fmt: skip
SOURCES = SOURCES_OF
