"""培育与申报 by Streamlit itself: every tab in every state, its lists, what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.url_values import TABS
from tests.dashboard import snapshot
from tests.dashboard.growth import GROWTH, STRANGER
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "growth_ledgers.py"
VIEWS = tuple(TABS["growth_view"])
FILES = {
    "荣誉阶梯": "企业荣誉台账", "申报": "申报事项台账", "上云": "企业上云台账", "小升规": "小升规培育库", "人才": "申报事项台账",
}  # fmt: skip


@pytest.fixture
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, GROWTH)
    return warehouse


def shown(**query: str | list[str]) -> AppTest:
    app = visit(PAGE, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


@pytest.mark.usefixtures("rebuilt")
def test_the_numbers_of_each_tab_are_those_of_its_ledger() -> None:
    assert metrics(shown(growth_view="荣誉阶梯"))["专精特新"].startswith("2")
    declared = metrics(shown(growth_view="申报"))
    assert (declared["申报"][0], declared["通过率"][:4], declared["兑现金额"][:5]) == ("6", "66.7", "40.00")
    clouds = metrics(shown(growth_view="上云"))
    assert (clouds["已上云"][0], clouds["完成累计目标"][:4], clouds["规上覆盖率"][:4]) == (
        "3",
        "75.0",
        "50.0",
    )
    pool = metrics(shown(growth_view="小升规"))
    assert (pool["任务"][0], pool["完成"][0], pool["比例"][:4]) == ("4", "1", "25.0")
    assert metrics(shown(growth_view="人才"))["入选"].startswith("1")


@pytest.mark.usefixtures("rebuilt")
def test_a_filter_leaves_no_target_and_no_unknown_firm() -> None:
    pool = metrics(shown(growth_view="小升规", town="甲街道"))
    assert (pool["任务"], pool["完成"][0]) == ("—", "1")
    assert STRANGER not in everything(shown(growth_view="申报", town="甲街道"))


@pytest.mark.usefixtures("rebuilt")
def test_lists_narrow_to_what_is_late_or_does_not_match_and_a_link_reproduces_it() -> None:
    late = shown(growth_view="申报", declared_only="逾期").dataframe[0].value
    assert late["firm"].tolist() == ["示例丁100%_有限公司"]
    lost = shown(growth_view="申报", declared_only="未匹配").dataframe[0].value
    assert lost["firm"].tolist() == [STRANGER]
    assert len(shown(growth_view="申报", growth_line="荣誉资质", growth_year="2023").dataframe[0].value) == 3


@pytest.mark.usefixtures("rebuilt")
def test_people_are_shown_masked() -> None:
    table = shown(growth_view="人才").dataframe[0].value
    assert sorted(table["person_masked"]) == ["林＊", "欧阳＊", "陈＊"]


@pytest.mark.usefixtures("rebuilt")
def test_the_day_is_the_ledgers_unless_one_asks_for_today() -> None:
    assert "截至 2023-12-31" in words(shown(growth_view="申报"))
    assert "截至 2023-12-31" not in words(shown(growth_view="申报", growth_on="截至今天"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("rebuilt")
def test_others_see_no_single_firm_no_person_and_no_money(view: str) -> None:
    sent = everything(shown(growth_view=view, share="true"))
    assert not re.search("示例|新来|有限公司|9135010|陈＊|林＊|兑现金额|补助", sent)
