from __future__ import annotations

import pytest

from dashboard import clicks, filters
from dashboard.industries import division_label, divisions
from dashboard.queries import enterprises
from dashboard.queries.snapshot import Choices
from dashboard.selection import Selection, contains_pattern

CHOICES = Choices(("甲街道",), {"N1": "高新园", "N2": "高新园", "S": "南园"}, ("27", ""), ("大型",))


def test_the_filters_in_force_are_told_in_words() -> None:
    selection = Selection(2023, ("甲街道",), ("S",), ("27",), ("above",), ("大型",), " 示例 ", 10.0, 20.0)
    assert filters.in_force(selection, CHOICES) == {
        "park": "南园",
        "town": "甲街道",
        "industry": "27 医药制造业",
        "scale": "规上",
        "size": "大型",
        "q": "示例",
        "range": "亩均10–20",
    }
    assert filters.in_force(Selection(2023), CHOICES) == {}


@pytest.mark.parametrize(
    ("lowest", "highest", "words"), [(10.0, None, "亩均≥10"), (None, 0.5, "亩均≤0.5"), (0.0, None, "亩均≥0")]
)
def test_half_a_range_is_told_by_its_one_bound(
    lowest: float | None, highest: float | None, words: str
) -> None:
    assert filters.in_force(Selection(lowest=lowest, highest=highest), CHOICES) == {"range": words}


def test_parks_of_one_name_are_told_apart_and_unnamed_industries_have_a_word() -> None:
    selection = Selection(2023, parks=("N2",), industries=("",))
    assert filters.in_force(selection, CHOICES) == {"park": "高新园 N2", "industry": "未注明"}


def test_a_click_names_its_bar_and_none_names_nothing() -> None:
    assert clicks.clicked({"selection": {"points": [{"customdata": "N1"}]}}) == "N1"
    assert clicks.clicked({"selection": {"points": [{"customdata": 3}]}}) == "3"
    assert clicks.clicked({"selection": {"points": []}}) is None


@pytest.mark.parametrize(
    ("bar", "stops"),
    [(0, ("最低", "0")), (1, ("0", "0")), (2, ("0", "1")), (9, ("20", "30")), (14, ("100", "最高"))],
)
def test_a_bar_of_the_histogram_is_a_range_of_the_slider(bar: int, stops: tuple[str, str]) -> None:
    assert clicks.range_of_bar(bar, enterprises.BIN_EDGES) == stops


def test_every_bar_of_the_histogram_has_its_stops_on_the_slider() -> None:
    for bar in range(len(enterprises.BIN_EDGES) + 2):
        assert set(clicks.range_of_bar(bar, enterprises.BIN_EDGES)) <= set(filters.SLIDER)


def test_slider_stops_rise_and_keep_their_words_apart() -> None:
    assert list(filters.STOPS) == sorted(set(filters.STOPS))
    assert len(set(filters.SLIDER)) == len(filters.SLIDER)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [("", ""), ("  ", ""), ("甲", "%甲%"), ("50%_\\", "%50\\%\\_\\\\%")],
)
def test_a_search_finds_its_text_as_it_stands(text: str, pattern: str) -> None:
    assert contains_pattern(text) == pattern


def test_divisions_come_from_the_standard() -> None:
    assert len(divisions()) == 97
    assert division_label("27") == "27 医药制造业"
    assert division_label("00") == "00"
