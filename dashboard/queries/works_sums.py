"""Sums over the cases of park standardisation: the large numbers, new floor by month and year, households, expiry."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row
from dashboard.queries.works import CASES, Asked

TOTALS = """
, gained AS (
    SELECT sum(g.floor_m2) AS gained_m2, count(*) FILTER (g.floor_m2 IS NULL) AS gained_untold
    FROM floor_gain AS g INNER JOIN cases AS c USING (works_kind, case_id)
), reserved AS (
    SELECT sum(r.land_mu) AS reserve_mu, sum(r.cleared_mu) AS cleared_mu,
        sum(r.land_mu) FILTER (r.unsigned_households = 0) AS signed_mu,
        sum(r.households) FILTER (r.unsigned_households IS NOT NULL) AS households,
        sum(r.unsigned_households) AS unsigned, count(r.unsigned_households) AS counted_reserves
    FROM land_reserve AS r INNER JOIN cases AS c ON c.works_kind = 'land_reserve' AND c.case_id = r.reserve_id
)
SELECT gained.*, reserved.*,
    count(*) FILTER (works_kind = 'park_plot') AS plots,
    count(*) FILTER (works_kind = 'park_plot' AND stage_number >= 9) AS plots_done,
    sum(land_mu) FILTER (works_kind = 'park_plot') AS plots_mu,
    count(*) FILTER (works_kind = 'park_plot' AND overdue_days > 0) AS plots_late,
    count(*) FILTER (works_kind = 'self_upgrade') AS upgrades,
    count(*) FILTER (works_kind = 'self_upgrade' AND stage_number >= 9) AS upgrades_done,
    count(*) FILTER (works_kind = 'self_upgrade' AND overdue_days > 0) AS upgrades_late,
    sum(floor_m2) FILTER (works_kind = 'self_upgrade') AS upgrades_m2,
    count(floor_m2) FILTER (works_kind = 'self_upgrade') AS upgrades_measured,
    count(*) FILTER (works_kind = 'land_reserve') AS reserves,
    count(*) FILTER (works_kind = 'land_reserve' AND overdue_days > 0) AS reserves_late,
    count(*) FILTER (works_kind = 'temporary_land') AS papers,
    count(*) FILTER (expiry = '已到期') AS papers_expired,
    count(*) FILTER (expiry = '90 天内') AS papers_soon,
    sum(land_mu) FILTER (expiry = '已到期') AS expired_mu
FROM gained CROSS JOIN reserved LEFT JOIN cases ON TRUE
GROUP BY ALL
"""
MONTHS = """
SELECT g.month, sum(g.floor_m2) AS floor_m2, count(*) AS cases, count(*) FILTER (g.floor_m2 IS NULL) AS untold
FROM floor_gain AS g INNER JOIN cases AS c USING (works_kind, case_id)
WHERE list_contains($kinds::VARCHAR[], g.works_kind)
GROUP BY g.month ORDER BY g.month
"""
COMPLETED = """
SELECT c.*, g.month, g.floor_m2 AS gained_m2
FROM floor_gain AS g INNER JOIN cases AS c USING (works_kind, case_id)
ORDER BY g.month, c.label, c.case_id
"""
SIGNED = """
SELECT m.reserve_id, c.label, m.month, m.households, m.signed_households, m.unsigned_households
FROM land_reserve_month AS m INNER JOIN cases AS c ON c.works_kind = 'land_reserve' AND c.case_id = m.reserve_id
ORDER BY c.label, m.reserve_id, m.month
"""
RESERVES = """
SELECT c.*, r.cleared_mu, r.households, r.signed_households, r.unsigned_households
FROM land_reserve AS r INNER JOIN cases AS c ON c.works_kind = 'land_reserve' AND c.case_id = r.reserve_id
ORDER BY r.unsigned_households DESC NULLS LAST, c.label, c.case_id
"""
EXPIRIES = """
SELECT expiry, count(*) AS papers, sum(land_mu) AS land_mu, count(land_mu) AS measured
FROM cases WHERE expiry IS NOT NULL GROUP BY expiry
"""
# A case's own rows, and those that tell the days of its stages.
SOURCES = """
SELECT c.label AS name, c.case_id AS about, min(l.table_name) AS table_name, f.path, l.sheet, l.row_number, f.entity,
    f.department, f.received_on
FROM works_case AS c
INNER JOIN lineage AS l ON (l.table_name = c.works_kind AND l.key = c.case_id)
    OR ($with_stages::BOOLEAN AND l.table_name = 'works_stage'
        AND l.key = concat_ws('|', c.works_kind, c.case_id, '竣工'))
    OR ($with_months::BOOLEAN AND l.table_name = 'land_reserve_month' AND starts_with(l.key, c.case_id || '|'))
LEFT JOIN source_file AS f ON f.file_id = l.file_id AND f.sheet = l.sheet
WHERE list_contains($keys::VARCHAR[], c.works_kind || '|' || c.case_id)
GROUP BY c.label, c.case_id, f.path, l.sheet, l.row_number, f.entity, f.department, f.received_on
ORDER BY name, f.path, l.sheet, l.row_number
"""


def totals(asked: Asked) -> dict[str, Any]:
    """The large numbers in one row; None where nothing was told, so that a gap is no zero."""
    return only_row(fetch(CASES + TOTALS, **asked.bound))


def gained_by_month(asked: Asked, kinds: tuple[str, ...]) -> pd.DataFrame:
    """One row per month in which a case of ``kinds`` was completed: ``floor_m2``, ``cases``, ``untold``: without floor."""
    return fetch(CASES + MONTHS, **asked.bound, kinds=kinds)


def completed(asked: Asked) -> pd.DataFrame:
    """One row per completed case: the month and the floor that it brings; missing where nobody stated it."""
    return fetch(CASES + COMPLETED, **asked.bound)


def targets() -> pd.DataFrame:
    """One row per year with a target of new floor: ``year``, ``target_m2``; of the whole district."""
    return fetch("SELECT year, target_m2 FROM floor_target ORDER BY year")


def signed_by_month(asked: Asked) -> pd.DataFrame:
    """One row per land reserve and reported month with the households that had and had not signed."""
    return fetch(CASES + SIGNED, **asked.bound)


def reserves(asked: Asked) -> pd.DataFrame:
    """One row per land reserve with its land and households; the most unsigned first."""
    return fetch(CASES + RESERVES, **asked.bound)


def by_expiry(asked: Asked) -> pd.DataFrame:
    """One row per class of expiry that a paper for temporary land is in: ``papers``, ``land_mu``, ``measured``."""
    return fetch(CASES + EXPIRIES, **asked.bound)


def sources(cases: pd.DataFrame, *, with_stages: bool, with_months: bool) -> pd.DataFrame:
    """The rows of incoming files behind ``cases``: their own, those of their completion, those of their months."""
    keys = tuple(cases["works_kind"] + "|" + cases["case_id"])
    return fetch(SOURCES, keys=keys, with_stages=with_stages, with_months=with_months)
