"""Shapes on the paper of a drawn map: from longitude and latitude to tenths of a pixel, simplified, as SVG paths.

Within one district the earth is flat to a tenth of a pixel, so east and north in metres around the middle of the map are
enough; Mercator is nowhere used and lengths are true in all directions. Coordinates are whole tenths of a pixel, inside a
group that is scaled by a tenth: shorter than decimals, and relative steps lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

# GRS 80, the ellipsoid of CGCS2000.
SEMI_MAJOR_M, ECCENTRICITY_2 = 6_378_137.0, 0.006_694_380_022_90
TENTHS = 10
# In pixels: what no eye misses.
TOLERANCE = 0.3
# A parcel that is smaller still leaves a dot, and one that stands for a pixel full of them a larger one.
DOT, SPECK = 8, 14
POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

Shapes = npt.NDArray[Any]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """Which part of the earth lies in which frame of the paper.

    Attributes:
        lon: of the middle.
        lat: of the middle.
        metres_per_pixel: the scale.
        frame: x, y, width and height on the paper, in pixels.
    """

    lon: float
    lat: float
    metres_per_pixel: float
    frame: Bounds

    def placed(self, shapes: Shapes) -> Shapes:
        """The shapes in pixels of the paper, not yet simplified."""
        east, north = metres_of_a_degree(self.lat)
        x, y, width, height = self.frame
        by = np.array([east, -north]) / self.metres_per_pixel
        middle, centre = np.array([self.lon, self.lat]), np.array([x + width / 2, y + height / 2])
        moved: Shapes = shapely.transform(shapes, lambda degrees: (degrees - middle) * by + centre)
        return moved

    def clipped(self, shapes: Shapes, beyond: float = 4.0) -> Shapes:
        """Placed shapes without what lies more than ``beyond`` pixels outside the frame."""
        x, y, width, height = self.frame
        inside: Shapes = shapely.clip_by_rect(
            shapes, x - beyond, y - beyond, x + width + beyond, y + height + beyond
        )
        return inside

    def touches(self, shapes: Shapes) -> npt.NDArray[np.bool_]:
        """Which placed shapes are in the frame, if only with their box."""
        x, y, width, height = self.frame
        west, north, east, south = shapely.bounds(shapes).T
        with np.errstate(invalid="ignore"):
            seen: npt.NDArray[np.bool_] = (
                (east >= x) & (west <= x + width) & (south >= y) & (north <= y + height)
            )
        return seen


def read(texts: Any) -> Shapes:
    """GeoJSON texts as shapes; a missing or broken one is None."""
    given = np.array([text if isinstance(text, str) else None for text in texts], dtype=object)
    shapes: Shapes = shapely.from_geojson(given, on_invalid="ignore")
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def view_of(bounds: Bounds, frame: Bounds, *, padding: float = 0.04, smallest_m: float = 300.0) -> View:
    """The view that shows ``bounds`` (in degrees) whole in ``frame`` with some room around it."""
    west, south, east, north = bounds
    lat = (south + north) / 2
    metres_east, metres_north = metres_of_a_degree(lat)
    wide = max((east - west) * metres_east, smallest_m) * (1 + 2 * padding)
    high = max((north - south) * metres_north, smallest_m) * (1 + 2 * padding)
    return View((west + east) / 2, lat, max(wide / frame[2], high / frame[3]), frame)


def metres_of_a_degree(lat: float) -> tuple[float, float]:
    """How long a degree of longitude and one of latitude are at a latitude."""
    flattened = 1 - ECCENTRICITY_2 * sin(radians(lat)) ** 2
    east = SEMI_MAJOR_M / sqrt(flattened) * cos(radians(lat))
    north = SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / (flattened * sqrt(flattened))
    return radians(east), radians(north)


def simple(shapes: Shapes) -> Shapes:
    """Placed shapes with as few corners as the eye needs."""
    thinned: Shapes = shapely.simplify(shapes, TOLERANCE)
    return thinned


def paths(shapes: Shapes) -> list[str]:
    """One SVG path a placed shape, in tenths of a pixel, areas closed; empty for None and for points."""
    parts, at_shape = shapely.get_parts(shapes, return_index=True)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    is_line = np.isin(
        shapely.get_type_id(parts), (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING)
    )
    rings, at_part = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.concatenate([rings, parts[is_line]])
    owners = np.concatenate([at_shape[is_area][at_part], at_shape[is_line]])
    closed = np.arange(len(lines)) < len(rings)
    written: list[list[str]] = [[] for _ in range(len(shapes))]
    for owner, text in zip(owners, _pen_strokes(lines, closed), strict=True):
        written[owner].append(text)
    return ["".join(strokes) for strokes in written]


def dots(corners: npt.NDArray[np.int64]) -> str:
    """One path with a dot at each of the places (rows of x and y in tenths of a pixel)."""
    return "".join(_dot(x, y, SPECK) for x, y in corners.tolist())


def _pen_strokes(lines: Shapes, closed: npt.NDArray[np.bool_]) -> Iterator[str]:
    corners, at_line = shapely.get_coordinates(lines, return_index=True)
    tenths = np.rint(corners * TENTHS).astype(np.int64)
    starts = np.searchsorted(at_line, np.arange(len(lines) + 1))
    for number, is_closed in enumerate(closed.tolist()):
        yield _pen_stroke(tenths[starts[number] : starts[number + 1]], is_closed)


def _pen_stroke(corners: npt.NDArray[np.int64], is_closed: bool) -> str:
    steps = np.diff(corners, axis=0)
    steps = steps[steps.any(axis=1)]
    if is_closed:
        if len(steps) < 3:
            return _dot(int(corners[0][0]), int(corners[0][1]), DOT)
        steps = steps[:-1]
    if not len(steps):
        return ""
    moves = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
    return f"M{corners[0][0]} {corners[0][1]}l{moves}{'z' if is_closed else ''}"


def _dot(x: int, y: int, side: int) -> str:
    return f"M{x} {y}h{side}v{side}h-{side}z"
