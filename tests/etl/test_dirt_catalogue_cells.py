"""The dirt catalogue, second part: what is wrong with single cells; each in a file as an office makes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.etl.office import Cleaned, Snapshot, clean, code, publish, table, write_csv, write_xlsx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


def taxes_of(folder: Path, *cells: object) -> Cleaned:
    """A tax list of 万元 in which each cell is one enterprise's tax, as typed."""
    rows: list[list[Any]] = [["2023年度企业税收", None, "单位：万元"], ["企业名称", "信用代码", "入库税收"]]
    rows += [[f"企业{at}", code(at), cell] for at, cell in enumerate(cells, start=1)]
    write_xlsx(folder / "税收.xlsx", rows)
    return clean(folder)


def tax(cleaned: Cleaned) -> list[float | None]:
    return cleaned.values("tax", "tax_paid_wan_yuan")


def register(folder: Path, heading: str, *cells: object) -> Cleaned:
    """A register with one more column."""
    rows: list[list[Any]] = [["企业名称", "信用代码", "行业", heading]]
    rows += [[f"企业{at}", code(at), "食品", cell] for at, cell in enumerate(cells, start=1)]
    write_xlsx(folder / "名录.xlsx", rows)
    return clean(folder)


def codes_of(folder: Path, *codes: object, suffix: str = ".xlsx") -> Snapshot:
    """A tax list whose credit codes are as typed, beside a register that knows 甲公司 as code(1)."""
    write_csv(folder / "名录.csv", table(f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"))
    rows: list[list[Any]] = [["2023年度企业税收", None, "单位：万元"], ["企业名称", "信用代码", "入库税收"]]
    rows += [["甲公司", each, 10 * at] for at, each in enumerate(codes, start=1)]
    path = folder / f"税收{suffix}"
    write_xlsx(path, rows) if suffix == ".xlsx" else write_csv(path, rows)
    return publish(folder)


# Text


@pytest.mark.parametrize(
    "name",
    [
        "福州甲（福建）有限公司",
        "福州甲(福建)有限公司",
        "福州 甲\u00a0(福建)有限公司\u200b",
        "　福州甲（福建）有限公司",
    ],
)
def test_full_width_no_break_and_zero_width_characters_make_no_other_enterprise(
    folder: Path, name: str
) -> None:
    write_csv(
        folder / "名录.csv", [["企业名称", "信用代码", "行业"], ["福州甲（福建）有限公司", code(1), "食品"]]
    )
    write_xlsx(
        folder / "税收2023.xlsx", [["单位：万元", None], ["企业名称", "入库税收"], [name, "１２３．５"]]
    )
    assert publish(folder).rows("SELECT enterprise_id, tax_paid_wan_yuan FROM enterprise_year") == [
        (code(1), 123.5)
    ]


# Numbers


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.5", 1234.5),
        ("１，２３４．５", 1234.5),
        ("1 234.5", 1234.5),
        ("￥1,234.5", 1234.5),
        ("'1234.5", 1234.5),
        ("1234.5\u00a0", 1234.5),
        ("（12.3）", -12.3),
        ("(1,234.5)", -1234.5),
        ("-12.3", -12.3),
        ("0.00", 0.0),
        ("1,234.5万", 1234.5),
        ("1,234.5 万元", 1234.5),
    ],
)
def test_a_number_as_text_is_that_number(folder: Path, cell: str, value: float) -> None:
    cleaned = taxes_of(folder, cell, 1)
    assert tax(cleaned) == [value, 1.0]
    assert cleaned.issues() == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12,345,000元", 1234.5), ("0.12345亿元", 1234.5), ("1.5亿", 15000.0), ("（3）亿元", -30000.0)],
)
def test_a_cell_with_a_unit_of_its_own_is_read_in_it_and_said(folder: Path, cell: str, value: float) -> None:
    cleaned = taxes_of(folder, cell, 1)
    assert tax(cleaned) == [pytest.approx(value), 1.0]
    (issue,) = cleaned.issues("unit_in_cell")
    assert (issue["row_number"], issue["value"]) == (3, cell)
    assert "与本列的“万元”不同" in issue["reason"]


def test_a_count_with_its_word_is_that_count(folder: Path) -> None:
    write_xlsx(
        folder / "年报2023.xlsx",
        table(f"单位名称 | 信用代码 | 从业人数\n甲 | {code(1)} | 25人\n乙 | {code(2)} | 1.2万人"),
    )
    assert clean(folder).values("operation_year", "employees") == [25, 12000]


@pytest.mark.parametrize(
    "cell", ["-", "—", "——", "/", "无", "暂无", "N/A", "#REF!", "#DIV/0!", "#N/A", " ", "…"]
)
def test_a_word_for_nothing_is_missing_and_never_zero(folder: Path, cell: str) -> None:
    cleaned = taxes_of(folder, cell, 0)
    assert tax(cleaned) == [None, 0.0]
    assert cleaned.issues() == []


def test_an_error_of_a_formula_is_missing(folder: Path) -> None:
    write_xlsx(
        folder / "税收.xlsx",
        [
            ["2023年", None, "单位：万元"],
            ["企业名称", "信用代码", "入库税收"],
            ["甲", code(1), 5],
            ["乙", code(2), None],
        ],
    )
    book = openpyxl.load_workbook(folder / "税收.xlsx")
    book.worksheets[0].cell(4, 3).value = "#DIV/0!"
    book.worksheets[0].cell(4, 3).data_type = "e"
    book.save(folder / "税收.xlsx")
    assert tax(clean(folder)) == [5.0, None]


@pytest.mark.parametrize("cell", ["约一百", "12-13", "1.2.3", "12.5%", "100吨", "5万亩", "见附件"])
def test_what_is_no_amount_is_missing_and_listed_with_its_row(folder: Path, cell: str) -> None:
    cleaned = taxes_of(folder, cell, 1)
    assert tax(cleaned) == [None, 1.0]
    (issue,) = cleaned.issues("unreadable_value")
    assert (issue["row_number"], issue["column"], issue["value"]) == (3, "入库税收", cell)


# Percents


DENSITIES = (0.125, 0.4, 0.33, 0.28, 0.5)


def parcels(folder: Path, heading: str, *cells: object) -> Cleaned:
    rows: list[list[Any]] = [["宗地代码", "权利人", "宗地面积（亩）", heading]]
    rows += [[f"P{at}", f"企业{at}", 10, cell] for at, cell in enumerate(cells, start=1)]
    write_xlsx(folder / "宗地.xlsx", rows)
    return clean(folder)


def densities(cleaned: Cleaned) -> list[float | None]:
    return cleaned.values("parcel", "building_density")


def test_a_percent_as_a_number_under_a_percent_heading(folder: Path) -> None:
    assert densities(parcels(folder, "建筑密度（%）", 12.5, 40, 33, 28, 50)) == [12.5, 40.0, 33.0, 28.0, 50.0]


def test_a_percent_with_its_sign(folder: Path) -> None:
    cleaned = parcels(folder, "建筑密度", "12.5%", "４０％", "33 %", "28%", "50%")
    assert densities(cleaned) == [12.5, 40.0, 33.0, 28.0, 50.0]
    assert cleaned.issues("fraction_as_percent") == []


def test_a_percent_as_a_share_is_made_a_percent_where_nothing_says_otherwise_and_said(folder: Path) -> None:
    cleaned = parcels(folder, "建筑密度", *DENSITIES)
    assert densities(cleaned) == pytest.approx([100 * each for each in DENSITIES])
    (issue,) = cleaned.issues("fraction_as_percent")
    assert issue["row_number"] == 2
    assert "已按小数读取（0.125 即 12.5 %）" in issue["reason"]


def test_shares_under_a_percent_heading_are_kept_as_the_heading_says_and_said(folder: Path) -> None:
    cleaned = parcels(folder, "建筑密度（%）", *DENSITIES)
    assert densities(cleaned) == pytest.approx(DENSITIES)
    assert "仍按 % 读取" in cleaned.issues("fraction_as_percent")[0]["reason"]


def test_a_sign_says_more_than_the_rest_of_its_column(folder: Path) -> None:
    assert densities(parcels(folder, "建筑密度", *DENSITIES, "12.5%"))[-1] == 12.5


# Dates


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022.6", date(2022, 6, 1)),
        ("2022年6月", date(2022, 6, 1)),
        (44713, date(2022, 6, 1)),
        ("202206", date(2022, 6, 1)),
        ("22年6月", date(2022, 6, 1)),
        ("22年6月15日", date(2022, 6, 15)),
        ("22.6.15", date(2022, 6, 15)),
        ("98-6-15", date(1998, 6, 15)),
        ("'98年6月", date(1998, 6, 1)),
        ("2022/6/15", date(2022, 6, 15)),
        ("2022.06.15", date(2022, 6, 15)),
        ("20220615", date(2022, 6, 15)),
        ("２０２２年６月１５日", date(2022, 6, 15)),
        (date(2022, 6, 15), date(2022, 6, 15)),
    ],
)
def test_a_date_in_any_spelling(folder: Path, cell: object, day: date) -> None:
    cleaned = register(folder, "成立日期", cell)
    assert cleaned.values("enterprise", "registered_on") == [day]
    assert cleaned.issues() == []


@pytest.mark.parametrize(
    "cell", ["05/06/07", "5/6/2022", "2022-13-01", "2023年2月30日", "六月", "22.6", "长期"]
)
def test_a_date_that_may_be_several_or_none_is_missing_and_listed(folder: Path, cell: str) -> None:
    cleaned = register(folder, "成立日期", cell)
    assert cleaned.values("enterprise", "registered_on") == [None]
    assert [issue["value"] for issue in cleaned.issues("unreadable_value")] == [cell]


def test_october_that_a_spreadsheet_made_january_is_said(folder: Path) -> None:
    cleaned = register(folder, "成立日期", 2022.10, "2022.10", 2022.9)
    assert cleaned.values("enterprise", "registered_on") == [
        date(2022, 1, 1),
        date(2022, 10, 1),
        date(2022, 9, 1),
    ]
    assert [(issue["row_number"], issue["value"]) for issue in cleaned.issues("ambiguous_month")] == [
        (2, "2022.1")
    ]


# Codes


@pytest.mark.parametrize(
    "typed",
    [
        code(1).lower(),
        f"{code(1)}'",
        f"'{code(1)}",
        f" {code(1)[:6]} {code(1)[6:]}",
        f"{code(1)}\u200b",
        code(1).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ],
)
def test_a_credit_code_is_read_through_case_space_width_and_apostrophes(folder: Path, typed: str) -> None:
    snapshot = codes_of(folder, typed)
    assert snapshot.rows("SELECT enterprise_id, tax_paid_wan_yuan FROM enterprise_year") == [(code(1), 10.0)]
    assert snapshot.issues("bad_credit_code") == []


@pytest.mark.parametrize(
    ("typed", "suffix"),
    [
        (9.13501043106661e17, ".xlsx"),
        (913501043106661239, ".xlsx"),
        ("9.135E+17", ".xlsx"),
        ("9.135E+17", ".csv"),
    ],
)
def test_a_credit_code_that_became_a_number_is_refused_and_the_name_decides(
    folder: Path, typed: object, suffix: str
) -> None:
    snapshot = codes_of(folder, typed, suffix=suffix)
    assert snapshot.rows("SELECT enterprise_id, tax_paid_wan_yuan FROM enterprise_year") == [(code(1), 10.0)]
    (issue,) = snapshot.issues("destroyed_code")
    assert issue["row_number"] == 3
    assert "末几位已经丢失" in issue["reason"]
    assert "不要手工补数" in issue["next_step"]


def test_a_destroyed_code_without_a_name_is_no_identity(folder: Path) -> None:
    write_xlsx(
        folder / "税收2023.xlsx",
        [["单位：万元", None], ["信用代码", "入库税收"], [9.13501043106661e17, 10], [code(2), 5]],
    )
    snapshot = publish(folder)
    assert snapshot.rows("SELECT enterprise_id FROM enterprise_year") == [(code(2),)]
    assert len(snapshot.issues("row_without_identity")) == 1


def test_a_parcel_code_that_became_a_number_is_missing_and_said(folder: Path) -> None:
    write_csv(
        folder / "宗地.csv", table("宗地代码 | 权利人 | 宗地面积（亩）\n3.50104E+18 | 甲 | 10\nP2 | 乙 | 5")
    )
    snapshot = publish(folder)
    assert snapshot.rows("SELECT parcel_id FROM parcel") == [("P2",)]
    assert [issue["column"] for issue in snapshot.issues("destroyed_code")] == ["宗地代码"]


def test_a_letter_typed_for_a_digit_is_suggested_and_not_applied(folder: Path) -> None:
    typed = code(1)[:4] + code(1)[4:].replace("0", "O", 1)
    write_xlsx(
        folder / "税收2023.xlsx",
        [["单位：万元", None, None], ["企业名称", "信用代码", "入库税收"], ["甲公司", typed, 10]],
    )
    snapshot = publish(folder)
    assert snapshot.rows("SELECT enterprise_id FROM enterprise_year") == [("name:甲公司",)]
    (issue,) = snapshot.issues("bad_credit_code")
    assert (issue["row_number"], issue["value"]) == (3, typed)
    assert f"是否应为 {code(1)}？没有自动改" in issue["reason"]


def test_a_wrong_check_digit_is_listed_without_a_suggestion(folder: Path) -> None:
    wrong = code(1)[:-1] + ("1" if code(1)[-1] != "1" else "2")
    (issue,) = codes_of(folder, wrong).issues("bad_credit_code")
    assert "是否应为" not in issue["reason"]


@pytest.mark.parametrize("typed", ["350104100012345", "350104310666123", "310666123", "31066612-3"])
def test_a_number_of_old_is_known_as_such_and_the_name_decides(folder: Path, typed: str) -> None:
    snapshot = codes_of(folder, typed)
    assert snapshot.rows("SELECT enterprise_id FROM enterprise_year") == [(code(1),)]
    assert snapshot.issues("bad_credit_code") == []


def test_an_organisation_code_with_a_wrong_check_digit_is_listed(folder: Path) -> None:
    assert [issue["value"] for issue in codes_of(folder, "31066612-4").issues("bad_credit_code")] == [
        "31066612-4"
    ]


def test_an_organisation_code_that_lost_its_leading_zero_is_suggested_and_not_applied(folder: Path) -> None:
    (issue,) = codes_of(folder, 12345671).issues("bad_credit_code")
    assert "是否应为 012345671？没有自动改" in issue["reason"]


def industry(folder: Path, *cells: object) -> Cleaned:
    return register(folder, "行业代码", *cells)


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("C2720", "2720"),
        ("c2720", "2720"),
        (2720, "2720"),
        ("27", "27"),
        ("C27 医药制造业", "27"),
        ("0131", "0131"),
    ],
)
def test_an_industry_code_with_or_without_its_section(folder: Path, cell: object, digits: str) -> None:
    assert industry(folder, cell).values("enterprise", "industry_code") == [digits]


def test_an_industry_code_that_may_have_lost_its_zero_is_said_and_kept(folder: Path) -> None:
    cleaned = industry(folder, 131, "2720", "3990", "1361", "1432", "2710")
    assert cleaned.values("enterprise", "industry_code")[0] == "131"
    assert [(issue["row_number"], issue["value"]) for issue in cleaned.issues("lost_leading_zero")] == [
        (2, "131")
    ]


def test_groups_among_groups_have_lost_nothing(folder: Path) -> None:
    assert industry(folder, "131", "272", "399").issues("lost_leading_zero") == []
