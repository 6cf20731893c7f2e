"""The background of maps: which files, what they are, where they lie, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely
from typer.testing import CliRunner

from etl.__main__ import app
from etl.basemap import BasemapError, Feature, belonging_to, load_basemap, tile_archives
from etl.basemap_kinds import kind_in
from etl.build import build
from etl.publish import Store
from etl.reference import load_rules
from etl.shifted import to_bd09, to_gcj02
from etl.tiles import write_tiles
from tests.etl.office import Snapshot, code, table, write_csv, write_layer

LINE = shapely.LineString([(119.27, 26.05), (119.28, 26.06)])
AREA = shapely.box(119.26, 26.04, 119.29, 26.07)


def geojson(path: Path, shapes: list[shapely.Geometry], **properties: list[str | None]) -> Path:
    """A GeoJSON file without a word on its coordinates, as the web serves them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    features = [
        {
            "type": "Feature",
            "properties": {name: values[at] for name, values in properties.items()},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for at, shape in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def shape_of(feature: Feature) -> shapely.Geometry:
    return shapely.from_geojson(feature.shape_geojson)


def test_no_folder_is_no_background(tmp_path: Path) -> None:
    assert load_basemap(tmp_path / "没有") == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区界", "outline"), ("某区边界", "outline"), ("水系", "water"), ("乌龙江", "water"), ("主要道路", "road"),
        ("gis_osm_roads_free_1", "road"), ("gis_osm_waterways_free_1", "water"), ("绿地", "other"),
        ("江滨道路", "other"), ("街道", "other"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_what_its_features_are(tmp_path: Path, name: str, kind: str) -> None:
    geojson(tmp_path / f"{name}.geojson", [LINE])
    assert [feature.kind for feature in load_basemap(tmp_path)] == [kind]


def test_where_the_file_says_nothing_each_feature_may(tmp_path: Path) -> None:
    geojson(
        tmp_path / "底图.geojson",
        [LINE, LINE, AREA, LINE, LINE],
        highway=["primary", None, None, None, None],
        类型=[None, "河流", "行政区边界", "围墙", None],
        名称=["一路", "一河", "一区", None, None],
    )
    found = load_basemap(tmp_path)
    assert [feature.kind for feature in found] == ["road", "water", "outline", "other", "other"]
    assert [feature.name for feature in found] == ["一路", "一河", "一区", None, None]
    assert found[0].feature_id == "底图.geojson#1"


def test_every_format_gives_the_same_line(tmp_path: Path) -> None:
    metres = shapely.LineString([(426_944.4, 2_882_578.1), (427_500, 2_883_000)])
    write_layer(
        tmp_path / "道路一.shp", {"NAME": ["一路"]}, [metres], geometry_type="LineString", encoding="GBK"
    )
    write_layer(tmp_path / "道路二.gpkg", {"NAME": ["一路"]}, [metres], geometry_type="LineString")
    one, other = load_basemap(tmp_path)
    assert (one.kind, one.name) == (other.kind, other.name) == ("road", "一路")
    assert shape_of(one).hausdorff_distance(shape_of(other)) < 1e-9
    assert shape_of(one).coords[0] == pytest.approx((119.27, 26.05), abs=1e-5)


def test_a_kml_file_is_read_and_its_points_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "水系.kml").write_text(
        """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Placemark><name>某桥</name><Point><coordinates>119.27,26.05,0</coordinates></Point></Placemark>
        <Placemark><name>某河</name><LineString><coordinates>119.27,26.05,5 119.28,26.06,5</coordinates></LineString>
        </Placemark></Document></kml>""",
        encoding="utf-8",
    )
    (river,) = load_basemap(tmp_path)
    assert (river.kind, river.name) == ("water", "某河")
    assert shape_of(river).equals_exact(LINE, 1e-9)
    assert not shape_of(river).has_z


@pytest.mark.parametrize(("word", "shift"), [("GCJ-02", to_gcj02), ("BD-09", to_bd09)])
def test_a_shifted_layer_is_brought_back_where_the_declaration_says_so(
    tmp_path: Path, word: str, shift: object
) -> None:
    geojson(tmp_path / "边界.json", [shapely.transform(AREA, shift)])
    geojson(tmp_path / "道路.json", [LINE])
    (tmp_path / "basemap.toml").write_text(
        f'[[file]]\npattern = "边界*"\ncrs = "{word}"\nkind = "other"', encoding="utf-8"
    )
    road, outline = sorted(load_basemap(tmp_path), key=lambda feature: feature.kind, reverse=True)
    assert (outline.kind, road.kind) == ("other", "road")
    assert shape_of(outline).hausdorff_distance(AREA) < 2e-6
    assert shape_of(road).equals_exact(LINE, 1e-9)


def test_a_layer_without_a_word_is_placed_by_the_size_of_its_coordinates(tmp_path: Path) -> None:
    metres = shapely.LineString([(426_944.4, 2_882_578.1), (427_500, 2_883_000)])
    write_layer(tmp_path / "道路.shp", {"NAME": ["一路"]}, [metres], geometry_type="LineString")
    (tmp_path / "道路.prj").unlink()
    (road,) = load_basemap(tmp_path)
    assert shape_of(road).coords[0] == pytest.approx((119.27, 26.05), abs=1e-5)


def test_a_background_is_a_metre_coarse(tmp_path: Path) -> None:
    winding = shapely.LineString([(119.27 + step * 1e-6, 26.05 + (step % 2) * 1e-6) for step in range(5000)])
    geojson(tmp_path / "道路.geojson", [winding])
    (road,) = load_basemap(tmp_path)
    assert len(shape_of(road).coords) < 20
    assert shape_of(road).hausdorff_distance(winding) < 1.1e-5


def broken(folder: Path) -> str:
    (folder / "坏的.geojson").write_text("{", encoding="utf-8")
    return "坏的.geojson"


def without_parts(folder: Path) -> str:
    write_layer(folder / "缺件.shp", {"NAME": ["一"]}, [LINE], geometry_type="LineString")
    (folder / "缺件.dbf").unlink()
    return "缺件.shp.*dbf"


def only_points(folder: Path) -> str:
    geojson(folder / "点.geojson", [shapely.Point(119.27, 26.05)])
    return "点.geojson 中没有线或面"


def nowhere(folder: Path) -> str:
    write_layer(folder / "哪里.shp", {"NAME": ["一"]}, [shapely.box(12, 80, 13, 81)])
    (folder / "哪里.prj").unlink()
    return "哪里.shp 的坐标系不明"


def shifted_metres(folder: Path) -> str:
    write_layer(folder / "米.shp", {"NAME": ["一"]}, [shapely.box(430_000, 2_880_000, 430_100, 2_880_100)])
    (folder / "basemap.toml").write_text('[[file]]\npattern = "米.shp"\ncrs = "GCJ-02"', encoding="utf-8")
    return "米.shp.*GCJ-02.*不是经纬度"


@pytest.mark.parametrize("make", [broken, without_parts, only_points, nowhere, shifted_metres])
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path: Path, make: object) -> None:
    named = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(BasemapError, match=named):
        load_basemap(tmp_path)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[[file]", "basemap.toml 无法读取"),
        ('files = "a"', "files"),
        ('file = "a"', r"\[\[file\]\]"),
        ('[[file]]\ncrs = "GCJ-02"', "pattern"),
        ('[[file]]\npattern = "*"\ncrs = "火星"', "第 3 行.*火星"),
        ('[[file]]\npattern = "*"\ncrs = 4490', "4490"),
        ('[[file]]\npattern = "*"\nkind = "river"', "river"),
        ('[[file]]\npattern = "*"\ncolour = "red"', "colour"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_named(tmp_path: Path, toml: str, named: str) -> None:
    geojson(tmp_path / "道路.geojson", [LINE])
    (tmp_path / "basemap.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(BasemapError, match=named):
        load_basemap(tmp_path)


def built_with(tmp_path: Path, basemap: Path, *, inputs: str) -> Snapshot:
    folder = tmp_path / inputs
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    store = Store(tmp_path / f"仓 {inputs}")
    return Snapshot(build([folder], store, rules=load_rules(basemap=basemap)), store)


def test_a_build_publishes_the_background_and_of_inner_folders_that_of_its_own_input(tmp_path: Path) -> None:
    basemap = tmp_path / "底图"
    geojson(basemap / "边界.geojson", [AREA], 名称=["某区"])
    geojson(basemap / "sample" / "水系.geojson", [LINE])
    question = "SELECT feature_id, kind, name FROM basemap ORDER BY feature_id"
    assert built_with(tmp_path, basemap, inputs="raw").rows(question) == [
        ("边界.geojson#1", "outline", "某区")
    ]
    assert built_with(tmp_path, basemap, inputs="sample").rows(question) == [
        ("sample/水系.geojson#1", "water", None),
        ("边界.geojson#1", "outline", "某区"),
    ]


def test_the_sample_district_lies_on_its_own_background(sample: Snapshot) -> None:
    counts = dict(sample.rows("SELECT kind, count(*) FROM basemap GROUP BY kind"))
    assert counts == {"outline": 1, "water": 2, "road": 4}
    shapes = {kind: shapely.GeometryCollection([]) for kind in counts}
    for kind, outline in sample.rows("SELECT kind, shape_geojson FROM basemap"):
        shapes[kind] = shapes[kind].union(shapely.from_geojson(outline))
    parcels = [shapely.from_geojson(shape) for (shape,) in sample.rows("SELECT shape_geojson FROM parcel")]
    assert all(shapes["outline"].contains(parcel) for parcel in parcels)
    assert not any(
        shapes["water"].intersects(parcel) or shapes["road"].intersects(parcel) for parcel in parcels
    )


def test_the_committed_background_belongs_to_the_sample_alone() -> None:
    assert belonging_to(load_basemap(), [Path("data/raw")]) == ()
    assert len(belonging_to(load_basemap(), [Path("data/sample")])) == 7


def test_a_bad_background_is_one_line_and_exit_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    (tmp_path / "底图").mkdir()
    broken(tmp_path / "底图")
    defaults = load_rules.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "basemap", tmp_path / "底图")
    result = CliRunner().invoke(app, ["build", str(folder), "--warehouse", str(tmp_path / "仓")])
    assert result.exit_code == 2
    assert "底图 坏的.geojson：图层无法读取" in result.output
    assert not (tmp_path / "仓" / "CURRENT").exists()


def test_tile_archives_are_listed_for_the_build_that_they_belong_to(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    for path in (tmp_path / "一.pmtiles", tmp_path / "sample" / "二.pmtiles"):
        write_tiles(path, "roads", np.array([AREA]), pa.table({"name": ["路"]}), {})
    assert tile_archives(tmp_path, [Path("data/raw")]) == (tmp_path / "一.pmtiles",)
    assert len(tile_archives(tmp_path, [Path("data/sample")])) == 2
    assert tile_archives(tmp_path / "没有") == ()


@pytest.mark.parametrize(
    "content", [b"", b"PMTiles\x02" + bytes(200), b"PMTiles\x03" + bytes(20), b"PK" + bytes(200)]
)
def test_what_is_no_tile_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "假的.pmtiles").write_bytes(content)
    with pytest.raises(BasemapError, match=r"假的\.pmtiles"):
        tile_archives(tmp_path)


def test_an_archive_that_is_cut_off_stops_the_build_and_a_whole_one_goes_into_it(tmp_path: Path) -> None:
    archive = tmp_path / "底图" / "路网.pmtiles"
    archive.parent.mkdir()
    write_tiles(archive, "roads", np.array([AREA]), pa.table({"name": ["路"]}), {})
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-1])
    files, store = tmp_path / "来件", Store(tmp_path / "store")
    write_csv(files / "税收.csv", table("企业名称 | 年度 | 入库税收（万元）\n甲公司 | 2023 | 1"))
    with pytest.raises(BasemapError, match=r"路网\.pmtiles 不完整"):
        build([files], store, rules=load_rules(basemap=archive.parent))
    assert store.current_id() is None
    archive.write_bytes(whole)
    outcome = build([files], store, rules=load_rules(basemap=archive.parent))
    assert (store.root / str(outcome.build_id) / "basemap-0.pmtiles").read_bytes() == whole


def test_words_of_two_kinds_say_nothing() -> None:
    assert kind_in("河流和道路") is None
    assert kind_in("") is None
