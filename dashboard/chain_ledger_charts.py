"""Frames of a chain's licences and projects → plotly figures: grants by type and year, stages, plan and result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.chain_atlas import colour
from dashboard.charts import LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from etl.contracts.chains import MIDDLING, MISSING
from etl.contracts.product_license import LICENSE_TYPES

MULTIPLES_HEIGHT, FUNNEL_HEIGHT, ROW_HEIGHT = 380, 320, 40
ACROSS, DOWN = 3, 2
GAP = 0.05
# Room over each small chart for its name, as a part of the whole height.
NAME_ROOM = 0.12
COMING = ("在研", "受理")


def multiples(by_year: pd.DataFrame, by_type: pd.DataFrame, years: Sequence[int]) -> Figure:
    """A small bar chart for each type of licence: those granted by year; for drugs in research how far they are."""
    counts = {
        (code, int(year)): int(licenses)
        for code, year, licenses in by_year[["license_type", "year", "licenses"]].itertuples(index=False)
    }
    types = {row["license_type"]: row for row in all_rows(by_type)}
    traces: list[Trace] = []
    layout: dict[str, Any] = {"margin": {**TIGHT, "t": 8, "b": 24}, "showlegend": False, "annotations": []}
    for at, code in enumerate(LICENSE_TYPES):
        bars = _coming(types[code]) if code == "drug_pipeline" else _granted(code, counts, years)
        suffix = str(at + 1) if at else ""
        traces.append({**bars, "xaxis": f"x{suffix}", "yaxis": f"y{suffix}"})
        left, bottom, right, top = _room(at)
        highest = max([*bars["y"], 1])
        layout[f"xaxis{suffix}"] = axis(
            domain=[left, right], anchor=f"y{suffix}", type="category", tickangle=0
        )
        layout[f"yaxis{suffix}"] = axis(
            domain=[bottom, top], anchor=f"x{suffix}", visible=False, range=[0, 1.25 * highest]
        )
        layout["annotations"].append(_name(code, types[code], left, top))
    return Figure(traces, layout)


def _room(at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a small chart."""
    column, row = at % ACROSS, at // ACROSS
    width, height = (1 - GAP * (ACROSS - 1)) / ACROSS, 1 / DOWN
    left, bottom = column * (width + GAP), 1 - (row + 1) * height
    return left, bottom + 0.1, left + width, bottom + height - NAME_ROOM


def _granted(code: str, counts: Mapping[tuple[str, int], int], years: Sequence[int]) -> Trace:
    values = [counts.get((code, year), 0) for year in years]
    return _bars([str(year) for year in years], values, "年获批")


def _coming(row: Mapping[str, Any]) -> Trace:
    return _bars(list(COMING), [row["in_research"], row["filed"]], "")


def _bars(labels: list[str], values: list[int], word: str) -> Trace:
    return {
        "type": "bar",
        "x": labels,
        "y": values,
        "text": [fmt.number(value) for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour(MIDDLING)},
        "hovertemplate": f"%{{x}} {word} %{{y}} 项<extra></extra>",
    }


def _name(code: str, row: Mapping[str, Any], left: float, top: float) -> dict[str, Any]:
    whole = (
        f"在研和受理 {fmt.number(row['in_research'] + row['filed'])} 项"
        if code == "drug_pipeline"
        else f"有效 {fmt.number(row['granted'])} 项"
    )
    return {
        "text": f"<b>{LICENSE_TYPES[code]}</b>　{whole}",
        "x": left,
        "y": top + NAME_ROOM,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13},
    }


def funnel(rows: pd.DataFrame) -> Figure:
    """How many projects stand at each stage, from the first idea down to full production, with their investment."""
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": plain(rows["projects"]),
        "y": list(range(len(rows))),
        "text": [_project_words(row) for row in all_rows(rows)],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": list(rows["stage"]),
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
    }
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "t": 8, "r": 170},
            "xaxis": axis("招商项目（项）", showgrid=False, rangemode="tozero", showticklabels=False),
            "yaxis": {**names_axis(rows["stage"]), "autorange": "reversed"},
        },
    )


def _project_words(row: Mapping[str, Any]) -> str:
    if not row["projects"]:
        return "0 项"
    land = fmt.with_unit(row["intended_land_mu"], "亩", 0)
    return f"{row['projects']} 项 · {fmt.money(row['total_investment_wan_yuan'])} · {land}"


def upgrades(rows: pd.DataFrame) -> Figure:
    """Each project's result of the year as a thin bar over its plan; one without a plan has none."""
    names = list(rows["project_name"])
    shared = {"type": "bar", "orientation": "h", "y": list(range(len(rows))), "customdata": names}
    traces = [
        {
            **shared,
            "x": plain(rows[column]),
            "name": word,
            "width": width,
            "marker": {"color": colour(light)},
            "hovertemplate": f"%{{customdata}}<br>{word} %{{x:,.2f}} 万元<extra></extra>",
        }
        for column, word, width, light in (
            ("year_plan_wan_yuan", "年度计划", 0.7, MISSING),
            ("year_done_wan_yuan", "年度完成", 0.35, MIDDLING),
        )
    ]
    return Figure(
        traces,
        {
            "margin": {**TIGHT, "t": 32},
            "height": ROW_HEIGHT * max(len(rows), 2) + 90,
            "barmode": "overlay",
            "legend": LEGEND,
            "xaxis": axis("投资（万元）", rangemode="tozero"),
            "yaxis": {**names_axis(names), "autorange": "reversed"},
        },
    )
