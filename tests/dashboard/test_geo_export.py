"""GeoPackage and GeoJSON: the same rows and outlines come back, with aliases, coordinates and a word on themselves."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from dashboard.geo_export import Layer, layer_of, to_geojson, to_geopackage
from dashboard.workbook import About
from etl.contracts import TABLES, Column, Kind

PARCEL = TABLES["parcel"].by_name
COLUMNS = (
    PARCEL["parcel_id"], PARCEL["owner_name"], PARCEL["land_mu"], PARCEL["is_temporary"], PARCEL["expires_on"],
    Column("workers", "职工", "人数。", Kind.INTEGER, "人"),
)  # fmt: skip
ABOUT = About(
    "园区地块", ("2023 年", "甲片区"), "abc123", "张三", "会议材料", {"数据截止": "2023-12", "口径": "地块法"}
)
CLOCKWISE = shapely.Polygon([(119.27, 26.05), (119.27, 26.051), (119.271, 26.051), (119.271, 26.05)])
POINT = '{"type": "Point", "coordinates": [119, 26]}'
TWO_PARTS = shapely.MultiPolygon(
    [shapely.box(119.28, 26.05, 119.281, 26.051), shapely.box(119.29, 26.05, 119.291, 26.051)]
)
FRAME = pd.DataFrame(
    {
        "parcel_id": ["350104001001GB00001", "007", "P3", "P4", "P5"],
        "owner_name": ['=甲"公司\n', None, "丙", "丁", "戊"],
        "land_mu": [12.5, np.nan, 0.0, 1.0, 2.0],
        "is_temporary": [True, None, False, False, False],
        "expires_on": [pd.Timestamp("2030-01-02"), None, date(2031, 1, 1), None, None],
        "workers": [3.0, np.nan, 0.0, 1.0, 1.0],
        "shape_geojson": [shapely.to_geojson(CLOCKWISE), shapely.to_geojson(TWO_PARTS), None, "{", POINT],
    }
)  # fmt: skip


@pytest.fixture
def layer() -> Layer:
    return layer_of("宗地 2023", FRAME, COLUMNS, "shape_geojson")


@pytest.fixture
def package(layer: Layer, tmp_path: Path) -> Path:
    path = tmp_path / "a.gpkg"
    path.write_bytes(to_geopackage(ABOUT, layer))
    return path


def test_only_rows_with_an_area_are_in_the_layer_and_the_others_counted(layer: Layer) -> None:
    assert list(layer.rows["parcel_id"]) == ["350104001001GB00001", "007"]
    assert layer.without == 3


def test_a_geopackage_is_in_cgcs2000_and_holds_the_rows_and_a_table_of_notes(package: Path) -> None:
    assert pyogrio.list_layers(package).tolist() == [["宗地 2023", "MultiPolygon"], ["说明", None]]
    info = pyogrio.read_info(package, layer="宗地 2023")
    assert info["crs"] == "EPSG:4490"
    rows: Any = pyogrio.read_dataframe(package, layer="宗地 2023")
    assert list(rows.columns) == [*(column.name for column in COLUMNS), "geometry"]
    assert rows["parcel_id"].tolist() == ["350104001001GB00001", "007"]
    assert rows["land_mu"].isna().tolist() == [False, True]
    assert str(rows["expires_on"][0])[:10] == "2030-01-02"
    assert rows["workers"][0] == 3
    assert [
        shape.equals(other) for shape, other in zip(rows.geometry, (CLOCKWISE, TWO_PARTS), strict=True)
    ] == [True, True]


def test_the_chinese_headings_are_the_aliases_that_gis_programs_show(package: Path) -> None:
    with sqlite3.connect(package) as db:
        said = db.execute(
            "SELECT column_name, name, description FROM gpkg_data_columns WHERE table_name = '宗地 2023'"
        )
        aliases = {name: (alias, sentence) for name, alias, sentence in said}
    assert aliases["land_mu"] == ("用地面积（亩）", PARCEL["land_mu"].sentence)
    assert set(aliases) == {column.name for column in COLUMNS}


def test_both_files_say_of_what_they_are(package: Path, layer: Layer) -> None:
    table: Any = pyogrio.read_dataframe(package, layer="说明")
    notes = dict(zip(table["项目"], table["内容"], strict=True))
    for said in (notes, json.loads(to_geojson(ABOUT, layer))["说明"]):
        assert (said["筛选"], said["导出编号"], said["用途"]) == ("2023 年；甲片区", "abc123", "会议材料")
        assert (said["数据截止"], said["口径"]) == ("2023-12", "地块法")
        assert "EPSG:4490" in said["坐标系"]
        assert said["要素"] == "2 个"
        assert said["没有图形的行"].startswith("3 行没有图形")


def test_a_geojson_file_follows_the_standard(layer: Layer) -> None:
    content = json.loads(to_geojson(ABOUT, layer))
    # RFC 7946, 4 and 7.1: no crs any more, and none of these members outside a geometry or a feature.
    assert not {"crs", "coordinates", "geometries", "geometry", "properties"} & set(content)
    assert content["fields"]["land_mu"] == "用地面积（亩）"
    one, other = content["features"]
    assert one["properties"] == {
        "parcel_id": "350104001001GB00001",
        "owner_name": '=甲"公司\n',
        "land_mu": 12.5,
        "is_temporary": True,
        "expires_on": "2030-01-02",
        "workers": 3,
    }
    assert other["properties"]["parcel_id"] == "007"
    assert set(other["properties"].values()) == {"007", None}
    for feature in content["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert all(part.exterior.is_ccw for part in shape.geoms)


def test_a_geojson_file_is_read_back_by_a_gis_library(layer: Layer, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(to_geojson(ABOUT, layer))
    rows: Any = pyogrio.read_dataframe(path)
    assert rows["parcel_id"].tolist() == ["350104001001GB00001", "007"]
    assert rows.geometry[0].equals(CLOCKWISE)


def test_an_empty_table_is_an_empty_layer(tmp_path: Path) -> None:
    empty = layer_of("宗地", FRAME.head(0), COLUMNS, "shape_geojson")
    assert json.loads(to_geojson(ABOUT, empty))["features"] == []
    path = tmp_path / "a.gpkg"
    path.write_bytes(to_geopackage(ABOUT, empty))
    assert pyogrio.read_info(path, layer="宗地")["features"] == 0
