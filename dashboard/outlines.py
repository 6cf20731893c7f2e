"""The outline of a parcel among its neighbours, drawn in metres on a plain plane: no map service is asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Any

from dashboard.charts import LEGEND, TIGHT
from dashboard.figure import Figure, Trace

HEIGHT = 440
# Metres of a degree of latitude near 26° N; over one park the curve of the earth does not show.
METRES_PER_DEGREE = 110_800
# Half the side of the drawing, in sizes of the parcel.
SURROUNDINGS = 1.6

Ring = list[tuple[float, float]]


def outline(shape_geojson: str, name: str, neighbours: Iterable[str]) -> Figure | None:
    """The parcel in the first colour, its neighbours (GeoJSON) faint in the second; None without an outline."""
    rings = list(_rings(shape_geojson))
    corners = [corner for ring in rings for corner in ring]
    if not corners:
        return None
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    traces = [_trace(rings, middle, name, 1.0, 2)]
    if around := [ring for shape in neighbours for ring in _rings(shape)]:
        traces.append(_trace(around, middle, "同片区的其他宗地", 0.5, 1))
    half = SURROUNDINGS * max(_metres((max(lons), max(lats)), middle))
    axis = {
        "range": [-half, half],
        "ticksuffix": " 米",
        "zeroline": False,
        "fixedrange": True,
        "constrain": "domain",
    }
    return Figure(
        traces, {"margin": TIGHT, "legend": LEGEND, "xaxis": axis, "yaxis": {**axis, "scaleanchor": "x"}}
    )


def _trace(
    rings: Sequence[Ring], middle: tuple[float, float], name: str, opacity: float, width: int
) -> Trace:
    # A None lifts the pen between two rings.
    points = [
        point for ring in rings for point in (*(_metres(corner, middle) for corner in ring), (None, None))
    ]
    return {
        "type": "scatter",
        "x": [east for east, _ in points],
        "y": [north for _, north in points],
        "name": name,
        "mode": "lines",
        "fill": "toself",
        "opacity": opacity,
        "hoverinfo": "skip",
        "line": {"width": width},
        "showlegend": True,
    }


def _metres(corner: tuple[float, float], middle: tuple[float, float]) -> tuple[float, float]:
    """East and north of the middle of the parcel."""
    east = (corner[0] - middle[0]) * METRES_PER_DEGREE * cos(radians(middle[1]))
    return east, (corner[1] - middle[1]) * METRES_PER_DEGREE


def _rings(shape_geojson: str) -> list[Ring]:
    """Every ring of a polygon or of several; none of another kind of shape or of a broken one."""
    try:
        shape = json.loads(shape_geojson)
        parts: list[Any] = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        return [[(float(corner[0]), float(corner[1])) for corner in ring] for part in parts for ring in part]
    except (ValueError, KeyError, TypeError, IndexError):
        return []
