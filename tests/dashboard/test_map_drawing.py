"""The drawn map: true lengths, whole and escaped, small, and honest about what it leaves out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely

from dashboard import map_drawing_furniture as furniture
from dashboard import map_drawing_text as text
from dashboard.map_drawing import Drawing, svg_bytes, to_svg
from dashboard.map_drawing_furniture import Key
from dashboard.map_drawing_labels import Name, placed
from dashboard.map_drawing_shapes import paths, view_of

SVG = "{http://www.w3.org/2000/svg}"
GEOD = pyproj.Geod(ellps="GRS80")
BLUE, ORANGE = "#0072B2", "#E69F00"
LEBANON = Path(__file__).resolve().parents[3] / "shared" / "data" / "lebanon_nh" / "LebParcels.shp"
NASTY = '甲<b>&"公司\x0b＞'


def square(east: float = 0.0, north: float = 0.0, side: float = 0.001) -> str:
    """A square east and north (in degrees) of a corner of Cangshan."""
    west, south = 119.27 + east, 26.05 + north
    return str(shapely.to_geojson(shapely.box(west, south, west + side, south + side)))


def lots(*rows: tuple[str | None, str | None, bool, str]) -> pd.DataFrame:
    """Rows of outline, colour, whether chosen, label."""
    frame = pd.DataFrame(list(rows), columns=["shape_geojson", "colour", "is_shown", "label"])
    return frame.assign(parcel_id=[f"P{number}" for number in range(len(frame))])


def drawn(drawing: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(to_svg(drawing))  # noqa: S314 - our own text


def words(drawing: Drawing) -> list[str]:
    return [element.text or "" for element in drawn(drawing).iter(f"{SVG}text")]


def hover(drawing: Drawing) -> list[str]:
    return [element.text or "" for element in drawn(drawing).iter(f"{SVG}title")]


THREE = Drawing(
    "工业地块",
    lots(
        (square(), BLUE, True, "甲"), (square(0.002), None, True, "乙"), (square(0.004), ORANGE, False, "丙")
    ),
    legend_title="亩均税收（万元/亩）",
    legend=[Key("≥ 40", BLUE, 1)],
)


def corners(drawing: Drawing, fill: str) -> list[tuple[float, float]]:
    """The corners in pixels of what is drawn in a colour."""
    group = next(g for g in drawn(drawing).iter(f"{SVG}g") if g.get("fill") == fill)
    found = []
    for path in group.iter(f"{SVG}path"):
        numbers = [int(number) for number in re.findall(r"-?\d+", path.get("d", ""))]
        steps = np.array(numbers).reshape(-1, 2).cumsum(axis=0) / 10
        found += [(float(x), float(y)) for x, y in steps]
    return found


def test_lengths_are_true_in_both_directions() -> None:
    # A rectangle of 200 m by 100 m: on the paper twice as wide as high, whatever the latitude.
    lon, lat = 119.27, 26.05
    east, north = GEOD.fwd(lon, lat, 90, 200)[0], GEOD.fwd(lon, lat, 0, 100)[1]
    outline = shapely.to_geojson(shapely.box(lon, lat, east, north))
    found = np.array(corners(Drawing("", lots((outline, BLUE, True, ""))), BLUE))
    wide, high = np.ptp(found, axis=0)
    assert wide / high == pytest.approx(2.0, abs=0.005)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    outline = shapely.to_geojson(shapely.box(119.27, 26.05, GEOD.fwd(119.27, 26.05, 90, 1000)[0], 26.051))
    drawing = Drawing("", lots((outline, BLUE, True, "")))
    wide = np.ptp(np.array(corners(drawing, BLUE))[:, 0])
    bar = next(
        p.get("d", "")
        for p in drawn(drawing).iter(f"{SVG}path")
        if p.get("fill") == "none" and "v5h-" in p.get("d", "")
    )
    length = float(re.findall(r"h([\d.]+)v", bar)[0])
    said = next(word for word in words(drawing) if re.fullmatch(r"\d+ 米", word))
    assert 1000 * length / wide == pytest.approx(int(said.removesuffix(" 米")), rel=0.005)


@pytest.mark.parametrize(
    ("most", "length"), [(150, 100), (199, 100), (200, 200), (760, 500), (1000, 1000), (0.7, 0.5)]
)
def test_a_bar_has_a_round_length(most: float, length: float) -> None:
    assert furniture.round_length(most) == pytest.approx(length)


def test_the_north_is_above_and_the_east_right() -> None:
    drawing = Drawing("", lots((square(), BLUE, True, ""), (square(0.003, 0.003), ORANGE, True, "")))
    south_west, north_east = (np.mean(corners(drawing, colour), axis=0) for colour in (BLUE, ORANGE))
    assert north_east[0] > south_west[0]
    assert north_east[1] < south_west[1]


def test_parcels_without_data_are_hatched_and_others_faint_and_the_legend_says_so() -> None:
    said = words(THREE)
    assert [word for word in said if word in ("≥ 40", "无数据", "不在筛选范围")] == [
        "≥ 40",
        "无数据",
        "不在筛选范围",
    ]
    assert said.count("1 宗") == 3
    groups = [group.get("fill") for group in drawn(THREE).iter(f"{SVG}g")]
    assert "url(#no-data-map)" in groups
    assert ORANGE not in groups
    assert hover(THREE) == ["乙", "甲"]


def test_a_class_of_the_callers_own_is_not_told_twice() -> None:
    own = replace(THREE, legend=[Key("无数据", None, 7), Key("不在筛选范围", "#EEEEEE", None)])
    said = words(own)
    assert said.count("无数据") == said.count("不在筛选范围") == 1
    assert "7 宗" in said


def test_title_legend_notes_and_alt_are_in_the_picture() -> None:
    noted = replace(THREE, subtitle="按地块法", notes=[("数据截止", "2023-12"), ("", "只供会议"), ("空", "")])
    said = words(noted)
    assert {"工业地块", "按地块法", "亩均税收（万元/亩）", "北", "数据截止：2023-12　只供会议"} <= set(said)
    label = drawn(noted).get("aria-label") or ""
    assert label == "地图：工业地块。亩均税收（万元/亩）：≥ 40 1 宗，无数据 1 宗，不在筛选范围 1 宗。"
    assert drawn(replace(noted, alt="另一句")).get("aria-label") == "另一句"


def test_names_are_data_and_never_markup() -> None:
    parks = pd.DataFrame(
        {"name": [NASTY], "shape_geojson": [square(side=0.005)], "lon": [np.nan], "lat": [np.nan]}
    )
    roads = pd.DataFrame(
        {
            "kind": ["road"],
            "name": [NASTY],
            "shape_geojson": [shapely.to_geojson(shapely.LineString([(119.26, 26.049), (119.29, 26.049)]))],
        }
    )
    drawing = Drawing(
        NASTY,
        lots((square(), BLUE, True, NASTY)),
        parks,
        roads,
        NASTY,
        NASTY,
        [Key(NASTY, BLUE, 1, NASTY)],
        [(NASTY, NASTY)],
    )
    clean = NASTY.replace("\x0b", "")
    assert hover(drawing) == [clean]
    assert words(drawing).count(clean) >= 4
    assert clean in (drawn(drawing).get("aria-label") or "")


def test_a_colour_is_six_digits_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="rrggbb"):
        to_svg(Drawing("", lots((square(), 'red" onload="x', True, ""))))


@pytest.mark.parametrize(
    "frame",
    [
        lots(),
        lots((None, BLUE, True, "甲")),
        lots(("{", BLUE, True, "甲")),
        lots(('{"type": "Polygon", "coordinates": []}', None, False, "")),
    ],
)
def test_without_any_shape_there_is_still_a_sheet_that_says_so(frame: pd.DataFrame) -> None:
    said = words(Drawing("空", frame, notes=[("数据截止", "2023")]))
    assert "空" in said
    assert any("1 宗没有图形" in word for word in said) == bool(len(frame))


def test_one_small_parcel_is_not_blown_up_without_measure() -> None:
    view = view_of((119.27, 26.05, 119.27001, 26.05001), (0, 0, 800, 600))
    assert view.metres_per_pixel == pytest.approx(300 * 1.08 / 600)


def test_a_parcel_far_outside_the_district_is_counted_and_does_not_make_the_map_tiny() -> None:
    outline = pd.DataFrame(
        {"kind": ["outline"], "name": ["某区"], "shape_geojson": [square(-0.01, -0.01, 0.03)]}
    )
    near = lots((square(), BLUE, True, "甲"), (square(0.004), BLUE, True, "乙"))
    lost = lots(
        (square(), BLUE, True, "甲"), (square(0.004), BLUE, True, "乙"), (square(3.0), ORANGE, True, "丙")
    )
    found = [np.array(corners(Drawing("", each, background=outline), BLUE)) for each in (near, lost)]
    # The note takes a line of the paper, and the map is so much smaller.
    assert np.abs(found[0] - found[1]).max() < 20
    assert any("1 宗的坐标远在区界以外" in word for word in words(Drawing("", lost, background=outline)))
    assert "丙" not in hover(Drawing("", lost, background=outline))


def test_the_map_shows_the_chosen_parcels_and_not_the_whole_district() -> None:
    one = lots((square(), BLUE, True, "甲"), (square(0.05), ORANGE, False, "乙"))
    wide = np.ptp(np.array(corners(Drawing("", one), BLUE))[:, 0])
    both = lots((square(), BLUE, True, "甲"), (square(0.05), ORANGE, True, "乙"))
    assert wide > 5 * np.ptp(np.array(corners(Drawing("", both), BLUE))[:, 0])


def test_water_and_roads_lie_under_the_parcels_and_the_outline_above_and_only_what_is_seen_is_in_the_legend() -> (
    None
):
    line = shapely.to_geojson(shapely.LineString([(119.26, 26.0505), (119.29, 26.0505)]))
    background = pd.DataFrame(
        {
            "kind": ["outline", "water", "road", "other", "water"],
            "name": ["某区", "某河", "某路", None, "远处的湖"],
            "shape_geojson": [
                square(-0.00015, -0.00015, 0.0013),
                square(side=0.002),
                line,
                line,
                square(2.0),
            ],
        }
    )
    drawing = Drawing("", lots((square(), BLUE, True, "甲")), background=background)
    svg, ink = to_svg(drawing), furniture.LIGHT
    order = [
        svg.index(f'fill="{ink.land}" d='),
        svg.index(f'fill="{ink.water}" d='),
        svg.index(f'stroke="{ink.road}"'),
        svg.index(f'<g fill="{BLUE}"'),
        svg.index(f'stroke="{ink.muted}"'),
    ]
    assert order == sorted(order)
    assert {"区界", "水系", "道路"} <= set(words(drawing))
    assert "远处的湖" not in words(drawing)
    no_road = replace(drawing, background=background[background["kind"] != "road"])
    assert "道路" not in words(no_road)


def test_names_never_overlap_and_those_without_room_are_counted() -> None:
    names = [Name("某某片区", 13, [(100.0, 100.0, 0.0), (100.0, 130.0, 0.0)]) for _ in range(3)]
    places = [place for _, place in placed(names, (0, 0, 300, 300), [])]
    assert places == [(100.0, 100.0, 0.0), (100.0, 130.0, 0.0), None]
    assert [place for _, place in placed(names[:1], (0, 0, 110, 300), [])] == [None]
    many = pd.DataFrame(
        {
            "name": [f"第{n}片区" for n in range(40)],
            "shape_geojson": [square(n * 1e-5) for n in range(40)],
            "lon": np.nan,
            "lat": np.nan,
        }
    )
    said = words(Drawing("", lots((square(), BLUE, True, "")), many))
    unnamed = 40 - sum(bool(re.fullmatch(r"第\d+片区", word)) for word in said)
    assert 30 < unnamed < 40
    assert f"片区范围（{unnamed} 个未标名）" in said


def test_a_park_may_be_named_where_only_its_place_is_known() -> None:
    parks = pd.DataFrame({"name": ["某片区"], "shape_geojson": [None], "lon": [119.2705], "lat": [26.0505]})
    said = words(Drawing("", lots((square(), BLUE, True, "")), parks))
    assert "某片区" in said
    assert "片区范围" not in said


def test_long_words_are_cut_or_wrapped_to_the_paper() -> None:
    long = "很长的名称" * 40
    drawing = Drawing(
        long,
        lots((square(), BLUE, True, "")),
        subtitle=long,
        legend=[Key(long, BLUE, 12)],
        notes=[("来源", long)],
    )
    for element in drawn(drawing).iter(f"{SVG}text"):
        if element.get("text-anchor") is None:
            end = float(element.get("x", "0")) + text.width(
                element.text or "", float(element.get("font-size", "0"))
            )
            assert end <= drawing.width
    # Latin words and numbers stay whole.
    assert list(text.wrapped("构建 20261125T142207Z-6c90", 10, 120)) == ["构建", "20261125T142207Z-6c90"]
    assert text.cut("甲乙丙", 10, 22) == "甲…"


def test_many_classes_stand_closer_and_stay_on_the_paper() -> None:
    drawing = replace(THREE, legend=[Key(f"第{number}类", BLUE, number) for number in range(35)])
    places = [
        float(e.get("y", "0")) for e in drawn(drawing).iter(f"{SVG}text") if re.match("第.*类", e.text or "")
    ]
    assert len(places) == 35
    assert max(places) < drawing.height - furniture.MARGIN


def test_paths_are_whole_tenths_of_a_pixel_in_relative_steps() -> None:
    with_hole = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    line, dust = shapely.LineString([(0, 0), (1.26, -0.04)]), shapely.box(5, 5, 5.001, 5.001)
    area, road, speck, nothing = paths(np.array([with_hole, line, dust, None]))
    assert area.count("z") == 2
    assert road == "M0 0l13 0"
    assert speck == "M50 50h8v8h-8z"
    assert nothing == ""


def test_more_parcels_than_eyes_can_tell_become_dots_and_it_is_said() -> None:
    rng = np.random.default_rng(1)
    shapes = [square(east, north, 1e-6) for east, north in rng.uniform(0, 0.3, (20_001, 2)).tolist()]
    frame = pd.DataFrame(
        {"shape_geojson": shapes, "colour": BLUE, "is_shown": True, "label": "某某企业有限公司"}
    )
    drawing = Drawing("", frame)
    assert any(word == "图面：共 20,001 宗，其中 20,001 宗小于半个像素，画成点" for word in words(drawing))
    assert hover(drawing) == []
    assert len(svg_bytes(drawing)) < 1_000_000
    faint = to_svg(replace(drawing, lots=frame.assign(is_shown=False)))
    assert f'fill="{furniture.LIGHT.faint_line}" stroke="none"' in faint


def test_dark_paper_has_light_ink() -> None:
    svg = to_svg(replace(THREE, is_dark=True))
    assert furniture.DARK.paper in svg
    assert furniture.LIGHT.paper not in svg


@pytest.mark.skipif(not LEBANON.exists(), reason="the real parcels are not here")
def test_a_real_town_of_4364_parcels_is_less_than_a_megabyte() -> None:
    layer: Any = pyogrio.read_dataframe(LEBANON).to_crs(4490)
    frame = pd.DataFrame(
        {
            "shape_geojson": shapely.to_geojson(layer.geometry.to_numpy()),
            "colour": BLUE,
            "is_shown": True,
            "label": [f"{lot} 某某某某某企业有限公司 12.34 万元/亩" for lot in layer["MAP_LOT"]],
        }
    )
    drawing = Drawing("莱巴嫩", frame)
    assert len(svg_bytes(drawing)) < 1_000_000
    assert len(hover(drawing)) == 4364
    assert json.loads(frame["shape_geojson"].iloc[0])["type"] in ("Polygon", "MultiPolygon")
