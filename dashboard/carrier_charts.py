"""Floor, carriers, funds, events and policies → figures: quarters, parks, money promised and spent, months, validity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard import format as fmt
from dashboard import stacked_bars
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.floors import UNTOLD
from dashboard.works_charts import LATE, ON_TIME, PLANNED, UNPLANNED, colour
from etl.contracts.carrier import CARRIER_STATUSES

HEIGHT = 340
AMBER, GREEN = 2, 3
# As many years as stand side by side without touching.
MOST_YEARS = 8
DAY_IN_MS = 86_400_000
FLOOR_PARTS = (("已租", "let_m2", ON_TIME), ("空置", "vacant_m2", AMBER), ("在建", "building_m2", UNPLANNED))
STATUS_COLOURS = {"投用": ON_TIME, "在建": AMBER, "立项": PLANNED, "谋划": UNPLANNED, UNTOLD: 6}
VALIDITY_COLOURS = {"有效": ON_TIME, "即将到期": AMBER, "已过有效期": LATE}


def quarters(rows: pd.DataFrame) -> Figure:
    """Floor let, empty and being built, one upon the other over the quarters; the rate stands over each quarter."""
    names = [quarter.replace(" 年 ", " 年<br>") for quarter in rows["quarter"]]
    areas: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "stackgroup": "floor",
            "name": name,
            "x": names,
            "y": plain(rows[column] / 10_000),
            "line": {"width": 1.5, "color": colour(place)},
            "hovertemplate": f"%{{x}} {name}：%{{y:,.2f}} 万㎡<extra></extra>",
        }
        for name, column, place in FLOOR_PARTS
    ]
    tops = rows[[column for _, column, _ in FLOOR_PARTS]].sum(axis=1) / 10_000
    rates: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": names,
        # Clear of the line and its markers.
        "y": plain(tops + 0.03 * float(tops.max() or 1)),
        "text": [fmt.percent(rate) for rate in rows["vacancy_pct"]],
        "textposition": "top center",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return Figure(
        [*areas, rates],
        {
            "margin": {**TIGHT, "t": 40, "l": 30, "r": 30},
            "legend": {**LEGEND, "traceorder": "normal"},
            "xaxis": axis(type="category", tickangle=0),
            "yaxis": axis(
                "万㎡", rangemode="tozero", autorangeoptions={"include": 1.16 * float(tops.max() or 1)}
            ),
        },
    )


def parks(rows: pd.DataFrame) -> Figure:
    """The latest quarter by park: let, empty, being built; the emptiest on top. Colours are those of `quarters`."""
    table = rows.iloc[::-1]
    bars: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "x": plain(table[column] / 10_000),
            "y": list(range(len(table))),
            "marker": {"color": colour(place)},
            "hovertext": [fmt.chart_text(str(area)) for area in table["area"]],
            "hovertemplate": f"%{{hovertext}} {name}：%{{x:,.2f}} 万㎡<extra></extra>",
        }
        for name, column, place in FLOOR_PARTS
    ]
    whole = table[[column for _, column, _ in FLOOR_PARTS]].sum(axis=1) / 10_000
    rates: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": plain(whole),
        "y": list(range(len(table))),
        "text": [f" {fmt.percent(rate)}" for rate in table["vacancy_pct"]],
        "textposition": "middle right",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return Figure(
        [*bars, rates],
        {
            "margin": {**TIGHT, "r": 60, "t": 40},
            "barmode": "stack",
            "bargap": 0.3,
            "showlegend": False,
            "xaxis": axis("万㎡", showgrid=False),
            "yaxis": names_axis(table["area"].astype(str)),
        },
    )


def carriers(rows: pd.DataFrame) -> Figure:
    """What each park supplies, by how far its carriers are."""
    return stacked_bars.by_area(
        rows,
        "status",
        (*reversed(CARRIER_STATUSES), UNTOLD),
        "supply_m2",
        title="可供面积（㎡）",
        unit="㎡",
        colour=lambda status: colour(STATUS_COLOURS.get(status, UNPLANNED)),
    )


def funds(rows: pd.DataFrame) -> Figure:
    """Each fund's money: promised, paid in, invested; the first fund on top."""
    table = rows.iloc[::-1]
    parts = (
        ("已投", "invested_wan_yuan", GREEN),
        ("实缴", "paid_in_wan_yuan", ON_TIME),
        ("认缴", "committed_wan_yuan", PLANNED),
    )
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": plain(table[column]),
                "y": list(range(len(table))),
                "marker": {"color": colour(place)},
                "hovertext": [fmt.chart_text(str(fund)) for fund in table["fund_name"]],
                "hovertemplate": f"%{{hovertext}} {name}：%{{x:,.0f}} 万元<extra></extra>",
            }
            for name, column, place in parts
        ],
        {
            "margin": {**TIGHT, "t": 40},
            "barmode": "group",
            "bargap": 0.25,
            "height": (BAR_HEIGHT + 8) * max(len(table), 3) + 70,
            "legend": {**LEGEND, "traceorder": "reversed"},
            "xaxis": axis("万元", showgrid=False, tickformat=",d"),
            "yaxis": names_axis(table["fund_name"].astype(str)),
        },
    )


def months(rows: pd.DataFrame, wanted: str, found: str, unit: str) -> Figure:
    """What was wanted and what was found at the events of each month, in one unit."""
    told = rows[rows[wanted].notna() | rows[found].notna()]
    names = [f"{month:%Y-%m}" for month in pd.to_datetime(told["month"])]
    return Figure(
        [
            {
                "type": "bar",
                "name": name,
                "x": names,
                "y": plain(told[column]),
                "text": ["" if pd.isna(value) else fmt.number(value) for value in told[column]],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(place)},
                "hovertemplate": f"%{{x}} {name}：%{{y:,.0f}} {unit}<extra></extra>",
            }
            for name, column, place in (("需求", wanted, PLANNED), ("达成", found, ON_TIME))
        ],
        {
            "margin": {**TIGHT, "t": 40},
            "barmode": "group",
            "bargap": 0.3,
            "legend": LEGEND,
            "xaxis": axis(type="category"),
            "yaxis": axis(rangemode="tozero", tickformat=",d"),
        },
    )


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
