"""What an indicator is: a figure with its unit, of a period, that pages, exports, sentences and the overview share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dashboard import format as fmt
from dashboard import promises
from dashboard.queries import snapshot
from dashboard.selection import Selection


@dataclass(frozen=True)
class Period:
    """What a figure speaks of: the chosen enterprises in their year, and the day on which something is late."""

    selection: Selection
    on: date

    @property
    def year(self) -> int:
        """The year of the selection, that of the day where there is none."""
        return self.selection.year or self.on.year

    def before(self) -> Period:
        """The same a year earlier, up to the same day."""
        last = self.on.month == 2 and self.on.day == 29
        day = self.on.replace(year=self.on.year - 1, day=28 if last else self.on.day)
        return Period(replace(self.selection, year=self.year - 1), day)


def data_day() -> date | None:
    """The day that the data of the snapshot reach to; None where it does not say."""
    return promises.as_of(snapshot.build_info().data_date)


@dataclass(frozen=True)
class Indicator:
    """One number of the bureau, as Appendix A of the domain notes names it.

    Attributes:
        code: its name in templates, targets and tests.
        name: what it is called.
        unit: its unit, empty for none.
        decimals: how many are shown.
        better: ``up``, ``down``, or empty where neither is good.
        rests_on: the entities whose files bring it.
        figure: the number of a period, by the query that its page uses; None where nothing is known, never 0 for that.
        is_yearly: whether it is the year's own, so that the year before can stand beside it; the others tell how a
            ledger stands on its day and cannot be asked for the past.
        told_on: the day of the last word of what it rests on, on which its page says what is late.
        spoiled_by: the checks whose finding makes the number wrong, beside those that spoil any.
        for_others: whether 对外视图 may show it for the whole district.
    """

    code: str
    name: str
    unit: str
    decimals: int
    better: str
    rests_on: tuple[str, ...]
    figure: Callable[[Period], float | None]
    is_yearly: bool = False
    told_on: Callable[[], date | None] = data_day
    spoiled_by: tuple[str, ...] = ()
    for_others: bool = True

    def said(self, value: float | None) -> str:
        """The value with its unit as sentences say it: 1,451.20 万元, 52.4%, 603 家; — for a missing one."""
        if self.unit == "万元":
            return fmt.money(value)
        words = fmt.number(value, self.decimals)
        return (
            words
            if words == fmt.MISSING
            else f"{words}{'%' if self.unit == '%' else f' {self.unit}'}".rstrip()
        )

    def compared(self, now: float | None, before: float | None) -> str:
        """The change on the year before in words; empty where there is nothing to compare with."""
        if now is None or before is None:
            return ""
        change = round(now, self.decimals) - round(before, self.decimals)
        if not round(change, self.decimals):
            return "与上年持平"
        if self.unit in ("%", "百分点"):
            return (
                f"比上年{'提高' if change > 0 else '下降'} {fmt.number(abs(change), self.decimals)} 个百分点"
            )
        if not self.decimals:
            return f"比上年{'增加' if change > 0 else '减少'} {fmt.number(abs(change))} {self.unit}".rstrip()
        if before <= 0:
            return ""
        rate = fmt.percent(abs(100 * (now / before - 1)))
        return f"比上年{'增长' if change > 0 else '下降'} {rate}"

    def period(self, selection: Selection) -> Period:
        """The period in which its page speaks of the selection: the day of the last word, else of the data, else today."""
        return Period(selection, self.told_on() or data_day() or date.today())

    def value(self, selection: Selection) -> float | None:
        """The figure of the selection as its page shows it."""
        return self.figure(self.period(selection))

    def before(self, selection: Selection) -> float | None:
        """The figure of the year before; None where it is no figure of a year, or nothing is known of that one."""
        return self.figure(self.period(selection).before()) if self.is_yearly else None
