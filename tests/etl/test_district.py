"""A layer lies in its district, or it is refused with what its coordinates probably are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from etl.basemap import Feature
from etl.build import build
from etl.contracts.basemap import OUTLINE
from etl.district import DistrictError, extent_for
from etl.mapping import FileMapping, load_mapping
from etl.publish import Store
from etl.reference import Rules, load_rules
from etl.shifted import to_gcj02
from tests.etl.office import Snapshot, square, write_layer
from tests.etl.test_locate import areas, located, moved

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")
CANGSHAN = (119.15, 25.95, 119.40, 26.12)
HUNDRED_M = pytest.approx(9998.7, abs=0.6)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def in_district(
    folder: Path, shapes: list[shapely.Geometry], crs: str | None, *mappings: FileMapping, rules: Rules
) -> Snapshot:
    """A build of one layer of parcels under a reference folder whose ``district.toml`` says Cangshan."""
    reference, incoming = folder / "reference", folder / "来件"
    (reference / "basemap").mkdir(parents=True)
    (reference / "district.toml").write_text(f"bbox = {list(CANGSHAN)}\n", encoding="utf-8")
    incoming.mkdir()
    names = [f"P{number}" for number in range(1, len(shapes) + 1)]
    write_layer(incoming / "宗地.shp", {"ZDDM": names, "YT": ["0601"] * len(shapes)}, shapes, crs=crs)
    if crs is None:
        (incoming / "宗地.prj").unlink(missing_ok=True)
    store = Store(folder / "w")
    ours = replace(rules, basemap=(), basemap_folder=reference / "basemap")
    return Snapshot(build([incoming], store, mappings=mappings, rules=ours), store)


def turned(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528", "EPSG:4490", "EPSG:4326"])
def test_a_layer_in_its_district_is_read(tmp_path: Path, rules: Rules, crs: str) -> None:
    built = in_district(tmp_path, [moved(square(100), "EPSG:4549", crs)], crs, rules=rules)
    assert areas(built) == [HUNDRED_M]


@pytest.mark.parametrize(
    ("really", "declared", "said"),
    [
        ("EPSG:4549", "EPSG:4548", "可能是 EPSG:4549"),
        ("EPSG:4548", None, "可能是 EPSG:4548"),
        ("EPSG:4527", "EPSG:4549", "可能是 EPSG:4527"),
        ("EPSG:3857", "EPSG:4549", "可能是 EPSG:3857"),
    ],
)
def test_a_layer_outside_its_district_is_refused_with_the_likely_system(
    tmp_path: Path, rules: Rules, really: str, declared: str | None, said: str
) -> None:
    built = in_district(tmp_path, [moved(square(100), "EPSG:4549", really)], declared, rules=rules)
    assert built.outcome.build_id is None
    (error,) = built.errors
    assert error["check_name"] == "outside_district"
    assert said in error["reason"]
    assert "district.toml" in error["reason"]
    assert "crs" in error["next_step"]


def test_a_layer_of_another_city_is_refused_and_no_system_is_guessed(tmp_path: Path, rules: Rules) -> None:
    built = in_district(tmp_path, [shapely.box(116.3, 39.9, 116.31, 39.91)], "EPSG:4490", rules=rules)
    (error,) = built.errors
    assert error["check_name"] == "outside_district"
    assert "东经 116.3" in error["reason"]
    assert "地方独立坐标系" in error["reason"]


def test_the_system_said_in_the_mapping_file_is_obeyed(tmp_path: Path, rules: Rules) -> None:
    shape = moved(square(100), "EPSG:4549", "EPSG:4548")
    mapping = FileMapping(pattern="*.shp", crs="EPSG:4548")
    assert areas(in_district(tmp_path, [shape], "EPSG:4549", mapping, rules=rules)) == [HUNDRED_M]


def test_shifted_coordinates_are_no_reason_to_refuse(tmp_path: Path, rules: Rules) -> None:
    shape = shapely.transform(moved(square(100), "EPSG:4549", "EPSG:4490"), to_gcj02)
    assert areas(in_district(tmp_path, [shape], "EPSG:4490", rules=rules)) == [
        pytest.approx(9998.7, rel=2e-3)
    ]


def test_one_parcel_outside_is_reported_and_the_layer_is_read(tmp_path: Path, rules: Rules) -> None:
    shapes = [square(100), square(100, east=431_000), square(100, east=460_000)]
    built = in_district(tmp_path, list(shapes), "EPSG:4549", rules=rules)
    (issue,) = built.issues("stray_shape")
    assert issue["value"] == "P3"
    assert "不在本区范围" in issue["reason"]


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528", "EPSG:4490"])
@pytest.mark.parametrize("declares", [True, False])
@pytest.mark.parametrize("knows", [True, False])
def test_coordinates_that_changed_places_are_recognised_and_can_be_declared(
    tmp_path: Path, rules: Rules, crs: str, *, declares: bool, knows: bool
) -> None:
    shape = turned(moved(square(100), "EPSG:4549", crs))
    mapping = tmp_path / "映射.toml"
    mapping.write_text('[[file]]\npattern = "宗地.shp"\nswap_xy = true\n', encoding="utf-8")

    def made(name: str, *mappings: FileMapping) -> Snapshot:
        declared = crs if declares else None
        if knows:
            return in_district(tmp_path / name, [shape], declared, *mappings, rules=rules)
        return located(tmp_path / name, [shape], crs=declared, mapping=next(iter(mappings), None))

    (error,) = made("写反").errors
    assert error["check_name"] == "swapped_coordinates"
    assert "坐标可能写反" in error["reason"]
    assert "swap_xy = true" in error["next_step"]
    assert areas(made("写明", *load_mapping(mapping))) == [HUNDRED_M]


def test_without_a_district_a_layer_of_any_country_is_read(tmp_path: Path) -> None:
    built = located(tmp_path / "宗地", [shapely.box(-72.25, 43.64, -72.249, 43.641)], crs="EPSG:4326")
    assert len(areas(built)) == 1


def test_the_outline_of_the_background_is_the_district_of_its_builds(tmp_path: Path) -> None:
    outline = Feature(
        "x", OUTLINE, None, json.dumps(shapely.geometry.mapping(shapely.box(1, 2, 3, 4))), "来件"
    )
    found = extent_for([tmp_path / "来件"], [outline], tmp_path)
    assert found is not None
    assert (found.west, found.south, found.east, found.north) == (1, 2, 3, 4)
    assert extent_for([tmp_path / "别的"], [outline], tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "bbox = [1, 2, 3]",
        "bbox = [3, 2, 1, 4]",
        'bbox = "全区"',
        "box = [1, 2, 3, 4]",
        "bbox = [1, 2, 3, true]",
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "district.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DistrictError, match=r"district\.toml"):
        extent_for([], (), tmp_path)
