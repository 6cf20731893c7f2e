"""The red list across all lines: each line counts what its own page calls late; filters, the build before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import database, red_lines, screens, since_build
from dashboard.project_tables import KINDS
from dashboard.queries import (
    enterprises,
    growth,
    project_cases,
    red_list,
    service_sums,
    services,
    works,
    works_sums,
)
from dashboard.queries.land_contracts import counts as promised
from dashboard.screens import PAGES
from dashboard.selection import Selection
from dashboard.url_values import TABS
from tests.dashboard import snapshot

ALL = Selection(year=2023)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot.build_sample(tmp_path_factory.mktemp("sample") / "warehouse")


@pytest.fixture(autouse=True)
def sample(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built))
    return built


def test_each_line_counts_what_its_page_calls_late() -> None:
    found = red_list.rows(ALL)["line"].value_counts()
    on = works.told_on()
    assert on is not None
    sums = works_sums.totals(works.Asked((), on))
    assert found["标准化地块"] == sums["plots_late"]
    assert found["自主提升"] == sums["upgrades_late"]
    assert found["土地收储"] == sums["reserves_late"]
    assert found["临时用地"] == sums["papers_expired"]
    for line, kind in (("清欠", "arrears_case"), ("一企一议", "ticket"), ("安全隐患", "hazard")):
        day = services.told_on(kind)
        assert day is not None
        assert found[line] == service_sums.totals(services.Asked(kind, ALL, day))["overdue"]
    day = growth.told_on()
    assert day is not None
    asked = growth.Asked(ALL, day)
    late = sum(growth.declarations(asked, of_people=of)["overdue_days"].notna().sum() for of in (False, True))
    assert found["申报"] == late
    assert found["小升规"] == growth.pool(asked)["overdue_days"].notna().sum()
    told = project_cases.told_on()
    assert told is not None
    of_all = growth.Asked(ALL, told)
    assert found["项目节点"] == sum(
        project_cases.late_stages(kind, of_all)["project_id"].nunique() for kind in (*KINDS, "other")
    )
    undone = promised(ALL, red_list.data_day()).set_index("kind")["undone"]
    assert found["供地履约"] == undone["start"] + undone["completion"]


def test_every_line_has_rows_in_the_sample_and_a_page_to_go_to() -> None:
    rows = red_lines.rows(ALL)
    assert set(rows["line"]) == set(red_lines.PAGES) - {red_lines.CASES}
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
