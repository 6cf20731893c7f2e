"""Lists of parcels: all of them, those that could bring more, those that no map shows, those whose areas differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.database import only_row, remembered
from dashboard.lots import LotSelection
from dashboard.queries.lots import ask, later

# Of a certificate and a measurement: from here on they differ, and differ by much (domain notes, 7.3).
DIFFERS_PCT, DIFFERS_MUCH_PCT = 2.0, 5.0
LISTED = "SELECT * FROM lots ORDER BY tax_wan_yuan_per_mu DESC NULLS LAST, parcel_id LIMIT $most::BIGINT"

WITH_OUTLINES = """
SELECT lots.*, parcel.shape_geojson FROM lots INNER JOIN parcel USING (parcel_id)
ORDER BY tax_wan_yuan_per_mu DESC NULLS LAST, parcel_id
"""


def rows(selection: LotSelection, most: int) -> pd.DataFrame:
    """The chosen parcels with every column of ``lot_year``, the best tax per mu first, ``most`` at most."""
    return ask(LISTED, selection, most=most)


def rows_later(selection: LotSelection) -> Callable[[], pd.DataFrame]:
    """All of them, with their outlines ``shape_geojson``, when the result is called."""
    return later(WITH_OUTLINES, selection)


def without_shape(selection: LotSelection, most: int | None = None) -> pd.DataFrame:
    """Those of them that no map can show, by their code."""
    return ask(
        "SELECT * FROM lots WHERE NOT has_shape ORDER BY parcel_id LIMIT $most::BIGINT", selection, most=most
    )


def opportunities(selection: LotSelection, most: int | None) -> pd.DataFrame:
    """The parcels below the median of their park, those first that would bring most if they reached it.

    Columns: those of ``lot_year``, ``share_pct`` and ``running_pct``: of what all such parcels would bring, alone and
    with those before it.
    """
    return ask(
        """
        SELECT *, 100 * recoverable_wan_yuan / sum(recoverable_wan_yuan) OVER () AS share_pct,
            100 * sum(recoverable_wan_yuan) OVER (
                ORDER BY recoverable_wan_yuan DESC, parcel_id ROWS UNBOUNDED PRECEDING
            ) / sum(recoverable_wan_yuan) OVER () AS running_pct
        FROM lots WHERE recoverable_wan_yuan > 0 ORDER BY recoverable_wan_yuan DESC, parcel_id LIMIT $most::BIGINT
        """,
        selection,
        most=most,
    )


HALF = """
, running AS (
    SELECT sum(recoverable_wan_yuan) OVER (
            ORDER BY recoverable_wan_yuan DESC, parcel_id ROWS UNBOUNDED PRECEDING
        ) - recoverable_wan_yuan AS before, sum(recoverable_wan_yuan) OVER () AS whole
    FROM lots WHERE recoverable_wan_yuan > 0
)
SELECT count(*) FILTER (before < whole / 2) AS parcels FROM running
"""


@remembered
def half_of_it(selection: LotSelection) -> int:
    """How few parcels, the most promising first, would bring half of all that could be recovered; 0 where nothing could."""
    return int(only_row(ask(HALF, selection))["parcels"])


def area_pairs(selection: LotSelection) -> pd.DataFrame:
    """The three areas two by two, each over the parcels that have both: always three rows.

    Columns: ``pair`` (certificate_measured, certificate_declared, measured_declared), ``parcels``, ``first_mu``,
    ``second_mu``, ``difference_mu`` (first − second), ``difference_pct`` of the second.
    """
    return ask(
        """
        , pairs AS (
            SELECT unnest(['certificate_measured', 'certificate_declared', 'measured_declared']) AS pair,
                unnest([certificate_m2, certificate_m2, measured_m2]) * 3 / 2000 AS first_mu,
                unnest([measured_m2, declared_m2, declared_m2]) * 3 / 2000 AS second_mu
            FROM lots
        ), summed AS (
            SELECT pair, count(*) AS parcels, sum(first_mu) AS first_mu, sum(second_mu) AS second_mu
            FROM pairs WHERE first_mu > 0 AND second_mu > 0 GROUP BY pair
        )
        SELECT p.pair, coalesce(parcels, 0) AS parcels, first_mu, second_mu, first_mu - second_mu AS difference_mu,
            100 * (first_mu - second_mu) / second_mu AS difference_pct
        FROM (SELECT unnest(['certificate_measured', 'certificate_declared', 'measured_declared']) AS pair,
            unnest([1, 2, 3]) AS place) AS p LEFT JOIN summed AS s ON s.pair = p.pair ORDER BY p.place
        """,
        selection,
    )


@dataclass(frozen=True)
class Gaps:
    """How many parcels have a certificate and a measurement, how many of them differ, and by how much in all.

    Attributes:
        both: parcels with both areas.
        differ: of them those that differ by more than `DIFFERS_PCT`.
        differ_much: of them those that differ by more than `DIFFERS_MUCH_PCT`.
        gap_mu: Σ |certificate − measured| of those that differ.
    """

    both: int
    differ: int
    differ_much: int
    gap_mu: float | None


GAPS = """
, gaps AS (
    SELECT *, (certificate_m2 - measured_m2) * 3 / 2000 AS difference_mu,
        100 * (certificate_m2 - measured_m2) / measured_m2 AS difference_pct
    FROM lots WHERE certificate_m2 > 0 AND measured_m2 > 0
)
"""


GAP_TOTALS = """
SELECT count(*) AS both, count(*) FILTER (abs(difference_pct) > $differs) AS differ,
    count(*) FILTER (abs(difference_pct) > $much) AS differ_much,
    sum(abs(difference_mu)) FILTER (abs(difference_pct) > $differs) AS gap_mu
FROM gaps
"""
DIFFERING = """
SELECT *, abs(difference_pct) > $much AS by_much FROM gaps WHERE abs(difference_pct) > $differs
ORDER BY abs(difference_mu) DESC, parcel_id LIMIT $most::BIGINT
"""


@remembered
def gap_totals(selection: LotSelection) -> Gaps:
    """How far certificates and measurements agree."""
    frame = ask(GAPS + GAP_TOTALS, selection, differs=DIFFERS_PCT, much=DIFFERS_MUCH_PCT)
    return Gaps(**only_row(frame))


def gaps(selection: LotSelection, most: int | None) -> pd.DataFrame:
    """The parcels whose certificate and measurement differ, the largest difference in mu first.

    Columns: those of ``lot_year``, ``difference_mu`` and ``difference_pct`` (certificate against measurement) and
    ``by_much``.
    """
    return ask(GAPS + DIFFERING, selection, most=most, differs=DIFFERS_PCT, much=DIFFERS_MUCH_PCT)
