"""Verdicts on promises → a figure: each kind a bar, a part a verdict. A verdict has one colour of the theme."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.land_contracts import BROKEN, KEPT, KINDS, NOT_DUE, UNTOLD

ROW_HEIGHT = 30
# Places in the theme's colours: vermilion is what is wrong, grey what nobody knows.
PLACES: Mapping[str, int] = {KEPT: 3, BROKEN: 7, NOT_DUE: 5, UNTOLD: 1}
COLUMNS: Mapping[str, str] = {KEPT: "kept", BROKEN: "broken", NOT_DUE: "not_due", UNTOLD: "untold"}


def by_kind(counts: pd.DataFrame) -> Figure:
    """How many contracts keep, break, do not yet owe each kind of promise, or do not tell; the start on top."""
    rows = counts.iloc[::-1]
    return Figure(
        [_part(rows, verdict) for verdict in COLUMNS],
        {
            "margin": {**TIGHT, "t": 32},
            "barmode": "stack",
            "bargap": 0.3,
            "height": ROW_HEIGHT * max(len(rows), 2) + 80,
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis("合同（宗）", showgrid=False, tickformat=",d"),
            "yaxis": names_axis([KINDS[kind] for kind in rows["kind"]]),
        },
    )


def _part(rows: pd.DataFrame, verdict: str) -> Trace:
    colours = pio.templates[pio.templates.default].layout.colorway
    values = plain(rows[COLUMNS[verdict]])
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(range(len(rows))),
        "name": verdict,
        "marker": {"color": str(colours[PLACES[verdict] % len(colours)])},
        "text": [fmt.number(value) if value else "" for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 11},
        "constraintext": "none",
        "hovertext": [KINDS[kind] for kind in rows["kind"]],
        "hovertemplate": f"%{{hovertext}} {verdict}：%{{x:,d}} 宗<extra></extra>",
    }


def words(counts: pd.DataFrame) -> str:
    """The chart in words."""
    said = [
        f"{KINDS[row['kind']]}：{'、'.join(f'{verdict} {row[column]}' for verdict, column in COLUMNS.items())}"
        for row in all_rows(counts)
    ]
    return f"供地合同按约定事项的结论（宗）：{'；'.join(said)}"
