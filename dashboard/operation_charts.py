"""Monthly returns → figures: a year's months with their growth, who made the growth, who fell and in which colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import BAR_HEIGHT, LEGEND, TIGHT, UNFADED, axis, names_axis
from dashboard.figure import Figure, plain
from dashboard.operation_cards import points, rate
from dashboard.works_charts import LATE, PLANNED, colour
from etl.contracts.decline import BLUE, GREEN, ORANGE, RED

MONTHS_HEIGHT = 280
STEPS, MOST_LOST, ROW = 6, 8, 26
UP, DOWN = 0, 2
# With the first of each year as many months as have room for their label in half a small screen.
LABELLED = (5, 8, 11)
# The four colours of the watch are the theme's own; red means bad here as everywhere.
PLACES: Mapping[str, int] = {GREEN: 3, BLUE: 5, ORANGE: 2, RED: LATE}


def _month_names(rows: pd.DataFrame) -> tuple[list[str], dict[str, str]]:
    """The months in words, and those of them that have room for a label: each year's first and `LABELLED`."""
    names: list[str] = []
    ticks: dict[str, str] = {}
    year = 0
    for day, covered in zip(pd.to_datetime(rows["month"]), rows["months_covered"], strict=True):
        month = "1-2" if covered == 2 and day.month == 2 else f"{day.month}"
        names.append(f"{day.year} 年 {month} 月")
        if day.year != year:
            ticks[names[-1]] = f"{month}<br>{day.year}"
        elif day.month in LABELLED:
            ticks[names[-1]] = month
        year = day.year
    return names, ticks


def months(
    rows: pd.DataFrame, amount: str, growth: str, words: tuple[str, str], factor: float = 1.0
) -> Figure:
    """Columns of an amount (``words``: what, in which unit), and the growth on the same month before as a line."""
    what, unit = words
    names, ticks = _month_names(rows)
    return Figure(
        [
            {
                "type": "bar",
                "x": names,
                "y": plain(rows[amount] / factor),
                "name": what,
                "opacity": 0.6,
                "marker": {"color": colour(UP)},
                "hovertemplate": f"%{{x}}：%{{y:,.2f}} {unit}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": names,
                "y": plain(rows[growth]),
                "name": "同比（右）",
                "yaxis": "y2",
                "connectgaps": False,
                "line": {"width": 2, "color": colour(DOWN)},
                "hovertemplate": "%{x}：同比 %{y:+.1f}%<extra></extra>",
            },
        ],
        {
            "margin": TIGHT,
            "bargap": 0.25,
            "legend": LEGEND,
            "xaxis": axis(type="category", tickangle=0, tickvals=list(ticks), ticktext=list(ticks.values())),
            "yaxis": axis(f"{what}（{unit}）", rangemode="tozero"),
            "yaxis2": axis(
                overlaying="y",
                side="right",
                showgrid=False,
                tickmode="auto",
                nticks=5,
                ticksuffix="%",
                rangemode="tozero",
            ),
        },
    )


def areas(rows: pd.DataFrame) -> Figure:
    """Contributions of areas in percentage points, the greatest on top; the custom datum of a bar is its area."""
    rows = rows.dropna(subset=["contribution"]).iloc[::-1]
    names = rows["area"].astype(str)
    hover = [f"{name}（自身增速 {rate(own)}）" for name, own in zip(names, rows["growth_pct"], strict=True)]
    labels = [points(value) for value in rows["contribution"]]
    return Figure(
        [_across(rows["contribution"], labels, pd.Series(hover), rows["area_id"].tolist())],
        {
            **_lying(len(rows)),
            "xaxis": _wide(axis("增长贡献（百分点）", showgrid=False), rows["contribution"]),
            "yaxis": names_axis(names),
        },
    )


def _across(
    values: pd.Series[float], labels: Sequence[str], names: pd.Series[str], data: Sequence[object]
) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": plain(values),
        "y": list(range(len(values))),
        "customdata": list(data),
        "text": list(labels),
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [colour(UP if value >= 0 else DOWN) for value in values]},
        "hovertext": [fmt.chart_text(str(name)) for name in names],
        "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
        **UNFADED,
    }


def _lying(rows: int, height: int = BAR_HEIGHT) -> dict[str, object]:
    return {"margin": TIGHT, "bargap": 0.3, "height": height * max(rows, 3) + 60, "showlegend": False}


def _wide(made: dict[str, object], values: pd.Series[float]) -> dict[str, object]:
    """Room on both sides for the words at the ends of the bars."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    room = 0.45 * ((high - low) or 1.0)
    return {**made, "range": [low - (room if low < 0 else 0.02 * room), high + room]}


def waterfall(rows: pd.DataFrame) -> Figure:
    """From nothing to the growth of all: the strongest firms, all others together, the weakest, top to bottom."""
    steps = _steps(rows)
    total = float(steps["contribution"].sum())
    ends = steps["contribution"].cumsum()
    labels = [points(value) for value in steps["contribution"]]
    table = pd.concat(
        [
            steps.assign(base=ends - steps["contribution"], label=labels),
            pd.DataFrame({"firm": ["合计：可比企业增速"], "contribution": [total], "base": [0.0], "label": [points(total)]}),
        ],
        ignore_index=True,
    ).iloc[::-1]  # fmt: skip
    bars = _across(table["contribution"], table["label"].tolist(), table["firm"], table["firm"].tolist())
    colours = [colour(UP if value >= 0 else DOWN) for value in table["contribution"]]
    # Whom no name stands for is grey.
    grey = [name.startswith(("合计", "其余")) for name in table["firm"]]
    bars["marker"] = {
        "color": [colour(PLANNED) if plain_one else own for own, plain_one in zip(colours, grey, strict=True)]
    }
    return Figure(
        [{**bars, "base": table["base"].tolist()}],
        {
            **_lying(len(table), ROW),
            "xaxis": _wide(axis("增长贡献（百分点）", showgrid=False), pd.concat([ends, table["base"]])),
            "yaxis": names_axis(table["firm"]),
        },
    )  # fmt: skip


def _steps(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows.dropna(subset=["contribution"])[["firm", "contribution"]]
    risers = known[known["contribution"] > 0].head(STEPS)
    fallers = known[known["contribution"] < 0].tail(STEPS)
    others = known.drop(index=risers.index).drop(index=fallers.index)
    middle = pd.DataFrame(
        {"firm": [f"其余 {len(others)} 户"], "contribution": [float(others["contribution"].sum())]}
    )
    return pd.concat([risers, *([middle] if len(others) else []), fallers], ignore_index=True)


def colours(rows: pd.DataFrame) -> Figure:
    """The colours of those who fall, by the returns as full columns and by the ledger as open ones beside them.

    Green is most of the firms: beside its column the others would not be seen.
    """
    rows = rows[rows["decline_colour"] != GREEN]
    shades = [colour(PLACES[name]) for name in rows["decline_colour"]]
    shared = {
        "type": "bar", "x": rows["decline_colour"].tolist(), "textposition": "outside", "cliponaxis": False,
    }  # fmt: skip
    return Figure(
        [
            {
                **shared, "y": plain(rows["computed"]), "name": "按月报计算",
                "text": [fmt.number(value) for value in rows["computed"]], "marker": {"color": shades},
                "hovertemplate": "%{x} 按月报 %{y} 户<extra></extra>",
            },
            {
                **shared, "y": plain(rows["watched"]), "name": "台账（产值）",
                "text": [fmt.number(value) for value in rows["watched"]],
                "marker": {"color": "rgba(128,128,128,0.12)", "line": {"color": shades, "width": 2}},
                "hovertemplate": "%{x} 台账 %{y} 户<extra></extra>",
            },
        ],
        {
            "margin": TIGHT,
            "bargap": 0.3,
            "showlegend": False,
            "xaxis": axis(type="category"),
            "yaxis": axis("企业（户）", rangemode="tozero"),
        },
    )  # fmt: skip


def lost(rows: pd.DataFrame) -> Figure:
    """Output lost by the firms that fall, the greatest on top, in the colour that the returns give."""
    there = rows.dropna(subset=["lost_wan_yuan"])
    there = there[there["decline_colour"].isin((BLUE, ORANGE, RED))]
    there = there.nlargest(MOST_LOST, "lost_wan_yuan", keep="first").iloc[::-1]
    labels = [
        f"{fmt.number(value, 0)}（{rate(change)}）"
        for value, change in zip(there["lost_wan_yuan"], there["computed_yoy"], strict=True)
    ]
    bars = _across(there["lost_wan_yuan"], labels, there["firm"], there["firm"].tolist())
    bars["marker"] = {"color": [colour(PLACES[name]) for name in there["decline_colour"]]}
    return Figure(
        [bars],
        {
            **_lying(len(there), ROW),
            "xaxis": _wide(axis("少产（万元）", showgrid=False), there["lost_wan_yuan"]),
            "yaxis": names_axis(there["firm"]),
        },
    )
