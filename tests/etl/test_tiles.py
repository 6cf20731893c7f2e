"""Vector tiles: GDAL reads back what was written; nothing is lost, moved or rounded beyond what a screen shows."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pmtiles.reader import MmapSource, all_tiles

from etl import mvt
from etl.tile_shapes import LARGEST_ZOOM
from etl.tiles import ROOM, TileError, check_file, write_tiles

EAST, NORTH = 119.27, 26.05
METRE = 1 / 111_000


def _square(east_m: float, north_m: float, side_m: float) -> Any:
    west, south = EAST + east_m * METRE, NORTH + north_m * METRE
    return shapely.box(west, south, west + side_m * METRE, south + side_m * METRE)


def _ids(count: int) -> pa.Table:
    return pa.table({"parcel_id": [f"p{at}" for at in range(count)]})


def _written(path: Path, shapes: list[Any], properties: pa.Table | None = None) -> Any:
    return write_tiles(
        path, "parcels", np.array(shapes, dtype=object), properties or _ids(len(shapes)), {"digest": "x"}
    )


def _read(path: Path) -> gpd.GeoDataFrame:
    """What GDAL finds at the largest scale, parts of one parcel joined, in degrees."""
    found = pyogrio.read_dataframe(path).dissolve("parcel_id")
    return found.to_crs(4326)


def _tiles(path: Path) -> dict[tuple[int, int, int], bytes]:
    with path.open("rb") as file:
        return dict(all_tiles(MmapSource(file)))


def test_gdal_reads_back_every_shape_within_a_step_of_the_grid(tmp_path: Path) -> None:
    hole = shapely.Polygon(_square(0, 0, 300).exterior, [_square(100, 100, 80).exterior])
    pair = shapely.MultiPolygon([_square(500, 0, 100), _square(700, 0, 100)])
    shapes = [hole, pair, _square(0, 600, 2000)]
    _written(tmp_path / "a.pmtiles", shapes)
    found = _read(tmp_path / "a.pmtiles")
    for at, shape in enumerate(shapes):
        there = found.geometry[f"p{at}"]
        assert there.buffer(0.6 * METRE).covers(shape)
        assert shape.buffer(0.6 * METRE).covers(there)
        assert found.geometry[f"p{at}"].area == pytest.approx(shape.area, rel=0.02)


def test_properties_keep_their_last_bit_and_missing_ones_are_left_out(tmp_path: Path) -> None:
    properties = pa.table(
        {
            "parcel_id": ["p0", "p1"],
            "tax": pa.array([19.999999999999996, None], pa.float64()),
            "chains": pa.array([5, None], pa.int64()),
            "name": ["某某<b>电气", None],
        }
    )
    _written(tmp_path / "a.pmtiles", [_square(0, 0, 50), _square(100, 0, 50)], properties)
    found = _read(tmp_path / "a.pmtiles")
    assert found.loc["p0", ["tax", "chains", "name"]].tolist() == [19.999999999999996, 5, "某某<b>电气"]
    assert found.loc["p1", ["tax", "chains", "name"]].isna().all()


def test_a_small_scale_holds_the_largest_shapes_and_the_largest_scale_all(tmp_path: Path) -> None:
    side = 60
    shapes = [_square(70 * (at % side), 70 * (at // side), 20 + 40 * (at % 2)) for at in range(side * side)]
    pyramid = _written(tmp_path / "a.pmtiles", shapes)
    assert pyramid.shapes == side * side
    assert pyramid.smallest_zoom < pyramid.complete_from <= LARGEST_ZOOM
    tiles = _tiles(tmp_path / "a.pmtiles")
    first = [gzip.decompress(tile) for (zoom, _, _), tile in tiles.items() if zoom == pyramid.smallest_zoom]
    assert max(map(len, first)) < 1.2 * ROOM
    (path,) = [tmp_path / "first.mvt"]
    path.write_bytes(first[0])
    drawn = {int(each[1:]) for each in pyogrio.read_dataframe(path)["parcel_id"]}
    assert 0 < len(drawn) < side * side
    assert all(at % 2 for at in drawn), "a small one was drawn while large ones were left out"
    assert len(_read(tmp_path / "a.pmtiles")) == side * side


def test_a_shape_too_small_for_a_scale_is_a_speck_there(tmp_path: Path) -> None:
    pyramid = _written(tmp_path / "a.pmtiles", [_square(0, 0, 0.05), _square(3000, 0, 3000)])
    for (zoom, _, _), tile in _tiles(tmp_path / "a.pmtiles").items():
        if zoom == pyramid.smallest_zoom:
            (tmp_path / "one.mvt").write_bytes(gzip.decompress(tile))
            assert {"p0"} <= set(pyogrio.read_dataframe(tmp_path / "one.mvt")["parcel_id"])


def test_a_hundred_thousand_corners_are_simplified_for_tiles_only(tmp_path: Path) -> None:
    angle = np.linspace(0, 2 * np.pi, 100_000, endpoint=False)
    ring = np.column_stack([EAST + 200 * METRE * np.cos(angle), NORTH + 200 * METRE * np.sin(angle)])
    shape = shapely.Polygon(ring)
    _written(tmp_path / "a.pmtiles", [shape])
    assert (tmp_path / "a.pmtiles").stat().st_size < 60_000
    assert shapely.get_num_coordinates(shape) == 100_001
    assert _read(tmp_path / "a.pmtiles").geometry["p0"].area == pytest.approx(shape.area, rel=0.02)


def test_what_spans_half_a_province_is_left_out_and_told(tmp_path: Path) -> None:
    torn = shapely.Polygon([(0, 0), (EAST, NORTH), (EAST, NORTH + 0.01)])
    pyramid = _written(tmp_path / "a.pmtiles", [_square(0, 0, 100), torn, None, shapely.Polygon()])
    assert (pyramid.shapes, pyramid.strayed) == (1, (1,))


def test_null_island_and_the_date_line_are_drawn_where_they_lie(tmp_path: Path) -> None:
    shapes = [shapely.box(-0.001, -0.001, 0.001, 0.001), shapely.box(179.999, 10, 180, 10.001)]
    assert _written(tmp_path / "a.pmtiles", shapes).shapes == 2
    assert set(_read(tmp_path / "a.pmtiles").index) == {"p0", "p1"}


def test_no_shape_is_no_file(tmp_path: Path) -> None:
    assert _written(tmp_path / "a.pmtiles", [None]) is None
    assert not (tmp_path / "a.pmtiles").exists()


def test_a_file_that_is_cut_off_or_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pmtiles"
    _written(path, [_square(0, 0, 100)])
    assert check_file(path)["digest"] == "x"
    whole = path.read_bytes()
    for kept in (len(whole) - 1, len(whole) // 2, 60, 0):
        path.write_bytes(whole[:kept])
        with pytest.raises(TileError, match=r"a\.pmtiles 不"):
            check_file(path)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000), st.floats(0.01, 900), st.floats(0, 3.1)),
        min_size=1,
        max_size=12,
    )
)
def test_every_shape_is_found_at_the_largest_scale_wherever_it_lies(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[float, float, float, float]]
) -> None:
    path = tmp_path_factory.mktemp("tiles") / "a.pmtiles"
    shapes = [
        shapely.transform(
            _square(x, y, side), lambda at, turn=turn: at + np.sin(turn) * (at[:, ::-1] - at) * 0.3
        )
        for x, y, side, turn in drawn
    ]
    _written(path, shapes)
    found = _read(path)
    assert set(found.index) == {f"p{at}" for at in range(len(shapes))}


@given(st.lists(st.integers(0, 2**35 - 1), max_size=50))
def test_varints_are_read_back(values: list[int]) -> None:
    coded = iter(mvt.varints(np.array(values, dtype=np.int64)))
    read = []
    for byte in coded:
        value, shift = byte & 0x7F, 7
        while byte & 0x80:
            byte = next(coded)
            value |= (byte & 0x7F) << shift
            shift += 7
        read.append(value)
    assert read == values
    assert b"".join(map(mvt.varint, values)) == mvt.varints(np.array(values, dtype=np.int64))
