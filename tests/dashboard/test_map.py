"""The map's modes, expressions, window and legend, and the background that a build carries."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from starlette.requests import Request

from dashboard import basemap_route, database, map_legend, map_picture, tiles
from dashboard import map_expressions as write
from dashboard.lots import LotSelection
from dashboard.map_deck import View, round_length
from dashboard.map_modes import MODES, NO_DATA_WORD, classes
from dashboard.natural_breaks import natural_breaks
from dashboard.queries import lot_map
from dashboard.selection import Selection
from tests.dashboard import lotted, snapshot

TAX, USE, WORKS = MODES["tax"], MODES["use"], MODES["works"]


def test_a_number_falls_into_the_class_whose_lower_bound_it_has_reached() -> None:
    named = classes(TAX, (1, 5, 20))
    assert [(each.code, each.label) for each in named] == [
        ("0", "< 1"), ("1", "1 – 5"), ("2", "5 – 20"), ("3", "≥ 20"), ("", NO_DATA_WORD),
    ]  # fmt: skip
    assert len({each.colour for each in named}) == len(named)


def test_words_that_nobody_foresaw_have_a_class_and_the_missing_one_is_last() -> None:
    labels = [each.label for each in classes(USE, others=("工业", "农业"))]
    assert labels == ["工业", "仓储", "其他", "农业", NO_DATA_WORD]
    assert classes(WORKS)[-1].label == "不在其中"


def test_a_hostile_name_stays_a_word_of_the_expression() -> None:
    shared = Selection(year=2023, towns=('"] || true || ["', "\\", "\n"))
    assert write.is_chosen(LotSelection(shared), ()) == (
        r'(properties.town == "\"] || true || [\"" || properties.town == "\\" || properties.town == "\n")'
    )


def test_nothing_chosen_is_everything() -> None:
    assert write.is_chosen(LotSelection(Selection(year=2023)), ("a",)) == "true"


def test_chains_are_bits_in_the_order_of_their_ids() -> None:
    chosen = LotSelection(Selection(year=2023, chains=("c", "a")))
    assert write.is_chosen(chosen, ("a", "b", "c")) == "((properties.chains_2023 & 5) != 0)"


def test_heights_end_at_the_cap_and_a_loss_is_flat() -> None:
    assert write.height(TAX, 2023, "true", 50.0, 900.0) == (
        "((true) && properties.tax_2023 != null) ? (properties.tax_2023 > 50.0 ? 900.0 : "
        "(properties.tax_2023 > 0 ? properties.tax_2023 * 18.0 : 0)) : 0"
    )


@pytest.mark.parametrize(("metres", "told"), [(0.2, 1), (1, 1), (4.9, 2), (5, 5), (1999, 1000), (2400, 2000)])
def test_a_ruler_has_a_round_length(metres: float, told: float) -> None:
    assert round_length(metres) == told


def test_a_window_fits_the_screen_and_a_point_is_not_enlarged_for_ever() -> None:
    wide, narrow = View(119.2, 26.0, 119.4, 26.01), View(119.2, 26.0, 119.25, 26.01)
    assert wide.zoom + 2 == pytest.approx(narrow.zoom, abs=1e-9)
    assert View(119.2, 26.0, 119.2, 26.0).zoom == 18


def test_natural_breaks_part_what_lies_apart() -> None:
    assert natural_breaks([1, 1, 2, 2, 10, 11, 12, 50, 51], 3) == (10, 50)
    assert natural_breaks([3, 3], 5) == ()


@pytest.fixture
def lots(warehouse: Path) -> Path:
    snapshot.publish(warehouse, lotted.LOTS)
    database.pin()
    return warehouse


@pytest.mark.usefixtures("lots")
def test_the_legend_names_every_class_of_a_number_and_only_words_that_occur() -> None:
    chosen = LotSelection(Selection(year=2023))
    named = classes(TAX, (1.0, 5.0))
    legend = map_legend.rows(named, lot_map.counts(chosen, TAX, named))
    assert legend["label"].tolist() == ["< 1", "1 – 5", "≥ 5", NO_DATA_WORD]
    words = map_legend.rows(classes(USE), lot_map.counts(chosen, USE, classes(USE)))
    assert words["parcels"].iloc[:-1].gt(0).all()
    assert "&lt; 1" in map_legend.draw(TAX, 2023, legend)


@pytest.mark.usefixtures("lots")
def test_bounds_of_the_data_rise_and_move_with_no_filter() -> None:
    for method in ("quantile", "jenks"):
        bounds = lot_map.breaks(TAX, method)
        assert list(bounds) == sorted(set(bounds))


@pytest.mark.usefixtures("lots")
def test_a_picture_shows_the_whole_district_and_marks_the_chosen() -> None:
    named = classes(TAX, (5.0,))
    every = lot_map.shapes(LotSelection(Selection(year=2023)), TAX, named, with_others=True)
    chosen = LotSelection(Selection(year=2023, lowest=5.0))
    some = lot_map.shapes(chosen, TAX, named, with_others=True)
    assert every[["code", "is_shown"]].to_numpy().tolist() == [["1", True], ["1", True], ["0", True]]
    assert some[["code", "is_shown"]].to_numpy().tolist() == [["1", True], ["1", True], ["0", False]]
    assert lot_map.shapes(chosen, TAX, named, with_others=False)["is_shown"].tolist() == [True, True]


@pytest.mark.usefixtures("lots")
def test_a_picture_has_the_words_of_the_legend_on_the_screen() -> None:
    every = LotSelection(Selection(year=2023))
    for mode in (TAX, WORKS):
        named = classes(mode, (5.0,))
        legend = map_legend.rows(named, lot_map.counts(every, mode, named))
        drawn = map_picture.drawing(every, mode, named)
        assert [(key.label, key.count) for key in drawn.legend] == list(
            zip(legend["label"], legend["parcels"], strict=True)
        )
    assert drawn.lots["colour"].notna().all()


def _asked(build: str, word: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": "/",
            "headers": [],
            "query_string": f"word={word}".encode(),
            "path_params": {"build": build},
        }
    )


def test_the_background_is_for_readers_with_a_word(warehouse: Path) -> None:
    line = '{"type":"LineString","coordinates":[[119.2,26],[119.3,26]]}'
    road = {"feature_id": "1", "kind": "road", "name": "<b>路", "shape_geojson": line}
    snapshot.publish(warehouse, {**lotted.LOTS, "basemap": [road]})
    build = database.build_folder().name
    basemap_route._packed.cache_clear()
    assert basemap_route.geojson(_asked(build, "x")).status_code == 403
    response = basemap_route.geojson(_asked(build, tiles._signer().dumps(build)))
    found = json.loads(gzip.decompress(bytes(response.body)))
    assert [each["properties"] for each in found["features"]] == [{"kind": "road", "name": "<b>路"}]
    gone = "20200101T000000Z-0"
    assert basemap_route.geojson(_asked(gone, tiles._signer().dumps(gone))).status_code == 404
