"""运行监测 by Streamlit itself: every tab on what offices send and on nothing, its lists, what others see of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.url_values import TABS
from tests.dashboard import snapshot
from tests.etl.office import Snapshot, publish
from tests.golden.returns import write_district
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "operations.py"
VIEWS = tuple(TABS["operation_view"])


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(write_district(tmp_path_factory.mktemp("monitored") / "来件"))


@pytest.fixture
def monitored(district: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(district.store.root))
    database.unpin()
    return district.store.root


def shown(**query: str | list[str]) -> AppTest:
    app = visit(PAGE, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_others_see_sums_of_the_sample_and_no_list(view: str) -> None:
    for_others = shown(operation_view=view, share="true")
    assert not for_others.dataframe
    assert bool(metrics(for_others)) == (view != "支柱企业")


@pytest.mark.usefixtures("monitored")
def test_the_numbers_are_those_that_a_reader_adds_up() -> None:
    app = shown()
    assert metrics(app)["累计产值"].startswith("729")
    assert (metrics(app)["官方增速"], metrics(app)["同企业增速"]) == ("▼ 2.0%", "▲ 1.8%")
    assert metrics(app)["3 月用电"].startswith("18")
    assert metrics(shown(op_month="1—2 月"))["1—2 月产值"].startswith("446")
    pillars = metrics(shown(operation_view="支柱企业"))
    assert (pillars["可比企业增速"], pillars["增长面"][:4]) == ("▼ 1.6%", "50.0")


@pytest.mark.usefixtures("monitored")
def test_the_month_outlives_a_change_of_the_year() -> None:
    app = shown(op_month="1—2 月")
    app.selectbox(key="year").set_value("2022").run()
    # 200 + 100 + 80 万元; with no year before there is no growth, which is not one of zero.
    assert metrics(app)["累计产值"].startswith("380")
    assert metrics(app)["官方增速"] == metrics(app)["同企业增速"] == "—"
    assert not app.exception


@pytest.mark.usefixtures("monitored")
def test_the_watch_shows_both_colours_and_keeps_the_unmatched_in_sight() -> None:
    app = shown(operation_view="减产帮扶")
    assert {name: metrics(app)[f"{name}色"][0] for name in "红橙蓝绿"} == {
        "红": "0",
        "橙": "0",
        "蓝": "1",
        "绿": "3",
    }
    assert "未匹配 **1 行**" in words(app)
    assert "1 户没有上年可比" in words(app)
    grave = app.dataframe[0].value
    assert grave["firm"].tolist() == ["外来公司", "甲公司"]
    assert grave["decline_colour"].fillna("").tolist() == ["", "蓝"]
    only = shown(operation_view="减产帮扶", op_only="未匹配").dataframe[0].value
    assert only["firm"].tolist() == ["外来公司"]
    assert "外来公司" not in everything(shown(operation_view="减产帮扶", op_only="全部", town="甲街道"))


def test_a_ledger_without_returns_is_listed_and_the_returns_are_asked_for(warehouse: Path) -> None:
    row = {"watch_id": "1", "enterprise_name": "新来<b>公司", "month": date(2023, 5, 1), "watch_colour": "红"}
    snapshot.publish(warehouse, {**snapshot.FULL, "decline_watch": (row,)})
    assert "还没有「规上工业月报」" in words(shown())
    assert shown(operation_view="减产帮扶").dataframe[0].value["firm"].tolist() == ["新来<b>公司"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("monitored")
def test_others_see_nothing_of_a_district_of_few_firms(view: str) -> None:
    app = shown(operation_view=view, share="true")
    assert not re.search("[甲乙丙丁戊]公司|外来公司|陈示例", everything(app))
    assert not metrics(app)
    assert not app.get("plotly_chart")
