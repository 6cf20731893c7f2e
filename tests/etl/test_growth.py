"""Declarations, moves to the cloud and the pool of firms near 2000 万元: names masked, which word holds, what is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from etl.clean.persons import mask_person
from etl.contracts.cloud_adoption import CLOUD_STATUS_WORDS, CLOUD_STATUSES
from etl.contracts.declaration import DECLARATION_STATUS_WORDS, DECLARATION_STATUSES
from etl.contracts.programmes import KNOWN_PROGRAMMES, PROGRAMME_WORDS
from etl.contracts.upgrade_pool import POOL_STATUS_WORDS, POOL_STATUSES
from etl.mapping import FileMapping
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲药业 | {A} | 2720
    乙器械 | {B} | 3581"""
DECLARED = (
    "企业名称 | 申报事项 | 申报批次 | 申报状态 | 申报截止日期 | 申报日期 | 推荐日期 | 结果日期 | 核定金额（万元） | "
    "兑现金额（万元）"
)
PEOPLE = "姓名 | 所在单位 | 人才计划 | 申报批次 | 推荐状态 | 推荐日期"
CLOUD = "企业名称 | 上云平台 | 服务类型 | 上云状态 | 签约日期 | 上云日期 | 核验日期"
POOL = "企业名称 | 近12个月营业收入（万元） | 培育状态 | 预计入库月份 | 入库日期 | 培育责任人"


def drawn(heading: str, *lines: str, title: str = "台账（2023年12月）") -> Rows:
    return table("\n".join([title, heading, *lines]))


def built(folder: Path, heading: str, *lines: str) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "台账.xlsx", drawn(heading, *lines))
    return publish(folder)


def test_words_lead_to_known_statuses_and_programmes() -> None:
    assert set(DECLARATION_STATUS_WORDS.values()) == set(DECLARATION_STATUSES)
    assert set(CLOUD_STATUS_WORDS.values()) == set(CLOUD_STATUSES)
    assert set(POOL_STATUS_WORDS.values()) == set(POOL_STATUSES)
    assert set(PROGRAMME_WORDS.values()) == set(KNOWN_PROGRAMMES)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("陈示例", "陈＊"),
        ("欧阳示例", "欧阳＊"),
        ("陈 示", "陈＊"),
        ("陈*", "陈＊"),
        ("林某某", "林＊"),
        ("陈示、林示例；欧阳示", "陈＊、林＊、欧阳＊"),
        ("John Smith", "J＊"),
        ("（陈示例）", "陈＊"),
        ("马", "马＊"),
        ("-", None),
        (None, None),
    ],
)
def test_of_a_persons_name_only_the_surname_is_kept(written: str | None, kept: str | None) -> None:
    assert mask_person(pa.chunked_array([[written]], pa.string())).to_pylist() == [kept]


def test_no_file_of_the_snapshot_holds_the_whole_name(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        PEOPLE,
        "陈识别名 | 甲药业 | 启明计划人才 | 2023年 | 入选 | 2023-05-06",
        "陈识别名 | 甲药业 | 启明计划 | 2023年 | 待定 | 2023-05-06",
    )
    assert snapshot.rows(
        "SELECT programme, person_masked, declaration_status FROM declaration ORDER BY 3"
    ) == [
        ("启明计划", "陈＊", "认定/立项"),
        ("启明计划", "陈＊", None),
    ]
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".xlsx":
            assert "识别名".encode() not in path.read_bytes(), path


def test_two_people_of_one_surname_are_two_cases(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        PEOPLE,
        "陈甲示 | 甲药业 | 启明计划 | 2023年 | 入选 | 2023-05-06",
        "陈乙示 | 甲药业 | 启明计划 | 2023年 | 落选 | 2023-05-07",
    )
    assert snapshot.rows("SELECT declaration_id, declaration_status FROM declaration ORDER BY 1") == [
        (f"启明计划 2023年 {A} 陈＊", "认定/立项"),
        (f"启明计划 2023年 {A} 陈＊ 2", "未通过"),
    ]


def test_an_honour_is_declared_under_any_of_its_names_and_an_unknown_programme_stays_as_said(
    tmp_path: Path,
) -> None:
    snapshot = built(
        tmp_path / "来件",
        DECLARED,
        "甲药业 | 小巨人 | 2023年 | 市审 | 2023-06-15 | 2023-06-01 | 2023-06-20 | | |",
        "乙器械 | 未来工厂 | 2023年 | 市审 | 2023-06-15 | 2023-06-01 | 2023-06-20 | | |",
    )
    assert snapshot.rows("SELECT programme FROM declaration ORDER BY 1") == [
        ("专精特新“小巨人”企业",),
        ("未来工厂",),
    ]
    assert [issue["value"] for issue in snapshot.issues("declaration_of_unknown_programme")] == ["未来工厂"]


def test_faults_of_a_declaration_are_reported_with_their_row_and_the_case_stays(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        DECLARED,
        "甲药业 | 技术攻关 | 一 | 已兑现 | 2023-06-15 | 2023-06-01 | 2023-05-20 | 2023-09-01 | 10 | 12",
        "甲药业 | 技术攻关 | 二 | 摸底 | 2023-06-15 | | | | |",
        "甲药业 | 技术攻关 | 三 | 已立项 | 2023-06-15 | | | | |",
        "域外企业 | 技术攻关 | 一 | 研究中 | 2023-12-31 | | | | |",
    )
    assert snapshot.one("SELECT count(*) FROM declaration") == 4
    rows = {
        check: [issue["row_number"] for issue in snapshot.issues(check)]
        for check in (
            "growth_dates_out_of_order",
            "declaration_paid_over_approved",
            "declaration_past_deadline",
            "declaration_passed_without_date",
            "growth_of_unknown_firm",
            "growth_without_status",
            "unreadable_value",
        )
    }
    assert rows == {
        "growth_dates_out_of_order": [3],
        "declaration_paid_over_approved": [3],
        "declaration_past_deadline": [4],
        "declaration_passed_without_date": [5],
        "growth_of_unknown_firm": [6],
        "growth_without_status": [6],
        "unreadable_value": [6],
    }
    assert snapshot.rows(
        "SELECT enterprise_id, enterprise_name FROM declaration WHERE enterprise_id IS NULL"
    ) == [(None, "域外企业")]


def test_the_ledger_of_the_later_month_holds_and_of_one_month_the_furthest_status(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    case = "甲药业 | 技术攻关 | 2023年 | {} | 2023-06-15 | | | | |"
    write_xlsx(folder / "先.xlsx", drawn(DECLARED, case.format("省审"), title="台账（2023年7月）"))
    later = drawn(DECLARED, case.format("市审"), case.format("推荐"), title="台账（2023年8月）")
    write_xlsx(folder / "后.xlsx", later)
    snapshot = publish(folder, FileMapping("后.xlsx", received_on=date(2023, 7, 1)))
    assert snapshot.rows("SELECT declaration_status, told_on FROM declaration") == [
        ("市审", date(2023, 8, 31))
    ]
    assert [issue["row_number"] for issue in snapshot.issues("declaration_status_differs")] == [3, 4]


def test_moves_to_the_cloud_of_one_firm_are_told_apart_by_platform_and_service(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        CLOUD,
        "甲药业 | 华为 | 设备上云 | 完成上云 | 2023-01-05 | 2023-03-01 |",
        "甲药业 | 华为云 | 业务上云 | 验收通过 | 2023-04-05 | 2023-03-01 | 2023-05-01",
        "乙器械 | 某某平台 | 业务上云 | 已上云 | 2023-04-05 | |",
    )
    assert snapshot.rows(
        "SELECT cloud_platform, cloud_service, cloud_status FROM cloud_adoption ORDER BY ALL"
    ) == [
        ("华为云", "业务上云", "已核验"),
        ("华为云", "设备上云", "已上云"),
        ("某某平台", "业务上云", "已上云"),
    ]
    assert [issue["row_number"] for issue in snapshot.issues("growth_dates_out_of_order")] == [4]
    assert [issue["row_number"] for issue in snapshot.issues("cloud_without_date")] == [5]


def test_the_gap_is_what_is_missing_to_2000_and_unknown_revenue_is_no_gap(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        POOL,
        "甲药业 | 1650.5 | 重点培育 | 2024年3月 | | 企业科",
        "乙器械 | 1800 | 已升规 | 2023年5月 | | 企业科",
        "丙示例 | | 储备 | 2023年10月 | | 企业科",
    )
    assert snapshot.rows(
        "SELECT enterprise_name, gap_wan_yuan, pool_status FROM upgrade_pool ORDER BY 1"
    ) == [
        ("丙示例", None, "储备"),
        ("乙器械", 200.0, "已入库"),
        ("甲药业", 349.5, "重点培育"),
    ]
    assert [issue["row_number"] for issue in snapshot.issues("pool_entered_below_threshold")] == [4]
    assert [issue["row_number"] for issue in snapshot.issues("pool_entered_without_date")] == [4]
    assert [issue["row_number"] for issue in snapshot.issues("pool_past_expected_month")] == [5]


def test_a_target_of_firms_needs_its_unit(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        "指标 | 年度 | 目标值 | 单位",
        "小升规 | 2023 | 12 | 户",
        "企业上云 | 2023 | 30 | ",
    )
    assert snapshot.rows("SELECT indicator, target_unit FROM target ORDER BY 1") == [
        ("上云企业数", None),
        ("新增规上工业企业", "家"),
    ]
    assert [issue["row_number"] for issue in snapshot.issues("target_without_unit")] == [4]
