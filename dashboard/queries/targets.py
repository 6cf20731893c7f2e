"""Questions about yearly targets: what is aimed at, what offices entered of it, and the rule that judges both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.database import fetch, only_row, remembered

AIMS = "SELECT * FROM target WHERE year = $year::INTEGER ORDER BY indicator"
# The last month that an office told of, as far as the day asked.
ENTERED = """
SELECT indicator, month AS entered_month, completed AS entered, completed_unit
FROM target_month
WHERE year(month) = $year::INTEGER AND month <= $on::DATE AND completed IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY indicator ORDER BY month DESC) = 1
"""
CURVES = """
SELECT indicator, month(month) AS month_number, scheduled_pct FROM target_month
WHERE year(month) = $year::INTEGER AND scheduled_pct IS NOT NULL
"""
MONTHS = """
SELECT indicator, month, completed, completed_unit, scheduled_pct FROM target_month
WHERE year(month) = $year::INTEGER AND month <= $on::DATE ORDER BY indicator, month
"""
GRANTED = """
SELECT count(DISTINCT enterprise_id) AS firms FROM honour
WHERE honour_code = $code AND status IN ('granted', 'renewed') AND year(granted_on) = $year::INTEGER
    AND granted_on <= $on::DATE
"""
SOURCES = """
SELECT split_part(l.key, '|', 1) AS name, l.key AS about, l.table_name, f.path, l.sheet, l.row_number, f.entity, f.department,
    f.received_on
FROM lineage AS l LEFT JOIN source_file AS f ON f.file_id = l.file_id AND f.sheet = l.sheet
WHERE l.table_name IN ('target', 'target_month') AND starts_with(split_part(l.key, '|', 2), $year::VARCHAR)
ORDER BY l.key, f.path, l.sheet, l.row_number
"""


@dataclass(frozen=True)
class Rule:
    """When a target is ahead or behind, in points of its 时序差; from how many per cent of its schedule a light is on."""

    ahead_points: float
    behind_points: float
    green_pct: float
    yellow_pct: float
    orange_pct: float
    source: str | None


@remembered
def rule() -> Rule:
    """The rule that the build was made with."""
    return Rule(**only_row(fetch("SELECT * FROM target_rule")))


@remembered
def years() -> tuple[int, ...]:
    """The years that have a target, the latest first."""
    return tuple(int(year) for year in fetch("SELECT DISTINCT year FROM target ORDER BY year DESC")["year"])


@remembered
def told_on() -> date | None:
    """The end of the last month that an office told of; None where nobody did."""
    found = only_row(fetch("SELECT last_day(max(month)) AS told_on FROM target_month"))["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def aims(year: int) -> pd.DataFrame:
    """One row per target of the year: ``indicator``, ``target``, ``target_unit``, ``responsible_unit``."""
    return fetch(AIMS, year=year)


def entered(year: int, on: date) -> pd.DataFrame:
    """One row per indicator that an office told of in the year: ``entered_month``, ``entered``, ``completed_unit``."""
    return fetch(ENTERED, year=year, on=on)


def curves(year: int) -> pd.DataFrame:
    """What a month asks for where it is no twelfth: ``indicator``, ``month_number``, ``scheduled_pct``."""
    return fetch(CURVES, year=year)


def months(year: int, on: date) -> pd.DataFrame:
    """Everything that offices entered in the year, month by month."""
    return fetch(MONTHS, year=year, on=on)


def granted(code: str, year: int, on: date) -> float:
    """How many firms were granted an honour in the year, as far as the day asked."""
    return float(only_row(fetch(GRANTED, code=code, year=year, on=on))["firms"])


def sources(year: int) -> pd.DataFrame:
    """The rows of incoming files behind the targets of a year and what was entered of them."""
    return fetch(SOURCES, year=str(year))
