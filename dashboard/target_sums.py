"""Yearly targets against what is done: computed from the ledgers where an indicator can be, entered by an office where not.

Both are kept apart; where both are there the computed one leads, and how far they differ is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import all_rows
from dashboard.indicator import Indicator, Period, data_day
from dashboard.indicator_figures import number
from dashboard.queries import targets
from dashboard.queries.targets import Rule
from dashboard.selection import Selection
from dashboard.target_own import OWN
from etl.contracts.target_indicators import TARGET_INDICATORS, TargetIndicator
from etl.contracts.units import FACTORS, SPELLINGS

Registry = Mapping[str, Indicator]
Row = dict[str, Any]
COMPUTED, ENTERED, NOTHING = "计算", "填报", "无完成数"
AHEAD, ON_TRACK, BEHIND, UNKNOWN = "超前", "正常", "滞后", "比不了"
STATUSES = (BEHIND, ON_TRACK, AHEAD, UNKNOWN)
GREEN, YELLOW, ORANGE, RED = "绿", "黄", "橙", "红"
MONTHS = 12
# Beyond it two figures of one thing are said to differ.
NEARLY_PCT = 1.0
UNKNOWN_INDICATOR = TargetIndicator("", ())
NO_UNIT, MISFIT, NOT_POSITIVE = "目标没有写明单位", "目标的单位与指标不合", "目标不大于零"


@dataclass(frozen=True)
class Asked:
    """What is asked about: the year of the targets, and the day until which something is done."""

    year: int
    on: date

    @property
    def until(self) -> date:
        """The day, but none after the year."""
        return min(self.on, date(self.year, 12, 31))

    @property
    def months(self) -> int:
        """How many months of the year have come; none of a year that has not begun."""
        return self.on.month if self.on.year == self.year else MONTHS if self.on.year > self.year else 0


def rows(asked: Asked, registry: Registry, *, for_others: bool = False) -> pd.DataFrame:
    """One row per target of the year as `target_tables.TARGETS` says, the furthest behind first; of the whole district.

    For others nothing is computed of an indicator that is not for them.
    """
    if for_others:
        registry = {code: each for code, each in registry.items() if each.for_others}
    said = {row["indicator"]: row for row in all_rows(targets.entered(asked.year, asked.until))}
    curves = {
        (row["indicator"], row["month_number"]): row["scheduled_pct"]
        for row in all_rows(targets.curves(asked.year))
    }
    found = [
        judged(
            aim,
            TARGET_INDICATORS.get(aim["indicator"], UNKNOWN_INDICATOR),
            computed(aim, asked, registry),
            said.get(aim["indicator"], {}),
            asked.months,
            curves,
            targets.rule(),
        )
        for aim in all_rows(targets.aims(asked.year))
    ]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    frame = frame.astype({name: float for name, is_number in COLUMNS.items() if is_number})
    return frame.sort_values("gap_points", na_position="last", kind="stable", ignore_index=True)


# Column → whether it is a number.
COLUMNS: Mapping[str, bool] = {
    "indicator": False, "target": True, "target_unit": False, "responsible_unit": False, "computed": True, "entered": True,
    "entered_month": False, "done": True, "told_by": False, "done_pct": True, "schedule_pct": True, "gap_points": True,
    "status": False, "light": False, "note": False,
}  # fmt: skip


def judged(
    aim: Row,
    kind: TargetIndicator,
    computed_value: float | None,
    said: Row,
    months: int,
    curves: Mapping[tuple[str, int], float],
    rule: Rule,
) -> Row:
    """A target with what is done of it, what its month asks for, and how the two compare."""
    entered = converted(said.get("entered"), said.get("completed_unit"), aim["target_unit"])
    leads = COMPUTED if computed_value is not None else ENTERED if entered is not None else NOTHING
    done = computed_value if leads == COMPUTED else entered
    if leads == ENTERED:
        months = pd.Timestamp(said["entered_month"]).month
    why = _why_not(aim, kind)
    done_pct = None if why or done is None else _done_pct(done, aim["target"], kind)
    schedule = _schedule(aim["indicator"], kind, months, curves)
    gap = None if done_pct is None else done_pct - schedule
    return {
        **{name: aim[name] for name in ("indicator", "target", "target_unit", "responsible_unit")},
        "computed": computed_value,
        "entered": entered,
        "entered_month": said.get("entered_month"),
        "done": done,
        "told_by": leads,
        "done_pct": done_pct,
        "schedule_pct": schedule,
        "gap_points": gap,
        "status": status_of(gap, rule),
        "light": _light(done_pct, schedule, rule),
        "note": "；".join(filter(None, (why, _unit_differs(said, entered), _differ(computed_value, entered, aim)))),
    }  # fmt: skip


def computed(aim: Row, asked: Asked, registry: Registry) -> float | None:
    """What the ledgers tell of a target of the whole district in its own unit; None where they tell nothing of that year."""
    kind = TARGET_INDICATORS.get(aim["indicator"])
    if kind is None or not kind.code or not asked.months:
        return None
    period = Period(Selection(year=asked.year), asked.until)
    if kind.code in OWN:
        unit, figure = OWN[kind.code]
        return converted(figure(period), unit, aim["target_unit"])
    indicator = registry.get(kind.code)
    if indicator is None or not _tells_of(indicator, asked):
        return None
    value = indicator.figure(period)
    return None if value is None else converted(value, indicator.unit, aim["target_unit"])


def _tells_of(indicator: Indicator, asked: Asked) -> bool:
    """A ledger that only says how it stands speaks of the year of its last word, and of no other."""
    if not indicator.rests_on:  # what people keep in the dashboard is as it is today
        return asked.year == date.today().year
    last = indicator.told_on() or data_day()
    return indicator.is_yearly or (last is not None and last.year == asked.year)


def converted(value: Any, unit: str | None, wanted: str | None) -> float | None:
    """The value in another unit; None where one of them is not said or the two do not measure the same."""
    amount = number(value)
    if amount is None or unit is None or wanted is None:
        return None
    mine, other = (ALIKE.get(each) or SPELLINGS.get(each.lower(), each) for each in (unit, wanted))
    if mine == other:
        return amount
    for factors in (FACTORS["万元"], FACTORS["m²"]):
        if mine in factors and other in factors:
            return amount * float(factors[mine] / factors[other])
    return None


ALIKE = {"个": "家"}


def _why_not(aim: Row, kind: TargetIndicator) -> str:
    """Why nothing can be compared with a target; empty where it can."""
    if aim["target"] is None:
        return "没有写明目标"
    if aim["target_unit"] is None:
        return NO_UNIT
    if kind.units and aim["target_unit"] not in kind.units:
        return MISFIT
    return "" if aim["target"] > 0 else NOT_POSITIVE


def _done_pct(done: float, target: float, kind: TargetIndicator) -> float:
    if not kind.lower_is_better:
        return 100 * done / target
    return 100 * target / done if done > 0 else 100.0


def _schedule(
    indicator: str, kind: TargetIndicator, months: int, curves: Mapping[tuple[str, int], float]
) -> float:
    """What the month asks for in per cent: all of a level, else what the list says, else a twelfth a month."""
    if not kind.adds_up:
        return 100.0
    said = curves.get((indicator, months))
    return float(said) if said is not None else 100 * months / MONTHS


def status_of(gap: float | None, rule: Rule) -> str:
    """超前, 正常 or 滞后 by the margins of the rule."""
    if gap is None:
        return UNKNOWN
    if gap >= rule.ahead_points:
        return AHEAD
    return BEHIND if gap < -rule.behind_points else ON_TRACK


def _light(done_pct: float | None, schedule: float, rule: Rule) -> str | None:
    if done_pct is None:
        return None
    share = 100 * done_pct / schedule if schedule > 0 else rule.green_pct
    steps = ((rule.green_pct, GREEN), (rule.yellow_pct, YELLOW), (rule.orange_pct, ORANGE))
    return next((light for least, light in steps if share >= least), RED)


def _unit_differs(said: Row, entered: float | None) -> str:
    return "填报数的单位与目标不同，没有用" if said.get("entered") is not None and entered is None else ""


def _differ(computed_value: float | None, entered: float | None, aim: Row) -> str:
    if computed_value is None or entered is None:
        return ""
    if abs(computed_value - entered) <= NEARLY_PCT / 100 * max(abs(computed_value), abs(entered)):
        return ""
    more, apart = entered > computed_value, abs(entered - computed_value)
    unit = "个百分点" if aim["target_unit"] == "%" else aim["target_unit"]
    return f"填报比计算{'多' if more else '少'} {apart:,.4g} {unit}"


def middle(rows: pd.DataFrame) -> float | None:
    """The 时序差 in the middle of the targets; None where none can be compared."""
    gaps = rows["gap_points"].dropna()
    return float(gaps.median()) if len(gaps) else None


def gap(period: Period, registry: Registry) -> float | None:
    """The 时序差 in the middle of all targets of the year; None where none can be compared."""
    return middle(rows(Asked(period.year, period.on), registry))


def last_day() -> date | None:
    """The day that targets are judged on: the last that an office told of or the data reach to."""
    return max((day for day in (targets.told_on(), data_day()) if day is not None), default=None)
