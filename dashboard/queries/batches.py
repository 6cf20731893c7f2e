"""Questions about the four batches (四个一批): how a plan sorts the surveyed enterprises, with lines and caliber as tried out.

The snapshot carries the sorting itself (``rule_step``): the same queries that the build ran, here over one plan whose
numbers a visitor has changed. With the plan's own numbers they give the very suggestions that are published. Only a
changed caliber measures land and tax anew; a changed line is put to what the build has measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.queries import firms
from dashboard.selection import Selection
from etl.contracts.batches import BATCHES, ORIENTATIONS
from etl.contracts.calibers import ADJUSTMENTS


@dataclass(frozen=True)
class Bench:
    """A plan with the numbers that were set on the bench; every number of the page follows from it.

    Attributes:
        plan_id: the plan whose rules, survey, closing words and guards hold.
        x: least tax per mu (万元/亩), inclusive.
        y: least output (万元), inclusive; None for no such line.
        tax_line: least evaluation tax (万元), inclusive; None for no such line.
        orientations: codes of `ORIENTATIONS` that pass, in its order.
        area: which area of a parcel counts, a code of `etl.contracts.calibers.AREAS`.
        counts_vacant: whether empty floor stays with its owner.
        adjustments: what counts beside tax paid, in the order of `ADJUSTMENTS`.
    """

    plan_id: str
    x: float
    y: float | None
    tax_line: float | None
    orientations: tuple[str, ...]
    area: str
    counts_vacant: bool
    adjustments: tuple[str, ...]

    @property
    def caliber(self) -> tuple[str, bool, tuple[str, ...]]:
        """What land and tax are measured by."""
        return self.area, self.counts_vacant, self.adjustments


@dataclass(frozen=True)
class Plan:
    """What a plan of the snapshot says of itself; ``missing`` is what is yet to be entered, None for a whole one."""

    plan_id: str
    version: str
    name: str
    source: str
    notes: str | None
    missing: str | None
    near_pct: float
    meanings: tuple[tuple[str, str | None], ...]


@database.remembered
def plans() -> tuple[Plan, ...]:
    """Every plan of the snapshot, the whole ones first."""
    rows = database.fetch("SELECT * FROM batch_plan ORDER BY missing IS NOT NULL, plan_id")
    return tuple(_plan(database.only_row(rows.iloc[at : at + 1])) for at in range(len(rows)))


def _plan(row: Mapping[str, object]) -> Plan:
    said = {
        name: row[name] for name in ("plan_id", "version", "name", "source", "notes", "missing", "near_pct")
    }
    codes = ("relocate", "upgrade", "close", "restore")
    meanings = tuple((batch, row[f"meaning_{code}"]) for batch, code in zip(BATCHES, codes, strict=True))
    return Plan(**said, meanings=meanings)  # type: ignore[arg-type]


@database.remembered
def of_plan(plan_id: str) -> Bench:
    """The bench as the plan itself says."""
    row = database.only_row(
        database.fetch("SELECT * FROM batch_plan WHERE plan_id = $plan::VARCHAR", plan=plan_id)
    )
    return Bench(
        plan_id=plan_id,
        x=row["line_tax_wan_yuan_per_mu"] or 0.0,
        y=row["line_output_wan_yuan"],
        tax_line=row["line_tax_wan_yuan"],
        orientations=tuple(code for code in ORIENTATIONS if row[f"accepts_{code}"]),
        area=row["area_caliber"],
        counts_vacant=row["counts_vacant"],
        adjustments=tuple(code for code in ADJUSTMENTS if row[f"counts_{code}"]),
    )


def rules(plan_id: str) -> pd.DataFrame:
    """The rules of a plan in order: ``place``, ``condition``, ``batch``, ``why``."""
    return database.fetch(
        "SELECT place, condition, batch, why FROM batch_rule WHERE plan_id = $plan::VARCHAR ORDER BY place",
        plan=plan_id,
    )


PLAN = """batch_plan AS (
    SELECT * REPLACE ($x::DOUBLE AS line_tax_wan_yuan_per_mu, $y::DOUBLE AS line_output_wan_yuan,
        $tax_line::DOUBLE AS line_tax_wan_yuan,
        list_contains($orientations::VARCHAR[], 'encouraged') AS accepts_encouraged,
        list_contains($orientations::VARCHAR[], 'allowed') AS accepts_allowed,
        list_contains($orientations::VARCHAR[], 'restricted') AS accepts_restricted,
        list_contains($orientations::VARCHAR[], 'eliminated') AS accepts_eliminated{caliber})
    FROM main.batch_plan WHERE plan_id = $plan::VARCHAR
)"""
CALIBER = """, $area::VARCHAR AS area_caliber, $counts_vacant::BOOLEAN AS counts_vacant,
        list_contains($adjustments::VARCHAR[], 'exempt_offset') AS counts_exempt_offset,
        list_contains($adjustments::VARCHAR[], 'retained_refund') AS counts_retained_refund,
        list_contains($adjustments::VARCHAR[], 'branch_tax') AS counts_branch_tax,
        list_contains($adjustments::VARCHAR[], 'prior_years') AS counts_prior_years"""
CUT = " AND enterprise_id IN (SELECT enterprise_id FROM {relation})"
MEASURED = """, batch_standing AS (
    SELECT * FROM main.batch_standing WHERE plan_id = $plan::VARCHAR AND year BETWEEN $first AND $last{among}
)"""
# Of the snapshot, what the steps read is cut to the years, the year before them and the enterprises that they need.
MEASURED_ANEW = """, active_pack AS (
    SELECT 1 AS pack, * FROM main.rule_pack WHERE false
), enterprise_year AS (
    SELECT * FROM main.enterprise_year WHERE year BETWEEN $first - 1 AND $last{among}
), enterprise_land AS (
    SELECT * FROM main.enterprise_land
    WHERE area_caliber = $area::VARCHAR AND year BETWEEN $first - 1 AND $last{among}
), firm_year AS (
    SELECT * FROM main.firm_year WHERE year BETWEEN $first AND $last{among}
)"""


def sorted_by(
    bench: Bench, first: int, last: int, among: str = "", mark: str = ""
) -> tuple[str, dict[str, object]]:
    """The CTEs that end in ``batch_class`` for the years ``first`` to ``last``, and the values that they bind.

    ``among`` names a relation outside to whose enterprises they are cut, ``mark`` tells the values of two benches apart.
    """
    standing, values = measured(bench, first, last, among)
    return _marked(f"{plan_of(bench)}{standing}{step_of('batch_class')}", values, mark)


def _is_own(bench: Bench) -> bool:
    return bench.caliber == of_plan(bench.plan_id).caliber


def plan_of(bench: Bench) -> str:
    """The CTE ``batch_plan``: the plan with the numbers of the bench."""
    return PLAN.replace("{caliber}", "" if _is_own(bench) else CALIBER)


def measured(bench: Bench, first: int, last: int, among: str) -> tuple[str, dict[str, object]]:
    """The CTEs after the plan's up to ``batch_standing``, and what all of them bind."""
    values: dict[str, object] = {
        "plan": bench.plan_id, "x": bench.x, "y": bench.y, "tax_line": bench.tax_line,
        "orientations": bench.orientations, "first": first, "last": last,
    }  # fmt: skip
    cut = CUT.replace("{relation}", among) if among else ""
    if _is_own(bench):
        return MEASURED.replace("{among}", cut), values
    values |= {"area": bench.area, "counts_vacant": bench.counts_vacant, "adjustments": bench.adjustments}
    steps = ("evaluation_caliber", "evaluation_figures", "batch_standing")
    return MEASURED_ANEW.replace("{among}", cut) + "".join(map(step_of, steps)), values


def _marked(text: str, values: dict[str, object], mark: str) -> tuple[str, dict[str, object]]:
    if not mark:
        return text, values
    return re.sub(r"\$(?=\w)", f"${mark}_", text), {f"{mark}_{name}": value for name, value in values.items()}


def step_of(name: str) -> str:
    """One step of the sorting as a CTE."""
    return f", {name} AS (\n{step(name)}\n)"


@database.remembered
def step(name: str) -> str:
    """The query of one step of the sorting, as the build ran it."""
    frame = database.fetch(
        "SELECT query FROM rule_step WHERE purpose = 'sorting' AND name = $name::VARCHAR", name=name
    )
    return str(database.only_row(frame)["query"])


def put(question: str, selection: Selection, bench: Bench, **values: object) -> tuple[str, dict[str, object]]:
    """The question over ``now``, the classes of the surveyed in the selection's year, and all that it binds."""
    chain, bound = sorted_by(bench, selection.year or 0, selection.year or 0, among(selection))
    now = f"now AS (\nWITH {chain}\nSELECT * FROM batch_class WHERE surveyed\n)\n"
    return among_firms(f"{now}{question}", selection, {**bound, **values})


def among(selection: Selection) -> str:
    """What `sorted_by` is cut to: nothing where nothing but a year is chosen.

    The table of enterprises is not touched then: that would cost more than the sorting.
    """
    only_a_year = Selection(year=selection.year, graded_by=selection.graded_by)
    return "" if selection == only_a_year else "firms"


def among_firms(ctes: str, selection: Selection, values: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The CTEs and their question, after ``firms`` where the selection narrows anything."""
    if not among(selection):
        return f"WITH {ctes}", values
    sql, chosen = firms.put(f", {ctes}", selection)
    return sql, {**chosen, **values}


def ask(question: str, selection: Selection, bench: Bench, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads ``now``, remembered."""
    sql, bound = put(question, selection, bench, **values)
    return database.fetch(sql, **bound)


def later(question: str, selection: Selection, bench: Bench, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    sql, bound = put(question, selection, bench, **values)
    return database.later(sql, **bound)
