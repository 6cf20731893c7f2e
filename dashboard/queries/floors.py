"""Questions about floor to let, quarter by quarter, and about new carriers: how much is there, taken and empty?

Neither ledger is about firms: of the side bar only parks and towns choose here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, later, only_row, remembered
from dashboard.queries.growth import Asked
from dashboard.selection import OUTSIDE_PARKS, UNKNOWN

UNTOLD = "未写明"
PLACED = """(len($parks::VARCHAR[]) = 0 OR list_contains($parks::VARCHAR[], coalesce(s.park_id, '')))
        AND (len($towns::VARCHAR[]) = 0 OR list_contains($towns::VARCHAR[], coalesce(s.town, $unknown::VARCHAR)))"""
PARK = "coalesce(p.name, s.park_name, $outside::VARCHAR) AS park"
# A building's last word in each quarter, as far as the day asked; what is being built may not be let yet. The rate is
# taken over buildings of which both areas are told.
FLOORS = f"""
WITH placed AS (
    SELECT s.*, {PARK}, date_trunc('quarter', s.told_on)::DATE AS quarter_on,
        coalesce(s.floor_status = '在建', false) AS is_building,
        NOT is_building AND s.lettable_m2 IS NOT NULL AND s.vacant_m2 IS NOT NULL AS has_both
    FROM floor_space AS s LEFT JOIN park AS p ON s.park_id = p.park_id
    WHERE s.told_on <= $on::DATE AND {PLACED}
),
spaces AS (
    SELECT *, year(quarter_on) || ' 年 ' || quarter(quarter_on) || ' 季度' AS quarter,
        CASE WHEN has_both AND lettable_m2 > 0 THEN 100.0 * vacant_m2 / lettable_m2 END AS vacancy_pct,
        concat_ws('|', space_id, CAST(told_on AS VARCHAR)) AS case_id
    FROM placed QUALIFY row_number() OVER (PARTITION BY space_id, quarter_on ORDER BY told_on DESC) = 1
),
latest AS (
    SELECT * FROM spaces WHERE quarter_on = (
        SELECT max(date_trunc('quarter', told_on)) FROM floor_space WHERE told_on <= $on::DATE
    )
)
"""  # noqa: S608
SUMS = """
    count(*) AS buildings, count(*) FILTER (WHERE is_building) AS sites,
    CASE WHEN sites = 0 THEN 0 ELSE sum(built_m2) FILTER (WHERE is_building) END AS building_m2,
    sum(lettable_m2) FILTER (WHERE NOT is_building) AS lettable_m2,
    sum(let_m2) FILTER (WHERE NOT is_building) AS let_m2,
    sum(vacant_m2) FILTER (WHERE NOT is_building) AS vacant_m2,
    count(*) FILTER (WHERE has_both) AS with_both,
    100.0 * sum(vacant_m2) FILTER (WHERE has_both) / nullif(sum(lettable_m2) FILTER (WHERE has_both), 0) AS vacancy_pct
"""
RENT = """sum(rent_yuan_per_m2_month * lettable_m2) FILTER (WHERE NOT is_building)
        / nullif(sum(lettable_m2) FILTER (WHERE NOT is_building AND rent_yuan_per_m2_month IS NOT NULL), 0)
        AS rent_yuan_per_m2_month"""
FLOOR_QUARTERS = f"""
SELECT quarter_on, quarter, {SUMS} FROM spaces GROUP BY quarter_on, quarter ORDER BY quarter_on
"""  # noqa: S608
FLOOR_PARKS = f"""
SELECT park AS area, {SUMS} FROM latest GROUP BY park ORDER BY vacant_m2 DESC NULLS LAST, park
"""  # noqa: S608
FLOOR_SUMS = f"""
SELECT max(quarter) AS quarter, {SUMS}, {RENT},
    (SELECT count(DISTINCT space_id) FROM spaces WHERE space_id NOT IN (SELECT space_id FROM latest)) AS missed
FROM latest
"""  # noqa: S608
CARRIERS = f"""
WITH carriers AS (
    SELECT s.*, {PARK}, c.name AS chain, coalesce(s.carrier_status, $untold::VARCHAR) AS status, s.carrier_id AS case_id,
        s.supply_m2 IS NOT NULL AND s.taken_m2 IS NOT NULL AS has_both,
        CASE WHEN s.taken_m2 <= s.supply_m2 THEN s.supply_m2 - s.taken_m2 END AS free_m2,
        CASE WHEN s.supply_m2 > 0 THEN 100.0 * s.taken_m2 / s.supply_m2 END AS taken_pct,
        CASE WHEN coalesce(s.carrier_status, '') <> '投用' AND s.planned_use_on < $on::DATE
            THEN date_diff('day', s.planned_use_on, $on::DATE) END AS overdue_days
    FROM carrier AS s LEFT JOIN park AS p ON s.park_id = p.park_id LEFT JOIN chain AS c ON s.chain_id = c.chain_id
    WHERE {PLACED}
)
"""  # noqa: S608
CARRIER_LIST = (
    "SELECT * FROM carriers ORDER BY overdue_days DESC NULLS LAST, free_m2 DESC NULLS LAST, carrier_id"
)
CARRIER_SUMS = """
SELECT count(*) AS carriers, sum(supply_m2) AS supply_m2, sum(taken_m2) AS taken_m2,
    sum(free_m2) AS free_m2, count(*) FILTER (WHERE has_both) AS with_both,
    100.0 * sum(taken_m2) FILTER (WHERE has_both) / nullif(sum(supply_m2) FILTER (WHERE has_both), 0) AS taken_pct,
    count(*) FILTER (WHERE carrier_status = '投用') AS in_use, count(*) FILTER (WHERE carrier_status = '在建') AS sites,
    sum(supply_m2) FILTER (WHERE carrier_status = '投用') AS in_use_supply_m2,
    count(*) FILTER (WHERE overdue_days IS NOT NULL) AS overdue, count(DISTINCT chain_id) AS chains
FROM carriers
"""
CARRIER_PARTS = """
SELECT park AS area, status, sum(supply_m2) AS supply_m2, count(*) AS carriers FROM carriers GROUP BY park, status
"""
FLOOR_LIST = "SELECT * FROM latest ORDER BY vacant_m2 DESC NULLS LAST, park, carrier_name, building, space_id"


def _bound(asked: Asked) -> dict[str, object]:
    chosen = asked.selection
    return {
        "on": asked.on,
        "parks": chosen.parks,
        "towns": chosen.towns,
        "unknown": UNKNOWN,
        "outside": OUTSIDE_PARKS,
    }


@remembered
def told_on() -> date | None:
    """The day of the latest word about floor, carriers, funds or events; None where none was read."""
    found = only_row(
        fetch("""
        SELECT max(told_on) AS told_on FROM (
            SELECT told_on FROM floor_space UNION ALL SELECT told_on FROM carrier
            UNION ALL SELECT told_on FROM fund UNION ALL SELECT told_on FROM matching_event
        )""")
    )["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def spaces(asked: Asked) -> pd.DataFrame:
    """One row per building of the latest quarter told by the day asked, with its ``vacancy_pct``; the emptiest first."""
    return fetch(FLOORS + FLOOR_LIST, **_bound(asked))


def spaces_later(asked: Asked) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return later(FLOORS + FLOOR_LIST, **_bound(asked))


def floor_sums(asked: Asked) -> dict[str, Any]:
    """Of the latest quarter: ``buildings``, areas, ``vacancy_pct``, mean rent by area, ``missed``: told before and not now."""
    return only_row(fetch(FLOORS + FLOOR_SUMS, **_bound(asked)))


def vacant_rate(asked: Asked) -> float | None:
    """厂房空置率: Σ empty ÷ Σ lettable floor in per cent, of the latest quarter told; None where nothing is told."""
    rate = floor_sums(asked)["vacancy_pct"]
    return None if rate is None else float(rate)


def floor_quarters(asked: Asked) -> pd.DataFrame:
    """One row per quarter in order: ``quarter``, and the sums of `floor_sums`."""
    return fetch(
        FLOORS + FLOOR_QUARTERS,
        **_bound(asked),
    )


def floor_parks(asked: Asked) -> pd.DataFrame:
    """One row per park of the latest quarter: ``area``, and the sums of `floor_sums`; the emptiest first."""
    return fetch(
        FLOORS + FLOOR_PARKS,
        **_bound(asked),
    )


def carriers(asked: Asked) -> pd.DataFrame:
    """One row per new carrier with its ``chain``, ``taken_pct``, ``free_m2`` and ``overdue_days``; the latest first."""
    return fetch(CARRIERS + CARRIER_LIST, **_bound(asked), untold=UNTOLD)


def carriers_later(asked: Asked) -> Callable[[], pd.DataFrame]:
    """The same, read when the result is called."""
    return later(CARRIERS + CARRIER_LIST, **_bound(asked), untold=UNTOLD)


def carrier_sums(asked: Asked) -> dict[str, Any]:
    """``supply_m2``, ``taken_m2`` and their ratio ``taken_pct``, how many are in use, being built and late."""
    return only_row(fetch(CARRIERS + CARRIER_SUMS, **_bound(asked), untold=UNTOLD))


def taken_rate(asked: Asked) -> float | None:
    """去化率: Σ taken ÷ Σ supplied in per cent over carriers of which both are told; None where none is."""
    rate = carrier_sums(asked)["taken_pct"]
    return None if rate is None else float(rate)


def carrier_parts(asked: Asked) -> pd.DataFrame:
    """One row per park and status: ``area``, ``status``, ``supply_m2``, ``carriers``."""
    return fetch(
        CARRIERS + CARRIER_PARTS,
        **_bound(asked),
        untold=UNTOLD,
    )
