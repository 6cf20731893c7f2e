"""Licences, projects and report sentences of a chain, against rows that a reader can count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import chain_ledger_charts, chain_report, report_words
from dashboard.database import all_rows
from dashboard.queries import chain_faults, chain_gaps, chain_licenses, chain_projects, chains, projects
from dashboard.queries.chains import View
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from tests.dashboard.chain_ledgers import LEDGERS, MED
from tests.dashboard.chained import A, B, C, F, publish

DISTRICT = Selection(year=2023)
DRUGS, MOTORS = View(DISTRICT, MED), View(DISTRICT, "elec")


@pytest.fixture
def ledgers(warehouse: Path) -> Path:
    publish(warehouse, LEDGERS)
    return warehouse


def with_issues(warehouse: Path, *issues: tuple[str, str, str | None]) -> None:
    """Publish the ledgers with findings: check, entity, key."""
    rows = [
        {"issue_id": at, "check_name": check, "severity": "warning", "entity": entity, "key": key}
        for at, (check, entity, key) in enumerate(issues)
    ]
    publish(warehouse, {**LEDGERS, "quality_issue": rows})


def said(view: View) -> dict[str, report_words.Blank]:
    blanks = chain_report.blanks(view, chains.whole(view), chains.nodes(view))
    return {blank.item: blank for blank in blanks}


@pytest.mark.usefixtures("ledgers")
def test_licences_count_by_type_and_year_of_grant_and_the_rest_says_why_it_does_not() -> None:
    by_year = chain_licenses.by_year(DRUGS)
    assert by_year.to_numpy().tolist() == [
        ["device_class1", 2022, 1],
        ["drug_approval", 2023, 1],
        ["generic_consistency", 2021, 1],
        ["generic_consistency", 2023, 1],
    ]
    types = {row["license_type"]: row for row in all_rows(chain_licenses.by_type(DRUGS))}
    assert list(types)[:3] == ["generic_consistency", "drug_pipeline", "drug_approval"]
    drugs = types["drug_approval"]
    assert (drugs["granted"], drugs["granted_in_year"], drugs["undated"], drugs["withdrawn"]) == (2, 1, 1, 1)
    assert (types["drug_pipeline"]["in_research"], types["drug_pipeline"]["filed"]) == (1, 1)
    assert (types["device_class1"]["granted"], types["device_class1"]["unsaid"]) == (1, 1)
    assert (types["device_class2"]["granted"], types["device_class3"]["unsaid"]) == (0, 0)
    assert chain_licenses.ledger(DRUGS) == chain_licenses.Ledger(rows=10, elsewhere=1)


@pytest.mark.usefixtures("ledgers")
def test_the_enterprises_behind_the_licences_follow_the_filters() -> None:
    holders = chain_licenses.holders(DRUGS)
    assert holders["enterprise_id"].tolist() == [B, A, C]
    assert holders[["generic_consistency", "drug_approval", "drug_pipeline"]].to_numpy().tolist() == [
        [0, 2, 1], [2, 0, 1], [0, 0, 0],
    ]  # fmt: skip
    assert holders["granted_in_year"].tolist() == [1, 1, 0]
    other_town = replace(DRUGS, selection=replace(DISTRICT, towns=("乙镇",)))
    assert chain_licenses.holders(other_town)["enterprise_id"].tolist() == [C]
    assert len(chain_licenses.each(DRUGS, None)) == len(chain_licenses.each_later(DRUGS)()) == 9
    assert F not in set(chain_licenses.each(DRUGS, None)["enterprise_id"])


@pytest.mark.usefixtures("ledgers")
def test_a_project_is_placed_by_word_code_or_chain_and_says_by_which() -> None:
    rows = chain_projects.investments(DRUGS).set_index("project_name")
    assert rows["node"].fillna("").to_dict() == {
        "流通项目": "流通", "片剂项目": "制剂", "药品流通项目": "流通", "只说链的项目": "", "共用代码的项目": "",
    }  # fmt: skip
    assert rows.loc["流通项目", "grounds"] == "来件写“流通”"
    assert rows.loc["片剂项目", "grounds"] == "行业代码 2720"
    assert rows.loc["共用代码的项目", "grounds"] == "行业代码 2799 由几个节点共用"
    # 流通 is missing; what is in production there fills nothing any more, and 制剂 is strong.
    assert rows.index[rows["fills"].fillna(False).astype(bool)].tolist() == ["流通项目"]
    assert len(chain_projects.investments_later(DRUGS)()) == len(rows)
    assert chain_projects.investments(MOTORS).empty


def test_a_word_behind_the_name_of_a_chain_is_sought_on_that_chain_and_no_product_at_a_wholesaler(
    warehouse: Path,
) -> None:
    projects = [
        {"project_id": word, "project_name": word, "project_kind": "investment", "chain_node_said": word}
        for word in ("电机", "医药原料", "片剂", "原料、片剂")
    ]
    publish(warehouse, {**LEDGERS, "project": projects})
    placed = chain_projects.investments(DRUGS).groupby("project_name")["node"].agg(set)
    # 片剂 is a keyword of 流通 too, whose code 5151 is a wholesaler's.
    assert placed.to_dict() == {"医药原料": {"原料"}, "片剂": {"制剂"}, "原料、片剂": {"原料", "制剂"}}
    assert chain_projects.investments(MOTORS)["node"].tolist() == ["电机"]


@pytest.mark.usefixtures("ledgers")
def test_projects_on_no_chain_are_listed_with_the_reason() -> None:
    rows = chain_projects.unplaced(DISTRICT).set_index("project_name")["reason"]
    assert rows.to_dict() == {
        "没有话的项目": "来件没有写产业链环节和行业代码",
        "说不清的项目": "环节“船舶”，行业代码 3731 不在任何一条链的图谱中",
    }


def test_a_project_without_a_stage_has_come_as_far_as_its_days_say_on_both_pages(warehouse: Path) -> None:
    told = {"project_kind": "investment", "chain_node_said": "流通", "told_on": date(2023, 12, 31)}
    publish(
        warehouse,
        {
            **LEDGERS,
            "project": [
                {"project_id": name, "project_name": name, **told}
                | ({"signed_on": date(2023, 5, 1)} if name == "signed" else {})
                for name in ("signed", "producing", "later")
            ],
            "project_stage": [
                {"project_id": "producing", "stage": "投产", "actual_on": date(2023, 6, 1)},
                {"project_id": "later", "stage": "投产", "actual_on": date(2024, 6, 1)},
            ],
        },
    )
    rows = chain_projects.investments(DRUGS)
    assert set(rows.loc[rows["fills"], "project_id"]) == {"signed", "later"}
    far = rows.set_index("project_id")["furthest"]
    assert (far["signed"], far["producing"]) == ("签约", "投产")
    assert far.isna()["later"]
    leads = projects.leads(Asked(DISTRICT, chain_projects.day()))
    assert set(leads.loc[leads["fills"], "project_id"]) == {"signed", "later"}
    funnel = chain_projects.funnel(DRUGS).set_index("stage")["projects"]
    assert funnel[["签约", "投产", "没有写明"]].tolist() == [1, 1, 1]
    found = chain_projects.landing(DRUGS)
    assert (found["projects"], found["landed"], found["signed_in_year"]) == (3, 1, 1)


@pytest.mark.usefixtures("ledgers")
def test_each_project_stands_at_one_stage_however_many_nodes_it_speaks_of() -> None:
    funnel = chain_projects.funnel(DRUGS).set_index("stage")
    assert funnel["projects"].sum() == 5
    assert funnel.loc[["洽谈", "签约", "注册", "投产", "没有写明"], "projects"].tolist() == [1, 1, 1, 1, 1]
    rows = all_rows(funnel.reset_index())
    assert [row["stage"] for row in rows[:2]] == ["谋划", "洽谈"]
    talks, signed = rows[1], rows[2]
    assert (signed["total_investment_wan_yuan"], signed["intended_land_mu"]) == (20_000, 30)
    # Nobody wrote what they would invest: no datum, and no zero.
    assert (talks["total_investment_wan_yuan"], talks["intended_land_mu"]) == (None, None)


@pytest.mark.usefixtures("ledgers")
def test_a_place_narrows_projects_and_the_enterprise_narrows_its_renewal() -> None:
    there = replace(DRUGS, selection=replace(DISTRICT, towns=("甲街道",)))
    assert chain_projects.investments(there)["project_name"].tolist() == ["流通项目"]
    upgrades = chain_projects.upgrades(DRUGS)
    assert upgrades["project_name"].tolist() == ["甲的技改", "乙的技改"]
    assert upgrades["year_done_pct"].iloc[0] == pytest.approx(75)
    # No plan is no plan of zero.
    assert upgrades[["year_plan_wan_yuan", "year_done_pct"]].iloc[1].isna().all()
    below = replace(DRUGS, selection=replace(DISTRICT, scales=("below",)))
    assert chain_projects.upgrades(below).empty


@pytest.mark.usefixtures("ledgers")
def test_a_gap_comes_with_the_projects_that_would_fill_it() -> None:
    sites = chain_gaps.sites(DRUGS, (), None)
    assert set(sites["node"]) == {"流通"}
    assert set(sites["projects"]) == {"流通项目（签约，30.0 亩）"}


@pytest.mark.usefixtures("ledgers")
def test_the_sentences_have_the_numbers_of_the_lists() -> None:
    blanks = said(DRUGS)
    # Nobody has told who supplies it.
    assert [item for item, blank in blanks.items() if blank.withheld] == ["本地配套"]
    assert blanks["仿制药一致性评价"].sentence == "2023 年获批仿制药一致性评价批文 1 项，累计 2 项。"
    assert blanks["药品注册批文"].sentence == "2023 年获批药品注册批文 1 项，累计 2 项。"
    assert blanks["一类器械备案"].sentence == "2023 年新增一类器械备案 0 个，累计 1 个。"
    assert blanks["在研药品"].sentence == "在研药品 2 个，其中已受理 1 个。"
    assert blanks["产业园和载体"].sentence == "2023 年新增产业园、载体 1 个（新建产业园）。"
    # 片剂项目 and 药品流通项目 have landed, the second without a sum; 流通项目 was signed in the year.
    landed = "截至来件，引进落地项目 2 项，计划总投资 5,000.00 万元（1 项没有写明，不计）；2023 年签约 1 项。"
    assert blanks["引进落地"].sentence == landed
    upgraded = "2023 年技改投资完成 350.00 万元（2 项写明）；完成年度计划 75.0%（计划和完成都写明的 1 项）。"
    assert blanks["技术改造"].sentence == upgraded
    assert blanks["缺口"].sentence == "缺的节点 1 个：流通。"
    assert "*" not in report_words.text(tuple(blanks.values()))


@pytest.mark.usefixtures("ledgers")
def test_a_chain_without_licences_speaks_only_of_projects() -> None:
    assert set(said(MOTORS)) == {"总体", "产业园和载体", "引进落地", "技术改造", "本地配套", "缺口"}


def test_a_failed_check_withholds_the_blanks_that_rest_on_it_and_no_other(warehouse: Path) -> None:
    with_issues(
        warehouse,
        ("license_without_date", "product_license", f"{B}|drug_approval|药2|产品药2"),
        # Not of this chain, and harmless: neither withholds anything.
        ("license_without_date", "product_license", f"{F}|device_class2|注1|产品注1"),
        ("duplicate_row", "product_license", None),
        ("project_without_stage", "project", "只说链的项目"),
        ("project_done_over_total", "project", "片剂项目"),
        ("project_without_stage", "project", "说不清的项目"),
    )
    blanks = said(DRUGS)
    withheld = {item: blank.withheld for item, blank in blanks.items() if blank.withheld}
    assert set(withheld) == {"药品注册批文", "引进落地", "本地配套"}
    assert "没有批准日期的批件 1 条" in withheld["药品注册批文"]
    assert "「药品批文和器械备案」" in withheld["药品注册批文"]
    assert "没有写明阶段的项目 1 条" in withheld["引进落地"]
    assert "药品注册批文" not in report_words.text(tuple(blanks.values()))


def test_a_finding_that_names_no_row_stands_against_every_blank_of_its_file(warehouse: Path) -> None:
    with_issues(warehouse, ("row_without_identity", "product_license", None))
    withheld = {item for item, blank in said(DRUGS).items() if blank.withheld}
    assert withheld == {
        "仿制药一致性评价", "药品注册批文", "一类器械备案", "二类器械注册", "三类器械注册", "在研药品", "本地配套",
    }  # fmt: skip
    assert chain_faults.faults(MOTORS)["entity"].tolist() == ["product_license"]
    assert not any(blank.withheld.startswith("来件") for blank in said(MOTORS).values())


def test_without_a_ledger_the_sentence_names_the_missing_file_and_who_has_it(warehouse: Path) -> None:
    publish(warehouse, {**LEDGERS, "product_license": (), "project": (), "project_year": ()})
    blanks = said(DRUGS)
    assert "缺来件「药品批文和器械备案」" in blanks["药品批文"].withheld
    assert "缺来件「项目台账」，通常由" in blanks["引进落地"].withheld
    assert blanks["总体"].sentence
    rows = chain_report.table(tuple(blanks.values()), "药")
    assert (rows["sentence"].isna() == rows["withheld"].notna()).all()


@pytest.mark.usefixtures("ledgers")
def test_plotly_takes_the_drawings_and_a_year_without_a_grant_is_zero() -> None:
    by_year, by_type = chain_licenses.by_year(DRUGS), chain_licenses.by_type(DRUGS)
    multiples = chain_ledger_charts.multiples(by_year, by_type, [2021, 2022, 2023])
    go.Figure(multiples.to_dict())
    assert multiples.to_dict()["data"][0]["y"] == [1, 0, 1]
    funnel = chain_ledger_charts.funnel(chain_projects.funnel(DRUGS)).to_dict()
    go.Figure(funnel)
    assert "1 项 · 2.00 亿元 · 30 亩" in funnel["data"][0]["text"]
    upgrades = chain_ledger_charts.upgrades(chain_projects.upgrades(DRUGS)).to_dict()
    go.Figure(upgrades)
    assert upgrades["data"][0]["x"] == [400, None]
