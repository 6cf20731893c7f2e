"""What the chosen parcels add up to, how their tax spreads over their land, and what their filters can be set to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from dashboard.lots import LotSelection
from dashboard.queries.distribution import CUMULATED
from dashboard.queries.enterprises import BIN, BIN_EDGES
from dashboard.queries.lots import ask

# Fewer parcels make no tenths: one of them would be a tenth by itself.
LEAST_FOR_TENTHS = 20


@dataclass(frozen=True)
class LotFigures:
    """Sums and counts over the chosen parcels; None where no parcel has the datum.

    Attributes:
        parcels: parcels chosen.
        with_shape: how many can be drawn on a map; likewise those with land, with tax, with a ratio of their own.
        firms: enterprises that use land on them in the year, each once.
        land_mu: all their land, with tax or without.
        tax_wan_yuan: the tax that falls to them.
        tax_wan_yuan_per_mu: Σ tax ÷ Σ land of those with both.
        median_tax_wan_yuan_per_mu: of the parcels' own ratios.
        below: how many are below the median of their park.
        recoverable_wan_yuan: what those would bring a year if they reached it.
    """

    parcels: int
    with_shape: int
    with_land: int
    with_tax: int
    with_ratio: int
    firms: int
    land_mu: float | None
    tax_wan_yuan: float | None
    tax_wan_yuan_per_mu: float | None
    median_tax_wan_yuan_per_mu: float | None
    below: int
    recoverable_wan_yuan: float | None


# Who has let all its land uses none; who rents without a known area does use some.
USERS = """
, used AS (
    SELECT DISTINCT l.parcel_id, l.park_id, l.town, o.enterprise_id
    FROM lots AS l INNER JOIN occupancy AS o ON o.parcel_id = l.parcel_id AND o.year = l.year
    WHERE o.land_share_mu IS NULL OR o.land_share_mu > 0
)
"""
# Σ floor ÷ Σ land of the parcels with both, in m²; what is planned is planned per parcel.
FAR = "sum(floor_m2) FILTER (land_mu IS NOT NULL) / nullif(sum(land_mu * 2000 / 3) FILTER (floor_m2 IS NOT NULL), 0)"
PLANNED_FAR = "sum(planned_far * land_mu) / nullif(sum(land_mu) FILTER (planned_far IS NOT NULL), 0)"
RATIO = "sum(tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0)"
FIGURES = """
SELECT count(*) AS parcels, count(*) FILTER (has_shape) AS with_shape, count(land_mu) AS with_land,
    count(tax_wan_yuan) AS with_tax, count(tax_wan_yuan_per_mu) AS with_ratio,
    (SELECT count(DISTINCT enterprise_id) FROM used) AS firms,
    sum(land_mu) AS land_mu, sum(tax_wan_yuan) AS tax_wan_yuan, {ratio} AS tax_wan_yuan_per_mu,
    median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu,
    count(*) FILTER (recoverable_wan_yuan > 0) AS below, sum(recoverable_wan_yuan) AS recoverable_wan_yuan
FROM lots
""".replace("{ratio}", RATIO)


@remembered
def figures(selection: LotSelection) -> LotFigures:
    """The sums and counts of the chosen parcels."""
    return LotFigures(**only_row(ask(USERS + FIGURES, selection)))


def floor_ratios(selection: LotSelection) -> dict[str, float | None]:
    """How densely the chosen parcels are built, ``far``, and may be built, ``planned_far``; None where no parcel tells."""
    return only_row(ask(f"SELECT {FAR} AS far, {PLANNED_FAR} AS planned_far FROM lots", selection))  # noqa: S608


@dataclass(frozen=True)
class Tenths:
    """The two ends of the land by tax per mu (万元/亩); None where no parcel has a ratio.

    Attributes:
        parcels: parcels with a ratio of their own: those that are counted.
        best: tax per mu of the tenth of the land that earns most.
        worst: the same of the tenth that earns least; negative where refunds prevail.
    """

    parcels: int
    best: float | None
    worst: float | None

    @property
    def are_enough(self) -> bool:
        """Whether there are so many parcels that a tenth of the land means something."""
        return self.parcels >= LEAST_FOR_TENTHS

    @property
    def times(self) -> float | None:
        """How many times the worst tenth the best one pays; None for too few parcels and for a worst one not above 0."""
        if not self.are_enough or self.best is None or self.worst is None or self.worst <= 0:
            return None
        return self.best / self.worst


# `CUMULATED` asks firms; parcels of one ratio are one step likewise, and one on the cut is split by land.
AS_FIRMS = ", firms AS (SELECT * FROM lots)\n"
ENDS = """
, ends AS (
    SELECT firms, ratio, land_mu - greatest(least(0.9 * all_land - land + land_mu, land_mu), 0) AS best_mu,
        greatest(least(0.1 * all_land - land + land_mu, land_mu), 0) AS worst_mu
    FROM cumulated
)
SELECT coalesce(sum(firms), 0)::BIGINT AS parcels, sum(best_mu * ratio) / nullif(sum(best_mu), 0) AS best,
    sum(worst_mu * ratio) / nullif(sum(worst_mu), 0) AS worst
FROM ends
"""


@remembered
def tenths(selection: LotSelection) -> Tenths:
    """What a mu of the best tenth of the land pays, and one of the worst."""
    return Tenths(**only_row(ask(AS_FIRMS + CUMULATED + ENDS, selection)))


def histogram(selection: LotSelection) -> pd.DataFrame:
    """The bars of `enterprises.histogram` over parcels: ``bin``, ``firms`` (parcels), and of them ``chosen``.

    All but the range of tax per mu narrows them; that one says which are chosen.
    """
    shared = selection.shared
    return ask(
        """
        , binned AS (
            SELECT {bin} AS bin,
                ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
                    AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE) AS is_chosen
            FROM lots WHERE tax_wan_yuan_per_mu IS NOT NULL
        )
        SELECT b.bin, count(is_chosen) AS firms, count(*) FILTER (is_chosen) AS chosen
        FROM range($bins::BIGINT) AS b(bin) LEFT JOIN binned ON binned.bin = b.bin
        GROUP BY b.bin ORDER BY b.bin
        """.replace("{bin}", BIN),
        replace(selection, shared=shared.of_any_tax_per_mu()),
        bins=len(BIN_EDGES) + 2,
        **{"from": shared.lowest, "to": shared.highest},
    )


@remembered
def choices() -> Mapping[str, tuple[str, ...]]:
    """What each filter of parcels alone can be set to, by its name in `LotSelection`; the empty text for none comes last."""
    frame = fetch("""
        SELECT DISTINCT kind, coalesce(code, '') AS code FROM (
            SELECT 'uses' AS kind, land_use AS code FROM lot_year
            UNION ALL SELECT 'rights', right_nature FROM lot_year
            UNION ALL SELECT 'stages', stage FROM lot_year
            UNION ALL SELECT 'batches', suggested_batch FROM lot_year
            UNION ALL SELECT 'grades', grade FROM lot_year
        ) ORDER BY kind, code = '', code
        """)
    return {str(kind): tuple(rows["code"]) for kind, rows in frame.groupby("kind")}


@remembered
def lacking(year: int | None) -> tuple[str, ...]:
    """The source entities without which the page of parcels has nothing to say in ``year``."""
    frame = fetch(
        """
        SELECT (SELECT count(*) FROM parcel) AS parcel, count(tax_wan_yuan) AS tax, (SELECT count(*) FROM park) AS park
        FROM lot_year WHERE year IS NOT DISTINCT FROM $year::INTEGER
        """,
        year=year,
    )
    return tuple(entity for entity, rows in only_row(frame).items() if not rows)
