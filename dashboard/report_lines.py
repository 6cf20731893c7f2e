"""The figures of the report that the pages 项目与招商, 运行监测, 政策文件 and 目标 show beside the indicators."""

from __future__ import annotations

from functools import partial

from dashboard import target_sums
from dashboard.indicator import Indicator, Period
from dashboard.indicator_figures import Figure, told_of
from dashboard.indicators import DOWN, INDICATORS, LETTABLE, NEITHER, PROJECT_MONEY, UP
from dashboard.line_figures import (
    Registry,
    counted,
    falling,
    invested,
    late,
    leading,
    of_cohort,
    of_sums,
    of_targets,
)
from dashboard.queries import floors, funds, operations, policies, project_cases
from dashboard.queries.growth import Asked

M2_PER_WAN = 10_000
_month = partial(
    Indicator, rests_on=("operation_month",), is_yearly=True, told_on=operations.told_on, for_others=False
)
_project = partial(Indicator, rests_on=("project",), told_on=project_cases.day_of_all)
_money = partial(_project, spoiled_by=PROJECT_MONEY, for_others=False)
_floor = partial(Indicator, rests_on=("floor_space",), told_on=project_cases.day_of_all, for_others=False)
_carrier = partial(Indicator, rests_on=("carrier",), told_on=project_cases.day_of_all, for_others=False)
_fund = partial(Indicator, rests_on=("fund",), told_on=project_cases.day_of_all, for_others=False)
_paid = partial(_fund, spoiled_by=("fund_paid_in_over_committed", "fund_invested_over_paid_in"))
_event = partial(Indicator, rests_on=("matching_event",), told_on=project_cases.day_of_all, for_others=False)
_matched = partial(_event, spoiled_by=("matching_without_unit",))
_paper = partial(Indicator, rests_on=("policy_doc",), told_on=told_of("policy_doc"))
_target = partial(
    Indicator, rests_on=("target",), is_yearly=True, told_on=target_sums.last_day, for_others=False
)


def _papers(name: str) -> Figure:
    return of_sums(lambda asked: policies.counts(asked.on), "papers", name)


def _covered(asked: Asked) -> dict[str, float]:
    row = policies.coverage(asked.selection, asked.on)
    return {"claims": row["claims"], "share": policies.share(row) or 0.0}


def _of_targets(status: str = "") -> Figure:
    figure = of_targets(status)

    def of_period(period: Period) -> float | None:
        registry: Registry = INDICATORS
        return figure(period, registry)

    return of_period


_floors, _carriers = (
    partial(of_sums, floors.floor_sums, "buildings"),
    partial(of_sums, floors.carrier_sums, "carriers"),
)
_funds, _events = partial(of_sums, funds.fund_sums, "funds"), partial(of_sums, funds.event_sums, "cases")

LINES = (
    _month("leader_contrib", "工业龙头企业的增长贡献", "百分点", 2, UP, figure=leading("contribution")),
    _month("decline_grave", "橙色和红色企业", "家", 0, DOWN, figure=falling("grave"), for_others=True),
    _month("decline_lost", "橙色和红色企业少产", "万元", 2, DOWN, figure=falling("lost_grave")),
    _month("decline_back", "已回升企业", "家", 0, UP, figure=falling("recovered"), for_others=True),
    _project("tech_n", "技改项目", "项", 0, UP, figure=counted("upgrade", "projects")),
    _project("tech_outside", "未入统的技改项目", "项", 0, DOWN, figure=counted("upgrade", "outside")),
    _project("tech_key", "省重点技改项目", "项", 0, UP, figure=counted("upgrade", "key")),
    _project("tech_late", "节点滞后的技改项目", "项", 0, DOWN, figure=late("upgrade")),
    _project("invest_n", "招商项目", "项", 0, UP, figure=counted("investment", "projects")),
    _project("invest_landed", "落地的招商项目", "项", 0, UP, figure=counted("investment", "landed")),
    _project("invest_fills", "补链项目", "项", 0, UP, figure=counted("investment", "fills")),
    _project("invest_signed_n", "签约项目", "项", 0, UP, figure=of_cohort("signed"), is_yearly=True),
    _money("invest_signed", "招商签约额", "万元", 2, UP, figure=of_cohort("signed_wan_yuan"), is_yearly=True),
    _project("private_n", "民企对接项目", "项", 0, UP, figure=counted("private", "projects")),
    _project("private_new", "本年新对接", "项", 0, UP, figure=counted("private", "begun"), is_yearly=True),
    _project("private_signed", "签约的民企对接项目", "项", 0, UP, figure=counted("private", "signed")),
    _project("private_landed", "落地的民企对接项目", "项", 0, UP, figure=counted("private", "landed")),
    _project("sea_n", "海上福州重点项目", "项", 0, UP, figure=counted("overseas", "projects")),
    _project("sea_completed", "竣工投产的海上福州项目", "项", 0, UP, figure=counted("overseas", "completed")),
    _project("sea_started", "新开工的海上福州项目", "项", 0, UP, figure=counted("overseas", "started"), is_yearly=True),
    _money("sea_done", "海上福州投资完成率", "%", 1, UP, figure=invested("done_pct", "overseas"), is_yearly=True),
    _floor("floor_lettable", "可租厂房", "万㎡", 2, UP, figure=_floors("lettable_m2", M2_PER_WAN)),
    _floor("floor_let", "已租厂房", "万㎡", 2, UP, figure=_floors("let_m2", M2_PER_WAN)),
    _floor("floor_building", "在建厂房", "万㎡", 2, UP, figure=_floors("building_m2", M2_PER_WAN)),
    _floor("floor_vacant", "空置厂房", "万㎡", 2, DOWN, figure=_floors("vacant_m2", M2_PER_WAN), spoiled_by=LETTABLE),
    _carrier("carrier_n", "园中园和新载体", "栋", 0, UP, figure=_carriers("carriers")),
    _carrier("carrier_supply", "可供面积", "万㎡", 2, UP, figure=_carriers("supply_m2", M2_PER_WAN)),
    _carrier("carrier_in_use", "投用的载体", "栋", 0, UP, figure=_carriers("in_use")),
    _carrier("carrier_taken", "去化率", "%", 1, UP, figure=_carriers("taken_pct"), spoiled_by=("carrier_taken_over_supply",)),
    _fund("fund_n", "产业基金", "只", 0, UP, figure=_funds("funds")),
    _fund("fund_guiding", "引导基金规模", "万元", 2, UP, figure=_funds("guiding_wan_yuan")),
    _fund("fund_sub", "子基金规模", "万元", 2, UP, figure=_funds("sub_wan_yuan")),
    _paid("fund_paid_in", "基金实缴", "万元", 2, UP, figure=_funds("paid_in_wan_yuan")),
    _paid("fund_invested", "基金已投", "万元", 2, UP, figure=_funds("invested_wan_yuan")),
    _event("event_n", "对接活动", "场", 0, UP, figure=_events("events")),
    _event("event_firms", "参加对接的企业", "户", 0, UP, figure=_events("firms")),
    _matched("event_people", "用工达成", "人", 0, UP, figure=_events("reached_persons")),
    _matched("event_money", "融资达成", "万元", 2, UP, figure=_events("reached_wan_yuan")),
    _paper("policy_n", "有效政策", "件", 0, UP, figure=_papers("in_force")),
    _paper("policy_expiring", "即将到期的政策", "件", 0, DOWN, figure=_papers("expiring")),
    _paper("policy_coming", "正在制定的政策", "件", 0, NEITHER, figure=_papers("coming"), for_others=False),
    _paper("policy_covered", "对上文件的申报", "%", 1, UP, rests_on=("policy_doc", "policy_claim"),
           figure=of_sums(_covered, "claims", "share"), for_others=False),
    _target("target_n", "年度目标", "项", 0, NEITHER, figure=_of_targets()),
    _target("target_behind", "滞后的目标", "项", 0, DOWN, figure=_of_targets(target_sums.BEHIND)),
    _target("target_on_track", "正常的目标", "项", 0, UP, figure=_of_targets(target_sums.ON_TRACK)),
    _target("target_ahead", "超前的目标", "项", 0, UP, figure=_of_targets(target_sums.AHEAD)),
)  # fmt: skip
