"""产业链 by Streamlit itself: every tab in every state, its links, its what-if, what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import chain_book
from dashboard.queries import chains
from dashboard.queries.chains import View
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.chain_ledgers import LEDGERS
from tests.dashboard.chained import CHAINED, A, H, publish
from tests.pages.test_dossiers import visit as dossier
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "industrial_chains.py"
VIEWS = ("图谱", "构成", "缺口", "批文与项目", "趋势", "企业", "待定", "假设")
ATLAS_TABLES = ("chain", "chain_node", "chain_link", "chain_light_rule", "rule_step")
ATLAS: snapshot.Rows = {name: CHAINED[name] for name in ATLAS_TABLES}


@pytest.fixture
def chained(warehouse: Path) -> Path:
    publish(warehouse)
    return warehouse


def shown(**query: str | list[str]) -> AppTest:
    app = visit(PAGE, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chain", ["药", "电", "空链"])
@pytest.mark.usefixtures("chained")
def test_a_tab_draws_for_every_chain_with_or_without_enterprises(view: str, chain: str) -> None:
    assert f"**{chain}**" in words(shown(chain_view=view, chain_of=chain))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", snapshot.STATES)
def test_a_tab_draws_in_every_state_of_the_data(warehouse: Path, state: str, view: str) -> None:
    publish(warehouse, {**ATLAS, **snapshot.STATES[state]})
    shown(chain_view=view)


@pytest.mark.usefixtures("sample")
def test_the_sample_district_fills_every_tab_of_every_chain() -> None:
    for chain in ("生物医药", "集成电路", "软件和信息服务"):
        for view in VIEWS:
            shown(chain_of=chain, chain_view=view)


def test_a_snapshot_without_chains_says_where_they_come_from(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    assert "data/reference/chains" in words(shown())


def test_a_register_alone_fills_the_atlas_and_says_what_is_missing(warehouse: Path) -> None:
    gone: snapshot.Rows = dict.fromkeys(
        ("enterprise_year", "honour", "honour_year", "parcel", "parcel_year"), ()
    )
    publish(warehouse, {**CHAINED, **snapshot.REGISTER_ONLY, **gone})
    app = shown(chain_of="药")
    assert app.get("plotly_chart")
    assert "缺少" in app.info[0].value
    # A, B and C by the register; nobody said who is above scale, what is made or who has an honour: no zero is made of it.
    assert "链上企业 **3 户**" in words(app)
    assert metrics(app)["全链产值"] == metrics(app)["亩均税收"] == "—"
    assert "缺 1 · 未评 2" in words(app)
    assert [tab.label for tab in app.tabs] == ["图谱", "企业", "待定"]


@pytest.mark.parametrize("year", [2023, None])
def test_every_sheet_of_the_workbook_has_its_columns_with_and_without_a_year(
    warehouse: Path, year: int | None
) -> None:
    gone: snapshot.Rows = {} if year else dict.fromkeys(("enterprise_year", "parcel", "parcel_year"), ())
    publish(warehouse, {**LEDGERS, **gone})
    chain = next(each for each in chains.chains() if each.name == "医药")
    view = View(Selection(year=year), chain.chain_id)
    for sheet in chain_book.sheets(view, chain, chains.nodes(view)):
        rows = sheet.rows()
        assert {column.name for column in sheet.columns} <= set(rows.columns), sheet.title
        assert not rows.astype(str).apply(lambda cells: cells.str.contains("None 年")).to_numpy().any(), (
            sheet.title
        )


def test_a_snapshot_without_enterprises_says_what_is_missing(warehouse: Path) -> None:
    publish(warehouse, {**ATLAS, **snapshot.EMPTY})
    app = shown()
    assert not app.get("plotly_chart")
    assert app.info


@pytest.mark.usefixtures("chained")
def test_a_link_opens_a_node_with_its_reason_and_its_enterprises() -> None:
    app = shown(chain_of="药", node="原料")
    assert "判定为 **中**：规上1户，占全链产值80.6%" in words(app)
    assert app.dataframe[-1].value["name"].tolist() == ["示例甲有限公司", "示例丙有限公司"]
    assert "这个节点没有在营企业" in words(shown(chain_of="药", node="流通"))


@pytest.mark.usefixtures("chained")
def test_a_node_of_another_chain_and_hostile_values_fall_away() -> None:
    app = shown(
        chain_of="' OR 1=1", node="电机", chain_view="图谱", wnode="<script>", wlost="x", woutput="nan"
    )
    assert "**药**" in words(app)
    assert len(app.dataframe) == 0


@pytest.mark.usefixtures("chained")
def test_shared_filters_narrow_the_chain_and_the_filter_of_chains_narrows_the_switch() -> None:
    assert "链上企业 **1 户**" in words(shown(town="乙镇"))
    app = shown(chain="电")
    assert "**电**" in words(app)
    assert "链上企业 **3 户**" in words(app)


@pytest.mark.usefixtures("chained")
def test_the_numbers_are_those_of_tax_per_mu_narrowed_to_the_chain() -> None:
    chain = metrics(shown(chain_of="药"))
    firms = metrics(visit("per_mu_tax.py", chain="药"))
    assert f"{chain['亩均税收']} :small[万元/亩]" == firms["亩均税收（加权）"]


@pytest.mark.usefixtures("chained")
def test_a_what_if_in_the_url_shows_before_and_after() -> None:
    app = shown(
        chain_of="药",
        chain_view="假设",
        wlost="示例甲有限公司",
        wnode="流通",
        woutput="5000",
        wtax="200",
        wland="10",
    )
    compared = app.dataframe[0].value.set_index("figure")
    assert list(compared.loc["企业数"]) == ["3 户", "3 户"]
    assert list(compared.loc["产值"]) == ["1.55 亿元", "8,500.00 万元"]
    moved = app.dataframe[1].value.set_index("name")
    # 5000 of 8500, but one enterprise above scale where the rule wants two.
    assert list(moved.loc["流通", ["light_before", "light"]]) == ["缺", "中"]
    assert "不改数据" in words(shown(chain_of="药", chain_view="假设"))


@pytest.mark.usefixtures("chained")
def test_the_doubtful_say_how_a_person_settles_them() -> None:
    app = shown(chain_of="电", chain_view="待定")
    assert "chain\\_pins.csv" in words(app)
    assert app.dataframe[0].value["node_id"].tolist() == ["elec.cable"]


@pytest.mark.usefixtures("chained")
def test_every_table_of_the_page_is_exported() -> None:
    app = shown(chain_of="药")
    app.session_state["export"] = True
    app.run()
    assert not app.exception
    assert app.selectbox(key="export_table").options == [
        "报告语句", "企业", "节点", "补链清单", "招商项目", "技改项目", "未归链项目", "各链历年", "增长贡献", "片区", "待定",
        "没有归入",
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chain", ["药", "电", "空链"])
@pytest.mark.usefixtures("chained")
def test_others_see_no_enterprise_of_a_chain(view: str, chain: str) -> None:
    app = shown(chain_of=chain, chain_view=view, share="true", node="制剂")
    assert not re.search("示例[甲乙丙丁己庚辛]|有限公司|9135010", everything(app))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_others_see_no_enterprise_on_the_sample_and_only_the_lights_of_nodes(view: str) -> None:
    app = shown(chain_view=view, share="true")
    assert not re.search(r"有限公司|91350104YL", everything(app))
    if view == "图谱":
        assert "只显示节点的强弱" in words(app)
        assert "链主依赖" not in metrics(app)
    app.session_state["export"] = True
    app.run()
    assert not app.exception
    # One table needs no choice of a table.
    assert not [box for box in app.selectbox if box.key == "export_table"]


@pytest.mark.usefixtures("chained")
def test_others_see_no_sums_of_a_chain_that_is_one_firms() -> None:
    # 电: 甲 pays 560 of 590 positive: over 80 %.
    assert "不显示合计" in words(shown(chain_of="电", share="true"))


@pytest.mark.usefixtures("chained")
def test_a_dossier_lists_the_nodes_of_its_enterprise_with_their_grounds() -> None:
    app = dossier("enterprise_dossier.py", A)
    assert not app.exception
    (places,) = (table.value for table in app.dataframe if "mapping_source" in table.value)
    assert places["node"].tolist() == ["制剂", "原料", "电机"]
    assert places["mapping_source"].tolist() == ["行业代码", "产品关键词", "行业代码"]
    assert not dossier("enterprise_dossier.py", H).exception


def opened(key: str, **query: str | list[str]) -> AppTest:
    """The page with the button ``key`` open."""
    app = shown(**query)
    app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("part", ["批文", "招商", "技改"])
def test_the_tab_of_licences_and_projects_lists_what_is_behind_its_drawings(
    warehouse: Path, part: str
) -> None:
    publish(warehouse, LEDGERS)
    app = shown(chain_of="医药", chain_view="批文与项目", chain_ledger=part)
    assert len(app.get("plotly_chart")) == 1
    first = app.dataframe[0].value
    expected = {"批文": "drug_pipeline", "招商": "grounds", "技改": "year_done_pct"}[part]
    assert expected in first
    if part == "招商":
        assert "其中 1 项能补缺弱节点：流通" in words(app)
        assert "归不到任何一条链的招商项目 · 2 项" in [box.label for box in app.expander]
    if part == "批文":
        assert "1 项没有批准日期，不计入任何年度；1 项没有写明状态，不计；1 项已注销，不计" in words(app)


def test_only_the_chain_that_needs_licences_offers_them(warehouse: Path) -> None:
    publish(warehouse, LEDGERS)
    app = shown(chain_of="电", chain_view="批文与项目", chain_ledger="批文")
    assert app.segmented_control(key="chain_ledger").options == ["招商", "技改"]


@pytest.mark.parametrize(("part", "label"), [("批文", "药品批文和器械备案"), ("招商", "项目台账")])
def test_without_a_ledger_the_tab_names_the_file_that_is_missing(
    warehouse: Path, part: str, label: str
) -> None:
    publish(warehouse, {**LEDGERS, "product_license": (), "project": (), "project_year": ()})
    app = shown(chain_of="医药", chain_view="批文与项目", chain_ledger=part)
    assert f"「{label}」" in app.info[0].value


def test_the_report_is_copied_from_the_page_and_leads_the_workbook(warehouse: Path) -> None:
    publish(warehouse, LEDGERS)
    app = opened("chain_report", chain_of="医药")
    assert "2023 年获批药品注册批文 1 项，累计 2 项。" in app.code[0].value
    tables = opened("export", chain_of="医药").selectbox(key="export_table").options
    assert tables[0] == "报告语句"
    assert {"批件企业", "批件"} < set(tables)


@pytest.mark.usefixtures("sample")
def test_a_sentence_that_rests_on_a_failed_check_is_withheld_with_the_reason() -> None:
    app = opened("chain_report", chain_of="生物医药")
    assert "一类器械备案" not in app.code[0].value
    assert "没有写明状态的批件" in words(app)


def test_others_get_no_report(warehouse: Path) -> None:
    publish(warehouse, LEDGERS)
    assert not opened("chain_report", chain_of="医药", share="true").code


@pytest.mark.usefixtures("chained")
def test_the_overview_lists_the_chains_with_a_way_to_each() -> None:
    app = visit("overview.py", league="产业链")
    assert not app.exception
    assert "产值 **1.55 亿元** · 同一批 20.0%（2 户）" in words(app)
    assert "强 1 · 中 1 · 弱 0 · 缺 1" in words(app)
    narrowed = words(visit("overview.py", league="产业链", chain="电"))
    assert "1.55 亿元" not in narrowed
    outside = visit("overview.py", league="产业链", share="true")
    assert not outside.exception
    assert "企业太少，不显示合计" in words(outside)


@pytest.mark.parametrize("state", snapshot.STATES)
def test_the_overview_without_chains_says_so(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit("overview.py", league="产业链")
    assert not app.exception
    assert "没有产业链" in words(app)
