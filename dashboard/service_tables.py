"""The lists of services and of safety, on the screen and in the workbook: which columns, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard import dossier
from etl.contracts import TABLES, Column, Kind

# The hand-outs know a firm by this name of a column.
FIRM = replace(TABLES["policy_claim"].by_name["enterprise_name"], name="firm")
PARK = Column("park", "片区", "企业所在的片区；名录中没有这家企业的为空。", Kind.WORD)
FIRM_TOWN = Column("firm_town", "镇街", "企业所在的镇街；名录中没有这家企业的为空。", Kind.WORD)
LOST = Column("is_lost", "未匹配", "名录和其他来件中没有这家企业，或同名的不止一家。", Kind.BOOLEAN)
OVERDUE = Column(
    "overdue_days", "超期", "截至日 − 时限；没有过的、没有时限的为空。", Kind.INTEGER, "天", 0, None, 0
)
OPEN = Column(
    "open_days", "已等", "从受理、发现、申报或核定到截至日；已经办完的为空。", Kind.INTEGER, "天", 0, None, 0
)
TOOK = Column(
    "took_days", "用时", "从开始到办完；缺一个日期、先后不对的为空。", Kind.INTEGER, "天", 0, None, 0
)
OWING = Column(
    "owing_wan_yuan", "未兑或尚欠", "应当付而没有付的；不知道付了多少的为空。", Kind.NUMBER, "万元", 0
)
_of = {name: TABLES[name].by_name for name in TABLES}


def _columns(kind: str, *names: str) -> tuple[Column, ...]:
    return tuple(_of[kind][name] for name in names)


WHERE = (PARK, FIRM_TOWN, LOST)
LISTS: Mapping[str, tuple[Column, ...]] = {
    "policy_claim": (
        FIRM,
        *_columns("policy_claim", "policy_name", "claim_status"), OWING, OPEN,
        *_columns("policy_claim", "approved_wan_yuan", "paid_wan_yuan", "applied_wan_yuan", "fund_level", "claim_flag"),
        TOOK, *_columns("policy_claim", "applied_on", "approved_on", "paid_on", "policy_no", "claim_id"), *WHERE,
    ),
    "power_subsidy": (
        FIRM,
        *_columns("power_subsidy", "zone", "subsidy_status", "subsidy_wan_yuan", "electricity_kwh", "rate_yuan_per_kwh"),
        OPEN, TOOK, *_columns("power_subsidy", "account_no", "period_said", "applied_on", "verified_on", "paid_on"), *WHERE,
    ),
    "arrears_case": (
        FIRM,
        *_columns("arrears_case", "debtor_name", "arrears_status", "owed_wan_yuan", "repaid_wan_yuan"), OWING, OVERDUE,
        *_columns("arrears_case", "case_opened_on", "repay_by", "repaid_on", "responsible_unit"), *WHERE,
    ),
    "visit": (
        FIRM,
        *_columns("visit", "visit_status", "leader", "visited_on", "planned_on"), OVERDUE,
        *_columns("visit", "found", "participants"), *WHERE,
    ),
    "ticket": (
        FIRM,
        *_columns("ticket", "ticket_type", "matter", "ticket_status"), OVERDUE, OPEN, TOOK,
        *_columns("ticket", "responsible_unit", "satisfaction", "accepted_on", "due_on", "closed_on", "ticket_id"), *WHERE,
    ),
    "hazard": (
        FIRM,
        *_columns("hazard", "hazard_type", "hazard_level", "site", "hazard_said", "hazard_status"), OVERDUE, OPEN, TOOK,
        *_columns(
            "hazard", "responsible_unit", "measure", "town", "hazard_source", "found_on", "due_on", "rectified_on", "closed_on",
            "pipeline", "stake_no", "village", "burden", "treatment", "hazard_id",
        ),
        PARK, LOST,
    ),
    "notice_batch": (
        *_columns(
            "notice_batch", "notice_no", "zone", "town", "notified_firms", "notice_way", "notified_on", "resumed_on",
            "notice_status",
        ),
        TOOK,
    ),
    "testing_duty": _columns(
        "testing_duty", "duty_on", "town", "test_sites", "duty_teams", "duty_visits", "tested", "told_on"
    ),
}  # fmt: skip
# The four lists that a safety office keeps of the same hazards.
FOUR_LISTS: Mapping[str, tuple[Column, ...]] = {
    "隐患": (
        FIRM,
        *_columns(
            "hazard", "hazard_type", "hazard_level", "site", "hazard_said", "burden", "pipeline", "stake_no", "village",
            "town", "hazard_source", "found_on",
        ),
        LOST,
    ),
    "责任": (FIRM, *_columns("hazard", "hazard_level", "site", "responsible_unit", "town", "hazard_status")),
    "措施": (FIRM, *_columns("hazard", "hazard_level", "site", "hazard_said", "burden", "measure", "treatment", "hazard_status")),
    "时限": (
        FIRM,
        *_columns("hazard", "hazard_level", "site", "hazard_status", "due_on"), OVERDUE,
        *_columns("hazard", "found_on", "rectified_on", "closed_on"), TOOK, OPEN,
    ),
}  # fmt: skip
DUTY_MONTHS = (
    Column("area", "月份", "督导日期所在的月份。", Kind.TEXT),
    Column("days", "督导天数", "有督导的日期，几个镇街同一天计一次。", Kind.INTEGER, "天", 0, None, 0),
    Column("sites", "检测点次", "各天、各镇街督导的检测点之和。", Kind.INTEGER, "点次", 0, None, 0),
    replace(_of["testing_duty"]["duty_visits"], name="measure"),
)
SOURCES = (Column("name", "事项标识", "这一行来源说的是哪一件。", Kind.CODE), *dossier.SOURCES)
ITEM = Column("item", "指标", "页面上的大数。", Kind.TEXT)
SHOWN = Column("shown", "数值", "带单位的数；缺的为 —。", Kind.TEXT)
NOTE = Column("note", "说明", "它的覆盖面和旁边的数。", Kind.TEXT)
DEFINITION = Column("definition", "口径", "怎样算出来。", Kind.TEXT)
NUMBERS = (ITEM, SHOWN, NOTE, DEFINITION)
