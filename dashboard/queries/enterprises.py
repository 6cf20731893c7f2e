"""Questions about the chosen enterprises in one year: how many, how much, in what spread, which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from dashboard import database
from dashboard.industries import division_label
from dashboard.queries import firms
from dashboard.selection import Selection

# The bars of the histogram: losses, zero, then from each edge up to, not including, the next; no last edge.
BIN_EDGES = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 75.0, 100.0)
# The bar of a ratio: comparisons that DuckDB does for whole columns, a tenth of the time of a lambda over the edges.
BIN = (
    "CASE WHEN tax_wan_yuan_per_mu < 0 THEN 0 WHEN tax_wan_yuan_per_mu = 0 THEN 1 ELSE 1 + "
    + " + ".join(f"(tax_wan_yuan_per_mu >= {edge})::TINYINT" for edge in BIN_EDGES)
    + " END"
)


@dataclass(frozen=True)
class Figures:
    """Sums and counts over the chosen enterprises of a year; None where no enterprise has the datum.

    Attributes:
        firms: enterprises chosen.
        above_scale: of them 规上; None when the scale of none is known.
        with_scale: how many have their scale known.
        with_output: how many have output; likewise the other ``with_``.
        with_both: how many have tax and land: the rows of the weighted ratio.
        with_ratio: how many have a ratio of their own: the rows of the median.
        ratios_land_mu: the land of those; likewise their tax.
    """

    firms: int
    with_scale: int
    above_scale: int | None
    with_output: int
    output_wan_yuan: float | None
    with_tax: int
    tax_wan_yuan: float | None
    tax_paid_wan_yuan: float | None
    with_land: int
    land_mu: float | None
    with_both: int
    with_ratio: int
    ratios_land_mu: float | None
    ratios_tax_wan_yuan: float | None
    tax_wan_yuan_per_mu: float | None
    median_tax_wan_yuan_per_mu: float | None


@database.remembered
def figures(selection: Selection) -> Figures:
    """The sums and counts of the selection."""
    frame = firms.ask(
        """
        SELECT count(*) AS firms, count(is_above_scale) AS with_scale,
            sum(is_above_scale::INTEGER)::BIGINT AS above_scale,
            count(output_wan_yuan) AS with_output, sum(output_wan_yuan) AS output_wan_yuan,
            count(tax_wan_yuan) AS with_tax, sum(tax_wan_yuan) AS tax_wan_yuan,
            sum(tax_paid_wan_yuan) AS tax_paid_wan_yuan, count(land_mu) AS with_land, sum(land_mu) AS land_mu,
            count(*) FILTER (has_both) AS with_both, count(tax_wan_yuan_per_mu) AS with_ratio,
            sum(land_mu) FILTER (tax_wan_yuan_per_mu IS NOT NULL) AS ratios_land_mu,
            sum(tax_wan_yuan) FILTER (tax_wan_yuan_per_mu IS NOT NULL) AS ratios_tax_wan_yuan,
            sum(tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0)
                AS tax_wan_yuan_per_mu,
            median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu
        FROM firms
        """,
        selection,
    )
    return Figures(**database.only_row(frame))


@dataclass(frozen=True)
class Trend:
    """The figures of one selection in every year, the earliest first."""

    years: tuple[int, ...]
    figures: tuple[Figures, ...]

    def before(self, year: int | None) -> Figures | None:
        """The figures of the year before ``year``; None when the snapshot has none."""
        by_year = dict(zip(self.years, self.figures, strict=True))
        return by_year.get(year - 1) if year else None

    @property
    def weighted(self) -> tuple[float | None, ...]:
        """The weighted tax per mu of each year."""
        return tuple(each.tax_wan_yuan_per_mu for each in self.figures)

    @property
    def medians(self) -> tuple[float | None, ...]:
        """The median tax per mu of each year."""
        return tuple(each.median_tax_wan_yuan_per_mu for each in self.figures)

    @property
    def is_empty(self) -> bool:
        """Whether no year has a weighted tax per mu."""
        return not any(value is not None for value in self.weighted)


def trend(selection: Selection, years: Iterable[int]) -> Trend:
    """The figures of the selection in each of ``years``, by the same question as `figures`."""
    ordered = tuple(sorted(years))
    return Trend(ordered, tuple(figures(selection.of_year(year)) for year in ordered))


def league(selection: Selection, by: str) -> pd.DataFrame:
    """One row per 片区 (``by="park"``), 镇街 (``"town"``) or 行业 (``"industry"``), the greatest ratio first, the unnamed last.

    Columns: ``area_id``, ``area``, ``firms``, ``with_both``, ``tax_wan_yuan`` and ``land_mu`` of the rows with
    both, ``tax_wan_yuan_per_mu`` (their quotient, NULL without land), ``median_tax_wan_yuan_per_mu``,
    ``land_share_pct`` and ``tax_share_pct`` of the sum over all rows (NULL when that is not above zero).
    """
    frame = firms.ask(
        """
        SELECT CASE $by WHEN 'park' THEN park_id WHEN 'town' THEN town ELSE division END AS area_id,
            CASE $by WHEN 'park' THEN any_value(park) WHEN 'town' THEN any_value(town) ELSE any_value(division)
                END AS area,
            count(*) AS firms, count(*) FILTER (has_both) AS with_both,
            sum(tax_wan_yuan) FILTER (has_both) AS tax_wan_yuan, sum(land_mu) FILTER (has_both) AS land_mu,
            sum(tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0)
                AS tax_wan_yuan_per_mu,
            median(tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu,
            100 * sum(land_mu) FILTER (has_both)
                / nullif(greatest(sum(sum(land_mu) FILTER (has_both)) OVER (), 0), 0) AS land_share_pct,
            100 * sum(tax_wan_yuan) FILTER (has_both)
                / nullif(greatest(sum(sum(tax_wan_yuan) FILTER (has_both)) OVER (), 0), 0) AS tax_share_pct
        FROM firms GROUP BY 1 ORDER BY area_id IN ('', $unknown), tax_wan_yuan_per_mu DESC NULLS LAST, area
        """,
        selection,
        by=by,
    )
    return frame.assign(area=frame["area"].map(division_label)) if by == "industry" else frame


def histogram(selection: Selection) -> pd.DataFrame:
    """One row per bar, empty ones too: ``bin``, ``firms``, and of them ``chosen``: inside the selected range."""
    return firms.ask(
        """
        , binned AS (
            SELECT {bin} AS bin,
                ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
                    AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE) AS is_chosen
            FROM firms WHERE tax_wan_yuan_per_mu IS NOT NULL
        )
        SELECT b.bin, count(is_chosen) AS firms, count(*) FILTER (is_chosen) AS chosen
        FROM range($bins::BIGINT) AS b(bin) LEFT JOIN binned ON binned.bin = b.bin
        GROUP BY b.bin ORDER BY b.bin
        """.replace("{bin}", BIN),
        selection.of_any_tax_per_mu(),
        bins=len(BIN_EDGES) + 2,
        **{"from": selection.lowest, "to": selection.highest},
    )


def reasons_without_ratio(selection: Selection) -> pd.DataFrame:
    """One row per reason why an enterprise has no ratio: ``why_no_ratio``, ``firms``; the commonest first."""
    return firms.ask(
        """
        SELECT why_no_ratio, count(*) AS firms FROM firms WHERE why_no_ratio IS NOT NULL
        GROUP BY why_no_ratio ORDER BY firms DESC, why_no_ratio
        """,
        selection.of_any_tax_per_mu(),
    )


# What the list shows and the export holds, the greatest ratio first and those without one last.
ROWS = """
SELECT listed.*, CASE v.grade WHEN 'T' THEN '不参评' ELSE v.grade END AS grade
FROM (
SELECT * EXCLUDE (park_id, division, has_both, per_mu_rank, per_mu_rank_before, tax_wan_yuan_per_mu_before,
    tax_wan_yuan_per_mu_earlier) REPLACE (nullif(town, $unknown) AS town,
    nullif(park, $outside) AS park, nullif(size_class, $unknown) AS size_class)
FROM firms
ORDER BY tax_wan_yuan_per_mu DESC NULLS LAST, tax_wan_yuan DESC NULLS LAST, name, uscc LIMIT $most::BIGINT
) AS listed
LEFT JOIN evaluation AS v ON v.enterprise_id = listed.enterprise_id AND v.year = $year::INTEGER
    AND v.pack_id = $shown_pack::VARCHAR
ORDER BY tax_wan_yuan_per_mu DESC NULLS LAST, tax_wan_yuan DESC NULLS LAST, name, uscc
"""


def rows(selection: Selection, most: int) -> pa.Table:
    """The chosen enterprises with their figures, the greatest tax per mu first, ``most`` at most."""
    sql, bound = firms.put(ROWS, selection)
    return database.fetch_table(sql, **bound, most=most, shown_pack=selection.graded_by)


def all_rows_later(selection: Selection) -> Callable[[], pd.DataFrame]:
    """The same rows without a limit, read when the result is called."""
    return firms.later(ROWS, selection, most=None, shown_pack=selection.graded_by)
