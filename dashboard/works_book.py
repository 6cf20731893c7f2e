"""Park standardisation as a workbook: a sheet for each of its tables, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import works_sum_charts
from dashboard import works_tables as tables
from dashboard.database import on_this_build
from dashboard.queries import works, works_sums
from dashboard.queries.works import UNTOLD, Asked
from dashboard.small_cells import LEAST_FIRMS
from dashboard.workbook import Sheet
from etl.contracts import Column
from etl.contracts.works_stages import STAGES_OF, WORKS_KINDS

CALIBER = (
    "超期：下一节点的计划时间早于截至日；滞后：实际时间 − 计划时间。新增高标准厂房按竣工的实际时间计入当月，"
    "自主提升的宗地已在标准化地块中的只计地块。"
)
# For others an owner's floor would tell of one firm; plots and reserves are the district's own.
OF_THE_DISTRICT = ("park_plot",)


def kinds_shown(*, for_others: bool) -> tuple[str, ...]:
    """The kinds whose new floor is added up."""
    return OF_THE_DISTRICT if for_others else ("park_plot", "self_upgrade")


def years(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """New floor by year and, for the whole district, its targets."""
    # A target is the district's: beside one park's floor, or without the owners', it would say nothing.
    targets = works_sums.targets()
    return works_sum_charts.by_year(
        works_sums.gained_by_month(asked, kinds_shown(for_others=for_others)),
        targets.head(0) if asked.parks or for_others else targets,
    )


def board(asked: Asked, kind: str) -> pd.DataFrame:
    """How many cases of a kind stand at each stage."""
    order = {stage: place for place, stage in enumerate((*STAGES_OF.get(kind, ()), UNTOLD))}
    counts = works.cases(asked, kind)["stage"].fillna(UNTOLD).value_counts()
    rows = pd.DataFrame({"stage": counts.index, "cases": counts.to_numpy()})
    return rows.sort_values("stage", key=lambda stages: stages.map(order).fillna(99), kind="stable")


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the screen; for others only counts and what is the district's own."""
    counted = tuple(
        _sheet(
            f"{WORKS_KINDS[kind]}阶段", partial(_counted, asked, kind, for_others=for_others), tables.BOARD
        )
        for kind in STAGES_OF
    )
    floor = _sheet("新增厂房年度", lambda: years(asked, for_others=for_others), tables.YEARS)
    signed = _sheet("签约月度", lambda: works_sums.signed_by_month(asked), tables.SIGNED)
    if for_others:
        expiries = _sheet(
            "临时用地到期", lambda: _enough(works_sums.by_expiry(asked), "papers"), tables.EXPIRIES
        )
        return (*counted, floor, signed, expiries)
    lists = tuple(
        Sheet(WORKS_KINDS[kind], works.cases_later(asked, kind), columns)
        for kind, columns in tables.LISTS.items()
    )
    schedules = tuple(
        _sheet(f"{WORKS_KINDS[kind]}节点", partial(works.schedule, asked, kind), tables.SCHEDULE)
        for kind in STAGES_OF
    )
    return (
        *lists,
        *schedules,
        _sheet("竣工", lambda: tables.with_kinds(works_sums.completed(asked)), tables.COMPLETED),
        floor,
        _sheet("收储", lambda: works_sums.reserves(asked), tables.RESERVES),
        signed,
        _sheet("未匹配", lambda: tables.with_kinds(works.unmatched(asked)), tables.UNMATCHED),
    )


def _counted(asked: Asked, kind: str, *, for_others: bool) -> pd.DataFrame:
    rows = board(asked, kind)
    return _enough(rows, "cases") if for_others and kind == "self_upgrade" else rows


def _enough(rows: pd.DataFrame, count: str) -> pd.DataFrame:
    """The counts; none where all together are so few firms that a class would tell of one."""
    return rows if rows[count].sum() >= LEAST_FIRMS else rows.head(0)


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)
