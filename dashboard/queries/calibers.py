"""Questions about another caliber: who gets which grade when land and tax are measured otherwise, computed on demand.

The snapshot carries the grading itself (``rule_step``): the same queries that the build ran, here over one pack whose
caliber the visitor has changed and over the year and the one before. With the pack's own caliber they give the very
grades that are published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.queries import firms, parcel_method
from dashboard.selection import Selection
from etl.contracts.calibers import ADJUSTMENTS


@dataclass(frozen=True)
class Caliber:
    """How land and tax are measured; the codes of `etl.contracts.calibers`.

    Attributes:
        area: which area of a parcel counts.
        counts_vacant: whether empty floor stays with its owner.
        tenants: what becomes of tenants.
        adjustments: what counts beside tax paid, in the order of `ADJUSTMENTS`.
    """

    area: str
    counts_vacant: bool
    tenants: str
    adjustments: tuple[str, ...]


def of_pack(pack: str) -> Caliber:
    """The caliber that a rule pack itself says."""
    row = database.only_row(
        database.fetch("SELECT * FROM rule_pack WHERE pack_id = $pack::VARCHAR", pack=pack)
    )
    adjustments = tuple(code for code in ADJUSTMENTS if row[f"counts_{code}"])
    return Caliber(row["area_caliber"], row["counts_vacant"], row["tenant_policy"], adjustments)


# Of the snapshot, what the grading reads is cut to the years that it needs.
PREPARED = """
, active_pack AS (
    SELECT 1 AS pack, * REPLACE ($area::VARCHAR AS area_caliber, $counts_vacant::BOOLEAN AS counts_vacant,
        $tenants::VARCHAR AS tenant_policy,
        list_contains($adjustments::VARCHAR[], 'exempt_offset') AS counts_exempt_offset,
        list_contains($adjustments::VARCHAR[], 'retained_refund') AS counts_retained_refund,
        list_contains($adjustments::VARCHAR[], 'branch_tax') AS counts_branch_tax,
        list_contains($adjustments::VARCHAR[], 'prior_years') AS counts_prior_years)
    FROM rule_pack WHERE pack_id = $pack::VARCHAR
), batch_plan AS (
    SELECT * FROM main.batch_plan WHERE false
), published AS (
    SELECT * FROM main.evaluation WHERE pack_id = $pack::VARCHAR AND year = $year::INTEGER
), published_parcel AS (
    SELECT * FROM main.parcel_evaluation WHERE pack_id = $pack::VARCHAR AND year = $year::INTEGER
), enterprise_year AS (
    SELECT * FROM main.enterprise_year WHERE year BETWEEN $first_year::INTEGER AND $year::INTEGER
), enterprise_land AS (
    SELECT * FROM main.enterprise_land WHERE area_caliber = $area::VARCHAR
        AND year BETWEEN $first_year::INTEGER AND $year::INTEGER
), land_part AS (
    SELECT * FROM main.land_part WHERE area_caliber = $area::VARCHAR
        AND year BETWEEN $first_year::INTEGER AND $year::INTEGER
)
"""
# Each subject before (as published) and after; `crossed` says that it rose to the line or fell below it.
COMPARED = """
, before_and_after AS (
    SELECT s.*, b.size_group, b.grade AS grade_before, a.grade, b.rank AS rank_before, a.rank,
        b.evaluated_tax_wan_yuan AS tax_before, a.evaluated_tax_wan_yuan AS tax_after,
        b.evaluated_land_mu AS land_before, a.evaluated_land_mu AS land_after,
        CASE WHEN b.evaluated_land_mu > 0 THEN b.evaluated_tax_wan_yuan / b.evaluated_land_mu END AS per_mu_before,
        CASE WHEN a.evaluated_land_mu > 0 THEN a.evaluated_tax_wan_yuan / a.evaluated_land_mu END AS per_mu_after,
        a.override_reason
    FROM ({subjects}) AS s
    INNER JOIN {published} AS b ON b.{key} = s.id
    INNER JOIN {computed} AS a ON a.{key} = s.id AND a.year = b.year
), compared AS (
    SELECT *, grade IS DISTINCT FROM grade_before AS is_regraded,
        CASE WHEN coalesce(per_mu_before >= $line::DOUBLE, false) = coalesce(per_mu_after >= $line::DOUBLE, false)
            THEN NULL WHEN coalesce(per_mu_after >= $line::DOUBLE, false) THEN 'up' ELSE 'down' END AS crossed
    FROM before_and_after
)
"""
MOVES = """
SELECT grade_before, grade, crossed, count(*) AS subjects FROM compared
GROUP BY ALL ORDER BY grade_before, grade, crossed
"""
CHANGED = """
SELECT * EXCLUDE (id, is_regraded), id AS subject_id FROM compared WHERE is_regraded OR crossed IS NOT NULL
ORDER BY is_regraded DESC, crossed NULLS LAST, abs(coalesce(per_mu_after, 0) - coalesce(per_mu_before, 0)) DESC, name
LIMIT $most::BIGINT
"""
OF_FIRMS = {
    "subjects": "SELECT enterprise_id AS id, name, uscc AS code, nullif(town, $unknown) AS town FROM firms",
    "published": "published",
    "computed": "evaluation",
    "key": "enterprise_id",
}
OF_PARCELS = {
    "subjects": """SELECT parcel_id AS id, parcel_id AS name, NULL::VARCHAR AS code, town FROM parcels
        WHERE ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
            AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE)""",
    "published": "published_parcel",
    "computed": "parcel_evaluation",
    "key": "parcel_id",
}


def moves(selection: Selection, pack: str, caliber: Caliber, line: float, *, by_parcel: bool) -> pd.DataFrame:
    """One row a pair of grades, as published and under ``caliber``, and crossing of ``line`` (万元/亩).

    Columns: ``grade_before``, ``grade``, ``crossed`` (``up``, ``down`` or NULL) and ``subjects``: how many enterprises
    (or parcels, by 地块法) of the selection moved so.
    """
    question, values = _put(MOVES, selection, pack, caliber, line, by_parcel)
    ask = parcel_method.ask if by_parcel else firms.ask
    return ask(question, selection, **values)


def changed(
    selection: Selection, pack: str, caliber: Caliber, line: float, *, by_parcel: bool, most: int
) -> pd.DataFrame:
    """Those that change grade or cross the line, regraded ones first, ``most`` at most.

    Columns: ``subject_id``, ``name``, ``code``, ``town``, ``size_group``, ``grade_before``, ``grade``, ``rank_before``,
    ``rank``, tax, land and tax per mu ``_before`` and ``_after``, ``crossed``, ``override_reason``.
    """
    question, values = _put(CHANGED, selection, pack, caliber, line, by_parcel)
    ask = parcel_method.ask if by_parcel else firms.ask
    return ask(question, selection, **values, most=most)


def changed_later(
    selection: Selection, pack: str, caliber: Caliber, line: float, *, by_parcel: bool
) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    question, values = _put(CHANGED, selection, pack, caliber, line, by_parcel)
    later = parcel_method.later if by_parcel else firms.later
    return later(question, selection, **values, most=None)


def _put(
    question: str, selection: Selection, pack: str, caliber: Caliber, line: float, by_parcel: bool
) -> tuple[str, dict[str, object]]:
    """The question behind the snapshot's own grading steps, and the values that it binds."""
    steps = database.fetch("SELECT name, query FROM rule_step WHERE purpose = 'grading' ORDER BY step")
    grading = "".join(
        f", {name} AS MATERIALIZED (\n{query}\n)\n"
        for name, query in zip(steps["name"], steps["query"], strict=True)
    )
    compared = COMPARED.format(**(OF_PARCELS if by_parcel else OF_FIRMS))
    values: dict[str, object] = {
        "pack": pack,
        "first_year": _first_year(selection.year, pack),
        "area": caliber.area,
        "counts_vacant": caliber.counts_vacant,
        "tenants": caliber.tenants,
        "adjustments": caliber.adjustments,
        "line": line,
    }
    # A range of ratios is a condition of `firms`; parcels are narrowed by it here.
    if by_parcel:
        values |= {"from": selection.lowest, "to": selection.highest}
    return PREPARED + grading + compared + question, values


def _first_year(year: int | None, pack: str) -> int | None:
    """The year itself, or the one before where the pack takes a base from it."""
    row = database.only_row(
        database.fetch(
            "SELECT count(*) AS terms FROM rule_term WHERE pack_id = $pack::VARCHAR AND base_of = 'previous_mean'",
            pack=pack,
        )
    )
    return None if year is None else year - bool(row["terms"])
