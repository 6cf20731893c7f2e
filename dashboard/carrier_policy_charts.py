"""Papers of policy → figures: from when until when each is valid, and how much is paid and owed under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard import format as fmt
from dashboard.carrier_charts import AMBER
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.figure import Figure, plain
from dashboard.works_charts import LATE, ON_TIME, UNPLANNED, colour

# As many years as stand side by side without touching.
MOST_YEARS = 8
DAY_IN_MS = 86_400_000
VALIDITY_COLOURS = {"有效": ON_TIME, "即将到期": AMBER, "已过有效期": LATE}


def validity(rows: pd.DataFrame, on: date) -> Figure:
    """Each issued paper from the day it is in force to its end, where they are in this order; the line is the day asked."""
    begun = pd.to_datetime(rows["in_force_on"].fillna(rows["issued_on"]))
    drawn = (pd.to_datetime(rows["valid_to"]) > begun) & rows["doc_status"].eq("印发").fillna(False).astype(
        bool
    )
    table, begins = rows[drawn].iloc[::-1], begun[drawn].iloc[::-1]
    ends = pd.to_datetime(table["valid_to"])
    years = ends.max().year - begins.min().year if len(table) else 1
    spans = [(end - start).days for start, end in zip(begins, ends, strict=True)]
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "y": list(range(len(table))),
                "base": [f"{day:%Y-%m-%d}" for day in begins],
                "x": [span * DAY_IN_MS for span in spans],
                "marker": {
                    "color": [colour(VALIDITY_COLOURS.get(each, UNPLANNED)) for each in table["validity"]]
                },
                "hovertext": [
                    f"{fmt.chart_text(str(title))}：{start:%Y-%m-%d} 至 {end:%Y-%m-%d}，{state}"
                    for title, start, end, state in zip(
                        table["doc_title"], begins, ends, table["validity"], strict=True
                    )
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "t": 30},
            "bargap": 0.35,
            "height": BAR_HEIGHT * max(len(table), 4) + 70,
            "showlegend": False,
            "xaxis": axis(
                type="date", tickformat="%Y", dtick=f"M{12 * (1 + years // MOST_YEARS)}", tickangle=0
            ),
            "yaxis": names_axis(table["doc_title"].astype(str)),
            "shapes": [_line(on)],
        },
    )


def _line(on: date) -> dict[str, object]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": f"{on:%Y-%m-%d}",
        "x1": f"{on:%Y-%m-%d}",
        "y0": 0,
        "y1": 1,
        "line": {"width": 2, "dash": "dot", "color": colour(UNPLANNED)},
    }


def claims(rows: pd.DataFrame, lost: pd.DataFrame) -> Figure:
    """What is paid and still owed under each paper; claims without a paper last, under 未匹配."""
    carrying = rows[rows["claims"] > 0].sort_values("claims", ascending=False)
    names = [*carrying["doc_no"].fillna(carrying["doc_title"]).astype(str)]
    parts: Sequence[tuple[str, str, int]] = (
        ("已兑", "settled_wan_yuan", ON_TIME),
        ("应兑未兑", "owing_wan_yuan", AMBER),
    )
    counts = [*carrying["claims"].astype(int)]
    if len(lost):
        names.append("未匹配")
        counts.append(int(lost["claims"].sum()))
    labels = [f"{name}（{count} 件）" for name, count in zip(names, counts, strict=True)][::-1]
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": [*plain(carrying[column]), *([float(lost[column].sum())] if len(lost) else [])][::-1],
                "y": list(range(len(labels))),
                "marker": {"color": colour(place)},
                "hovertext": [fmt.chart_text(label) for label in labels],
                "hovertemplate": f"%{{hovertext}} {name}：%{{x:,.1f}} 万元<extra></extra>",
            }
            for name, column, place in parts
        ],
        {
            "margin": {**TIGHT, "t": 40},
            "barmode": "stack",
            "bargap": 0.35,
            "height": BAR_HEIGHT * max(len(labels), 4) + 70,
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis("万元", showgrid=False, tickformat=",d"),
            "yaxis": axis(tickmode="array", tickvals=list(range(len(labels))), ticktext=[fmt.chart_text(each) for each in labels],
                          showgrid=False),
        },
    )  # fmt: skip
