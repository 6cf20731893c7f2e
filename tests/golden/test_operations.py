"""The indicators of 运行监测, calculated by hand from the returns of `tests.golden.returns`; page and sheets say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard import database, operation_book, operation_charts, operation_list
from dashboard.queries import decline, operations
from dashboard.queries.operations import Asked
from dashboard.selection import Selection
from tests.etl.office import Snapshot, publish
from tests.golden.returns import A, B, C, D, E, write_district

YEAR = Selection(year=2023)
FEBRUARY, MARCH = Asked(YEAR, date(2023, 2, 1)), Asked(YEAR, date(2023, 3, 1))
TOWN = Asked(Selection(year=2023, towns=("甲街道",)), date(2023, 3, 1))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(write_district(tmp_path_factory.mktemp("operations") / "来件"))


@pytest.fixture(autouse=True)
def on_the_district(district: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(district.store.root))
    database.unpin()
    yield district.store.root
    database.unpin()


def by_firm(column: str, asked: Asked = MARCH) -> dict[str, object]:
    rows = operations.contributions(asked)
    return {
        firm: None if pd.isna(value) else pytest.approx(value)
        for firm, value in zip(rows["enterprise_id"], rows[column], strict=True)
    }


def test_the_year_to_march_is_the_sum_of_what_was_delivered() -> None:
    # 270 + 150 + 160 + 50 + 99.
    assert operations.out_cum(MARCH) == 729
    assert operations.periods(2023) == (date(2023, 2, 1), date(2023, 3, 1))


def test_three_growths_are_of_three_sets_and_stay_apart() -> None:
    # As delivered: 甲 270/300, 丙 160/150, 戊 99/90. Own returns: 甲 270/300, 乙 150/150, 丙 160/120.
    assert operations.out_yoy(MARCH) == pytest.approx(100 * (529 / 540 - 1))
    assert operations.same_firm_yoy(MARCH) == pytest.approx(100 * (580 / 570 - 1))
    # With a stated base or one's own: −30 + 0 + 10 + 9 of 300 + 150 + 150 + 90.
    assert operations.contrib(MARCH) == pytest.approx(100 * -11 / 690)


def test_contributions_add_up_to_the_growth_of_their_set_and_who_has_no_base_has_none() -> None:
    assert by_firm("contribution") == {
        A: 100 * -30 / 690, B: 0, C: 100 * 10 / 690, E: 100 * 9 / 690, D: None
    }  # fmt: skip
    assert operations.contributions(MARCH)["contribution"].sum() == pytest.approx(operations.contrib(MARCH))
    for by in ("park", "town", "industry"):
        assert operations.parts(MARCH, by)["contribution"].sum() == pytest.approx(100 * -11 / 690)
    towns = operations.parts(MARCH, "town").set_index("area")
    # 甲街道: −30 + 10 + 9 of 300 + 150 + 90; 丁 of 乙镇 reports and cannot be compared.
    assert towns.loc["甲街道", "growth_pct"] == pytest.approx(100 * -11 / 540)
    assert list(towns.loc["乙镇", ["firms", "compared"]]) == [2, 1]


def test_a_filter_reckons_within_the_chosen_firms() -> None:
    assert operations.contrib(TOWN) == pytest.approx(100 * -11 / 540)
    assert decline.decline_n(TOWN) == 1


def test_electricity_is_of_the_firms_that_tell_of_it_in_both_years() -> None:
    # March alone: 甲 9 and 乙 6 against 10 and 5; 丁 has no year before. To March: 27 + 14 against 30 + 15.
    assert operations.power_yoy(MARCH) == pytest.approx(0)
    row = operations.totals(MARCH)
    assert operations.growth(row["power_cum_now"], row["power_cum_before"]) == pytest.approx(
        100 * (41 / 45 - 1)
    )
    assert row["power"] == pytest.approx(180_000)


def test_months_stand_with_their_own_growth_and_the_first_two_are_one() -> None:
    rows = operations.trend(MARCH).set_index("month")
    assert len(rows) == 13
    first = rows.loc[pd.Timestamp(2023, 2, 1)]
    # 180 + 70 + 100 against 200 + 100 + 80; 丁 and 戊 are in the sum alone.
    assert (first["months_covered"], first["output_wan_yuan"]) == (2, 446)
    assert first["output_yoy"] == pytest.approx(100 * (350 / 380 - 1))
    assert rows["output_yoy"].isna()[pd.Timestamp(2022, 12, 1)]


def test_who_falls_is_counted_by_the_returns_and_who_rose_again_apart() -> None:
    assert (decline.decline_n(FEBRUARY), decline.decline_n(MARCH)) == (1, 1)
    row = decline.totals(MARCH)
    assert (row["falling"], row["unjudged"], row["recovered"], row["were_grave"]) == (1, 1, 1, 1)
    assert (row["lost"], row["lost_grave"]) == (30, None)
    counts = decline.colours(MARCH)
    assert counts["computed"].tolist() == [3, 1, 0, 0]
    assert counts["watched"].tolist() == [1, 0, 1, 0]


def test_the_ledger_stands_beside_the_returns_and_a_difference_is_said() -> None:
    rows = decline.watch(MARCH).set_index("firm")
    assert list(rows.loc["甲公司", ["watch_colour", "decline_colour", "difference", "lost_wan_yuan"]]) == [
        "橙", "蓝", "台账橙、月报蓝", 30
    ]  # fmt: skip
    assert rows.loc["外来公司", "difference"] == "未匹配"
    # A word on electricity is not held against the colour of output.
    assert rows["difference"].isna()["丁公司"]
    assert rows.loc["乙公司", "is_recovered"]
    # The firm that nobody knows is the whole district's alone.
    assert "外来公司" not in set(decline.watch(TOWN)["firm"])
    assert decline.totals(TOWN)["differing"] == 1


def test_the_waterfall_ends_at_the_growth_of_the_set() -> None:
    (bars,) = operation_charts.waterfall(operations.contributions(MARCH)).data
    assert bars["hovertext"][0] == "合计：可比企业增速"
    assert bars["x"][0] == pytest.approx(100 * -11 / 690)
    # The last step comes down to the total.
    assert bars["base"][1] + bars["x"][1] == pytest.approx(bars["x"][0])


def test_a_firms_figures_lead_back_to_the_returns_of_both_years_and_to_the_ledger() -> None:
    row = decline.watch(MARCH).query("firm == '甲公司'").iloc[0]
    found = operation_list.sources(row, MARCH)
    assert found[["path", "sheet", "row_number"]].to_numpy().tolist() == [
        ["减产帮扶.xlsx", "Sheet1", 4],
        ["规上月报_2022年.xlsx", "1-3月", 3],
        ["规上月报_2023年.xlsx", "1-3月", 3],
    ]


def test_every_sheet_holds_what_the_questions_answer() -> None:
    sheets = {sheet.title: sheet.filled().rows() for sheet in operation_book.sheets(MARCH)}
    assert list(sheets) == [
        "月度走势", "贡献_片区", "贡献_镇街", "贡献_行业", "贡献_产业链", "企业贡献", "四色", "减产帮扶"
    ]  # fmt: skip
    # Electricity is told of by two firms in both years: others see none of the sums.
    assert operation_book.sheets(MARCH, for_others=True) == ()
