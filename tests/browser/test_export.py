"""The journey of an export: no purpose, no file; with one the file, its sums, and its line in the log."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import LEDGER
from tests.browser.test_app import download, open_export, open_page, settle

pytestmark = pytest.mark.browser


def logged(store: Path) -> list[tuple[str, str, str, int, str]]:
    """Purpose, format, page, rows and hash of each export, by another program than the one that wrote them."""
    with sqlite3.connect(store / LEDGER) as connection:
        return connection.execute(
            "SELECT purpose, format, page, rows, sha256 FROM export_log ORDER BY at"
        ).fetchall()


def test_a_purpose_then_both_files_with_the_sums_of_the_page_and_a_line_in_the_log_for_each(
    page: Page, small: tuple[str, Path]
) -> None:
    address, store = small
    open_page(page, f"{address}/per-mu-tax?town={quote('甲街道')}")
    open_export(page, purpose=None)
    for form in ("CSV", "XLSX"):
        expect(page.get_by_role("button", name=f"导出 {form}")).to_be_disabled()
    expect(page.get_by_text("涉税数据，只供“所选”用途")).to_be_visible()
    page.locator(".st-key-export_purpose").get_by_role("combobox").click()
    page.get_by_role("option", name="上级报送").click()
    expect(page.get_by_role("button", name="导出 CSV")).to_be_enabled()
    data, book = (Path(download(page, form).path()).read_bytes() for form in ("CSV", "XLSX"))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    # 560 + 150 + 0 + 12.
    assert sum(float(row["评价税收（万元）"] or 0) for row in rows) == 722
    sheet = openpyxl.load_workbook(io.BytesIO(book))["企业名单"]
    place = [cell.value for cell in sheet[1]].index("评价税收（万元）")
    assert sum(row[place] or 0 for row in sheet.iter_rows(min_row=2, values_only=True)) == 722
    entries = logged(store)
    assert [entry[:3] for entry in entries] == [
        ("上级报送", "CSV", "亩均税收"),
        ("上级报送", "XLSX", "亩均税收"),
    ]
    assert [entry[4] for entry in entries] == [hashlib.sha256(file).hexdigest() for file in (data, book)]
    assert entries[0][3] == len(rows) == 4
    page.get_by_role("link", name="总览").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("总览")
    settle(page)
    open_export(page, purpose=None)
    expect(page.get_by_role("button", name="导出 CSV")).to_be_enabled()


def test_a_ledger_that_breaks_between_the_look_and_the_click_hands_out_nothing_and_says_so(
    page: Page, small: tuple[str, Path]
) -> None:
    address, store = small
    open_page(page, f"{address}/per-mu-tax")
    download(page)
    open_export(page)
    taken: list[object] = []
    page.on("download", lambda file: taken.append(file))
    holder = sqlite3.connect(store / LEDGER, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    page.get_by_role("button", name="导出 CSV").click()
    expect(page.get_by_text("被别的程序占用").first).to_be_visible(timeout=30_000)
    settle(page)
    holder.close()
    assert taken == []
    assert len(logged(store)) == 1


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1280, 720)])
@pytest.mark.parametrize("path", ["/", "/per-mu-tax", "/grade"])
def test_the_open_control_stays_on_the_screen(
    browser: Browser, sample: str, path: str, width: int, height: int
) -> None:
    with browser.new_context(viewport=ViewportSize(width=width, height=height), locale="zh-CN") as context:
        page = context.new_page()
        open_page(page, sample + path)
        open_export(page)
        box = page.get_by_test_id("stPopoverBody").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
