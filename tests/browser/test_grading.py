"""The planner's path through the grades: pick a pack, click a firm, see why, take the workbook away."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import download, open_page, settle

pytestmark = pytest.mark.browser

CHECKBOX, FIRST_ROW = 20, 52


def click_first_row(page: Page) -> None:
    """The table is drawn on a canvas: its first row's box stands at a known place."""
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + CHECKBOX, box["y"] + FIRST_ROW)
    settle(page)


def test_a_click_on_a_firm_explains_its_score_and_nothing_leaves_the_machine(page: Page, sample: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, f"{sample}/grade?pack=黄岩 2022")
    expect(page.get_by_text("年按“黄岩 2022”")).to_be_visible()
    click_first_row(page)
    expect(page.get_by_role("heading", name="得分说明")).to_be_visible()
    expect(page.get_by_text("第 1 名")).to_be_visible()
    outside = [url for url in asked if not url.startswith((sample, "data:", "blob:"))]
    assert outside == []


def test_the_group_stands_in_the_url_and_a_link_restores_it(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/grade")
    page.get_by_role("radio", name="规下").click()
    expect(page.get_by_role("heading", name="名次 · 规下")).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["group"] == ["规下"]
    open_page(page, page.url)
    expect(page.get_by_role("heading", name="名次 · 规下")).to_be_visible()


def test_the_workbook_opens_with_the_ranks_and_every_term(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/grade?pack=黄岩 2022")
    book = openpyxl.load_workbook(io.BytesIO(download(page, "XLSX").path().read_bytes()))
    assert book.sheetnames == ["说明", "名次 规上", "逐项得分", "各档", "等级变动"]
    ranks = book["名次 规上"]
    assert [ranks.cell(row, 1).value for row in (2, 3)] == [1, 2]
