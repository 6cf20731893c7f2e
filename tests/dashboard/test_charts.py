from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard import charts, per_mu_ends, tables
from dashboard.queries import enterprises
from dashboard.selection import Selection

ALL = Selection(year=2023)


def test_bars_are_named_after_their_bounds_and_the_last_has_none() -> None:
    assert charts.bin_labels((0.0, 0.5, 10.0)) == ["负数", "零", "0–0.5", "0.5–10", "≥10"]


@pytest.mark.usefixtures("full")
def test_a_histogram_stacks_the_chosen_part_under_the_rest() -> None:
    bins = enterprises.histogram(Selection(year=2023, lowest=20.0))
    inside, outside = charts.tax_per_mu_histogram(bins, enterprises.BIN_EDGES).data
    assert sum(inside["y"]) == 2
    assert sum(outside["y"]) == 3
    assert len(inside["x"]) == len(bins)


@pytest.mark.usefixtures("full")
def test_a_league_says_ratio_and_coverage_and_keeps_areas_without_a_ratio() -> None:
    figure = charts.tax_per_mu_league(enterprises.league(ALL, "town"))
    assert list(figure.data[0]["text"]) == ["—（0/1 户）", "0.40（2/3 户）", "15.87（4/4 户）"]
    assert list(figure.data[0]["customdata"]) == ["未注明", "乙镇", "甲街道"]


def test_an_area_that_looks_like_markup_is_drawn_as_it_stands() -> None:
    row = {"area_id": "x", "area": "<b>甲</b>", "firms": 1, "with_both": 1, "tax_wan_yuan_per_mu": 1.0}
    figure = charts.tax_per_mu_league(pd.DataFrame([row]))
    assert figure.data[0]["hovertext"] == ["&lt;b&gt;甲&lt;/b&gt;"]
    assert figure.to_dict()["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;甲&lt;/b&gt;"]


def test_two_areas_of_one_name_stay_two_bars_and_a_long_name_is_cut() -> None:
    axis = charts.names_axis(["高新园", "高新园", "39 计算机、通信和其他电子设备制造业"])
    assert axis["tickvals"] == [0, 1, 2]
    assert axis["ticktext"] == ["高新园", "高新园", "39 计算机、通信和其他电…"]


def test_a_year_without_data_is_a_gap() -> None:
    weighted, _ = charts.tax_per_mu_trend((2022, 2023), (None, 20.0), (None, 10.0)).data
    assert weighted["y"] == [None, 20.0]
    assert weighted["text"] == ["—", "20.00"]


def test_charts_name_no_colour() -> None:
    source = Path(charts.__file__).read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgb", source)


def test_every_column_of_the_list_is_configured_and_exported() -> None:
    exported = [column.name for column in tables.FIRM_COLUMNS]
    assert set(tables.FIRM_LIST) <= set(exported)
    assert len(exported) == len(set(exported))
    assert set(tables.column_config(tables.FIRM_COLUMNS)) == set(exported)


def test_every_column_of_a_short_list_has_a_chinese_heading() -> None:
    assert {*per_mu_ends.END, *per_mu_ends.POTENTIAL} <= set(tables.end_columns())
    assert set(tables.RANKING) <= set(tables.ranking_columns())
    assert set(tables.LEAGUE) <= set(tables.league_columns("片区"))
