"""Cases of park standardisation → a board of their stages: who is where, and who is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import LEGEND, TIGHT, UNFADED, axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace
from dashboard.queries.works import UNTOLD
from etl.contracts.works_stages import PLOT_STAGES, SELF_STAGES

# Places in the theme's colours; the last is its red, for what is late.
ON_TIME, PLANNED, UNPLANNED, LATE = 0, 1, 5, 7
BOARD_ROW, BOARD_HEAD = 34, 64
# Up to so many cases at one stage each has a box with its name; beyond that the column is one bar.
MOST_BOXES, LONGEST_LABEL = 10, 9
OWN_STEPS = SELF_STAGES[: SELF_STAGES.index("进场施工")]
# Names in the boxes, on a light and on a dark screen.
ON_BOXES = "#FFFFFF"
Case = dict[str, Any]


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


def has_boxes(rows: pd.DataFrame) -> bool:
    """Whether the cases are few enough at every stage for a box each."""
    return int(rows["stage"].fillna(UNTOLD).value_counts().max()) <= MOST_BOXES if len(rows) else True


def board(rows: pd.DataFrame, stages: Sequence[str], *, names: bool = True) -> Figure:
    """A column a stage with a box a case, the overdue ones first and in red; a plain bar where they are many.

    The custom datum of a box is its stage. Without ``names``, for others than the bureau, every column is a bar.
    """
    columns = stages_there(rows, stages)
    by_stage = {stage: all_rows(part) for stage, part in rows.fillna({"stage": UNTOLD}).groupby("stage")}
    as_boxes = names and has_boxes(rows)
    draw = _boxes if as_boxes else _bars
    tallest = max((len(cases) for cases in by_stage.values()), default=1)
    return Figure(
        draw(columns, by_stage),
        {
            "margin": {**TIGHT, "t": 30},
            "height": BOARD_HEAD + BOARD_ROW * (max(tallest, 3) if as_boxes else 6),
            "barmode": "stack",
            "uniformtext": {"minsize": 10, "mode": "hide"},
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


def _boxes(columns: Sequence[str], by_stage: dict[Any, list[Case]]) -> list[Trace]:
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


def _bars(columns: Sequence[str], by_stage: dict[Any, list[Case]]) -> list[Trace]:
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
            "insidetextanchor": "middle",
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


def _told(case: Case) -> str:
    overdue = f"，超期 {fmt.number(case['overdue_days'])} 天" if case["overdue_days"] else ""
    due = f"<br>下一节点 {case['due_stage']}，计划 {str(case['due_on'])[:10]}" if case["due_stage"] else ""
    return f"{fmt.chart_text(case['label'])}<br>{case['stage'] or UNTOLD}{due}{overdue}"
