"""How far projects are → figures: the funnel of stages, where leads lead, statuses and places."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.project_charts import FEW_TICKS
from dashboard.project_sums import STATUSES
from dashboard.works_charts import LATE, ON_TIME, PLANNED, colour

MOST_PLACES = 12
FUNNEL_HEIGHT, STRIP_HEIGHT = 400, 120
DONE_PLACE, NEW_PLACE, UNTOLD_PLACE = 3, 5, 9
STATUS_PLACES = dict(zip(STATUSES, (PLANNED, NEW_PLACE, ON_TIME, DONE_PLACE, UNTOLD_PLACE), strict=True))
LINK = "rgba(128,128,128,0.25)"


def funnel(stages: pd.DataFrame) -> Figure:
    """How many projects have come to each stage or beyond it, and how many of them stand there now."""
    names = stages["stage"].tolist()
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": plain(stages["reached"].fillna(stages["projects"])),
        "y": list(range(len(names))),
        "text": [_stage(row) for row in all_rows(stages)],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [colour(ON_TIME) if row["reached"] is not None else colour(PLANNED) for row in all_rows(stages)]},
        "customdata": names,
        "hovertemplate": "%{customdata}：%{text}<extra></extra>",
    }  # fmt: skip
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "t": 8, "r": 190},
            "bargap": 0.25,
            "xaxis": axis(visible=False, rangemode="tozero"),
            "yaxis": {**names_axis(names), "autorange": "reversed"},
        },
    )


def _stage(row: dict[str, Any]) -> str:
    if row["reached"] is None:
        return f"{fmt.number(row['projects'])} 项 · {fmt.money(row['wan_yuan'])}"
    now = f" · 现在 {fmt.number(row['projects'])} 项"
    return f"{fmt.number(row['reached'])} 项{now} · {fmt.money(row['wan_yuan'])}"


def standing(stages: pd.DataFrame) -> Figure:
    """How many projects stand at each stage now; a count that others may not see has no bar."""
    there = stages[stages["projects"].fillna(1) > 0].iloc[::-1]
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": plain(there["projects"]),
                "y": list(range(len(there))),
                "text": [fmt.with_unit(value, "项", 0) for value in there["projects"]],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(ON_TIME)},
                "customdata": there["stage"].tolist(),
                "hovertemplate": "%{customdata} %{x} 项<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "r": 60},
            "bargap": 0.35,
            "xaxis": axis(visible=False, rangemode="tozero"),
            "yaxis": names_axis(there["stage"]),
        },
    )


def leads(rows: pd.DataFrame) -> Figure:
    """From the source of a lead to the node that its project would fill; missing and weak nodes are in red."""
    sources, labels = list(dict.fromkeys(rows["source"])), list(dict.fromkeys(rows["label"]))
    filled = set(rows.loc[rows["fills"].astype(bool), "label"])
    sankey = {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [fmt.chart_text(name) for name in (*sources, *labels)],
            "pad": 14,
            "thickness": 14,
            "color": [
                *[colour(ON_TIME)] * len(sources),
                *(colour(LATE if label in filled else PLANNED) for label in labels),
            ],
            "hovertemplate": "%{label}：%{value} 项<extra></extra>",
        },
        "link": {
            "source": [sources.index(source) for source in rows["source"]],
            "target": [len(sources) + labels.index(label) for label in rows["label"]],
            "value": plain(rows["projects"]),
            "color": LINK,
            "hovertemplate": "%{source.label} → %{target.label}：%{value} 项<extra></extra>",
        },
    }
    return Figure([sankey], {"margin": {**TIGHT, "t": 12, "b": 12}})


def strip(rows: pd.DataFrame) -> Figure:
    """All projects in one bar, split by status."""
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": row["status"],
            "x": [row["projects"]],
            "y": [0],
            "text": [f"{row['status']} {fmt.number(row['projects'])} 项"],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "marker": {"color": colour(STATUS_PLACES[row["status"]])},
            "hovertemplate": f"{row['status']} %{{x}} 项，总投资 {fmt.money(row['wan_yuan'])}<extra></extra>",
        }
        for row in all_rows(rows)
    ]
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 4},
            "barmode": "stack",
            "showlegend": False,
            "xaxis": axis("项目（项）", rangemode="tozero", tickformat=",d"),
            "yaxis": axis(visible=False),
        },
    )


def places(rows: pd.DataFrame) -> Figure:
    """Projects by place, each bar split by status, the place with most on top."""
    names = list(dict.fromkeys(rows["place"]))[:MOST_PLACES]
    few = rows["whole"].max() <= FEW_TICKS if len(rows) else True
    traces: list[Trace] = []
    for status in STATUSES:
        counts = rows[rows["status"] == status].set_index("place")["projects"]
        values = [int(counts.get(name, 0)) for name in names]
        if any(values):
            traces.append(
                {
                    "type": "bar", "orientation": "h", "name": status, "x": values, "y": list(range(len(names))),
                    "text": [fmt.number(value) if value else "" for value in values], "textposition": "inside",
                    "insidetextanchor": "middle", "textangle": 0, "marker": {"color": colour(STATUS_PLACES[status])},
                    "customdata": [fmt.chart_text(name) for name in names],
                    "hovertemplate": f"%{{customdata}} {status} %{{x}} 项<extra></extra>",
                }
            )  # fmt: skip
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 30},
            "height": BAR_HEIGHT * max(len(names), 3) + 80,
            "barmode": "stack",
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis("项目（项）", rangemode="tozero", tickformat=",d", **({"dtick": 1} if few else {})),
            "yaxis": {**names_axis(names), "autorange": "reversed"},
        },
    )
