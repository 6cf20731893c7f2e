"""Floor, carriers, funds and events → figures: quarters, parks, money promised and spent, months."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard import stacked_bars
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, axis, names_axis
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.floors import UNTOLD
from dashboard.works_charts import ON_TIME, PLANNED, UNPLANNED, colour
from etl.contracts.carrier import CARRIER_STATUSES

HEIGHT = 340
AMBER, GREEN = 2, 3
FLOOR_PARTS = (("已租", "let_m2", ON_TIME), ("空置", "vacant_m2", AMBER), ("在建", "building_m2", UNPLANNED))
STATUS_COLOURS = {"投用": ON_TIME, "在建": AMBER, "立项": PLANNED, "谋划": UNPLANNED, UNTOLD: 6}


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
