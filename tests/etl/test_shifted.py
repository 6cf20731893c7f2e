"""Shifted coordinates: as far as the notes say, back to less than a millimetre, and a real outline comes to lie where it is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.mapping import FileMapping
from etl.shifted import (
    BD_09,
    GCJ_02,
    from_bd09,
    from_gcj02,
    is_in_degrees,
    straightened,
    system_of,
    to_bd09,
    to_gcj02,
)
from tests.etl.office import publish, write_layer

GEOD = pyproj.Geod(ellps="WGS84")
CANGSHAN = np.array([[119.27, 26.05]])
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "cangshan"
MILLIMETRE_DEGREES = 1e-8


def metres(one: np.ndarray, other: np.ndarray) -> float:
    return float(GEOD.inv(*one[0], *other[0])[2])


def overlap(one: shapely.Geometry, other: shapely.Geometry) -> float:
    return float(one.intersection(other).area / one.union(other).area)


def test_the_shift_at_cangshan_is_that_of_the_domain_notes() -> None:
    # Domain notes 4.6: 589 m and 1176 m.
    assert metres(CANGSHAN, to_gcj02(CANGSHAN)) == pytest.approx(589, abs=0.5)
    assert metres(CANGSHAN, to_bd09(CANGSHAN)) == pytest.approx(1176, abs=0.5)


def test_the_shift_at_the_capital_is_the_one_that_everybody_publishes() -> None:
    # The figures of coordtransform (wandergis, MIT) and of the libraries that are tested against it.
    capital = np.array([[116.404, 39.915]])
    assert to_gcj02(capital)[0] == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-12)
    assert to_bd09(capital)[0] == pytest.approx([116.41662724378733, 39.922699552216216], abs=1e-12)


@given(st.floats(73, 134), st.floats(4, 53))
@settings(max_examples=300)
def test_a_place_moved_and_brought_back_is_where_it_was(lon: float, lat: float) -> None:
    place = np.array([[lon, lat]])
    assert np.abs(from_gcj02(to_gcj02(place)) - place).max() < MILLIMETRE_DEGREES
    assert np.abs(from_bd09(to_bd09(place)) - place).max() < MILLIMETRE_DEGREES


def test_nothing_is_shifted_abroad() -> None:
    lebanon = np.array([[-72.25, 43.64]])
    assert (to_gcj02(lebanon) == lebanon).all()
    assert (from_bd09(lebanon) == lebanon).all()


@pytest.mark.parametrize(
    ("word", "system"),
    [
        ("GCJ-02", GCJ_02), ("gcj02", GCJ_02), ("GCJ 02", GCJ_02), ("BD-09", BD_09), ("bd09ll", BD_09),
        ("EPSG:4490", None), ("火星坐标", None), ("", None),
    ],
)  # fmt: skip
def test_a_system_is_known_however_it_is_spelt(word: str, system: str | None) -> None:
    assert system_of(word) == system


def test_metres_are_no_degrees() -> None:
    assert is_in_degrees(np.array([shapely.box(119, 26, 120, 27)]))
    assert not is_in_degrees(np.array([shapely.box(430_000, 2_880_000, 430_100, 2_880_100)]))
    assert not is_in_degrees(np.array([None]))


def test_missing_and_empty_shapes_stay_as_they_are() -> None:
    shapes = straightened(np.array([None, shapely.Polygon(), shapely.Point(119.27, 26.05)]), GCJ_02)
    assert shapes[0] is None
    assert shapes[1].is_empty
    assert shapes[2].x < 119.27


@pytest.mark.parametrize(("word", "shift"), [("GCJ-02", to_gcj02), ("bd09", to_bd09)])
def test_a_mapping_file_may_say_that_a_layer_is_shifted(tmp_path: Path, word: str, shift: object) -> None:
    parcel = shapely.box(119.27, 26.05, 119.271, 26.051)
    moved = shapely.transform(parcel, shift)
    write_layer(tmp_path / "宗地.geojson", {"ZDDM": ["P1"], "YT": ["0601"]}, [moved], crs="EPSG:4490")
    built = publish(tmp_path, FileMapping(pattern="*.geojson", crs=word))
    ((outline, area),) = built.rows("SELECT shape_geojson, measured_m2 FROM parcel")
    assert shapely.from_geojson(outline).hausdorff_distance(parcel) < 1e-7
    assert area == pytest.approx(abs(GEOD.geometry_area_perimeter(parcel)[0]), rel=1e-4)


def test_a_shifted_system_in_metres_stops_the_build(tmp_path: Path) -> None:
    square = shapely.box(430_000, 2_880_000, 430_100, 2_880_100)
    write_layer(tmp_path / "宗地.shp", {"ZDDM": ["P1"], "YT": ["0601"]}, [square])
    built = publish(tmp_path, FileMapping(pattern="*.shp", crs="GCJ-02"))
    assert built.outcome.build_id is None
    assert [error["check_name"] for error in built.errors] == ["unknown_crs"]
    assert "GCJ-02" in built.errors[0]["reason"]


@pytest.mark.skipif(not REAL.exists(), reason="the real outlines are not here")
def test_the_real_outline_of_cangshan_comes_to_lie_where_it_is() -> None:
    given_outline = shapely.from_geojson((REAL / "boundary_gcj02.json").read_text(encoding="utf-8"))
    districts = json.loads((REAL / "fuzhou_districts_cgcs2000.geojson").read_text(encoding="utf-8"))
    true = next(
        shapely.from_geojson(json.dumps(district["geometry"]))
        for district in districts["features"]
        if district["properties"]["name"] == "仓山区"
    )
    (back,) = straightened(np.array([given_outline]), GCJ_02)
    (too_far,) = straightened(np.array([given_outline]), BD_09)
    assert overlap(given_outline, true) == pytest.approx(0.854, abs=0.002)
    # The outline that it is held against has 25 corners: no shift whatever brings more than 0.91.
    assert overlap(back, true) == pytest.approx(0.891, abs=0.002)
    assert overlap(too_far, true) < overlap(given_outline, true)
