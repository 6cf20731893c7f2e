"""Counts of 培育与申报 → figures: the pyramid of honours, programmes by status, hit rates, coverage by park."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.growth_sums import SHORT, UNTOLD
from dashboard.works_charts import ON_TIME, colour
from etl.contracts.declaration import DECLARATION_STATUSES
from etl.contracts.honour import LADDER

# Names of two lines: ten columns stand on half a small screen.
SHORT_STATUSES = {
    "组织申报": "组织<br>申报",
    "区级推荐": "区级<br>推荐",
    "认定/立项": "认定/<br>立项",
    "未通过": "未<br>通过",
    UNTOLD: "未<br>写明",
}
GREY = "rgba(128,128,128,0.18)"


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
    height = BAR_HEIGHT * max(len(rows), 3) * 0.8 + 60
    return _shares(
        rows["programme"], rows["rate_pct"], [_rate(row) for row in all_rows(rows)], {"side": "top"}, height
    )


def _rate(row: dict[str, Any]) -> str:
    if row.get("hidden"):
        return str(row["hidden"])
    if row["rate_pct"] is None:
        return "还没有结果"
    return f"{fmt.percent(row['rate_pct'])}（{fmt.number(row['passed'])}/{fmt.number(row['decided'])}）"


def coverage(rows: pd.DataFrame) -> Figure:
    """Parks by the share of their 规上 firms that are on the cloud; one that may not be shown keeps its row."""
    labels = [
        fmt.MISSING if row["coverage_pct"] is None
        else f"{fmt.percent(row['coverage_pct'])}（{fmt.number(row['on_cloud'])}/{fmt.number(row['above_scale'])}）"
        for row in all_rows(rows)
    ]  # fmt: skip
    return _shares(rows["area"], rows["coverage_pct"], labels, {}, None)


def _shares(
    names: pd.Series[str],
    shares: pd.Series[float],
    labels: Sequence[str],
    side: dict[str, Any],
    height: float | None,
) -> Figure:
    """A bar a name as long as its share in per cent, the first on top, with its label behind it."""
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": shares.iloc[::-1].fillna(0).tolist(),
                "y": list(range(len(shares))),
                "text": list(labels)[::-1],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(ON_TIME)},
                "hovertext": [fmt.chart_text(name) for name in names.iloc[::-1]],
                "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "r": 100},
            "bargap": 0.35,
            **({} if height is None else {"height": height}),
            "xaxis": axis(range=[0, 100], ticksuffix="%", showgrid=False, **side),
            "yaxis": names_axis(names.iloc[::-1]),
        },
    )
