"""The licences for drugs and devices: words of offices, which word holds, what is reported, and the sample's list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.contracts.product_license import (
    LICENSE_STATUS_WORDS,
    LICENSE_STATUSES,
    LICENSE_TYPE_WORDS,
    LICENSE_TYPES,
)
from etl.mapping import FileMapping
from tests.etl.office import Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲药业 | {A} | 2720
    乙器械 | {B} | 3581"""
HEADING = "企业名称 | 信用代码 | 批件类型 | 产品名称 | 批准文号 | 状态 | 批准日期 | 有效期至"


def drawn(*lines: str) -> str:
    return "\n".join([HEADING, *lines])


def built(folder: Path, *lines: str) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "批件.xlsx", table(drawn(*lines)))
    return publish(folder)


def built_of_two_months(folder: Path, first: str, then: str) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "一月.xlsx", table(drawn(first)))
    write_xlsx(folder / "二月.xlsx", table(drawn(then)))
    return publish(
        folder,
        FileMapping("一月.xlsx", received_on=date(2024, 1, 31)),
        FileMapping("二月.xlsx", received_on=date(2024, 2, 29)),
    )


def test_words_lead_to_known_codes() -> None:
    assert set(LICENSE_TYPE_WORDS.values()) == set(LICENSE_TYPES)
    assert set(LICENSE_STATUS_WORDS.values()) == set(LICENSE_STATUSES)


@pytest.mark.parametrize("spelling", ["Ⅱ类医疗器械", "二类注册", "第二类医疗器械注册证", "ii类 医疗器械"])
def test_roman_and_chinese_classes_do_not_matter(tmp_path: Path, spelling: str) -> None:
    line = f"乙器械 | {B} | {spelling} | 监护仪 | 闽械注准20212070123 | 已注册 | 2021-05-01 | 2026-04-30"
    snapshot = built(tmp_path / "来件", line)
    assert snapshot.rows("SELECT license_type, license_no, license_status FROM product_license") == [
        ("device_class2", "闽械注准20212070123", "获批")
    ]


def test_a_type_is_counted_by_number_and_where_there_is_none_by_product(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲药业 | {A} | 药品注册批文 | 舒泰片 | 药准字H20210001 | 获批 | 2021-05-01 | ",
        f"甲药业 | {A} | 药品注册批文 | 舒泰片 | 药准字H20210002 | 获批 | 2021-05-01 | ",
        f"甲药业 | {A} | 在研药品 | 安瑞片 | - | 在研 | | ",
        f"甲药业 | {A} | 在研药品 | 康宁片 | | 受理 | | ",
    )
    assert snapshot.rows("SELECT license_type, count(*) FROM product_license GROUP BY 1 ORDER BY 1") == [
        ("drug_approval", 2),
        ("drug_pipeline", 2),
    ]
    assert snapshot.issues("license_status_differs") == []


def test_the_ledger_received_last_says_how_far_a_licence_is(tmp_path: Path) -> None:
    snapshot = built_of_two_months(
        tmp_path / "来件",
        f"乙器械 | {B} | 二类注册 | 监护仪 | 械注准20212070123 | 获批 | 2021-05-01 | 2026-04-30",
        f"乙器械 | {B} | 二类注册 | 监护仪 | 械注准20212070123 | 注销 | 2021-05-01 | 2026-05-31",
    )
    assert snapshot.rows("SELECT license_status, valid_to FROM product_license") == [
        ("注销", date(2026, 5, 31))
    ]
    assert snapshot.issues("license_status_differs") == []


def test_a_drug_that_a_later_ledger_calls_approved_is_in_research_no_more(tmp_path: Path) -> None:
    snapshot = built_of_two_months(
        tmp_path / "来件",
        f"甲药业 | {A} | 在研药品 | 安瑞片 | | 受理 | | ",
        f"甲药业 | {A} | 药品批文 | 安瑞片 | 药准字H20240001 | 获批 | 2024-02-05 | ",
    )
    assert snapshot.rows("SELECT license_type, license_status FROM product_license") == [
        ("drug_approval", "获批")
    ]


def test_a_new_form_of_an_approved_drug_stays_in_research(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲药业 | {A} | 在研药品 | 安瑞片 | | 受理 | | ",
        f"甲药业 | {A} | 药品批文 | 安瑞片 | 药准字H20240001 | 获批 | 2024-02-05 | ",
    )
    assert snapshot.one("SELECT count(*) FROM product_license") == 2


def test_the_furthest_status_of_one_day_holds_and_is_reported(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲药业 | {A} | 在研药品 | 安瑞片 | | 受理 | | ",
        f"甲药业 | {A} | 在研药品 | 安瑞片 | | 在研 | | ",
    )
    assert snapshot.rows("SELECT license_status FROM product_license") == [("受理",)]
    assert [issue["row_number"] for issue in snapshot.issues("license_status_differs")] == [2, 3]


def test_a_name_without_code_finds_its_enterprise_and_rows_are_traced(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件", "乙器械 | | 一类备案 | 敷料 | 闽榕械备20210001 | 已备案 | 2021-05-01 | "
    )
    assert snapshot.rows("SELECT enterprise_id FROM product_license") == [(B,)]
    assert snapshot.rows("SELECT key, row_number FROM lineage WHERE table_name = 'product_license'") == [
        (f"{B}|device_class1|闽榕械备20210001|敷料", 2)
    ]


def test_bad_rows_are_reported_with_their_row(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"乙器械 | {B} | 二类注册 | 一号 | 械注准20212070001 | 获批 | 2021-05-01 | 2020-05-01",
        f"乙器械 | {B} | 二类注册 | 二号 | 械注准20213070002 | 获批 | 2021-05-01 | ",
        f"乙器械 | {B} | 二类注册 | 三号 | | 获批 | 2021-05-01 | ",
        f"乙器械 | {B} | 二类注册 | 四号 | 械注准20212070004 | 获批 | | ",
        f"乙器械 | {B} | 二类注册 | 五号 | 械注准20212070005 | 说不清 | 2021-05-01 | ",
        f"乙器械 | {B} | 四类注册 | 六号 | 械注准20212070006 | 获批 | 2021-05-01 | ",
        f"乙器械 | {B} | 二类注册 | | | 获批 | 2021-05-01 | ",
        f"甲药业 | {A} | 二类注册 | 一号 | 械注准20212070001 | 获批 | 2021-05-01 | ",
    )
    said = {
        check: [issue["row_number"] for issue in snapshot.issues(check)]
        for check in (
            "license_dates_reversed",
            "license_class_differs",
            "license_without_number",
            "license_without_date",
            "license_without_status",
            "license_of_two_enterprises",
            "row_without_identity",
        )
    }
    assert said == {
        "license_dates_reversed": [2],
        "license_class_differs": [3],
        "license_without_number": [4],
        "license_without_date": [5],
        "license_without_status": [6],
        "license_of_two_enterprises": [2, 9],
        "row_without_identity": [7, 8],
    }
    unreadable = {(issue["row_number"], issue["value"]) for issue in snapshot.issues("unreadable_value")}
    assert unreadable == {(6, "说不清"), (7, "四类注册")}
    assert snapshot.one("SELECT count(*) FROM product_license") == 6


def test_a_build_without_list_has_an_empty_table(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    assert publish(folder).rows("SELECT * FROM product_license") == []


def test_the_samples_licences_are_of_biomedical_firms_of_the_register(sample: Snapshot) -> None:
    trades = sample.rows(
        """SELECT DISTINCT e.industry_code, e.in_register FROM product_license AS l
        INNER JOIN enterprise AS e ON l.enterprise_id = e.enterprise_id ORDER BY 1"""
    )
    assert trades == [
        (trade, True) for trade in ("2710", "2720", "2740", "2761", "2770", "3581", "3586", "7340")
    ]
    assert {kind for (kind,) in sample.rows("SELECT DISTINCT license_type FROM product_license")} == set(
        LICENSE_TYPES
    )
