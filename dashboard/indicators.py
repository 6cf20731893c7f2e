"""The indicators of the bureau (数出一门): each number once, so that page, export, report and overview show the same.

In the order of Appendix A of the domain notes. To add one is to add an entry.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import target_sums
from dashboard.indicator import Indicator, Period, data_day
from dashboard.indicator_figures import (
    entered,
    honoured,
    new_floor,
    of_build,
    of_cases,
    of_chain,
    of_firms,
    of_funnel,
    of_lots,
    of_service,
    of_works,
    told_of,
)
from dashboard.line_figures import invested, of_cohort, of_month, of_sums
from dashboard.queries import decline, floors, growth, operations, project_cases, works

__all__ = ["INDICATORS", "Indicator", "Period", "data_day"]

UP, DOWN, NEITHER = "up", "down", ""
PER_MU = "万元/亩"
_SURVEY = ("enterprise", "tax", "parcel", "operation_year")
_PER_MU = ("tax", "parcel")
_RESERVE = ("land_reserve",)
# By one of these the sum of a ledger's money is wrong, mostly a unit.
CLAIM_MONEY = ("claim_paid_over_approved",)
PROJECT_MONEY = ("project_plan_without_year", "project_said_differently")
LETTABLE = ("floor_lettable_over_built", "floor_let_and_vacant_over_lettable")
_RETURNS, _PROJECT = ("operation_month",), ("project",)


def _target_gap(period: Period) -> float | None:
    return target_sums.gap(period, INDICATORS)


_ALL = (
    Indicator("n_surveyed", "摸底企业数", "家", 0, NEITHER, _SURVEY, of_funnel("surveyed"), is_yearly=True),
    Indicator("n_pass_tax", "亩均税收达标企业数", "家", 0, UP, _SURVEY, of_funnel("passing"), is_yearly=True),
    Indicator("n_pass_all", "三项符合企业数", "家", 0, UP, _SURVEY, of_funnel("kept"), is_yearly=True),
    Indicator(
        "tax_mu_w", "亩均税收（加权）", PER_MU, 2, UP, _PER_MU, of_firms("tax_wan_yuan_per_mu"),
        is_yearly=True,
    ),
    Indicator(
        "tax_mu_med", "亩均税收（中位数）", PER_MU, 2, UP, _PER_MU, of_firms("median_tax_wan_yuan_per_mu"),
        is_yearly=True,
    ),
    Indicator("cover_area", "面积覆盖率", "%", 1, UP, ("parcel", "occupancy"), of_build("coverage_land_pct")),
    Indicator("cover_tax", "税收匹配率", "%", 1, UP, ("tax", "enterprise"), of_build("coverage_tax_pct")),
    Indicator(
        "out_cum", "累计产值", "万元", 2, UP, _RETURNS, of_month(operations.out_cum), is_yearly=True,
        told_on=operations.told_on, for_others=False,
    ),
    Indicator(
        "out_yoy", "官方增速", "%", 1, UP, _RETURNS, of_month(operations.out_yoy), is_yearly=True,
        told_on=operations.told_on, for_others=False,
    ),
    Indicator(
        "contrib", "增长贡献（可比企业合计）", "百分点", 2, UP, _RETURNS, of_month(operations.contrib), is_yearly=True,
        told_on=operations.told_on, for_others=False,
    ),
    Indicator(
        "power_yoy", "工业用电同比", "%", 1, UP, _RETURNS, of_month(operations.power_yoy), is_yearly=True,
        told_on=operations.told_on, for_others=False,
    ),
    Indicator(
        "decline_n", "减产企业数", "家", 0, DOWN, _RETURNS, of_month(decline.decline_n), is_yearly=True,
        told_on=operations.told_on,
    ),
    Indicator("far_now", "现状容积率", "", 2, UP, ("parcel",), of_lots("far")),
    Indicator("far_plan", "规划容积率", "", 2, UP, ("parcel",), of_lots("planned_far")),
    Indicator(
        "vacant_rate", "厂房空置率", "%", 1, DOWN, ("floor_space",), of_sums(floors.floor_sums, "buildings", "vacancy_pct"),
        told_on=project_cases.day_of_all, spoiled_by=LETTABLE, for_others=False,
    ),
    Indicator(
        "new_floor", "新增高标准厂房", "万㎡", 2, UP, ("park_plot", "self_upgrade"), new_floor,
        is_yearly=True, told_on=works.told_on, for_others=False,
    ),
    Indicator(
        "reserve_mu_signed", "收储亩数（签约）", "亩", 2, UP, _RESERVE, of_works("signed_mu", "reserves"),
        told_on=works.told_on,
    ),
    Indicator(
        "reserve_mu_cleared", "收储亩数（净地）", "亩", 2, UP, _RESERVE, of_works("cleared_mu", "reserves"),
        told_on=works.told_on,
    ),
    Indicator("batch_done", "四批完成率", "%", 1, UP, (), of_cases("done_pct")),
    Indicator("batch_done_mu", "四批完成率（按亩）", "%", 1, UP, (), of_cases("done_mu_pct")),
    Indicator("freed_mu", "腾出用地", "亩", 2, UP, (), of_cases("freed_mu")),
    Indicator(
        "tech_inv", "技改投资完成", "万元", 2, UP, _PROJECT, invested("done_wan_yuan"), is_yearly=True,
        told_on=project_cases.day_of_all, spoiled_by=PROJECT_MONEY, for_others=False,
    ),
    Indicator(
        "tech_inv_done", "技改投资完成率", "%", 1, UP, _PROJECT, invested("done_pct"), is_yearly=True,
        told_on=project_cases.day_of_all, spoiled_by=PROJECT_MONEY, for_others=False,
    ),
    Indicator(
        "invest_conv_landed", "招商转化率（落地/签约）", "%", 1, UP, _PROJECT, of_cohort("landed_pct"), is_yearly=True,
        told_on=project_cases.day_of_all, for_others=False,
    ),
    Indicator(
        "invest_conv_signed", "招商转化率（签约/在谈）", "%", 1, UP, _PROJECT, of_cohort("signed_pct"), is_yearly=True,
        told_on=project_cases.day_of_all, for_others=False,
    ),
    Indicator(
        "upgrade_n", "新增规上", "家", 0, UP, ("upgrade_pool",), entered("entered"), is_yearly=True,
        told_on=growth.told_on,
    ),
    Indicator(
        "honour_n", "各级荣誉企业数", "家", 0, UP, ("honour",), honoured("firms"), is_yearly=True,
        told_on=growth.told_on,
    ),
    Indicator(
        "claim_paid", "兑现资金", "万元", 2, UP, ("policy_claim",), of_service("policy_claim", "settled"),
        told_on=told_of("policy_claim"), spoiled_by=CLAIM_MONEY, for_others=False,
    ),
    Indicator(
        "claim_days", "平均兑现天数", "天", 1, DOWN, ("policy_claim",), of_service("policy_claim", "days"),
        told_on=told_of("policy_claim"),
    ),
    Indicator(
        "claim_days_p90", "兑现天数（九成）", "天", 1, DOWN, ("policy_claim",),
        of_service("policy_claim", "days_p90"), told_on=told_of("policy_claim"),
    ),
    Indicator(
        "ticket_rate", "办结率", "%", 1, UP, ("ticket",), of_service("ticket", "closed_pct"),
        told_on=told_of("ticket"),
    ),
    Indicator(
        "ticket_late", "超期数", "件", 0, DOWN, ("ticket",), of_service("ticket", "overdue"),
        told_on=told_of("ticket"),
    ),
    Indicator(
        "visit_cover", "走访覆盖率", "%", 1, UP, ("visit",), of_service("visit", "above_pct"),
        told_on=told_of("visit"),
    ),
    Indicator(
        "hazard_rate", "隐患整改率", "%", 1, UP, ("hazard",), of_service("hazard", "closed_pct"),
        told_on=told_of("hazard"),
    ),
    Indicator(
        "hazard_rate_major", "重大隐患整改率", "%", 1, UP, ("hazard",), of_service("hazard", "major_pct"),
        told_on=told_of("hazard"), spoiled_by=("hazard_without_level",),
    ),
    Indicator(
        "target_gap", "时序差（居中的一项）", "百分点", 1, UP, ("target",), _target_gap, is_yearly=True,
        told_on=target_sums.last_day, for_others=False,
    ),
    Indicator(
        "chain_cr4", "产业链 CR4", "%", 1, NEITHER, ("operation_year",), of_chain("cr4_pct"), is_yearly=True,
    ),
    Indicator(
        "chain_hhi", "产业链 HHI", "", 0, NEITHER, ("operation_year",), of_chain("hhi"), is_yearly=True,
    ),
    Indicator(
        "chain_complete", "产业链完整度", "%", 1, UP, ("enterprise",), of_chain("completeness_pct"),
        is_yearly=True,
    ),
)  # fmt: skip
INDICATORS: Mapping[str, Indicator] = {each.code: each for each in _ALL}
