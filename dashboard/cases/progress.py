"""How far the cases are: late ones, stages by area, land by class, and month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from dashboard.cases import workflow
from dashboard.cases.record import Case

UNDECIDED, NOT_NAMED = "未定", "未注明"
RUNNING = workflow.PHASES[:2]
DONE = workflow.PHASES[2]
MOST_MONTHS = 60


def due(case: Case) -> date | None:
    """The day by which the case has to be done: its deadline, else the planned end."""
    return case.deadline or case.planned_end


def days_late(case: Case, today: date, grace: float = 0) -> int | None:
    """By how many days the case is past its day and the ``grace``; None for one that is not, or that rests or is done."""
    last = due(case)
    if last is None or case.phase not in RUNNING:
        return None
    over = (today - last).days
    return over if over > grace else None


def target_mu(case: Case) -> float | None:
    """The land that the case is to free: what is planned, else what is occupied where it is decided to close or relocate."""
    if case.to_free_mu is not None:
        return case.to_free_mu
    return case.occupied_mu if case.final_batch in ("搬迁", "关闭") else None


def completion(cases: Sequence[Case]) -> dict[str, float | None]:
    """How many of the decided cases are signed off, and how much of their land that frees; None where there is none.

    ``planned`` and ``done`` count cases, ``done_pct`` is their rate; ``freed_mu`` is the land that closed cases have
    freed, ``done_mu_pct`` its rate of what all decided cases are to free.
    """
    planned = [each for each in cases if each.final_batch is not None and each.state != workflow.OUT]
    closed = [each for each in planned if each.phase == DONE]
    freed = [each.freed_mu for each in closed if each.freed_mu is not None]
    aims = [aim for each in planned if (aim := target_mu(each)) is not None]
    return {
        "planned": len(planned),
        "done": len(closed),
        "done_pct": 100 * len(closed) / len(planned) if planned else None,
        "freed_mu": sum(freed) if freed else None,
        "done_mu_pct": 100 * sum(freed) / sum(aims) if sum(aims) else None,
    }


def flow(cases: Sequence[Case]) -> pd.DataFrame:
    """Suggested → final: ``batch_before``, ``batch``, ``firms``."""
    pairs = pd.DataFrame(
        [(each.suggested_batch or UNDECIDED, each.final_batch or UNDECIDED) for each in cases],
        columns=["batch_before", "batch"],
    )
    return pairs.value_counts(sort=False).rename("firms").reset_index()


def by_area(cases: Sequence[Case], by: str) -> pd.DataFrame:
    """One row per area and phase: ``area``, ``phase``, ``firms``, ``land_mu`` (occupied; missing counts as none known)."""
    rows = pd.DataFrame(
        [(getattr(each, by) or NOT_NAMED, each.phase, each.occupied_mu) for each in cases],
        columns=["area", "phase", "land_mu"],
    )
    groups = rows.groupby(["area", "phase"], as_index=False)
    return groups.agg(firms=("phase", "size"), land_mu=("land_mu", "sum"))


def land(cases: Sequence[Case], by: str) -> pd.DataFrame:
    """The land that is to be freed, by a field: ``group``, ``firms``, ``with_target``, ``to_free_mu``, ``freed_mu``, ``left_mu``.

    Without a target land counts as neither freed nor left, so that to free = freed + left where nobody has freed more.
    """
    known = [
        (
            getattr(each, by) or (UNDECIDED if by == "final_batch" else NOT_NAMED),
            target_mu(each),
            each.freed_mu,
        )
        for each in cases
    ]
    rows = pd.DataFrame(known, columns=["group", "to_free_mu", "freed_mu"]).astype(
        {"to_free_mu": float, "freed_mu": float}
    )
    has_target = rows["to_free_mu"].notna()
    rows = rows.assign(left_mu=(rows["to_free_mu"] - rows["freed_mu"].fillna(0)).clip(lower=0))
    sums = rows.groupby("group", sort=False)[["to_free_mu", "freed_mu", "left_mu"]].sum(min_count=1)
    counts = rows.assign(with_target=has_target).groupby("group", sort=False)["with_target"]
    table = sums.assign(firms=counts.size(), with_target=counts.sum()).reset_index()
    return table.sort_values("to_free_mu", ascending=False, na_position="last", kind="stable")


Freed = Mapping[int, Sequence[tuple[date, float | None]]]


def by_month(cases: Sequence[Case], freed: Freed, today: date) -> pd.DataFrame:
    """One row per month end from the first plan to the last: ``month``, land left by plan and in fact, firms to that day.

    ``planned_left_mu`` falls when a case is due, ``left_mu`` when land was freed (``freed``: case → day and area freed
    from then on; a case that is done has freed its land on its last day); nothing is said of months to come.
    ``planned``, ``started``, ``done``: firms due, begun and done by then.
    """
    ends = _month_ends(cases, today)
    rows = []
    for before, end in pairwise([date.min, *ends]):
        has_come = end <= today or before < today <= end
        rows.append(
            {
                "month": end,
                "planned_left_mu": sum(
                    target_mu(each) or 0.0 for each in cases if (due(each) or date.max) > end
                ),
                "planned": sum((due(each) or date.max) <= end for each in cases),
                "left_mu": sum(_left(each, freed, end) for each in cases) if has_come else None,
                "started": sum((each.actual_start or date.max) <= end for each in cases)
                if has_come
                else None,
                "done": sum(_done_by(each, end) for each in cases) if has_come else None,
            }
        )
    columns = ["month", "planned_left_mu", "planned", "left_mu", "started", "done"]
    return pd.DataFrame(rows, columns=columns)


def _left(case: Case, freed: Freed, end: date) -> float:
    target = target_mu(case)
    if target is None:
        return 0.0
    if case.actual_end and case.actual_end <= end:
        return max(0.0, target - (case.freed_mu or 0.0))
    known = [area for day, area in freed.get(case.case_id, ()) if day <= end]
    return max(0.0, target - ((known[-1] or 0.0) if known else 0.0))


def _done_by(case: Case, end: date) -> bool:
    return case.phase == DONE and (case.actual_end or date.max) <= end


def _month_ends(cases: Sequence[Case], today: date) -> list[date]:
    """The ends of all months in which something is planned or was done, this one included; the latest `MOST_MONTHS`."""
    days = [
        day
        for each in cases
        for day in (each.planned_start, due(each), each.actual_start, each.actual_end)
        if day is not None
    ]
    span = pd.period_range(min([*days, today]), max([*days, today]), freq="M")
    return [period.end_time.date() for period in span[-MOST_MONTHS:]]
