"""项目与招商 as a workbook, and the counts as others may see them: a sheet for each table, read when somebody exports."""

from __future__ import annotations

from dashboard import project_tables as tables
from dashboard.queries import projects
from dashboard.queries.growth import Asked
from dashboard.workbook import Sheet

CALIBER = (
    "技改投资完成 = Σ年度完成，完成率 = Σ年度完成 ÷ Σ年度计划，只计两项都写明的；"
    "项目到过的阶段都计一次；落地是已注册或更往后，转化率按批次年度；滞后是计划时间已过还没有到达的节点。"
)


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Every table of the page; for others only counts."""
    if for_others:
        return ()
    return tuple(
        Sheet(title, projects.cases_later(kind, asked), tables.LISTS[kind])
        for kind, title in tables.KINDS.items()
        if kind == "upgrade"
    )
