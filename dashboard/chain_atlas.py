"""The atlas of a chain as one drawing: columns from upstream to downstream, a box a node, its light in words and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.io as pio

from dashboard import format as fmt
from dashboard.charts import axis
from dashboard.database import all_rows
from dashboard.figure import Figure, Trace
from etl.contracts.chains import MIDDLING, MISSING, SEGMENTS, STRONG, UNJUDGED, WEAK

# The theme's colour of each light by its place; the word stands in the box too.
PLACES: Mapping[str, int] = {STRONG: 3, MIDDLING: 0, WEAK: 2, MISSING: 1, UNJUDGED: 1}
FEWEST_COLUMNS, MOST_COLUMNS = 4, 5
# From so many nodes on a fifth column keeps the drawing on fewer screens than it makes the boxes narrower.
MANY_NODES = 40
ROW_HEIGHT, HEADER_HEIGHT = 64, 30
BOX_WIDTH, BOX_HEIGHT = 0.84, 0.84
STRIP_WIDTH = 0.02
BEND = 0.9 * (1 - BOX_WIDTH)
# Room for a link that runs around within the last column.
RIGHT_EDGE = 0.04
# Characters that a box holds, by the number of columns, at the narrowest screen that we look at (1280 pixels).
LONGEST_NAMES: Mapping[int, int] = {1: 16, 2: 16, 3: 16, 4: 11, 5: 8}
NAME_SIZE, TEXT_SIZE = 13, 11
# A box takes the click without a colour of its own, on a light and on a dark screen.
TRANSPARENT = "rgba(0,0,0,0)"

Annotation = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a box stands: its column from the left, its row from the top."""

    column: int
    row: int


def places(nodes: pd.DataFrame) -> tuple[dict[str, Place], list[tuple[str, int, int]]]:
    """Where each node stands, and of each segment that has nodes its first and its last column.

    A long segment takes several columns, so that the rows are as few as the columns allow.
    """
    by_segment = {segment: nodes.loc[nodes["segment"] == segment, "node_id"].tolist() for segment in SEGMENTS}
    there = {segment: ids for segment, ids in by_segment.items() if ids}
    most = MOST_COLUMNS if len(nodes) > MANY_NODES else FEWEST_COLUMNS
    rows = _fewest_rows([len(ids) for ids in there.values()], most)
    placed: dict[str, Place] = {}
    spans, first = [], 0
    for segment, ids in there.items():
        columns = -(-len(ids) // rows)
        each = -(-len(ids) // columns)
        placed |= {node: Place(first + at // each, at % each) for at, node in enumerate(ids)}
        spans.append((segment, first, first + columns - 1))
        first += columns
    return placed, spans


def _fewest_rows(sizes: Sequence[int], columns: int) -> int:
    rows = 1
    while sum(-(-size // rows) for size in sizes) > columns:
        rows += 1
    return rows


def height(nodes: pd.DataFrame) -> int:
    """How high the drawing is, in pixels: a row a box."""
    placed, _ = places(nodes)
    return ROW_HEIGHT * (1 + max((place.row for place in placed.values()), default=0)) + HEADER_HEIGHT


def atlas(nodes: pd.DataFrame, links: pd.DataFrame, *, bands_only: bool = False) -> Figure:
    """The drawing; ``bands_only`` leaves the name and the light of each node and no number.

    The custom datum of a box is its node's id.
    """
    placed, spans = places(nodes)
    columns = 1 + max((last for _, _, last in spans), default=0)
    rows = 1 + max((place.row for place in placed.values()), default=0)
    longest = LONGEST_NAMES[columns]
    return Figure(
        _boxes(nodes, placed, bands_only),
        {
            "margin": {"l": 0, "r": 0, "t": HEADER_HEIGHT, "b": 0},
            "showlegend": False,
            "barmode": "overlay",
            "hovermode": "closest",
            "shapes": [*_curves(links, placed), *_empty(nodes, placed)],
            "annotations": [
                *(_header(*span) for span in spans),
                *_texts(nodes, placed, longest, bands_only),
            ],
            "xaxis": axis(visible=False, range=[0, columns + RIGHT_EDGE]),
            "yaxis": axis(visible=False, range=[rows, -0.02]),
        },
    )


def colour(light: str) -> str:
    """The theme's colour of a light."""
    colours = pio.templates[pio.templates.default].layout.colorway
    return str(colours[PLACES[light] % len(colours)])


def _left(place: Place) -> float:
    return place.column + (1 - BOX_WIDTH) / 2


def _boxes(nodes: pd.DataFrame, placed: Mapping[str, Place], bands_only: bool) -> list[Trace]:
    """Each node's box, which takes the click, and the strip of its light on its left."""
    where = [placed[node] for node in nodes["node_id"]]
    colours = [colour(light) for light in nodes["light"]]
    shared = {
        "type": "bar",
        "orientation": "h",
        "y": [place.row + 0.5 for place in where],
        "base": [_left(place) for place in where],
        "width": BOX_HEIGHT,
        "customdata": nodes["node_id"].tolist(),
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    box = {
        **shared,
        "x": [BOX_WIDTH] * len(where),
        "marker": {"color": TRANSPARENT, "line": {"color": colours, "width": _edges(nodes)}},
        "hovertext": [_hover(row, bands_only) for row in all_rows(nodes)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    strip = {
        **shared,
        "x": [STRIP_WIDTH if light != MISSING else 0 for light in nodes["light"]],
        "marker": {"color": colours},
        "hoverinfo": "skip",
    }
    return [box, strip]


def _edges(nodes: pd.DataFrame) -> list[float]:
    """A missing node has no solid edge: its dashed one is a shape."""
    return [0.0 if light == MISSING else 1.2 for light in nodes["light"]]


def _texts(
    nodes: pd.DataFrame, placed: Mapping[str, Place], longest: int, bands_only: bool
) -> list[Annotation]:
    """What each box says, and its light on the right of its first line; a click on a box does not fade them."""
    rows = all_rows(nodes)
    said = [
        _text(
            _words(row, longest, bands_only),
            _left(place) + 2 * STRIP_WIDTH,
            place.row + 0.5,
            "left",
            TEXT_SIZE,
        )
        for row, place in zip(rows, (placed[row["node_id"]] for row in rows), strict=True)
    ]
    lights = [
        {
            **_text(
                f"<b>{row['light']}</b>",
                _left(place) + BOX_WIDTH - STRIP_WIDTH,
                place.row + 0.27,
                "right",
                NAME_SIZE,
            ),
            "font": {"size": NAME_SIZE, "color": colour(row["light"])},
        }
        for row, place in zip(rows, (placed[row["node_id"]] for row in rows), strict=True)
    ]
    return [*said, *lights]


def _text(words: str, x: float, y: float, side: str, size: int) -> Annotation:
    return {
        "text": words,
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "xanchor": side,
        "yanchor": "middle",
        "align": side,
        "showarrow": False,
        "font": {"size": size},
        "borderpad": 0,
    }


def _short(name: str, longest: int) -> str:
    return fmt.chart_text(name if len(name) <= longest else f"{name[: longest - 1]}…")


def _words(row: Mapping[Any, Any], longest: int, bands_only: bool) -> str:
    """Up to three lines: the node, its enterprises and output, its leading firm."""
    name = f'<span style="font-size:{NAME_SIZE}px"><b>{_short(row["name"], longest)}</b></span>'
    if bands_only:
        return name
    if not row["firms"]:
        return f"{name}<br>没有在营企业"
    output = f" · {fmt.money(row['output_wan_yuan'])}" if pd.notna(row["output_wan_yuan"]) else " · 产值 —"
    leader = f"链主 {_short(row['leader_name'], longest + 1)}" if row["leader_id"] else "链主 —"
    return f"{name}<br>{fmt.number(row['firms'])} 户{output}<br>{leader}"


def _hover(row: Mapping[Any, Any], bands_only: bool) -> str:
    lines = [f"<b>{fmt.chart_text(row['name'])}</b>　{row['segment']} · {row['light']}"]
    if not bands_only:
        leader = fmt.chart_text(row["leader_name"]) if row["leader_id"] else fmt.MISSING
        risk = [f"风险：{row['risk']}"] if row["risk"] else []
        lines += [
            f"依据：{row['light_reason']}",
            f"企业 {fmt.count(row['firms'])}，产值 {fmt.money(row['output_wan_yuan'])}",
            f"链主 {leader}，占 {fmt.percent(row['leader_share_pct'])}",
            *risk,
        ]
    return "<br>".join(lines)


def _empty(nodes: pd.DataFrame, placed: Mapping[str, Place]) -> list[dict[str, Any]]:
    """A dashed edge around each missing node."""
    missing = [placed[node] for node in nodes.loc[nodes["light"] == MISSING, "node_id"]]
    return [
        {
            "type": "rect",
            "layer": "above",
            "x0": _left(place),
            "x1": _left(place) + BOX_WIDTH,
            "y0": place.row + (1 - BOX_HEIGHT) / 2,
            "y1": place.row + (1 + BOX_HEIGHT) / 2,
            "line": {"color": colour(MISSING), "width": 1.2, "dash": "dash"},
        }
        for place in missing
    ]


def _curves(links: pd.DataFrame, placed: Mapping[str, Place]) -> list[dict[str, Any]]:
    """The links, drawn under the boxes."""
    pairs = zip(links["from_node"], links["to_node"], strict=True)
    return [
        {
            "type": "path",
            "layer": "below",
            "path": _curve(placed[start], placed[end]),
            "line": {"color": colour(MISSING), "width": 1.2},
        }
        for start, end in pairs
        if start in placed and end in placed
    ]


def _curve(start: Place, end: Place) -> str:
    """From the right of one box to the left of the next; within a column from right to right around what is between.

    Over further columns it runs between two rows, so that it hides behind no box.
    """
    y0, y1 = start.row + 0.5, end.row + 0.5
    x0 = _left(start) + BOX_WIDTH
    if end.column <= start.column:
        x1 = _left(end) + BOX_WIDTH
        return f"M {x0:.3f},{y0} C {x0 + BEND:.3f},{y0} {x1 + BEND:.3f},{y1} {x1:.3f},{y1}"
    x1 = _left(end)
    if end.column == start.column + 1:
        return f"M {x0:.3f},{y0} {_bent(x0, y0, x1, y1)}"
    between = start.row + (end.row > start.row)
    first, last = _left(Place(start.column + 1, 0)), _left(Place(end.column - 1, 0)) + BOX_WIDTH
    return f"M {x0:.3f},{y0} {_bent(x0, y0, first, between)} L {last:.3f},{between} {_bent(last, between, x1, y1)}"


def _bent(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"C {x0 + BEND:.3f},{y0} {x1 - BEND:.3f},{y1} {x1:.3f},{y1}"


def _header(segment: str, first: int, last: int) -> Annotation:
    return {
        "text": f"<b>{segment}</b>",
        "x": (first + last + 1) / 2,
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": NAME_SIZE},
    }
