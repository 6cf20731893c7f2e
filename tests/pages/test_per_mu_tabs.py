"""The tabs of 亩均税收, each opened by its link, in every state that a snapshot can be in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.queries import enterprises
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.pages.test_pages import metrics, visit, words

PAGE = "per_mu_tax.py"
VIEWS = ("企业名单", "排名", "分组比较", "门槛", "集中度", "两头与潜力", "口径试算")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", snapshot.STATES)
def test_a_tab_draws_in_every_state_of_the_data(warehouse: Path, state: str, view: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(PAGE, view=view)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())


@pytest.mark.parametrize("state", snapshot.STATES)
def test_the_other_method_draws_in_every_state_of_the_data(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(PAGE, view="分组比较", method="地块法")
    assert not app.exception
    assert "nan" not in words(app).lower()


@pytest.mark.parametrize("view", VIEWS)
def test_a_selection_without_a_ratio_is_said_and_not_drawn(warehouse: Path, view: str) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    assert not visit(PAGE, view=view, q="示例丁").exception


def test_only_the_open_tab_is_asked_for(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    assert "企业名单 · 8 户" in [header.value for header in visit(PAGE).subheader]
    assert not visit(PAGE, view="集中度").dataframe


def test_the_sample_district_fills_every_tab(sample: Path) -> None:
    for view in VIEWS:
        for method in ("企业法", "地块法"):
            app = visit(PAGE, view=view, method=method)
            assert not app.exception
            assert "—" not in metrics(app).values()


def test_the_line_of_the_url_counts_what_the_query_counts(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(PAGE, view="门槛", x="2")
    assert app.number_input(key="x").value == 2
    assert "2 万元/亩以上 **3 户**" in words(app)
    assert enterprises.figures(Selection(year=2023, lowest=2.0)).firms == 3
    app.number_input(key="x").set_value(20.5).run()
    assert "20.5 万元/亩以上 **0 户**" in words(app)


@pytest.mark.parametrize("hostile", ["nan", "inf", "-5", "1e99", "<script>", "20; DROP TABLE"])
def test_a_hostile_line_falls_away(warehouse: Path, hostile: str) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(PAGE, view="门槛", x=hostile, method="x", group="x", by="x", yardstick="x")
    assert not app.exception
    assert app.number_input(key="x").value == 20


def test_the_live_line_says_land_and_tax_of_the_range(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(PAGE, range=["20", "最高"])
    assert "区间内 **2** / 5 户  \n用地 36 亩 · 税收 710.00 万元" in words(app)


def test_groups_add_up_to_the_headline_of_either_method(sample: Path) -> None:
    for method, label in (("企业法", "亩均税收（加权）"), ("地块法", "地块法亩均税收")):
        app = visit(PAGE, view="分组比较", method=method)
        league = app.dataframe[-1].value
        ratio = league["tax_wan_yuan"].sum() / league["land_mu"].sum()
        assert metrics(app)[label] == f"{ratio:,.2f} :small[万元/亩]"
