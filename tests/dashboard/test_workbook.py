"""Workbooks, read back by another library than the one that wrote them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from dashboard import tables, workbook
from dashboard.queries import enterprises
from dashboard.selection import Selection
from dashboard.workbook import About, Sheet
from etl.contracts import Column, Kind

NAME = Column("name", "企业名称", "登记名称。", Kind.NAME)
CODE = Column("uscc", "统一社会信用代码", "18 位。", Kind.CODE)
TAX = Column("tax", "评价税收", "入库加调整。", Kind.NUMBER, "万元")
YEAR = Column("year", "年度", "所属年度。", Kind.INTEGER)
STAFF = Column("staff", "人数", "年平均。", Kind.INTEGER, "人")
DAY = Column("day", "成立日期", "登记日期。", Kind.DATE)
ABOVE = Column("above", "是否规上", "规模以上。", Kind.BOOLEAN)
ALL = (NAME, CODE, TAX, YEAR, STAFF, DAY, ABOVE)
ABOUT = About(
    "企业档案",
    ("2023 年", "甲街道"),
    export_id="0123456789abcdef0123456789abcdef",
    who="zhang@example.cn",
    purpose="部门核对",
    facts={"数据截止": "2023-12", "构建编号": "b1", "口径": "企业法"},
)


def read(frame: pd.DataFrame, *columns: Column, title: str = "名单") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(ABOUT, [Sheet(title, lambda: frame, columns)])))


def one_cell(value: object, column: Column) -> openpyxl.cell.Cell:
    return read(pd.DataFrame({column.name: [value]}), column)["名单"]["A2"]


def test_each_kind_keeps_its_type_and_number_format() -> None:
    frame = pd.DataFrame(
        {
            "name": ["甲"], "uscc": ["913501040000000044"], "tax": [-6.5], "year": [2023], "staff": [1200],
            "day": [pd.Timestamp("1999-05-01")], "above": [True],
        }
    )  # fmt: skip
    row = read(frame, *ALL)["名单"][2]
    assert [cell.value for cell in row] == [
        "甲", "913501040000000044", -6.5, 2023, 1200, datetime(1999, 5, 1), "是",
    ]  # fmt: skip
    assert [cell.number_format for cell in row] == ["@", "@", "#,##0.00", "0", "#,##0", "yyyy-mm-dd", "@"]


@pytest.mark.parametrize(
    "code", ["913501040000000044", "3501040010010000012", "007", "35E12", "1.50", "2720"]
)
def test_a_code_keeps_every_digit(code: str) -> None:
    cell = one_cell(code, CODE)
    assert (cell.value, cell.data_type) == (code, "s")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "=HYPERLINK(1)", "https://x", "{=A1}"]
)
def test_no_text_is_a_formula_a_link_or_a_number(text: str) -> None:
    cell = one_cell(text, NAME)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), pd.NaT])
def test_missing_and_endless_numbers_are_empty_cells_and_zero_is_zero(value: object) -> None:
    assert one_cell(value, TAX).value is None
    assert one_cell(0.0, TAX).value == 0


def test_a_missing_text_date_or_truth_is_an_empty_cell() -> None:
    frame = pd.DataFrame({column.name: [None, "甲"] if column is NAME else [None, None] for column in ALL})
    page = read(frame, *ALL)["名单"]
    assert [cell.value for cell in page[2]] == [None] * len(ALL)
    assert page["A3"].value == "甲"


def test_the_heading_has_units_is_bold_frozen_and_filterable_and_columns_are_wide_enough() -> None:
    page = read(pd.DataFrame({"name": ["示例星扬变压器有限公司"], "tax": [1.0]}), NAME, TAX)["名单"]
    assert [cell.value for cell in page[1]] == ["企业名称", "评价税收（万元）"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:B2"
    assert page.column_dimensions["A"].width >= 22


def test_the_first_sheet_says_what_was_chosen_of_which_build_and_what_the_columns_mean() -> None:
    book = read(pd.DataFrame({"name": ["甲", "乙"], "tax": [1.0, None]}), NAME, TAX)
    assert book.sheetnames == ["说明", "名单"]
    lines = [[cell.value for cell in row if cell.value is not None] for row in book["说明"].iter_rows()]
    facts = {line[0]: line[1] for line in lines if len(line) == 2}
    assert facts["标题"] == "企业档案"
    assert facts["筛选"] == "2023 年；甲街道"
    assert (facts["数据截止"], facts["构建编号"]) == ("2023-12", "b1")
    assert facts["名单"] == "2"
    assert (facts["口径"], facts["用途"], facts["导出人"]) == ("企业法", "部门核对", "zhang@example.cn")
    assert facts["导出编号"] == ABOUT.export_id
    assert datetime.fromisoformat(facts["导出时间"]).tzinfo is not None
    assert ["名单", "评价税收（万元）", "入库加调整。"] in lines


def test_a_printed_sheet_says_for_whom_and_what_for_and_a_mark_in_it_stays_a_mark() -> None:
    about = replace(ABOUT, purpose="A&B 调研")
    data = workbook.to_xlsx(about, [Sheet("名单", lambda: pd.DataFrame({"name": ["甲"]}), (NAME,))])
    footer = openpyxl.load_workbook(io.BytesIO(data))["名单"].oddFooter
    assert (footer.left.text, footer.center.text) == ("用途：A&&B 调研", "zhang@example.cn")
    assert footer.right.text == f"导出编号 {ABOUT.export_id}"


def test_a_sheet_with_the_columns_of_the_screen_only_keeps_their_order_and_rows() -> None:
    frame = pd.DataFrame({"name": ["甲"], "tax": [1.0], "year": [2023]})
    sheet = Sheet("名单", lambda: frame, (NAME, TAX, YEAR), visible=("year", "name"))
    assert sheet.as_on_screen().columns == (NAME, YEAR)
    assert replace(sheet, visible=()).as_on_screen().columns == (NAME, TAX, YEAR)
    assert list(sheet.as_on_screen().filled().rows()) == ["name", "year"]


@pytest.mark.parametrize("title", ["用地/租用", "[a]:*?", "长" * 50, "说明", "'甲'", "", "History " * 9])
def test_any_title_becomes_a_tab_that_a_spreadsheet_takes(title: str) -> None:
    sheets = [Sheet(title, lambda: pd.DataFrame({"name": ["甲"]}), (NAME,)) for _ in range(3)]
    names = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(ABOUT, sheets))).sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)


def test_a_table_without_rows_keeps_its_heading() -> None:
    page = read(pd.DataFrame({"name": [], "tax": []}), NAME, TAX)["名单"]
    assert [cell.value for cell in page[1]] == ["企业名称", "评价税收（万元）"]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    book = read(pd.DataFrame({"year": [1, 2, 3, 4, 5]}), YEAR)
    assert book.sheetnames == ["说明", "名单", "名单 (2)", "名单 (3)"]
    assert book["名单 (3)"]["A2"].value == 5


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=50))
def test_any_name_reads_back_as_it_stands(name: str) -> None:
    assert one_cell(name, NAME).value == name


def test_a_text_longer_than_a_cell_can_hold_is_cut_not_lost() -> None:
    assert one_cell("长" * 40_000, NAME).value == "长" * 32_767


@pytest.mark.usefixtures("full")
def test_the_workbook_holds_the_numbers_of_the_screen(full: Path) -> None:
    selection = Selection(year=2023)
    shown = enterprises.rows(selection, 100)
    sheet = Sheet("企业名单", enterprises.all_rows_later(selection), tables.FIRM_COLUMNS)
    page = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(ABOUT, [sheet])))["企业名单"]
    headings = [cell.value for cell in page[1]]
    assert headings == [column.heading for column in tables.FIRM_COLUMNS]
    place = headings.index("评价税收（万元）")
    sums = sum(row[place] or 0 for row in page.iter_rows(min_row=2, values_only=True))
    assert sums == pytest.approx(sum(filter(None, shown["tax_wan_yuan"].to_pylist())))
    assert page.max_row == len(shown) + 1
