"""The same questions by 地块法: the parcel is the unit, and its whole land the denominator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.queries.enterprises import BIN, BIN_EDGES
from dashboard.selection import OUTSIDE_PARKS, UNKNOWN, Selection

PARCELS = """
WITH parcels AS (
    SELECT p.parcel_id, p.parcel_address, p.town, coalesce(p.park_id, '') AS park_id,
        coalesce(k.name, p.park_id, $outside) AS park,
        y.tax_wan_yuan, y.land_mu, y.tax_wan_yuan_per_mu,
        y.tax_wan_yuan IS NOT NULL AND y.land_mu IS NOT NULL AS has_both
    FROM parcel AS p
    INNER JOIN parcel_year AS y ON y.parcel_id = p.parcel_id AND y.year = $year::INTEGER
    LEFT JOIN park AS k ON k.park_id = p.park_id
    WHERE (len($towns::VARCHAR[]) = 0 OR list_contains($towns::VARCHAR[], coalesce(p.town, $unknown)))
        AND (len($parks::VARCHAR[]) = 0 OR list_contains($parks::VARCHAR[], coalesce(p.park_id, '')))
)
"""


@dataclass(frozen=True)
class ParcelFigures:
    """Sums and counts over the chosen parcels of a year; None where no parcel has the datum.

    Attributes:
        parcels: parcels chosen.
        with_ratio: how many have tax and land: the rows of the ratio and the sums.
        tax_wan_yuan: their users' tax, by the land that each uses.
        land_mu: their land, let or not.
        tax_wan_yuan_per_mu: the quotient of the two sums.
        median_tax_wan_yuan_per_mu: of the parcels' own ratios.
    """

    parcels: int
    with_ratio: int
    tax_wan_yuan: float | None
    land_mu: float | None
    tax_wan_yuan_per_mu: float | None
    median_tax_wan_yuan_per_mu: float | None


def ask(question: str, selection: Selection, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads ``parcels``: those of the selection's towns and parks, of any ratio."""
    return database.fetch(PARCELS + question, **_bound(selection), **values)


def later(question: str, selection: Selection, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    return database.later(PARCELS + question, **_bound(selection), **values)


def _bound(selection: Selection) -> dict[str, object]:
    return {
        "year": selection.year,
        "towns": selection.towns,
        "parks": selection.parks,
        "unknown": UNKNOWN,
        "outside": OUTSIDE_PARKS,
    }


@database.remembered
def figures(selection: Selection) -> ParcelFigures:
    """The sums and counts of the parcels in the selection's towns, parks and range of tax per mu."""
    frame = ask(
        """
        SELECT count(*) AS parcels, count(tax_wan_yuan_per_mu) AS with_ratio,
            sum(tax_wan_yuan) FILTER (has_both) AS tax_wan_yuan, sum(land_mu) FILTER (has_both) AS land_mu,
            sum(tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0)
                AS tax_wan_yuan_per_mu,
            median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu
        FROM parcels
        WHERE ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
            AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE)
        """,
        selection,
        **{"from": selection.lowest, "to": selection.highest},
    )
    return ParcelFigures(**database.only_row(frame))


def histogram(selection: Selection) -> pd.DataFrame:
    """The bars of `enterprises.histogram` over parcels: ``bin``, ``firms`` (parcels), and of them ``chosen``."""
    return ask(
        """
        , binned AS (
            SELECT {bin} AS bin,
                ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
                    AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE) AS is_chosen
            FROM parcels WHERE tax_wan_yuan_per_mu IS NOT NULL
        )
        SELECT b.bin, count(is_chosen) AS firms, count(*) FILTER (is_chosen) AS chosen
        FROM range($bins::BIGINT) AS b(bin) LEFT JOIN binned ON binned.bin = b.bin
        GROUP BY b.bin ORDER BY b.bin
        """.replace("{bin}", BIN),
        selection,
        bins=len(BIN_EDGES) + 2,
        **{"from": selection.lowest, "to": selection.highest},
    )


def league(selection: Selection) -> pd.DataFrame:
    """One row per 片区 with the columns of `enterprises.league`; ``firms`` and ``with_both`` count parcels."""
    return ask(
        """
        SELECT park_id AS area_id, any_value(park) AS area, count(*) AS firms,
            count(*) FILTER (has_both) AS with_both,
            sum(tax_wan_yuan) FILTER (has_both) AS tax_wan_yuan, sum(land_mu) FILTER (has_both) AS land_mu,
            sum(tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0)
                AS tax_wan_yuan_per_mu,
            median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu,
            100 * sum(land_mu) FILTER (has_both)
                / nullif(greatest(sum(sum(land_mu) FILTER (has_both)) OVER (), 0), 0) AS land_share_pct,
            100 * sum(tax_wan_yuan) FILTER (has_both)
                / nullif(greatest(sum(sum(tax_wan_yuan) FILTER (has_both)) OVER (), 0), 0) AS tax_share_pct
        FROM parcels GROUP BY 1 ORDER BY area_id = '', tax_wan_yuan_per_mu DESC NULLS LAST, area
        """,
        selection,
    )
