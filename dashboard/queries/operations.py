"""Questions about the monthly returns of the chosen firms: how much to a month, how it grew, who made it grow.

Three growths stand side by side and are never mixed: as delivered (可比口径: this year's output over the 上年同期 that the
returns state), of the same firms (both years' own returns), and of the set whose contributions add up to it (the stated
base, else the firm's own return; see `decline_month`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from dashboard.queries import firms
from dashboard.selection import NO_CHAIN, Selection

MONTHS = "(SELECT month FROM operation_month UNION ALL SELECT month FROM decline_watch)"
PERIODS = f"SELECT DISTINCT month FROM {MONTHS} WHERE year(month) = $year::INTEGER ORDER BY month"  # noqa: S608
LAST = f"SELECT max(month) AS month FROM {MONTHS}"  # noqa: S608
# The returns of the chosen firms, each with the year before; ``now`` are those of the month asked.
RETURNS = """
, returns AS (
    SELECT m.*, d.* EXCLUDE (enterprise_id, month), f.name AS firm, f.park_id, f.park, f.town, f.division, f.industry_name
    FROM operation_month AS m
    INNER JOIN decline_month AS d USING (enterprise_id, month)
    INNER JOIN firms AS f USING (enterprise_id)
), now AS (SELECT * FROM returns WHERE month = $month::DATE)
"""
TOTALS = """
SELECT count(*) AS firms, count(output_cum_wan_yuan) AS told, sum(output_cum_wan_yuan) AS output_cum,
    max(output_cum_wan_yuan) AS largest, max(months_covered) AS months_covered, sum(output_wan_yuan) AS output_month,
    count(*) FILTER (output_cum_wan_yuan + output_cum_prev_wan_yuan IS NOT NULL) AS stated_firms,
    sum(output_cum_wan_yuan) FILTER (output_cum_prev_wan_yuan IS NOT NULL) AS stated_now,
    sum(output_cum_prev_wan_yuan) FILTER (output_cum_wan_yuan IS NOT NULL) AS stated_before,
    count(*) FILTER (output_cum_wan_yuan + output_cum_before_wan_yuan IS NOT NULL) AS same_firms,
    sum(output_cum_wan_yuan) FILTER (output_cum_before_wan_yuan IS NOT NULL) AS same_now,
    sum(output_cum_before_wan_yuan) FILTER (output_cum_wan_yuan IS NOT NULL) AS same_before,
    count(output_gain_wan_yuan) AS compared, count(*) FILTER (output_gain_wan_yuan > 0) AS grown,
    sum(output_gain_wan_yuan) AS gain, sum(output_base_wan_yuan) FILTER (output_gain_wan_yuan IS NOT NULL) AS base,
    sum(output_wan_yuan) FILTER (output_before_wan_yuan IS NOT NULL) AS month_now,
    sum(output_before_wan_yuan) FILTER (output_wan_yuan IS NOT NULL) AS month_before,
    count(electricity_kwh) AS power_told, sum(electricity_kwh) AS power, max(electricity_kwh) AS largest_power,
    count(*) FILTER (electricity_kwh + electricity_before_kwh IS NOT NULL) AS power_firms,
    sum(electricity_kwh) FILTER (electricity_before_kwh IS NOT NULL) AS power_now,
    sum(electricity_before_kwh) FILTER (electricity_kwh IS NOT NULL) AS power_before,
    sum(electricity_cum_kwh) FILTER (electricity_cum_before_kwh IS NOT NULL) AS power_cum_now,
    sum(electricity_cum_before_kwh) FILTER (electricity_cum_kwh IS NOT NULL) AS power_cum_before,
    (SELECT count(*) FROM returns AS r WHERE r.month = (
            SELECT max(month) FROM operation_month WHERE month < $month::DATE AND year(month) = year($month::DATE)
        ) AND r.enterprise_id NOT IN (SELECT enterprise_id FROM now)) AS silent
FROM now
"""
TREND = """
SELECT month, max(months_covered) AS months_covered, count(*) AS firms,
    count(output_wan_yuan) AS members, max(output_wan_yuan) AS largest, sum(output_wan_yuan) AS output_wan_yuan,
    100.0 * (sum(output_wan_yuan) FILTER (output_before_wan_yuan IS NOT NULL)
        / nullif(sum(output_before_wan_yuan) FILTER (output_wan_yuan IS NOT NULL), 0) - 1) AS output_yoy,
    count(electricity_kwh) AS power_members, max(electricity_kwh) AS largest_power,
    sum(electricity_kwh) AS electricity_kwh,
    100.0 * (sum(electricity_kwh) FILTER (electricity_before_kwh IS NOT NULL)
        / nullif(sum(electricity_before_kwh) FILTER (electricity_kwh IS NOT NULL), 0) - 1) AS electricity_yoy
FROM returns WHERE month <= $month::DATE AND year(month) >= year($month::DATE) - 1
GROUP BY month ORDER BY month
"""
AREAS = {
    "park": ("park_id", "park", ""),
    "town": ("town", "town", ""),
    "industry": ("division", "division", ""),
    # A firm on several nodes of a chain is once in the chain; one on several chains is in each.
    "chain": (
        "coalesce(c.chain_id, '')",
        "coalesce(n.name, $no_chain)",
        """LEFT JOIN (SELECT DISTINCT enterprise_id, chain_id FROM enterprise_chain_node) AS c USING (enterprise_id)
        LEFT JOIN chain AS n ON c.chain_id = n.chain_id""",
    ),
}
PARTS = """
SELECT {id} AS area_id, {name} AS area, count(*) AS firms, count(output_gain_wan_yuan) AS compared,
    sum(output_cum_wan_yuan) AS output_cum_wan_yuan,
    sum(output_gain_wan_yuan) AS output_gain_wan_yuan,
    100.0 * sum(output_gain_wan_yuan)
        / nullif(sum(output_base_wan_yuan) FILTER (output_gain_wan_yuan IS NOT NULL), 0) AS growth_pct,
    100.0 * sum(output_gain_wan_yuan)
        / (SELECT nullif(sum(output_base_wan_yuan) FILTER (output_gain_wan_yuan IS NOT NULL), 0) FROM now) AS contribution
FROM now {joined} WHERE $no_chain::VARCHAR IS NOT NULL
GROUP BY 1, 2 ORDER BY contribution DESC NULLS LAST, area
"""
FIRMS = """
SELECT enterprise_id, firm, output_cum_wan_yuan, output_base_wan_yuan, output_gain_wan_yuan, computed_yoy, official_yoy,
    100.0 * output_gain_wan_yuan
        / (SELECT nullif(sum(output_base_wan_yuan) FILTER (output_gain_wan_yuan IS NOT NULL), 0) FROM now) AS contribution,
    100.0 * output_cum_wan_yuan / nullif(sum(output_cum_wan_yuan) OVER (), 0) AS share_pct,
    (SELECT h.level || '级' FROM honour_year AS h WHERE h.enterprise_id = now.enterprise_id AND h.honour_code = 'leader'
        AND h.year = year($month::DATE)) AS leader_level,
    output_wan_yuan, output_yoy, falling_returns, decline_colour, park, town, industry_name
FROM now ORDER BY contribution DESC NULLS LAST, output_cum_wan_yuan DESC NULLS LAST, firm
"""


@dataclass(frozen=True)
class Asked:
    """What is asked about: the firms of the side bar, and the month to which a year's figures run."""

    selection: Selection
    month: date

    @property
    def is_whole(self) -> bool:
        """Whether no filter is in force, so that what no known firm stands behind is there too."""
        values = self.selection.parameters
        return all(values[name] in firms.NO_CHOICE for name in firms.CONDITIONS)


@remembered
def periods(year: int | None) -> tuple[date, ...]:
    """The months of ``year`` that returns or the watch speak of, in order."""
    return tuple(pd.Timestamp(month).date() for month in fetch(PERIODS, year=year)["month"])


@remembered
def told_on() -> date | None:
    """The end of the last month that a firm reported; None where none did."""
    found = only_row(fetch("SELECT last_day(max(month)) AS told_on FROM operation_month"))["told_on"]
    return None if found is None else pd.Timestamp(found).date()


@remembered
def last_month() -> date | None:
    """The latest month that returns or the watch speak of, to which 运行监测 runs unless asked otherwise."""
    found = only_row(fetch(LAST))["month"]
    return None if found is None else pd.Timestamp(found).date()


def put(asked: Asked, question: str) -> tuple[str, dict[str, object]]:
    """The question with ``returns`` and ``now`` before it, and what it binds."""
    sql, bound = firms.put(RETURNS + question, asked.selection)
    return sql, {**bound, "month": asked.month}


def ask(asked: Asked, question: str, **values: object) -> pd.DataFrame:
    """The answer to a question that reads ``returns``, ``now`` and ``firms``."""
    sql, bound = put(asked, question)
    return fetch(sql, **bound, **values)


def totals(asked: Asked) -> dict[str, Any]:
    """The sums of the month: of all firms, and of each set of firms that can be compared with the year before."""
    return only_row(ask(asked, TOTALS))


def growth(now: float | None, before: float | None) -> float | None:
    """A change in %; None where there is nothing to compare with."""
    return 100 * (now / before - 1) if now is not None and before is not None and before > 0 else None


def joint_growth(row: Mapping[str, Any]) -> float | None:
    """The growth (%) of the set that can be compared, of `totals`: what its firms' contributions add up to."""
    return 100 * row["gain"] / row["base"] if row["base"] else None


def trend(asked: Asked) -> pd.DataFrame:
    """One row per month from the January before to the month asked: sums of output and electricity, and their growth.

    Growth is of the firms that report both the month and the same month a year before.
    """
    return ask(asked, TREND)


def parts(asked: Asked, by: str) -> pd.DataFrame:
    """One row per park, town, industry or chain: ``growth_pct`` of its own, ``contribution`` to all (percentage points)."""
    area, name, joined = AREAS[by]
    return ask(asked, PARTS.format(id=area, name=name, joined=joined), no_chain=NO_CHAIN)


def contributions(asked: Asked) -> pd.DataFrame:
    """One row per firm that reported: its ``contribution`` = (output − base) ÷ Σ base, in percentage points, the best first.

    A firm without a base has none; the others' add up to the growth of their set.
    """
    return ask(asked, FIRMS)


# --- Indicators: one figure each, None where it cannot be said ---------------------------------------------------------
def out_cum(asked: Asked) -> float | None:
    """累计产值 (万元) from January to the month, as delivered."""
    value: float | None = totals(asked)["output_cum"]
    return value


def out_yoy(asked: Asked) -> float | None:
    """官方增速 (%): output over the 上年同期 that the returns state (可比口径), firms with both."""
    row = totals(asked)
    return growth(row["stated_now"], row["stated_before"])


def same_firm_yoy(asked: Asked) -> float | None:
    """The growth (%) of the firms that sent the same month's return in both years, by their own returns."""
    row = totals(asked)
    return growth(row["same_now"], row["same_before"])


def contrib(asked: Asked) -> float | None:
    """增长贡献 (百分点) of all firms of the selection together: the growth of the set that can be compared."""
    return joint_growth(totals(asked))


def power_yoy(asked: Asked) -> float | None:
    """工业用电同比 (%) of the month, firms that tell of it in both years."""
    row = totals(asked)
    return growth(row["power_now"], row["power_before"])
