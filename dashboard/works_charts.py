"""Cases of park standardisation → figures: a board of their stages, and the planned against the actual days of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace
from dashboard.queries.works import UNTOLD
from etl.contracts.works_stages import PLOT_STAGES, SELF_STAGES

# Places in the theme's colours; the last is its red, for what is late.
ON_TIME, PLANNED, UNPLANNED, LATE = 0, 1, 5, 7
BOARD_ROW, BOARD_HEAD = 34, 64
# Up to so many cases at one stage each has a box with its name; beyond that the column is one bar.
MOST_BOXES, LONGEST_LABEL = 10, 9
GANTT_ROW, MOST_GANTT = 40, 25
OWN_STEPS = SELF_STAGES[: SELF_STAGES.index("进场施工")]
LANE = 0.32
# Names in the boxes, on a light and on a dark screen.
ON_BOXES = "#FFFFFF"
MS_PER_DAY = 86_400_000
ABOVE, BELOW = LANE / 2 + 0.02, -LANE / 2 - 0.02
# Colour, hatching and lane of each kind of segment.
LOOKS: Mapping[str, tuple[int, str, float]] = {
    "计划": (PLANNED, "", ABOVE),
    "按期": (ON_TIME, "", BELOW),
    "滞后": (LATE, "", BELOW),
    "没有计划": (UNPLANNED, "", BELOW),
    "进行中": (ON_TIME, "/", BELOW),
    "进行中，已超期": (LATE, "/", BELOW),
}
Segment = dict[str, Any]


def colour(place: int) -> str:
    """The colour at a place of the theme."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[place % len(colours)])


def stages_there(rows: pd.DataFrame, stages: Sequence[str]) -> list[str]:
    """The stages in their order that some case is at, and those between them; last where none is known.

    Plots come by two routes: of the rarer one, the owner's, only the stages that a plot is at are shown.
    """
    at = [place for place, stage in enumerate(stages) if stage in set(rows["stage"].dropna())]
    between = list(stages[min(at) : max(at) + 1]) if at else []
    if tuple(stages) == PLOT_STAGES:
        between = [stage for stage in between if stage in set(rows["stage"]) or stage not in OWN_STEPS]
    return [*between, *([UNTOLD] if rows["stage"].isna().any() else [])]


def board(rows: pd.DataFrame, stages: Sequence[str], *, names: bool = True) -> Figure:
    """A column a stage with a box a case, the overdue ones first and in red; a plain bar where they are many.

    The custom datum of a box is its stage. Without ``names``, for others than the bureau, every column is a bar.
    """
    columns = stages_there(rows, stages)
    by_stage = {stage: all_rows(part) for stage, part in rows.fillna({"stage": UNTOLD}).groupby("stage")}
    as_boxes = names and max((len(cases) for cases in by_stage.values()), default=0) <= MOST_BOXES
    draw = _boxes if as_boxes else _bars
    tallest = max((len(cases) for cases in by_stage.values()), default=1)
    return Figure(
        draw(columns, by_stage),
        {
            "margin": {**TIGHT, "t": 30},
            "height": BOARD_HEAD + BOARD_ROW * (max(tallest, 3) if as_boxes else 6),
            "barmode": "stack",
            "bargap": 0.08,
            "showlegend": not as_boxes,
            "legend": {**LEGEND, "y": 1.08},
            "xaxis": axis(
                type="category",
                side="bottom",
                tickvals=columns,
                ticktext=[f"{stage}<br><b>{len(by_stage.get(stage, []))}</b>" for stage in columns],
                tickangle=0,
                categoryorder="array",
                categoryarray=columns,
                range=[-0.5, len(columns) - 0.5],
            ),
            "yaxis": axis(visible=False, rangemode="tozero"),
        },
    )


def _boxes(columns: Sequence[str], by_stage: dict[Any, list[Segment]]) -> list[Trace]:
    """One box a case, from the foot up: the most overdue stands lowest."""
    cases = [(stage, case) for stage in columns for case in by_stage.get(stage, [])]
    late = [bool(case["overdue_days"]) for _, case in cases]
    return [
        {
            "type": "bar",
            "x": [stage for stage, _ in cases],
            "y": [1] * len(cases),
            "customdata": [stage for stage, _ in cases],
            "text": [_short(case["label"]) for _, case in cases],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"size": 11, "color": ON_BOXES},
            "marker": {
                "color": [colour(LATE if is_late else ON_TIME) for is_late in late],
                "line": {"width": 2, "color": "rgba(255,255,255,0.9)"},
            },
            "hovertext": [_told(case) for _, case in cases],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "selected": {"marker": {"opacity": 1}},
            # Names would fade even where their boxes do not.
            "unselected": {"marker": {"opacity": 1}, "textfont": {"color": ON_BOXES}},
        }
    ]


def _bars(columns: Sequence[str], by_stage: dict[Any, list[Segment]]) -> list[Trace]:
    counts = {
        stage: (
            sum(bool(case["overdue_days"]) for case in by_stage.get(stage, [])),
            len(by_stage.get(stage, [])),
        )
        for stage in columns
    }
    parts = (
        ("超期", LATE, [late for late, _ in counts.values()]),
        ("其他", ON_TIME, [whole - late for late, whole in counts.values()]),
    )
    return [
        {
            "type": "bar",
            "name": name,
            "x": list(columns),
            "y": values,
            "customdata": list(columns),
            "text": [fmt.number(value) if value else "" for value in values],
            "textposition": "inside",
            "textangle": 0,
            "marker": {"color": colour(place)},
            "hovertemplate": f"%{{x}} {name} %{{y}} 项<extra></extra>",
            **UNFADED,
        }
        for name, place, values in parts
    ]


def _short(label: str) -> str:
    """A name that fits into a box: without the words that every firm's name has."""
    bare = label.replace("有限责任公司", "").replace("股份有限公司", "").replace("有限公司", "")
    bare = bare.replace("（福建）", "")
    return fmt.chart_text(bare if len(bare) <= LONGEST_LABEL else f"{bare[: LONGEST_LABEL - 1]}…")


def _told(case: Segment) -> str:
    overdue = f"，超期 {fmt.number(case['overdue_days'])} 天" if case["overdue_days"] else ""
    due = f"<br>下一节点 {case['due_stage']}，计划 {str(case['due_on'])[:10]}" if case["due_stage"] else ""
    return f"{fmt.chart_text(case['label'])}<br>{case['stage'] or UNTOLD}{due}{overdue}"


def gantt(rows: pd.DataFrame, on: date) -> Figure:
    """Two lanes a case: the planned days of its stages above, the actual ones below, in red where late.

    A stage runs from the day of the one before. What is not finished runs to the day asked.
    """
    cases = [(str(part["label"].iloc[0]), all_rows(part)) for _, part in rows.groupby("case_id", sort=False)]
    cases = cases[:MOST_GANTT][::-1]
    lanes: dict[str, list[Segment]] = {name: [] for name in LOOKS}
    for at, (label, stages) in enumerate(cases):
        for segment in (*_planned(stages), *_actual(stages, on)):
            lanes[segment["lane"]].append({**segment, "at": at, "label": label})
    return Figure(
        [_lane(name, segments, *LOOKS[name]) for name, segments in lanes.items() if segments],
        {
            "margin": {**TIGHT, "t": 34},
            "height": GANTT_ROW * max(len(cases), 2) + 90,
            "barmode": "overlay",
            "legend": LEGEND,
            "xaxis": axis(type="date", hoverformat="%Y-%m-%d", tickformat="%Y-%m"),
            "yaxis": names_axis([label for label, _ in cases]),
            "shapes": [_today(on)],
        },
    )


def _planned(stages: Sequence[Segment]) -> Iterator[Segment]:
    before = None
    for stage in stages:
        if stage["planned_on"] is not None and before is not None and before < stage["planned_on"]:
            yield _segment("计划", stage["stage"], before, stage["planned_on"], None)
        before = stage["planned_on"] or stage["actual_on"] or before


def _actual(stages: Sequence[Segment], on: date) -> Iterator[Segment]:
    before, today = None, pd.Timestamp(on)
    for stage in stages:
        reached = stage["actual_on"]
        if reached is not None:
            if before is not None and before < reached:
                yield _segment(
                    _punctual(stage["late_days"]), stage["stage"], before, reached, stage["late_days"]
                )
            before = reached
    ahead = [
        stage
        for stage in stages
        if stage["actual_on"] is None and (before is None or stage["stage_number"] > _last(stages))
    ]
    if ahead and before is not None and before < today:
        plan = ahead[0]["planned_on"]
        overdue = plan is not None and plan < today
        days = (today - plan).days if overdue else None
        yield _segment("进行中，已超期" if overdue else "进行中", ahead[0]["stage"], before, today, days)


def _punctual(late_days: float | None) -> str:
    return "没有计划" if late_days is None else "滞后" if late_days > 0 else "按期"


def _last(stages: Sequence[Segment]) -> int:
    return max((stage["stage_number"] for stage in stages if stage["actual_on"] is not None), default=0)


def _segment(lane: str, stage: str, begin: datetime, end: datetime, days: float | None) -> Segment:
    late = "" if days is None else f"，滞后 {fmt.number(days)} 天" if days > 0 else f"，提前 {-days:.0f} 天"
    return {
        "lane": lane,
        "begin": str(begin)[:10],
        "ms": (pd.Timestamp(end) - pd.Timestamp(begin)).days * MS_PER_DAY,
        "words": f"{stage}：{str(begin)[:10]} 至 {str(end)[:10]}{late if days else ''}",
    }


def _lane(name: str, segments: Sequence[Segment], place: int, pattern: str, offset: float) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [segment["begin"] for segment in segments],
        "x": [segment["ms"] for segment in segments],
        "y": [segment["at"] for segment in segments],
        "offset": offset - LANE / 2,
        "width": LANE,
        "marker": {
            "color": colour(place),
            "pattern": {"shape": pattern, "solidity": 0.4},
            "line": {"width": 1, "color": "rgba(255,255,255,0.8)"},
        },
        "hovertext": [f"{fmt.chart_text(segment['label'])}<br>{segment['words']}" for segment in segments],
        "hovertemplate": f"%{{hovertext}}（{name}）<extra></extra>",
    }


def _today(on: date) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": on.isoformat(),
        "x1": on.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"width": 1, "dash": "dot", "color": colour(PLANNED)},
    }
