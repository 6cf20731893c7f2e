"""Layers: shapefiles in the encodings of offices, GeoPackage, GeoJSON, file geodatabase."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
import shapely

from etl.read import FileRefusedError, RawTable, identify, read
from tests.etl.office import square, write_layer

PARCEL: dict[str, list[object]] = {
    "ZDDM": ["350104001001GB00001"],
    "QLR": ["某某机械有限公司"],
    "ZDMJ": [10_000.0],
}


def layers(path: Path) -> list[RawTable]:
    return read(identify(path, path.name))


def refusal(path: Path) -> str:
    with pytest.raises(FileRefusedError) as refused:
        layers(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def attributes(raw: RawTable) -> dict[str, str | None]:
    assert raw.headings is not None
    (row,) = raw.cells.to_pylist()
    return dict(zip(raw.headings, row.values(), strict=True))


@pytest.mark.parametrize("suffix", [".shp", ".gpkg", ".geojson", ".gdb"])
def test_attributes_as_text_and_shapes_as_wkb(tmp_path: Path, suffix: str) -> None:
    (raw,) = layers(write_layer(tmp_path / f"宗地{suffix}", PARCEL, [square(100)]))
    found = attributes(raw)
    assert found["ZDDM"] == "350104001001GB00001"
    assert found["QLR"] == "某某机械有限公司"
    assert float(found["ZDMJ"] or 0) == 10_000
    assert raw.shapes is not None
    assert shapely.from_wkb(raw.shapes[0].as_py()).area > 0
    assert raw.crs


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
@pytest.mark.parametrize("with_cpg", [True, False])
def test_a_shapefile_with_and_without_cpg(tmp_path: Path, encoding: str, *, with_cpg: bool) -> None:
    path = write_layer(tmp_path / "宗地.shp", PARCEL, [square(100)], encoding=encoding)
    if not with_cpg:
        path.with_suffix(".cpg").unlink(missing_ok=True)
        # The language byte of the header would tell GDAL, which offices' programs leave at 0.
        dbf = bytearray(path.with_suffix(".dbf").read_bytes())
        dbf[29] = 0
        path.with_suffix(".dbf").write_bytes(dbf)
    (raw,) = layers(path)
    assert attributes(raw)["QLR"] == "某某机械有限公司"


def test_an_upper_case_shapefile_is_read(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "ZD.shp", PARCEL, [square(100)], encoding="GBK")
    for part in list(tmp_path.glob("ZD.*")):
        part.rename(part.with_suffix(part.suffix.upper()))
    (raw,) = layers(path.with_suffix(".SHP"))
    assert attributes(raw)["QLR"] == "某某机械有限公司"


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_without_a_part_is_refused(tmp_path: Path, part: str) -> None:
    path = write_layer(tmp_path / "宗地.shp", PARCEL, [square(100)])
    path.with_suffix(part).unlink()
    assert part in refusal(path)


def test_an_attribute_table_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "宗地.shp", PARCEL, [square(100)])
    path.with_suffix(".cpg").unlink()
    path.with_suffix(".dbf").write_bytes(path.with_suffix(".dbf").read_bytes()[:20])
    assert "不完整" in refusal(path)


def test_attributes_in_no_known_encoding_are_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "宗地.shp", PARCEL, [square(100)], encoding="GBK")
    path.with_suffix(".cpg").unlink()
    dbf = path.with_suffix(".dbf")
    content = bytearray(dbf.read_bytes())
    (header_bytes,) = struct.unpack_from("<H", content, 8)
    content[header_bytes + 1 : header_bytes + 4] = b"\xff\xff\xff"
    dbf.write_bytes(content)
    assert "编码" in refusal(path)


def test_two_layers_of_a_geopackage(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "库.gpkg", PARCEL, [square(100)], layer="宗地")
    write_layer(path, {"园区名称": ["甲园"]}, [square(1000)], layer="园区", append=True)
    assert {raw.sheet: raw.headings for raw in layers(path)} == {
        "宗地": ("ZDDM", "QLR", "ZDMJ"),
        "园区": ("园区名称",),
    }


def test_a_layer_without_rows_is_no_data(tmp_path: Path) -> None:
    path = tmp_path / "空.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    assert refusal(path)


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"a": 1}', "企业名称,税收"])
def test_a_geojson_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "图.geojson"
    path.write_text(content, encoding="utf-8")
    assert refusal(path)


@pytest.mark.filterwarnings("ignore:GPKG")
def test_a_broken_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "库.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + b"\0" * 100)
    assert refusal(path)


def test_shapes_without_attributes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "图.geojson"
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": shapely.geometry.mapping(shapely.box(119, 26, 119.1, 26.1)),
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    (raw,) = layers(path)
    assert raw.cells.num_rows == 1


def test_a_null_shape_is_kept_as_a_row(tmp_path: Path) -> None:
    columns = {"ZDDM": ["P1", "P2"]}
    (raw,) = layers(write_layer(tmp_path / "宗地.shp", columns, [square(100), None]))
    assert raw.shapes is not None
    assert raw.shapes[1].as_py() is None
