"""培育与申报 as a workbook, and the counts as others may see them: a sheet for each table, read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import growth_sums as sums
from dashboard import growth_tables as tables
from dashboard import outward
from dashboard.database import on_this_build
from dashboard.queries import growth, growth_honours
from dashboard.queries.growth import Asked
from dashboard.small_cells import INFERABLE, LEAST_FIRMS
from dashboard.workbook import Sheet
from etl.contracts import Column
from etl.contracts.upgrade_pool import ENTERED, LEFT

CALIBER = (
    "荣誉按年末有效计，阶梯上一户只计最高的一级；通过率 = 通过 ÷（通过 + 未通过）；"
    "上云一户计一次，覆盖率 = 已上云的规上企业 ÷ 规上企业；小升规比例 = 当年入库 ÷ 任务，差额 = 2000 万元 − 近 12 月营收。"
)


def ladder(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """The honours with their counts; for others without those that are too small."""
    rows = sums.ladder(asked)
    if not for_others:
        return rows
    known = {name: rows[name].notna() for name in ("firms", "firms_before")}
    rows = sums.hidden(rows, ("firms", "firms_before", "coming", "expiring"))
    rows = rows.assign(**{name: rows[name].where(there) for name, there in known.items()})
    # Output of a few firms is no count: it is not for others.
    return rows.assign(net_new=rows["firms"] - rows["firms_before"], output_share_pct=float("nan"))


def matrix(rows: pd.DataFrame, *, for_others: bool | None = None) -> pd.DataFrame:
    """Programmes by status; for others each programme without the fields that are too small."""
    counts = sums.matrix(rows)
    if not (outward.is_on() if for_others is None else for_others) or counts.empty:
        return counts
    parts = [sums.hidden(part, ("cases",)) for _, part in counts.groupby("programme", sort=False)]
    return pd.concat(parts)


def rates(rows: pd.DataFrame, *, for_others: bool | None = None) -> pd.DataFrame:
    """Hit rates; for others none of a programme with few cases, and no small count."""
    found = sums.rates(rows)
    if not (outward.is_on() if for_others is None else for_others) or found.empty:
        return found
    found = sums.hidden(found, ("cases", "recommended", "passed", "decided"))
    shown = found["passed"].notna() & found["decided"].notna()
    hidden = pd.Series(INFERABLE, index=found.index, dtype=object).where(~shown, None)
    return found.assign(rate_pct=found["rate_pct"].where(shown), hidden=hidden)


def coverage(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """Coverage by park; for others without parks of few firms."""
    rows = growth.coverage(asked)
    if not for_others:
        return rows
    rows = sums.hidden(rows, ("on_cloud", "above_scale"))
    shown = rows["on_cloud"].notna() & rows["above_scale"].notna()
    return rows.assign(coverage_pct=rows["coverage_pct"].where(shown), on_cloud=rows["on_cloud"].where(shown))


def entries(asked: Asked, rows: pd.DataFrame, *, for_others: bool = False) -> pd.DataFrame:
    """Task and entries by year; for others without years of few entries."""
    found = sums.entries(asked, rows)
    if not for_others:
        return found
    found = sums.hidden(found, ("entered",))
    return found.assign(done_pct=found["done_pct"].where(found["entered"].notna()))


def on_the_way(rows: pd.DataFrame) -> pd.DataFrame:
    """The firms of the pool that have neither entered nor left and whose revenue is told, the nearest first."""
    way = rows[~rows["pool_status"].isin((ENTERED, LEFT))]
    return way.dropna(subset=["gap_wan_yuan"]).sort_values("gap_wan_yuan", kind="stable")


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the page; for others only counts, and none of ledgers with few firms."""
    declared = partial(growth.declarations, asked)
    counted = (
        _sheet("荣誉阶梯", partial(ladder, asked, for_others=for_others), tables.LADDER),
        _sheet(
            "事项和状态",
            _counted(declared, partial(matrix, for_others=for_others), for_others),
            tables.MATRIX,
        ),
        _sheet("通过率", _counted(declared, partial(rates, for_others=for_others), for_others), tables.RATES),
        _sheet("上云覆盖率", partial(coverage, asked, for_others=for_others), tables.COVERAGE),
        _sheet(
            "小升规年度",
            _counted(partial(growth.pool, asked), partial(entries, asked, for_others=for_others), for_others),
            tables.ENTRIES,
        ),
    )
    if for_others:
        return counted
    return (
        _sheet("申报", declared, tables.DECLARATIONS),
        _sheet("荣誉持有", partial(growth_honours.held, asked), tables.HELD),
        _sheet("荣誉储备", partial(growth_honours.coming, asked), tables.COMING),
        _sheet("荣誉到期", partial(growth_honours.expiring, asked), tables.EXPIRING),
        _sheet("上云", partial(growth.adoptions, asked), tables.ADOPTIONS),
        _sheet("小升规", partial(growth.pool, asked), tables.POOL),
        _sheet("人才", partial(growth.declarations, asked, of_people=True), tables.PEOPLE),
        *counted,
    )


def _counted(
    question: Callable[[], pd.DataFrame], count: Callable[[pd.DataFrame], pd.DataFrame], for_others: bool
) -> Callable[[], pd.DataFrame]:
    """The counts of the rows of ``question``; for others of none where those are of few firms."""

    def answer() -> pd.DataFrame:
        rows = question()
        return count(rows.head(0) if for_others and rows["firm"].nunique() < LEAST_FIRMS else rows)

    return answer


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)
