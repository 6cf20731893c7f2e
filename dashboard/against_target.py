"""What was reached, added up month by month as steps, against the targets added up at each year's end: one drawing for all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts import LEGEND, TIGHT, axis
from dashboard.figure import Figure, Trace, plain
from dashboard.works_charts import ON_TIME, PLANNED, colour


def cumulative(
    months: pd.Series[Any],
    totals: pd.Series[Any],
    aims: pd.Series[Any],
    on: date,
    *,
    name: str,
    title: str,
    unit: str,
    decimals: int,
) -> Figure:
    """``totals`` by month as steps up to the day asked, ``aims`` by year (its index) as a dotted line; none without any."""
    days = [f"{month:%Y-%m-%d}" for month in pd.to_datetime(months)]
    values = totals.tolist()
    if days and days[-1] < on.isoformat():
        days, values = [*days, on.isoformat()], [*values, values[-1]]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": days,
            "y": values,
            "line": {"shape": "hv", "width": 3, "color": colour(ON_TIME)},
            "hovertemplate": f"%{{x|%Y-%m}} 累计 %{{y:,.{decimals}f}} {unit}<extra></extra>",
        }
    ]
    if len(aims):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "累计目标（年末）",
                "x": [f"{year}-12-31" for year in aims.index],
                "y": plain(aims),
                "line": {"dash": "dot", "width": 2, "color": colour(PLANNED)},
                "hovertemplate": f"%{{x|%Y}} 年末累计目标 %{{y:,.{decimals}f}} {unit}<extra></extra>",
            }
        )
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "xaxis": axis(type="date", tickformat="%Y-%m"),
            "yaxis": axis(f"{title}（{unit}）", rangemode="tozero"),
        },
    )
