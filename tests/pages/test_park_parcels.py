"""园区地块 by Streamlit itself: every tab in every state, its filters, its evidence, what others see of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.evidence import NUMBERS
from dashboard.queries import lot_totals
from tests.dashboard import lotted, snapshot
from tests.dashboard.lotted import ALL
from tests.pages.test_outward import everything
from tests.pages.test_pages import TIMEOUT_SECONDS, filter_buttons, metrics, visit, words

PAGE = "park_parcels.py"
VIEWS = ("地块名单", "片区排名", "挖潜", "面积三查")


def shown(**query: str | list[str]) -> AppTest:
    """The page at its list, unless the query asks for another tab."""
    app = visit(PAGE, **{"lot_view": "地块名单", **query})
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert "None" not in words(app)
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


def sent(app: AppTest) -> str:
    """All that goes to a browser, the Chinese in charts in plain characters too."""
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return everything(app) + json.dumps(charts, ensure_ascii=False)


@pytest.fixture
def district(warehouse: Path) -> Path:
    snapshot.publish(warehouse, lotted.LOTS)
    return warehouse


@pytest.mark.parametrize("view", ["地图", *VIEWS])
@pytest.mark.parametrize("state", lotted.STATES)
def test_a_tab_draws_in_every_state_of_the_data(warehouse: Path, state: str, view: str) -> None:
    snapshot.publish(warehouse, lotted.STATES[state])
    app = shown(lot_view=view)
    assert bool(app.tabs) == (state not in ("no parcels", "empty"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_the_sample_district_fills_every_tab(view: str) -> None:
    app = shown(lot_view=view)
    assert "—" not in metrics(app).values()
    assert app.get("plotly_chart")
    assert len(app.dataframe[-1].value)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("no parcels", "还没有「宗地」，通常由自然资源和规划局提供"),
        ("no tax", "还没有 2023 年的「企业税收」，通常由税务局提供"),
        ("no year", "还没有「企业税收」"),
    ],
)
def test_what_is_missing_is_said_with_the_file_that_brings_it(warehouse: Path, state: str, said: str) -> None:
    snapshot.publish(warehouse, lotted.STATES[state])
    assert said in words(shown())


def test_a_snapshot_without_a_year_still_lists_its_parcels(warehouse: Path) -> None:
    snapshot.publish(warehouse, lotted.NO_YEAR)
    app = shown()
    assert "所选地块 **6 宗**，用地 **59 亩**" in words(app)
    assert metrics(app)["地块法亩均税收"] == "—"
    assert len(app.dataframe[0].value) == 6
    assert "没有可以比较的亩均税收" in words(shown(lot_view="片区排名"))
    # FAR needs no year.
    assert "**南园区** 1.29" in words(shown(lot_view="片区排名", lot_measure="容积率（地块口径）"))


@pytest.mark.usefixtures("district")
def test_the_headline_is_that_of_the_queries() -> None:
    said = words(shown())
    assert (
        "所选地块 **6 宗**，用地 **59 亩**；分到的税收 **725.00 万元**，地块法亩均税收 **13.20 万元/亩**"
        in said
    )
    assert "不足 20 宗" in said


@pytest.mark.usefixtures("sample")
def test_the_best_tenth_pays_so_many_times_the_worst() -> None:
    times = lot_totals.tenths(ALL).times
    assert times is not None
    assert f"是最差的十分之一的 **{times:.1f} 倍**" in words(shown())


@pytest.mark.usefixtures("district")
def test_own_filters_stand_in_the_url_and_a_chip_takes_each_off() -> None:
    app = shown(use="工业", right="出让", stage="投产", batch="提升", lgrade="B", town="甲街道")
    assert filter_buttons(app) == {
        "chip_town", "chip_use", "chip_right", "chip_stage", "chip_batch", "chip_lgrade", "reset",
    }  # fmt: skip
    assert app.dataframe[0].value["parcel_id"].tolist() == ["P1"]
    for key in ("lgrade", "batch", "town"):
        app.button(key=f"chip_{key}").click().run()
    assert app.dataframe[0].value["parcel_id"].tolist() == ["P1", "P4"]
    app.button(key="reset").click().run()
    assert not filter_buttons(app)
    assert len(app.dataframe[0].value) == 6


@pytest.mark.usefixtures("district")
def test_none_stated_can_be_chosen_and_nothing_left_is_said() -> None:
    assert shown(use="未注明").dataframe[0].value["parcel_id"].tolist() == ["P5", "P6"]
    assert "所选条件下没有地块" in words(shown(use="仓储", stage="投产"))


@pytest.mark.usefixtures("district")
def test_the_range_narrows_the_page_and_not_the_histogram() -> None:
    app = shown(range=["15", "最高"])
    assert app.dataframe[0].value["parcel_id"].tolist() == ["P2", "P1"]
    inside, outside = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    assert (inside["name"], sum(inside["y"])) == ("所选区间内", 2)
    assert (outside["name"], sum(outside["y"])) == ("区间外", 2)


@pytest.mark.usefixtures("district")
def test_hostile_values_in_the_url_fall_away() -> None:
    app = shown(
        use="' OR 1=1 --",
        lgrade="<script>",
        lot_by="x",
        lot_measure="x",
        lot_view="x",
        stage="x" * 5000,
        lot="' --",
    )
    assert "所选地块 **6 宗**" in words(app)
    assert "不是可选的值" in words(app)


@pytest.mark.usefixtures("district")
def test_a_link_that_names_the_defaults_is_no_fault() -> None:
    app = shown(lot_view="地块名单", lot_by="片区", lot_measure="亩均税收", range=["最低", "最高"])
    assert "不是可选的值" not in words(app)


@pytest.mark.usefixtures("district")
def test_parcels_without_a_shape_stand_apart_with_the_file_that_brings_one() -> None:
    app = shown()
    assert "3 宗没有图形" in words(app)
    assert app.dataframe[1].value["parcel_id"].tolist() == ["P3", "P5", "P6"]


@pytest.mark.usefixtures("district")
def test_parks_and_towns_by_any_measure() -> None:
    league = shown(lot_view="片区排名").dataframe[-1].value
    assert league["area"].tolist() == ["北园区", "南园区", "园区外"]
    assert "hidden" not in league or league["hidden"].isna().all()
    app = shown(lot_view="片区排名", lot_by="镇街", lot_measure="企业")
    assert "企业最高的是 **甲街道** 3 户" in words(app)
    assert "比值都是合计之比" in words(app)


@pytest.mark.usefixtures("district")
def test_opportunities_and_gaps_are_told_and_listed() -> None:
    app = shown(lot_view="挖潜")
    assert "**2 宗**低于本片区亩均税收中位数" in words(app)
    assert "**43.50 万元**" in words(app)
    assert app.dataframe[-1].value["parcel_id"].tolist() == ["P1", "P3"]
    app = shown(lot_view="面积三查")
    assert "**3 宗**中，相差超过 2% 的 **2 宗**，其中超过 5% 的 **1 宗**" in words(app)
    assert app.dataframe[0].value["parcels"].tolist() == [3, 1, 2]
    assert app.dataframe[-1].value["parcel_id"].tolist() == ["P4", "P2"]


def test_nothing_to_gain_and_nothing_to_compare_is_said(warehouse: Path) -> None:
    snapshot.publish(warehouse, lotted.ONE_LOT)
    assert "没有低于本片区中位数的宗地" in words(shown(lot_view="挖潜"))
    assert "相差都不超过 2%" in words(shown(lot_view="面积三查"))
    assert "只有一个片区" in words(shown(lot_view="片区排名"))
    snapshot.publish(warehouse, lotted.NO_TAX, "b2")
    assert "所选地块都没有亩均税收" in words(shown(lot_view="挖潜"))


def drawer(key: str, parks: tuple[str, ...], uses: tuple[str, ...]) -> None:
    """The drawer alone: a menu button cannot be pressed without a browser."""
    from dashboard import evidence_drawer
    from dashboard.lots import LotSelection
    from dashboard.selection import Selection

    lots = LotSelection(Selection(year=2023, parks=parks), uses=uses)
    evidence_drawer.show(key, lots.shared, {"lots": lots})


@pytest.mark.parametrize("key", [key for key in NUMBERS if key.startswith("lot_")])
@pytest.mark.usefixtures("sample")
def test_each_number_opens_its_evidence_with_the_filters_of_the_page(key: str) -> None:
    app = AppTest.from_function(drawer, default_timeout=TIMEOUT_SECONDS, args=(key, (), ("工业",))).run()
    assert not app.exception
    assert "筛选 工业" in words(app)
    assert NUMBERS[key].label in words(app)
    assert app.dataframe[0].value["path"].notna().all()


@pytest.mark.parametrize("view", VIEWS)
def test_others_see_no_parcel_and_no_enterprise(warehouse: Path, view: str) -> None:
    snapshot.publish(warehouse, lotted.LOTS)
    app = shown(lot_view=view, share="true", use="工业", range=["15", "最高"])
    assert not re.search(r"示例|有限公司|9135010|\bP[1-6]\b|=1\+1", sent(app))
    if view != "片区排名":
        assert "对外视图不列单宗地块" in words(app)
    # Neither the own filters nor the range isolate a parcel.
    assert "所选地块 **6 宗**" in words(app)


@pytest.mark.usefixtures("district")
def test_others_see_groups_and_the_reasons_only() -> None:
    # The north is 560 of 719 A's: fewer than 80 %; all of the south's positive tax is G's.
    league = shown(lot_view="片区排名", share="true").dataframe[-1].value.set_index("area")
    assert league.loc["南园区", "hidden"] == "—（一户超过 80%）"
    assert league.loc["北园区", "hidden"] == "—（防止推算）"
    assert league["tax_wan_yuan"].isna().all()
    app = shown(share="true", town="未注明")
    assert metrics(app)["用地面积"] == "5 :small[亩]"
    app = shown(share="true", park="南园区")
    assert set(metrics(app).values()) == {"—（一户超过 80%）"}
    assert not re.search("最好|最差", words(app))


@pytest.mark.parametrize("parks", [(), ("S",)])
@pytest.mark.usefixtures("district")
def test_others_see_no_rows_behind_a_number_and_none_of_a_small_group(parks: tuple[str, ...]) -> None:
    app = AppTest.from_function(drawer, default_timeout=TIMEOUT_SECONDS, args=("lot_tax", parks, ()))
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    assert not app.dataframe
    # All of the south's positive tax is one firm's.
    assert ("不显示合计" in words(app)) == bool(parks)
    assert ("725" in words(app)) == (not parks)


@pytest.mark.usefixtures("district")
def test_others_take_away_leagues_only() -> None:
    app = shown(share="true")
    app.session_state["export"] = True
    app.run()
    assert not app.exception
    assert app.selectbox(key="export_table").options == ["片区排名", "镇街排名"]
    app = shown(share="true", park="南园区")
    app.session_state["export"] = True
    assert "没有可以导出的表。" in words(app.run())
