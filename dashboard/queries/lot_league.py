"""Parks and towns side by side by 地块法, and what the rule of small cells has to know of each."""

from __future__ import annotations

import pandas as pd

from dashboard.database import only_row
from dashboard.lots import LotSelection
from dashboard.queries.lot_totals import FAR, RATIO, USERS
from dashboard.queries.lots import ask
from dashboard.selection import OUTSIDE_PARKS

# The area of a row of `lots` or `used`.
AREA = "CASE $by WHEN 'park' THEN coalesce(park_id, '') ELSE coalesce(town, $unknown) END"
LEAGUE = (
    """
, users AS (SELECT {area} AS area_id, count(DISTINCT enterprise_id) AS firms FROM used GROUP BY 1)
, areas AS (
    SELECT {area} AS area_id,
        any_value(CASE $by WHEN 'park' THEN coalesce(park_name, $outside) ELSE coalesce(town, $unknown) END) AS area,
        count(*) AS parcels, count(*) FILTER (has_both) AS with_both, sum(land_mu) AS land_mu,
        sum(tax_wan_yuan) AS tax_wan_yuan, {ratio} AS tax_wan_yuan_per_mu,
        median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu,
        {far} AS far,
        100 * sum(vacant_floor_m2) FILTER (floor_m2 IS NOT NULL)
            / nullif(sum(floor_m2) FILTER (vacant_floor_m2 IS NOT NULL), 0) AS vacancy_pct,
        sum(recoverable_wan_yuan) AS recoverable_wan_yuan
    FROM lots GROUP BY 1
)
SELECT a.*, coalesce(u.firms, 0) AS firms
FROM areas AS a LEFT JOIN users AS u ON u.area_id = a.area_id
ORDER BY a.area_id IN ('', $unknown), tax_wan_yuan_per_mu DESC NULLS LAST, area, a.area_id
""".replace("{area}", AREA)
    .replace("{ratio}", RATIO)
    .replace("{far}", FAR)
)


def league(selection: LotSelection, by: str) -> pd.DataFrame:
    """One row per area (``by``: park or town), the best tax per mu first; outside every park, or without a town, last.

    Columns: ``area_id``, ``area``, ``parcels``, ``with_both`` (tax and land), ``land_mu`` and ``tax_wan_yuan`` of all,
    ``tax_wan_yuan_per_mu`` (Σ tax ÷ Σ land of those with both), the median of the parcels' own, ``far`` (Σ floor ÷
    Σ land in m² of those with both), ``vacancy_pct`` (Σ vacant ÷ Σ floor of those with both), ``recoverable_wan_yuan``,
    ``firms`` (those that use land there, each once).
    """
    return ask(USERS + LEAGUE, selection, by=by, outside=OUTSIDE_PARKS)


# What of a firm's tax falls to the chosen parcels of an area, by the rule of land_part.sql.
CELLS = """
, held AS (
    SELECT parcel_id, enterprise_id, sum(greatest(coalesce(land_share_mu, 0), 0)) AS used_mu,
        sum(coalesce(land_gross_mu, 0)) AS held_mu
    FROM occupancy WHERE year = $year::INTEGER GROUP BY parcel_id, enterprise_id
), weighed AS (
    SELECT *, sum(used_mu) OVER each_firm AS all_used_mu, sum(held_mu) OVER each_firm AS all_held_mu
    FROM held WINDOW each_firm AS (PARTITION BY enterprise_id)
), shared_out AS (
    SELECT {area} AS area_id, w.enterprise_id, count(y.tax_wan_yuan) > 0 AS is_taxed,
        sum(greatest(y.tax_wan_yuan, 0) * CASE WHEN all_used_mu > 0 THEN used_mu / all_used_mu
            WHEN all_held_mu > 0 THEN held_mu / all_held_mu END) AS positive
    FROM lots AS l INNER JOIN weighed AS w ON w.parcel_id = l.parcel_id
    LEFT JOIN enterprise_year AS y ON y.enterprise_id = w.enterprise_id AND y.year = l.year
    GROUP BY 1, 2
)
SELECT area_id, least(count(*), nullif(count(*) FILTER (is_taxed), 0)) AS members,
    max(positive) AS largest_wan_yuan, sum(positive) AS positive_wan_yuan
FROM shared_out GROUP BY area_id
""".replace("{area}", AREA)


def cells(selection: LotSelection, by: str) -> pd.DataFrame:
    """For each ``area_id`` of `league` with an enterprise: ``members``, ``largest_wan_yuan``, ``positive_wan_yuan``.

    Who holds land there without using it counts too: its tax falls to the land.
    """
    return ask(CELLS, selection, by=by)


def whole(selection: LotSelection) -> dict[str, float | None]:
    """The same of all chosen parcels together."""
    question = CELLS.replace(AREA, "$by")
    found = ask(question, selection, by="whole")
    nothing: dict[str, float | None] = {"members": 0, "largest_wan_yuan": None, "positive_wan_yuan": None}
    return only_row(found) if len(found) else nothing
