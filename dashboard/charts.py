"""Frames → figures for plotly, built directly. Titles come from the contract, every colour from the theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.figure import Figure, plain
from etl.contracts import TABLES, Column

TAX_PER_MU = TABLES["enterprise_year"].by_name["tax_wan_yuan_per_mu"]
# No mode bar: its buttons are English, and one of them sends the chart to an outside service.
CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "responsive": True}
TIGHT = {"l": 8, "r": 8, "t": 24, "b": 8}
BAR_HEIGHT = 34
HISTOGRAM_HEIGHT = 240
TREND_HEIGHT = 320
LONGEST_NAME = 14
# A label of four digits needs no decimals.
WHOLE_FROM = 1_000
# The label over the highest point needs room under the legend.
HEADROOM = 1.15
LEGEND = {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"}
# A click filters the page; the chart that was clicked then shows the filter, and need not fade the other bars too.
UNFADED = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def axis(title: str | None = None, **more: Any) -> dict[str, Any]:
    """An axis that does not zoom, under ``title``."""
    return {"title": {"text": title}, "fixedrange": True, "automargin": True, **more}


def bin_labels(edges: Sequence[float]) -> list[str]:
    """What the bars stand for: below zero, zero, from each edge to the next, from the last edge on."""
    words = [fmt.bound(edge) for edge in edges]
    between = [f"{low}–{high}" for low, high in pairwise(words)]
    return ["负数", "零", *between, f"≥{words[-1]}"]


def tax_per_mu_histogram(bins: pd.DataFrame, edges: Sequence[float], unit: str = "户") -> Figure:
    """Enterprises (or parcels) by tax per mu: the chosen part of each bar in the first colour, the rest in grey.

    The custom datum of a bar is its number, as `dashboard.clicks.range_of_bar` takes it.
    """
    outside = bins["firms"] - bins["chosen"]
    shared = {
        "type": "bar",
        "x": bin_labels(edges),
        "customdata": bins["bin"].tolist(),
        "hovertemplate": f"%{{x}} 万元/亩：%{{y}} {unit}",
        **UNFADED,
    }
    return Figure(
        [
            {**shared, "y": plain(bins["chosen"]), "name": "所选区间内"},
            {**shared, "y": plain(outside), "name": "区间外"},
        ],
        {
            "barmode": "stack",
            "bargap": 0.08,
            "margin": TIGHT,
            "legend": LEGEND,
            "hovermode": "x unified",
            "showlegend": bool((outside > 0).any()),
            "xaxis": axis(TAX_PER_MU.heading, type="category", tickangle=0),
            "yaxis": axis(
                f"{'企业' if unit == '户' else '地块'}（{unit}）", rangemode="tozero", tickformat=",d"
            ),
        },
    )


def tax_per_mu_league(league: pd.DataFrame, unit: str = "户") -> Figure:
    """Areas by weighted tax per mu in the order given; an area without a ratio keeps its row and says so.

    One that may not be shown (``hidden`` says why) keeps its row too.
    """
    rows = league.iloc[::-1]
    hidden = rows["hidden"] if "hidden" in rows else [None] * len(rows)
    labels = [
        why or f"{fmt.number(ratio, 2)}（{fmt.number(with_both)}/{fmt.number(firms)} {unit}）"
        for ratio, with_both, firms, why in zip(
            rows["tax_wan_yuan_per_mu"], rows["with_both"], rows["firms"], hidden, strict=True
        )
    ]
    bars = {
        "type": "bar",
        "x": rows["tax_wan_yuan_per_mu"].fillna(0).tolist(),
        "y": list(range(len(rows))),
        "customdata": rows["area_id"].tolist(),
        "text": labels,
        "hovertext": [fmt.chart_text(area) for area in rows["area"]],
        "textposition": "outside",
        "cliponaxis": False,
        "orientation": "h",
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
        **UNFADED,
    }
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "r": 120},
            "bargap": 0.35,
            "height": BAR_HEIGHT * max(len(rows), 2) + 60,
            "xaxis": axis(TAX_PER_MU.heading, showgrid=False),
            "yaxis": names_axis(rows["area"]),
        },
    )


def names_axis(names: Iterable[str]) -> dict[str, Any]:
    """An axis of names, the first at the foot; by place and not by name, so that two of one name stay two bars."""
    short = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in names]
    return axis(
        tickmode="array",
        tickvals=list(range(len(short))),
        ticktext=[fmt.chart_text(name) for name in short],
        range=[-0.6, len(short) - 0.4],
        showgrid=False,
        zeroline=False,
    )


def tax_per_mu_trend(
    years: Sequence[int], weighted: Sequence[float | None], medians: Sequence[float | None]
) -> Figure:
    """Weighted tax per mu by year, the median as a broken line beside it; a year without data is a gap."""
    words = [str(year) for year in years]
    return Figure(
        [
            {
                "type": "scatter",
                "x": words,
                "y": list(weighted),
                "name": "加权平均",
                "mode": "lines+markers+text",
                "text": [fmt.number(value, 2) for value in weighted],
                "textposition": "top center",
                "cliponaxis": False,
                "line": {"width": 3},
                "marker": {"size": 9},
            },
            {
                "type": "scatter",
                "x": words,
                "y": list(medians),
                "name": "中位数",
                "mode": "lines+markers",
                "line": {"width": 2, "dash": "dot"},
            },
        ],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "hovermode": "x unified",
            "xaxis": axis(type="category"),
            "yaxis": axis(TAX_PER_MU.unit, rangemode="tozero"),
        },
    )


def against_means(
    years: Sequence[int],
    own: tuple[str, Sequence[float | None]],
    means: Mapping[str, Sequence[float | None]],
) -> Figure:
    """One enterprise or parcel (name, values by year), the means that it is measured by as broken lines beside."""
    name, values = own
    line = {
        **_line(years, name, values),
        "mode": "lines+markers+text",
        "text": [fmt.number(value, 2 if abs(value or 0) < WHOLE_FROM else 0) for value in values],
        "textposition": "top center",
        "cliponaxis": False,
        "line": {"width": 3},
        "marker": {"size": 9},
    }
    highest = max((value for each in (values, *means.values()) for value in each if value), default=0)
    return Figure(
        [line, *(_line(years, mean, these) for mean, these in means.items())],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "hovermode": "x unified",
            "xaxis": axis(type="category"),
            "yaxis": axis(rangemode="tozero", autorangeoptions={"include": highest * HEADROOM}),
        },
    )


def _line(years: Sequence[int], name: str, values: Sequence[float | None]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [str(year) for year in years],
        "y": list(values),
        "name": name,
        "mode": "lines+markers",
        "line": {"width": 2, "dash": "dot"},
    }


def monthly_bars(months: Sequence[str], values: Sequence[float | None], column: Column) -> Figure:
    """A figure by month; a month without data is a gap."""
    bars = {
        "type": "bar",
        "x": list(months),
        "y": list(values),
        "hovertemplate": "%{x}：%{y:,.2f}<extra></extra>",
    }
    return Figure(
        [bars],
        {
            "margin": TIGHT,
            "bargap": 0.2,
            "showlegend": False,
            "xaxis": axis(type="category", nticks=13),
            "yaxis": axis(column.heading, rangemode="tozero"),
        },
    )
