"""Frames of grades → plotly figures. A grade has the same place, and so the same colour of the theme, in every chart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, axis
from dashboard.figure import Figure, Trace, plain

GRADES = ("A", "B", "C", "D", "T")
GRADE_WORDS = {"T": "不参评"}
GROUPS = {"above": "规上", "below": "规下"}
DISTRIBUTION_HEIGHT = 200
MIGRATION_HEIGHT = 300
TERMS_HEIGHT = 340
# A score of twice the weight fills the radar: beyond that only the table tells.
RADAR_TOP = 200
RADAR_LINE = 7
LEAST_OF_A_RADAR = 3
# Above a radar it would take the room of the names.
LEGEND_BELOW = {"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.12, "yanchor": "top"}


def grade_word(grade: str) -> str:
    """What a grade is called on a screen."""
    return GRADE_WORDS.get(grade, grade)


def _counts(rows: pd.DataFrame, by: str) -> dict[tuple[str, str], int]:
    """Firms by the column ``by`` and the grade; a count that may not be shown is left out."""
    known = rows.dropna(subset=["firms"])
    keys = zip(known[by].astype(str), known["grade"].astype(str), strict=True)
    return dict(zip(keys, known["firms"].astype(int).tolist(), strict=True))


def grade_colour(grade: str) -> str:
    """The colour that the theme gives a grade's bar: that of its place."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[GRADES.index(grade) % len(colours)])


def distribution(rows: pd.DataFrame) -> go.Figure:
    """Firms by grade, one bar a size group; an empty grade keeps its place in the legend."""
    counts = _counts(rows, "size_group")
    figure = go.Figure(
        [
            go.Bar(
                x=[counts.get((group, grade), 0) for group in GROUPS],
                y=list(GROUPS.values()),
                name=grade_word(grade),
                orientation="h",
                text=[
                    fmt.number(counts[group, grade]) if (group, grade) in counts else "" for group in GROUPS
                ],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                customdata=[counts.get((group, grade), 0) for group in GROUPS],
                hovertemplate="%{y} " + grade_word(grade) + "：%{customdata} 户，占 %{x:.1f}%<extra></extra>",
            )
            for grade in GRADES
        ]
    )
    figure.update_layout(
        barmode="stack",
        barnorm="percent",
        bargap=0.35,
        margin=TIGHT,
        legend={**LEGEND, "traceorder": "normal"},
    )
    figure.update_xaxes(title="占本组企业（%），条内为户数", fixedrange=True, showgrid=False)
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    return figure


def migration(rows: pd.DataFrame, year: int) -> go.Figure:
    """Last year's grade down, this year's across; the diagonal stayed."""
    return _matrix(_counts(rows, "grade_before"), f"{year - 1} 年", f"{year} 年", "户")


def regraded(moves: pd.DataFrame) -> go.Figure:
    """The grade of a pack down, that under another caliber across; the diagonal stayed."""
    totals = moves.groupby(["grade_before", "grade"], as_index=False).agg(firms=("subjects", "sum"))
    return _matrix(_counts(totals, "grade_before"), "口径包", "试算", "")


def _matrix(counts: dict[tuple[str, str], int], before: str, now: str, unit: str) -> go.Figure:
    words = [grade_word(grade) for grade in GRADES]
    table = [[counts.get((before, now)) for now in GRADES] for before in GRADES]
    figure = go.Figure(
        go.Heatmap(
            x=words,
            y=words,
            z=table,
            text=[[fmt.number(count) if count else "" for count in row] for row in table],
            texttemplate="%{text}",
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate=f"{before} %{{y}} → {now} %{{x}}：%{{z}} {unit}<extra></extra>",
        )
    )
    figure.update_layout(margin=TIGHT)
    figure.update_xaxes(title=now, side="bottom", fixedrange=True, type="category", showgrid=False)
    figure.update_yaxes(title=before, autorange="reversed", fixedrange=True, type="category", showgrid=False)
    return figure


def flow(moves: pd.DataFrame) -> Figure:
    """Firms from grade to grade, year by year from left to right; a move of a hidden count is left out."""
    known = moves[moves["firms"].notna()]
    years = sorted({int(year) - back for year in known["year"] for back in (0, 1)})
    ends = [
        *zip(known["year"].astype(int) - 1, known["grade_before"].astype(str), strict=True),
        *zip(known["year"].astype(int), known["grade"].astype(str), strict=True),
    ]
    nodes = sorted(set(ends), key=lambda end: (end[0], GRADES.index(end[1])))
    places = {node: place for place, node in enumerate(nodes)}
    half = len(ends) // 2
    sankey = {
        "type": "sankey",
        "arrangement": "snap",
        "node": {
            "label": [f"{year} {grade_word(grade)}" for year, grade in nodes],
            "color": [grade_colour(grade) for _, grade in nodes],
            "x": [_across(years.index(year), len(years)) for year, _ in nodes],
            "y": _down(nodes),
            "pad": 14,
            "thickness": 16,
            "hovertemplate": "%{label}：%{value} 户<extra></extra>",
        },
        "link": {
            "source": [places[end] for end in ends[:half]],
            "target": [places[end] for end in ends[half:]],
            "value": plain(known["firms"].astype(int)),
            "hovertemplate": "%{source.label} → %{target.label}：%{value} 户<extra></extra>",
        },
    }
    return Figure([sankey], {"margin": {**TIGHT, "b": 16}})


def _across(step: int, steps: int) -> float:
    """Where a year stands; plotly takes 0 and 1 for no place at all."""
    return 0.001 + 0.998 * step / max(steps - 1, 1)


def _down(nodes: list[tuple[int, str]]) -> list[float]:
    """The grades from top to bottom in each year; plotly makes room for their heights itself."""
    return [0.05 + 0.9 * GRADES.index(grade) / (len(GRADES) - 1) for _, grade in nodes]


def _wrapped(name: str) -> str:
    """An indicator's name in lines short enough to stand beside a radar."""
    lines = [name[at : at + RADAR_LINE] for at in range(0, len(name), RADAR_LINE)]
    return "<br>".join(fmt.chart_text(line) for line in lines)


SERIES = (("score", "本企业"), ("industry_score", "同行业平均"), ("mean_score", "全区本组平均"))


def terms(rows: pd.DataFrame) -> Figure:
    """Each indicator's score in per cent of its weight: the firm, its industry and its group in the whole district.

    A radar; bars where the pack has too few indicators to span one. An industry of too few is not drawn.
    """
    names = [_wrapped(name) for name in rows["name"]]
    drawn = [
        (word, plain((100 * rows[column] / rows["weight"].where(rows["weight"] > 0)).clip(0, RADAR_TOP)), at)
        for at, (column, word) in enumerate(SERIES)
        if rows[column].notna().any()
    ]
    if len(names) < LEAST_OF_A_RADAR:
        return _term_bars(names, drawn)
    return Figure(
        [_closed(_spokes(names, *series)) for series in drawn],
        {
            "margin": {"l": 90, "r": 90, "t": 24, "b": 56},
            "legend": LEGEND_BELOW,
            "polar": {
                "radialaxis": {"range": [0, RADAR_TOP], "ticksuffix": "%", "nticks": 3, "tickangle": 0},
                "angularaxis": {"type": "category"},
            },
        },
    )


def _spokes(names: list[str], word: str, values: list[float | None], place: int) -> Trace:
    return {
        "type": "scatterpolar",
        "r": values,
        "theta": names,
        "name": word,
        "mode": "lines+markers",
        "fill": "none" if place else "toself",
        "opacity": 0.8,
        "line": {"dash": "dot" if place else "solid", "color": _colour(place)},
        "hovertemplate": "%{theta}：满分的 %{r:.0f}%<extra>" + word + "</extra>",
    }


def _term_bars(names: list[str], drawn: list[tuple[str, list[float | None], int]]) -> Figure:
    traces = [
        {
            "type": "bar",
            "x": names,
            "y": values,
            "name": word,
            "marker": {"color": _colour(place)},
            "hovertemplate": "%{x}：满分的 %{y:.0f}%<extra>" + word + "</extra>",
        }
        for word, values, place in drawn
    ]
    return Figure(
        traces,
        {
            "margin": TIGHT,
            "legend": LEGEND,
            "barmode": "group",
            "xaxis": axis(type="category"),
            "yaxis": axis("占满分（%）", range=[0, RADAR_TOP]),
        },
    )


def _closed(trace: Trace) -> Trace:
    """The line drawn back to its first point."""
    return {**trace, "r": [*trace["r"], *trace["r"][:1]], "theta": [*trace["theta"], *trace["theta"][:1]]}


def _colour(place: int) -> str:
    """The theme's colour of a series: the first for the firm itself, no grey beside it."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[(0, 2, 3)[place]])
