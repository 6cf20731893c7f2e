"""Sums over the cases of services and of safety: the large numbers, and what the drawings are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.queries.services import UNTOLD, Asked, ask, ask_row

# Days of waiting below each bound have its name; from the last bound on they have the last.
AGE_BOUNDS = (31, 61, 91, 181)
AGE_NAMES = ("30 天内", "31–60 天", "61–90 天", "91–180 天", "180 天以上")
NO_AGE = "无日期"
AGE = " ".join(
    (
        f"CASE WHEN open_days IS NULL THEN '{NO_AGE}'",
        *(
            f"WHEN open_days < {bound} THEN '{name}'"
            for bound, name in zip(AGE_BOUNDS, AGE_NAMES, strict=False)
        ),
        f"ELSE '{AGE_NAMES[-1]}' END",
    )
)
# Firms behind a sum of money, the largest of them: by these others may see it or not.
MONEY = """
, by_firm AS (
    SELECT who, {sums} FROM cases GROUP BY who
)
SELECT {cells} FROM by_firm
"""
TOTALS: Mapping[str, str] = {
    "policy_claim": """SELECT count(*) AS cases, count(DISTINCT who) AS members, sum(applied_wan_yuan) AS applied,
        sum(due_wan_yuan) AS due, sum(settled_wan_yuan) AS settled, sum(owing_wan_yuan) AS owing,
        sum(over_wan_yuan) AS over, count(*) FILTER (owing_wan_yuan > 0) AS owing_cases,
        count(DISTINCT who) FILTER (settled_wan_yuan > 0) AS reached, avg(took_days) AS days,
        quantile_cont(took_days, 0.9) AS days_p90, count(took_days) AS timed,
        count(*) FILTER (claim_status = '已归档' AND paid_wan_yuan IS NULL) AS untold,
        count(*) FILTER (claim_flag IS NOT NULL) AS flagged, count(*) FILTER (is_lost) AS lost FROM cases""",
    "power_subsidy": """SELECT count(*) AS cases, count(DISTINCT who) AS members, sum(subsidy_wan_yuan) AS applied,
        sum(settled_wan_yuan) AS settled, count(DISTINCT who) FILTER (subsidy_status = '拨付') AS reached,
        sum(electricity_kwh) AS power, avg(took_days) AS days, count(took_days) AS timed,
        count(*) FILTER (is_pressing) AS waiting, count(*) FILTER (is_lost) AS lost FROM cases""",
    "arrears_case": """SELECT count(*) AS cases, count(DISTINCT who) AS members, sum(owed_wan_yuan) AS owed,
        sum(owed_wan_yuan) FILTER (settled_wan_yuan IS NOT NULL) AS known, sum(settled_wan_yuan) AS settled,
        sum(owing_wan_yuan) AS owing, count(*) FILTER (settled_wan_yuan IS NULL) AS untold,
        count(*) FILTER (arrears_status = '化解') AS closed, count(*) FILTER (overdue_days IS NOT NULL) AS overdue,
        count(*) FILTER (settled_wan_yuan > 0 AND repaid_on IS NULL) AS undated, count(*) FILTER (is_lost) AS lost FROM cases""",
    "visit": """, made AS (
        SELECT * FROM cases WHERE is_made AND year(visited_on) = year($on::DATE) AND visited_on <= $on::DATE
    ) SELECT (SELECT count(*) FROM cases) AS cases, (SELECT count(DISTINCT who) FROM cases) AS members,
        (SELECT count(*) FROM made) AS made, (SELECT count(DISTINCT who) FROM made) AS reached,
        (SELECT count(DISTINCT enterprise_id) FROM made WHERE enterprise_id IN (
            SELECT enterprise_id FROM firms WHERE is_above_scale)) AS above_reached,
        (SELECT count(*) FROM firms WHERE is_above_scale) AS above, (SELECT count(found) FROM made) AS found,
        (SELECT count(*) FROM cases WHERE overdue_days IS NOT NULL) AS overdue,
        (SELECT count(*) FROM cases WHERE is_made AND visited_on IS NULL) AS undated,
        (SELECT count(*) FROM cases WHERE is_lost) AS lost""",
    "ticket": """SELECT count(*) AS cases, count(DISTINCT who) AS members, count(*) FILTER (NOT is_open) AS closed,
        count(*) FILTER (overdue_days IS NOT NULL) AS overdue, avg(took_days) AS days, count(took_days) AS timed,
        count(*) FILTER (is_open AND due_on IS NULL) AS undated, count(satisfaction) AS asked,
        count(*) FILTER (closed_on > due_on) AS late,
        count(*) FILTER (satisfaction IN ('满意', '基本满意')) AS satisfied, count(*) FILTER (is_lost) AS lost FROM cases""",
    "hazard": """SELECT count(*) AS cases, count(DISTINCT who) AS members, count(*) FILTER (NOT is_open) AS closed,
        count(*) FILTER (is_pressing) AS overdue, count(*) FILTER (hazard_level = '重大') AS major,
        count(*) FILTER (hazard_level = '重大' AND is_open) AS major_open, major - major_open AS major_closed,
        avg(took_days) AS days, count(took_days) AS timed,
        count(*) FILTER (hazard_type = '占压') AS burdens, count(*) FILTER (hazard_type = '占压' AND is_open) AS burdens_open,
        count(*) FILTER (is_open AND due_on IS NULL) AS undated, count(*) FILTER (is_lost) AS lost FROM cases""",
    "notice_batch": """SELECT count(*) AS cases, sum(notified_firms) AS firms, count(notified_firms) AS counted,
        count(resumed_on) AS resumed, avg(took_days) AS days, count(took_days) AS timed, 0 AS lost,
        coalesce(sum(notified_firms), 0) AS members FROM cases""",
    "testing_duty": """SELECT count(*) AS cases, count(DISTINCT duty_on) AS days, sum(test_sites) AS sites,
        sum(duty_visits) AS visits FROM cases""",
}
# Ledger → rates in per cent, each the part and the whole that it is of.
RATES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "policy_claim": {"settled_pct": ("settled", "due")},
    "power_subsidy": {"settled_pct": ("settled", "applied"), "reached_pct": ("reached", "members")},
    "arrears_case": {"settled_pct": ("settled", "known")},
    "visit": {"above_pct": ("above_reached", "above")},
    "ticket": {"closed_pct": ("closed", "cases"), "satisfied_pct": ("satisfied", "asked")},
    "hazard": {"closed_pct": ("closed", "cases"), "major_pct": ("major_closed", "major")},
}
# Sums of money that a screen shows, which must not tell others of one firm.
SUMS: Mapping[str, tuple[str, ...]] = {
    "policy_claim": ("due_wan_yuan", "settled_wan_yuan", "owing_wan_yuan"),
    "power_subsidy": ("subsidy_wan_yuan", "settled_wan_yuan"),
    "arrears_case": ("owed_wan_yuan", "settled_wan_yuan", "owing_wan_yuan"),
}
# Ledger and drawing → rows of an area, a part of its bar and a measure.
BARS: Mapping[tuple[str, str], str] = {
    ("policy_claim", "age"): f"""SELECT {AGE} AS area, count(*) AS cases, sum(owing_wan_yuan) AS measure
        FROM cases WHERE owing_wan_yuan > 0 GROUP BY area""",  # noqa: S608
    ("policy_claim", "level"): """SELECT coalesce(fund_level, '层级未写明') AS area, sum(settled_wan_yuan) AS measure
        FROM cases WHERE settled_wan_yuan > 0 GROUP BY area""",
    ("power_subsidy", "zone"): """SELECT coalesce(zone, '区域未写明') AS area,
            coalesce(subsidy_status, $untold::VARCHAR) AS part, sum(subsidy_wan_yuan) AS measure FROM cases GROUP BY ALL""",
    ("power_subsidy", "firms"): """SELECT coalesce(zone, '区域未写明') AS area,
            coalesce(subsidy_status, $untold::VARCHAR) AS part, count(DISTINCT who) AS measure FROM cases GROUP BY ALL""",
    ("arrears_case", "debtor"): """SELECT area, part, sum(measure) AS measure FROM (
            SELECT debtor_name AS area, '已偿还' AS part, settled_wan_yuan AS measure FROM cases
            UNION ALL SELECT debtor_name, '尚欠', owing_wan_yuan FROM cases
            UNION ALL SELECT debtor_name, '偿还未写明', owed_wan_yuan FROM cases WHERE settled_wan_yuan IS NULL
        ) WHERE measure > 0 GROUP BY ALL""",
    ("visit", "leader"): """SELECT coalesce(leader, '领导未写明') AS area,
            CASE WHEN is_made THEN '已访' WHEN overdue_days IS NOT NULL THEN '逾期未访' ELSE '计划' END AS part,
            count(*) AS measure
        FROM cases WHERE year(coalesce(visited_on, planned_on, $on::DATE)) = year($on::DATE) GROUP BY ALL""",
    ("ticket", "age"): f"""SELECT coalesce(ticket_type, '类型未写明') AS area, {AGE} AS part, count(*) AS measure
        FROM cases WHERE is_open GROUP BY ALL""",  # noqa: S608
    ("ticket", "satisfaction"): """SELECT coalesce(ticket_type, '类型未写明') AS area,
            coalesce(satisfaction, '未回访') AS part, count(*) AS measure FROM cases WHERE NOT is_open GROUP BY ALL""",
    ("hazard", "town"): """SELECT coalesce(town, '镇街未写明') AS area,
            CASE WHEN NOT is_open THEN '销号' WHEN is_pressing THEN '超期' ELSE '未到期' END AS part, count(*) AS measure
        FROM cases GROUP BY ALL""",
    ("hazard", "pipeline"): """SELECT pipeline AS area,
            CASE WHEN NOT is_open THEN '销号' WHEN is_pressing THEN '超期' ELSE '未到期' END AS part, count(*) AS measure
        FROM cases WHERE pipeline IS NOT NULL GROUP BY ALL""",
    ("testing_duty", "month"): """SELECT strftime(duty_on, '%Y-%m') AS area, count(DISTINCT duty_on) AS days,
            sum(test_sites) AS sites, sum(duty_visits) AS measure FROM cases GROUP BY area ORDER BY area""",
}  # fmt: skip
# What is left at the end of each month, from the first case on; the last month ends on the day asked.
LEFT: Mapping[str, str] = {
    "arrears_case": """
, months AS (
    SELECT unnest(generate_series(date_trunc('month', min(case_opened_on)), $on::DATE, INTERVAL 1 MONTH)) AS month FROM cases
), ends AS (SELECT least(last_day(month::DATE), $on::DATE) AS day FROM months)
SELECT '尚欠' AS part, day,
    (SELECT sum(owed_wan_yuan) FROM cases WHERE case_opened_on <= day AND settled_wan_yuan IS NOT NULL)
        - coalesce((SELECT sum(settled_wan_yuan) FROM cases WHERE case_opened_on <= day AND repaid_on <= day), 0) AS measure
FROM ends ORDER BY day
""",
    "hazard": """
, months AS (
    SELECT unnest(generate_series(date_trunc('month', min(found_on)), $on::DATE, INTERVAL 1 MONTH)) AS month FROM cases
), ends AS (SELECT least(last_day(month::DATE), $on::DATE) AS day FROM months),
dated AS (SELECT * FROM cases WHERE found_on IS NOT NULL AND (is_open OR closed_on IS NOT NULL))
SELECT hazard_type AS part, day,
    count(*) FILTER (found_on <= day AND (closed_on IS NULL OR closed_on > day)) AS measure
FROM ends CROSS JOIN dated GROUP BY part, day ORDER BY part DESC, day
""",
}
DAYS = """SELECT visited_on AS day, count(*) AS visits FROM cases
WHERE is_made AND year(visited_on) = year($on::DATE) AND visited_on <= $on::DATE GROUP BY day ORDER BY day"""


def totals(asked: Asked) -> dict[str, Any]:
    """The large numbers of a ledger in one row with its rates; None where nothing was told, so that a gap is no zero."""
    row = ask_row(asked, TOTALS[asked.kind])
    return row | {
        name: _pct(row[part], row[whole]) for name, (part, whole) in RATES.get(asked.kind, {}).items()
    }


def _pct(part: float | None, whole: float | None) -> float | None:
    """A share in per cent; None where there is nothing to share or it is not known."""
    return 100 * part / whole if whole and part is not None else None


def cells(asked: Asked) -> dict[str, Any]:
    """Of each sum of money how many firms it has, its largest firm and its positive part: ``<sum>_members`` and so on."""
    names = SUMS[asked.kind]
    return ask_row(
        asked,
        MONEY.format(
            sums=", ".join(f"sum({name}) AS {name}" for name in names),
            cells=", ".join(
                f"count(*) FILTER ({name} > 0) AS {name}_members, max({name}) AS {name}_largest, "
                f"sum({name}) AS {name}_positive"
                for name in names
            ),
        ),
    )


def bars(asked: Asked, drawing: str) -> pd.DataFrame:
    """The rows of a drawing of bars: ``area``, ``part`` where bars have parts, ``measure``."""
    question = BARS[(asked.kind, drawing)]
    return ask(asked, question, **({"untold": UNTOLD} if "$untold" in question else {}))


def left(asked: Asked) -> pd.DataFrame:
    """What is left at each month's end: ``part``, ``day``, ``measure``."""
    return ask(asked, LEFT[asked.kind])


def visit_days(asked: Asked) -> pd.DataFrame:
    """The days of the year asked on which somebody went: ``day``, ``visits``."""
    return ask(asked, DAYS)
