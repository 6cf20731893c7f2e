"""Shapes: which coordinates they are in, whether they are valid, how large they are, and which park holds a parcel.

Areas are measured in an equal-area projection of the ellipsoid (EPSG:6933): it keeps the geodesic area of a parcel to
better than one part in ten thousand, and whole layers are measured at once. Web Mercator, 24 % off here, is never used.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from etl.contracts import Contract
from etl.coordinates import Placing, Shapes, in_degrees, place, transformed
from etl.extent import Extent
from etl.issues import WARNING, Finding, IssueLog
from etl.read.model import RawTable

EQUAL_AREA = "EPSG:6933"
GEOJSON_DECIMALS = 1e-8
# A parcel wider than this is not drawn (`etl.tiles`): 17 km. Parks may be that wide, and lie all over a province.
WIDEST_DEGREES, FAR_DEGREES = 0.17, 2.0
BEYOND_EARTH = 1e9
POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

LOCATED = pa.schema(
    [
        ("measured_m2", pa.float64()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("shape_geojson", pa.string()),
    ]
)


def locate(
    rows: pa.Table,
    raw: RawTable,
    contract: Contract,
    log: IssueLog,
    *,
    unite: bool = False,
    placing: Placing | None = None,
) -> pa.Table:
    """Replace ``shape`` and ``crs`` by the measured area, a point inside and the outline in longitude and latitude.

    Args:
        rows: staged rows of one layer (or sheet: then all four columns are null but for lon and lat given as text).
        raw: where they came from, for messages.
        contract: the entity.
        log: takes missing, invalid and repaired shapes and unknown coordinate systems.
        unite: rows with the same key share one shape, the union of theirs (mapping file: ``repeats = "merge"``).
        placing: where the layer should lie, and whether its coordinates have changed places.
    """
    plain = rows.drop_columns(["shape", "crs"])
    placing = placing or Placing()
    placed = place(rows, raw, contract, log, placing)
    if placed is None or not len(placed.shapes):
        return _with(plain, {field.name: pa.nulls(len(rows), field.type) for field in LOCATED})
    crs = placed.crs
    shapes = _repaired(placed.shapes, rows, raw, contract, log)
    if unite:
        shapes = _united(shapes, rows[contract.key[0]].to_pylist())
    degrees = in_degrees(shapes, crs)
    nowhere = _without_place(degrees)
    shapes[nowhere], degrees[nowhere] = None, None
    _report_lost(nowhere, rows, raw, contract, log)
    points = shapely.point_on_surface(degrees)
    _report_strays(degrees, rows, raw, contract, log, placing.district)
    has_shape = ~shapely.is_missing(shapes)
    areas = np.where(has_shape, shapely.area(transformed(shapes, crs, EQUAL_AREA)), np.nan)
    return _with(
        plain,
        {
            "measured_m2": _nullable(areas),
            "lon": _nullable(shapely.get_x(points)),
            "lat": _nullable(shapely.get_y(points)),
            "shape_geojson": pa.array(
                shapely.to_geojson(shapely.set_precision(degrees, GEOJSON_DECIMALS, mode="pointwise"))
            ),
        },
    )


def _with(rows: pa.Table, columns: dict[str, pa.Array]) -> pa.Table:
    """Set the located columns; a longitude that the sheet itself gives stays where there is no shape."""
    for name, column in columns.items():
        if name in rows.column_names:
            kept = pc.coalesce(pa.chunked_array([column]), rows[name])
            rows = rows.set_column(rows.column_names.index(name), name, kept)
        else:
            rows = rows.append_column(name, column)
    return rows


def _nullable(values: npt.NDArray[np.float64]) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))


def _repaired(shapes: Shapes, rows: pa.Table, raw: RawTable, contract: Contract, log: IssueLog) -> Shapes:
    """Flat, valid polygons; what was repaired or is no polygon is reported, what is no polygon becomes None."""
    flat: Shapes = shapely.force_2d(shapes)
    flat[_without_place(flat)] = None
    invalid = ~shapely.is_valid(flat) & ~shapely.is_missing(flat)
    flat = np.where(invalid, shapely.make_valid(flat, method="structure"), flat)
    finite = np.isfinite(shapely.bounds(flat)).all(axis=1)
    lost = ~np.isin(shapely.get_type_id(flat), POLYGONS) | shapely.is_empty(flat) | ~finite
    _report(
        rows,
        raw,
        contract,
        log,
        invalid & ~lost,
        "invalid_shape",
        "图形自相交或无效，已自动修复。",
        "请核对图形与实测面积。",
    )
    _report_lost(lost, rows, raw, contract, log)
    flat[lost] = None
    return flat


def _without_place(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Shapes with a corner that is no number (the bounds of a shape pass over it) or farther than any system reaches."""
    corners, at = shapely.get_coordinates(shapes, return_index=True)
    nowhere = np.zeros(len(shapes), dtype=bool)
    nowhere[at[~(np.abs(corners) < BEYOND_EARTH).all(axis=1)]] = True
    return nowhere


def _report_lost(
    lost: npt.NDArray[np.bool_], rows: pa.Table, raw: RawTable, contract: Contract, log: IssueLog
) -> None:
    reason, next_step = "没有可用的面状图形，不在地图上显示。", "请补充图形后重新导入。"
    _report(rows, raw, contract, log, lost, "missing_shape", reason, next_step)


def _report_strays(
    degrees: Shapes,
    rows: pa.Table,
    raw: RawTable,
    contract: Contract,
    log: IssueLog,
    district: Extent | None,
) -> None:
    """Report parcels that lie or reach where the rest do not: a corner at 0,0, a parcel in the next province."""
    if contract.entity != "parcel":
        return
    bounds = shapely.bounds(degrees)
    with np.errstate(invalid="ignore"):
        wide = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) > WIDEST_DEGREES
        middle = (bounds[:, :2] + bounds[:, 2:]) / 2
        home = np.nanmedian(middle, axis=0) if np.isfinite(middle).any() else np.zeros(2)
        far = np.abs(middle - home).max(axis=1) > FAR_DEGREES
    outside = np.isfinite(middle).all(axis=1) & ~district.holds(middle) if district else np.zeros_like(far)
    next_step = "请核对这一行的坐标和坐标系后重新导入；面积等数字仍按它计算。"
    wide_reason = "图形跨度超过 17 公里，疑为坐标错误，不在地图上显示。"
    _report(rows, raw, contract, log, wide, "stray_shape", wide_reason, next_step)
    far_reason = "图形离本图层其他图形 200 公里以上，疑为坐标错误。"
    _report(rows, raw, contract, log, far & ~wide, "stray_shape", far_reason, next_step)
    outside_reason = "图形不在本区范围内，而本图层的多数在。"
    _report(rows, raw, contract, log, outside & ~far & ~wide, "stray_shape", outside_reason, next_step)


def _report(
    rows: pa.Table,
    raw: RawTable,
    contract: Contract,
    log: IssueLog,
    mask: npt.NDArray[np.bool_],
    check: str,
    reason: str,
    next_step: str,
) -> None:
    log.cells(
        raw,
        Finding(check, WARNING, reason, next_step),
        entity=contract.entity,
        column="图形",
        rows=rows["row_number"],
        values=rows[contract.key[0]] if contract.key[0] in rows.column_names else None,
        mask=pa.chunked_array([pa.array(mask)]),
    )


def _united(shapes: Shapes, keys: list[str]) -> Shapes:
    """Give every row of a repeated key the union of the key's shapes."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    united = shapes.copy()
    for repeated in places.values():
        if len(repeated) > 1:
            union = shapely.union_all(shapes[repeated])
            for at in repeated:
                united[at] = union
    return united


def park_holding(parcels: pa.Table, parks: pa.Table) -> pa.Array:
    """For each parcel the id (or name) of the smallest park whose outline holds its inner point, else null."""
    outlines = shapely.from_geojson(parks["shape_geojson"].to_numpy(), on_invalid="ignore")
    points = shapely.points(parcels["lon"].to_numpy().astype(float), parcels["lat"].to_numpy().astype(float))
    tree = shapely.STRtree(outlines)
    at_parcel, at_park = tree.query(points, predicate="within")
    order = np.argsort(-shapely.area(outlines)[at_park], kind="stable")
    holding = np.full(len(parcels), None, dtype=object)
    # Largest first, so that the smallest park is written last and stays.
    ids = pc.coalesce(parks["park_id"], parks["name"]).to_pylist()
    holding[at_parcel[order]] = np.asarray(ids, dtype=object)[at_park[order]]
    return pa.array(holding, pa.string())
