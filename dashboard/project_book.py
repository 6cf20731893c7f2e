"""项目与招商 as a workbook, and the counts as others may see them: a sheet for each table, read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import project_sums as sums
from dashboard import project_tables as tables
from dashboard.database import on_this_build
from dashboard.queries import project_cases, projects
from dashboard.queries.growth import Asked
from dashboard.small_cells import LEAST_FIRMS
from dashboard.workbook import Sheet
from etl.contracts import Column

CALIBER = (
    "技改投资完成 = Σ年度完成，完成率 = Σ年度完成 ÷ Σ年度计划，只计两项都写明的；"
    "到过的阶段按台账的阶段、节点的实际时间和签约、开工、竣工日期中走得最远的；落地是已注册或更往后，转化率按批次年度；"
    "滞后是计划时间已过、还没有到达的节点。"
)


def listed(kind: str, asked: Asked) -> pd.DataFrame:
    """The projects of a kind as its list shows them: with status, and 招商 with the nodes that they are placed at."""
    rows = sums.with_status(project_cases.cases(kind, asked), asked.year)
    return sums.with_nodes(rows, sums.labelled(projects.leads(asked))) if kind == "investment" else rows


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the page; for others only how many projects of each kind stand at each stage."""
    standing = _sheet("阶段", partial(stages, asked, for_others=for_others), tables.STAGES)
    if for_others:
        return (standing,)
    kinds = tuple(
        _sheet(title, partial(listed, kind, asked), tables.LISTS[kind])
        for kind, title in tables.KINDS.items()
    )
    return (
        *kinds,
        _sheet("滞后节点", partial(_of_all, project_cases.late_stages, asked), tables.LATE),
        _sheet("年度计划和完成", partial(_of_all, projects.years, asked), tables.YEARS),
        _sheet("招商转化", partial(projects.conversions, asked), tables.CONVERSION),
        _sheet("线索去向", lambda: sums.leads(sums.labelled(projects.leads(asked))), tables.LEADS),
        standing,
    )


def stages(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """How many projects of each kind stand at each stage; for others none of a kind with few firms."""
    found = []
    for kind, title in tables.KINDS.items():
        rows = project_cases.cases(kind, asked)
        if for_others and rows["who"].nunique() < LEAST_FIRMS:
            continue
        count = sums.stages_for_others if for_others else sums.stages
        found.append(count(rows).assign(kind=title))
    return (
        pd.concat(found)
        if found
        else sums.stages(project_cases.cases("other", asked)).head(0).assign(kind="")
    )


def _of_all(question: Callable[[str, Asked], pd.DataFrame], asked: Asked) -> pd.DataFrame:
    return pd.concat([question(kind, asked).assign(kind=title) for kind, title in tables.KINDS.items()])


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)
