"""Charts of land against tax: shares side by side, concentration, each enterprise as a point."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis, names_axis
from dashboard.figure import Figure, Trace, plain
from etl.contracts import TABLES

_year = TABLES["enterprise_year"].by_name
TAX, LAND = _year["tax_wan_yuan"], _year["land_mu"]
SQUARE_HEIGHT = 440
PAIR_HEIGHT = 40
LARGEST_DOT, SMALLEST_DOT = 26.0, 5.0
SIDES = {"above": "{line} 万元/亩以上", "below": "低于 {line} 万元/亩", "none": "零税或退税（画在最下一行）"}
SYMBOLS = {"above": "circle", "below": "circle", "none": "x-thin-open"}


def shares(league: pd.DataFrame) -> Figure:
    """The share of land and of tax of each area, in the order given: tax longer than land is land well used."""
    rows = league.iloc[::-1]
    bars = [
        _share_bars(rows, column, word)
        for column, word in (("land_share_pct", "用地占比"), ("tax_share_pct", "税收占比"))
    ]
    # The grey one, land, is what tax is measured against: tax takes the theme's first colour.
    return Figure(
        bars[::-1],
        {
            "margin": {**TIGHT, "r": 48},
            "bargap": 0.2,
            "height": PAIR_HEIGHT * max(len(rows), 2) + 60,
            "legend": {**LEGEND, "traceorder": "reversed"},
            "xaxis": axis("占所选合计（%）", showgrid=False),
            "yaxis": names_axis(rows["area"]),
        },
    )


def _share_bars(rows: pd.DataFrame, column: str, word: str) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": word,
        "x": plain(rows[column]),
        "y": list(range(len(rows))),
        "hovertext": [fmt.chart_text(area) for area in rows["area"]],
        "customdata": rows["area_id"].tolist(),
        "text": _labels(rows, column),
        "textposition": "outside",
        "textfont": {"size": 11},
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": f"%{{hovertext}} {word} %{{text}}<extra></extra>",
        **UNFADED,
    }


def _labels(rows: pd.DataFrame, column: str) -> list[str]:
    """The shares in words; why, where an area may not be shown."""
    hidden = rows["hidden"] if "hidden" in rows else [None] * len(rows)
    return [why or fmt.percent(value) for value, why in zip(rows[column], hidden, strict=True)]


def lorenz(points: pd.DataFrame) -> Figure:
    """The share of tax that the least earning part of the land pays; equal shares as a broken line beside it."""
    land, tax = plain(points["land_pct"]), plain(points["tax_pct"])
    hover = "收益最低的 %{x:.0f}% 用地，贡献 %{y:.1f}% 的税收<extra></extra>"
    return Figure(
        [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "实际",
                "x": land,
                "y": tax,
                "fill": "tozeroy",
                "line": {"width": 3},
                "hovertemplate": hover,
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": "每亩税收都一样",
                "x": [0, 100],
                "y": [0, 100],
                "line": {"width": 2, "dash": "dot"},
                "hoverinfo": "skip",
            },
        ],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "xaxis": axis("用地累计占比（%，亩均税收从低到高）", range=[0, 100], dtick=10),
            "yaxis": axis("税收累计占比（%）", dtick=20),
        },
    )


def scatter(points: pd.DataFrame, line: float) -> Figure:
    """Land against tax on logarithmic axes with the line of ``line`` 万元/亩; a larger dot is more enterprises.

    A logarithm knows no zero: enterprises without positive tax stand in a row of their own at the foot, labelled so.
    """
    positive = points.loc[points["side"] != "none", "tax_wan_yuan"]
    least, most = (positive.min(), positive.max()) if len(positive) else (1.0, 1.0)
    bottom = math.floor(math.log10(least)) - 0.5
    top = math.log10(most) + 0.3
    traces = [
        _dots(points[points["side"] == side], word.format(line=fmt.bound(line)), side, 10**bottom)
        for side, word in SIDES.items()
    ]
    if line > 0 and len(points):
        traces.append(_line(points["land_mu"], line))
    decades = range(math.ceil(bottom), math.ceil(top) + 1)
    labels = {
        10**bottom: "≤0",
        **{10.0**decade: fmt.number(10.0**decade, max(-decade, 0)) for decade in decades},
    }
    return Figure(
        [trace for trace in traces if trace["x"]],
        {
            "margin": TIGHT,
            "legend": {**LEGEND, "itemsizing": "constant"},
            "hovermode": "closest",
            "xaxis": axis(LAND.heading, type="log", dtick=1),
            "yaxis": axis(
                TAX.heading,
                type="log",
                range=[bottom - 0.25, top],
                tickvals=list(labels),
                ticktext=list(labels.values()),
            ),
        },
    )


def _dots(points: pd.DataFrame, word: str, side: str, foot: float) -> Trace:
    firms = points["firms"]
    greatest = math.sqrt(firms.max()) if len(firms) else 1.0
    sizes = [max(LARGEST_DOT * math.sqrt(count) / greatest, SMALLEST_DOT) for count in firms]
    one_by_one = points["name"].notna().all()
    return {
        "type": "scatter",
        "mode": "markers",
        "name": word,
        "x": plain(points["land_mu"]),
        "y": [foot] * len(points) if side == "none" else plain(points["tax_wan_yuan"]),
        "text": [_words(*row) for row in zip(*(points[name] for name in HOVER), strict=True)],
        "marker": {
            "size": 7 if one_by_one else sizes,
            "opacity": 0.65,
            "symbol": SYMBOLS[side],
            "line": {"width": 1.5 if side == "none" else 0},
        },
        "hovertemplate": "%{text}<extra></extra>",
    }


HOVER = ("name", "firms", "land_mu", "tax_wan_yuan")


def _words(name: Any, firms: int, land: float, tax: float) -> str:
    facts = f"用地 {fmt.number(land, 2)} 亩，税收 {fmt.money(tax)}"
    return (
        f"{fmt.chart_text(name)}<br>{facts}" if isinstance(name, str) else f"{fmt.count(firms)}，{facts} 左右"
    )


def _line(land: pd.Series[Any], line: float) -> Trace:
    ends = [land.min() / 1.5, land.max() * 1.5]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{fmt.bound(line)} 万元/亩",
        "x": ends,
        "y": [line * end for end in ends],
        "line": {"width": 2, "dash": "dash"},
        "hoverinfo": "skip",
        "showlegend": True,
    }
