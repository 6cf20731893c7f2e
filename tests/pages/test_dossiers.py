"""企业档案 and 地块档案 in every state that a snapshot can be in, run by Streamlit itself without a browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries import search
from dashboard.screens import PAGES
from tests.dashboard import dossiers, snapshot
from tests.dashboard.promised import CONTRACTS, PROMISED
from tests.pages.test_pages import FRAME, TIMEOUT_SECONDS, words

FIRM, PARCEL = "enterprise_dossier.py", "parcel_dossier.py"
SUBJECTS = {FIRM: dossiers.A, PARCEL: dossiers.PARCEL}
HOSTILE = (
    "' OR 1=1 --",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "x" * 5000,
    "name:没有这家",
    "**粗**",
    " ",
)


def visit(page: str, subject: str | None = None, **query: str) -> AppTest:
    """The page about ``subject``, reached from the first page with these parameters in its address."""
    app = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(os.path.relpath(PAGES / page, FRAME.parent))
    if subject is not None:
        app.query_params["id"] = subject
    return app.run()


@pytest.mark.parametrize("page", SUBJECTS)
@pytest.mark.parametrize("state", snapshot.STATES)
def test_a_dossier_draws_or_explains_in_every_state_of_the_data(
    warehouse: Path, state: str, page: str
) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    app = visit(page, SUBJECTS[page])
    assert not app.exception
    known = page == FIRM and state != "empty"
    assert bool(app.subheader) == known
    assert ("快照中没有这" in words(app)) != known
    assert "nan" not in words(app).lower()


@pytest.mark.parametrize("page", SUBJECTS)
@pytest.mark.parametrize("subject", HOSTILE)
def test_a_hostile_or_unknown_id_gets_a_kind_word(warehouse: Path, subject: str, page: str) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(page, subject)
    assert not app.exception
    assert "请在上面重新查找" in app.warning[0].value
    assert not app.subheader


@pytest.mark.parametrize("page", SUBJECTS)
def test_without_an_id_the_page_says_how_to_find_one(warehouse: Path, page: str) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(page)
    assert not app.exception
    assert "点一个结果打开" in app.info[0].value


@pytest.mark.parametrize(
    ("page", "typed", "hit"),
    [
        (FIRM, "sljyxgs", "示例甲有限公司"),
        (FIRM, "行知", "示例甲有限公司"),
        (PARCEL, "gongyuan", dossiers.PARCEL),
    ],
)
def test_what_is_typed_becomes_links_and_nothing_found_is_said(
    warehouse: Path, page: str, typed: str, hit: str
) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(page)
    app.text_input[0].set_value(typed).run()
    assert not app.exception
    assert hit in [button.label for button in app.button]
    app.text_input[0].set_value("没有<这家>").run()
    assert r"没有\<这家\>" in words(app)


def test_a_hit_turns_the_page_to_it_empties_the_box_and_keeps_the_filters(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(FIRM, dossiers.B, town="甲街道")
    app.text_input[0].set_value("slj").run()
    app.button(key=f"hit_{dossiers.A}").click().run()
    assert app.query_params["id"] == dossiers.A
    assert app.query_params["town"] == "甲街道"
    assert app.subheader[0].value == "示例甲有限公司"
    assert app.text_input[0].value == ""


def test_a_tenant_leads_to_its_landlord(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(FIRM, dossiers.B)
    app.button(key=f"landlord_{dossiers.A}").click().run()
    assert app.subheader[0].value == "示例甲有限公司"


def test_an_enterprise_shows_facts_years_land_months_faults_and_sources(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(FIRM, dossiers.A)
    assert not app.exception
    assert app.subheader[0].value == "示例甲有限公司"
    assert "2023 年评价税收 560.00 万元，用地 28.00 亩，亩均税收 20.00 万元/亩" in words(app)
    assert "重庆行知有限公司" in words(app)
    years, land, sources = (table.value for table in app.dataframe)
    assert list(years.columns) == ["figure", "2023", "2022"]
    assert list(land["kind"]) == ["自有"]
    assert list(sources["row_number"]) == [2, 5, 9, 7]
    assert len(app.get("plotly_chart")) == 4
    assert "各项检查没有点到它" in words(app)


def test_the_year_of_the_side_bar_is_the_year_of_the_sentence(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    assert "2022 年评价税收 500.00 万元" in words(visit(FIRM, dossiers.A, year="2022"))


def test_a_parcel_shows_areas_users_conservation_outline_faults_and_sources(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(PARCEL, dossiers.PARCEL)
    assert not app.exception
    assert "Σ 分摊 24.00 亩 = 用地 24.00 亩" in words(app)
    assert "还没有「供地履约台账」，通常由自然资源和规划局、工业和信息化局提供" in words(app)
    assert "没有带日期的阶段" in words(app)
    areas, users, _, issues, _ = (table.value for table in app.dataframe)
    assert list(areas["difference_pct"].round(2).dropna()) == [1.0]
    assert list(users["tax_wan_yuan"]) == [560, 80]
    assert len(issues) == 2
    labels = [link.proto.label for link in app.get("page_link")]
    assert labels == ["权利人 示例甲有限公司", "示例甲有限公司", "示例乙有限公司"]
    assert len(app.get("plotly_chart")) == 3


def test_a_parcel_shows_what_was_promised_for_it_and_how_far_it_has_come(warehouse: Path) -> None:
    snapshot.publish(warehouse, PROMISED)
    app = visit(PARCEL, dossiers.PARCEL)
    assert not app.exception
    assert (
        "截至 2023-12-31：守约 3 项，:red[违约 2 项]（竣工、投资强度），未到期 0 项，缺数据 1 项。"
        in words(app)
    )
    assert "宗地文件写明的阶段：投产（没有日期）" in words(app)
    promised = app.dataframe[1].value
    assert list(promised["verdict"]) == ["守约", "违约", "违约", "守约", "守约", "缺数据"]
    stages = app.dataframe[2].value
    assert list(stages["stage"]) == ["供而未用", "在建", "竣工未投", "达产"]
    assert len(app.get("plotly_chart")) == 4
    assert "供地合同" in set(app.dataframe[-1].value["table_label"])


def test_a_parcel_without_contract_says_so_where_others_have_one(warehouse: Path) -> None:
    snapshot.publish(warehouse, {**PROMISED, "land_contract": CONTRACTS[:1]})
    app = visit(PARCEL, dossiers.OTHER)
    assert not app.exception
    assert "供地履约台账中没有这宗地的合同" in words(app)


def test_a_parcel_without_data_date_judges_only_what_happened(warehouse: Path) -> None:
    rows = {name: these for name, these in PROMISED.items() if name != "enterprise_year"}
    snapshot.publish(warehouse, rows)
    app = visit(PARCEL, dossiers.OTHER)
    assert not app.exception
    assert "快照没有数据日期，没有发生的不判断：守约 0 项" in words(app)


def test_a_parcel_of_which_little_is_known_shows_dashes_and_says_what_is_missing(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(PARCEL, dossiers.BARE)
    assert not app.exception
    said = words(app)
    assert "权利人 某村集体" in said
    assert "这宗地没有图形" in said
    assert "没有使用这宗地的企业" in said
    assert "没有记录来源行" in said


def test_an_enterprise_of_which_only_the_name_is_known_says_what_is_missing(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = visit(FIRM, "name:示例辛有限公司")
    assert not app.exception
    assert "还没有它的税收、经营和用地数据" in words(app)
    assert "没有它的宗地" in words(app)


def test_a_name_that_looks_like_markup_is_shown_as_it_stands(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    assert visit(FIRM, "91350104000000005E").subheader[0].value == r"\=1\+1\<b\>戊\<\/b\>有限公司"


def test_dossiers_of_the_sample_district_have_no_dead_end(sample: Path) -> None:
    for question, page in ((search.enterprises("slx"), FIRM), (search.parcels("GB0000"), PARCEL)):
        assert len(question) == search.MOST_HITS
        for subject in question["id"][:5]:
            app = visit(page, subject)
            assert not app.exception
            assert not app.warning
            assert "= 用地" in words(app) or page == FIRM
