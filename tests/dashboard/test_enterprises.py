"""Numbers that a reader can add in the head: see the comment over `snapshot.ENTERPRISES`."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.queries import enterprises
from dashboard.selection import UNKNOWN, Selection
from tests.dashboard import snapshot

pytestmark = pytest.mark.usefixtures("full")

ALL = Selection(year=2023)
APPENDIX_B = Selection(year=2023, search="", industries=("39", "27"), scales=("above", "below"))


def names(selection: Selection) -> list[str]:
    """The letter by which each enterprise of the answer is told, in the order of the answer."""
    rows = enterprises.rows(selection, 100).to_pandas()
    return [next(letter for letter in name if letter in "甲乙丙丁戊己庚辛") for name in rows["name"]]


def test_the_ratio_of_a_group_is_sum_over_sum_and_its_median_stands_beside_it() -> None:
    figures = enterprises.figures(APPENDIX_B)
    assert figures.tax_wan_yuan_per_mu == pytest.approx(719 / 40, abs=0.005)
    assert figures.median_tax_wan_yuan_per_mu == pytest.approx(20)
    assert (figures.tax_wan_yuan, figures.land_mu) == (719, 40)


def test_a_ratio_counts_only_rows_with_both_while_sums_count_every_row_with_the_datum() -> None:
    figures = enterprises.figures(ALL)
    # Tax of all seven: 560 + 150 + 9 + 30 − 6 + 0 + 12; the 30 has no land, so the ratio is 725 / 53.
    assert figures.tax_wan_yuan == 755
    assert figures.tax_wan_yuan_per_mu == pytest.approx(725 / 53)
    assert (figures.firms, figures.with_tax, figures.with_land, figures.with_both, figures.with_ratio) == (
        8,
        7,
        6,
        6,
        5,
    )


def test_missing_stays_missing_and_zero_is_zero() -> None:
    nobody_has_output = enterprises.figures(Selection(year=2023, parks=("",)))
    assert nobody_has_output.output_wan_yuan is None
    paid_nothing = enterprises.figures(Selection(year=2023, search="示例己"))
    assert paid_nothing.tax_wan_yuan_per_mu == 0


def test_an_empty_selection_has_no_numbers_rather_than_zeros() -> None:
    nobody = enterprises.figures(Selection(year=2023, search="没有这家"))
    assert nobody.firms == 0
    assert nobody.tax_wan_yuan is None
    assert nobody.tax_wan_yuan_per_mu is None


def test_a_league_orders_areas_by_their_weighted_ratio_with_the_unnamed_last() -> None:
    league = enterprises.league(ALL, "park")
    assert list(league["area"]) == ["北园区", "南园区", "园区外"]
    assert list(league["tax_wan_yuan_per_mu"]) == pytest.approx([710 / 35.5, 21 / 14.5, -2])
    assert list(league["with_both"]) == [2, 3, 1]
    assert list(enterprises.league(ALL, "town")["area"]) == ["甲街道", "乙镇", UNKNOWN]


def test_league_and_figures_agree_on_the_totals() -> None:
    league = enterprises.league(ALL, "town")
    figures = enterprises.figures(ALL)
    assert league["firms"].sum() == figures.firms
    assert league["tax_wan_yuan"].sum() / league["land_mu"].sum() == pytest.approx(
        figures.tax_wan_yuan_per_mu
    )


def test_a_histogram_has_bars_of_their_own_for_losses_and_zero_and_counts_every_ratio_once() -> None:
    bins = enterprises.histogram(ALL)
    assert len(bins) == len(enterprises.BIN_EDGES) + 2
    # −2 | 0 | 2 in 2–3 | 20 twice in 20–30.
    assert {row.bin: row.firms for row in bins.itertuples() if row.firms} == {0: 1, 1: 1, 4: 1, 9: 2}
    assert bins["chosen"].sum() == bins["firms"].sum() == enterprises.figures(ALL).with_ratio


def test_a_histogram_keeps_the_bars_outside_the_chosen_range() -> None:
    bins = enterprises.histogram(replace(ALL, lowest=0.0, highest=2.0))
    assert bins["firms"].sum() == 5
    assert {row.bin: row.chosen for row in bins.itertuples() if row.chosen} == {1: 1, 4: 1}


def test_a_range_includes_both_its_bounds() -> None:
    assert names(replace(ALL, lowest=2.0, highest=20.0)) == ["甲", "乙", "丙"]
    assert names(replace(ALL, highest=0.0)) == ["己", "戊"]


def test_every_enterprise_without_a_ratio_has_a_reason() -> None:
    reasons = enterprises.reasons_without_ratio(ALL)
    assert dict(zip(reasons["why_no_ratio"], reasons["firms"], strict=True)) == {
        "无用地数据": 1,
        "用地不大于零": 1,
        "无税收和用地数据": 1,
    }


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(year=2023, towns=("乙镇",)), ["丙", "戊", "丁"]),
        (Selection(year=2023, parks=("N",)), ["甲", "乙"]),
        (Selection(year=2023, parks=("",)), ["戊", "辛"]),
        (Selection(year=2023, industries=("27",)), ["乙", "丙"]),
        (Selection(year=2023, scales=("above",)), ["甲", "乙"]),
        (Selection(year=2023, scales=("unknown",), towns=("甲街道",)), ["己", "庚"]),
        (Selection(year=2023, sizes=("微型", "大型")), ["甲", "丁"]),
        (Selection(year=2023, search="5e"), ["戊"]),
        (Selection(year=2023, search="100%_"), ["丁"]),
        (Selection(year=2023, search="_"), ["丁"]),
        (Selection(year=2023, search="'; DROP TABLE enterprise; --"), []),
        (Selection(year=2023, towns=("' OR 1=1 --",)), []),
    ],
)
def test_a_filter_keeps_exactly_its_rows(selection: Selection, expected: list[str]) -> None:
    assert names(selection) == expected


def test_rows_come_best_first_and_no_more_than_asked_for() -> None:
    rows = enterprises.rows(ALL, 3).to_pandas()
    assert len(rows) == 3
    assert rows["tax_wan_yuan_per_mu"].is_monotonic_decreasing


def test_all_rows_come_when_asked_for_and_leave_unnamed_towns_empty() -> None:
    rows = enterprises.all_rows_later(ALL)()
    assert len(rows) == len(snapshot.ENTERPRISES)
    unnamed = rows.loc[rows["name"] == "示例辛有限公司"].iloc[0]
    assert pd.isna(unnamed["town"])
    assert pd.isna(unnamed["park"])


def test_a_trend_has_the_figures_of_each_year_the_earliest_first() -> None:
    trend = enterprises.trend(APPENDIX_B, (2023, 2022))
    assert trend.years == (2022, 2023)
    assert trend.weighted == pytest.approx((619 / 40, 719 / 40))
    assert trend.before(2023) == enterprises.figures(APPENDIX_B.of_year(2022))
    assert trend.before(2022) is None
    assert trend.before(None) is None
