"""Figures of 项目与招商 against rows that a reader can count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import database, project_book, project_charts, project_stage_charts, project_tables
from dashboard import project_sums as sums
from dashboard.queries import project_cases, projects
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.projects import DAY, PROJECTS, STRANGER

WHOLE = Asked(Selection(year=2023), DAY)
NORTH = Asked(Selection(year=2023, parks=("N",)), DAY)
ABOVE = Asked(Selection(year=2023, scales=("above",)), DAY)


@pytest.fixture(scope="module", autouse=True)
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot.publish(tmp_path_factory.mktemp("snapshot"), PROJECTS).parent.parent


@pytest.fixture(autouse=True)
def pinned(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(district))
    database.unpin()


def ids(kind: str, asked: Asked) -> list[str]:
    return sorted(project_cases.cases(kind, asked)["project_id"])


def test_investment_of_a_year_is_a_sum_and_its_share_of_the_plan_a_ratio_of_sums_over_projects_with_both() -> (
    None
):
    found = projects.tech_inv(WHOLE)
    assert (found.done_wan_yuan, found.told, found.plan_wan_yuan, found.planned) == (470, 3, 500, 2)
    assert found.compared == 2
    assert found.done_pct == pytest.approx(84)
    assert (found.before_wan_yuan, found.told_before, found.told_both) == (300, 2, 1)
    assert found.change_pct == pytest.approx(100 * (470 / 300 - 1))


def test_without_the_year_before_there_is_no_growth_and_without_any_year_no_sum() -> None:
    before = projects.tech_inv(replace(WHOLE, selection=Selection(year=2022)))
    assert (before.done_wan_yuan, before.change_pct) == (300, None)
    assert projects.tech_inv(replace(WHOLE, selection=Selection(year=2021))).done_wan_yuan is None
    rows = projects.years("upgrade", WHOLE)
    assert rows[["year", "done_pct"]].to_numpy().tolist() == [
        [2022, pytest.approx(100 * 300 / 350)],
        [2023, 84],
    ]


def test_a_project_has_come_as_far_as_its_word_its_stages_and_its_dates_say() -> None:
    reached = project_cases.cases("upgrade", WHOLE).set_index("project_id")["reached"]
    assert reached.to_dict() == {"U1": 6, "U2": 8, "U3": 5, "U4": 9}
    counts = sums.stages(project_cases.cases("investment", WHOLE)).set_index("stage")
    assert counts["reached"].tolist() == [5, 4, 3, 2, 1, 1, 1, 1, 0]
    assert list(counts.loc["签约", ["projects", "wan_yuan"]]) == [1, 26_000]
    untold = sums.stages(project_cases.cases("overseas", WHOLE)).set_index("stage")
    assert untold.loc[sums.UNTOLD, "projects"] == 1


def test_a_stage_is_late_that_is_planned_before_the_day_and_lies_beyond_all_that_was_reached() -> None:
    late = project_cases.late_stages("upgrade", WHOLE)
    assert late[["project_id", "late_stage", "overdue_days"]].to_numpy().tolist() == [["U1", "竣工", 60]]
    tomorrow = project_cases.late_stages("private", WHOLE)
    assert tomorrow[["project_id", "overdue_days"]].to_numpy().tolist() == [["P3", 30]]
    assert project_cases.late_stages("private", replace(WHOLE, on=date(2024, 1, 10))).empty


def test_talks_count_by_the_year_in_which_they_begin_and_contracts_by_the_day_they_are_signed() -> None:
    rows = projects.conversions(WHOLE).set_index("year")
    assert list(rows.loc[2022, ["talked", "talked_signed", "signed_pct"]]) == [2, 1, 50]
    assert list(rows.loc[2022, ["signed", "signed_landed", "landed_pct"]]) == [1, 1, 100]
    found = projects.invest_conv(WHOLE)
    assert (found.talked, found.signed_pct, found.signed, found.landed_pct) == (2, 100, 2, 50)
    assert (found.signed_wan_yuan, found.signed_told) == (25_000, 2)
    nothing = projects.invest_conv(replace(WHOLE, selection=Selection(year=2021)))
    assert (nothing.signed, nothing.landed_pct, nothing.signed_pct) == (0, None, None)


def test_leads_lead_to_the_nodes_that_the_chains_page_places_them_at() -> None:
    leads = sums.labelled(projects.leads(WHOLE))
    assert leads[leads["project_id"] == "I4"][["source", "label"]].to_numpy().tolist() == [
        [sums.UNTOLD, sums.UNPLACED]
    ]
    assert set(leads.dropna(subset=["chain_id"])["project_id"]) == {"I1", "I2", "I3"}
    rows = sums.with_nodes(project_cases.cases("investment", WHOLE), leads).set_index("project_id")
    # I3 is in production: whatever its node lacks, it fills no gap any more.
    assert not rows.loc["I3", "fills"]
    assert sums.leads(leads)["projects"].sum() >= 5


def test_a_place_is_the_projects_own_else_its_firms_and_a_filter_of_firms_finds_no_unknown_one() -> None:
    assert ids("investment", NORTH) == ["I1"]
    assert ids("upgrade", NORTH) == ["U1", "U2"]
    assert ids("upgrade", ABOVE) == ["U1", "U2"]
    assert STRANGER in project_cases.cases("upgrade", WHOLE)["firm"].tolist()


def test_a_month_without_a_report_stands_where_it_stood_and_after_the_last_there_is_no_number() -> None:
    told = projects.months("upgrade", WHOLE)
    curve = sums.progress(told, 2023)
    assert curve["actual"].tolist()[:3] == [50, 110, 210]
    assert (curve["actual"].iloc[-1], curve["planned"].iloc[-1]) == (420, 500)
    spring = sums.progress(projects.months("upgrade", replace(WHOLE, on=date(2023, 4, 1))), 2023)
    assert spring["actual"].isna().tolist() == [False] * 3 + [True] * 9


def test_completions_of_a_month_that_is_not_over_are_unknown() -> None:
    nodes = project_cases.nodes("upgrade", WHOLE)
    curve = sums.completions(nodes, 2023, date(2023, 6, 30)).set_index("month")
    assert curve["planned"].tolist() == [1] * 5 + [2] * 5 + [3] * 2
    assert curve.loc["2023-06", "actual"] == 1
    assert curve["actual"].isna().sum() == 6


def test_months_of_private_firms_are_those_of_the_first_dated_stage_with_none_left_out() -> None:
    rows = sums.months(project_cases.cases("private", WHOLE))
    assert rows.to_numpy().tolist() == [["2023-02", 1], ["2023-03", 0], ["2023-04", 1]]


def test_every_project_of_the_sea_has_one_status() -> None:
    rows = sums.with_status(project_cases.cases("overseas", WHOLE), 2023).set_index("project_id")
    assert rows["status"].to_dict() == {
        "O1": "新开工", "O2": "竣工投产", "O3": "未开工", "O4": "在建", "O5": "未写明",
    }  # fmt: skip
    assert sums.statuses(rows.reset_index())["projects"].sum() == 5
    places = sums.by_place(rows.reset_index(), "town")
    assert places.groupby("place")["projects"].sum().to_dict() == {"乙镇": 1, "未写明": 2, "甲街道": 2}


def test_plotly_takes_every_drawing_whole_and_empty() -> None:
    rows = sums.with_status(project_cases.cases("overseas", WHOLE), 2023)
    upgrades, nodes = project_cases.cases("upgrade", WHOLE), project_cases.nodes("upgrade", WHOLE)
    leads = sums.labelled(projects.leads(WHOLE))
    for part in (slice(None), slice(0)):
        for figure in (
            project_charts.bullets(upgrades.dropna(subset=["ahead_wan_yuan"])[part]),
            project_charts.progress(sums.progress(projects.months("upgrade", WHOLE)[part], 2023)),
            project_charts.completions(sums.completions(nodes[part], 2023, DAY)),
            project_charts.months(sums.months(rows[part])),
            project_stage_charts.funnel(sums.stages(rows[part])),
            project_stage_charts.standing(sums.stages_for_others(rows[part])),
            project_stage_charts.leads(sums.leads(leads[part])),
            project_stage_charts.strip(sums.statuses(rows[part])),
            project_stage_charts.places(sums.by_place(rows[part], "park")),
        ):
            go.Figure(figure.to_dict())


def test_the_workbook_holds_every_table_and_for_others_only_counts_of_kinds_with_enough_firms() -> None:
    sheets = {sheet.title: sheet for sheet in project_book.sheets(WHOLE)}
    for sheet in sheets.values():
        assert {column.name for column in sheet.columns} <= set(sheet.rows().columns)
    assert len(sheets["技改"].rows()) == 4
    assert sheets["滞后节点"].rows()["kind"].tolist() == ["技改", "招商", "民企对接"]
    (counted,) = project_book.sheets(WHOLE, for_others=True)
    sent = counted.rows()
    assert set(sent["kind"]) == set(project_tables.KINDS.values())
    assert sent[["reached", "wan_yuan"]].isna().all(axis=None)
    assert (sent["projects"].dropna().isin([0]) | (sent["projects"].dropna() >= 3)).all()
