"""Areas as bars, a part a class or a stage: one drawing for every such comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, UNFADED, axis, names_axis
from dashboard.figure import Figure, Trace, plain


def by_area(
    rows: pd.DataFrame,
    part: str,
    order: Sequence[str],
    measure: str,
    *,
    title: str,
    unit: str,
    colour: Callable[[str], str],
) -> Figure:
    """The largest area on top; its parts are the values of the column ``part`` in the given order.

    The custom datum of a part is its value; a part without a number is left out.
    """
    table = rows.pivot_table(index="area", columns=part, values=measure, aggfunc="sum")
    table = table.reindex(columns=[each for each in order if each in table])
    table = table.loc[table.sum(axis=1).sort_values(kind="stable").index]
    return Figure(
        [_part(table, each, unit, colour(each)) for each in table.columns],
        {
            "margin": TIGHT,
            "barmode": "stack",
            "bargap": 0.3,
            "height": BAR_HEIGHT * max(len(table), 2) + 80,
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis(title, showgrid=False, tickformat=",.1~f"),
            "yaxis": names_axis(pd.Series(table.index.astype(str))),
            "uniformtext": {"minsize": 10, "mode": "hide"},
        },
    )


def _part(table: pd.DataFrame, part: str, unit: str, colour: str) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "x": plain(table[part]),
        "y": list(range(len(table))),
        "name": part,
        "customdata": [part] * len(table),
        "marker": {"color": colour},
        "text": [fmt.number(value) if value else "" for value in table[part].fillna(0)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "hovertext": [fmt.chart_text(str(area)) for area in table.index],
        "hovertemplate": f"%{{hovertext}} {part}：%{{x:,.0f}} {unit}<extra></extra>",
        **UNFADED,
    }
