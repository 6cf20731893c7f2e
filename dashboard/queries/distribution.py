"""Questions about the spread of tax over land: concentration, both against each other, a line drawn through them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.database import only_row, remembered
from dashboard.queries import firms
from dashboard.selection import Selection

MOST_POINTS = 2_000
CELLS_A_DECADE = 8


@dataclass(frozen=True)
class Concentration:
    """How unevenly tax stands on land; None throughout when there is no tax to share out.

    Attributes:
        firms: enterprises with a ratio of their own: those that are counted.
        gini: 0 when each mu pays the same; above 1 only where refunds make a part of the sum negative.
        best_tenth_pct: share of tax, in per cent, of the tenth of the land that earns most.
        worst_tenth_pct: the same of the tenth that earns least; negative where refunds prevail.
    """

    firms: int
    gini: float | None
    best_tenth_pct: float | None
    worst_tenth_pct: float | None


# Enterprises of one ratio are one step, so ties give one curve whatever their order. `land` and `tax` are sums up
# to and with the step, the least ratio first; total tax not above zero has no shares.
CUMULATED = """
, steps AS (
    SELECT tax_wan_yuan_per_mu AS ratio, sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan,
        count(*) AS firms
    FROM firms WHERE tax_wan_yuan_per_mu IS NOT NULL GROUP BY ratio
), cumulated AS (
    SELECT ratio, firms, land_mu, tax_wan_yuan, sum(land_mu) OVER upto AS land, sum(tax_wan_yuan) OVER upto AS tax,
        sum(land_mu) OVER () AS all_land, nullif(greatest(sum(tax_wan_yuan) OVER (), 0), 0) AS all_tax
    FROM steps WINDOW upto AS (ORDER BY ratio ROWS UNBOUNDED PRECEDING)
)
"""


LORENZ_POINTS = """
, percents AS (SELECT range AS land_pct FROM range(101)), wanted AS (
    SELECT p.land_pct, least(p.land_pct / 100 * t.all_land, t.last_land) AS land
    FROM percents AS p, (SELECT max(all_land) AS all_land, max(land) AS last_land FROM cumulated) AS t
)
SELECT w.land_pct::DOUBLE AS land_pct,
    CASE w.land_pct WHEN 100 THEN 100.0
        ELSE 100 * (c.tax - c.tax_wan_yuan + (w.land - c.land + c.land_mu) * c.ratio) / c.all_tax
    END AS tax_pct
FROM wanted AS w ASOF JOIN cumulated AS c ON w.land <= c.land
WHERE c.all_tax IS NOT NULL ORDER BY w.land_pct
"""
SHARES = """
SELECT coalesce(sum(firms), 0)::BIGINT AS firms,
    1 - sum(land_mu / all_land * (2 * tax - tax_wan_yuan) / all_tax) AS gini,
    100 * sum((land_mu - greatest(least(0.9 * all_land - land + land_mu, land_mu), 0)) * ratio / all_tax)
        AS best_tenth_pct,
    100 * sum(greatest(least(0.1 * all_land - land + land_mu, land_mu), 0) * ratio / all_tax)
        AS worst_tenth_pct
FROM cumulated
"""


def lorenz(selection: Selection) -> pd.DataFrame:
    """At most 101 points of the curve: ``land_pct`` and ``tax_pct``, shares of the land that earns least.

    Within a step the curve is a straight line, so a point between two enterprises is exact. No rows without tax.
    """
    return firms.ask(CUMULATED + LORENZ_POINTS, selection)


@remembered
def concentration(selection: Selection) -> Concentration:
    """The Gini coefficient of tax over land, and what the best and the worst tenth of the land pay."""
    frame = firms.ask(CUMULATED + SHARES, selection)
    return Concentration(**only_row(frame))


def scatter(selection: Selection, line: float) -> pd.DataFrame:
    """Land against tax of the enterprises with a ratio: each by itself, from ``MOST_POINTS`` on counted in a grid.

    Columns: ``land_mu``, ``tax_wan_yuan`` (of a cell of the grid its middle), ``firms``, ``name`` (NULL for a
    cell) and ``side``: ``above`` from ``line`` (万元/亩) on, ``below`` it, ``none`` without positive tax. A cell
    is as wide as an eighth of a decade of each logarithmic axis; those without positive tax are counted by land
    alone, their ``tax_wan_yuan`` is the sum.
    """
    return firms.ask(
        """
        , points AS (
            SELECT name, land_mu, tax_wan_yuan, count(*) OVER () AS whole,
                CASE WHEN tax_wan_yuan <= 0 THEN 'none' WHEN tax_wan_yuan_per_mu >= $line::DOUBLE THEN 'above'
                    ELSE 'below' END AS side
            FROM firms WHERE tax_wan_yuan_per_mu IS NOT NULL
        ), placed AS (
            SELECT *, floor(log10(land_mu) * $cells) AS column_number,
                CASE WHEN side <> 'none' THEN floor(log10(tax_wan_yuan) * $cells) END AS row_number
            FROM points
        )
        SELECT land_mu, tax_wan_yuan, 1 AS firms, name, side FROM placed WHERE whole <= $most
        UNION ALL
        SELECT pow(10, (column_number + 0.5) / $cells),
            coalesce(pow(10, (row_number + 0.5) / $cells), sum(tax_wan_yuan)), count(*), NULL, side
        FROM placed WHERE whole > $most GROUP BY column_number, row_number, side
        ORDER BY side, land_mu, tax_wan_yuan, name
        """,
        selection,
        line=line,
        cells=CELLS_A_DECADE,
        most=MOST_POINTS,
    )


def threshold(selection: Selection, line: float) -> pd.DataFrame:
    """Three rows, those from ``line`` (万元/亩) on, those below it, those without a ratio, empty ones too.

    Columns: ``side`` (``above``, ``below``, ``none``), ``firms``, ``land_mu``, ``tax_wan_yuan``.
    """
    return firms.ask(
        """
        , sided AS (
            SELECT CASE WHEN tax_wan_yuan_per_mu IS NULL THEN 'none'
                WHEN tax_wan_yuan_per_mu >= $line::DOUBLE THEN 'above' ELSE 'below' END AS side, land_mu, tax_wan_yuan
            FROM firms
        )
        SELECT s.side, count(sided.side) AS firms, sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan
        FROM (SELECT unnest(['above', 'below', 'none']) AS side) AS s LEFT JOIN sided ON sided.side = s.side
        GROUP BY s.side ORDER BY s.side
        """,
        selection,
        line=line,
    )
