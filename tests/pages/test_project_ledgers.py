"""项目与招商 by Streamlit itself: every tab in every state, its lists, what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.url_values import TABS
from tests.dashboard import snapshot
from tests.dashboard.projects import PROJECTS, STRANGER
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "project_ledgers.py"
KINDS = ("技改", "招商", "民企对接", "海上福州")


@pytest.fixture
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, PROJECTS)
    return warehouse


def shown(**query: str | list[str]) -> AppTest:
    app = visit(PAGE, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


def test_the_kinds_of_projects_are_tabs_of_the_page() -> None:
    assert set(KINDS) <= set(TABS["projects_view"])


@pytest.mark.usefixtures("rebuilt")
def test_the_numbers_of_each_tab_are_those_of_its_ledger() -> None:
    upgrades = metrics(shown(projects_view="技改"))
    assert (upgrades["技改投资完成"][:3], upgrades["完成率"][:4], upgrades["未入统"][0]) == (
        "470",
        "84.0",
        "1",
    )
    sought = metrics(shown(projects_view="招商"))
    assert (sought["签约额"][:4], sought["落地/签约"][:4], sought["落地率"][:4]) == ("2.50", "50.0", "40.0")
    private = metrics(shown(projects_view="民企对接"))
    assert (private["对接项目"][0], private["本年新对接"][0], private["签约"][0]) == ("3", "2", "1")
    sea = metrics(shown(projects_view="海上福州"))
    assert (sea["重点项目"][0], sea["新开工"][0], sea["投资完成率"][:5]) == ("5", "2", "100.0")


@pytest.mark.usefixtures("rebuilt")
def test_lists_narrow_to_what_is_late_or_does_not_match_and_a_link_reproduces_it() -> None:
    late = shown(projects_view="技改", projects_only="逾期")
    assert listed(late, "project_name") == ["U1号<i>项目"]
    assert listed(shown(projects_view="技改", projects_only="未匹配"), "firm") == [STRANGER]
    of_fair = shown(projects_view="招商", projects_from="展会")
    assert sorted(map(str, listed(of_fair, "project_name"))) == ["I1号<i>项目", "I3号<i>项目"]
    assert not of_fair.warning


def listed(app: AppTest, column: str) -> list[object]:
    """What the list of projects says in a column: it is the table whose rows can be chosen."""
    (table,) = (each for each in app.dataframe if "leader" in each.value and "kind" not in each.value
                and "late_planned_on" in each.value and "first_year" in each.value)  # fmt: skip
    return list(table.value[column])


@pytest.mark.usefixtures("rebuilt")
def test_the_day_is_the_ledgers_unless_one_asks_for_today() -> None:
    assert "截至 2023-12-31" in words(shown(projects_view="民企对接"))
    assert "截至 2023-12-31" not in words(shown(projects_view="民企对接", projects_on="截至今天"))


@pytest.mark.parametrize("view", KINDS)
@pytest.mark.usefixtures("rebuilt")
def test_others_see_no_single_project_no_firm_and_no_money(view: str) -> None:
    sent = everything(shown(projects_view=view, share="true"))
    assert not re.search("示例|新来|有限公司|号<i>|投资方|万元|亿元", sent)
