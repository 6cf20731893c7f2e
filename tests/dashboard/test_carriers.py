"""Figures of floor, carriers, funds, events and policies against rows that a reader can add up in the head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import carrier_book, carrier_cards, carrier_outward, database
from dashboard import carrier_charts as drawings
from dashboard import carrier_policy_charts as policy_drawings
from dashboard.figure import Figure
from dashboard.queries import floors, funds, policies
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.carriers import BARE, CARRIED, DAY, NEWCOMER, A

WHOLE = Asked(Selection(year=2023), DAY)
NORTH = Asked(Selection(year=2023, parks=("N",)), DAY)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A warehouse with the rows, and one with rows that say nothing."""
    made = {name: tmp_path_factory.mktemp(name) for name in ("full", "bare")}
    snapshot.publish(made["full"], CARRIED)
    snapshot.publish(made["bare"], BARE)
    return made


@pytest.fixture(autouse=True)
def district(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(stores["full"]))
    database.unpin()


def test_vacancy_is_the_sum_of_empty_over_the_sum_of_lettable_floor_of_the_latest_quarter() -> None:
    # (2 000 + 500) ÷ (8 000 + 2 000), not (25 % + 25 %) ÷ 2 by luck: the north alone has 2 000 ÷ 8 000.
    assert floors.vacant_rate(WHOLE) == pytest.approx(25)
    sums = floors.floor_sums(WHOLE)
    assert (sums["buildings"], sums["sites"], sums["with_both"], sums["missed"]) == (4, 1, 2, 1)
    assert sums["rent_yuan_per_m2_month"] == pytest.approx((20 * 8_000 + 30 * 2_000) / 10_000)


def test_a_quarter_holds_the_last_word_about_each_building() -> None:
    rows = floors.floor_quarters(WHOLE)
    assert rows["quarter"].tolist() == ["2023 年 3 季度", "2023 年 4 季度"]
    assert rows["vacant_m2"].tolist() == [7_000, 2_500]
    assert rows["vacancy_pct"].tolist() == pytest.approx([70, 25])
    assert floors.vacant_rate(Asked(Selection(year=2023), date(2023, 10, 1))) == pytest.approx(70)


def test_floor_is_chosen_by_park_and_town_and_by_nothing_else() -> None:
    assert floors.spaces(NORTH)["space_id"].tolist() == ["F1"]
    assert floors.spaces(Asked(Selection(year=2023, towns=("甲街道",)), DAY))["space_id"].tolist() == ["F1"]
    assert len(floors.spaces(Asked(Selection(year=2023, industries=("39",)), DAY))) == 4


def test_taken_is_over_carriers_of_which_both_are_told_and_free_is_never_less_than_nothing() -> None:
    assert floors.taken_rate(WHOLE) == pytest.approx(100 * 9_200 / 14_000)
    sums = floors.carrier_sums(WHOLE)
    assert (sums["supply_m2"], sums["free_m2"], sums["overdue"]) == (20_000, 5_000, 1)
    assert floors.carriers(WHOLE)["overdue_days"].dropna().tolist() == [30]


def test_a_guiding_fund_and_its_sub_funds_are_not_added_up() -> None:
    sums = funds.fund_sums(WHOLE)
    assert (sums["guiding_wan_yuan"], sums["sub_wan_yuan"]) == (1_000, 500)
    assert sums["paid_in_pct"] == pytest.approx(100 * 650 / 1_100)
    assert sums["invested_pct"] == pytest.approx(100 * 300 / 600)
    assert sums["overdue"] == 1


def test_what_nobody_told_of_is_no_zero_in_the_rate_of_matches() -> None:
    sums = funds.event_sums(WHOLE)
    assert (sums["money_pct"], sums["people_pct"]) == pytest.approx((50, 50))
    assert (sums["demand_wan_yuan"], sums["reached_wan_yuan"], sums["demand_persons"]) == (500, 100, 14)
    assert (sums["events"], sums["firms"], sums["lost"]) == (2, 4, 1)


def test_a_filter_leaves_no_firm_that_nobody_knows() -> None:
    assert NEWCOMER in funds.events(WHOLE)["firm"].tolist()
    assert set(funds.events(NORTH)["firm"]) == {"示例甲有限公司", "示例乙有限公司"}


def test_a_paper_runs_out_ninety_days_ahead_and_is_past_the_day_after_its_end() -> None:
    counts = policies.counts(DAY)
    assert (counts["in_force"], counts["expiring"], counts["past"], counts["coming"]) == (3, 1, 1, 1)
    states = policies.papers(Selection(year=2023), DAY).set_index("doc_id")["validity"]
    assert states["示政〔2023〕2号"] == "即将到期"
    assert states["示政〔2023〕3号"] == "有效"
    assert states["示政〔2022〕4号"] == "已过有效期"


def test_claims_rest_on_a_paper_by_its_number_then_by_its_title_and_else_on_none() -> None:
    rows = policies.papers(Selection(year=2023), DAY).set_index("doc_id")
    assert list(rows.loc["示政〔2023〕1号", ["claims", "firms", "settled_wan_yuan"]]) == [2, 2, 160]
    assert rows.loc["草稿", "claims"] == 4
    lost = policies.lost_claims(Selection(year=2023), DAY)
    assert lost[["policy_no", "claims"]].to_numpy().tolist() == [["示政〔1999〕9号", 1]]
    covered = policies.coverage(Selection(year=2023), DAY)
    assert (covered["claims"], covered["covered"]) == (7, 6)
    assert policies.claims(Selection(year=2023), DAY, "示政〔2023〕1号")["claim_id"].tolist() == ["Z1", "Z2"]
    of_a = policies.coverage(Selection(year=2023, search=A), DAY)
    assert of_a["claims"] == 3


@pytest.mark.parametrize("store", ["full", "bare"])
def test_every_drawing_is_one_that_plotly_accepts(
    stores: dict[str, Path], store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(stores[store]))
    database.unpin()
    papers = policies.papers(Selection(year=2023), DAY)
    months = funds.event_months(WHOLE)
    figures: Sequence[Figure] = (
        drawings.quarters(floors.floor_quarters(WHOLE)),
        drawings.parks(floors.floor_parks(WHOLE)),
        drawings.carriers(floors.carrier_parts(WHOLE)),
        drawings.funds(funds.funds(WHOLE)),
        drawings.months(months, "demand_persons", "reached_persons", "人"),
        drawings.months(months, "demand_wan_yuan", "reached_wan_yuan", "万元"),
        policy_drawings.validity(papers, DAY),
        policy_drawings.claims(papers, policies.lost_claims(Selection(year=2023), DAY)),
    )
    for figure in figures:
        spec = figure.to_dict()
        go.Figure(spec["data"], spec["layout"])
        assert "<b>" not in str(spec["data"]) + str(spec["layout"].get("yaxis", {}))


def test_the_workbook_holds_every_tab_and_others_get_no_firm() -> None:
    titles = [sheet.title for sheet in carrier_book.sheets(WHOLE)]
    assert titles == [
        "载体厂房", "厂房各季度", "厂房按片区", "园中园", "产业基金", "对接企业", "对接按类型", "对接按月",
    ]  # fmt: skip
    assert [len(sheet.filled().rows()) for sheet in carrier_book.sheets(WHOLE)] == [4, 2, 3, 3, 3, 5, 2, 2]
    others = carrier_book.sheets(WHOLE, for_others=True)
    # Two firms alone found money: no kind is shown. A quarter of two buildings is withheld.
    assert [len(sheet.filled().rows()) for sheet in others] == [1, 0]
    assert not {"firm", "carrier_name"} & {column.name for sheet in others for column in sheet.columns}


def test_the_workbook_of_policies_holds_claims_only_for_the_bureau() -> None:
    selection = Selection(year=2023)
    shown, _ = carrier_cards.policies(policies.counts(DAY), policies.coverage(selection, DAY), "2023-12-31")
    whole = carrier_book.policies_sheets(selection, DAY, shown)
    assert [sheet.title for sheet in whole] == ["政策文件", "未匹配的申报", "合计", "来源行"]
    assert [len(sheet.filled().rows()) for sheet in whole] == [7, 1, 6, 1]
    papers, _ = carrier_book.policies_sheets(selection, DAY, shown[:4], for_others=True)
    assert "claims" not in {column.name for column in papers.columns}
    assert set(papers.filled().rows()["doc_status"]) == {"印发"}


def test_a_sum_that_is_nearly_one_firms_is_not_for_others() -> None:
    rows = pd.DataFrame({"who": list("abcd"), **{name: [1.0] * 4 for name in carrier_outward.SUMS}})
    assert not carrier_outward.tells_of_one(rows)
    assert carrier_outward.tells_of_one(rows.head(2))
    assert carrier_outward.tells_of_one(rows.assign(reached_wan_yuan=[100.0, 1, 1, 1]))
    assert carrier_outward.tells_of_one(rows.assign(reached_persons=[5.0, 5, float("nan"), float("nan")]))
