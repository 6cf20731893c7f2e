# ruff: noqa: S608
"""Indicators of 运行监测, 项目与招商 and 目标 by hand: SQL from Appendix A's rules over the published tables; and their cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from dashboard import (
    carrier_cards,
    operation_cards,
    project_book,
    project_cards,
    target_cards,
    target_sums,
)
from dashboard.cards import Card
from dashboard.indicators import INDICATORS
from dashboard.queries import decline, floors, operations, project_cases, projects, targets
from dashboard.queries.growth import Asked
from dashboard.queries.operations import Asked as Month
from dashboard.selection import Selection
from etl.contracts.target_indicators import TARGET_INDICATORS

DISTRICT = Selection(year=2023)
DECEMBER = Month(DISTRICT, date(2023, 12, 1))
# The returns of December beside those of the year before.
RETURNS = """FROM operation_month AS m LEFT JOIN operation_month AS b
    ON b.enterprise_id = m.enterprise_id AND b.month = m.month - INTERVAL 1 YEAR WHERE m.month = DATE '2023-12-01'"""
CHANGED = """WITH changed AS (
    SELECT m.enterprise_id, m.month, m.computed_yoy, m.output_wan_yuan / b.output_wan_yuan - 1 AS by
    FROM operation_month AS m LEFT JOIN operation_month AS b
        ON b.enterprise_id = m.enterprise_id AND b.month = m.month - INTERVAL 1 YEAR
)"""
# How far each 招商 project has come by its word, its stages' days and its own days, and when it began and was signed.
TALKS = """WITH told AS (
    SELECT project_id, stage AS word FROM project
    UNION ALL SELECT project_id, stage FROM project_stage WHERE actual_on <= DATE '2023-12-31'
    UNION ALL SELECT project_id, '签约' FROM project WHERE signed_on <= DATE '2023-12-31'
    UNION ALL SELECT project_id, '开工' FROM project WHERE started_on <= DATE '2023-12-31'
    UNION ALL SELECT project_id, '竣工' FROM project WHERE completed_on <= DATE '2023-12-31'
), first AS (
    SELECT project_id, min(actual_on) AS day FROM project_stage WHERE actual_on <= DATE '2023-12-31' GROUP BY project_id
), talk AS (
    SELECT p.project_id, p.total_investment_wan_yuan,
        least(year(least(f.day, p.signed_on, p.started_on, p.completed_on)), p.first_year) AS cohort,
        coalesce(p.signed_on, (SELECT min(s.actual_on) FROM project_stage AS s
            WHERE s.project_id = p.project_id AND s.stage = '签约' AND s.actual_on <= DATE '2023-12-31')) AS signed_on,
        (SELECT list(word) FROM told AS t WHERE t.project_id = p.project_id) AS words
    FROM project AS p LEFT JOIN first AS f ON f.project_id = p.project_id WHERE p.project_kind = 'investment'
)"""
LANDED = "list_has_any(words, ['注册', '开工', '在建', '竣工', '投产', '达产'])"
SIGNED = "list_has_any(words, ['签约', '注册', '开工', '在建', '竣工', '投产', '达产'])"
TALKED = "list_has_any(words, ['洽谈', '签约', '注册', '开工', '在建', '竣工', '投产', '达产'])"
UPGRADED = """FROM project_year AS y INNER JOIN project AS p USING (project_id)
    WHERE p.project_kind = 'upgrade' AND y.year = 2023"""
BY_HAND: Mapping[str, str] = {
    "out_cum": "SELECT sum(output_cum_wan_yuan) FROM operation_month WHERE month = DATE '2023-12-01'",
    "out_yoy": """SELECT 100 * (sum(output_cum_wan_yuan) / sum(output_cum_prev_wan_yuan) - 1) FROM operation_month
        WHERE month = DATE '2023-12-01' AND output_cum_wan_yuan IS NOT NULL AND output_cum_prev_wan_yuan IS NOT NULL""",
    "contrib": f"""SELECT 100 * sum(now - base) / sum(base) FROM (
        SELECT m.output_cum_wan_yuan AS now, coalesce(m.output_cum_prev_wan_yuan, b.output_cum_wan_yuan) AS base {RETURNS}
    ) WHERE now IS NOT NULL AND base IS NOT NULL""",
    "power_yoy": f"""SELECT 100 * (sum(m.electricity_kwh) / sum(b.electricity_kwh) - 1) {RETURNS}
        AND m.electricity_kwh IS NOT NULL AND b.electricity_kwh IS NOT NULL""",
    "decline_n": f"""{CHANGED} SELECT count(*) FROM changed AS d LEFT JOIN changed AS n
        ON n.enterprise_id = d.enterprise_id AND n.month = DATE '2023-11-01'
        WHERE d.month = DATE '2023-12-01' AND (d.computed_yoy < -10 OR (d.by < 0 AND n.by < 0))""",
    "vacant_rate": """SELECT 100 * sum(vacant_m2) / sum(lettable_m2) FROM floor_space
        WHERE told_on BETWEEN DATE '2023-10-01' AND DATE '2023-12-31' AND coalesce(floor_status, '') <> '在建'
            AND vacant_m2 IS NOT NULL AND lettable_m2 IS NOT NULL""",
    "tech_inv": f"SELECT sum(y.year_done_wan_yuan) {UPGRADED}",
    "tech_inv_done": f"""SELECT 100 * sum(y.year_done_wan_yuan) / sum(y.year_plan_wan_yuan) {UPGRADED}
        AND y.year_done_wan_yuan IS NOT NULL AND y.year_plan_wan_yuan IS NOT NULL""",
    "invest_conv_landed": f"""{TALKS} SELECT 100.0 * count(*) FILTER ({LANDED}) / count(*)
        FROM talk WHERE year(signed_on) = 2023 AND signed_on <= DATE '2023-12-31'""",
    "invest_conv_signed": f"""{TALKS} SELECT 100.0 * count(*) FILTER ({SIGNED}) / count(*)
        FROM talk WHERE cohort = 2023 AND {TALKED}""",
}  # fmt: skip
# What targets name beside the indicators.
OWN_BY_HAND: Mapping[str, str] = {
    "cloud_n": """SELECT count(*) FROM (
        SELECT min(adopted_on) AS day FROM cloud_adoption WHERE cloud_status IN ('已上云', '已核验')
        GROUP BY coalesce(enterprise_id, enterprise_name)) WHERE year(day) = 2023""",
    "tax_paid": "SELECT sum(tax_paid_wan_yuan) FROM enterprise_year WHERE year = 2023",
    "specialised_n": """SELECT count(DISTINCT enterprise_id) FROM honour
        WHERE honour_code = 'specialised' AND status IN ('granted', 'renewed') AND year(granted_on) = 2023""",
    "invest_signed": f"""{TALKS} SELECT sum(total_investment_wan_yuan) FROM talk
        WHERE year(signed_on) = 2023 AND signed_on <= DATE '2023-12-31'""",
}  # fmt: skip
# Our unit over the target's.
PER = {("万元", "亿元"): 10_000, ("万㎡", "万平方米"): 1, ("万元", "万元"): 1, ("家", "家"): 1}
CURVE = """SELECT scheduled_pct FROM target_month WHERE month = ? AND indicator = ?"""
LAST = """SELECT month, completed FROM target_month WHERE indicator = ? AND year(month) = 2023 AND completed IS NOT NULL
    ORDER BY month DESC LIMIT 1"""


def gap_by_hand(question: Callable[..., list[tuple[object, ...]]], value: Callable[[str], float]) -> float:
    """The 时序差 in the middle of the targets of 2023, in December: ``value`` tells by hand what is done of a code."""
    gaps = []
    for name, aim, unit in question("SELECT indicator, target, target_unit FROM target WHERE year = 2023"):
        kind = TARGET_INDICATORS.get(str(name))
        if unit is None or not isinstance(aim, float):
            continue
        code = kind.code if kind else ""
        month = date(2023, 12, 1)
        if code in OWN_BY_HAND or (code in INDICATORS and INDICATORS[code].rests_on):
            ours = INDICATORS[code].unit if code in INDICATORS else "万元" if unit != "家" else "家"
            done = value(code) / PER.get((ours, str(unit)), 1)
        elif last := question(LAST, name):
            month = pd.Timestamp(str(last[0][0])).date()
            done = float(str(last[0][1]))
        else:
            continue
        said = question(CURVE, month, name)
        curve = said[0][0] if said and said[0][0] is not None else 100 * month.month / 12
        schedule = float(str(curve)) if kind is None or kind.adds_up else 100.0
        reached = 100 * aim / done if kind and kind.lower_is_better else 100 * done / aim
        gaps.append(reached - schedule)
    return float(pd.Series(gaps).median())


def asked() -> Asked:
    told = project_cases.day_of_all()
    assert told is not None
    return Asked(DISTRICT, told)


def running() -> tuple[Card, ...]:
    return operation_cards.running(operations.totals(DECEMBER), DECEMBER)[0]


def pillars() -> tuple[Card, ...]:
    return operation_cards.pillars(operations.totals(DECEMBER), operations.contributions(DECEMBER), DECEMBER)[
        0
    ]


def falling() -> tuple[Card, ...]:
    return operation_cards.falling(decline.colours(DECEMBER), decline.totals(DECEMBER), DECEMBER)[0]


def floor() -> tuple[Card, ...]:
    return carrier_cards.floors(floors.floor_sums(asked()), None)[0]


def upgrades() -> tuple[Card, ...]:
    rows, late = project_book.listed("upgrade", asked()), project_cases.late_stages("upgrade", asked())
    return project_cards.upgrades(rows, projects.tech_inv(asked()), late, asked())[0]


def investments() -> tuple[Card, ...]:
    rows, late = project_book.listed("investment", asked()), project_cases.late_stages("investment", asked())
    return project_cards.investments(rows, projects.invest_conv(asked()), late, asked())[0]


def goals() -> tuple[Card, ...]:
    on = target_sums.last_day()
    assert on is not None
    return target_cards.of(target_sums.rows(target_sums.Asked(2023, on), INDICATORS), targets.rule())


CARDS: Mapping[str, tuple[Callable[[], tuple[Card, ...]], str]] = {
    "out_yoy": (running, "官方增速"),
    "contrib": (pillars, "可比企业增速"),
    "vacant_rate": (floor, "厂房空置率"),
    "tech_inv_done": (upgrades, "完成率"),
    "invest_conv_signed": (investments, "签约/在谈"),
    "invest_conv_landed": (investments, "落地/签约"),
    "target_gap": (goals, "时序差中位数"),
}
