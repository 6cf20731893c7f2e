"""Parcels that claim the same ground: which two, and how many square metres.

Neighbours that share an edge, and slivers below `LEAST_M2` along one, are no overlap. Rights above and below ground may
lie over one another, so parcels whose codes say different layers of rights are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from pyproj import CRS

from etl.coordinates import GEOGRAPHIC, transformed
from etl.locate import EQUAL_AREA, WIDEST_DEGREES

LEAST_M2 = 1.0
# The largest are listed; more than this are no errors of single parcels but a layer loaded twice.
MOST = 5_000
PAIRS_AT_ONCE = 200_000
# The 14th sign of a 宗地代码 (domain notes 4.5): B on the surface, S above, X below, A ownership of the collective …
RIGHTS_AT = 13
CODE_LENGTH = 19

Pairs = npt.NDArray[np.int64]
Shapes = npt.NDArray[Any]


def list_overlaps(db: duckdb.DuckDBPyConnection) -> None:
    """Make ``parcel_overlap`` (parcel_id, other_id, overlap_m2) of the published parcels, the largest `MOST`."""
    found = db.sql(
        "SELECT parcel_id, shape_geojson FROM parcel WHERE shape_geojson IS NOT NULL ORDER BY parcel_id"
    ).to_arrow_table()
    rows = overlaps(found["parcel_id"].to_pylist(), shapely.from_geojson(found["shape_geojson"].to_numpy()))
    db.register("incoming", rows)
    db.execute("CREATE OR REPLACE TEMP TABLE parcel_overlap AS FROM incoming")
    db.unregister("incoming")


def overlaps(ids: list[str], degrees: Shapes) -> pa.Table:
    """The pairs of ``ids`` whose outlines (longitude and latitude) overlap by `LEAST_M2` or more, largest first."""
    metres = transformed(degrees, CRS.from_user_input(GEOGRAPHIC), EQUAL_AREA)
    bounds: npt.NDArray[np.float64] = shapely.bounds(degrees)
    too_wide = (bounds[:, 2:] - bounds[:, :2]).max(axis=1, initial=0) > WIDEST_DEGREES
    metres[too_wide] = None
    parts = [_overlapping(metres, ids, pairs) for pairs in _neighbours(metres)]
    pairs = np.concatenate([pairs for pairs, _ in parts]) if parts else np.empty((0, 2), dtype=np.int64)
    areas = np.concatenate([areas for _, areas in parts]) if parts else np.empty(0)
    largest = np.argsort(-areas, kind="stable")[:MOST]
    names = np.asarray(ids, dtype=object)
    return pa.table(
        {
            "parcel_id": pa.array(names[pairs[largest, 0]], pa.string()),
            "other_id": pa.array(names[pairs[largest, 1]], pa.string()),
            "overlap_m2": pa.array(areas[largest], pa.float64()),
        }
    )


def _neighbours(metres: Shapes) -> Iterator[Pairs]:
    """Pairs (first before second) whose boxes share at least `LEAST_M2`, some at a time so that memory stays small."""
    tree, bounds = shapely.STRtree(metres), shapely.bounds(metres)
    step = max(1, PAIRS_AT_ONCE // 10)
    for start in range(0, len(metres), step):
        chosen, other = tree.query(metres[start : start + step])
        pairs = np.column_stack([chosen + start, other])
        pairs = pairs[pairs[:, 0] < pairs[:, 1]]
        first, second = bounds[pairs[:, 0]], bounds[pairs[:, 1]]
        shared = np.minimum(first[:, 2:], second[:, 2:]) - np.maximum(first[:, :2], second[:, :2])
        pairs = pairs[np.prod(np.clip(shared, 0, None), axis=1) >= LEAST_M2]
        yield from np.array_split(pairs, max(1, -(-len(pairs) // PAIRS_AT_ONCE)))


def _overlapping(metres: Shapes, ids: list[str], pairs: Pairs) -> tuple[Pairs, npt.NDArray[np.float64]]:
    comparable = [_same_layer_of_rights(ids[first], ids[second]) for first, second in pairs]
    pairs = pairs[np.asarray(comparable, dtype=bool)]
    shared = shapely.intersection(metres[pairs[:, 0]], metres[pairs[:, 1]])
    areas: npt.NDArray[np.float64] = shapely.area(shared)
    kept = areas >= LEAST_M2
    return pairs[kept], areas[kept]


def _same_layer_of_rights(first: str, second: str) -> bool:
    if len(first) != CODE_LENGTH or len(second) != CODE_LENGTH:
        return True
    return first[RIGHTS_AT] == second[RIGHTS_AT]
