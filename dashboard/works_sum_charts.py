"""Sums of park standardisation → figures: new floor against its target, households left to sign, papers by expiry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis
from dashboard.figure import Figure, Trace, plain
from dashboard.queries.works import ENDLESS, EXPIRED, EXPIRIES, LATER, SETTLED, SOON, WITHIN_YEAR
from dashboard.works_charts import LATE, ON_TIME, PLANNED, colour

HEIGHT = 300
M2_PER_WAN = 10_000
# Places in the theme's colours: red is run out, amber is about to.
EXPIRY_PLACES = {EXPIRED: LATE, SOON: 2, WITHIN_YEAR: 5, LATER: ON_TIME, ENDLESS: 1, SETTLED: 3}
# The theme's eighth colour is its red, which means that something is wrong.
MOST_LINES = 7


def by_year(months: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """One row per year from the first to the last that is told of: gained and target, and both added up.

    A year without a target has none; sums of targets begin with the first one. Columns as `works_tables.YEARS`.
    """
    gained = months.groupby(pd.to_datetime(months["month"]).dt.year)["floor_m2"].sum(min_count=0)
    aims = targets.set_index("year")["target_m2"]
    known = [*gained.index, *aims.index]
    years = list(range(int(min(known)), int(max(known)) + 1)) if known else []
    return pd.DataFrame(
        {
            "year": years,
            "gained_m2": gained.reindex(years).fillna(0.0).to_numpy(),
            "target_m2": aims.reindex(years).to_numpy(dtype=float),
        }
    ).assign(
        total_m2=lambda frame: frame["gained_m2"].cumsum(),
        total_target_m2=lambda frame: frame["target_m2"].cumsum(),
    )


def cumulative(months: pd.DataFrame, years: pd.DataFrame, on: date) -> Figure:
    """New floor added up month by month as steps up to the day asked, and the targets added up at each year's end."""
    told = months.dropna(subset=["floor_m2"])
    wan = (told["floor_m2"].cumsum() / M2_PER_WAN).round(2).tolist()
    days = [f"{month:%Y-%m-%d}" for month in pd.to_datetime(told["month"])]
    if days and days[-1] < on.isoformat():
        days, wan = [*days, on.isoformat()], [*wan, wan[-1]]
    aimed = years.dropna(subset=["total_target_m2"])
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "累计新增",
            "x": days,
            "y": wan,
            "line": {"shape": "hv", "width": 3, "color": colour(ON_TIME)},
            "hovertemplate": "%{x|%Y-%m} 累计 %{y:,.2f} 万㎡<extra></extra>",
        }
    ]
    if len(aimed):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "累计目标（年末）",
                "x": [f"{year}-12-31" for year in aimed["year"]],
                "y": plain((aimed["total_target_m2"] / M2_PER_WAN).round(2)),
                "line": {"dash": "dot", "width": 2, "color": colour(PLANNED)},
                "hovertemplate": "%{x|%Y} 年末累计目标 %{y:,.2f} 万㎡<extra></extra>",
            }
        )
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "xaxis": axis(type="date", tickformat="%Y-%m"),
            "yaxis": axis("累计新增高标准厂房（万㎡）", rangemode="tozero"),
        },
    )


def yearly(years: pd.DataFrame) -> Figure:
    """New floor of each year beside the year's target; a year without a target has no such bar."""
    words = [str(year) for year in years["year"]]
    return Figure(
        [
            _year_bars(words, years["target_m2"], "年度目标", PLANNED),
            _year_bars(words, years["gained_m2"], "当年新增", ON_TIME),
        ],
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "bargap": 0.3,
            "xaxis": axis(type="category"),
            "yaxis": axis("新增高标准厂房（万㎡）", rangemode="tozero"),
        },
    )


def _year_bars(words: Sequence[str], values: pd.Series[float], name: str, place: int) -> Trace:
    wan = (values / M2_PER_WAN).round(2)
    return {
        "type": "bar",
        "name": name,
        "x": list(words),
        "y": plain(wan),
        "text": ["" if pd.isna(value) else fmt.number(value, 1) for value in wan],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour(place)},
        "hovertemplate": f"%{{x}} 年{name} %{{y:,.2f}} 万㎡<extra></extra>",
    }


def burn_down(months: pd.DataFrame) -> Figure:
    """The households of each land reserve that had not signed by the end of each reported month.

    A month that nobody reported is no point; of many reserves those with the most left are drawn.
    """
    told = months.dropna(subset=["unsigned_households"])
    last = told.groupby(["label", "reserve_id"])["unsigned_households"].last()
    drawn = last.sort_values(ascending=False, kind="stable").index[:MOST_LINES]
    lines = [told[told["reserve_id"] == reserve].sort_values("month") for _, reserve in drawn]
    return Figure(
        [_line(line) for line in lines],
        {
            "margin": TIGHT,
            "legend": {"orientation": "h", "x": 0, "y": -0.18, "yanchor": "top"},
            "xaxis": axis(type="date", tickformat="%Y-%m", hoverformat="%Y-%m"),
            "yaxis": axis("未签约（户）", rangemode="tozero"),
        },
    )


def _line(rows: pd.DataFrame) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": fmt.chart_text(str(rows["label"].iloc[0])),
        "x": [f"{month:%Y-%m-%d}" for month in pd.to_datetime(rows["month"])],
        "y": plain(rows["unsigned_households"]),
        "customdata": [
            f"{fmt.number(signed)}/{fmt.number(whole)}"
            for signed, whole in zip(rows["signed_households"], rows["households"], strict=True)
        ],
        "hovertemplate": "%{x|%Y-%m} 未签约 %{y} 户（已签约/总户数 %{customdata}）",
    }


def expiry(rows: pd.DataFrame, *, land: bool = True) -> Figure:
    """Papers for temporary land by when they run out, the most urgent on the left; their land in words.

    The custom datum of a bar is its class. Without ``land``, for others than the bureau, only their number.
    """
    known: dict[Any, Any] = {row["expiry"]: row for row in rows.to_dict("records")}
    there = [each for each in EXPIRIES if each in known]
    bars: Trace = {
        "type": "bar",
        "x": there,
        "y": [int(known[each]["papers"]) for each in there],
        "customdata": there,
        "text": [_papers(known[each], land) for each in there],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [colour(EXPIRY_PLACES[each]) for each in there]},
        "hovertemplate": "%{x}：%{text}<extra></extra>",
        **UNFADED,
    }
    most = max([*bars["y"], 1])
    return Figure(
        [bars],
        {
            "margin": {**TIGHT, "t": 16},
            "bargap": 0.4,
            "xaxis": axis(type="category"),
            "yaxis": axis("临时用地（宗）", range=[0, 1.2 * most], tickformat=",d", dtick=-(-most // 5)),
        },
    )


def _papers(row: dict[Any, Any], land: bool) -> str:
    words = f"{fmt.number(row['papers'])} 宗"
    return f"{words} · {fmt.with_unit(row['land_mu'], '亩', 1)}" if land else words
