"""Projects and their stages: words of offices, whose project it is, which ledger holds, what is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.contracts.project import KIND_WORDS, PROJECT_KINDS, STAGE_WORDS, STAGES
from etl.mapping import FileMapping
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲公司 | {A} | 2720
    乙公司 | {B} | 3990"""
HEADING = (
    "项目编号 | 项目名称 | 项目类别 | 承担企业 | 信用代码 | 总投资 | 年度计划投资 | 年度完成投资 | 累计完成投资 | "
    "阶段 | 签约日期 | 开工日期 | 竣工日期"
)
NODES = "项目编号 | 项目名称 | 节点 | 计划时间 | 实际时间"


def ledger(*lines: str, year: str = "2023年度") -> Rows:
    return table("\n".join([f"{year}重点项目台账", "单位：万元", HEADING, *lines]))


def built(folder: Path, *lines: str, nodes: tuple[str, ...] = (), year: str = "2023年度") -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    sheets = {"台账": ledger(*lines, year=year)}
    if nodes:
        sheets["节点"] = table("\n".join([NODES, *nodes]))
    write_xlsx(folder / "项目.xlsx", sheets)
    return publish(folder)


def test_words_lead_to_known_kinds_and_stages() -> None:
    assert set(KIND_WORDS.values()) == set(PROJECT_KINDS)
    assert set(STAGE_WORDS.values()) == set(STAGES)


@pytest.mark.parametrize(
    ("spelling", "stage"), [("在谈", "洽谈"), ("已开工", "开工"), ("竣工投产", "投产"), ("备案", "注册")]
)
def test_offices_words_become_stages(tmp_path: Path, spelling: str, stage: str) -> None:
    snapshot = built(tmp_path / "来件", f"X1 | 一号 | 技改项目 | 甲公司 | | 500 | | | | {spelling} | | | ")
    assert snapshot.rows("SELECT project_kind, stage FROM project") == [("upgrade", stage)]


def test_a_firm_is_linked_where_it_is_known_and_kept_by_its_name_where_not(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"X1 | 一号 | 招商 | 甲公司（分期） | {A} | 500 | | | | 签约 | | | ",
        "X2 | 二号 | 招商 | 乙公司 | | 500 | | | | 签约 | | | ",
        "X3 | 三号 | 招商 | 新来公司 | | 500 | | | | 签约 | | | ",
        f"X4 | 四号 | 招商 | 外地公司 | {code(9)} | 500 | | | | 签约 | | | ",
        "X5 | 五号 | 招商 | | | 500 | | | | 洽谈 | | | ",
    )
    assert snapshot.rows("SELECT enterprise_id, enterprise_name FROM project ORDER BY project_id") == [
        (A, "甲公司（分期）"),
        (B, "乙公司"),
        (None, "新来公司"),
        (None, "外地公司"),
        (None, None),
    ]
    assert snapshot.one("SELECT count(*) FROM enterprise") == 2


def test_money_is_in_wan_yuan_and_missing_is_not_zero(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "项目2023.xlsx",
        table("""
            项目名称 | 项目类别 | 总投资（亿元） | 2023年计划投资（万元） | 累计完成投资（万元） | 意向亩数 | 阶段
            一号 | 招商 | 1.2 | 3000 | 0 | 12 | 签约
            二号 | 招商 | 0.5 | | - | | 洽谈"""),
    )
    snapshot = publish(folder)
    assert snapshot.rows(
        """SELECT project_id, total_investment_wan_yuan, done_wan_yuan, intended_land_mu, year, year_plan_wan_yuan
        FROM project LEFT JOIN project_year USING (project_id) ORDER BY 1"""
    ) == [("一号", 12000.0, 0.0, 12.0, 2023, 3000.0), ("二号", 5000.0, None, None, None, None)]


def test_headings_of_two_years_are_two_years_of_one_project(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "技改.xlsx",
        table("""
            单位：万元
            项目名称 | 项目类别 | 总投资 | 2023年完成投资 | 2024年计划投资 | 累计完成投资 | 阶段
            一号 | 技改 | 900 | 300 | 400 | 500 | 在建"""),
    )
    snapshot = publish(folder)
    assert snapshot.rows("SELECT project_id, done_wan_yuan FROM project") == [("一号", 500.0)]
    assert snapshot.rows("SELECT * FROM project_year ORDER BY year") == [
        ("一号", 2023, None, 300.0),
        ("一号", 2024, 400.0, None),
    ]
    assert snapshot.outcome.report["issues"] == []


def test_the_ledger_received_last_holds_and_years_stay_apart(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    for file, year, line in (
        ("旧.xlsx", "2022年度", "X1 | 一号 | 招商 | | | 500 | 100 | 90 | 90 | 签约 | 2022-05-01 | | "),
        (
            "新.xlsx",
            "2023年度",
            "X1 | 一号 | 招商 | 甲公司 | | 600 | 200 | 10 | 100 | 在建 | 2022-05-01 | | ",
        ),
    ):
        write_xlsx(folder / file, ledger(line, year=year))
    snapshot = publish(
        folder,
        FileMapping("旧.xlsx", received_on=date(2022, 12, 31)),
        FileMapping("新.xlsx", received_on=date(2023, 6, 30)),
    )
    assert snapshot.rows("SELECT stage, total_investment_wan_yuan, done_wan_yuan FROM project") == [
        ("在建", 600.0, 100.0)
    ]
    assert snapshot.rows("SELECT year, year_plan_wan_yuan, year_done_wan_yuan FROM project_year") == [
        (2022, 100.0, 90.0),
        (2023, 200.0, 10.0),
    ]
    assert snapshot.outcome.report["errors"] == 0


def test_a_row_without_number_is_the_project_of_its_name(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        "X1 | 一号 | 招商 | | | 500 | | | | 签约 | | | ",
        " | 二号 | 招商 | | | 500 | | | | 签约 | | | ",
        nodes=(" | 一号 | 签约 | 2023-02-01 | 2023-03-01", "X2 | 二号 | 开工 | 2023-09-01 | "),
    )
    assert snapshot.rows("SELECT project_id FROM project ORDER BY 1") == [("X1",), ("X2",)]
    assert snapshot.rows("SELECT * FROM project_stage ORDER BY 1") == [
        ("X1", "签约", date(2023, 2, 1), date(2023, 3, 1)),
        ("X2", "开工", date(2023, 9, 1), None),
    ]
    traced = snapshot.rows(
        "SELECT table_name, key, sheet, row_number FROM lineage WHERE table_name LIKE 'project%' ORDER BY ALL"
    )
    assert traced == [
        ("project", "X1", "台账", 4),
        ("project", "X2", "台账", 5),
        ("project_stage", "X1|签约", "节点", 2),
        ("project_stage", "X2|开工", "节点", 3),
    ]


def test_a_project_in_lists_of_two_kinds_is_one_project_and_reported(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        "X1 | 一号 | 招商 | | | 500 | 100 | | | 签约 | | | ",
        "X1 | 一号 | 海上福州 | | | 500 | 100 | | | 开工 | | | ",
    )
    assert snapshot.rows("SELECT project_kind, stage FROM project") == [("overseas", "开工")]
    assert snapshot.rows("SELECT year_plan_wan_yuan FROM project_year") == [(100.0,)]
    assert [issue["row_number"] for issue in snapshot.issues("project_said_differently")] == [4, 5]


def test_the_same_kind_twice_with_other_figures_stops_the_build(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        "X1 | 一号 | 招商 | | | 500 | | | | 签约 | | | ",
        "X1 | 一号 | 招商 | | | 900 | | | | 签约 | | | ",
    )
    (error,) = snapshot.errors
    assert (error["check_name"], error["value"]) == ("conflicting_rows", "总投资 500.0 ≠ 900.0")


def test_bad_rows_are_reported_with_their_row(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        "X1 | 一号 | 招商 | | | 500 | | | | 开工 | 2023-05-01 | 2023-04-01 | ",
        "X2 | 二号 | 招商 | | | 500 | | | 501 | 在建 | | | ",
        "X3 | 三号 | 招商 | | | 500 | | 500 | 500 | 说不清 | | | ",
        "X4 | 四号 | 太空 | | | 500 | | | | 签约 | | | ",
        " | | 招商 | | | 500 | | | | 签约 | | | ",
        "X6 | 六号 | 招商 | | | -5 | | | | 签约 | | | ",
        nodes=(
            "X1 | 一号 | 签约 | 2023-02-01 | 2023-05-01",
            "X1 | 一号 | 竣工 | 2023-09-01 | 2023-04-30",
            "X1 | 一号 | 投产 | 2023-12-01 | 2023-12-01",
            "X9 | 九号 | 开工 | 2023-09-01 | ",
        ),
    )
    said = {
        check: [issue["row_number"] for issue in snapshot.issues(check)]
        for check in (
            "project_dates_reversed",
            "project_done_over_total",
            "project_without_stage",
            "project_without_kind",
            "row_without_identity",
            "out_of_bounds",
            "stage_dates_out_of_order",
            "stage_of_unknown_project",
        )
    }
    assert said == {
        "project_dates_reversed": [4],
        "project_done_over_total": [5],
        "project_without_stage": [6],
        "project_without_kind": [7],
        "row_without_identity": [8],
        "out_of_bounds": [9],
        "stage_dates_out_of_order": [3],
        "stage_of_unknown_project": [5],
    }
    assert {issue["value"] for issue in snapshot.issues("unreadable_value")} == {"说不清", "太空"}
    assert snapshot.one("SELECT count(*) FROM project") == 5


def test_a_plan_without_year_is_reported_and_the_project_kept(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", "X1 | 一号 | 招商 | | | 500 | 100 | | | 签约 | | | ", year="")
    assert snapshot.one("SELECT count(*) FROM project") == 1
    assert snapshot.rows("SELECT * FROM project_year") == []
    assert [issue["row_number"] for issue in snapshot.issues("project_plan_without_year")] == [4]


def test_a_build_without_ledger_has_empty_tables(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    snapshot = publish(folder)
    for name in ("project", "project_year", "project_stage", "project_month"):
        assert snapshot.rows(f"SELECT * FROM {name}") == []  # noqa: S608


def test_the_sample_has_projects_of_every_kind_at_many_stages(sample: Snapshot) -> None:
    assert sample.one("SELECT count(*) FROM project") == 52
    kinds = {kind for (kind,) in sample.rows("SELECT DISTINCT project_kind FROM project")}
    assert kinds == set(PROJECT_KINDS) - {"other"}
    assert sample.one("SELECT count(DISTINCT stage) FROM project") >= 7
    assert (
        sample.one("SELECT count(*) FROM project WHERE project_kind = 'upgrade' AND enterprise_id IS NULL")
        == 0
    )
    assert sample.one("SELECT count(*) FROM project WHERE chain_node_said = '集成电路封测'") > 0
    late = "SELECT count(*) FROM project_stage WHERE planned_on < DATE '2023-12-31' AND actual_on IS NULL"
    assert sample.one(late) > 0
