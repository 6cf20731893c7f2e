"""The figures of 项目与招商, 运行监测, 政策文件 and 目标, by the questions of these pages, on the day on which they open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dashboard import operation_cards, project_book, project_sums, target_sums
from dashboard.indicator import Period
from dashboard.indicator_figures import Figure, number
from dashboard.queries import decline, operations, project_cases, projects
from dashboard.queries.growth import Asked
from dashboard.queries.operations import Asked as Month

Sums = Callable[[Asked], Mapping[str, Any]]
Registry = target_sums.Registry


def of_month(question: Callable[[Month], float | None]) -> Figure:
    """A figure of the last month of the year that returns or the watch tell of by the day; None without such a month."""
    return partial(_of_month, question)


def _of_month(question: Callable[[Month], float | None], period: Period) -> float | None:
    months = [month for month in operations.periods(period.year) if month <= period.on]
    return number(question(Month(period.selection, months[-1]))) if months else None


def falling(name: str) -> Figure:
    """A number of `decline.totals`; None where no firm's returns are judged."""
    return of_month(partial(_falling, name))


def _falling(name: str, asked: Month) -> float | None:
    row = decline.totals(asked)
    return number(row[name]) if row["judged"] else None


def leading(name: str) -> Figure:
    """A number of the leading firms among those that reported the month."""
    return of_month(partial(_leading, name))


def _leading(name: str, asked: Month) -> float | None:
    rows = operations.contributions(asked)
    return number(operation_cards.leading(rows)[name]) if len(rows) else None


def invested(name: str, kind: str = "upgrade") -> Figure:
    """A number of `projects.invested` over the projects of a kind in the year."""
    return lambda period: number(getattr(projects.invested(kind, Asked(period.selection, period.on)), name))


def of_cohort(name: str) -> Figure:
    """A number of `projects.invest_conv`; of an earlier year too as its cohort stands by the ledgers' latest word."""
    return partial(_of_cohort, name)


def _of_cohort(name: str, period: Period) -> float | None:
    cohort = projects.invest_conv(Asked(period.selection, project_cases.day_of_all() or period.on))
    return number(getattr(cohort, name)) if cohort.talked or cohort.signed else None


def counted(kind: str, name: str) -> Figure:
    """A number of `project_sums.counts` over the projects of a kind; None where there is none."""
    return partial(_counted, kind, name)


def _counted(kind: str, name: str, period: Period) -> float | None:
    asked = Asked(period.selection, period.on)
    rows = project_book.listed(kind, asked)
    return number(project_sums.counts(rows, asked.year)[name]) if len(rows) else None


def late(kind: str) -> Figure:
    """How many projects of a kind have a late stage; None where there is no project."""
    return partial(_late, kind)


def _late(kind: str, period: Period) -> float | None:
    asked = Asked(period.selection, period.on)
    if project_cases.cases(kind, asked).empty:
        return None
    return float(project_cases.late_stages(kind, asked)["project_id"].nunique())


def of_sums(sums: Sums, there: str, name: str, per: float = 1) -> Figure:
    """A number of one row of sums; None where it counts none of what ``there`` counts."""
    return partial(_of_sums, sums, there, name, per)


def _of_sums(sums: Sums, there: str, name: str, per: float, period: Period) -> float | None:
    row = sums(Asked(period.selection, period.on))
    value = number(row[name]) if row[there] else None
    return None if value is None else value / per


def of_targets(status: str = "") -> Callable[[Period, Registry], float | None]:
    """How many targets of the year there are, or have a status; None where nobody sent any."""
    return partial(_of_targets, status)


def _of_targets(status: str, period: Period, registry: Registry) -> float | None:
    rows = target_sums.rows(target_sums.Asked(period.year, period.on), registry)
    if rows.empty:
        return None
    return float((rows["status"] == status).sum() if status else len(rows))
