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
SMALL, MONTHS_HEIGHT = 216, 300


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
            "height": BAR_HEIGHT * max(len(told), 5) + 90,
            "barmode": "overlay",
            "legend": LEGEND,
            "annotations": percents,
            "xaxis": axis("投资（万元）", rangemode="tozero"),
            "yaxis": {**names_axis(told["project_name"]), "autorange": "reversed"},
        },
    )


def _bullet(row: dict[str, Any]) -> str:
    ahead = row["ahead_wan_yuan"]
    return (
        f"{fmt.chart_text(row['project_name'])}<br>完成 {fmt.money(row['year_done_wan_yuan'])}，"
        f"计划 {fmt.money(row['year_plan_wan_yuan'])}，{'超' if ahead >= 0 else '差'} {fmt.money(abs(ahead))}"
    )


def years(rows: pd.DataFrame) -> Figure:
    """Plan and result of each year side by side, in 万元."""
    names = [str(year) for year in rows["year"]]
    bars = (("年度计划", "plan_wan_yuan", PLANNED), ("年度完成", "done_wan_yuan", ON_TIME))
    return Figure(
        [
            {
                "type": "bar", "name": name, "x": names, "y": plain(rows[column]),
                "text": [fmt.money(value) if pd.notna(value) else "" for value in rows[column]],
                "textposition": "outside", "cliponaxis": False, "marker": {"color": colour(place)},
                "hovertemplate": f"%{{x}} 年{name} %{{text}}<extra></extra>",
            }
            for name, column, place in bars
        ],
        {
            "margin": {**TIGHT, "t": 40}, "legend": {**LEGEND, "y": 1.08}, "bargap": 0.35,
            "xaxis": axis(type="category"), "yaxis": axis(visible=False, rangemode="tozero"),
        },
    )  # fmt: skip


def completions(rows: pd.DataFrame) -> Figure:
    """How many projects were to be completed by each month's end, and how many were."""
    lines = (("计划", "planned", "dot", PLANNED), ("实际", "actual", "solid", ON_TIME))
    return Figure(
        [
            {
                "type": "scatter", "mode": "lines+markers", "name": name, "x": rows["month"].tolist(),
                "y": plain(rows[column]), "line": {"dash": dash, "width": 3, "color": colour(place), "shape": "hv"},
                "hovertemplate": f"%{{x}} 末{name}累计 %{{y}} 项<extra></extra>",
            }
            for name, column, dash, place in lines
        ],
        {
            "margin": {**TIGHT, "t": 30}, "legend": {**LEGEND, "y": 1.04},
            "xaxis": axis(type="category", nticks=7),
            "yaxis": axis("项目（项）", rangemode="tozero", tickformat=",d"),
        },
    )  # fmt: skip


def months(rows: pd.DataFrame) -> Figure:
    """How many projects begin in each month."""
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
            "yaxis": axis("新对接（项）", rangemode="tozero", tickformat=",d"),
        },
    )
