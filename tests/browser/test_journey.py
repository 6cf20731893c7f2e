"""The planner's journey: narrow by per-mu tax, click a bar, open a firm, come back, export, reopen; and try a caliber."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import download, live_count, open_page, settle

pytestmark = pytest.mark.browser

TAX, LAND = "评价税收（万元）", "用地面积（亩）"


def test_filter_click_open_return_export_and_compare_the_sums(page: Page, small: tuple[str, Path]) -> None:
    address = small[0]
    # At 10 万元/亩 or more stand 甲 (560 on 28) and 乙 (150 on 7.5), both in the north park.
    open_page(page, f"{address}/per-mu-tax?range=10&range={quote('最高')}&view={quote('分组比较')}")
    assert live_count(page) == (2, 5)
    page.locator(".st-key-groups_park .point path").last.click(force=True)
    expect(page.locator(".st-key-chip_park")).to_contain_text("北园区")
    settle(page)
    page.get_by_role("tab", name="企业名单").click()
    settle(page)
    page.locator('[data-testid="stDataFrame"]').last.click(position={"x": 16, "y": 52})
    page.get_by_role("link", name="示例甲有限公司").click()
    expect(page.locator("h3").first).to_have_text("示例甲有限公司")
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/per-mu-tax\?.*range=10"))
    expect(page.locator(".st-key-chip_range")).to_be_visible()
    settle(page)
    chosen = parse_qs(urlsplit(page.url).query)
    assert (chosen["range"], chosen["park"]) == (["10", "最高"], ["北园区"])
    assert live_count(page)[0] == 2
    data, book = (Path(download(page, form).path()).read_bytes() for form in ("CSV", "XLSX"))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert (sum(float(row[TAX]) for row in rows), sum(float(row[LAND]) for row in rows)) == (710, 35.5)
    sheet = openpyxl.load_workbook(io.BytesIO(book))["企业名单"]
    headings = [cell.value for cell in sheet[1]]
    for heading, total in ((TAX, 710), (LAND, 35.5)):
        place = headings.index(heading)
        assert sum(row[place] for row in sheet.iter_rows(min_row=2, values_only=True)) == total


def test_another_caliber_says_whom_it_moves_and_hands_the_list_out(page: Page, sample: str) -> None:
    tab, pack = quote("口径试算"), quote("黄岩 2022")
    open_page(page, f"{sample}/per-mu-tax?view={tab}&pack={pack}&area={quote('只按申报')}")
    expect(page.get_by_text("面积只按申报").first).to_be_visible()
    said = page.locator("p").filter(has_text=re.compile("换档：升")).inner_text()
    regraded = int(re.findall(r"户中 ([\d,]+) 户换档", said)[0].replace(",", ""))
    assert regraded > 0
    page.locator(".st-key-caliber_export").get_by_role("button", name="导出").click()
    expect(page.locator(".st-key-caliber_export_purpose")).to_be_visible()
    settle(page)
    page.locator(".st-key-caliber_export_purpose").get_by_role("combobox").click()
    page.get_by_role("option", name="部门核对").click()
    expect(page.get_by_role("button", name="导出 XLSX")).to_be_enabled()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    rows = list(book["换档或跨线"].iter_rows(min_row=2, values_only=True))
    headings = [cell.value for cell in book["换档或跨线"][1]]
    before, after = headings.index("原等级"), headings.index("试算等级")
    assert sum(row[before] != row[after] for row in rows) == regraded
    about = {row[0]: row[1] for row in book["说明"].iter_rows(max_col=2, values_only=True) if row[0]}
    assert "面积只按申报" in about["口径"]
