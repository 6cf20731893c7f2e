"""Counts of 培育与申报 → figures: the pyramid of honours, programmes by status, hit rates, clouds, gaps, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.growth_sums import SHORT, UNTOLD
from dashboard.works_charts import LATE, ON_TIME, PLANNED, colour
from etl.contracts.declaration import DECLARATION_STATUSES
from etl.contracts.honour import LADDER

HEIGHT = 300
MOST_DOTS = 40
DOT_ROW = 20
# Names of two lines: ten columns stand on half a small screen.
SHORT_STATUSES = {
    "组织申报": "组织<br>申报",
    "区级推荐": "区级<br>推荐",
    "认定/立项": "认定/<br>立项",
    "未通过": "未<br>通过",
    UNTOLD: "未<br>写明",
}
GREY = "rgba(128,128,128,0.18)"
# Places in the theme's colours of how far a firm of the pool is.
POOL_PLACES = {"储备": 1, "重点培育": 5, "已达标": 3, "已申报": ON_TIME, UNTOLD: 6}


def pyramid(rows: pd.DataFrame, year: int) -> Figure:
    """The rungs one over the other, each as wide as its firms; the year before as a pale bar behind it."""
    rungs = rows[rows["honour_code"].isin(LADDER)].iloc[::-1]
    names = [SHORT[code] for code in rungs["honour_code"]]
    widest = max([*rungs["firms"].fillna(0), *rungs["firms_before"].fillna(0), 1.0])
    traces = [
        _centred(names, rungs["firms_before"], f"{year - 1} 年末", GREY, 0.86),
        _centred(names, rungs["firms"], f"{year} 年末", colour(ON_TIME), 0.56),
    ]
    notes = [
        {
            "x": widest * 0.52, "y": name, "xanchor": "left", "showarrow": False, "align": "left", "font": {"size": 13},
            "text": _rung(row),
        }
        for name, row in zip(names, all_rows(rungs), strict=True)
    ]  # fmt: skip
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "barmode": "overlay",
            "legend": LEGEND,
            "annotations": notes,
            "xaxis": axis(visible=False, range=[-widest * 0.52, widest * 1.3]),
            "yaxis": axis(type="category", showgrid=False),
        },
    )


def _centred(names: Sequence[str], counts: pd.Series[float], name: str, fill: str, width: float) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(names),
        "x": plain(counts),
        "base": [None if pd.isna(count) else -count / 2 for count in counts],
        "width": width,
        "marker": {"color": fill},
        "customdata": plain(counts),
        "hovertemplate": f"%{{y}} {name} %{{customdata:,d}} 家<extra></extra>",
    }


def _rung(row: dict[str, Any]) -> str:
    coming = f"储备 {fmt.number(row['coming'])} · 到期 {fmt.number(row['expiring'])}"
    return f"<b>{fmt.number(row['firms'])}</b> 家（{fmt.signed(row['net_new'])}）<br>{coming}"


def matrix(counts: pd.DataFrame) -> Figure:
    """Programmes down, statuses across, the number of cases in each field; a field without any is empty."""
    programmes = list(dict.fromkeys(counts["programme"]))[::-1]
    there = set(counts["declaration_status"])
    statuses = [status for status in (*DECLARATION_STATUSES, UNTOLD) if status in there]
    found = {
        (programme, status): cases
        for programme, status, cases in counts[["programme", "declaration_status", "cases"]].itertuples(
            index=False
        )
        if pd.notna(cases)
    }
    cells = [[found.get((programme, status)) for status in statuses] for programme in programmes]
    return Figure(
        [
            {
                "type": "heatmap",
                "x": statuses,
                "y": list(range(len(programmes))),
                "z": cells,
                "text": [[fmt.number(cell) if cell else "" for cell in row] for row in cells],
                "texttemplate": "%{text}",
                "customdata": [[fmt.chart_text(programme)] * len(statuses) for programme in programmes],
                "colorscale": [[0, "rgba(128,128,128,0.10)"], [1, colour(ON_TIME)]],
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "hoverongaps": False,
                "hovertemplate": "%{customdata} %{x}：%{z} 项<extra></extra>",
            }
        ],
        {
            "margin": TIGHT,
            "height": BAR_HEIGHT * max(len(programmes), 3) * 0.8 + 60,
            "xaxis": axis(
                type="category",
                side="top",
                tickangle=0,
                showgrid=False,
                tickvals=statuses,
                ticktext=[SHORT_STATUSES.get(status, status) for status in statuses],
            ),
            "yaxis": names_axis(programmes),
        },
    )


def hit_rates(rows: pd.DataFrame) -> Figure:
    """Programmes in the order of the matrix, as long as their hit rate; without a result the row says so."""
    rows = rows.iloc[::-1]
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": rows["rate_pct"].fillna(0).tolist(),
                "y": list(range(len(rows))),
                "text": [_rate(row) for row in all_rows(rows)],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(ON_TIME)},
                "hovertext": [fmt.chart_text(name) for name in rows["programme"]],
                "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "r": 90},
            "bargap": 0.35,
            "height": BAR_HEIGHT * max(len(rows), 3) * 0.8 + 60,
            "xaxis": axis(side="top", range=[0, 100], ticksuffix="%", showgrid=False),
            "yaxis": names_axis(rows["programme"]),
        },
    )


def _rate(row: dict[str, Any]) -> str:
    if row.get("hidden"):
        return str(row["hidden"])
    if row["rate_pct"] is None:
        return "还没有结果"
    return f"{fmt.percent(row['rate_pct'])}（{fmt.number(row['passed'])}/{fmt.number(row['decided'])}）"


def clouds(months: pd.DataFrame, targets: pd.DataFrame, on: date) -> Figure:
    """Firms on the cloud added up month by month, and the targets added up at each year's end."""
    days = [f"{month:%Y-%m-%d}" for month in months["month"]]
    totals = months["total"].tolist()
    if days and days[-1] < on.isoformat():
        days, totals = [*days, on.isoformat()], [*totals, totals[-1]]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "累计上云",
            "x": days,
            "y": totals,
            "line": {"shape": "hv", "width": 3, "color": colour(ON_TIME)},
            "hovertemplate": "%{x|%Y-%m} 累计 %{y:,d} 家<extra></extra>",
        }
    ]
    if len(targets):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "累计目标（年末）",
                "x": [f"{year}-12-31" for year in targets["year"]],
                "y": plain(targets["total"]),
                "line": {"dash": "dot", "width": 2, "color": colour(PLANNED)},
                "hovertemplate": "%{x|%Y} 年末累计目标 %{y:,d} 家<extra></extra>",
            }
        )
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "xaxis": axis(type="date", tickformat="%Y-%m"),
            "yaxis": axis("累计上云企业（家）", rangemode="tozero"),
        },
    )


def coverage(rows: pd.DataFrame) -> Figure:
    """Parks by the share of their 规上 firms that are on the cloud; one that may not be shown keeps its row."""
    rows = rows.iloc[::-1]
    labels = [
        fmt.MISSING if row["on_cloud"] is None or row["coverage_pct"] is None
        else f"{fmt.percent(row['coverage_pct'])}（{fmt.number(row['on_cloud'])}/{fmt.number(row['above_scale'])}）"
        for row in all_rows(rows)
    ]  # fmt: skip
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": rows["coverage_pct"].fillna(0).tolist(),
                "y": list(range(len(rows))),
                "text": labels,
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(ON_TIME)},
                "hovertext": [fmt.chart_text(area) for area in rows["area"]],
                "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "r": 100},
            "bargap": 0.35,
            "xaxis": axis("规上企业上云覆盖率（%）", range=[0, 100], showgrid=False),
            "yaxis": names_axis(rows["area"]),
        },
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
