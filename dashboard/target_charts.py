"""Targets → bullets: what is done of each, against what its month asks for."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.target_sums import BEHIND, ENTERED
from dashboard.works_charts import LATE, ON_TIME, PLANNED, colour

ROW, HEAD, FOOT = 30, 66, 16
# A bar of three times its target would leave no room for the others.
MOST_PCT, SMALL_PCT = 150.0, 115.0
SHARES = (("计算", False), ("填报", True))


def bullets(rows: pd.DataFrame, *, is_small: bool = False) -> Figure:
    """A bar a target, the furthest behind on top and in red; a stroke stands where the schedule is, a wide pale bar is 100 %.

    What an office entered is hatched, so that it is told from what is computed. A small one has no room for owners.
    """
    told = rows.dropna(subset=["done_pct"]).iloc[::-1].reset_index(drop=True)
    traces = [_whole(told), *(_bars(told, name, hatched) for name, hatched in SHARES), _schedule(told)]
    most = SMALL_PCT if is_small else MOST_PCT
    room = {"t": 4, "r": 100} if is_small else {"t": 40, "r": 190}
    ticks = {"showticklabels": False} if is_small else {"ticksuffix": "%", "tickvals": [0, 50, 100, 150]}
    return Figure(
        traces,
        {
            "margin": {**TIGHT, **room},
            "barmode": "overlay",
            "bargap": 0.35,
            "height": (FOOT if is_small else HEAD) + ROW * max(len(told), 2),
            "showlegend": not is_small,
            "legend": {**LEGEND, "x": 0, "xanchor": "left"},
            "xaxis": axis(None, range=[0, most], showgrid=False, **ticks),
            "yaxis": names_axis(told["indicator"]),
            "annotations": [_label(place, each, is_small) for place, each in enumerate(all_rows(told))],
        },
    )


def _whole(told: pd.DataFrame) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "目标",
        "x": [100.0] * len(told),
        "y": told.index.tolist(),
        "width": 0.8,
        "marker": {"color": colour(PLANNED), "opacity": 0.35},
        "hoverinfo": "skip",
    }


def _bars(told: pd.DataFrame, name: str, hatched: bool) -> Trace:
    part = told[(told["told_by"] == ENTERED) == hatched]
    pattern = {"shape": "/", "size": 6, "solidity": 0.35} if hatched else {"shape": ""}
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"完成（{name}）",
        "x": plain(part["done_pct"].clip(lower=0, upper=MOST_PCT)),
        "y": part.index.tolist(),
        "width": 0.4,
        "marker": {
            "color": [colour(LATE if status == BEHIND else ON_TIME) for status in part["status"]],
            "pattern": pattern,
        },
        "hovertext": [_said(row) for row in all_rows(part)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _schedule(told: pd.DataFrame) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "时序要求",
        "x": plain(told["schedule_pct"].clip(upper=MOST_PCT)),
        "y": told.index.tolist(),
        "marker": {"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": colour(2)}},
        "hovertemplate": "时序要求 %{x:.1f}%<extra></extra>",
        "cliponaxis": False,
    }


def _label(place: int, row: dict[str, Any], is_small: bool) -> dict[str, Any]:
    """Rate, gap and owner at the right of a bullet."""
    owner = "" if is_small else fmt.chart_text(row["responsible_unit"] or fmt.MISSING)
    return {
        "x": 1.0, "xref": "paper", "xanchor": "left", "y": place, "showarrow": False, "font": {"size": 12},
        "text": f" {fmt.percent(row['done_pct'])}　{points(row['gap_points'])}　{owner}",
    }  # fmt: skip


def points(value: float | None) -> str:
    """A gap with its sign: +3.2, −12.8."""
    if value is None or pd.isna(value):
        return fmt.MISSING
    sign = "+" if round(value, 1) > 0 else "−" if round(value, 1) < 0 else ""
    return f"{sign}{abs(value):,.1f}"


def _said(row: dict[str, Any]) -> str:
    unit = row["target_unit"] or ""
    owner = fmt.chart_text(row["responsible_unit"] or "责任单位未写明")
    return (
        f"{fmt.chart_text(row['indicator'])} · {owner}<br>"
        f"{row['told_by']} {fmt.with_unit(row['done'], unit)}，目标 {fmt.with_unit(row['target'], unit)}<br>"
        f"完成率 {fmt.percent(row['done_pct'])}，时序差 {points(row['gap_points'])} 个百分点"
    )
