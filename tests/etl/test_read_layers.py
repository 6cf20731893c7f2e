"""Layers: shapefiles in the encodings of offices, GeoPackage, GeoJSON, file geodatabase."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
import shapely

from etl.mapping import FileMapping
from etl.read import FileRefusedError, RawTable, identify, read
from tests.etl.office import publish, square, write_layer

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


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>宗地</name>
<Placemark><name>某厂</name><ExtendedData>
<Data name="宗地代码"><value>350104001001GB00001</value></Data><Data name="权利人"><value>某某机械有限公司</value></Data>
</ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>
119.27,26.05,0 119.271,26.05,0 119.271,26.051,0 119.27,26.051,0 119.27,26.05,0
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""


def test_kml_brings_its_extended_data_and_lies_where_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "宗地.kml").write_text(KML, encoding="utf-8")
    built = publish(folder)
    ((parcel, owner, measured, lon),) = built.rows(
        "SELECT parcel_id, owner_name, measured_m2, lon FROM parcel"
    )
    assert (parcel, owner) == ("350104001001GB00001", "某某机械有限公司")
    assert measured == pytest.approx(100.1 * 110.8, rel=0.01)
    assert 119.27 < lon < 119.271


SIDE = 100
HEAD = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\nANSI_936\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n"


def polyline(layer: str, east: float, *, closed: bool = True) -> str:
    corners = [(east, 0), (east + SIDE, 0), (east + SIDE, SIDE), (east, SIDE)]
    points = "".join(f"10\n{430_000 + x}\n20\n{2_880_000 + y}\n" for x, y in corners)
    return f"0\nLWPOLYLINE\n8\n{layer}\n90\n4\n70\n{int(closed)}\n{points}"


def words(layer: str, text: str, east: float) -> str:
    return f"0\nTEXT\n8\n{layer}\n10\n{430_000 + east + 50}\n20\n2880050\n40\n2.5\n1\n{text}\n"


def write_dxf(path: Path, *entities: str) -> Path:
    """A drawing as CAD programs in China save it: GBK."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((HEAD + "".join(entities) + "0\nENDSEC\n0\nEOF\n").encode("gbk"))
    return path


def test_closed_polylines_of_a_drawing_are_parcels_under_the_code_written_inside(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_dxf(
        folder / "宗地图.dxf",
        polyline("宗地界线", 0),
        polyline("宗地界线", 200),
        polyline("宗地界线", 400, closed=False),
        words("注记", "350104001001GB00001", 0),
        words("注记", "福建某某公司", 200),
        polyline("图框", 5000),
    )
    built = publish(folder)
    found = built.rows("SELECT parcel_id, ROUND(measured_m2), owner_name FROM parcel ORDER BY 1")
    assert found == [("350104001001GB00001", 9999.0, None), ("宗地界线#2", 9999.0, None)]
    (issue,) = built.issues("shape_without_attributes")
    assert "有 1 个闭合图形没有属性" in issue["reason"]
    assert any("没有闭合的线" in remark["reason"] for remark in built.issues("reader_remark"))
    # The frame is no parcel, and is named: a mapping file may say otherwise.
    assert [issue["sheet"] for issue in built.issues("unrecognised_sheet")] == ["图框"]


def test_any_layer_of_a_drawing_can_be_said_to_be_parcels(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_dxf(folder / "图.dxf", polyline("0", 0))
    mapping = FileMapping(
        pattern="图.dxf", sheet="0", entity="parcel", columns={"图形编号": "parcel_id"}, crs="EPSG:4549"
    )
    assert publish(folder, mapping).rows("SELECT parcel_id, ROUND(land_mu, 1) FROM parcel") == [("0#1", 15.0)]


def test_a_drawing_without_a_closed_line_is_refused_with_what_to_do(tmp_path: Path) -> None:
    assert "没有闭合的多段线" in refusal(write_dxf(tmp_path / "图.dxf", polyline("宗地", 0, closed=False)))


@pytest.mark.parametrize("content", [b"", b"0\nSECTION\n2\nENTITIES\n0\nLWPOLY", b"AC1027\x00\x00\x00"])
def test_a_broken_drawing_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "图.dxf"
    path.write_bytes(content)
    assert refusal(path)
