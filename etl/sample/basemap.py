"""The background of the sample district: its outline, a river with a brook, and main roads, around the first block.

Invented like the rest. Rivers and roads go round the 片区, so none of them crosses a parcel.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer

from etl.sample.block import Block
from etl.sample.cadastre import PARCEL_CRS
from etl.sample.district import DISTRICT_NAME
from etl.sample.layout import Point

OUTLINE_FILE, WATER_FILE, ROAD_FILE = "边界.geojson", "水系.geojson", "道路.geojson"
RIVER, BROOK = "鹭江", "螺山溪"
HEAD = (
    '{"type": "FeatureCollection", '
    '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, "features": [\n'
)
MARGIN_M, SMOOTHING_M = 700.0, 450.0
RIVER_HALF_WIDTH_M, BROOK_HALF_WIDTH_M, BANK_M = 110.0, 14.0, 40.0
DECIMALS = 6
WAVES = ((3, 0.03), (5, 0.025), (11, 0.015), (23, 0.008))
# Of the half extent of the district, east and north of its middle: between the 片区, which lie in the corners and the middle.
RIVER_COURSE = (
    (-1.3, 0.62),
    (-0.75, 0.37),
    (-0.3, 0.34),
    (0.1, 0.44),
    (0.38, 0.36),
    (0.5, 0.1),
    (0.62, -0.12),
    (1.3, -0.2),
)
BROOK_COURSE = ((-0.42, -1.3), (-0.36, -0.62), (-0.46, -0.2), (-0.42, 0.1), (-0.36, 0.38))
ROAD_COURSES: Mapping[str, tuple[Point, ...]] = {
    "兴业大道": ((-1.3, 0.08), (-0.6, 0.06), (-0.33, 0.0), (-0.3, -0.3), (0.0, -0.36), (0.34, -0.3), (1.3, -0.36)),
    "智造大道": ((0.14, 1.3), (0.1, 0.7), (0.3, 0.28), (0.33, 0.0), (0.3, -0.34), (0.1, -0.7), (0.06, -1.3)),
    "榕港路": ((-1.3, -0.2), (-0.6, -0.17), (-0.4, -0.25), (-0.1, -0.345)),
    "望江路": ((-1.3, 0.5), (-0.78, 0.33), (-0.3, 0.27), (0.1, 0.34), (0.3, 0.28), (0.62, 0.24), (1.3, 0.34)),
}  # fmt: skip

Named = dict[str, shapely.Geometry]


def write_basemap(folder: Path, block: Block) -> None:
    """Write the three layers (GeoJSON, EPSG:4490) around the 片区 of ``block``."""
    folder.mkdir(parents=True, exist_ok=True)
    quarters = shapely.union_all([shapely.Polygon(quarter.outline) for quarter in block.quarters])
    outline = _outline(quarters)
    dry = outline.difference(quarters.buffer(BANK_M))
    water = {
        RIVER: _bent(RIVER_COURSE, outline).buffer(RIVER_HALF_WIDTH_M).intersection(dry),
        BROOK: _bent(BROOK_COURSE, outline).buffer(BROOK_HALF_WIDTH_M).intersection(dry),
    }
    roads = {name: _bent(course, outline).intersection(dry) for name, course in ROAD_COURSES.items()}
    for file, named in ((OUTLINE_FILE, {DISTRICT_NAME: outline}), (WATER_FILE, water), (ROAD_FILE, roads)):
        features = (json.dumps(feature, ensure_ascii=False) for feature in _features(named))
        (folder / file).write_text(HEAD + ",\n".join(features) + "\n]}\n", encoding="utf-8", newline="\n")


def _outline(quarters: shapely.Geometry) -> shapely.Geometry:
    """A line round all 片区 that no ruler drew: waves along their hull."""
    ring = quarters.convex_hull.buffer(MARGIN_M + SMOOTHING_M).exterior
    middle = quarters.convex_hull.centroid
    corners = []
    for share in np.linspace(0, 1, 120, endpoint=False):
        point = ring.interpolate(float(share), normalized=True)
        wave = 1 + sum(size * math.sin(2 * math.pi * (turns * share + size)) for turns, size in WAVES)
        corners.append((middle.x + wave * (point.x - middle.x), middle.y + wave * (point.y - middle.y)))
    return shapely.Polygon(corners)


def _bent(course: tuple[Point, ...], outline: shapely.Geometry) -> shapely.Geometry:
    """A smooth line through the places of a course."""
    west, south, east, north = outline.bounds
    x, y = np.array(course).T
    x = (west + east) / 2 + x * (east - west) / 2
    y = (south + north) / 2 + y * (north - south) / 2
    line = shapely.LineString(np.column_stack([x, y]))
    # Corners cut off three times (Chaikin) are a curve to the eye.
    for _ in range(3):
        line = shapely.LineString(_cut(np.array(line.coords)))
    return line


def _cut(corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[Point]:
    inner = [
        tuple(near * (1 - share) + far * share)
        for near, far in itertools.pairwise(corners)
        for share in (0.25, 0.75)
    ]
    return [tuple(corners[0]), *inner[1:-1], tuple(corners[-1])]


def _features(named: Named) -> Iterator[dict[str, object]]:
    transform = Transformer.from_crs(PARCEL_CRS, "EPSG:4490", always_xy=True).transform
    for name, shape in named.items():
        degrees = shapely.transform(
            shape, lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1])).round(DECIMALS)
        )
        yield {
            "type": "Feature",
            "properties": {"名称": name},
            "geometry": json.loads(shapely.to_geojson(degrees)),
        }
