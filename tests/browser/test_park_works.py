"""From the board of park standardisation to a case and its dossier, and from a number to the rows behind it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import open_page, settle
from tests.browser.test_chains import DRAWN, asked
from tests.browser.test_grading import click_first_row

pytestmark = pytest.mark.browser


def test_a_box_narrows_the_list_and_a_row_leads_to_firm_and_parcel(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/works?works_of=自主提升")
    boxes = page.locator(".js-plotly-plot .point")
    expect(boxes).to_have_count(19)
    page.wait_for_timeout(DRAWN)
    boxes.first.click(force=True)
    page.wait_for_url("**wstage=**")
    settle(page)
    assert asked(page)["wstage"] == ["申报"]
    expect(page.get_by_text("2 户，超期久的在前")).to_be_visible()
    click_first_row(page)
    page.get_by_role("link", name="企业档案").click()
    settle(page)
    expect(page.get_by_role("heading", name="有限公司").first).to_be_visible()
    page.go_back()
    settle(page)
    expect(page.get_by_text("2 户，超期久的在前")).to_be_visible()


def test_a_number_opens_its_cases_and_the_rows_of_the_ledgers(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/works")
    page.get_by_role("button", name="依据").click()
    page.get_by_role("menuitem", name="新增高标准厂房").click()
    settle(page)
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Σ 5 件 = 268,626 m²。")
    expect(drawer).to_contain_text("来自 8 处原始行")
