"""Rows with their outlines as files for GIS programs: GeoPackage and GeoJSON, in CGCS2000 (EPSG:4490).

- Fields are called by the dictionary's names, which every program can write; the Chinese heading with the unit is the
  alias that QGIS shows (GeoPackage) or stands in ``fields`` (GeoJSON).
- A row without an outline is in no map: it is left out and counted; the tables (CSV, XLSX) have it.
- Both files say of themselves what 说明 says in a workbook: filters, data date, rules, purpose, number of the export.
- RFC 7946 knows no other system than WGS84 and no ``crs`` any more: CGCS2000 differs from it by less than a metre, and 说明
  says so.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from dashboard import workbook
from dashboard.workbook import About
from etl.contracts import Column, Kind

SYSTEM = "EPSG:4490"
GEOMETRY = "geom"
NOTES = "说明"
COORDINATES = "CGCS2000（EPSG:4490）经度、纬度，十进制度；与 WGS84 相差不到 1 米。"
DECIMALS = 1e-8
GEOPACKAGE_MIME, GEOJSON_MIME = "application/geopackage+sqlite3", "application/geo+json"
ARROW_TYPES = {
    Kind.NUMBER: pa.float64(),
    Kind.INTEGER: pa.int32(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.MONTH: pa.date32(),
}


@dataclass(frozen=True)
class Layer:
    """Rows that all have an outline.

    Attributes:
        title: what the layer is called.
        rows: the fields, in the order of ``columns``.
        columns: their entries in the dictionary.
        shapes: the outline of each row, MultiPolygon, in degrees.
        without: how many rows had none and are not in it.
    """

    title: str
    rows: pd.DataFrame
    columns: Sequence[Column]
    shapes: np.ndarray[tuple[int, ...], np.dtype[Any]]
    without: int


def layer_of(title: str, frame: pd.DataFrame, columns: Sequence[Column], shape: str) -> Layer:
    """The rows of ``frame`` whose column ``shape`` holds an area (GeoJSON), as a layer."""
    texts = np.array([text if isinstance(text, str) else None for text in frame[shape]], dtype=object)
    shapes = shapely.from_geojson(texts, on_invalid="ignore")
    is_area = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    kept = frame.loc[is_area, [column.name for column in columns]].reset_index(drop=True)
    return Layer(title, kept, columns, _of_many_parts(shapes[is_area]), int((~is_area).sum()))


def _of_many_parts(shapes: Any) -> np.ndarray[tuple[int, ...], np.dtype[Any]]:
    """Every outline as MultiPolygon, outer rings counterclockwise as RFC 7946 wants them."""
    if not len(shapes):
        return np.array([], dtype=object)
    parts, at = shapely.get_parts(shapes, return_index=True)
    many = shapely.multipolygons(shapely.orient_polygons(parts), indices=at)
    rounded: np.ndarray[tuple[int, ...], np.dtype[Any]] = shapely.set_precision(
        many, DECIMALS, mode="pointwise"
    )
    return rounded


def to_geopackage(about: About, layer: Layer) -> bytes:
    """The layer and a table 说明 as one GeoPackage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        pyogrio.write_arrow(
            _table(layer),
            path,
            layer=layer.title,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type="MultiPolygon",
            crs=SYSTEM,
            layer_options={"DESCRIPTION": about.title},
        )
        said = _notes(about, layer)
        words = pa.table({"项目": list(said), "内容": list(said.values())})
        pyogrio.write_arrow(words, path, layer=NOTES, driver="GPKG")
        return path.read_bytes()


def _table(layer: Layer) -> pa.Table:
    fields = [
        pa.field(column.name, ARROW_TYPES.get(column.kind, pa.string()), metadata=_alias(column))
        for column in layer.columns
    ]
    arrays = [
        _array(layer.rows[column.name], field.type)
        for column, field in zip(layer.columns, fields, strict=True)
    ]
    outline = pa.field(GEOMETRY, pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    shapes = pa.array(shapely.to_wkb(layer.shapes), pa.binary())
    return pa.Table.from_arrays([*arrays, shapes], schema=pa.schema([*fields, outline]))


def _alias(column: Column) -> dict[str, str]:
    """What GDAL writes as the alias and the comment of a field."""
    return {"GDAL:OGR:alternative_name": column.heading, "GDAL:OGR:comment": column.sentence}


def _array(values: pd.Series[Any], kind: pa.DataType) -> pa.Array:
    plain = [None if gone else value for value, gone in zip(values.tolist(), values.isna(), strict=True)]
    shaped = ARROW_VALUES.get(kind, str)
    return pa.array([None if value is None else shaped(value) for value in plain], kind)


ARROW_VALUES: Mapping[pa.DataType, Callable[[Any], Any]] = {
    pa.float64(): float,
    pa.int32(): int,
    pa.bool_(): bool,
    pa.date32(): lambda value: pd.Timestamp(value).date(),
}


def to_geojson(about: About, layer: Layer) -> bytes:
    """The layer as a GeoJSON file of RFC 7946, a feature a line."""
    said = {
        "name": layer.title,
        NOTES: _notes(about, layer),
        "fields": {column.name: column.heading for column in layer.columns},
    }
    head = json.dumps({"type": "FeatureCollection", **said}, ensure_ascii=False)[:-1]
    return (head + ', "features": [\n' + ",\n".join(_features(layer)) + "\n]}\n").encode()


def _features(layer: Layer) -> Iterator[str]:
    names = [json.dumps(column.name) for column in layer.columns]
    cells = [_json_cells(layer.rows[column.name], column.kind) for column in layer.columns]
    outlines = shapely.to_geojson(layer.shapes).tolist() if len(layer.rows) else []
    for outline, row in zip(outlines, zip(*cells, strict=True), strict=True):
        told = ", ".join(f"{name}: {value}" for name, value in zip(names, row, strict=True))
        yield f'{{"type": "Feature", "properties": {{{told}}}, "geometry": {outline}}}'


def _json_cells(values: pd.Series[Any], kind: Kind) -> list[str]:
    write: Callable[[Any], Any] = JSON_VALUES.get(kind, str)
    present = values.notna().tolist()
    return [
        json.dumps(write(value), ensure_ascii=False) if there else "null"
        for value, there in zip(values.tolist(), present, strict=True)
    ]


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _day(value: object) -> str:
    return str(value)[:10]


JSON_VALUES: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.NUMBER: _number,
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.DATE: _day,
    Kind.MONTH: _day,
}


def _notes(about: About, layer: Layer) -> dict[str, str]:
    """What 说明 says, with how many rows are in the layer and how many have no outline."""
    left_out = f"{layer.without} 行没有图形，不在本文件中；见 CSV 或 XLSX。" if layer.without else "没有。"
    return {
        **workbook.facts_of(about),
        "缺失": "空值表示没有数据，0 表示零。",
        "坐标系": COORDINATES,
        "要素": f"{len(layer.rows)} 个",
        "没有图形的行": left_out,
    }
