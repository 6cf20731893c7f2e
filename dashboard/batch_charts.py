"""Frames of the four batches → figures. A class has one colour of the theme in every chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard import stacked_bars
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.batch_counts import Funnel
from etl.contracts.batches import CLASSES

FUNNEL_HEIGHT, LOST_HEIGHT, SHARES_HEIGHT, FLOW_HEIGHT = 130, 150, 250, 330
# Places in the theme's colours: grey for those whom it would be unfair to sort, no two neighbours alike.
PLACES: Mapping[str, int] = {
    "搬迁": 8, "提升": 0, "关闭": 7, "恢复": 3, "保留": 5, "待核实": 6, "不宜定类": 1,
}  # fmt: skip
OUTSIDE = 9
MEASURES: Mapping[str, tuple[str, str]] = {
    "firms": ("家数", "户"),
    "land_mu": ("用地", "亩"),
    "tax_wan_yuan": ("税收", "万元"),
    "output_wan_yuan": ("产值", "万元"),
    "employees": ("就业", "人"),
}
# A part of fewer per cent has no room for its number.
LEAST_LABELLED = 4.5


def colour(batch: str) -> str:
    """The colour that the theme gives a class."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[PLACES.get(batch, OUTSIDE) % len(colours)])


def funnel(found: Funnel, x: float, third: str, *, with_sums: bool) -> Figure:
    """The three steps of the report, one bar each; land and tax beside the count where they may be shown."""
    names = ["摸底", f"亩均税收 ≥ {fmt.bound(x)}", "其他也达标"]
    counts = [found.surveyed, found.passing, found.kept]
    sums = [
        f" · {fmt.number(land)} 亩 · 税收 {fmt.money(tax)}"
        for land, tax in zip(found.land_mu, found.tax_wan_yuan, strict=True)
    ]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": names,
        "text": [
            f"{fmt.count(count)}{more if with_sums else ''}" for count, more in zip(counts, sums, strict=True)
        ],
        "textposition": "auto",
        "insidetextanchor": "start",
        "textangle": 0,
        "cliponaxis": False,
        "hovertext": ["摸底", names[1], f"并符合{third}"],
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
    }
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "t": 4},
            "bargap": 0.25,
            "xaxis": axis(visible=False),
            "yaxis": axis(autorange="reversed", type="category"),
        },
    )


def lost(found: Funnel) -> Figure:
    """What each criterion costs: those who fail it and those who lack the datum."""
    rows = found.lost
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": plain(rows[column]),
            "y": rows["criterion"].tolist(),
            "name": name,
            "marker": {"color": colour(like)},
            "text": [fmt.number(count) if count > 0 else "" for count in rows[column]],
            "textposition": "auto",
            "textangle": 0,
            "cliponaxis": False,
            "hovertemplate": f"%{{y}} {name}：%{{x}} 户<extra></extra>",
        }
        for column, name, like in (("failed", "未达标", "提升"), ("missing", "缺数据", "待核实"))
    ]
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "barmode": "stack",
            "bargap": 0.3,
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis(visible=False),
            "yaxis": axis(autorange="reversed", type="category"),
        },
    )


def shares(found: pd.DataFrame, measures: Sequence[str]) -> Figure:
    """Each class's share of firms, land, tax, output and jobs, a bar a measure; the custom datum of a part is its class."""
    labels = [MEASURES[measure][0] for measure in measures]
    positive = {measure: found[measure].astype(float).clip(lower=0) for measure in measures}
    traces = []
    for place, batch in enumerate(found["suggested_batch"]):
        parts = [_share(positive[measure], place) for measure in measures]
        said = [_said(measure, float(found[measure].astype(float).iloc[place])) for measure in measures]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": parts,
                "y": labels,
                "name": batch,
                "customdata": [batch] * len(labels),
                "marker": {"color": colour(str(batch))},
                "text": [
                    word if part >= LEAST_LABELLED else "" for word, part in zip(said, parts, strict=True)
                ],
                "hovertext": said,
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "hovertemplate": f"{batch} %{{y}}：%{{hovertext}}，占 %{{x:.1f}}%<extra></extra>",
                **UNFADED,
            }
        )
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "barmode": "stack",
            "bargap": 0.3,
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis(range=[0, 100], showgrid=False, ticksuffix="%"),
            "yaxis": axis(autorange="reversed", type="category"),
            "uniformtext": {"minsize": 10, "mode": "hide"},
        },
    )


def _share(values: pd.Series[float], place: int) -> float:
    """The part of one value in the sum, in per cent; zero for one that is missing."""
    whole, part = float(values.sum()), float(values.iloc[place])
    return 100 * part / whole if whole > 0 and not math.isnan(part) else 0.0


def _said(measure: str, value: float) -> str:
    unit = MEASURES[measure][1]
    return fmt.money(value) if unit == "万元" else fmt.with_unit(value, unit, 0)


def areas(rows: pd.DataFrame, measure: str) -> Figure:
    """Areas, the largest on top, a part a class; a hidden count is left out."""
    name, unit = MEASURES[measure]
    return stacked_bars.by_area(
        rows, "suggested_batch", CLASSES, measure, title=f"{name}（{unit}）", unit=unit, colour=colour
    )


def flow(moves: pd.DataFrame, before: str, after: str) -> Figure:
    """Firms from their class under ``before`` (left) to that under ``after`` (right); a hidden count is left out."""
    known = moves[moves["firms"].notna()]
    left, right = _present(known["batch_before"]), _present(known["batch"])
    nodes = [*((0, batch) for batch in left), *((1, batch) for batch in right)]
    sides = (fmt.chart_text(before), fmt.chart_text(after))
    places = {node: place for place, node in enumerate(nodes)}
    sankey = {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [batch for _, batch in nodes],
            "color": [colour(batch) for _, batch in nodes],
            "customdata": [sides[side] for side, _ in nodes],
            "pad": 12,
            "thickness": 16,
            "hovertemplate": "%{customdata} %{label}：%{value} 户<extra></extra>",
        },
        "link": {
            "source": [places[0, str(batch)] for batch in known["batch_before"]],
            "target": [places[1, str(batch)] for batch in known["batch"]],
            "value": plain(known["firms"].astype(int)),
            "hovertemplate": "%{source.label} → %{target.label}：%{value} 户<extra></extra>",
        },
    }
    return Figure([sankey], {"margin": {**TIGHT, "b": 16}})


def _present(classes: pd.Series[str]) -> list[str]:
    there = set(classes.astype(str))
    return [*(batch for batch in CLASSES if batch in there), *sorted(there - set(CLASSES))]
