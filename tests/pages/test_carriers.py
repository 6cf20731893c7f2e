"""The tabs of floor, carriers, funds, events and policies by Streamlit itself: every state, filters, what others see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import snapshot
from tests.dashboard.carriers import BARE, CARRIED, NEWCOMER
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

# Tab → page, the key of its tabs, its ledger.
TABS = {
    "载体与厂房": ("project_ledgers.py", "projects_view", "floor_space"),
    "园中园": ("project_ledgers.py", "projects_view", "carrier"),
    "基金": ("project_ledgers.py", "projects_view", "fund"),
    "对接活动": ("project_ledgers.py", "projects_view", "matching_event"),
    "政策文件": ("service_ledgers.py", "service_view", "policy_doc"),
}


def shown(tab: str, **query: str | list[str]) -> AppTest:
    page, key, _ = TABS[tab]
    app = visit(page, **{key: tab, **query})
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


@pytest.mark.parametrize("tab", TABS)
def test_a_row_that_says_nothing_draws(warehouse: Path, tab: str) -> None:
    snapshot.publish(warehouse, BARE)
    app = shown(tab)
    assert app.dataframe
    assert not app.warning


def test_the_numbers_of_each_tab_are_those_of_its_ledger(warehouse: Path) -> None:
    snapshot.publish(warehouse, CARRIED)
    assert metrics(shown("载体与厂房"))["厂房空置率"].startswith("25.0")
    assert metrics(shown("载体与厂房", park="北园区"))["在建面积"].startswith("0.00")
    assert metrics(shown("园中园"))["去化率"].startswith("65.7")
    assert metrics(shown("基金"))["引导基金规模"].startswith("1,000")
    events = metrics(shown("对接活动"))
    assert (events["用工达成率"][:4], events["融资达成率"][:4], events["参加企业"][0]) == (
        "50.0",
        "50.0",
        "4",
    )
    papers = metrics(shown("政策文件"))
    assert (papers["有效政策"][0], papers["即将到期"][0], papers["对上文件的申报"][:4]) == ("3", "1", "85.7")


def test_firms_that_nobody_knows_stay_in_sight_until_somebody_filters(warehouse: Path) -> None:
    snapshot.publish(warehouse, CARRIED)
    lost = shown("对接活动", match_only="未匹配").dataframe[-1].value
    assert lost["firm"].tolist() == [NEWCOMER]
    assert NEWCOMER not in everything(shown("对接活动", park="北园区"))


def test_others_see_neither_rows_nor_money_that_tells_of_one(warehouse: Path) -> None:
    snapshot.publish(warehouse, CARRIED)
    for tab in TABS:
        assert not re.search(r"示例.有限公司|新来|载体<|引导<b>基金", everything(shown(tab, share="true"))), (
            tab
        )
    assert "对接活动" not in metrics(shown("对接活动", share="true"))
