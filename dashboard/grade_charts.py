"""Frames of grades → plotly figures. A grade has the same place, and so the same colour of the theme, in every chart."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT

GRADES = ("A", "B", "C", "D", "T")
GRADE_WORDS = {"T": "不参评"}
GROUPS = {"above": "规上", "below": "规下"}
DISTRIBUTION_HEIGHT = 200
MIGRATION_HEIGHT = 300
TERMS_HEIGHT = 340
# A score of twice the weight fills the radar: beyond that only the table tells.
RADAR_TOP = 200
RADAR_LINE = 7


def grade_word(grade: str) -> str:
    """What a grade is called on a screen."""
    return GRADE_WORDS.get(grade, grade)


def _counts(rows: pd.DataFrame, by: str) -> dict[tuple[str, str], int]:
    """Firms by the column ``by`` and the grade."""
    keys = zip(rows[by].astype(str), rows["grade"].astype(str), strict=True)
    return dict(zip(keys, rows["firms"].astype(int).tolist(), strict=True))


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


def _wrapped(name: str) -> str:
    """An indicator's name in lines short enough to stand beside a radar."""
    lines = [name[at : at + RADAR_LINE] for at in range(0, len(name), RADAR_LINE)]
    return "<br>".join(fmt.chart_text(line) for line in lines)


def terms(rows: pd.DataFrame) -> go.Figure:
    """A radar of each indicator's score in per cent of its weight: the firm against the mean of its group."""
    names = [_wrapped(name) for name in rows["name"]]
    figure = go.Figure(
        [
            go.Scatterpolar(
                r=(100 * rows[column] / rows["weight"]).clip(upper=RADAR_TOP),
                theta=names,
                name=word,
                fill="toself",
                opacity=0.7,
                hovertemplate="%{theta}：满分的 %{r:.0f}%<extra>" + word + "</extra>",
            )
            for column, word in (("score", "本企业"), ("mean_score", "本组平均"))
        ]
    )
    figure.update_layout(
        margin={"l": 90, "r": 90, "t": 40, "b": 40},
        legend=LEGEND,
        polar={"radialaxis": {"range": [0, RADAR_TOP], "ticksuffix": "%", "nticks": 3, "tickangle": 0}},
    )
    return figure
