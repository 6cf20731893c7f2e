"""Ledgers of services and of safety: words of offices, whose case, which ledger holds, and what is reported with its row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from etl.contracts.service_words import SERVICE_KINDS
from etl.contracts.services import SERVICE_CONTRACTS, SERVICE_TABLES
from etl.service_checks import STATUS_OF
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码 | 所属街道
    甲公司 | {A} | 2720 | 甲街道
    乙公司 | {B} | 3990 | 乙镇"""
CLAIMS = (
    "申报编号 | 申报企业 | 政策名称 | 资金层级 | 申报金额（元） | 核定额（万元） | 拨付额（万元） | "
    "申报时间 | 核定时间 | 拨付时间 | 审核状态 | 异常"
)
SUBSIDIES = (
    "户号 | 用电企业 | 补助期 | 区域 | 用电量（万千瓦时） | 补助标准（元/度） | 补助金额（元） | "
    "申报日期 | 拨付日期 | 状态"
)
DEBTS = (
    "债务人 | 债权企业 | 拖欠金额（亿元） | 已偿还（万元） | 登记日期 | 计划清偿日期 | 偿还日期 | 化解状态"
)
VISITS = "走访企业 | 带队领导 | 计划走访日期 | 走访日期 | 参与人员 | 发现问题 | 状态"
TICKETS = "企业名称 | 诉求类型 | 诉求内容 | 承办单位 | 受理时间 | 办结时限 | 办结日期 | 满意度 | 办理状态"
HAZARDS = "受检单位 | 所属镇街 | 隐患等级 | 隐患部位 | 隐患内容 | 整改措施 | 发现日期 | 整改时限 | 销号日期 | 整改状态"
BURDENS = "管道名称 | 桩号 | 所在村 | 占压物 | 责任方 | 处置方式 | 隐患等级 | 发现日期 | 整改时限 | 整改状态"
DUTIES = "日期 | 镇街 | 检测点数 | 督导组数 | 督导人次 | 已检人次 | 督导员 | 联系人"
NOTICES = "批次 | 区域类型 | 镇街 | 通知企业数 | 通知方式 | 通知日期 | 复工日 | 通知状态"


def sheet(heading: str, *lines: str, title: str = "示例区台账（2023年12月）") -> Rows:
    return table("\n".join([title, heading, *lines]))


def built(folder: Path, **sheets: Rows) -> Snapshot:
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "台账.xlsx", sheets)
    return publish(folder)


def places(snapshot: Snapshot, check: str) -> list[tuple[str, int]]:
    return [(issue["entity"], issue["row_number"]) for issue in snapshot.issues(check)]


def test_every_ledger_has_a_table_and_a_status_and_a_day_by_which_it_is_told() -> None:
    names = [each.entity for each in SERVICE_CONTRACTS]
    assert names == [each.name for each in SERVICE_TABLES]
    # The roster of tests is shown below the notices and knows no status.
    assert names[:-1] == list(SERVICE_KINDS) == list(STATUS_OF)
    for each in SERVICE_TABLES[:-1]:
        assert {STATUS_OF[each.name], "told_on"} <= set(each.by_name)


def test_no_heading_means_two_fields_of_a_ledger() -> None:
    for contract in SERVICE_CONTRACTS:
        headings = [name for field in contract.fields for name in {field.column.label, *field.aliases}]
        assert len(headings) == len(set(headings)), contract.entity


@pytest.mark.parametrize("contract", SERVICE_CONTRACTS[:-1], ids=list(SERVICE_KINDS))
def test_words_of_a_status_lead_to_those_that_the_dictionary_names(contract: object) -> None:
    entity = contract.entity  # type: ignore[attr-defined]
    field = contract.by_name[STATUS_OF[entity]]  # type: ignore[attr-defined]
    assert all(word in field.column.sentence for word in set(field.words.values()))
    assert all(field.words.get(word) == word for word in set(field.words.values()))


def test_a_claim_is_read_with_its_units_and_words(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        兑现=sheet(
            CLAIMS,
            "ZC1 | 甲公司 | 技改补助 | 市 | 500000 | 45 | 45 | 2023-03-01 | 2023-04-01 | 2023-05-10 | 已兑现 | ",
            "ZC2 | 外地公司 | 上云补助 | 省级 | 100000 | | | 2023-06-01 | | | 审核中 | 材料不全",
        ),
    )
    assert snapshot.rows("SELECT * EXCLUDE (policy_no) FROM policy_claim ORDER BY 1") == [
        ("ZC1", A, "甲公司", "技改补助", "市级", 50, 45, 45, date(2023, 3, 1), date(2023, 4, 1), date(2023, 5, 10),
         "已归档", None, date(2023, 12, 31)),
        ("ZC2", None, "外地公司", "上云补助", "省级", 10, None, None, date(2023, 6, 1), None, None, "待审核", "缺材料",
         date(2023, 12, 31)),
    ]  # fmt: skip
    assert places(snapshot, "service_of_unknown_firm") == [("policy_claim", 4)]
    assert snapshot.outcome.report["errors"] == 0


def test_every_other_ledger_is_recognised_with_its_units(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        补助=sheet(SUBSIDIES, "3501 | 甲公司 | 2022年第二季度 | 封控 | 10 | 0.15 | 15000 | 2022-07-01 | 2022-09-01 | 已拨付"),
        欠款=sheet(DEBTS, "城建集团 | 甲公司 | 0.02 | 50 | 2023-02-01 | 2023-12-01 | 2023-06-01 | 部分偿还"),
        走访=sheet(VISITS, "甲公司 | 陈示例 | 2023-05-01 | 2023年5月3日 | 区工信局 | 缺工 | "),
        诉求=sheet(TICKETS, "乙公司 | 招工 | 缺工 | 区人社局 | 2023-05-04 | 2023-06-01 | 2023-05-20 | 非常满意 | 已解决"),
        隐患=sheet(HAZARDS, "乙公司 | | 重大隐患 | 仓库 | 混存 | 分类 | 2023-05-04 | 2023-06-01 | | 整改中"),
        占压=sheet(BURDENS, "成品油管道 | K3+120 | 高湖村 | 工棚 | 高湖村委会 | 拆除 | 较大 | 2023-01-04 | 2023-06-01 | 逾期"),
        通知=sheet(NOTICES, "第1批 | 管控区 | 甲街道 | 12 | 电话 | 2022-04-05 | 2022-04-20 | 已复工"),
    )  # fmt: skip
    assert snapshot.rows(
        "SELECT subsidy_id, zone, electricity_kwh, rate_yuan_per_kwh, subsidy_wan_yuan FROM power_subsidy"
    ) == [("3501 2022年第二季度", "封控区", 100_000, 0.15, 1.5)]
    assert snapshot.rows("SELECT arrears_id, owed_wan_yuan, repaid_wan_yuan, arrears_status FROM arrears_case") == [
        (f"城建集团 {A}", 200, 50, "偿还")
    ]  # fmt: skip
    assert snapshot.rows("SELECT visit_id, visited_on, visit_status FROM visit") == [
        (f"{A} 2023-05-01", date(2023, 5, 3), "已访")
    ]
    assert snapshot.rows("SELECT ticket_type, satisfaction, ticket_status FROM ticket") == [
        ("用工", "满意", "办结")
    ]
    # A hazard in a firm lies in the firm's town where the list says none.
    assert snapshot.rows("SELECT hazard_type, town, hazard_level, treatment, hazard_status FROM hazard ORDER BY 1") == [
        ("占压", None, "较大", "拆", "超期"),
        ("隐患", "乙镇", "重大", None, "整改中"),
    ]  # fmt: skip
    assert snapshot.rows("SELECT notice_id, notified_firms, notice_status FROM notice_batch") == [
        ("第1批 管控区 甲街道", 12, "已复")
    ]
    assert snapshot.outcome.report["errors"] == 0
    assert not places(snapshot, "subsidy_amount_differs")


def test_the_latest_month_holds_and_both_rows_are_its_lineage(tmp_path: Path) -> None:
    heading = "诉求编号 | 企业名称 | 诉求类型 | 受理日期 | 办结日期 | 办理状态"
    snapshot = built(
        tmp_path / "来件",
        六月=sheet(heading, "T1 | 甲公司 | 用工 | 2023-05-04 | | 交办", title="台账（2023年6月）"),
        五月=sheet(heading, "T1 | 甲公司 | 用工 | 2023-05-04 | | 受理", title="台账（2023年5月）"),
    )
    assert snapshot.rows("SELECT ticket_status, told_on FROM ticket") == [("交办", date(2023, 6, 30))]
    assert snapshot.one("SELECT count(*) FROM lineage WHERE table_name = 'ticket' AND key = 'T1'") == 2


def test_bad_rows_are_reported_with_their_place_and_stay(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        兑现=sheet(
            CLAIMS,
            "Z1 | 甲公司 | 技改补助 | 市 | 500000 | 45 | 60 | 2023-03-01 | 2023-04-01 | 2023-05-10 | 已兑现 | ",
            "Z2 | 甲公司 | 技改补助 | 市 | 300000 | 45 | | 2023-05-01 | 2023-04-01 | | 归档 | ",
            "Z3 | 甲公司 | 技改补助 | 市 | 300000 | | | 2099-05-01 | | | 快了 | ",
        ),
        补助=sheet(SUBSIDIES, "3501 | 甲公司 | 二季度 | 封控 | 10 | 0.15 | 1.5 | 2022-07-01 | | 申报"),
        欠款=sheet(
            DEBTS,
            "城建集团 | 甲公司 | 0.01 | 150 | 2023-02-01 | | | 偿还",
            "交建公司 | 甲公司 | 0.01 | 50 | 2023-02-01 | | 2023-01-01 | 化解",
        ),
        诉求=sheet(
            TICKETS,
            "甲公司 | 用工 | 缺工 | | 2023-05-04 | | | | 办结",
            "甲公司 | 用地 | 扩建 | | 2023-05-04 | | | | 交办",
        ),
        隐患=sheet(HAZARDS, "甲公司 | | 很大 | 仓库 | 混存 | 分类 | 2023-05-04 | | | 已销号"),
    )
    assert places(snapshot, "claim_paid_over_approved") == [("policy_claim", 3)]
    assert places(snapshot, "claim_approved_over_applied") == [("policy_claim", 4)]
    assert places(snapshot, "claim_filed_without_payment") == [("policy_claim", 4)]
    assert places(snapshot, "service_without_status") == [("policy_claim", 5)]
    assert places(snapshot, "service_date_ahead") == [("policy_claim", 5)]
    assert places(snapshot, "service_dates_reversed") == [("arrears_case", 4), ("policy_claim", 4)]
    assert places(snapshot, "subsidy_amount_differs") == [("power_subsidy", 3)]
    assert places(snapshot, "arrears_repaid_over_owed") == [("arrears_case", 3)]
    assert places(snapshot, "arrears_settled_short") == [("arrears_case", 4)]
    assert places(snapshot, "service_closed_without_date") == [("hazard", 3), ("ticket", 3)]
    assert places(snapshot, "service_without_deadline") == [("ticket", 4)]
    assert places(snapshot, "hazard_without_level") == [("hazard", 3)]
    said = {(issue["entity"], issue["value"]) for issue in snapshot.issues("unreadable_value")}
    assert said == {("policy_claim", "快了"), ("hazard", "很大")}
    counts = [
        snapshot.one(f"SELECT count(*) FROM {name}")  # noqa: S608
        for name in ("policy_claim", "arrears_case", "ticket", "hazard")
    ]
    assert counts == [3, 2, 2, 1]
    assert snapshot.outcome.report["errors"] == 0


def test_a_roster_of_tests_is_read_in_counts_and_without_a_name(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        督导=sheet(
            DUTIES,
            "2022-04-05 | 甲街道 | 6 | 2 | 8 | 3100 | 陈示例 | 林示例",
            "2022-04-05 | 乙镇 | 4 | 1 | 3 | — | 王示例 | 黄示例",
            " | 甲街道 | 5 | 1 | 3 | | 陈示例 | ",
            "2022-04-06 | 甲街道 | -5 | 1 | 3 | 2000 | 陈示例 | ",
            "2099-04-07 | 甲街道 | 5 | 1 | 3 | 2000 | 陈示例 | ",
            title="示例区核酸检测督导归档（2022年12月）",
        ),
    )
    told = date(2022, 12, 31)
    assert snapshot.rows("SELECT * FROM testing_duty ORDER BY duty_on, tested") == [
        ("2022-04-05 甲街道", date(2022, 4, 5), "甲街道", 6, 2, 8, 3100, told),
        ("2022-04-05 乙镇", date(2022, 4, 5), "乙镇", 4, 1, 3, None, told),
        ("2022-04-06 甲街道", date(2022, 4, 6), "甲街道", None, 1, 3, 2000, told),
        ("2099-04-07 甲街道", date(2099, 4, 7), "甲街道", 5, 1, 3, 2000, told),
    ]
    assert places(snapshot, "row_without_identity") == [("testing_duty", 5)]
    assert places(snapshot, "service_date_ahead") == [("testing_duty", 7)]
    assert snapshot.one("SELECT count(*) FROM lineage WHERE table_name = 'testing_duty'") == 4
    tables = snapshot.rows("SELECT table_name FROM duckdb_tables()")
    kept = [row for (name,) in tables for row in snapshot.rows(f"SELECT * FROM {name}")]  # noqa: S608
    assert not [row for row in kept if "陈示例" in str(row) or "黄示例" in str(row)]
    assert snapshot.outcome.report["errors"] == 0


def test_a_village_under_a_pipeline_is_no_unknown_firm(tmp_path: Path) -> None:
    row = "成品油管道 | K3+120 | 高湖村 | 工棚 | 高湖村委会 | 拆除 | 较大 | 2023-01-04 | 2023-06-01 | 整改中"
    snapshot = built(tmp_path / "来件", 占压=sheet(BURDENS, row))
    assert snapshot.one("SELECT enterprise_name FROM hazard") == "高湖村委会"
    assert not snapshot.issues("service_of_unknown_firm")


def test_the_sample_is_read_as_it_was_drawn(sample: Snapshot) -> None:
    path = Path(__file__).resolve().parents[1] / "golden" / "sample_truth.json"
    truth = json.loads(path.read_text(encoding="utf-8"))["services"]
    cents = {
        "claims_applied_cents": "SELECT sum(applied_wan_yuan) FROM policy_claim",
        "claims_approved_cents": "SELECT sum(approved_wan_yuan) FROM policy_claim",
        "claims_paid_cents": "SELECT sum(paid_wan_yuan) FROM policy_claim",
        "debts_owed_cents": "SELECT sum(owed_wan_yuan) FROM arrears_case",
        "debts_repaid_cents": "SELECT sum(repaid_wan_yuan) FROM arrears_case",
    }
    counts = {
        "claims": "policy_claim",
        "debts": "arrears_case",
        "visits": "visit",
        "visits_made": "visit WHERE visit_status = '已访'",
        "requests": "ticket",
        "hazards": "hazard WHERE hazard_type = '隐患'",
        "burdens": "hazard WHERE hazard_type = '占压'",
        "notices": "notice_batch",
        "duties": "testing_duty",
    }
    found = {name: round(100 * sample.one(query)) for name, query in cents.items()}
    found |= {name: sample.one(f"SELECT count(*) FROM {of}") for name, of in counts.items()}  # noqa: S608
    assert found == truth
