"""Ledgers of floor, carriers, funds, matching events and policies: how they are read, and what is reported with its row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from etl.carrier_checks import STATUS_OF
from etl.contracts.carriers import CARRIER_CONTRACTS, CARRIER_TABLES
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A = code(1)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码 | 所属街道 | 所在片区
    甲公司 | {A} | 2720 | 甲街道 | 东片区"""
FLOORS = (
    "载体 | 楼栋 | 片区 | 宗地代码 | 建筑面积（万㎡） | 可租面积（㎡） | 已租面积（㎡） | 空置面积（㎡） | "
    "租金（元/㎡·月） | 租售状态"
)
CARRIERS = "园中园名称 | 所在片区 | 可供面积（㎡） | 已去化面积（㎡） | 定位产业链 | 立项时间 | 计划投用 | 投用时间 | 状态"
FUNDS = "基金名称 | 类型 | 规模（亿元） | 认缴（万元） | 实缴（万元） | 已投（万元） | 管理人 | 设立日期 | 存续期止 | 状态"
EVENTS = "活动名称 | 类型 | 活动日期 | 企业名称 | 需求 | 达成 | 单位"
FAIRS = "活动名称 | 类型 | 活动日期 | 招聘企业 | 需求人数 | 达成人数"
PAPERS = "文号 | 标题 | 级次 | 条款 | 兑现口径 | 生效日期 | 有效期止 | 责任科室 | 状态"


def sheet(heading: str, *lines: str, title: str = "示例区台账（截至2023年12月）") -> Rows:
    return table("\n".join([title, heading, *lines]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("载体") / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    # Row 3 of each sheet is its first row of data.
    sheets = {
        "九月": sheet(
            FLOORS,
            "一园 | 1 号楼 | 东片区 | | 1.2 | 10000 | 4000 | 6000 | 20 | 招租中",
            title="台账（截至2023年9月）",
        ),
        "十二月": sheet(
            FLOORS,
            "一园 | 1 号楼 | 东片区 | | 1.2 | 10000 | 7000 | | 21 | 可租",
            "一园 | 2 号楼 | 东片区 | 350104001001GB00001 | 0.8 | 7000 | 5000 | 4000 | | 出租中",
            "二园 | | 西片区 | | 0.5 | 6000 | 6000 | 0 | 18 | 已出租",
            "三园 | | 东片区 | | 2 | | | | | 施工",
        ),
        "园中园": sheet(
            CARRIERS,
            "医药园 | 东片区 | 20000 | 5000 | 生物医药产业链 | 2022-01-01 | 2024-06-01 | | 开工",
            "电机园 | 东片区 | 10000 | 12000 | 电机电气 | 2023-01-01 | 2022-01-01 | 2099-01-01 | 投用",
            "闲园 | | 10000 | | 预制菜 | | | | 论证",
        ),
        "基金": sheet(
            FUNDS,
            "引导基金 | 母基金 | 10 | 100000 | 60000 | 30000 | 国投 | 2019-01-01 | 2029-01-01 | 投资期",
            "子基金 | 参股子基金 | 2 | 10000 | 12000 | 13000 | | 2020-01-01 | 2019-01-01 | 想办",
        ),
        "融资": sheet(
            EVENTS,
            "对接会 | 银企对接 | 2023-05-01 | 甲公司 | 0.2 | 800 | 万元",
            "对接会 | 银企对接 | 2023-05-01 | 外地公司 | 3 | 2 | 亿元",
            "对接会 | 银企对接 | 2023-05-01 | 乙公司 | 5 | 2 | ",
            "招聘会 | 春风行动 | 2023-02-01 | 甲公司 | 30 | 12 | 名",
        ),
        "招聘": sheet(FAIRS, "春风行动 | 招聘会 | 2023-02-09 | 甲公司 | 8 | 3"),
        "政策": sheet(
            PAPERS,
            "示政〔2022〕1号 | 技改办法 | 市级 | 第一条 | 5 % | 2022-01-01 | 2023-06-30 | 技改科 | 有效",
            "示政〔2022〕1号 | 技改办法 | 市级 | 第二条 | 10 万元 | 2022-01-01 | 2023-06-30 | 技改科 | 有效",
            " | 人才办法 | 区 | 第一条 | 800 元 | 2023-01-01 | 2022-01-01 | 人才科 | 印发",
            "示政〔2023〕9号 | 上楼办法 | 区 | | 待定 | | | | 挂网",
        ),
    }
    write_xlsx(folder / "台账.xlsx", sheets)
    return publish(folder)


def places(snapshot: Snapshot, check: str) -> list[tuple[str, int]]:
    return [(issue["entity"], issue["row_number"]) for issue in snapshot.issues(check)]


def test_every_ledger_has_a_table_and_a_day_by_which_it_is_told() -> None:
    assert [each.entity for each in CARRIER_CONTRACTS] == [each.name for each in CARRIER_TABLES]
    for each in CARRIER_TABLES:
        assert "told_on" in each.by_name
    assert all(
        STATUS_OF[name] in table.by_name for table in CARRIER_TABLES if (name := table.name) in STATUS_OF
    )


@pytest.mark.parametrize("contract", CARRIER_CONTRACTS, ids=lambda each: each.entity)
def test_words_of_a_status_lead_to_those_that_the_dictionary_names(contract: object) -> None:
    for field in contract.fields:  # type: ignore[attr-defined]
        for word in set(field.words.values()):
            assert word in field.column.sentence
            assert field.words.get(word) == word


def test_floor_is_kept_for_every_quarter_and_what_stands_empty_is_reckoned(built: Snapshot) -> None:
    rows = built.rows(
        "SELECT carrier_name, told_on, built_m2, lettable_m2, let_m2, vacant_m2, rent_yuan_per_m2_month, floor_status "
        "FROM floor_space ORDER BY carrier_name, building, told_on"
    )
    assert rows == [
        ("一园", date(2023, 9, 30), 12_000, 10_000, 4_000, 6_000, 20, "可租"),
        ("一园", date(2023, 12, 31), 12_000, 10_000, 7_000, 3_000, 21, "可租"),
        ("一园", date(2023, 12, 31), 8_000, 7_000, 5_000, 4_000, None, None),
        ("三园", date(2023, 12, 31), 20_000, None, None, None, None, "在建"),
        ("二园", date(2023, 12, 31), 5_000, 6_000, 6_000, 0, 18, "已租"),
    ]
    assert built.one("SELECT count(*) FROM lineage WHERE table_name = 'floor_space'") == 5


def test_a_carrier_finds_its_chain_with_or_without_the_word_for_chains(built: Snapshot) -> None:
    assert built.rows("SELECT carrier_name, chain_id, carrier_status FROM carrier ORDER BY 1") == [
        ("医药园", "biomed", "在建"),
        ("电机园", "electrical", "投用"),
        ("闲园", None, None),
    ]


def test_money_is_in_ten_thousands_whatever_the_ledger_writes(built: Snapshot) -> None:
    assert built.rows("SELECT fund_name, fund_kind, scale_wan_yuan, fund_status FROM fund ORDER BY 1") == [
        ("子基金", "子基金", 20_000, None),
        ("引导基金", "引导基金", 100_000, "投资"),
    ]


def test_people_and_money_of_events_are_never_one_number(built: Snapshot) -> None:
    rows = built.rows(
        "SELECT event_name, enterprise_name, enterprise_id, demand_wan_yuan, reached_wan_yuan, demand_persons, "
        "reached_persons FROM matching_event ORDER BY event_name, enterprise_name"
    )
    assert rows == [
        ("对接会", "乙公司", None, None, None, None, None),
        ("对接会", "外地公司", None, 30_000, 20_000, None, None),
        ("对接会", "甲公司", A, 0.2, 800, None, None),
        ("招聘会", "甲公司", A, None, None, 30, 12),
        ("春风行动", "甲公司", A, None, None, 8, 3),
    ]


def test_the_clauses_of_a_paper_are_one_paper(built: Snapshot) -> None:
    assert built.rows("SELECT doc_id, doc_level, clause, terms, doc_status FROM policy_doc ORDER BY doc_title") == [
        ("示政〔2023〕9号", "区", None, "待定", None),
        ("人才办法", "区", "第一条", "800 元", "印发"),
        ("示政〔2022〕1号", "市", "第一条；第二条", "5 %；10 万元", "印发"),
    ]  # fmt: skip


def test_bad_rows_are_reported_with_their_place_and_stay(built: Snapshot) -> None:
    assert places(built, "carrier_without_status") == [
        ("carrier", 5), ("floor_space", 4), ("fund", 4), ("policy_doc", 6),
    ]  # fmt: skip
    assert places(built, "carrier_dates_reversed") == [("carrier", 4), ("fund", 4), ("policy_doc", 5)]
    assert places(built, "carrier_date_ahead") == [("carrier", 4)]
    assert places(built, "carrier_in_unknown_park") == [("floor_space", 5)]
    assert places(built, "carrier_taken_over_supply") == [("carrier", 4)]
    assert places(built, "carrier_of_unknown_chain") == [("carrier", 5)]
    assert places(built, "floor_lettable_over_built") == [("floor_space", 5)]
    assert places(built, "floor_let_and_vacant_over_lettable") == [("floor_space", 4)]
    assert places(built, "fund_paid_in_over_committed") == [("fund", 4)]
    assert places(built, "fund_invested_over_paid_in") == [("fund", 4)]
    assert places(built, "matching_without_unit") == [("matching_event", 5)]
    assert places(built, "matching_of_unknown_firm") == [("matching_event", 4), ("matching_event", 5)]
    assert places(built, "policy_in_force_past_its_end") == [("policy_doc", row) for row in (3, 4, 5)]
    assert places(built, "policy_issued_without_number") == [("policy_doc", 5)]
    assert built.outcome.report["errors"] == 0


def test_the_sample_is_read_as_it_was_drawn(sample: Snapshot) -> None:
    path = Path(__file__).resolve().parents[1] / "golden" / "sample_truth.json"
    truth = json.loads(path.read_text(encoding="utf-8"))["carriers"]
    now = "FROM floor_space WHERE told_on = (SELECT max(told_on) FROM floor_space)"
    questions = {
        "spaces": "SELECT count(*) FROM floor_space",
        "spaces_now": f"SELECT count(*) {now}",
        "lettable_m2_now": f"SELECT sum(lettable_m2) {now}",
        "let_m2_now": f"SELECT sum(let_m2) {now}",
        "carriers": "SELECT count(*) FROM carrier",
        "supply_m2": "SELECT sum(supply_m2) FROM carrier",
        "taken_m2": "SELECT sum(taken_m2) FROM carrier",
        "funds": "SELECT count(*) FROM fund",
        "funds_paid_in_wan_yuan": "SELECT sum(paid_in_wan_yuan) FROM fund",
        "matches": "SELECT count(*) FROM matching_event",
        "people_wanted": "SELECT sum(demand_persons) FROM matching_event",
        "people_found": "SELECT sum(reached_persons) FROM matching_event",
        "money_wanted_wan_yuan": "SELECT sum(demand_wan_yuan) FROM matching_event",
        "money_found_wan_yuan": "SELECT sum(reached_wan_yuan) FROM matching_event",
        "papers": "SELECT count(*) FROM policy_doc",
    }
    assert {name: round(sample.one(query)) for name, query in questions.items()} == truth
