"""The figures of the report that are no indicators of Appendix A, by the questions of the pages that show them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from dashboard import growth_sums
from dashboard.indicator import Period
from dashboard.indicator_figures import Figure, funnel_counts, number
from dashboard.queries import batch_counts, batches, chains, growth
from dashboard.queries.chains import View


def of_batch(batch: str) -> Figure:
    """How many enterprises the plan that 四个一批 opens with puts into a class."""
    return partial(_of_batch, batch)


def _of_batch(batch: str, period: Period) -> float | None:
    found = funnel_counts(period)
    if found is None or found.empty:
        return None
    shares = batch_counts.split(found)
    return number(shares.loc[shares["suggested_batch"] == batch, "firms"].iloc[0])


def line_x(period: Period) -> float | None:
    """The line X of that plan (万元/亩)."""
    plans = batches.plans()
    return batches.of_plan(plans[0].plan_id).x if plans and not plans[0].missing else None


def declared(name: str, programmes: Sequence[str] = (), *, of_people: bool = False) -> Figure:
    """A number of `growth_sums.outcome` over the declarations for these programmes, or for all."""
    return partial(_declared, name, tuple(programmes), of_people)


def _declared(name: str, programmes: Sequence[str], of_people: bool, period: Period) -> float | None:
    rows = growth.declarations(growth.Asked(period.selection, period.on), of_people=of_people)
    if programmes:
        rows = rows[rows["programme"].isin(programmes)]
    return None if rows.empty else number(growth_sums.outcome(rows)[name])


def declared_money(name: str) -> Figure:
    """A sum of money over all declarations of enterprises, only of those that state it."""
    return partial(_declared_money, name)


def _declared_money(name: str, period: Period) -> float | None:
    rows: pd.DataFrame = growth.declarations(growth.Asked(period.selection, period.on))
    return number(rows[name].sum(min_count=1))


def of_cloud(name: str) -> Figure:
    """A number of `growth_sums.clouds`."""
    return partial(_of_cloud, name)


def _of_cloud(name: str, period: Period) -> float | None:
    asked = growth.Asked(period.selection, period.on)
    rows = growth.adoptions(asked)
    if rows.empty:
        return None
    found = growth_sums.clouds(rows, growth.coverage(asked), growth_sums.cloud_targets(asked), asked)
    return number(found[name])


def of_pool(name: str) -> Figure:
    """A number of `growth_sums.on_the_way`."""
    return partial(_of_pool, name)


def _of_pool(name: str, period: Period) -> float | None:
    rows = growth.pool(growth.Asked(period.selection, period.on))
    return None if rows.empty else number(growth_sums.on_the_way(rows)[name])


def of_chains(name: str) -> Figure:
    """How many chains there are (``chains``), or how many of all their nodes have a light."""
    return partial(_of_chains, name)


def _of_chains(name: str, period: Period) -> float | None:
    rows = chains.totals(View(period.selection, ""))
    if rows.empty:
        return None
    return float(len(rows)) if name == "chains" else number(rows[name].sum())
