"""What the rule of small cells has to know of each group: how many enterprises have data, and how large the largest is."""

from __future__ import annotations

import pandas as pd

from dashboard.database import only_row
from dashboard.queries import firms
from dashboard.queries.distribution import CUMULATED
from dashboard.selection import Selection

# Of a group with 5 taxes, 4 pieces of land and 2 ratios, the median tells of 2: the least count that is not 0 counts.
MEMBERS = """
, counted AS (
    SELECT *, greatest(tax_wan_yuan, 0) AS positive_tax, greatest(output_wan_yuan, 0) AS positive_output FROM firms
)
"""


WHOLE = """
SELECT least(nullif(count(*), 0), nullif(count(tax_wan_yuan), 0), nullif(count(land_mu), 0),
        nullif(count(*) FILTER (has_both), 0), nullif(count(tax_wan_yuan_per_mu), 0)) AS members,
    max(positive_tax) AS largest_wan_yuan, sum(positive_tax) AS positive_wan_yuan,
    count(output_wan_yuan) AS output_members, max(positive_output) AS largest_output,
    sum(positive_output) AS positive_output
FROM counted
"""


def whole(selection: Selection) -> dict[str, float | None]:
    """Of the selection: ``members``, ``largest_wan_yuan``, ``positive_wan_yuan`` of tax, and the same of output."""
    return only_row(
        firms.ask(
            MEMBERS + WHOLE,
            selection,
        )
    )


AREAS = """
SELECT CASE $by WHEN 'park' THEN park_id WHEN 'town' THEN town ELSE division END AS area_id,
    least(count(*) FILTER (has_both), coalesce(nullif(count(tax_wan_yuan_per_mu), 0),
        count(*) FILTER (has_both))) AS members,
    max(positive_tax) FILTER (has_both) AS largest_wan_yuan,
    sum(positive_tax) FILTER (has_both) AS positive_wan_yuan
FROM counted GROUP BY 1
"""


def areas(selection: Selection, by: str) -> pd.DataFrame:
    """The same of tax for each ``area_id`` of `enterprises.league`."""
    return firms.ask(
        MEMBERS + AREAS,
        selection,
        by=by,
    )


GRADES = """
SELECT v.size_group, v.grade,
    least(count(*), nullif(count(f.tax_wan_yuan), 0), nullif(count(f.land_mu), 0),
        nullif(count(*) FILTER (f.has_both), 0)) AS members,
    max(f.positive_tax) AS largest_wan_yuan, sum(f.positive_tax) AS positive_wan_yuan
FROM counted AS f
INNER JOIN evaluation AS v
    ON v.enterprise_id = f.enterprise_id AND v.year = $year::INTEGER AND v.pack_id = $pack
WHERE v.size_group IS NOT NULL
GROUP BY v.size_group, v.grade
"""


def grades(selection: Selection, pack: str) -> pd.DataFrame:
    """The same for each ``size_group`` and ``grade`` of `grading.distribution`."""
    return firms.ask(
        MEMBERS + GRADES,
        selection,
        pack=pack,
    )


TENTHS = """
, placed AS (
    SELECT t.range AS tenth, f.enterprise_id, f.tax_wan_yuan_per_mu * f.land_mu / c.land_mu * (
            least(c.land, (t.range + 1) * c.all_land / 10)
            - greatest(c.land - c.land_mu, t.range * c.all_land / 10)
        ) AS tax
    FROM cumulated AS c
    INNER JOIN firms AS f ON f.tax_wan_yuan_per_mu = c.ratio
    INNER JOIN range(10) AS t ON c.land - c.land_mu < (t.range + 1) * c.all_land / 10 - 1e-9
        AND c.land > t.range * c.all_land / 10 + 1e-9
)
SELECT tenth, count(DISTINCT enterprise_id) AS members, max(greatest(tax, 0)) AS largest_wan_yuan,
    sum(greatest(tax, 0)) AS positive_wan_yuan
FROM placed GROUP BY tenth ORDER BY tenth
"""


def tenths(selection: Selection) -> pd.DataFrame:
    """The same for each tenth of the land, from that which earns least: what a Lorenz curve by tenths tells."""
    return firms.ask(
        CUMULATED + TENTHS,
        selection,
    )
