"""Services and safety, against cases that a reader can count: what is due, late, covered, and what is drawn of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import service_book, service_cards, service_charts, service_tables
from dashboard.figure import Figure
from dashboard.queries import service_sums, services
from dashboard.queries.services import Asked
from dashboard.selection import Selection
from dashboard.service_drawings import DRAWINGS
from etl.contracts.service_words import SERVICE_KINDS
from tests.dashboard import snapshot
from tests.dashboard.service_rows import BARE, DAY, SERVED, A, C

YEAR = Selection(year=2023)
TOWN = replace(YEAR, towns=("乙镇",))


@pytest.fixture(autouse=True)
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, SERVED)
    return warehouse


def asked(kind: str, selection: Selection = YEAR, on: date = DAY) -> Asked:
    return Asked(kind, selection, on)


def some(kind: str, *names: str, selection: Selection = YEAR) -> list[Any]:
    row = service_sums.totals(asked(kind, selection))
    return [row[name] for name in names]


def by_case(kind: str, column: str) -> dict[str, Any]:
    rows = services.cases(asked(kind)).dropna(subset=[column])
    return dict(zip(rows["case_id"], rows[column], strict=True))


def valid(figure: Figure) -> go.Figure:
    """The figure as plotly itself checks it."""
    drawn = figure.to_dict()
    return go.Figure({"data": drawn["data"], "layout": drawn["layout"]})


def test_what_is_owed_is_due_less_paid_and_what_was_paid_too_much_is_apart() -> None:
    assert some("policy_claim", "due", "settled", "owing", "over") == [220, 180, 50, 10]
    assert some("policy_claim", "owing_cases", "reached", "untold", "flagged", "lost") == [2, 3, 1, 1, 1]
    # 1 January to 2 March are 60 days; a day of payment before the claim says nothing.
    assert some("policy_claim", "days", "timed") == [60, 1]
    assert by_case("policy_claim", "open_days") == {"Z3": 30}


def test_the_waterfall_comes_down_to_what_is_owed() -> None:
    drawn = DRAWINGS["policy_claim"][0].figure(asked("policy_claim"))
    assert drawn is not None
    (bars,) = drawn.data
    steps = dict(zip(bars["x"], zip(bars["base"], bars["y"], strict=True), strict=True))
    assert steps == {
        "应兑": (0, 220),
        "已兑<br>省级": (100, 120),
        "已兑<br>市级": (40, 60),
        "超出核定": (40, 10),
        "应兑未兑": (0, 50),
    }


def test_a_subsidy_covers_the_firms_that_it_reached() -> None:
    assert some("power_subsidy", "applied", "settled", "reached", "members") == [3, 2.5, 2, 3]


def test_a_debt_is_repaid_no_more_than_it_was_and_the_untold_is_left_out() -> None:
    assert some("arrears_case", "owed", "known", "settled", "owing", "untold", "overdue") == [
        800, 300, 150, 150, 1, 1,
    ]  # fmt: skip
    left = service_sums.left(asked("arrears_case"))
    assert left["measure"].tolist() == [200, 250, 150]


def test_coverage_is_of_firms_above_scale_in_the_year_and_a_firm_counts_once() -> None:
    # Of two above scale one was visited this year, the other last year.
    assert some("visit", "above_reached", "above", "reached", "made", "found", "overdue") == [
        1,
        2,
        2,
        3,
        1,
        1,
    ]
    assert by_case("visit", "overdue_days") == {"V5": 10}
    assert service_sums.visit_days(asked("visit"))["visits"].tolist() == [1, 2]


def test_a_request_is_late_only_while_open_and_not_suspended() -> None:
    assert some("ticket", "closed", "overdue", "late", "undated", "asked", "satisfied") == [2, 1, 1, 1, 2, 1]
    assert by_case("ticket", "overdue_days") == {"T3": 10}
    assert some("ticket", "days") == [10]
    assert by_case("ticket", "open_days") == {"T3": 30, "T4": 364, "T5": 91}


def test_a_hazard_is_overdue_by_its_deadline_or_by_word() -> None:
    assert some("hazard", "closed", "overdue", "major", "major_open", "burdens", "burdens_open", "lost") == [
        1, 2, 2, 1, 1, 1, 1,
    ]  # fmt: skip
    rows = service_sums.left(asked("hazard"))
    assert rows[rows["part"] == "隐患"]["measure"].tolist() == [0, 2, 2]
    assert rows[rows["part"] == "占压"]["measure"].tolist() == [1, 1, 1]


def test_filters_narrow_through_the_firm_and_a_pipeline_by_its_town() -> None:
    assert services.cases(asked("ticket", TOWN))["enterprise_id"].tolist() == [C]
    assert set(services.cases(asked("hazard", TOWN))["case_id"]) == {"H2", "H4"}
    scaled = replace(TOWN, scales=("below",))
    assert services.cases(asked("hazard", scaled))["case_id"].tolist() == ["H2"]
    assert services.cases(asked("notice_batch", TOWN))["case_id"].tolist() == ["N2"]
    assert len(services.cases(asked("notice_batch", replace(YEAR, parks=("N",))))) == 2
    assert some("visit", "above", selection=TOWN) == [0]


def test_the_unknown_stay_in_view_and_the_pressing_are_apart() -> None:
    lost = {kind: services.cases(asked(kind), "lost")["case_id"].tolist() for kind in SERVICE_KINDS}
    assert lost == {
        "policy_claim": ["Z4"], "power_subsidy": ["4"], "arrears_case": ["D3"], "visit": ["V6"], "ticket": ["T5"],
        "hazard": ["H3"], "notice_batch": [],
    }  # fmt: skip
    assert services.cases(asked("policy_claim"), "pressing")["case_id"].tolist() == ["Z3", "Z4"]
    assert set(services.cases(asked("visit"), "pressing")["case_id"]) == {"V1", "V5"}


def test_the_day_is_each_ledgers_own() -> None:
    assert services.told_on("ticket") == DAY
    assert services.told_on("notice_batch") == date(2022, 12, 31)


@pytest.mark.parametrize("kind", SERVICE_KINDS)
@pytest.mark.parametrize("rows", [SERVED, BARE], ids=["full", "bare"])
def test_cards_sentence_and_drawings_hold_in_full_and_bare_ledgers(
    warehouse: Path, kind: str, rows: snapshot.Rows
) -> None:
    snapshot.publish(warehouse, rows, "20240402T080000Z-2")
    row = service_sums.totals(asked(kind))
    shown = service_cards.CARDS[kind](row, asked(kind))
    said = service_cards.sentence(row, asked(kind)) + service_book.caliber(shown)
    assert "nan" not in said.lower()
    assert "None" not in said
    assert not any("nan" in f"{card.value}{card.note}".lower() or "None" in card.note for card in shown)
    for drawing in DRAWINGS[kind]:
        figure = drawing.figure(asked(kind))
        if figure is not None:
            assert valid(figure).data
            assert "<b>" not in str(figure.data)
            assert "<i>" not in str(figure.data)


def test_a_calendar_has_no_thirtieth_of_february_and_nothing_after_the_day() -> None:
    rows = service_sums.visit_days(asked("visit"))
    (cells,) = service_charts.calendar(rows, 2023, date(2023, 6, 15)).data
    assert cells["z"][1][28:] == [None, None, None]
    assert cells["z"][4][0] == 1
    assert cells["z"][5][14:16] == [0, None]


@pytest.mark.parametrize("kind", SERVICE_KINDS)
def test_the_workbook_has_every_case_and_others_only_the_numbers(kind: str) -> None:
    shown = service_cards.CARDS[kind](service_sums.totals(asked(kind)), asked(kind))
    whole = service_book.sheets(asked(kind), shown)
    assert [sheet.title for sheet in whole] == [SERVICE_KINDS[kind], "合计", "来源行"]
    for sheet in whole:
        assert {column.name for column in sheet.columns} <= set(sheet.rows().columns)
    assert len(whole[0].rows()) == len(services.cases(asked(kind)))
    (alone,) = service_book.sheets(asked(kind), shown, for_others=True)
    assert alone.rows()["item"].tolist() == [card.label for card in shown]


def test_the_four_lists_are_of_the_same_hazards() -> None:
    there = set(services.cases(asked("hazard")).columns)
    for columns in service_tables.FOUR_LISTS.values():
        assert {column.name for column in columns} <= there


def test_a_case_leads_to_its_row() -> None:
    (row,) = services.sources("ticket", ("T3",)).to_dict("records")
    assert (row["path"], row["row_number"]) == ("诉求台账.xlsx", 5)


def test_a_large_firms_sum_is_told_from_many() -> None:
    found = service_sums.cells(asked("policy_claim"))
    assert (found["owing_wan_yuan_members"], found["owing_wan_yuan_largest"]) == (2, 40)
    assert services.cases(asked("policy_claim"))["who"].nunique() == len({A, "B", C, "new"})
