"""Questions about how an enterprise stands among the others: its rank, who is first and last, what it could pay."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import firms
from dashboard.selection import Selection

# On less land the ratio explodes: such enterprises are shown and not ranked (domain notes 1.7).
LEAST_RANKED_MU = 0.5
# How many the lists of the best and of the worst hold.
ENDS = 10
# A median of fewer says more about them than about their industry.
LEAST_OF_AN_INDUSTRY = 5

# Ranks are those of the whole district in the size group of the year, whatever is chosen: a firm keeps its rank
# when the screen narrows to its town. The best is first; ties share a rank and the next one skips.
RANKED = """
, standing AS (
    SELECT y.enterprise_id, y.year, y.tax_wan_yuan_per_mu AS ratio,
        coalesce(y.is_above_scale, e.is_above_scale) AS is_above,
        coalesce(y.land_mu >= $least_mu AND y.tax_wan_yuan_per_mu IS NOT NULL, false) AS is_ranked
    FROM enterprise_year AS y INNER JOIN enterprise AS e ON e.enterprise_id = y.enterprise_id
    WHERE y.year BETWEEN $year::INTEGER - 2 AND $year::INTEGER
), ranked AS (
    SELECT *, CASE WHEN is_ranked THEN
        rank() OVER (PARTITION BY year, is_above, is_ranked ORDER BY ratio DESC) END AS place
    FROM standing
)
"""


LISTED = """
, shown AS (
    SELECT r.place AS rank, r.year, r.is_above, f.enterprise_id, f.name,
        nullif(f.town, $unknown) AS town, f.tax_wan_yuan_per_mu, f.tax_wan_yuan, f.land_mu, count(*) OVER () AS whole
    FROM firms AS f INNER JOIN ranked AS r ON r.enterprise_id = f.enterprise_id AND r.year = $year::INTEGER
    WHERE f.tax_wan_yuan_per_mu IS NOT NULL AND r.is_above = $above_scale
    ORDER BY rank NULLS LAST, f.tax_wan_yuan_per_mu DESC, f.name LIMIT $most::BIGINT
), lines AS (
    SELECT enterprise_id, list(ratio ORDER BY year) FILTER (ratio IS NOT NULL) AS years
    FROM standing WHERE enterprise_id IN (SELECT enterprise_id FROM shown) GROUP BY enterprise_id
)
SELECT s.rank, b.place AS rank_before, nullif(greatest(b.place - s.rank, 0), 0) AS risen,
    nullif(greatest(s.rank - b.place, 0), 0) AS fallen, s.name, s.town, s.tax_wan_yuan_per_mu,
    lines.years, s.tax_wan_yuan, s.land_mu, s.whole
FROM shown AS s
INNER JOIN lines ON lines.enterprise_id = s.enterprise_id
LEFT JOIN ranked AS b ON b.enterprise_id = s.enterprise_id AND b.year = s.year - 1 AND b.is_above = s.is_above
ORDER BY s.rank NULLS LAST, s.tax_wan_yuan_per_mu DESC, s.name
"""


def ranking(selection: Selection, *, above_scale: bool, most: int | None) -> pd.DataFrame:
    """The chosen enterprises of one size group with a ratio, the best rank first, the unranked last.

    Columns: ``rank`` and ``rank_before`` (in the group of the same size the year before; NULL when unranked),
    ``risen`` and ``fallen`` (places; at most one of them is there), ``name``, ``town``,
    ``tax_wan_yuan_per_mu``, ``years`` (list of that ratio in up to three years, the earliest first, years without
    one left out), ``tax_wan_yuan``, ``land_mu`` and ``whole``: the number of rows without ``most``.
    """
    return firms.ask(
        RANKED + LISTED,
        selection,
        least_mu=LEAST_RANKED_MU,
        above_scale=above_scale,
        most=most,
    )


def ends(selection: Selection, most: int) -> pd.DataFrame:
    """The ``most`` best and the ``most`` worst of the chosen enterprises that are ranked.

    Columns: ``end`` (``top``, ``bottom``), ``name``, ``town``, ``tax_wan_yuan_per_mu``, ``tax_wan_yuan``,
    ``land_mu``; the best of the top and the worst of the bottom come first. Few enterprises stand in both.
    """
    return firms.ask(
        """
        , listed AS (
            SELECT name, nullif(town, $unknown) AS town, tax_wan_yuan_per_mu, tax_wan_yuan, land_mu
            FROM firms WHERE tax_wan_yuan_per_mu IS NOT NULL AND land_mu >= $least_mu
        )
        (SELECT 'top' AS "end", * FROM listed ORDER BY tax_wan_yuan_per_mu DESC, land_mu DESC, name LIMIT $most)
        UNION ALL
        (SELECT 'bottom', * FROM listed ORDER BY tax_wan_yuan_per_mu, land_mu DESC, name LIMIT $most)
        """,
        selection,
        least_mu=LEAST_RANKED_MU,
        most=most,
    )


def recoverable(selection: Selection, *, by_industry: bool, most: int | None) -> pd.DataFrame:
    """The chosen enterprises below their yardstick, those that could bring most first, ``most`` at most.

    The yardstick is the median ratio of the enterprise's industry division in the whole district, or of the
    district where the division has fewer than ``LEAST_OF_AN_INDUSTRY`` ratios or ``by_industry`` is false.
    Columns: ``name``, ``town``, ``industry`` (division code), ``tax_wan_yuan_per_mu``, ``yardstick`` (万元/亩),
    ``land_mu``, ``recoverable_wan_yuan`` = (yardstick − own) × land; ``total_wan_yuan`` and ``firms`` of all of
    them, without ``most``.
    """
    return firms.ask(
        """
        , district AS (SELECT median(tax_wan_yuan_per_mu) AS yardstick FROM everyone), industries AS (
            SELECT division, median(tax_wan_yuan_per_mu) AS yardstick FROM everyone WHERE division <> ''
            GROUP BY division HAVING count(tax_wan_yuan_per_mu) >= $least_firms AND $by_industry
        ), measured AS (
            SELECT f.*, coalesce(i.yardstick, d.yardstick) AS yardstick
            FROM firms AS f CROSS JOIN district AS d LEFT JOIN industries AS i ON i.division = f.division
        )
        SELECT name, nullif(town, $unknown) AS town, division AS industry, tax_wan_yuan_per_mu, yardstick, land_mu,
            (yardstick - tax_wan_yuan_per_mu) * land_mu AS recoverable_wan_yuan,
            sum(recoverable_wan_yuan) OVER () AS total_wan_yuan, count(*) OVER () AS firms
        FROM measured WHERE tax_wan_yuan_per_mu < yardstick
        ORDER BY recoverable_wan_yuan DESC, name LIMIT $most::BIGINT
        """,
        selection,
        least_firms=LEAST_OF_AN_INDUSTRY,
        by_industry=by_industry,
        most=most,
    )
