"""One firm and one parcel, in numbers that a reader can add in the head: see `dossiers`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import dossier, outlines, standing
from dashboard.queries import dossier as ask
from dashboard.queries import enterprises, parcel_dossier
from dashboard.selection import Selection
from etl.contracts import TABLES, Kind
from tests.dashboard import dossiers, snapshot

HOSTILE = ("", "' OR 1=1 --", "../../etc/passwd", "<script>", "x" * 10_000, "name:没有这家", "\x00", "%")


@pytest.fixture(autouse=True)
def _landed(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)


@pytest.mark.parametrize("key", HOSTILE)
def test_an_unknown_or_hostile_id_has_no_dossier(key: str) -> None:
    assert ask.enterprise(key) is None
    assert parcel_dossier.parcel(key) is None
    for question in (ask.years, ask.months, ask.land, ask.issues, ask.sources):
        assert question(key).empty
    for about_parcel in (parcel_dossier.years, parcel_dossier.users, parcel_dossier.neighbours):
        assert about_parcel(key).empty


def test_an_enterprise_has_its_facts_with_the_name_of_its_park() -> None:
    firm = ask.enterprise(dossiers.A)
    assert firm is not None
    assert (firm["name"], firm["park"]) == ("示例甲有限公司", "北园区")


def test_its_land_names_parcel_kind_share_and_landlord() -> None:
    (own, leased) = ask.land(dossiers.B).to_dict("records")
    assert (own["parcel_id"], own["kind"], own["land_share_mu"]) == (dossiers.OTHER, "own", 3.5)
    assert (leased["kind"], leased["counterparty_name"]) == ("lease_floor", "示例甲有限公司")
    assert leased["parcel_address"] == "甲街道工园路1号"


def test_every_figure_has_its_file_sheet_and_row_those_of_let_land_included() -> None:
    rows = {
        (row.table_name, row.path, row.sheet, row.row_number) for row in ask.sources(dossiers.A).itertuples()
    }
    assert rows == {
        ("enterprise", "市监局/名录.csv", "", 2),
        ("enterprise_year", "税务局/企业税收_2023.xlsx", "Sheet1", 5),
        ("occupancy", "镇街/租用.xlsx", "甲街道", 9),
        ("parcel", "资规局/宗地.shp", "宗地", 7),
    }


def test_a_sheet_says_which_figures_it_brings() -> None:
    assert "入库税收" in dossier.brings("enterprise_year", "tax")
    assert "统一社会信用代码" not in dossier.brings("enterprise_year", "tax")
    assert "企业名称" in dossier.brings("enterprise", "operation_month+enterprise")
    assert "累计工业总产值" in dossier.brings("operation_month", "operation_month+enterprise")
    assert dossier.brings("enterprise", "what") == dossier.brings("enterprise", None) == ""


def test_issues_name_the_firm_in_any_part_of_their_key_and_only_whole_parts() -> None:
    assert list(ask.issues(dossiers.B)["check_name"]) == ["tenancy_without_kind"]
    assert set(ask.issues(dossiers.PARCEL)["check_name"]) == {"area_differs", "tenancy_without_kind"}
    assert ask.issues(dossiers.B[:-1]).empty
    shown = dossier.with_issue_words(ask.issues(dossiers.B)).iloc[0]
    assert (shown["check_label"], shown["severity"]) == ("没有写明使用方式的租用", "提醒")


def test_the_users_of_a_parcel_share_its_tax_and_their_shares_add_up_to_its_land() -> None:
    users = parcel_dossier.users(dossiers.PARCEL)
    assert dict(zip(users["name"], users["tax_wan_yuan"], strict=True)) == pytest.approx(
        {"示例甲有限公司": 560, "示例乙有限公司": 150 * 4 / 7.5}
    )
    assert users["tax_wan_yuan"].sum() == parcel_dossier.years(dossiers.PARCEL)["tax_wan_yuan"].iloc[0]
    assert standing.conservation(users, 24.0, 2023) == "2023 年：Σ 分摊 24.00 亩 = 用地 24.00 亩。"
    assert "≠ 用地 25.00 亩" in standing.conservation(users, 25.0, 2023)
    assert "没有面积" in standing.conservation(users, None, 2023)
    unknown = users.assign(land_share_mu=[20.0, float("nan")])
    assert "1 条使用关系分摊不出" in standing.conservation(unknown, 24.0, 2023)
    assert standing.conservation(users, 24.0, 1999) == ""


def test_the_means_beside_a_parcel_are_sums_over_sums_of_the_parcels_with_both() -> None:
    year = parcel_dossier.years(dossiers.PARCEL).iloc[0]
    assert year["district_tax_wan_yuan_per_mu"] == pytest.approx(710 / 27.5)
    assert year["park_tax_wan_yuan_per_mu"] == pytest.approx(710 / 27.5)


def test_three_areas_are_compared_with_the_certificate() -> None:
    parcel = parcel_dossier.parcel(dossiers.PARCEL)
    assert parcel is not None
    areas = dossier.areas(parcel).set_index("source")
    assert areas.loc["实测面积", "difference_pct"] == pytest.approx(1)
    assert areas.loc["证载面积", "area_mu"] == pytest.approx(24)
    assert areas["area_m2"].isna().tolist() == [False, False, True]
    assert list(areas["is_used"]) == [True, False, False]
    bare = parcel_dossier.parcel(dossiers.BARE)
    assert bare is not None
    assert dossier.areas(bare)["area_m2"].isna().all()
    assert bare["owner_is_known"] is False


def test_missing_is_a_dash_and_every_other_value_has_its_unit_and_word() -> None:
    firm, parcel = TABLES["enterprise"].by_name, TABLES["parcel"].by_name
    assert dossier.text(firm["name"], None) == "—"
    assert dossier.text(firm["is_above_scale"], False) == "否"
    assert dossier.text(firm["uscc_status"], "valid") == "有效"
    assert dossier.text(firm["uscc_status"], "new word") == "new word"
    assert dossier.text(firm["registered_on"], pd.Timestamp("1999-05-01")) == "1999-05-01"
    assert dossier.text(parcel["certificate_m2"], 0.0) == "0.00 m²"
    assert dossier.text(parcel["far"], 1.5) == "1.50"


def test_every_word_is_one_that_the_definition_of_its_column_says() -> None:
    sentences = {
        column.name: column.sentence
        for table in TABLES.values()
        for column in table.columns
        if column.kind is Kind.WORD
    }
    for name, words in dossier.WORDS.items():
        if name == "kind":
            assert all(word in TABLES["occupancy"].by_name["kind"].sentence for word in words.values())
        elif name != "severity":
            assert all(
                f"{code} {word}" in sentences[name] for code, word in words.items() if name != "area_source"
            )


def test_figures_turn_into_a_column_a_year_with_missing_as_a_dash() -> None:
    turned = dossier.by_year(ask.years(dossiers.A), dossier.FIRM_YEARS).set_index("figure")
    assert list(turned.columns) == ["2023", "2022"]
    assert turned.loc["评价税收（万元）", "2023"] == "560.00"
    assert turned.loc["研发经费（万元）", "2023"] == "—"


def test_a_sentence_sets_the_firm_beside_district_and_division() -> None:
    everyone = enterprises.trend(Selection(), (2023, 2022))
    peers = enterprises.trend(Selection(industries=("27",)), (2023, 2022))
    said = standing.firm_sentence(2023, ask.years(dossiers.B), everyone, peers)
    assert said == (
        "2023 年评价税收 150.00 万元，用地 7.50 亩，亩均税收 20.00 万元/亩（全区加权 13.68；同行业加权 13.25）。"
    )
    assert standing.firm_sentence(1999, ask.years(dossiers.B), everyone, peers) == ""
    assert "同行业" not in standing.firm_sentence(2023, ask.years(dossiers.B), everyone, None)


def test_the_charts_set_own_figures_beside_means_and_leave_gaps_where_a_year_is_missing() -> None:
    everyone = enterprises.trend(Selection(), (2023, 2022, 2021))
    title, _, chart, words = standing.firm_charts(ask.years(dossiers.A), everyone, None)[1]
    assert title == "评价税收（万元）"
    assert list(chart.data[0]["y"]) == [None, 500, 560]
    # 755 of seven firms that have tax in 2023, a refund and a zero among them.
    assert chart.data[1]["y"][2] == pytest.approx(755 / 7)
    assert "2021 年 —" in words


def test_months_without_output_stay_gaps() -> None:
    bars = standing.monthly_output(ask.months(dossiers.A)).data[0]
    assert bars["x"] == ["2023-02", "2023-03", "2023-04"]
    assert bars["y"] == [1800, None, 1000]


def test_an_outline_keeps_its_proportions_and_shows_neighbours_faint() -> None:
    near = parcel_dossier.neighbours(dossiers.PARCEL)
    assert list(near["parcel_id"]) == [dossiers.OTHER]
    figure = outlines.outline(dossiers.SQUARE, "本宗地", near["shape_geojson"])
    assert figure is not None
    own, others = figure.data
    # A thousandth of a degree is 110.8 m northwards and 99.6 m eastwards at 26° N.
    assert max(own["y"][:-1]) - min(own["y"][:-1]) == pytest.approx(110.8)
    assert max(own["x"][:-1]) - min(own["x"][:-1]) == pytest.approx(99.6, abs=0.1)
    assert others["opacity"] < own["opacity"]
    assert figure.to_dict()["layout"]["yaxis"]["scaleanchor"] == "x"


def test_plotly_takes_every_chart_as_it_stands() -> None:
    everyone = enterprises.trend(Selection(), (2023, 2022))
    drawn = [chart for _, _, chart, _ in standing.firm_charts(ask.years(dossiers.A), everyone, everyone)]
    drawn += [standing.monthly_output(ask.months(dossiers.A))]
    drawn += [standing.parcel_chart(parcel_dossier.years(dossiers.PARCEL))[2]]
    outline = outlines.outline(dossiers.SQUARE, "本宗地", [dossiers.BESIDE])
    assert outline is not None
    for figure in (*drawn, outline):
        go.Figure(figure.to_dict())


@pytest.mark.parametrize(
    "shape", ["", "{", "null", '{"type":"Point","coordinates":[1,2]}', '{"type":"Polygon","coordinates":[]}']
)
def test_a_broken_or_empty_shape_has_no_outline(shape: str) -> None:
    assert outlines.outline(shape, "本宗地", []) is None
