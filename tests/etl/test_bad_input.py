"""What is wrong with the input is named, with its place and the next step; nothing is ever half-published."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.build import NothingUsableError
from tests.etl.office import Snapshot, code, publish, square, table, write_csv, write_layer, write_xlsx

TAX = f"""
2023年度企业税收
单位：万元
纳税人识别号 | 纳税人名称 | 入库税额
{code(1)} | 甲公司 | 560
{code(2)} | 乙公司 | 150
"""
REGISTER = table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


def tax_alone(folder: Path, rows: str, name: str = "税收2023.xlsx") -> Snapshot:
    write_xlsx(folder / name, table(rows))
    return publish(folder)


def test_a_file_that_means_nothing_is_named_and_the_rest_is_published(folder: Path) -> None:
    write_xlsx(folder / "食堂.xlsx", table("菜名 | 价格\n红烧肉 | 12\n豆腐 | 5"))
    built = tax_alone(folder, TAX)
    assert built.one("SELECT COUNT(*) FROM enterprise_year") == 2
    (issue,) = built.issues("unrecognised_sheet")
    assert issue["key"] == "食堂.xlsx"
    assert "映射文件" in issue["next_step"]


def test_the_closest_entity_and_what_it_lacks_are_said(folder: Path) -> None:
    write_xlsx(folder / "地.xlsx", table("土地坐落 | 土地用途 | 供地方式\n某路 | 工业 | 出让"))
    (issue,) = tax_alone(folder, TAX).issues("unrecognised_sheet")
    assert "最接近宗地" in issue["reason"]
    assert "缺少：宗地代码或不动产单元号" in issue["reason"]


@pytest.mark.parametrize("name", ["照片.jpg", "说明.pdf", "无扩展名"])
def test_a_file_of_another_kind_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"whatever")
    (issue,) = tax_alone(folder, TAX).issues("unreadable_file")
    assert issue["key"] == name
    assert "不支持的文件类型" in issue["reason"]


def test_nothing_usable_publishes_nothing(folder: Path) -> None:
    write_xlsx(folder / "食堂.xlsx", table("菜名 | 价格\n红烧肉 | 12"))
    with pytest.raises(NothingUsableError) as refused:
        publish(folder)
    assert refused.value.gathered.log.table()["key"].to_pylist() == ["食堂.xlsx"]
    assert not (folder.parent / "来件.warehouse" / "CURRENT").exists()


def test_an_empty_folder_is_nothing_usable(folder: Path) -> None:
    with pytest.raises(NothingUsableError):
        publish(folder)


def test_money_without_a_unit_is_refused_with_the_way_out(folder: Path) -> None:
    write_csv(folder / "名录.csv", REGISTER)
    built = tax_alone(folder, TAX.replace("单位：万元\n", ""))
    assert built.outcome.build_id is None
    (error,) = built.errors
    assert error["check_name"] == "missing_unit"
    assert error["path"] == "税收2023.xlsx"
    assert error["column"] == "入库税额"
    assert error["row_number"] == 2
    assert '[[file]] pattern = "税收2023.xlsx"' in error["next_step"]
    assert "tax_paid_wan_yuan" in error["next_step"]


def test_two_units_that_fit_one_column_are_refused(folder: Path) -> None:
    write_csv(folder / "名录.csv", REGISTER)
    built = tax_alone(folder, TAX.replace("单位：万元", "单位：元、万元"))
    assert built.outcome.build_id is None
    assert [error["check_name"] for error in built.errors] == ["missing_unit"]


def test_figures_without_a_year_are_refused(folder: Path) -> None:
    write_csv(folder / "名录.csv", REGISTER)
    built = tax_alone(folder, TAX.replace("2023年度", ""), name="税收.xlsx")
    assert built.outcome.build_id is None
    (error,) = built.errors
    assert error["check_name"] == "missing_year"
    assert "year = " in error["next_step"]


def test_the_same_key_with_different_values_names_both_rows(folder: Path) -> None:
    built = tax_alone(folder, TAX + f"{code(1)} | 甲公司 | 561\n")
    assert built.outcome.build_id is None
    (error,) = built.errors
    assert error["check_name"] == "conflicting_rows"
    assert error["row_number"] == 6
    assert "第 4 行" in error["reason"]
    assert "税收2023.xlsx" in error["reason"]
    assert "560" in error["value"]
    assert "561" in error["value"]


def test_the_same_row_twice_counts_once_and_is_said(folder: Path) -> None:
    built = tax_alone(folder, TAX + f"{code(1)} | 甲公司 | 560\n")
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": 150.0}
    (issue,) = built.issues("duplicate_row")
    assert issue["row_number"] == 6
    assert issue["severity"] == "warning"


def test_the_same_year_in_two_files_is_a_conflict_when_figures_differ(folder: Path) -> None:
    write_xlsx(folder / "税收二.xlsx", table(TAX.replace("560", "570")))
    built = tax_alone(folder, TAX)
    assert [error["check_name"] for error in built.errors] == ["conflicting_rows"]


def test_a_row_without_identity_is_rejected_and_listed(folder: Path) -> None:
    built = tax_alone(folder, TAX + " | | 77\n")
    (issue,) = built.issues("row_without_identity")
    assert issue["row_number"] == 6
    assert issue["column"] == "统一社会信用代码或企业名称"
    assert built.rows("SELECT rows_read, rows_loaded, rows_rejected FROM source_file") == [(3, 2, 1)]


def test_a_row_with_a_wrong_code_and_no_name_is_rejected(folder: Path) -> None:
    built = tax_alone(folder, TAX + "91350104MA0000001X | | 77\n")
    assert len(built.issues("row_without_identity")) == 1
    assert built.one("SELECT COUNT(*) FROM enterprise_year") == 2


def test_a_code_with_a_wrong_check_digit_is_listed_and_matched_by_name(folder: Path) -> None:
    wrong = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    write_csv(folder / "名录.csv", REGISTER)
    built = tax_alone(folder, TAX.replace(code(1), wrong))
    (issue,) = built.issues("bad_credit_code")
    assert issue["value"] == wrong
    assert built.rows("SELECT tax_wan_yuan FROM enterprise_year WHERE enterprise_id = ?", code(1)) == [
        (560.0,)
    ]


def test_a_cell_that_is_no_number_is_listed_and_missing(folder: Path) -> None:
    built = tax_alone(folder, TAX.replace("150", "约一百五"))
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": None}
    (issue,) = built.issues("unreadable_value")
    assert (issue["row_number"], issue["column"], issue["value"]) == (5, "入库税额", "约一百五")


def test_words_for_nothing_are_missing_and_not_worth_a_word(folder: Path) -> None:
    built = tax_alone(folder, TAX.replace("150", "—"))
    assert built.by_name("tax_wan_yuan")["乙公司"] is None
    assert built.issues("unreadable_value") == []


def test_a_value_out_of_bounds_is_listed_and_missing(folder: Path) -> None:
    write_xlsx(
        folder / "年报2023.xlsx",
        table(f"单位名称 | 信用代码 | 从业人数\n甲公司 | {code(1)} | -5\n乙公司 | {code(2)} | 8"),
    )
    built = publish(folder)
    assert built.by_name("employees") == {"甲公司": None, "乙公司": 8}
    (issue,) = built.issues("out_of_bounds")
    assert issue["value"] == "-5"


def test_a_namesake_is_not_guessed(folder: Path) -> None:
    write_csv(
        folder / "名录.csv",
        table(f"企业名称 | 信用代码 | 行业\n同名公司 | {code(1)} | 食品\n同名公司 | {code(2)} | 纺织"),
    )
    built = tax_alone(folder, "单位：万元 | |\n纳税人名称 | 入库税额 | 年度\n同名公司 | 10 | 2023")
    assert built.rows("SELECT enterprise_id FROM enterprise_year") == [("name:同名公司",)]
    assert len(built.issues("ambiguous_name")) == 1


def test_a_failed_build_leaves_the_published_one(folder: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w"
    write_xlsx(folder / "税收2023.xlsx", table(TAX))
    first = publish(folder, warehouse=warehouse)
    before = (warehouse / "CURRENT").read_bytes()
    write_xlsx(folder / "税收2023.xlsx", table(TAX.replace("单位：万元\n", "")))
    write_csv(folder / "名录.csv", REGISTER)
    assert publish(folder, warehouse=warehouse).outcome.build_id is None
    assert (warehouse / "CURRENT").read_bytes() == before
    assert [entry.build_id for entry in first.store.builds()] == [first.outcome.build_id]


def test_totals_notes_and_repeated_headings_are_no_rows(folder: Path) -> None:
    built = tax_alone(
        folder,
        TAX
        + f"""小计 | | 710
        纳税人识别号 | 纳税人名称 | 入库税额
        {code(3)} | 丙公司 | 9

        合  计 | | 719
        注：本表为入库数 | |
        填表人：张三 | 审核人：李四 |""",
    )
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": 150.0, "丙公司": 9.0}
    assert built.rows("SELECT rows_read, rows_rejected FROM source_file") == [(3, 0)]


@pytest.mark.parametrize(
    "line",
    [
        "注：本表为入库数",
        "注1：不含海关代征",
        "注 本表不含海关代征",
        "备注：|略",
        "（注：略）",
        "填表人：张三 | 审核：李四",
        "数据来源：税务局",
        "制表人 | 张三",
    ],
)
def test_a_footnote_is_no_row(folder: Path, line: str) -> None:
    built = tax_alone(
        folder, f"2023年 单位：万元\n纳税人名称 | 税号 | 入库税收\n甲公司 | {code(1)} | 10\n{line}"
    )
    assert built.by_name("tax_wan_yuan") == {"甲公司": 10.0}
    assert built.rows("SELECT rows_read, rows_rejected FROM source_file") == [(1, 0)]


@pytest.mark.parametrize(
    "name", ["注塑机械厂", "说明书印刷厂", "制表机有限公司", "合计达有限公司", "填料密封厂"]
)
def test_an_enterprise_whose_name_begins_like_a_footnote_is_a_row(folder: Path, name: str) -> None:
    built = tax_alone(folder, f"2023年 单位：万元\n纳税人名称 | 税号 | 入库税收\n{name} | {code(1)} | 10")
    assert built.by_name("tax_wan_yuan") == {name: 10.0}


def test_a_missing_figure_is_null_and_a_zero_is_zero(folder: Path) -> None:
    built = tax_alone(folder, TAX.replace("560", "0").replace("150", ""))
    assert built.by_name("tax_wan_yuan") == {"甲公司": 0.0, "乙公司": None}


def test_a_refund_stays_negative(folder: Path) -> None:
    assert tax_alone(folder, TAX.replace("150", "-3.5")).by_name("tax_wan_yuan")["乙公司"] == -3.5


SUBSETS = {
    "enterprise": f"""
        企业名称 | 信用代码 | 行业代码
        甲公司 | {code(1)} | 2720""",
    "tax": TAX,
    "parcel": """
        宗地代码 | 权利人 | 宗地面积（亩）
        P1 | 甲公司 | 30""",
    "occupancy": f"""
        宗地代码 | 企业名称 | 信用代码 | 年度 | 使用方式 | 使用面积
        P1 | 甲公司 | {code(1)} | 2023 | 租赁厂房 | 100""",
    "operation_month": f"""
        2023年1-6月规上工业产值
        单位：万元
        单位名称 | 信用代码 | 工业总产值本月 | 工业总产值累计
        甲公司 | {code(1)} | 10 | 60""",
    "operation_year": f"""
        2023年企业年报
        单位：万元
        单位名称 | 信用代码 | 营业收入
        甲公司 | {code(1)} | 800""",
}
PUBLISHED = {"tax": "enterprise_year", "operation_year": "enterprise_year"}


@pytest.mark.parametrize("entity", SUBSETS)
def test_any_entity_alone_is_published(folder: Path, entity: str) -> None:
    write_xlsx(folder / "来件.xlsx", table(SUBSETS[entity]))
    built = publish(folder)
    assert built.one(f"SELECT COUNT(*) FROM {PUBLISHED.get(entity, entity)}") > 0  # noqa: S608
    assert built.one("SELECT entity FROM source_file") == entity


def test_parks_alone_are_published(folder: Path) -> None:
    write_layer(folder / "园区.geojson", {"园区名称": ["甲园"]}, [square(1000)])
    built = publish(folder)
    assert built.rows("SELECT park_id, name FROM park") == [("甲园", "甲园")]
    assert built.one("SELECT area_mu FROM park") == pytest.approx(1500, rel=1e-3)


def test_tax_and_parcels_without_a_register_still_meet(folder: Path) -> None:
    write_xlsx(
        folder / "宗地.xlsx",
        table(f"宗地代码 | 权利人 | 权利人信用代码 | 宗地面积（亩）\nP1 | 甲公司 | {code(1)} | 28"),
    )
    built = tax_alone(folder, TAX)
    assert built.by_name("tax_wan_yuan_per_mu") == {"甲公司": 20.0, "乙公司": None}
    assert built.one("SELECT coverage_tax_pct FROM build_info") is None


def test_two_registers_complete_each_other_where_neither_contradicts(folder: Path) -> None:
    write_csv(
        folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业 | 是否规上\n甲公司 | {code(1)} | 食品 |")
    )
    write_csv(
        folder / "规上名单.csv",
        table(f"企业名称 | 信用代码 | 企业规模 | 是否规上\n甲公司 | {code(1)} | 中型 | 是"),
    )
    built = publish(folder)
    assert built.rows("SELECT name, industry_name, size_class, is_above_scale FROM enterprise") == [
        ("甲公司", "食品", "中型", True)
    ]
    (issue,) = built.issues("completing_row")
    assert issue["severity"] == "warning"
    assert "互相补全" in issue["reason"]
