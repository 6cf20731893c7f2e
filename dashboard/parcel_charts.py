"""A parcel → figures: its tax by user and year, the stages that it was to reach and has reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import LEGEND, LONGEST_NAME, TIGHT, axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace

MOST_USERS = 6
TAX_HEIGHT, STAGE_HEIGHT, STAGES_ABOVE = 280, 44, 90
# The second colour of the theme is the grey of "the rest".
GREY = 1
# Its vermilion marks what is late.
LATE = 7
SUPPLY = "land_contract"


def tax_by_user(users: pd.DataFrame) -> Figure:
    """What of each user's tax falls to the parcel, stacked by year: the six that pay most, the others as one.

    A user without tax in a year has no bar there; a refund hangs below zero.
    """
    taxes = users.dropna(subset=["tax_wan_yuan"])
    sums = taxes.groupby(["enterprise_id", "year"], as_index=False).agg(
        name=("name", "first"), tax_wan_yuan=("tax_wan_yuan", "sum")
    )
    most = sums["tax_wan_yuan"].abs().groupby(sums["enterprise_id"]).sum().nlargest(MOST_USERS).index
    years = [str(year) for year in sorted(users["year"].unique())]
    colours = [place for place in range(len(_colours())) if place != GREY]
    traces = [
        _bars(sums[sums["enterprise_id"] == user], years, colours[at % len(colours)])
        for at, user in enumerate(most)
    ]
    others = sums[~sums["enterprise_id"].isin(most)]
    if len(others):
        traces.append(_bars(_as_one(others), years, GREY))
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "barmode": "relative",
            "bargap": 0.4,
            "legend": {**LEGEND, "traceorder": "normal"},
            "showlegend": True,
            "xaxis": axis(type="category", categoryorder="array", categoryarray=years),
            "yaxis": axis("万元", tickformat=",~r"),
        },
    )


def _as_one(others: pd.DataFrame) -> pd.DataFrame:
    users = others["enterprise_id"].nunique()
    return (
        others.groupby("year", as_index=False)
        .agg(tax_wan_yuan=("tax_wan_yuan", "sum"))
        .assign(name=f"其他 {users} 户")
    )


def _bars(rows: pd.DataFrame, years: Sequence[str], place: int) -> Trace:
    name, colours = str(rows["name"].iloc[0]), _colours()
    by_year = {str(year): tax for year, tax in zip(rows["year"], rows["tax_wan_yuan"], strict=True)}
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return {
        "type": "bar",
        "x": list(years),
        "y": [by_year.get(year) for year in years],
        "name": fmt.chart_text(short),
        "hovertext": [fmt.chart_text(name)] * len(years),
        "marker": {"color": colours[place % len(colours)]},
        "hovertemplate": "%{x} 年 %{hovertext}：%{y:,.2f} 万元<extra></extra>",
    }


def tax_words(users: pd.DataFrame) -> str:
    """The chart in words: the sum of each year."""
    sums = users.groupby("year")["tax_wan_yuan"].sum(min_count=1)
    said = "；".join(f"{year} 年 {fmt.money(tax)}" for year, tax in sums.items())
    return f"各使用企业分到本宗地的税收：{said}"


def stages(rows: pd.DataFrame, until: date | None) -> Figure:
    """Each dated stage in a row of its own: when it was to be reached, when it was, the data date as a line.

    The way between the two is red where the stage was reached late.
    """
    dated = rows.dropna(subset=["planned_on", "actual_on"], how="all").reset_index(drop=True)
    several = dated[["route", "entity", "source_key"]].drop_duplicates().shape[0] > 1
    labels = [_stage_label(row, several=several) for row in all_rows(dated)]
    traces = [_ways(dated), _marks(dated, "planned_on", "约定、计划"), _marks(dated, "actual_on", "实际")]
    return Figure(
        [trace for trace in traces if trace["x"]],
        {
            "margin": TIGHT,
            "height": STAGE_HEIGHT * max(len(dated), 2) + STAGES_ABOVE,
            "legend": LEGEND,
            "shapes": [] if until is None else [_line_at(until)],
            "annotations": [] if until is None else [_word_at(until)],
            "xaxis": axis(type="date", tickformat="%Y-%m"),
            "yaxis": axis(
                tickmode="array",
                tickvals=list(range(len(labels))),
                ticktext=labels,
                range=[len(labels) - 0.4, -0.6],
                zeroline=False,
            ),
        },
    )


def _stage_label(row: Mapping[str, Any], *, several: bool) -> str:
    of = row["source_key"] if row["entity"] == SUPPLY else row["route"]
    return fmt.chart_text(f"{of} {row['stage']}" if several else row["stage"])


def _marks(dated: pd.DataFrame, column: str, word: str) -> Trace:
    known = dated.dropna(subset=[column])
    is_fact = column == "actual_on"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": word,
        "x": [f"{day:%Y-%m-%d}" for day in known[column]],
        "y": known.index.tolist(),
        "hovertext": [fmt.chart_text(stage) for stage in known["stage"]],
        "marker": {
            "size": 12,
            "symbol": "circle" if is_fact else "diamond-open",
            "color": _colours()[0 if is_fact else GREY],
            "line": {"width": 0 if is_fact else 2},
        },
        "hovertemplate": f"%{{hovertext}} {word} %{{x|%Y-%m-%d}}<extra></extra>",
    }


def _ways(dated: pd.DataFrame) -> Trace:
    """From the planned to the actual day of the stages that were late; None lifts the pen between two."""
    late = dated[dated["actual_on"] > dated["planned_on"]]
    days = [
        day
        for planned, actual in zip(late["planned_on"], late["actual_on"], strict=True)
        for day in (f"{planned:%Y-%m-%d}", f"{actual:%Y-%m-%d}", None)
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "滞后",
        "x": days,
        "y": [place for row in late.index for place in (row, row, None)],
        "line": {"color": _colours()[LATE], "width": 4},
        "hoverinfo": "skip",
    }


def stage_words(rows: pd.DataFrame) -> str:
    """The chart in words."""
    said = [
        f"{row['stage']}计划 {_day(row['planned_on'])}、实际 {_day(row['actual_on'])}"
        for row in all_rows(rows)
    ]
    return f"宗地的阶段：{'；'.join(said)}"


def _day(value: Any) -> str:
    return fmt.MISSING if value is None else f"{value:%Y-%m-%d}"


def _line_at(until: date) -> dict[str, Any]:
    return {
        "type": "line", "x0": until.isoformat(), "x1": until.isoformat(), "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": _colours()[GREY], "width": 1, "dash": "dot"},
    }  # fmt: skip


def _word_at(until: date) -> dict[str, Any]:
    return {
        "text": "数据日期", "x": until.isoformat(), "y": 0, "yref": "paper", "xanchor": "right", "yanchor": "bottom",
        "showarrow": False, "font": {"size": 11},
    }  # fmt: skip


def _colours() -> tuple[str, ...]:
    return tuple(pio.templates[pio.templates.default].layout.colorway)
