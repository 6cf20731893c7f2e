"""园区地块 in a real browser: a bar filters or picks, a row picks, a pick is heard once, a number opens its evidence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import open_page, settle

pytestmark = pytest.mark.browser

CHECKBOX, FIRST_ROW = 16, 52


def pick_first_row(page: Page, key: str) -> None:
    """The table is drawn on a canvas: its first row's box stands at a known place."""
    table = page.locator(f".st-key-{key}").get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.click(position={"x": CHECKBOX, "y": FIRST_ROW})


def test_a_park_that_is_clicked_becomes_the_filter(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/parcels?lot_view=片区排名")
    page.locator(".st-key-lot_league .point path").last.click(force=True)
    expect(page.locator(".st-key-chip_park")).to_be_visible()
    expect(page).to_have_url(re.compile("park="))
    settle(page)
    expect(page.get_by_text("52 宗", exact=False).first).to_be_visible()


def test_a_parcel_is_picked_by_its_bar_and_by_its_row(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/parcels?lot_view=挖潜")
    bars = page.locator(".st-key-lot_top")
    expect(bars.locator(".ytick").first).to_be_visible()
    expect(bars.get_by_text("▶")).to_have_count(0)
    # The first bar of the drawing is the last of the list.
    bars.locator(".point path").first.click(force=True)
    expect(bars.locator(".ytick").first).to_contain_text("▶")
    settle(page)
    pick_first_row(page, "lot_opportunities")
    expect(bars.locator(".ytick").last).to_contain_text("▶")
    expect(bars.get_by_text("▶")).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("地块档案：350104"))).to_be_visible()
    settle(page)
    # The row stays picked; what is picked after it is not undone by that.
    bars.locator(".point path").first.click(force=True)
    expect(bars.locator(".ytick").first).to_contain_text("▶")


def test_a_picked_row_leads_to_its_dossier_and_a_number_to_its_rows(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/parcels?lot_view=地块名单")
    page.get_by_role("button", name="依据").click()
    page.get_by_role("option", name="可挖潜税收").or_(page.get_by_text("可挖潜税收").last).last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Σ（片区中位数 − 本宗地）× 用地")
    page.keyboard.press("Escape")
    pick_first_row(page, "lot_list")
    page.get_by_role("link", name=re.compile("地块档案：")).click()
    expect(page).to_have_url(re.compile(r"/parcel\?"))
    expect(page.get_by_role("heading", name=re.compile("宗地 350104"))).to_be_visible()
