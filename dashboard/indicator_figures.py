"""The figures behind the indicators: each puts the very question to the snapshot that the page with its card puts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard import case_sums, growth_sums, works_book
from dashboard.database import all_rows
from dashboard.indicator import Period
from dashboard.lots import LotSelection
from dashboard.queries import (
    batch_counts,
    batches,
    chains,
    enterprises,
    growth,
    growth_honours,
    lot_totals,
    service_sums,
    services,
    snapshot,
    works,
    works_sums,
)
from dashboard.queries.batch_counts import Funnel
from dashboard.queries.chains import View
from dashboard.queries.services import Asked as ServiceAsked
from etl.contracts.honour import LADDER

M2_PER_WAN = 10_000
Figure = Callable[[Period], float | None]


def number(value: Any) -> float | None:
    """A figure out of an answer: None for what is missing in any of its guises."""
    return None if value is None or pd.isna(value) else float(value)


def of_firms(name: str) -> Figure:
    """A sum of `enterprises.figures`."""
    return lambda period: number(getattr(enterprises.figures(period.selection), name))


def of_build(name: str) -> Figure:
    """A coverage of the build, which is the whole district's in every year."""
    return lambda period: number(getattr(snapshot.build_info(), name))


def of_lots(name: str) -> Figure:
    """A ratio of `lot_totals.floor_ratios`."""
    return lambda period: number(lot_totals.floor_ratios(LotSelection(period.selection))[name])


def of_funnel(name: str) -> Figure:
    """A step of the funnel by the plan that 四个一批 opens with; None where that plan is not whole."""
    return partial(_of_funnel, name)


def _of_funnel(name: str, period: Period) -> float | None:
    found = funnel(period)
    return None if found is None or not found.surveyed else number(getattr(found, name))


def funnel(period: Period) -> Funnel | None:
    """The funnel by the plan that 四个一批 opens with; None where no plan is whole, or the snapshot has no year."""
    found = funnel_counts(period)
    return None if found is None else batch_counts.funnel(found)


def funnel_counts(period: Period) -> pd.DataFrame | None:
    """What `batch_counts` counts by that plan."""
    plans = batches.plans()
    if not plans or plans[0].missing or period.selection.year is None:
        return None
    return batch_counts.counts(period.selection, batches.of_plan(plans[0].plan_id))


def of_cases(name: str) -> Figure:
    """A number of `progress.completion` over the cases of the four batches."""
    return lambda period: number(case_sums.completion(period.selection)[name])


def of_chain(name: str) -> Figure:
    """A metric of the one chain that the period is narrowed to; None where it is not narrowed to one."""
    return partial(_of_chain, name)


def _of_chain(name: str, period: Period) -> float | None:
    chosen = period.selection.chains
    if len(chosen) != 1 or not chosen[0]:
        return None
    rows = all_rows(chains.totals(View(replace(period.selection, chains=()), chosen[0])))
    return number(rows[0][name]) if rows else None


def of_service(kind: str, name: str, per: float = 1) -> Figure:
    """A number of `service_sums.totals`; None where no such ledger was read."""
    return partial(_of_service, kind, name, per)


def _of_service(kind: str, name: str, per: float, period: Period) -> float | None:
    if services.told_on(kind) is None:
        return None
    row = service_sums.totals(ServiceAsked(kind, period.selection, period.on))
    value = number(row[name]) if row["cases"] else None
    return None if value is None else value / per


def told_of(kind: str) -> Callable[[], date | None]:
    """The day of the last word of a ledger of services."""
    return partial(services.told_on, kind)


def of_works(name: str, there: str = "", per: float = 1) -> Figure:
    """A number of `works_sums.totals`; None where there is no case of those that ``there`` counts."""
    return partial(_of_works, name, there, per)


def _of_works(name: str, there: str, per: float, period: Period) -> float | None:
    row = works_sums.totals(works.Asked(period.selection.parks, period.on))
    value = None if there and not row[there] else number(row[name])
    return None if value is None else value / per


def new_floor(period: Period) -> float | None:
    """The floor (万㎡) of the plots and self-upgrades completed in the year; None for a year that nobody tells of."""
    rows = works_book.years(works.Asked(period.selection.parks, period.on))
    found = rows.loc[rows["year"] == period.year, "gained_m2"]
    return float(found.iloc[0]) / M2_PER_WAN if len(found) and period.year <= period.on.year else None


def entered(name: str) -> Figure:
    """A column of `growth_sums.entries` in the year."""
    return partial(_entered, name)


def _entered(name: str, period: Period) -> float | None:
    asked = growth.Asked(period.selection, period.on)
    rows = growth.pool(asked)
    if rows.empty:
        return None
    years = all_rows(growth_sums.entries(asked, rows))
    return next((number(row[name]) for row in years if row["year"] == period.year), None)


def honoured(name: str, code: str = "") -> Figure:
    """A column of `growth_sums.ladder`: of one honour, of all rungs of the ladder together, or of ``*`` all."""
    return partial(_honoured, name, code)


def _honoured(name: str, code: str, period: Period) -> float | None:
    if not growth_honours.are_there():
        return None
    rows = growth_sums.ladder(growth.Asked(period.selection, period.on))
    of_code = rows["honour_code"].isin((code,) if code else LADDER)
    found = rows[name] if code == "*" else rows.loc[of_code, name]
    return number(found.sum(min_count=1)) if len(found) else None
