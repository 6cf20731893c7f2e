"""服务与安全 by Streamlit itself: every ledger in every state, its lists, links and filters, what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import service_book
from dashboard.queries.services import Asked
from dashboard.selection import Selection
from etl.contracts.service_words import SERVICE_KINDS
from tests.dashboard import snapshot
from tests.dashboard.service_rows import BARE, DAY, DUTIES, NEWCOMER, SERVED
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "service_ledgers.py"
VIEWS = tuple(SERVICE_KINDS.values())


@pytest.fixture
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, SERVED)
    return warehouse


def shown(view: str, **query: str | list[str]) -> AppTest:
    app = visit(PAGE, service_view=view, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("rows", [SERVED, BARE], ids=["full", "bare"])
def test_a_ledger_draws_with_its_numbers_and_its_list(
    warehouse: Path, view: str, rows: snapshot.Rows
) -> None:
    snapshot.publish(warehouse, rows)
    app = shown(view)
    assert metrics(app)
    assert len(app.dataframe) == 1
    assert not app.warning
    assert "截至 202" in words(app)


@pytest.mark.usefixtures("rebuilt")
def test_a_link_reproduces_the_unmatched_and_the_pressing() -> None:
    assert shown("政策兑现", service_only="未匹配").dataframe[0].value["firm"].tolist() == [NEWCOMER]
    app = shown("一企一议", service_only="要紧的")
    assert app.dataframe[0].value["matter"].size == 1
    assert "要紧的是超期" in words(app)
    assert not app.warning


@pytest.mark.usefixtures("rebuilt")
def test_a_filter_of_the_side_bar_narrows_the_numbers_and_says_what_it_leaves_out() -> None:
    app = shown("一企一议", town="乙镇")
    assert "受理诉求 **1 件**" in words(app)
    assert "未匹配的不在其中" in words(app)
    assert "所选条件下没有用电补助" in words(shown("用电补助", town="乙镇"))


@pytest.mark.usefixtures("rebuilt")
def test_the_archive_is_filtered_by_town_alone_and_says_so() -> None:
    assert metrics(shown("归档", town="乙镇"))["通知批次"].startswith("1")
    app = shown("归档", park="北园区")
    assert metrics(app)["通知批次"].startswith("2")
    assert "只按镇街筛选" in words(app)


def test_the_archive_counts_who_supervised_tests_and_others_see_its_months_alone(warehouse: Path) -> None:
    snapshot.publish(warehouse, {**SERVED, "testing_duty": DUTIES})
    app = shown("归档")
    assert "核酸检测督导 **2 天**，检测点 **15 点次**，督导 **11 人次**" in words(app)
    assert app.dataframe[1].value["town"].tolist() == ["乙镇", "甲街道", "甲街道"]
    assert len(shown("归档", town="乙镇").dataframe[1].value) == 1
    alone = shown("归档", share="true")
    assert not alone.dataframe
    assert "点次" not in words(alone)
    (chart,) = alone.get("plotly_chart")
    assert "2022-04" in chart.proto.spec
    asked = Asked("notice_batch", Selection(year=2023), DAY)
    *_, days, months = service_book.sheets(asked, ())
    assert (len(days.rows()), months.rows()["measure"].fillna(-1).tolist()) == (3, [11, -1])
    *_, months = service_book.sheets(asked, (), for_others=True)
    assert {column.name for column in months.columns} <= set(months.rows().columns)


@pytest.mark.usefixtures("rebuilt")
def test_today_makes_more_late_than_the_ledgers_own_day() -> None:
    own, today = shown("安全隐患"), shown("安全隐患", service_on="截至今天")
    assert "截至 2023-12-31" in words(own)
    assert "截至 2023-12-31" not in words(today)


@pytest.mark.usefixtures("rebuilt")
def test_hazards_are_kept_as_four_lists() -> None:
    for words_of_list, column in (
        ("隐患清单", "hazard_said"),
        ("责任清单", "responsible_unit"),
        ("措施清单", "measure"),
        ("时限清单", "due_on"),
    ):
        app = shown("安全隐患", service_list=words_of_list)
        assert column in app.dataframe[0].value
        assert len(app.dataframe[0].value) == 4


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("rebuilt")
def test_others_see_no_single_firm_and_no_sum_that_tells_of_one(view: str) -> None:
    app = shown(view, share="true")
    sent = everything(app)
    assert not re.search("示例|新来|有限公司|9135010|陈领导|林领导|村委会", sent)
    assert not app.dataframe
    assert not app.get("plotly_chart")
    if view in ("政策兑现", "用电补助", "欠款"):
        # One firm has more than four fifths of some sum, or two firms have all of it.
        assert not metrics(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_others_see_the_sums_of_the_whole_district(view: str) -> None:
    app = shown(view, share="true")
    assert metrics(app)
    assert not app.dataframe
