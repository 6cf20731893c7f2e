"""Monthly returns of investment, and which day a ledger of projects speaks of."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.etl.office import Rows, Snapshot, publish, table, write_xlsx

HEADING = "项目编号 | 项目名称 | 项目类别 | 总投资 | 年度完成投资 | 阶段"


def ledger(title: str, *lines: str) -> Rows:
    return table("\n".join([title, "单位：万元", HEADING, *lines]))


@pytest.fixture(scope="module")
def two_ledgers(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A ledger of June and an older one that came with it, whose project had gone further by mistake; returns of months."""
    folder = tmp_path_factory.mktemp("来件")
    write_xlsx(
        folder / "去年.xlsx", ledger("2022年度项目台账（截至12月底）", "X1 | 一号 | 技改 | 900 | 80 | 达产")
    )
    write_xlsx(
        folder / "今年.xlsx",
        ledger(
            "2023年项目台账（截至6月底）",
            "X1 | 一号 | 技改 | 900 | 50 | 在建",
            "X2 | 二号 | 技改 | 300 | | 谋划",
        ),
    )
    write_xlsx(
        folder / "月报.xlsx",
        table("""
            项目投资月报
            项目编号 | 项目名称 | 月份 | 本年累计完成投资（万元）
            X1 | 一号 | 2023年3月 | 30
             | 一号 | 2023年4月 | 20
            X1 | 一号 | 2023年6月 | 51
            X9 | 九号 | 2023年6月 | 7"""),
    )
    return publish(folder)


def test_the_ledger_of_the_latest_month_holds_and_the_project_keeps_its_first_year(
    two_ledgers: Snapshot,
) -> None:
    rows = two_ledgers.rows("SELECT project_id, stage, first_year, told_on FROM project ORDER BY 1")
    assert rows == [("X1", "在建", 2022, date(2023, 6, 30)), ("X2", "谋划", 2023, date(2023, 6, 30))]
    assert two_ledgers.issues("project_said_differently") == []


def test_a_month_is_what_its_return_says_else_what_the_ledger_of_the_month_does(
    two_ledgers: Snapshot,
) -> None:
    rows = two_ledgers.rows("SELECT month, month_done_wan_yuan FROM project_month WHERE project_id = 'X1'")
    assert sorted(rows) == [
        (date(2022, 12, 1), 80.0), (date(2023, 3, 1), 30.0), (date(2023, 4, 1), 20.0), (date(2023, 6, 1), 51.0),
    ]  # fmt: skip
    assert two_ledgers.rows("SELECT year, year_done_wan_yuan FROM project_year ORDER BY 1") == [
        (2022, 80.0),
        (2023, 50.0),
    ]


def test_a_sum_that_falls_and_a_project_that_no_ledger_names_are_reported(two_ledgers: Snapshot) -> None:
    (fell,) = two_ledgers.issues("project_month_fell")
    assert (fell["sheet"], fell["row_number"], fell["value"]) == ("Sheet1", 4, "20.0")
    (stranger,) = two_ledgers.issues("month_of_unknown_project")
    assert stranger["value"] == "X9"


def test_every_month_leads_to_its_rows(two_ledgers: Snapshot) -> None:
    rows = two_ledgers.rows(
        "SELECT l.key, f.path FROM lineage AS l INNER JOIN source_file AS f USING (file_id) "
        "WHERE l.table_name = 'project_month' AND l.key LIKE 'X1|2023-06%' ORDER BY f.path"
    )
    assert [path for _, path in rows] == ["今年.xlsx", "月报.xlsx"]


def test_the_sample_holds_what_was_drawn(sample: Snapshot) -> None:
    path = Path(__file__).resolve().parent.parent / "golden" / "sample_truth.json"
    truth = json.loads(path.read_text(encoding="utf-8"))["projects"]
    of_kind = "SELECT count(*) FROM project WHERE project_id LIKE '{}%'"
    assert sample.one(of_kind.format("MQ")) == truth["private_listed"]
    assert sample.one(of_kind.format("HS")) == truth["overseas_listed"]
    before = """SELECT sum(year_done_wan_yuan) FROM project_year INNER JOIN project USING (project_id)
        WHERE year = 2022 AND project_kind = 'upgrade'"""
    assert sample.one(before) == truth["upgraded_before_wan_yuan"]
    returns = "SELECT count(*) FROM lineage WHERE table_name = 'project_month' AND sheet = '月度进度'"
    assert sample.one(returns) == truth["investment_returns"]
