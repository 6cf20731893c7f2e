"""Ways of firms and people → figures: the cloud against its target, gaps to 2000 万元, entries by year, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.against_target import cumulative
from dashboard.charts import LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.growth_sums import UNTOLD
from dashboard.works_charts import LATE, ON_TIME, PLANNED, colour

HEIGHT = 300
MOST_DOTS = 40
DOT_ROW = 20
# Places in the theme's colours of how far a firm of the pool is.
POOL_PLACES = {"储备": 1, "重点培育": 5, "已达标": 3, "已申报": ON_TIME, UNTOLD: 6}


def clouds(months: pd.DataFrame, targets: pd.DataFrame, on: date) -> Figure:
    """Firms on the cloud added up month by month, and the targets added up at each year's end."""
    aims = pd.Series(targets["total"].to_numpy(), index=targets["year"])
    return cumulative(
        months["month"],
        months["total"],
        aims,
        on,
        name="累计上云",
        title="累计上云企业",
        unit="家",
        decimals=0,
    )


def gaps(rows: pd.DataFrame) -> Figure:
    """A dot a firm on the way, the nearest on top, as far left of 2000 万元 as it lacks; red rings are late."""
    told = rows.head(MOST_DOTS).iloc[::-1].reset_index(drop=True)
    status = told["pool_status"].fillna(UNTOLD)
    traces = [
        _dots(told[status == each], each, place)
        for each, place in POOL_PLACES.items()
        if (status == each).any()
    ]
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 40},
            "legend": {**LEGEND, "y": 1.0},
            "height": DOT_ROW * max(len(told), 6) + 110,
            "shapes": [
                {
                    "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper",
                    "line": {"dash": "dot", "width": 1, "color": "rgba(128,128,128,0.9)"},
                }
            ],
            "xaxis": axis("近 12 月营收 − 2000 万元（万元）", zeroline=False),
            "yaxis": {**names_axis(told["firm"]), "showgrid": True},
        },
    )  # fmt: skip


def _dots(rows: pd.DataFrame, status: str, place: int) -> Trace:
    late = rows["overdue_days"].notna()
    return {
        "type": "scatter",
        "mode": "markers",
        "name": status,
        "x": plain(-rows["gap_wan_yuan"]),
        "y": rows.index.tolist(),
        "marker": {
            "size": 11,
            "color": colour(place),
            "line": {"width": [3 if each else 0 for each in late], "color": colour(LATE)},
        },
        "hovertext": [_firm(row) for row in all_rows(rows)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _firm(row: dict[str, Any]) -> str:
    expected = (
        "没有写明预计入库月" if row["expected_month"] is None else f"预计 {row['expected_month']:%Y-%m} 入库"
    )
    late = f"，已过 {row['overdue_days']:.0f} 天" if row["overdue_days"] else ""
    name, gap = fmt.chart_text(row["firm"] or fmt.MISSING), fmt.with_unit(row["gap_wan_yuan"], "万元", 0)
    return f"{name}<br>差 {gap} · {expected}{late}"


def entries(rows: pd.DataFrame) -> Figure:
    """Task and entries of each year side by side; a year without a task has no such bar."""
    years = [str(year) for year in rows["year"]]
    bars = (("任务", "target", PLANNED), ("完成", "entered", ON_TIME))
    return Figure(
        [_year_bars(years, rows[column], name, place) for name, column, place in bars],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "bargap": 0.3,
            "xaxis": axis(type="category"),
            "yaxis": axis("企业（家）", rangemode="tozero"),
        },
    )


def people(rows: pd.DataFrame) -> Figure:
    """Programmes for people: how many were recommended and how many selected."""
    names = [fmt.chart_text(name) for name in rows["programme"]]
    bars = (("推荐", "recommended", PLANNED), ("入选", "passed", ON_TIME))
    return Figure(
        [_year_bars(names, rows[column], name, place) for name, column, place in bars],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "bargap": 0.4,
            "xaxis": axis(type="category"),
            "yaxis": axis("人选（人次）", rangemode="tozero"),
        },
    )


def _year_bars(names: Sequence[str], values: pd.Series[float], name: str, place: int) -> Trace:
    return {
        "type": "bar",
        "name": name,
        "x": list(names),
        "y": plain(values),
        "text": ["" if pd.isna(value) else fmt.number(value) for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour(place)},
        "hovertemplate": f"%{{x}} {name} %{{y:,.0f}}<extra></extra>",
    }
