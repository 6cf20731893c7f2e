"""Cases → figures: stages by area, land and firms by month. A stage has one colour of the theme in every chart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.io as pio

from dashboard import stacked_bars
from dashboard.cases.workflow import PHASES
from dashboard.charts import LEGEND, TIGHT, axis
from dashboard.figure import Figure, plain

MONTHS_HEIGHT = 260
# Places in the theme's colours.
PLACES: Mapping[str, int] = {"未启动": 5, "实施中": 0, "已完成": 3, "搁置": 1}
UNITS: Mapping[str, str] = {"firms": "户", "land_mu": "亩"}


def colour(phase: str) -> str:
    """The colour that the theme gives a stage."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[PLACES[phase] % len(colours)])


def by_area(rows: pd.DataFrame, measure: str) -> Figure:
    """Areas, the largest on top, a part a stage, in firms or in land."""
    unit = UNITS[measure]
    return stacked_bars.by_area(rows, "phase", PHASES, measure, title=unit, unit=unit, colour=colour)


def burn_down(months: pd.DataFrame) -> Figure:
    """The land left at the end of each month: by plan, and in fact as far as it has come."""
    return _lines(
        months,
        (("planned_left_mu", "按计划", "搁置", "dot"), ("left_mu", "实际", "实施中", "solid")),
        "剩余（亩）",
        "亩",
    )


def firms(months: pd.DataFrame) -> Figure:
    """Firms due, begun and done by the end of each month."""
    return _lines(
        months,
        (
            ("planned", "计划完成", "搁置", "dot"),
            ("started", "已开始", "实施中", "solid"),
            ("done", "已完成", "已完成", "solid"),
        ),
        "累计（户）",
        "户",
    )


def _lines(
    months: pd.DataFrame, lines: tuple[tuple[str, str, str, str], ...], title: str, unit: str
) -> Figure:
    labels = [f"{month:%Y-%m}" for month in months["month"]]
    return Figure(
        [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": labels,
                "y": plain(months[name]),
                "name": words,
                "line": {"color": colour(like), "dash": dash, "shape": "hv" if dash == "dot" else "linear"},
                "hovertemplate": f"%{{x}} {words}：%{{y:,.1f}} {unit}<extra></extra>"
                if unit == "亩"
                else f"%{{x}} {words}：%{{y}} {unit}<extra></extra>",
            }
            for name, words, like, dash in lines
        ],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "xaxis": axis(type="category", nticks=12),
            "yaxis": axis(title, rangemode="tozero"),
        },
    )
