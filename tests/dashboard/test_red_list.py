"""The red list across all lines: each line counts what its own page calls late; filters, the build before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import database, red_lines, screens, since_build
from dashboard.queries import (
    decline,
    enterprises,
    floors,
    funds,
    growth,
    growth_honours,
    operations,
    policies,
    project_cases,
    red_list,
    service_sums,
    services,
    works,
    works_sums,
)
from dashboard.queries.land_contracts import counts as promised
from dashboard.queries.late_lines import KINDS, SOON_DAYS, data_day
from dashboard.screens import PAGES
from dashboard.selection import Selection
from dashboard.url_values import TABS
from etl.contracts.project import PROJECT_KINDS
from tests.dashboard import snapshot

ALL = Selection(year=2023)
LINE_OF = {"arrears_case": "清欠", "ticket": "一企一议", "hazard": "安全隐患", "visit": "走访"}
# No fund of the sample is past its end.
NONE_LATE = ("基金",)


@pytest.fixture(autouse=True)
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    return built_sample


@pytest.fixture
def counted(sample: Path) -> pd.Series:
    """How many cases each line has."""
    return red_list.rows(ALL)["line"].value_counts()


def test_each_line_of_land_and_growth_counts_what_its_page_calls_late(counted: pd.Series) -> None:
    on = works.told_on()
    assert on is not None
    sums = works_sums.totals(works.Asked((), on))
    assert counted["标准化地块"] == sums["plots_late"]
    assert counted["自主提升"] == sums["upgrades_late"]
    assert counted["土地收储"] == sums["reserves_late"]
    assert counted["临时用地"] == sums["papers_expired"]
    day = growth.told_on()
    assert day is not None
    asked = growth.Asked(ALL, day)
    late = sum(growth.declarations(asked, of_people=of)["overdue_days"].notna().sum() for of in (False, True))
    assert counted["申报"] == late
    assert counted["小升规"] == growth.pool(asked)["overdue_days"].notna().sum()
    rows = red_list.rows(ALL)
    ahead = rows[(rows["line"] == "荣誉到期") & (rows["days_over"] <= 0)]
    assert len(ahead) == (growth_honours.expiring(asked)["days_left"] <= SOON_DAYS).sum() > 0
    undone = promised(ALL, data_day()).set_index("kind")["undone"]
    assert counted["供地履约"] == undone["start"] + undone["completion"]


def test_each_line_of_services_counts_what_its_page_calls_late(counted: pd.Series) -> None:
    for kind in ("arrears_case", "ticket", "hazard", "visit"):
        day = services.told_on(kind)
        assert day is not None
        assert counted[LINE_OF[kind]] == service_sums.totals(services.Asked(kind, ALL, day))["overdue"] > 0
    day = services.told_on("policy_claim")
    assert day is not None
    claims = services.cases(services.Asked("policy_claim", ALL, day))
    assert counted["政策兑现"] == ((claims["owing_wan_yuan"] > 0) & (claims["claim_flag"] == "超时")).sum()
    day = policies.told_on()
    assert day is not None
    papers = policies.counts(day)
    assert counted["政策文件"] == papers["past"] + papers["expiring"]
    month = operations.last_month()
    assert month is not None
    assert counted["减产帮扶"] == decline.totals(operations.Asked(ALL, month))["unhelped"]


def test_each_line_of_projects_counts_what_its_page_calls_late(counted: pd.Series) -> None:
    day = project_cases.day_of_all()
    assert day is not None
    asked = growth.Asked(ALL, day)
    for kind in KINDS:
        late = project_cases.late_stages(kind, asked)["project_id"].nunique()
        assert counted[PROJECT_KINDS[kind]] == late > 0
    assert counted["园中园"] == floors.carrier_sums(asked)["overdue"]
    assert counted.get("基金", 0) == funds.fund_sums(asked)["overdue"]


def test_every_line_has_rows_in_the_sample_and_a_page_to_go_to() -> None:
    rows = red_lines.rows(ALL)
    assert set(rows["line"]) == set(red_lines.PAGES) - {red_lines.CASES, *NONE_LATE}
    assert not rows.duplicated(["line", "key"]).any()
    assert rows["days_over"].dropna().is_monotonic_decreasing
    for page, place in red_lines.PAGES.values():
        assert (PAGES / getattr(screens, page).name).is_file()
        assert all(value in TABS[tab] for tab, value in place.items() if tab in TABS)


def test_filters_leave_the_cases_of_the_chosen_firms_and_places() -> None:
    everyone = red_list.rows(ALL)
    parks = [park for park in everyone["park"].dropna().unique() if park != "园区外"]
    ids: dict[str, str] = dict(database.fetch("SELECT name, park_id FROM park").itertuples(index=False))
    parts = [red_list.rows(replace(ALL, parks=(ids[park],))) for park in parks]
    assert all(set(part["park"]) == {park} for park, part in zip(parks, parts, strict=True))
    above = red_list.rows(replace(ALL, scales=("above",)))
    assert above["enterprise_id"].notna().all()
    assert 0 < len(above) < len(everyone)
    # A target is the whole district's.
    assert red_lines.TARGETS not in set(red_lines.rows(replace(ALL, scales=("above",)))["line"])


def test_a_build_is_compared_with_the_one_before_and_none_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path))
    snapshot.publish(tmp_path, snapshot.ONE_ROW, "20240401T080000Z-1")
    assert since_build.of(ALL) is None
    snapshot.publish(tmp_path, snapshot.FULL, "20240402T080000Z-2")
    since = since_build.of(ALL)
    assert since is not None
    assert (since.build_id, since.came, since.went) == ("20240401T080000Z-1", 0, 0)
    assert "入库税收 +" in since_build.sentence(since, enterprises.figures(ALL))
