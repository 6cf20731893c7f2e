"""Sums over services and safety → figures: what is due and paid, how long it waits, what is left, who went when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, axis
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.service_sums import AGE_NAMES, NO_AGE
from dashboard.works_charts import LATE, ON_TIME, PLANNED, UNPLANNED, colour

# Drawings side by side are equally high; bars need room for their numbers, the list below them the screen.
LOWEST, HIGHEST = 340, 530
AMBER, GREEN = 2, 3
DAYS_IN_MONTH, MONTHS = 31, 12
# A calendar has no year to compare with: the empty days are as pale as paper, the fullest in the first colour.
PALE = "rgba(128,128,128,0.10)"


def waterfall(due: float, by_level: Sequence[tuple[str, float]], over: float, owing: float) -> Figure:
    """What is due, less what each level of government has paid (plus what was paid too much), comes to what is owed."""
    steps = [("应兑", 0.0, due, ON_TIME)]
    foot = due
    for level, paid in by_level:
        foot -= paid
        steps.append((f"已兑<br>{fmt.chart_text(level)}", foot, paid, GREEN))
    if over:
        steps.append(("超出核定", foot, over, LATE))
    steps.append(("应兑未兑", 0.0, owing, AMBER))
    return Figure(
        [
            {
                "type": "bar",
                "x": [name for name, *_ in steps],
                "base": [base for _, base, _, _ in steps],
                "y": [height for _, _, height, _ in steps],
                "text": [fmt.number(height, 1) for _, _, height, _ in steps],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": [colour(place) for *_, place in steps]},
                "hovertemplate": "%{x}：%{text} 万元<extra></extra>",
            }
        ],
        {
            "margin": TIGHT,
            "bargap": 0.35,
            "showlegend": False,
            "xaxis": axis(type="category", tickangle=0),
            "yaxis": axis("万元", rangemode="tozero", autorangeoptions={"include": 1.1 * due}),
        },
    )


def ages(rows: pd.DataFrame) -> Figure:
    """Money that is owed by how long it waits, the longest on the right; the number of claims in words."""
    known = {row["area"]: row for row in rows.to_dict("records")}
    there = [*AGE_NAMES, *([NO_AGE] if NO_AGE in known else [])]
    values = [float(known[each]["measure"]) if each in known else 0.0 for each in there]
    words = [
        f"{fmt.number(known[each]['measure'], 1)} · {known[each]['cases']} 件" if each in known else ""
        for each in there
    ]
    colours = [colour({0: ON_TIME, 1: ON_TIME, 2: AMBER}.get(at, LATE)) for at in range(len(AGE_NAMES))]
    return Figure(
        [
            {
                "type": "bar",
                "x": there,
                "y": values,
                "text": words,
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": [*colours, colour(PLANNED)][: len(there)]},
                "hovertemplate": "%{x}：%{text}<extra></extra>",
            }
        ],
        {
            "margin": TIGHT,
            "bargap": 0.25,
            "showlegend": False,
            "xaxis": axis(type="category"),
            "yaxis": axis(
                "应兑未兑（万元）",
                rangemode="tozero",
                autorangeoptions={"include": 1.15 * max([*values, 1.0])},
            ),
        },
    )


def burn_down(rows: pd.DataFrame, title: str, unit: str) -> Figure:
    """What is left at each month's end, a line a part; the last point is the day asked."""
    lines: list[Trace] = []
    for place, (part, line) in enumerate(rows.dropna(subset=["measure"]).groupby("part", sort=False)):
        lines.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": str(part),
                "x": [f"{day:%Y-%m-%d}" for day in pd.to_datetime(line["day"])],
                "y": plain(line["measure"]),
                "line": {"width": 3, "color": colour((ON_TIME, AMBER)[place % 2])},
                "hovertemplate": f"%{{x|%Y-%m-%d}} {part} %{{y:,.1~f}} {unit}<extra></extra>",
            }
        )
    return Figure(
        lines,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "showlegend": len(lines) > 1,
            "xaxis": axis(type="date", tickformat="%Y-%m"),
            "yaxis": axis(title, rangemode="tozero"),
        },
    )


def calendar(rows: pd.DataFrame, year: int, on: date) -> Figure:
    """The visits of each day of a year, a row a month; days after the day asked, and days that are none, are left out."""
    counts = {
        pd.Timestamp(day).date(): int(count) for day, count in zip(rows["day"], rows["visits"], strict=True)
    }
    cells = [
        [_of_day(counts, year, month, day, on) for day in range(1, DAYS_IN_MONTH + 1)]
        for month in range(1, MONTHS + 1)
    ]
    return Figure(
        [
            {
                "type": "heatmap",
                "x": list(range(1, DAYS_IN_MONTH + 1)),
                "y": [f"{month}月" for month in range(1, MONTHS + 1)],
                "z": cells,
                "zmin": 0,
                "zmax": max([*counts.values(), 1]),
                "xgap": 2,
                "ygap": 2,
                "colorscale": [[0, PALE], [1, colour(ON_TIME)]],
                "showscale": False,
                "hoverongaps": False,
                "text": [["" if not cell else str(cell) for cell in line] for line in cells],
                "texttemplate": "%{text}",
                "hovertemplate": "%{y}%{x}日：%{z} 次<extra></extra>",
            }
        ],
        {
            "margin": TIGHT,
            "xaxis": axis(dtick=1, showgrid=False, zeroline=False, tickfont={"size": 10}),
            "yaxis": axis(type="category", autorange="reversed", showgrid=False),
        },
    )


def height_of(figures: Sequence[Figure | None]) -> int:
    """As high as the highest of the figures asks for; a drawing that stands alone may be as high as it likes."""
    asked = [
        int(figure.to_dict()["layout"].get("height", LOWEST)) for figure in figures if figure is not None
    ]
    highest = max([LOWEST, *asked])
    return highest if len(figures) == 1 else min(highest, HIGHEST)


def _of_day(counts: dict[date, int], year: int, month: int, day: int, on: date) -> int | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return counts.get(found, 0) if found <= on else None


def timeline(rows: pd.DataFrame) -> Figure:
    """Each notice from the day it was given to the day work was resumed; a mark where nobody wrote that day."""
    told = rows.dropna(subset=["notified_on"])
    names = [
        fmt.chart_text(" ".join(str(part) for part in parts if isinstance(part, str)))
        for parts in zip(told["notice_no"], told["zone"], told["town"], strict=True)
    ]
    begun = pd.to_datetime(told["notified_on"])
    ended = pd.to_datetime(told["resumed_on"])
    lasted = [(end if pd.notna(end) else start) - start for start, end in zip(begun, ended, strict=True)]
    return Figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "y": list(range(len(names))),
                "base": [f"{day:%Y-%m-%d}" for day in begun],
                "x": [max(span.days, 1) * 86_400_000 for span in lasted],
                "marker": {"color": [colour(UNPLANNED if pd.notna(end) else AMBER) for end in ended]},
                "text": [
                    f"{span.days} 天" if pd.notna(end) else "复工日未写明"
                    for span, end in zip(lasted, ended, strict=True)
                ],
                "textposition": "outside",
                "cliponaxis": False,
                "hovertext": names,
                "hovertemplate": "%{hovertext}：%{text}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "r": 90},
            "bargap": 0.3,
            "height": 28 * max(len(names), 3) + 60,
            "xaxis": axis(type="date", tickformat="%Y-%m-%d"),
            "yaxis": axis(
                tickmode="array",
                tickvals=list(range(len(names))),
                ticktext=names,
                autorange="reversed",
                showgrid=False,
            ),
        },
    )


def months(rows: pd.DataFrame, title: str) -> Figure:
    """A bar a month with its number; a month whose number nobody told has none."""
    return Figure(
        [
            {
                "type": "bar",
                "x": list(rows["area"]),
                "y": plain(rows["measure"]),
                "text": ["" if pd.isna(value) else fmt.number(value) for value in rows["measure"]],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colour(UNPLANNED)},
                "hovertemplate": "%{x}：%{y:,.0f}<extra></extra>",
            }
        ],
        {
            "margin": {**TIGHT, "t": 30},
            "bargap": 0.5,
            "xaxis": axis(type="category"),
            "yaxis": axis(title, rangemode="tozero", tickformat=",d"),
        },
    )
