"""Frames of a chain → plotly figures: what it is made of, its gaps, its years, whom its growth comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.chain_atlas import TRANSPARENT
from dashboard.chain_atlas import colour as light_colour
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis, names_axis
from dashboard.figure import Figure, Trace, plain
from etl.contracts import TABLES

TABLE_ROW, BAR_HEIGHT = 28, 34
TREE_HEIGHT, FLOW_HEIGHT, TREND_HEIGHT, WATERFALL_HEIGHT = 520, 520, 320, 380
MOST_STEPS = 10
OTHERS = "其余企业"
_year = TABLES["chain_node_year"].by_name
# The columns of the gap table, with the decimals that a cell has room for.
HEAT = (
    ("firms", "企业数<br>（户）", 0),
    ("output_wan_yuan", "产值<br>（万元）", 0),
    ("above_scale_firms", "规上<br>（户）", 0),
    ("specialised_firms", "专精特新<br>（户）", 0),
    ("honoured_firms", "荣誉企业<br>（户）", 0),
    ("leader_share_pct", "链主依赖<br>（%）", 1),
    ("tax_wan_yuan", "税收<br>（万元）", 0),
    ("land_mu", "用地<br>（亩）", 0),
    ("tax_wan_yuan_per_mu", "亩均税收<br>（万元/亩）", 2),
    ("local_support_pct", "本地配套<br>（%）", 1),
    ("supplied_firms", "报供应商<br>（户）", 0),
)


def gaps(nodes: pd.DataFrame) -> Figure:
    """A heat table: nodes down, figures across; each column is coloured by its own greatest value, missing is empty."""
    rows = nodes.iloc[::-1]
    shares = [
        [_share(value, nodes[name]) for name, _, _ in HEAT for value in [row[name]]]
        for _, row in rows.iterrows()
    ]
    texts = [
        ["" if pd.isna(row[name]) else fmt.number(row[name], decimals) for name, _, decimals in HEAT]
        for _, row in rows.iterrows()
    ]
    heat = {
        "type": "heatmap",
        "x": [heading for _, heading, _ in HEAT],
        "y": list(range(len(rows))),
        "z": shares,
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"size": 12},
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }
    # A heat map takes no click: a mark that is not seen does, in the middle of each field; one to be skipped would not.
    fields = [(heading, place, node) for place, node in enumerate(rows["node_id"]) for _, heading, _ in HEAT]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [heading for heading, _, _ in fields],
        "y": [place for _, place, _ in fields],
        "customdata": [node for _, _, node in fields],
        "marker": {"size": TABLE_ROW - 4, "symbol": "square", "color": TRANSPARENT},
        "hoverinfo": "none",
        "showlegend": False,
        **UNFADED,
    }
    names = [f"{light}　{name}" for name, light in zip(rows["name"], rows["light"], strict=True)]
    return Figure(
        [heat, marks],
        {
            "margin": {**TIGHT, "t": 48},
            "height": TABLE_ROW * max(len(rows), 3) + 70,
            "xaxis": axis(side="top", showgrid=False, tickangle=0, tickfont={"size": 11}),
            "yaxis": {**names_axis(names), "showgrid": False},
        },
    )


def _share(value: Any, column: pd.Series[Any]) -> float | None:
    greatest = column.max()
    if pd.isna(value) or pd.isna(greatest) or greatest <= 0:
        return None
    return max(float(value / greatest), 0.0)


def flow(tree: pd.DataFrame, chain: str) -> Figure:
    """Output from the chain to its segments, to the main nodes of its enterprises, as bands as wide as the sum."""
    by_node = tree.groupby(["segment", "node_id", "node"], as_index=False, sort=False)[
        "output_wan_yuan"
    ].sum()
    by_segment = by_node.groupby("segment", as_index=False, sort=False)["output_wan_yuan"].sum()
    labels = [chain, *by_segment["segment"], *by_node["node"]]
    segments = {segment: 1 + at for at, segment in enumerate(by_segment["segment"])}
    first = 1 + len(by_segment)
    sankey = {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [fmt.chart_text(label) for label in labels],
            "pad": 12,
            "thickness": 16,
            "hovertemplate": "%{label}：%{value:,.0f} 万元<extra></extra>",
        },
        "link": {
            "source": [0] * len(by_segment) + [segments[segment] for segment in by_node["segment"]],
            "target": [*segments.values(), *range(first, first + len(by_node))],
            "value": [*plain(by_segment["output_wan_yuan"]), *plain(by_node["output_wan_yuan"])],
            "hovertemplate": "%{source.label} → %{target.label}：%{value:,.0f} 万元<extra></extra>",
        },
    }
    return Figure([sankey], {"margin": {**TIGHT, "b": 16}})


def tree(rows: pd.DataFrame, chain: str) -> Figure:
    """The chain as a rectangle, in it its nodes, in them their enterprises, each as large as its output."""
    by_node = rows.groupby(["node_id", "node"], as_index=False, sort=False)["output_wan_yuan"].sum()
    treemap = {
        "type": "treemap",
        "branchvalues": "total",
        "ids": ["chain", *by_node["node_id"], *(f"firm:{each}" for each in rows["enterprise_id"])],
        "labels": [fmt.chart_text(label) for label in (chain, *by_node["node"], *rows["name"])],
        "parents": ["", *(["chain"] * len(by_node)), *rows["node_id"]],
        "values": [
            float(rows["output_wan_yuan"].sum()),
            *plain(by_node["output_wan_yuan"]),
            *plain(rows["output_wan_yuan"]),
        ],
        "texttemplate": "%{label}<br>%{percentRoot:.1%}",
        "hovertemplate": "%{label}：%{value:,.0f} 万元，占全链 %{percentRoot:.1%}<extra></extra>",
        "tiling": {"pad": 1},
        "marker": {"pad": {"t": 20, "l": 2, "r": 2, "b": 2}},
    }
    return Figure([treemap], {"margin": {**TIGHT, "t": 8}})


def outputs(years: Sequence[int], totals: Sequence[pd.DataFrame], chosen: str) -> Figure:
    """The output of every chain by year; the chosen one thick, the others thin."""
    every = (
        pd.concat(list(totals))
        if totals
        else pd.DataFrame(columns=["chain_id", "name", "year", "output_wan_yuan"])
    )
    traces = [
        _line(years, rows, str(rows["name"].iloc[0]), chain_id == chosen)
        for chain_id, rows in every.groupby("chain_id", sort=False)
        if rows["output_wan_yuan"].notna().any()
    ]
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "hovermode": "x unified",
            "xaxis": axis(type="category"),
            "yaxis": axis("产值（亿元）", rangemode="tozero"),
        },
    )


def _line(years: Sequence[int], rows: pd.DataFrame, name: str, chosen: bool) -> Trace:
    by_year = rows.set_index("year")["output_wan_yuan"].reindex(list(years))
    return {
        "type": "scatter",
        "x": [str(year) for year in years],
        "y": plain(by_year / 10_000),
        "name": fmt.chart_text(name),
        "mode": "lines+markers",
        "line": {"width": 4} if chosen else {"width": 1.5, "dash": "dot"},
        "hovertemplate": "%{y:,.2f} 亿元",
    }


GROWTHS = (
    ("growth_official_pct", "growth_official_firms", "官方增速"),
    ("growth_same_firms_pct", "growth_same_firms", "同一批企业"),
)


def growth(rows: pd.DataFrame) -> Figure:
    """Growth of one chain by year, as official and over the same enterprises, with how many each is taken over."""
    traces = [
        {
            "type": "bar",
            "name": word,
            "x": [str(year) for year in rows["year"]],
            "y": plain(rows[value]),
            "text": [
                f"{fmt.percent(each)}<br>{fmt.count(firms)}" if pd.notna(each) else ""
                for each, firms in zip(rows[value], rows[count], strict=True)
            ],
            "textposition": "outside",
            "cliponaxis": False,
            "hovertemplate": "%{x} " + word + "：%{y:.1f}%<extra></extra>",
        }
        for value, count, word in GROWTHS
    ]
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 48},
            "legend": {**LEGEND, "y": 1.1},
            "barmode": "group",
            "xaxis": axis(type="category"),
            "yaxis": axis("增速（%）"),
        },
    )


def waterfall(rows: pd.DataFrame) -> Figure:
    """Whom the growth of the same enterprises comes from, in percentage points; the rest in one step."""
    shown, rest = rows.head(MOST_STEPS), rows.iloc[MOST_STEPS:]
    names = [*shown["name"], *([f"{OTHERS}（{fmt.count(len(rest))}）"] if len(rest) else [])]
    points = [*plain(shown["points"]), *([float(rest["points"].sum())] if len(rest) else [])]
    bars = {
        "type": "waterfall",
        "orientation": "h",
        "y": list(range(len(names) + 1)),
        "x": [*points, float(rows["points"].sum())],
        "measure": ["relative"] * len(names) + ["total"],
        "text": [f"{value:+.2f}" for value in (*points, float(rows["points"].sum()))],
        "textposition": "outside",
        "cliponaxis": False,
        "increasing": {"marker": {"color": light_colour("强")}},
        "decreasing": {"marker": {"color": light_colour("弱")}},
        "totals": {"marker": {"color": light_colour("中")}},
        "hovertext": [fmt.chart_text(name) for name in (*names, "合计")],
        "hovertemplate": "%{hovertext}：%{text} 个百分点<extra></extra>",
    }
    ticks = names_axis((*names, "全链合计"))
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "r": 56},
            "showlegend": False,
            "height": BAR_HEIGHT * (len(names) + 1) + 50,
            "xaxis": axis("对增速的贡献（百分点）", showgrid=False),
            "yaxis": {**ticks, "autorange": "reversed"},
        },
    )


def parks(rows: pd.DataFrame) -> Figure:
    """The chain's enterprises by park."""
    upwards = rows.iloc[::-1]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": plain(upwards["firms"]),
        "y": list(range(len(upwards))),
        "text": [
            f"{fmt.count(firms)} · {fmt.money(output)}"
            for firms, output in zip(upwards["firms"], upwards["output_wan_yuan"], strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [fmt.chart_text(park) for park in upwards["park"]],
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
    }
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "r": 150},
            "height": BAR_HEIGHT * max(len(rows), 2) + 50,
            "xaxis": axis("企业（户）", showgrid=False),
            "yaxis": names_axis(upwards["park"]),
        },
    )
