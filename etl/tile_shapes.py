"""Shapes for drawing: onto the grid of Web Mercator, cut to a tile, rounded to rings of whole numbers.

Nothing is measured on them. A shape too small for the grid of a scale becomes a speck rather than nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from etl.mvt import EXTENT, Ints, Rings, starts

# At zoom 15 a step of the grid is 0.27 m; deck.gl enlarges from there.
LARGEST_ZOOM = 15
WORLD = EXTENT << LARGEST_ZOOM
# Of 512 pixels a tile: a quarter of a pixel is not seen.
SIMPLIFIED = 2.0
BUFFER = 64
SPECK = 2.0
MOST_LATITUDE = 85.0
POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

Shapes = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def on_grid(degrees: Shapes) -> Shapes:
    """Longitude and latitude → steps of the grid at the largest zoom, north up at nought as tiles count."""

    def mercator(corners: Floats) -> Floats:
        latitude = np.radians(np.clip(corners[:, 1], -MOST_LATITUDE, MOST_LATITUDE))
        east = (corners[:, 0] + 180) / 360
        south = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2
        return np.column_stack([east, south]) * WORLD

    gridded: Shapes = shapely.transform(degrees, mercator)
    return gridded


def scale(zoom: int) -> float:
    """Steps of the grid at ``zoom`` in one step at the largest."""
    return 2.0 ** (zoom - LARGEST_ZOOM)


def simplified(shapes: Shapes, zoom: int) -> Shapes:
    """The shapes with no corner that cannot be seen at ``zoom``, and specks for those that are smaller than one there."""
    simple: Shapes = shapely.simplify(shapes, SIMPLIFIED / scale(zoom), preserve_topology=False)
    tiny = shapely.area(simple) < (SPECK / scale(zoom)) ** 2
    simple[tiny] = _boxed(shapes[tiny], zoom)
    return simple


def _boxed(shapes: Shapes, zoom: int) -> Shapes:
    """The middle of each shape as a square that is just seen at ``zoom``."""
    west, north, east, south = shapely.bounds(shapes).T
    half = SPECK / 2 / scale(zoom)
    x, y = (west + east) / 2, (north + south) / 2
    boxes: Shapes = shapely.box(x - half, y - half, x + half, y + half)
    return boxes


def cut(shapes: Shapes, tiles: Ints, zoom: int) -> Shapes:
    """Each shape as far as it lies in its tile (x and y in columns) or just around it; empty where it does not."""
    margin = BUFFER / scale(zoom)
    west, north = (tiles * (EXTENT / scale(zoom)) - margin).T
    side = EXTENT / scale(zoom) + 2 * margin
    bounds = shapely.bounds(shapes)
    juts = (bounds[:, 0] < west) | (bounds[:, 1] < north)
    juts |= (bounds[:, 2] > west + side) | (bounds[:, 3] > north + side)
    windows = shapely.box(west[juts], north[juts], west[juts] + side, north[juts] + side)
    part: Shapes = shapely.intersection(shapely.make_valid(shapes[juts], method="structure"), windows)
    # Touching a corner or an edge leaves points and lines, which are no land.
    odd = ~np.isin(shapely.get_type_id(part), POLYGONS)
    part[odd] = shapely.buffer(part[odd], 0)
    whole = shapes.copy()
    whole[juts] = shapely.orient_polygons(part, exterior_cw=False)
    return whole


def rings(shapes: Shapes, tiles: Ints, zoom: int) -> Rings:
    """The shapes in steps of their own tile's grid; none of them may be empty."""
    made, kept = _rings(shapes, tiles, zoom)
    if kept.all():
        return made
    # What is longer than a speck but thinner than a step has no ring left.
    whole = shapes.copy()
    whole[~kept] = _boxed(shapes[~kept], zoom)
    return _rings(whole, tiles, zoom)[0]


def _rings(shapes: Shapes, tiles: Ints, zoom: int) -> tuple[Rings, npt.NDArray[np.bool_]]:
    """The rings, and which shapes have any."""
    _, corners, offsets = shapely.to_ragged_array(shapes)
    ring_sizes = np.diff(offsets[0])
    # Several polygons of one shape are simply more rings: which is a hole is told by how it winds.
    of_shape = offsets[1][offsets[2]] if len(offsets) == 3 else offsets[1]
    rings_of = np.diff(of_shape)
    home = np.repeat(np.repeat(tiles, rings_of, axis=0), ring_sizes, axis=0) * EXTENT
    points = np.rint(corners * scale(zoom)).astype(np.int64) - home
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = (points[1:] != points[:-1]).any(axis=1)
    first = starts(ring_sizes)
    keep[first] = True
    keep[first + ring_sizes - 1] = False
    left = np.add.reduceat(keep.astype(np.int64), first)
    good = left >= 3
    points = points[keep & np.repeat(good, ring_sizes)]
    rings_left = np.add.reduceat(good.astype(np.int64), starts(rings_of))
    return Rings(points, left[good], rings_left), rings_left > 0
