"""Plans that were saved on the bench of 四个一批, as benches; a frozen one with its build and its totals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard import database, saved_plans
from dashboard.database import SnapshotError
from dashboard.ledger import LedgerError
from dashboard.queries import batch_counts
from dashboard.queries.batches import Bench
from dashboard.saved_plans import PlanError, SavedPlan
from dashboard.selection import Selection

PREFIX = "saved-"
TOTALED = ("firms", "land_mu", "tax_wan_yuan", "output_wan_yuan", "employees")
# Threads add in any order: two sums of the same rows may differ in the last bits.
SAME = 1e-9


def listed() -> tuple[dict[str, SavedPlan], str]:
    """The saved plans by the code that the picker knows them by, and why there are none where the ledger cannot be read."""
    try:
        return {code(plan): plan for plan in saved_plans.plans()}, ""
    except LedgerError as error:
        return {}, f"读不了保存的方案，只列快照中的方案。{error}"


def code(plan: SavedPlan) -> str:
    """What the picker knows a saved plan by."""
    return f"{PREFIX}{plan.plan_key}"


def bench_of(plan: SavedPlan) -> Bench:
    """The bench as it was saved."""
    said = plan.parameters
    return Bench(
        plan_id=plan.base_plan_id,
        x=said["x"],
        y=said["y"],
        tax_line=said["tax_line"],
        orientations=tuple(said["orientations"]),
        area=said["area"],
        counts_vacant=said["counts_vacant"],
        adjustments=tuple(said["adjustments"]),
    )


def parameters(bench: Bench) -> dict[str, Any]:
    """The numbers of a bench as the ledger keeps them; the plan of its rules stands beside them."""
    return {name: value for name, value in asdict(bench).items() if name != "plan_id"}


def freeze(
    plan: SavedPlan, who: str, build_id: str, year: int, approved_by: str, approved_on: date, note: str
) -> SavedPlan:
    """Keep a plan for good with what it comes to in the whole district, and the build that it is reckoned on.

    Raises:
        PlanError: the ledger refuses, or the build cannot be marked as one to be kept.
        LedgerError: the ledger cannot be written.
    """
    if (plan.build_id, plan.year) != (build_id, year):
        plan = saved_plans.update(replace(plan, build_id=build_id, year=year), who)
    try:
        database.keep(build_id)
    except SnapshotError as error:
        raise PlanError(f"没有定稿：{error}") from error
    with database.of_build(build_id):
        found = totals(bench_of(plan), year)
    return saved_plans.freeze(plan.plan_key, who, approved_by, approved_on, note, found, plan.version)


def totals(bench: Bench, year: int) -> dict[str, dict[str, float | None]]:
    """What each class comes to in the whole district: firms, land, tax, output and jobs; missing is None."""
    shares = batch_counts.split(batch_counts.counts(Selection(year=year), bench))
    return {
        str(row["suggested_batch"]): {name: _plain(row[name]) for name in TOTALED}
        for row in shares.to_dict("records")
    }


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def differing(stored: Mapping[str, Any], now: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """The classes whose totals are not the stored ones."""
    return [
        batch
        for batch, values in now.items()
        if any(not _same(stored.get(batch, {}).get(name), values[name]) for name in TOTALED)
    ]


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME)


def stored(plan: SavedPlan) -> pd.DataFrame:
    """The totals that a plan was frozen with, as a split."""
    rows = [{"suggested_batch": batch, **values} for batch, values in (plan.totals or {}).items()]
    return pd.DataFrame(rows, columns=["suggested_batch", *TOTALED])


def year_of(plan: SavedPlan | None, selection: Selection) -> Selection:
    """The selection in the year of a frozen plan; as it is otherwise."""
    return selection.of_year(plan.year) if plan is not None and plan.is_frozen else selection
