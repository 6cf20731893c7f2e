"""What is invested in projects and when they begin and end → figures: result against plan, completions, months."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.works_charts import ON_TIME, PLANNED, colour

MOST_BARS = 15
# Up to so many, each whole number has a tick of its own: a half is no project.
FEW_TICKS = 6
MONTHS_HEIGHT = 300


def bullets(rows: pd.DataFrame) -> Figure:
    """A thin bar of the year's result over a wide one of its plan for each project, the furthest behind on top."""
    told = rows.head(MOST_BARS).reset_index(drop=True)
    shared = {
        "type": "bar",
        "orientation": "h",
        "y": told.index.tolist(),
        "customdata": [_bullet(row) for row in all_rows(told)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    traces: list[Trace] = [
        {**shared, "x": plain(told["year_plan_wan_yuan"]), "name": "年度计划", "width": 0.72,
            "marker": {"color": colour(PLANNED)}, "opacity": 0.55},
        {**shared, "x": plain(told["year_done_wan_yuan"]), "name": "年度完成", "width": 0.34,
            "marker": {"color": colour(ON_TIME)}},
    ]  # fmt: skip
    percents = [
        {
            "x": max(row["year_plan_wan_yuan"], row["year_done_wan_yuan"]), "y": at, "xanchor": "left", "showarrow": False,
            "text": f" {fmt.percent(row['year_done_pct'])}", "font": {"size": 12},
        }
        for at, row in enumerate(all_rows(told))
    ]  # fmt: skip
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 34, "r": 60},
            "height": bullets_height(len(told)),
            "barmode": "overlay",
            "legend": LEGEND,
            "annotations": percents,
            "xaxis": axis("投资（万元）", rangemode="tozero"),
            "yaxis": {**names_axis(told["project_name"]), "autorange": "reversed"},
        },
    )


def bullets_height(projects: int) -> int:
    """How high the drawing of so many projects is, and what stands beside it."""
    return BAR_HEIGHT * min(max(projects, 7), MOST_BARS) + 90


def _bullet(row: dict[str, Any]) -> str:
    ahead = row["ahead_wan_yuan"]
    return (
        f"{fmt.chart_text(row['project_name'])}<br>完成 {fmt.money(row['year_done_wan_yuan'])}，"
        f"计划 {fmt.money(row['year_plan_wan_yuan'])}，{'超' if ahead >= 0 else '差'} {fmt.money(abs(ahead))}"
    )


def progress(rows: pd.DataFrame) -> Figure:
    """What is invested by each month's end, and the plan of the year in equal parts."""
    return _two_lines(rows, "投资（万元）", "万元", ",.0f")


def completions(rows: pd.DataFrame) -> Figure:
    """How many projects were to be completed by each month's end, and how many were."""
    return _two_lines(rows, "项目（项）", "项", ",d")


def _two_lines(rows: pd.DataFrame, title: str, unit: str, form: str) -> Figure:
    lines = (("计划", "planned", "dot", PLANNED), ("实际", "actual", "solid", ON_TIME))
    return Figure(
        [
            {
                "type": "scatter", "mode": "lines+markers", "name": name, "x": rows["month"].tolist(),
                "y": plain(rows[column]), "line": {"dash": dash, "width": 3, "color": colour(place)},
                "hovertemplate": f"%{{x}} 末{name}累计 %{{y:{form}}} {unit}<extra></extra>",
            }
            for name, column, dash, place in lines
        ],
        {
            "margin": {**TIGHT, "t": 30}, "legend": {**LEGEND, "y": 1.04},
            "xaxis": axis(type="category", nticks=4, tickangle=0),
            "yaxis": axis(title, rangemode="tozero", tickformat=form),
        },
    )  # fmt: skip


def months(rows: pd.DataFrame) -> Figure:
    """How many projects begin in each month."""
    few = rows["projects"].max() <= FEW_TICKS if len(rows) else True
    bars = {
        "type": "bar",
        "x": rows["month"].tolist(),
        "y": plain(rows["projects"]),
        "marker": {"color": colour(ON_TIME)},
        "hovertemplate": "%{x} 新对接 %{y} 项<extra></extra>",
    }
    return Figure(
        [bars],
        {
            "margin": TIGHT,
            "bargap": 0.3,
            "xaxis": axis(type="category", nticks=12),
            "yaxis": axis(
                "新对接（项）", rangemode="tozero", tickformat=",d", **({"dtick": 1} if few else {})
            ),
        },
    )
