"""Shapes: measured area, coordinate systems, repairs, and the park that holds a parcel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.coordinates import crs_by_magnitude
from etl.mapping import FileMapping
from tests.etl.office import Snapshot, code, publish, square, table, write_layer, write_xlsx

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")
GEOD = pyproj.Geod(ellps="GRS80")


def moved(shape: shapely.Geometry, source: str, target: str) -> shapely.Geometry:
    transform = pyproj.Transformer.from_crs(source, target, always_xy=True).transform
    return shapely.transform(shape, lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1])))


def geodesic_m2(shape: shapely.Geometry) -> float:
    """Of a shape in EPSG:4549."""
    area, _ = GEOD.geometry_area_perimeter(moved(shape, "EPSG:4549", "EPSG:4490"))
    return abs(area)


def located(
    folder: Path,
    shapes: list[shapely.Geometry | None],
    *,
    crs: str | None = "EPSG:4549",
    mapping: FileMapping | None = None,
    suffix: str = ".shp",
) -> Snapshot:
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"P{number}" for number in range(1, len(shapes) + 1)]
    write_layer(folder / f"宗地{suffix}", {"ZDDM": names, "YT": ["0601"] * len(shapes)}, shapes, crs=crs)
    if crs is None:
        (folder / "宗地.prj").unlink(missing_ok=True)
    return publish(folder, *([mapping] if mapping else []))


def areas(built: Snapshot) -> list[float | None]:
    return [area for (area,) in built.rows("SELECT measured_m2 FROM parcel ORDER BY parcel_id")]


@pytest.fixture(scope="module")
def drawn() -> list[shapely.Polygon]:
    """Small irregular parcels all over the district, from 0.1 to 200 亩."""
    rng = np.random.default_rng(20230101)
    shapes = []
    for _ in range(60):
        east, north = rng.uniform(418_000, 440_000), rng.uniform(2_872_000, 2_890_000)
        angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(5, 12)))
        radii = rng.uniform(0.5, 1, len(angles)) * 10 ** rng.uniform(0.9, 2.3)
        hull = shapely.Polygon(
            np.column_stack([east + radii * np.cos(angles), north + radii * np.sin(angles)])
        )
        shapes.append(hull)
    return shapes


def test_measured_area_is_the_geodesic_area(tmp_path: Path, drawn: list[shapely.Polygon]) -> None:
    built = located(tmp_path / "宗地", list(drawn))
    measured = dict(built.rows("SELECT parcel_id, measured_m2 FROM parcel"))
    for number, shape in enumerate(drawn, start=1):
        assert measured[f"P{number}"] == pytest.approx(geodesic_m2(shape), rel=1e-4)


def test_the_published_outline_and_point_are_where_the_parcel_is(
    tmp_path: Path, drawn: list[shapely.Polygon]
) -> None:
    built = located(tmp_path / "宗地", list(drawn))
    for parcel, lon, lat, outline in built.rows("SELECT parcel_id, lon, lat, shape_geojson FROM parcel"):
        shape = shapely.from_geojson(outline)
        assert shape.contains(shapely.Point(lon, lat))
        expected = moved(drawn[int(parcel[1:]) - 1], "EPSG:4549", "EPSG:4490")
        assert shape.hausdorff_distance(expected) < 1e-6


def test_the_same_parcel_in_every_delivered_system(tmp_path: Path) -> None:
    shape = square(100)
    found = {}
    for crs in ("EPSG:4549", "EPSG:4528", "EPSG:4490"):
        built = located(tmp_path / crs[5:], [moved(shape, "EPSG:4549", crs)], crs=crs)
        ((found[crs],),) = [[row] for row in built.rows("SELECT measured_m2, lon, lat FROM parcel")]
    expected = (geodesic_m2(shape), *found["EPSG:4549"][1:])
    for place in found.values():
        assert place == pytest.approx(expected, rel=1e-6)
    assert found["EPSG:4549"][0] == pytest.approx(9998.7, abs=0.6)


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528", "EPSG:4490"])
def test_an_undeclared_system_is_told_by_the_size_of_its_coordinates(tmp_path: Path, crs: str) -> None:
    built = located(tmp_path / "宗地", [moved(square(100), "EPSG:4549", crs)], crs=None)
    assert areas(built) == [pytest.approx(9998.7, abs=0.6)]
    (issue,) = built.issues("crs_by_magnitude")
    assert crs in issue["reason"]


def test_coordinates_that_fit_no_system_stop_the_build(tmp_path: Path) -> None:
    built = located(tmp_path / "宗地", [shapely.box(12, 80, 13, 81)], crs=None)
    assert built.outcome.build_id is None
    (error,) = built.errors
    assert error["check_name"] == "unknown_crs"
    assert "crs" in error["next_step"]


def test_a_mapping_file_may_say_the_system(tmp_path: Path) -> None:
    shape = moved(square(100), "EPSG:4549", "EPSG:4527")
    mapping = FileMapping(pattern="*.shp", crs="EPSG:4527")
    assert areas(located(tmp_path / "宗地", [shape], crs=None, mapping=mapping)) == [
        pytest.approx(9998.7, abs=0.6)
    ]


def test_web_mercator_is_measured_on_the_ellipsoid(tmp_path: Path) -> None:
    shape = moved(square(100), "EPSG:4549", "EPSG:3857")
    assert shape.area > 12_000
    assert areas(located(tmp_path / "宗地", [shape], crs="EPSG:3857", suffix=".gpkg")) == [
        pytest.approx(9998.7, abs=0.6)
    ]


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(0, 1e5), st.floats(0, 1e5))
@settings(max_examples=200)
def test_a_guess_of_the_system_is_always_one_of_three(
    west: float, south: float, width: float, height: float
) -> None:
    guess = crs_by_magnitude(np.array([west, south, west + width, south + height]))
    assert guess in (None, "EPSG:4490", "EPSG:4549", "EPSG:4528")


def test_no_coordinates_are_no_guess() -> None:
    assert crs_by_magnitude(np.array([np.nan] * 4)) is None


def test_an_invalid_outline_is_repaired_and_said(tmp_path: Path) -> None:
    x, y = 430_000, 2_880_000
    bow_tie = shapely.Polygon([(x, y), (x + 100, y + 100), (x + 100, y), (x, y + 100)])
    built = located(tmp_path / "宗地", [bow_tie, square(100, east=431_000)])
    assert areas(built) == [pytest.approx(5000, rel=1e-3), pytest.approx(9998.7, abs=0.6)]
    (issue,) = built.issues("invalid_shape")
    assert issue["value"] == "P1"
    assert issue["row_number"] == 1
    (outline,) = built.rows("SELECT shape_geojson FROM parcel WHERE parcel_id = 'P1'")[0]
    assert shapely.from_geojson(outline).is_valid


def test_a_parcel_of_several_parts_is_one_parcel(tmp_path: Path) -> None:
    parts = shapely.MultiPolygon([square(100), square(100, east=431_000)])
    built = located(tmp_path / "宗地", [parts])
    assert areas(built) == [pytest.approx(2 * 9998.7, abs=1.2)]
    ((lon, lat, outline),) = built.rows("SELECT lon, lat, shape_geojson FROM parcel")
    assert shapely.from_geojson(outline).contains(shapely.Point(lon, lat))


def test_a_hole_does_not_count(tmp_path: Path) -> None:
    ring = square(100).difference(square(50, east=430_025, north=2_880_025))
    assert areas(located(tmp_path / "宗地", [ring])) == [pytest.approx(7500, rel=1e-3)]


def test_a_missing_shape_is_said_and_the_parcel_stays(tmp_path: Path) -> None:
    built = located(tmp_path / "宗地", [square(100), None])
    assert areas(built) == [pytest.approx(9998.7, abs=0.6), None]
    assert [issue["value"] for issue in built.issues("missing_shape")] == ["P2"]
    assert built.rows("SELECT land_mu, area_source, lon FROM parcel WHERE parcel_id = 'P2'") == [
        (None, None, None)
    ]


def test_a_layer_without_any_shape_is_a_table(tmp_path: Path) -> None:
    folder = tmp_path / "宗地"
    folder.mkdir()
    write_layer(folder / "宗地.gpkg", {"ZDDM": ["P1"], "ZDMJ": [10_000.0]}, [None], geometry_type="Polygon")
    assert publish(folder).rows("SELECT land_mu, area_source FROM parcel") == [(15.0, "certificate")]


def test_heights_are_dropped(tmp_path: Path) -> None:
    shape = shapely.force_3d(square(100), 12.5)
    folder = tmp_path / "宗地"
    folder.mkdir()
    write_layer(folder / "宗地.gpkg", {"ZDDM": ["P1"], "YT": ["0601"]}, [shape], geometry_type="Polygon Z")
    built = publish(folder)
    assert areas(built) == [pytest.approx(9998.7, abs=0.6)]
    assert not shapely.from_geojson(built.one("SELECT shape_geojson FROM parcel")).has_z


def test_points_are_no_parcels(tmp_path: Path) -> None:
    folder = tmp_path / "宗地"
    folder.mkdir()
    write_layer(
        folder / "宗地.gpkg",
        {"ZDDM": ["P1"], "YT": ["0601"]},
        [shapely.Point(430_000, 2_880_000)],
        geometry_type="Point",
    )
    built = publish(folder)
    assert areas(built) == [None]
    assert len(built.issues("missing_shape")) == 1


def test_the_certificate_comes_before_the_measure_and_a_difference_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "宗地"
    folder.mkdir()
    write_layer(
        folder / "宗地.shp",
        {"ZDDM": ["P1", "P2", "P3"], "ZDMJ": [10_000.0, 8_000.0, 0.0]},
        [square(100), square(100, east=431_000), square(100, east=432_000)],
    )
    built = publish(folder)
    assert built.rows("SELECT ROUND(land_mu, 2), area_source FROM parcel ORDER BY parcel_id") == [
        (15.0, "certificate"),
        (12.0, "certificate"),
        (15.0, "measured"),
    ]
    assert [issue["key"] for issue in built.issues("area_differs_much")] == ["P2"]


def parks(folder: Path, outlines: dict[str, shapely.Geometry]) -> None:
    write_layer(folder / "园区.geojson", {"园区名称": list(outlines)}, list(outlines.values()))


def test_the_smallest_park_that_holds_the_parcel_wins(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    parks(
        folder,
        {
            "大园": square(4000, east=428_000, north=2_878_000),
            "小园": square(500, east=429_900, north=2_879_900),
            "中园": square(1000, east=429_900, north=2_879_900),
        },
    )
    built = located(
        folder, [square(100), square(100, east=430_800, north=2_880_800), square(100, east=439_000)]
    )
    assert built.rows("SELECT parcel_id, park_id FROM parcel ORDER BY 1") == [
        ("P1", "小园"),
        ("P2", "中园"),
        ("P3", None),
    ]
    assert [issue["key"] for issue in built.issues("parcel_in_no_park")] == ["P3"]


def test_a_park_that_the_source_names_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    parks(folder, {"甲园": square(4000, east=428_000, north=2_878_000), "乙园": square(10, east=400_000)})
    write_layer(folder / "宗地.shp", {"ZDDM": ["P1"], "PQMC": ["乙 园"], "ZDMJ": [10_000.0]}, [square(100)])
    assert publish(folder).rows("SELECT park_id FROM parcel") == [("乙园",)]


def test_a_park_that_is_only_named_is_kept_without_outline(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "名录.xlsx", table(f"企业名称 | 信用代码 | 行业 | 园区\n甲公司 | {code(1)} | 食品 | 丙园")
    )
    built = publish(folder)
    assert built.rows("SELECT park_id, name, area_mu FROM park") == [("丙园", "丙园", None)]
    assert built.rows("SELECT park_id FROM enterprise") == [("丙园",)]


def test_a_sheet_of_parcels_keeps_its_rows_without_shapes(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "宗地.xlsx", table("宗地代码 | 宗地面积（公顷） | 土地用途\nP1 | 1 | 工业用地"))
    assert publish(folder).rows("SELECT land_mu, land_use, lon FROM parcel") == [(15.0, "工业", None)]


@pytest.mark.parametrize(("unit", "mu"), [("1", 15.0), ("2", 10_000.0), ("3", 150_000.0), (None, 15.0)])
def test_mjdw_says_in_which_unit_zdmj_is(tmp_path: Path, unit: str | None, mu: float) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_layer(folder / "宗地.gpkg", {"ZDDM": ["P1"], "ZDMJ": [10_000.0], "MJDW": [unit]}, [square(100)])
    assert publish(folder).one("SELECT ROUND(land_mu, 6) FROM parcel") == mu


def test_a_real_estate_unit_names_its_parcel(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    unit = "350104001001GB00001F00010001"
    write_xlsx(folder / "宗地.xlsx", table(f"不动产单元号 | 宗地面积（亩）\n{unit} | 30"))
    assert publish(folder).rows("SELECT parcel_id, real_estate_unit_id FROM parcel") == [(unit[:19], unit)]


def test_a_corner_at_null_island_and_a_parcel_in_another_province_are_told(tmp_path: Path) -> None:
    torn = shapely.Polygon([(430_000, 2_880_000), (430_100, 2_880_000), (430_100, 2_910_000)])
    shapes = [square(100), square(100, east=431_000), torn, square(100, north=3_400_000)]
    built = located(tmp_path / "宗地", shapes)
    told = {issue["value"]: issue["reason"] for issue in built.issues("stray_shape")}
    assert set(told) == {"P3", "P4"}
    assert "跨度" in told["P3"]
    assert "200 公里" in told["P4"]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 1e300])
def test_a_corner_that_is_no_place_costs_that_shape_only(tmp_path: Path, wrong: float) -> None:
    corners = shapely.get_coordinates(square(100, east=431_000))
    corners[2] = wrong
    torn = shapely.Polygon(corners)
    built = located(tmp_path / "宗地", [square(100), torn], suffix=".gpkg")
    assert areas(built) == [pytest.approx(9998.7, abs=0.6), None]
    assert [issue["value"] for issue in built.issues("missing_shape")] == ["P2"]
