"""Codes of parcels, their three areas, and ground that two of them claim."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import CRS

from etl.coordinates import in_degrees
from etl.overlaps import overlaps
from tests.etl.office import Snapshot, publish, square, table, write_layer, write_xlsx

CODE = "350104001001GB0000{}"


def of_layer(folder: Path, shapes: list[shapely.Geometry], ids: list[str] | None = None) -> Snapshot:
    folder.mkdir(parents=True, exist_ok=True)
    ids = ids or [CODE.format(number) for number in range(1, len(shapes) + 1)]
    write_layer(folder / "宗地.gpkg", {"ZDDM": ids, "YT": ["0601"] * len(ids)}, shapes)
    return publish(folder)


def of_sheet(folder: Path, rows: str) -> Snapshot:
    write_xlsx(folder / "宗地.xlsx", table(rows))
    return publish(folder)


def test_an_overlap_names_both_parcels_and_its_square_metres(tmp_path: Path) -> None:
    built = of_layer(tmp_path / "来件", [square(100), square(100, east=430_090), square(100, east=431_000)])
    (issue,) = built.issues("parcels_overlap")
    assert (issue["key"], issue["value"]) == (CODE.format(1), CODE.format(2))
    assert issue["row_number"] == 1
    assert "重叠 999.9 m²，占本宗实测面积的 10.0 %" in issue["reason"]


def test_a_shared_edge_and_less_than_a_square_metre_are_no_overlap(tmp_path: Path) -> None:
    shapes = [
        square(100),
        square(100, east=430_100),
        square(100, east=430_199.995),
        square(10, north=2_880_100),
    ]
    assert of_layer(tmp_path / "来件", list(shapes)).issues("parcels_overlap") == []


def test_a_parcel_inside_another_overlaps_it_whole(tmp_path: Path) -> None:
    built = of_layer(tmp_path / "来件", [square(100), square(10, east=430_050, north=2_880_050)])
    (issue,) = built.issues("parcels_overlap")
    assert "重叠 100.0 m²" in issue["reason"]


def test_rights_above_and_below_ground_may_lie_over_one_another(tmp_path: Path) -> None:
    ids = ["350104001001GB00001", "350104001001GX00001", "350104001001JA00001"]
    assert of_layer(tmp_path / "来件", [square(100)] * 3, ids).issues("parcels_overlap") == []


def test_a_cadastre_of_fifty_thousand_parcels_is_compared_in_seconds() -> None:
    columns, rows = np.meshgrid(np.arange(250), np.arange(200))
    east, north = 420_000 + columns.ravel() * 100.0, 2_870_000 + rows.ravel() * 100.0
    width = np.where(np.arange(len(east)) % 1000 == 0, 110, 100)
    cadastre = in_degrees(
        shapely.box(east, north, east + width, north + 100), CRS.from_user_input("EPSG:4549")
    )
    started = time.perf_counter()
    found = overlaps([f"P{number:05d}" for number in range(len(east))], cadastre)
    assert time.perf_counter() - started < 30
    assert found.num_rows == 50
    assert found["overlap_m2"].to_numpy() == pytest.approx(1000, rel=2e-3)


def test_no_parcel_is_no_overlap() -> None:
    assert overlaps([], np.array([], dtype=object)).num_rows == 0


SIX = """
宗地代码 | 宗地面积（㎡） | 申报面积（㎡） | 土地用途
350104001001GB00001 | 10000 | 10200 | 工业
350104001001GB00002 | 10000 | 10201 | 工业
350104001001GB00003 | 10000 | 10500 | 工业
350104001001GB00004 | 10000 | 10501 | 工业
350104001001GB00005 | 10000 | 9000 | 工业
350104001001GB00006 | | 9000 | 工业
"""


def test_declared_area_is_held_against_the_certificate_over_2_and_over_5_percent(tmp_path: Path) -> None:
    built = of_sheet(tmp_path / "来件", SIX)
    assert [issue["key"][-1] for issue in built.issues("area_differs")] == ["2", "3"]
    assert [issue["key"][-1] for issue in built.issues("area_differs_much")] == ["4", "5"]
    assert "申报面积" in {issue["column"] for issue in built.issues("area_differs")}
    assert "相差 -10.0 %（-1.50 亩）" in built.issues("area_differs_much")[1]["reason"]


def test_the_three_areas_stay_apart(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    columns: dict[str, list[object]] = {"ZDDM": [CODE.format(1)], "ZDMJ": [10_300.0], "SBMJ（㎡）": [9_000.0]}
    write_layer(folder / "宗地.gpkg", columns, [square(100)])
    built = publish(folder)
    ((certificate, declared, measured),) = built.rows(
        "SELECT certificate_m2, declared_m2, measured_m2 FROM parcel"
    )
    assert (certificate, declared, round(measured)) == (10_300, 9_000, 9_999)
    assert [issue["column"] for issue in built.issues("area_differs")] == ["证载面积"]
    assert [issue["column"] for issue in built.issues("area_differs_much")] == ["申报面积"]


def test_a_code_that_is_none_among_codes_is_listed_with_its_row(tmp_path: Path) -> None:
    built = of_sheet(tmp_path / "来件", SIX.replace("GB00003", "GB0003"))
    (issue,) = built.issues("bad_parcel_code")
    assert (issue["row_number"], issue["value"]) == (4, "350104001001GB0003")
    assert "现有 18 位" in issue["reason"]
    assert built.issues("parcels_under_own_numbers") == []


def test_a_source_with_numbers_of_its_own_is_told_once(tmp_path: Path) -> None:
    built = of_sheet(tmp_path / "来件", "地块编号 | 宗地面积（亩）\nP1 | 30\n22-3-5 | 12")
    (issue,) = built.issues("parcels_under_own_numbers")
    assert "2 宗地没有一个" in issue["reason"]
    assert built.issues("bad_parcel_code") == []


def test_a_unit_is_validated_and_held_against_the_code(tmp_path: Path) -> None:
    built = of_sheet(
        tmp_path / "来件",
        """
        宗地代码 | 不动产单元号 | 宗地面积（亩）
        350104001001GB00001 | 350104 001001 GB00001 F00010001 | 10
        350104001001GB00002 | 350104001001GB00009F00010001 | 10
        | 350104001001GB00003W0000000 | 10
        | 350104001001gb00004W00000000 | 10""",
    )
    assert sorted(key for (key,) in built.rows("SELECT parcel_id FROM parcel")) == [
        CODE.format(number) for number in range(1, 5)
    ]
    assert [issue["key"] for issue in built.issues("bad_real_estate_unit")] == [CODE.format(3)]
    assert [issue["key"] for issue in built.issues("parcel_code_differs")] == [CODE.format(2)]
