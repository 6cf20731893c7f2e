"""The honour ledger: words of offices, what is valid in a year, the highest rung, and what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.contracts.honour import HONOUR_WORDS, HONOURS, LADDER, LEVEL_WORDS, LEVELS, STATUS_WORDS, STATUSES
from tests.etl.office import Snapshot, code, publish, table, write_xlsx

A, B = code(1), code(2)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲公司 | {A} | 2720
    乙公司 | {B} | 3990"""
TAX = f"""
    单位：万元
    企业名称 | 信用代码 | 入库税收
    甲公司 | {A} | 560
    乙公司 | {B} | """
HEADING = "企业名称 | 信用代码 | 荣誉名称 | 级别 | 批次 | 文号 | 认定日期 | 有效期至 | 状态"


def built(folder: Path, *lines: str) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    for year in (2022, 2023):
        write_xlsx(folder / f"税收{year}.xlsx", table(f"{TAX}{year}"))
    write_xlsx(folder / "荣誉.xlsx", table("\n".join([HEADING, *lines])))
    return publish(folder)


def valid(snapshot: Snapshot) -> list[tuple[str, str, int, bool]]:
    return snapshot.rows(
        """SELECT e.name, h.honour_code, h.year, h.counts FROM honour_year AS h JOIN enterprise AS e USING (enterprise_id)
        ORDER BY ALL"""
    )


def test_words_lead_to_known_codes() -> None:
    assert set(HONOUR_WORDS.values()) == set(HONOURS) >= set(LADDER)
    assert set(LEVEL_WORDS.values()) == set(LEVELS)
    assert set(STATUS_WORDS.values()) == set(STATUSES)
    assert "科技小巨人" not in HONOUR_WORDS


@pytest.mark.parametrize("spelling", ["首台（套）重大技术装备", "首台套", "首台(套) 重大技术装备"])
def test_brackets_and_spaces_do_not_matter(tmp_path: Path, spelling: str) -> None:
    snapshot = built(tmp_path / "来件", f"甲公司 | {A} | {spelling} | 省级 | 一 | | 2022-01-05 | | 已认定")
    assert snapshot.rows("SELECT honour_code, level, status FROM honour") == [("first_set", "省", "granted")]


@pytest.mark.parametrize(
    ("granted", "ends", "status", "years"),
    [
        ("2022-12-31", "", "认定", [2022, 2023]),
        ("2023-01-01", "", "认定", [2023]),
        ("2020-01-01", "2023-12-31", "复核通过", [2022, 2023]),
        ("2020-01-01", "2023-12-30", "认定", [2022]),
        ("2020-01-01", "", "到期", []),
        ("2020-01-01", "", "撤销", []),
        ("2020-01-01", "", "公示", []),
        ("2020-01-01", "", "", []),
        ("", "", "认定", []),
    ],
)
def test_valid_in_a_year(tmp_path: Path, granted: str, ends: str, status: str, years: list[int]) -> None:
    line = f"甲公司 | {A} | 绿色工厂 | 省 | 一 | | {granted} | {ends} | {status}"
    assert valid(built(tmp_path / "来件", line)) == [
        ("甲公司", "green_factory", year, True) for year in years
    ]


def test_a_firm_counts_once_at_its_highest_valid_rung(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲公司 | {A} | 创新型中小企业 | 省 | 一 | | 2020-05-01 | | 认定",
        f"甲公司 | {A} | 专精特新中小企业 | 省 | 一 | | 2021-05-01 | | 认定",
        f"甲公司 | {A} | 小巨人 | 国家级 | 一 | | 2023-05-01 | 2026-05-01 | 认定",
        f"甲公司 | {A} | 高新技术企业 | 国家级 | 一 | | 2021-05-01 | | 认定",
    )
    assert [row[1:] for row in valid(snapshot) if row[3]] == [
        ("high_tech", 2022, True),
        ("high_tech", 2023, True),
        ("little_giant", 2023, True),
        ("specialised", 2022, True),
    ]


def test_a_name_without_code_finds_its_enterprise_and_rows_are_traced(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", "乙公司 | | 高企 | 国家级 | 一 | 号 | 2022-01-05 | | 认定")
    assert snapshot.rows("SELECT enterprise_id FROM honour") == [(B,)]
    (key,) = snapshot.rows("SELECT key FROM lineage WHERE table_name = 'honour'")
    assert key == (f"{B}|high_tech|国|一|2022-01-05",)


def test_the_furthest_status_of_one_day_holds_and_is_reported(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲公司 | {A} | 绿色工厂 | 省 | 一 | | 2022-01-05 | | 认定",
        f"甲公司 | {A} | 绿色工厂 | 省 | 一 | | 2022-01-05 | | 撤销",
    )
    assert snapshot.rows("SELECT status FROM honour") == [("revoked",)]
    assert [issue["row_number"] for issue in snapshot.issues("honour_status_differs")] == [2, 3]


def test_bad_rows_are_reported_with_their_row(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"甲公司 | {A} | 高新技术企业 | 国 | 一 | | 2023-05-01 | 2022-05-01 | 认定",
        f"甲公司 | {A} | 宇宙领先企业 | 国 | 一 | | 2023-05-01 | | 认定",
        f"甲公司 | {A} | 绿色工厂 | 国 | 一 | | 2023-05-01 | | 不好说",
        f"甲公司 | {A} | 福建老字号 | 省 | 一 | | | | 认定",
    )
    assert [issue["row_number"] for issue in snapshot.issues("honour_dates_reversed")] == [2]
    unreadable = {(issue["row_number"], issue["value"]) for issue in snapshot.issues("unreadable_value")}
    assert unreadable == {(3, "宇宙领先企业"), (4, "不好说")}
    assert [issue["row_number"] for issue in snapshot.issues("row_without_identity")] == [3]
    assert [issue["row_number"] for issue in snapshot.issues("honour_without_status")] == [4]
    assert [issue["row_number"] for issue in snapshot.issues("honour_without_date")] == [5]
    assert snapshot.rows("SELECT honour_code, status FROM honour ORDER BY 1") == [
        ("green_factory", None),
        ("high_tech", "granted"),
        ("time_honoured", "granted"),
    ]


def test_a_build_without_ledger_has_empty_tables(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    assert publish(folder).rows("SELECT * FROM honour UNION ALL BY NAME SELECT * FROM honour_year") == []
