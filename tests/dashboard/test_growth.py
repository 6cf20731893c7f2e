"""Counts of 培育与申报 against rows that a reader can count."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import database, growth_book, growth_charts, growth_way_charts
from dashboard import growth_sums as sums
from dashboard.queries import growth, growth_honours
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.growth import DAY, GROWTH, STRANGER

WHOLE = Asked(Selection(year=2023), DAY)
NORTH = Asked(Selection(year=2023, parks=("N",)), DAY)


@pytest.fixture(autouse=True)
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path))
    database.unpin()
    snapshot.publish(tmp_path, GROWTH)


def test_a_firm_counts_once_on_the_ladder_and_net_new_is_this_year_less_last() -> None:
    rows = sums.ladder(WHOLE).set_index("honour_code")
    assert list(rows.index[:4]) == ["champion", "little_giant", "specialised", "innovative_sme"]
    assert list(rows.loc["little_giant", ["firms", "firms_before", "net_new"]]) == [1, 0, 1]
    assert list(rows.loc["specialised", ["firms", "firms_before", "net_new"]]) == [2, 3, -1]


def test_the_share_of_output_is_that_of_the_firms_on_the_rung_and_not_for_others() -> None:
    # A 12 000, B 3 000 and C 500 of 15 500 万元.
    shares = sums.ladder(WHOLE).set_index("honour_code")["output_share_pct"]
    assert shares["little_giant"] == pytest.approx(100 * 12_000 / 15_500)
    assert shares["specialised"] == pytest.approx(100 * 3_500 / 15_500)
    assert growth_book.ladder(WHOLE, for_others=True)["output_share_pct"].isna().all()


def test_who_is_on_the_way_by_both_ledgers_counts_once_at_the_furthest_step() -> None:
    rows = growth_honours.coming(WHOLE)
    assert rows[["honour_code", "step"]].to_numpy().tolist() == [
        ["specialised", "组织申报"],
        ["little_giant", "市审"],
    ]


def test_an_honour_that_was_renewed_does_not_run_out() -> None:
    rows = growth_honours.expiring(WHOLE)
    assert rows["firm"].tolist() == ["示例乙有限公司"]
    assert rows["days_left"].tolist() == [182]


def test_a_year_before_the_first_that_is_known_has_no_count_and_no_change() -> None:
    rows = sums.ladder(Asked(Selection(year=2022), DAY)).set_index("honour_code")
    assert rows.loc["specialised", "firms"] == 3
    assert rows[["firms_before", "net_new"]].isna().all(axis=None)


def test_the_hit_rate_is_passed_of_decided_and_none_without_a_result() -> None:
    rows = growth.declarations(WHOLE)
    rates = sums.rates(rows).set_index("programme")
    assert list(rates.loc["专精特新中小企业", ["cases", "passed", "decided", "rate_pct"]]) == [3, 1, 2, 50]
    assert rates.loc["技术攻关", "rate_pct"] == 100
    assert rates["rate_pct"].isna().tolist() == [False, True, False, True]
    assert sums.rate_of(rows) == (2, 3)


def test_a_declaration_is_late_while_nothing_has_left_the_district() -> None:
    rows = growth.declarations(WHOLE).dropna(subset=["overdue_days"])
    assert rows[["declaration_id", "overdue_days"]].to_numpy().tolist() == [["2", 10]]


def test_cases_of_an_unknown_firm_are_there_as_long_as_nothing_is_filtered() -> None:
    assert STRANGER in growth.declarations(WHOLE)["firm"].tolist()
    assert set(growth.declarations(NORTH)["firm"]) == {"示例甲有限公司", "示例乙有限公司"}
    assert STRANGER in growth.adoptions(WHOLE)["firm"].tolist()
    assert STRANGER not in growth.adoptions(NORTH)["firm"].tolist()


def test_a_firm_is_on_the_cloud_once_from_its_first_month() -> None:
    months = sums.adopted_by_month(growth.adoptions(WHOLE))
    assert [f"{month:%Y-%m}" for month in months["month"]] == ["2022-11", "2023-03"]
    assert months["total"].tolist() == [1, 2]


def test_coverage_counts_firms_above_scale_on_the_cloud_by_park() -> None:
    rows = growth.coverage(WHOLE)
    assert rows[["area", "on_cloud", "above_scale", "coverage_pct"]].to_numpy().tolist() == [
        ["北园区", 1, 2, 50.0]
    ]


def test_targets_add_up_and_are_not_compared_with_a_part_of_the_district() -> None:
    assert sums.cloud_targets(WHOLE)["total"].tolist() == [1, 4]
    assert sums.cloud_targets(NORTH).empty
    assert sums.entries(NORTH, growth.pool(NORTH))["target"].isna().all()


def test_entries_of_a_year_before_the_ledger_begins_are_unknown_and_a_target_without_unit_is_none() -> None:
    rows = sums.entries(WHOLE, growth.pool(WHOLE))
    assert rows["year"].tolist() == [2022, 2023]
    assert rows["entered"].isna().tolist() == [True, False]
    assert rows.iloc[1][["entered", "target", "done_pct"]].tolist() == [1, 4, 25]


def test_the_gap_plot_has_a_dot_a_firm_on_the_way_and_a_red_ring_where_its_month_is_past() -> None:
    way = growth_book.on_the_way(growth.pool(WHOLE))
    assert way["gap_wan_yuan"].tolist() == [-20, 350]
    assert way["overdue_days"].dropna().tolist() == [61]
    figure = growth_way_charts.gaps(way)
    assert {trace["name"]: trace["x"] for trace in figure.data} == {"重点培育": [-350], "已达标": [20]}
    assert [trace["marker"]["line"]["width"] for trace in figure.data] == [[3], [0]]


def test_plotly_takes_every_drawing_whole_and_empty() -> None:
    rows, pool, moves = growth.declarations(WHOLE), growth.pool(WHOLE), growth.adoptions(WHOLE)
    for part in (slice(None), slice(0)):
        figures = (
            growth_charts.pyramid(sums.ladder(WHOLE), 2023),
            growth_charts.matrix(sums.matrix(rows[part])),
            growth_charts.hit_rates(sums.rates(rows[part])),
            growth_charts.coverage(growth.coverage(WHOLE)[part]),
            growth_way_charts.clouds(
                sums.adopted_by_month(moves[part]), sums.cloud_targets(WHOLE)[part], DAY
            ),
            growth_way_charts.gaps(growth_book.on_the_way(pool)[part]),
            growth_way_charts.entries(sums.entries(WHOLE, pool)[part]),
            growth_way_charts.people(sums.rates(growth.declarations(WHOLE, of_people=True)[part])),
        )
        for figure in figures:
            go.Figure(figure.to_dict())


def test_people_stand_apart_from_the_declarations_of_enterprises() -> None:
    rows = growth.declarations(WHOLE, of_people=True)
    assert sorted(rows["person_masked"]) == ["林＊", "欧阳＊", "陈＊"]
    assert growth.declarations(WHOLE)["person_masked"].isna().all()


def test_the_sources_of_a_case_are_the_rows_of_its_ledger() -> None:
    rows = growth.sources("declaration", ("1", "2"))
    assert rows[["path", "sheet", "row_number"]].to_numpy().tolist() == [["申报台账.xlsx", "申报", 7]]


def test_others_get_counts_without_those_of_few_firms() -> None:
    rows = growth_book.ladder(WHOLE, for_others=True).set_index("honour_code")
    assert rows.loc["little_giant", ["firms", "net_new"]].isna().all()
    titles = [sheet.title for sheet in growth_book.sheets(WHOLE, for_others=True)]
    assert titles == ["荣誉阶梯", "事项和状态", "通过率", "上云覆盖率", "小升规年度"]
    sent = "".join(sheet.rows().to_csv() for sheet in growth_book.sheets(WHOLE, for_others=True))
    assert "有限公司" not in sent
    assert STRANGER not in sent
