"""Stages of park standardisation → a Gantt chart: the planned against the actual days of each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, axis, names_axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace
from dashboard.works_charts import LATE, ON_TIME, PLANNED, UNPLANNED, colour

ROW_HEIGHT, MOST_CASES = 40, 25
LANE = 0.32
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


def gantt(rows: pd.DataFrame, on: date) -> Figure:
    """Two lanes a case: the planned days of its stages above, the actual ones below, in red where late.

    A stage runs from the day of the one before. What is not finished runs to the day asked.
    """
    cases = [(str(part["label"].iloc[0]), all_rows(part)) for _, part in rows.groupby("case_id", sort=False)]
    cases = cases[:MOST_CASES][::-1]
    lanes: dict[str, list[Segment]] = {name: [] for name in LOOKS}
    for at, (label, stages) in enumerate(cases):
        for segment in (*_planned(stages), *_actual(stages, on)):
            lanes[segment["lane"]].append({**segment, "at": at, "label": label})
    return Figure(
        [_lane(name, segments, *LOOKS[name]) for name, segments in lanes.items() if segments],
        {
            "margin": {**TIGHT, "t": 34},
            "height": ROW_HEIGHT * max(len(cases), 2) + 90,
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
