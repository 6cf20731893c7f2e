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
LISTED = """
SELECT listed.*, CASE v.grade WHEN 'T' THEN '不参评' ELSE v.grade END AS grade
FROM (
SELECT enterprise_id, per_mu_rank AS rank, per_mu_rank_before AS rank_before,
    nullif(greatest(per_mu_rank_before - per_mu_rank, 0), 0) AS risen,
    nullif(greatest(per_mu_rank - per_mu_rank_before, 0), 0) AS fallen, name, nullif(town, $unknown) AS town, tax_wan_yuan_per_mu,
    list_filter([tax_wan_yuan_per_mu_earlier, tax_wan_yuan_per_mu_before, tax_wan_yuan_per_mu],
        lambda ratio: ratio IS NOT NULL) AS years,
    tax_wan_yuan, land_mu, count(*) OVER () AS whole
FROM firms WHERE tax_wan_yuan_per_mu IS NOT NULL AND is_above_scale = $above_scale
ORDER BY per_mu_rank NULLS LAST, tax_wan_yuan_per_mu DESC, name LIMIT $most::BIGINT
) AS listed
LEFT JOIN evaluation AS v ON v.enterprise_id = listed.enterprise_id AND v.year = $year::INTEGER
    AND v.pack_id = $shown_pack::VARCHAR
ORDER BY rank NULLS LAST, tax_wan_yuan_per_mu DESC, name
"""


def ranking(selection: Selection, *, above_scale: bool, most: int | None) -> pd.DataFrame:
    """The chosen enterprises of one size group with a ratio, the best rank first, the unranked last.

    Columns: ``rank`` and ``rank_before`` (in the group of the same size the year before; NULL when unranked),
    ``risen`` and ``fallen`` (places; at most one of them is there), ``name``, ``town``,
    ``tax_wan_yuan_per_mu``, ``years`` (list of that ratio in up to three years, the earliest first, years without
    one left out), ``tax_wan_yuan``, ``land_mu``, ``grade`` under the selection's pack and
    ``whole``: the number of rows without ``most``.
    """
    return firms.ask(LISTED, selection, above_scale=above_scale, most=most, shown_pack=selection.graded_by)


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
