"""Growth and falling output, calculated by hand from the returns of `tests.golden.returns`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.contracts import CONTRACTS
from etl.decline_rules import DECLINE, DeclineRuleError, load_decline
from tests.etl.office import Snapshot, publish
from tests.golden.returns import A, B, C, D, E, write_district

FEBRUARY, MARCH = date(2023, 2, 1), date(2023, 3, 1)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(write_district(tmp_path_factory.mktemp("returns") / "来件"))


def told(district: Snapshot, column: str, month: date = MARCH) -> dict[str, Any]:
    rows = district.rows(f"SELECT enterprise_id, {column} FROM decline_month WHERE month = ?", month)  # noqa: S608
    return dict(rows)


def test_a_base_is_the_stated_one_else_the_firms_own_and_never_zero(district: Snapshot) -> None:
    assert district.outcome.report["errors"] == 0
    assert told(district, "output_base_wan_yuan") == {A: 300, B: 150, C: 150, D: None, E: 90}
    assert told(district, "output_cum_before_wan_yuan") == {A: 300, B: 150, C: 120, D: None, E: None}
    assert told(district, "output_gain_wan_yuan") == {A: -30, B: 0, C: 10, D: None, E: 9}


def test_a_month_is_compared_with_its_own_of_the_year_before(district: Snapshot) -> None:
    # March alone: 甲 270 − 180 = 90 against 100, 乙 80 against 50, 丙 60 against 40; 1—2 月: 180 against 200.
    assert told(district, "round(output_yoy, 1)") == {A: -10, B: 60, C: 50, D: None, E: None}
    assert told(district, "round(output_yoy, 1)", FEBRUARY) == {A: -10, B: -30, C: 25, D: None, E: None}
    assert told(district, "electricity_before_kwh") == {A: 100_000, B: 50_000, C: None, D: None, E: None}


def test_months_in_a_row_count_1_and_2_as_one_and_give_a_colour(district: Snapshot) -> None:
    assert told(district, "falling_returns", FEBRUARY) == {A: 1, B: 1, C: 0, D: None, E: None}
    assert told(district, "falling_returns") == {A: 2, B: 0, C: 0, D: None, E: None}
    # −10 % is not below −10 %; two falls in a row are blue. Who cannot be compared has no colour.
    assert told(district, "decline_colour", FEBRUARY) == {A: "绿", B: "红", C: "绿", D: None, E: "绿"}
    assert told(district, "decline_colour") == {A: "蓝", B: "绿", C: "绿", D: None, E: "绿"}


def test_the_ledger_keeps_its_own_words_and_a_difference_is_said(district: Snapshot) -> None:
    rows = district.rows(
        "SELECT enterprise_name, month, watch_indicator, watch_yoy, watch_months, watch_colour, helper, help_status "
        "FROM decline_watch ORDER BY month, enterprise_name"
    )
    assert rows == [
        ("乙公司", FEBRUARY, "产值", -30, 2, "红", "陈示例", "帮扶中"),
        ("丁公司", MARCH, "用电", -5, 1, None, "林示例", None),
        ("乙公司", MARCH, "产值", 0, 0, "绿", "陈示例", "已回升"),
        ("外来公司", MARCH, "税收", -50, 3, "红", "林示例", "待帮扶"),
        ("甲公司", MARCH, "产值", -10, 2, "橙", None, "帮扶中"),
        ("甲公司", None, None, -3, 1, "蓝", "陈示例", None),
    ]
    found = {
        check: [issue["row_number"] for issue in district.issues(f"decline_{check}")]
        for check in (
            "without_colour",
            "of_unknown_firm",
            "without_helper",
            "yoy_differs",
            "colour_differs",
            "without_month",
            "without_indicator",
        )
    }
    assert found == {
        "without_colour": [7], "of_unknown_firm": [6], "without_helper": [4], "yoy_differs": [], "colour_differs": [4],
        "without_month": [8], "without_indicator": [8],
    }  # fmt: skip


def test_each_row_of_the_ledger_leads_back_to_its_file(district: Snapshot) -> None:
    assert district.rows(
        "SELECT row_number FROM lineage WHERE table_name = 'decline_watch' ORDER BY row_number"
    ) == [(row,) for row in range(3, 9)]


def test_no_heading_of_the_ledger_means_two_fields() -> None:
    fields = CONTRACTS["decline_watch"].fields
    headings = [name for field in fields for name in {field.column.label, *field.aliases}]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fall_pct = 15", "fall_pct = 25", "不轻于"),
        ("falling_returns = 9", "falling_returns = 0.5", "整数"),
        ("falling_returns = 2", "", "要写"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "decline.toml"
    file.write_text(DECLINE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DeclineRuleError, match=said):
        load_decline(file)
