"""How many enterprises, how much land, tax, output and jobs a plan puts into each class, and what is lost at each step."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.queries import batches
from dashboard.queries.batches import Bench
from dashboard.selection import Selection
from etl.contracts.batches import CLASSES, CRITERIA

PASSES = ("passes_tax", "passes_output", "passes_tax_amount", "passes_orientation")
SUMS = ("land_mu", "tax_wan_yuan", "output_wan_yuan", "employees", "both_tax_wan_yuan", "both_land_mu")
# Enterprises that stand on the same side of every line are in one class. So a million are a few hundred cases, each judged
# once by figures on its side of each line. A list judges every enterprise by its own; both come to the same, which a
# test holds.
CASES = """cases AS MATERIALIZED (
    WITH {measured}
    SELECT situation, orientation, closing_reason IS NULL AS is_lawful, unfit_reason IS NULL AS is_fit,
        tax_wan_yuan_per_mu >= $x::DOUBLE AS reaches_x, tax_wan_yuan_per_mu_before >= $x::DOUBLE AS reached_x,
        output_wan_yuan >= $y::DOUBLE AS reaches_y, tax_wan_yuan >= $tax_line::DOUBLE AS reaches_tax,
        count(*) AS firms, sum(land_mu) AS all_land_mu, sum(tax_wan_yuan) AS all_tax, sum(output_wan_yuan) AS all_output,
        sum(employees) AS all_employees, sum(tax_wan_yuan) FILTER (land_mu IS NOT NULL) AS both_tax,
        sum(land_mu) FILTER (tax_wan_yuan IS NOT NULL) AS both_land
    FROM batch_standing WHERE surveyed GROUP BY ALL
), numbered AS MATERIALIZED (
    SELECT *, row_number() OVER () AS number FROM cases
), now AS (
    WITH {plan}, batch_standing AS (
        SELECT $plan::VARCHAR AS plan_id, number AS enterprise_id, $last::INTEGER AS year, true AS surveyed,
            NULL::VARCHAR AS out_of_survey, CASE WHEN NOT is_lawful THEN '' END AS closing_reason,
            CASE WHEN NOT is_fit THEN '' END AS unfit_reason, situation, NULL::VARCHAR AS site_missing,
            CASE reaches_tax WHEN true THEN $tax_line::DOUBLE WHEN false THEN $tax_line::DOUBLE - 1 END AS tax_wan_yuan,
            NULL::DOUBLE AS land_mu,
            CASE reaches_x WHEN true THEN $x::DOUBLE WHEN false THEN $x::DOUBLE - 1 END AS tax_wan_yuan_per_mu,
            CASE reached_x WHEN true THEN $x::DOUBLE WHEN false THEN $x::DOUBLE - 1 END AS tax_wan_yuan_per_mu_before,
            CASE reaches_y WHEN true THEN $y::DOUBLE WHEN false THEN $y::DOUBLE - 1 END AS output_wan_yuan,
            NULL::DOUBLE AS employees, orientation, NULL::VARCHAR AS site_parcel_id
        FROM numbered
    ){batch_class}
    SELECT * FROM batch_class
)
SELECT n.suggested_batch, n.passes_tax, n.passes_output, n.passes_tax_amount, n.passes_orientation, n.is_kept,
    sum(c.firms)::BIGINT AS firms, sum(c.all_land_mu) AS land_mu, sum(c.all_tax) AS tax_wan_yuan,
    sum(c.all_output) AS output_wan_yuan, sum(c.all_employees) AS employees, sum(c.both_tax) AS both_tax_wan_yuan,
    sum(c.both_land) AS both_land_mu
FROM now AS n INNER JOIN numbered AS c ON c.number = n.enterprise_id GROUP BY ALL ORDER BY ALL
"""


def counts(selection: Selection, bench: Bench) -> pd.DataFrame:
    """One row a class and combination of what passes: firms and sums. `split` and `funnel` are read off it.

    Columns: ``suggested_batch``, the four ``passes_``, ``is_kept``, ``firms``, ``land_mu``, ``tax_wan_yuan``,
    ``output_wan_yuan``, ``employees``, and tax and land of those that have both.
    """
    year = selection.year or 0
    standing, values = batches.measured(bench, year, year, batches.among(selection))
    plan = batches.plan_of(bench)
    text = CASES.replace("{measured}", plan + standing).replace("{plan}", plan)
    sql, bound = batches.among_firms(
        text.replace("{batch_class}", batches.step_of("batch_class")), selection, values
    )
    return database.fetch(sql, **bound)


def split(found: pd.DataFrame) -> pd.DataFrame:
    """One row a class of `CLASSES`, in order, out of `counts`: firms and sums; tax per mu is a ratio of sums.

    A class without enterprises has zero firms and no sums.
    """
    sums = list(SUMS)
    classes = found.groupby("suggested_batch")[["firms", *sums]].sum(min_count=1).reindex(list(CLASSES))
    ratio = classes["both_tax_wan_yuan"] / classes["both_land_mu"].where(classes["both_land_mu"] > 0)
    return (
        classes.assign(firms=classes["firms"].fillna(0).astype(int), tax_wan_yuan_per_mu=ratio)
        .rename_axis("suggested_batch")
        .reset_index()
    )


@dataclass(frozen=True)
class Funnel:
    """The report's steps and what is lost at each, out of `counts`.

    Attributes:
        surveyed: enterprises surveyed.
        passing: of them those at or above X.
        kept: of those the ones that pass output, tax and orientation too.
        land_mu: the land of each of the three; likewise tax.
        lost: one row a criterion of `CRITERIA`: ``criterion``, ``failed``, ``missing`` among those who reached its step.
    """

    surveyed: int
    passing: int
    kept: int
    land_mu: tuple[float, ...]
    tax_wan_yuan: tuple[float, ...]
    lost: pd.DataFrame


def funnel(found: pd.DataFrame) -> Funnel:
    """The funnel; who fails several criteria of a step is counted at each of them."""
    passing = found[found["passes_tax"].fillna(False).astype(bool)]
    kept = passing[passing["is_kept"].fillna(False).astype(bool)]
    steps = (found, passing, kept)
    lost = [
        {"criterion": word, "failed": _firms(rows, column, False), "missing": _firms(rows, column, None)}
        for (word, column), rows in zip(
            zip(CRITERIA.values(), PASSES, strict=True), (found, passing, passing, passing), strict=True
        )
    ]
    surveyed, above, whole = (int(rows["firms"].sum()) for rows in steps)
    return Funnel(
        surveyed,
        above,
        whole,
        land_mu=tuple(float(rows["land_mu"].sum()) for rows in steps),
        tax_wan_yuan=tuple(float(rows["tax_wan_yuan"].sum()) for rows in steps),
        lost=pd.DataFrame(lost),
    )


def _firms(rows: pd.DataFrame, column: str, answer: bool | None) -> int:
    """How many firms have this answer (None: no data) to a criterion."""
    said = rows[column].astype(object)
    chosen = said.isna() if answer is None else (said == answer).fillna(False).astype(bool)
    return int(rows.loc[chosen, "firms"].sum())


def cells(selection: Selection, bench: Bench) -> pd.DataFrame:
    """What the rule of small cells has to know of each class."""
    return batches.ask(
        """
        SELECT suggested_batch,
            least(count(*), nullif(count(tax_wan_yuan), 0), nullif(count(land_mu), 0)) AS members,
            max(greatest(tax_wan_yuan, 0)) AS largest_wan_yuan, sum(greatest(tax_wan_yuan, 0)) AS positive_wan_yuan
        FROM now GROUP BY suggested_batch
        """,
        selection,
        bench,
    )
