"""Every page in every state that a snapshot can be in, run by Streamlit itself without a browser."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries import enterprises
from dashboard.screens import PAGES
from dashboard.selection import Selection
from tests.dashboard import snapshot

FRAME = PAGES.parent / "dashboard" / "frame.py"
SCREENS = ("overview.py", "per_mu_tax.py")
TIMEOUT_SECONDS = 30


def visit(page: str, **query: str | list[str]) -> AppTest:
    """The page after its first run, with these parameters in its URL."""
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != "overview.py":
        app.switch_page(os.path.relpath(PAGES / page, FRAME.parent))
        app.run()
    return app


def words(app: AppTest) -> str:
    """All that the page says in text."""
    kinds = (app.title, app.markdown, app.caption, app.info, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def filter_buttons(app: AppTest) -> set[str]:
    """The chips and the button that takes all of them off."""
    return {str(button.key) for button in app.button if button.key and not button.key.startswith("evidence_")}


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label.partition(" · ")[0]: metric.value for metric in app.metric}


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize("state", snapshot.STATES)
def test_a_page_draws_in_every_state_of_the_data(warehouse: Path, state: str, page: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(page)
    assert not app.exception
    assert app.title[0].value.startswith("亩均")
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("no tax", "还没有 2023 年的「企业税收」，通常由税务局提供"),
        ("no land", "还没有「宗地」，通常由自然资源和规划局提供"),
        ("register only", "还没有「企业税收」"),
        ("empty", "还没有「企业登记名录」"),
    ],
)
def test_a_page_says_which_figure_is_missing_and_who_sends_it(
    warehouse: Path, state: str, said: str, page: str
) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    assert said in words(visit(page))


@pytest.mark.parametrize("page", SCREENS)
def test_without_a_snapshot_the_app_says_how_to_make_one(warehouse: Path, page: str) -> None:
    app = visit(page)
    assert not app.exception
    assert app.title[0].value == "还没有数据"
    assert "python -m etl build" in words(app)
    assert "make run" in words(app)


def test_a_snapshot_of_another_version_is_explained(warehouse: Path) -> None:
    path = warehouse / "old" / "warehouse.duckdb"
    path.parent.mkdir()
    snapshot.create_nothing(path)
    snapshot.name_current(warehouse, "old")
    app = visit("overview.py")
    assert not app.exception
    assert app.title[0].value == "快照读不了"
    assert "另一版本" in words(app)


def test_missing_is_a_dash_and_zero_a_zero(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.NO_TAX)
    assert metrics(visit("overview.py"))["入库税收"] == "—"
    snapshot.publish(warehouse, snapshot.FULL, "b2")
    paid_nothing = visit("per_mu_tax.py", q="示例己")
    assert metrics(paid_nothing)["亩均税收（加权）"] == "0.00 :small[万元/亩]"


def test_the_sample_district_fills_both_pages(sample: Path) -> None:
    for page in SCREENS:
        app = visit(page)
        assert not app.exception
        assert not app.info
        # Nobody has decided a case in a sample.
        assert "—" not in {value for name, value in metrics(app).items() if name != "四批完成率"}


def test_the_same_number_stands_on_both_pages_and_in_the_query(sample: Path) -> None:
    figures = enterprises.figures(Selection(year=2023))
    assert figures.tax_wan_yuan_per_mu is not None
    number = f"{figures.tax_wan_yuan_per_mu:,.2f} :small[万元/亩]"
    assert metrics(visit("overview.py"))["亩均税收"] == number
    assert metrics(visit("per_mu_tax.py"))["亩均税收（加权）"] == number


def test_the_first_year_has_no_change_and_later_ones_compare_with_the_year_before(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    tax = {metric.label: metric.delta for metric in visit("overview.py").metric}
    assert tax["入库税收 · 2023"] == "▲ 22.0%"
    earlier = {metric.label: metric.delta for metric in visit("overview.py", year="2022").metric}
    assert earlier["入库税收 · 2022"] == ""


def test_one_year_says_that_there_is_nothing_to_compare(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.ONE_YEAR)
    assert "只有一个年度" in words(visit("overview.py", league="走势"))


def test_the_list_follows_search_filters_and_range(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit("per_mu_tax.py", town="乙镇")
    assert len(app.dataframe[-1].value) == 3
    app.text_input(key="q").set_value("丙").run()
    assert list(app.dataframe[-1].value["name"]) == ["示例丙有限公司"]
    app.text_input(key="q").set_value("")
    app.select_slider(key="range").set_value(("10", "最高")).run()
    assert "所选条件下没有企业" in words(app)


def test_hostile_values_in_the_url_fall_away(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(
        "per_mu_tax.py",
        town=["' OR 1=1 --", "<script>alert(1)</script>"],
        park="../../etc",
        year="99999999999999",
        range=["NaN", "inf"],
        scale="x" * 5000,
    )
    assert not app.exception
    assert app.subheader[0].value == "企业名单 · 8 户"


def test_chips_tell_the_filters_and_reset_takes_them_off(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit("per_mu_tax.py", town="甲街道", scale="规上", q="示例")
    assert filter_buttons(app) == {"chip_town", "chip_scale", "chip_q", "reset"}
    app.button(key="chip_scale").click().run()
    assert app.subheader[0].value == "企业名单 · 4 户"
    app.button(key="reset").click().run()
    assert not filter_buttons(app)
    assert app.subheader[0].value == "企业名单 · 8 户"


def test_a_name_that_looks_like_markup_is_shown_as_it_stands(warehouse: Path) -> None:
    town = "**甲**:red[x]<img src=x>"
    enterprise = {**snapshot.ENTERPRISES[0], "town": town}
    snapshot.publish(warehouse, {**snapshot.ONE_ROW, "enterprise": [enterprise]})
    app = visit("overview.py", town=town)
    assert app.button(key="chip_town").label == r"\*\*甲\*\*\:red\[x\]\<img src\=x\>"


def test_a_newly_published_build_is_followed_at_the_next_run(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit("overview.py")
    assert "8 户" in words(app)
    snapshot.publish(warehouse, snapshot.ONE_ROW, "20240402T080000Z-2")
    app.run()
    assert "1 户" in words(app)
    assert "20240402T080000Z" in words(app).replace("\\", "")


def test_what_lasts_is_taken_out_of_the_collectors_rounds(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    visit("overview.py")
    assert gc.get_freeze_count() > 100_000
