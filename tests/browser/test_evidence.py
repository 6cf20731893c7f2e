"""A leader asks where a number comes from, and gets file, sheet and row; a colleague hands the screen to outsiders."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import open_page, settle
from tests.browser.test_grading import CHECKBOX, FIRST_ROW

pytestmark = pytest.mark.browser


def click_first_row_of_the_drawer(page: Page) -> None:
    """The table is drawn on a canvas: its first row's box stands at a known place."""
    table = page.get_by_role("dialog").get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + CHECKBOX, box["y"] + FIRST_ROW)
    settle(page)


def test_a_number_opens_its_formula_its_rows_and_the_file_sheet_and_row_of_each(
    page: Page, sample: str
) -> None:
    open_page(page, sample)
    page.get_by_test_id("stMetric").filter(has_text="亩均税收").first.wait_for()
    page.get_by_role("button", name="依据").nth(3).click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("亩均税收 = Σ评价税收")).to_be_visible()
    click_first_row_of_the_drawer(page)
    expect(drawer.get_by_role("link", name="企业档案")).to_be_visible()
    # The cells stand on a canvas, and as a table for screen readers inside it.
    cells = drawer.get_by_test_id("stDataFrame").nth(1).locator("[role=gridcell]")
    expect(cells.first).to_be_attached()
    data, _, file, sheet, row = cells.all_text_contents()[:5]
    assert (data, file, sheet) == ("企业年度", "税务局_2023年度企业税收.xlsx", "企业税收")
    assert int(row) > 1
    drawer.get_by_role("link", name="企业档案").click()
    expect(page.get_by_role("heading", name="历年数据")).to_be_visible()


def test_the_drawer_hands_out_all_rows_with_their_sources(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/per-mu-tax")
    page.get_by_role("button", name="依据").nth(2).click()
    drawer = page.get_by_role("dialog")
    drawer.locator(".st-key-evidence_export").get_by_role("button", name="导出").click()
    expect(page.locator(".st-key-evidence_export_purpose")).to_be_visible()
    settle(page)
    page.locator(".st-key-evidence_export_purpose").get_by_role("combobox").click()
    page.get_by_role("option", name="部门核对").click()
    expect(page.get_by_role("button", name="导出 XLSX")).to_be_enabled()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()), read_only=True)
    assert book.sheetnames == ["说明", "构成", "来源行"]
    headings = [str(cell.value) for cell in next(book["构成"].iter_rows(max_row=1))]
    assert {"文件", "工作表", "行号"} <= set(headings)
    assert sum(1 for _ in book["构成"].iter_rows()) > 501


def test_the_outward_view_stands_in_the_url_and_shows_no_firm(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/per-mu-tax")
    page.get_by_text("对外视图", exact=True).click()
    expect(page.get_by_text("对外视图不列单户数据")).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["share"] == ["true"]
    page.get_by_role("link", name="评价分级").click()
    expect(page.get_by_text("对外视图不列单户数据")).to_be_visible()
    assert "有限公司" not in page.content()


def test_a_class_of_grades_opens_its_firms(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/grade?pack=黄岩 2022")
    page.get_by_role("button", name="依据").click()
    page.get_by_text("规上 D", exact=True).click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("企业数 · 规上 D")).to_be_visible()
    expect(drawer.get_by_text("黄岩 2022 版本 1")).to_be_visible()
    cells = drawer.get_by_test_id("stDataFrame").first.locator("[role=gridcell]")
    expect(cells.first).to_be_attached()
    assert cells.all_text_contents()[1] == "D"
