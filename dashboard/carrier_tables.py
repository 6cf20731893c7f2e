"""The lists of floor, carriers, funds, events and policies, on the screen and in the workbook: which columns, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.service_tables import NUMBERS as NUMBERS
from dashboard.service_tables import SOURCES as SOURCES
from dashboard.tables import PARK
from etl.contracts import TABLES, Column, Kind

_of = {
    name: TABLES[name].by_name for name in ("floor_space", "carrier", "fund", "matching_event", "policy_doc")
}
_claim = TABLES["policy_claim"].by_name
FIRM = replace(_of["matching_event"]["enterprise_name"], name="firm")
FIRM_PARK = Column("park", "片区", "企业所在的片区；名录中没有这家企业的为空。", Kind.WORD)
FIRM_TOWN = Column("firm_town", "镇街", "企业所在的镇街；名录中没有这家企业的为空。", Kind.WORD)
LOST = Column("is_lost", "未匹配", "名录和其他来件中没有这家企业，或同名的不止一家。", Kind.BOOLEAN)
LATE = Column(
    "overdue_days", "超期", "截至日 − 计划投用或存续期止；没有过的为空。", Kind.INTEGER, "天", 0, None, 0
)
QUARTER = Column("quarter", "季度", "台账日期所在的季度。", Kind.WORD)
CHAIN = Column("chain", "产业链", "定位链对上的产业链；对不上的为空。", Kind.WORD)
VALIDITY = Column("validity", "效力", "有效、即将到期、已过有效期，或文件的状态。", Kind.WORD)
KIND = Column("kind", "活动类型", "招聘、融资；没有写明的为未写明。", Kind.WORD)
AREA = Column("area", "片区", "载体所在的片区。", Kind.WORD)
MONTH = Column("month", "月份", "活动所在的月份。", Kind.MONTH)


def _pct(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "%", 0, None, 1)


def _count(name: str, label: str, sentence: str, unit: str) -> Column:
    return Column(name, label, sentence, Kind.INTEGER, unit, 0, None, 0)


def _m2(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "m²", 0, None, 0)


def _money(name: str, label: str, sentence: str) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, "万元", 0)


def _columns(ledger: str, *names: str) -> tuple[Column, ...]:
    return tuple(_of[ledger][name] for name in names)


VACANCY = _pct("vacancy_pct", "空置率", "空置 ÷ 可租，一组的是 Σ空置 ÷ Σ可租，只计两项都写明的；在建的不计。")
TAKEN = _pct("taken_pct", "去化率", "已去化 ÷ 可供，一组的是 Σ已去化 ÷ Σ可供，只计两项都写明的。")
FREE = _m2("free_m2", "剩余可供", "可供 − 已去化；缺一项或去化多于可供的为空。")
REACHED = _pct("reached_pct", "达成率", "达成 ÷ 需求；人和钱各算各的。")
CLAIMS = _count("claims", "申报", "所选企业依这个文件申报的件数。", "件")
FIRMS = _count("firms", "申报企业", "所选企业中依这个文件申报的，一户计一次。", "户")
DUE = _money("due_wan_yuan", "应兑", "已核定、没有退回的申报，核定额之和。")
SETTLED = _money("settled_wan_yuan", "已兑", "应兑的申报中已经拨付的金额。")
OWING = _money("owing_wan_yuan", "应兑未兑", "逐件核定额 − 拨付额，不小于 0。")
DAYS_LEFT = Column("days_left", "剩余", "有效期止 − 截至日；已过的为负。", Kind.INTEGER, "天", None, None, 0)
PAID_PCT = _pct("paid_in_pct", "实缴率", "实缴 ÷ 认缴。")
INVESTED_PCT = _pct("invested_pct", "已投率", "已投 ÷ 实缴。")

SPACES = (
    *_columns("floor_space", "carrier_name", "building"), PARK,
    *_columns("floor_space", "floor_status", "lettable_m2", "let_m2", "vacant_m2"), VACANCY,
    *_columns("floor_space", "rent_yuan_per_m2_month", "built_m2", "operator", "town", "parcel_id", "parcel_said"),
    QUARTER, *_columns("floor_space", "told_on", "space_id"),
)  # fmt: skip
CARRIERS = (
    *_columns("carrier", "carrier_name", "building"), PARK, *_columns("carrier", "carrier_status", "chain_said"), CHAIN,
    *_columns("carrier", "supply_m2", "taken_m2"), TAKEN, FREE, *_columns("carrier", "planned_use_on"), LATE,
    *_columns("carrier", "in_use_on", "approved_on", "built_m2", "responsible_unit", "town", "carrier_id"),
)  # fmt: skip
FUNDS = (
    *_columns("fund", "fund_name", "fund_kind", "fund_status", "scale_wan_yuan", "committed_wan_yuan", "paid_in_wan_yuan"),
    PAID_PCT, *_columns("fund", "invested_wan_yuan"), INVESTED_PCT,
    *_columns("fund", "invested_projects", "fund_manager", "fund_direction", "set_up_on", "fund_ends_on"), LATE,
    *_columns("fund", "responsible_unit"),
)  # fmt: skip
EVENTS = (
    FIRM, KIND, *_columns("matching_event", "event_name", "held_on", "demand_persons", "reached_persons", "demand_wan_yuan",
    "reached_wan_yuan"), REACHED, *_columns("matching_event", "partner"), FIRM_PARK, FIRM_TOWN, LOST,
    *_columns("matching_event", "match_id"),
)  # fmt: skip
PAPERS = (
    *_columns("policy_doc", "doc_title", "doc_no"), VALIDITY, *_columns("policy_doc", "valid_to"), DAYS_LEFT, CLAIMS, FIRMS,
    DUE, SETTLED, OWING, *_columns("policy_doc", "doc_level", "doc_status", "responsible_office", "clause", "terms",
    "issued_on", "in_force_on"),
)  # fmt: skip
# What others see of a paper: it is public, what rests on it is not.
PUBLIC_PAPERS = tuple(column for column in PAPERS if column not in (CLAIMS, FIRMS, DUE, SETTLED, OWING))
LOST_CLAIMS = (_claim["policy_no"], _claim["policy_name"], CLAIMS, FIRMS, DUE, SETTLED, OWING)

_SUMMED = (
    _count("buildings", "楼栋", "台账中的楼栋。", "栋"), _count("sites", "在建", "状态是在建的。", "栋"),
    _m2("building_m2", "在建面积", "在建楼栋的建筑面积之和。"), _m2("lettable_m2", "可租面积", "不在建的可租面积之和。"),
    _m2("let_m2", "已租面积", "已租面积之和。"), _m2("vacant_m2", "空置面积", "空置面积之和。"), VACANCY,
)  # fmt: skip
QUARTERS = (QUARTER, *_SUMMED)
PARKS = (AREA, *_SUMMED)
_MATCHED = (
    _count("events", "场次", "举办的活动。", "场"), _count("firms", "参加企业", "一户计一次。", "户"),
    _count("demand_persons", "用工需求", "需求人数之和。", "人"), _count("reached_persons", "用工达成", "达成人数之和。", "人"),
    _pct("people_pct", "用工达成率", "Σ达成 ÷ Σ需求，只计两项都写明的。"),
    _money("demand_wan_yuan", "融资需求", "需求金额之和。"), _money("reached_wan_yuan", "融资达成", "达成金额之和。"),
    _pct("money_pct", "融资达成率", "Σ达成 ÷ Σ需求，只计两项都写明的。"),
)  # fmt: skip
KINDS = (KIND, *_MATCHED)
MONTHS = (MONTH, *_MATCHED)
LISTS: Mapping[str, tuple[Column, ...]] = {
    "floor_space": SPACES, "carrier": CARRIERS, "fund": FUNDS, "matching_event": EVENTS, "policy_doc": PAPERS,
}  # fmt: skip
