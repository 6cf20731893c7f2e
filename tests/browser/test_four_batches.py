"""四个一批 in a browser: a line is set, the numbers follow, the link brings them back, a class opens its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.test_app import open_page, settle
from tests.dashboard import batches as hand


@pytest.fixture
def district(tmp_path: Path) -> Iterator[str]:
    """The address of the app on the district that is sorted by hand."""
    hand.publish(tmp_path)
    with serving(tmp_path) as address:
        yield address


def metric(page: Page, label: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=re.compile(f"^{label}")).inner_text()


def test_a_line_set_here_changes_the_numbers_and_its_link_brings_them_back(page: Page, district: str) -> None:
    open_page(page, f"{district}/four-batches")
    expect(page.get_by_text("摸底 7 户")).to_be_visible()
    assert "2 户" in metric(page, "关闭")
    box = page.locator(".st-key-bx input")
    box.fill("21")
    box.press("Enter")
    expect(page.get_by_text("21 万元/亩以上 0 户")).to_be_visible()
    settle(page)
    assert "3 户" in metric(page, "关闭")
    assert parse_qs(urlsplit(page.url).query)["bx"] == ["21"]
    open_page(page, page.url)
    expect(page.get_by_text("21 万元/亩以上 0 户")).to_be_visible()
    page.get_by_role("button", name="回到方案").click()
    expect(page.get_by_text("20 万元/亩以上 2 户")).to_be_visible()


def test_dragging_the_slider_moves_the_line(page: Page, district: str) -> None:
    open_page(page, f"{district}/four-batches")
    thumb = page.locator(".st-key-bx_drag").get_by_role("slider").first
    thumb.focus()
    thumb.press("ArrowRight")
    expect(page.get_by_text("20.5 万元/亩以上 0 户")).to_be_visible()
    expect(page.locator(".st-key-bx input")).to_have_value("20.5")


def test_a_clicked_class_opens_its_list_and_a_row_the_dossier(page: Page, district: str) -> None:
    open_page(page, f"{district}/four-batches")
    part = page.locator(".st-key-batch_shares g.trace.bars").nth(2).locator("path").first
    box = part.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(f"batch_view={quote('名单')}"))
    expect(page.get_by_text("2 户。亩均税收从高到低")).to_be_visible()
    settle(page)
    grid = page.locator(".st-key-batch_list canvas").first.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 15, grid["y"] + 50)
    page.get_by_role("link", name="示例丙有限公司").click()
    expect(page).to_have_url(re.compile(f"/enterprise\\?.*id={hand.IDS[2]}"))


def test_a_plan_is_saved_by_name_opened_by_its_link_and_frozen(page: Page, district: str) -> None:
    open_page(page, f"{district}/four-batches?bx=21")
    page.get_by_role("button", name="保存方案").click()
    name = page.locator(".st-key-batch_saved_name input")
    name.fill("常务会稿")
    name.press("Enter")
    settle(page)
    page.get_by_role("button", name="另存为新方案").click()
    expect(page.get_by_text("已保存方案“常务会稿”")).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["plan"] == ["常务会稿"]
    open_page(page, page.url)
    expect(page.get_by_text("21 万元/亩以上 0 户")).to_be_visible()
    page.get_by_role("button", name="保存方案").click()
    approver = page.locator(".st-key-batch_approver input")
    approver.fill("区政府常务会议")
    approver.press("Enter")
    settle(page)
    page.locator(".st-key-batch_sure label").click()
    settle(page)
    page.get_by_role("button", name="定稿", exact=True).click()
    expect(page.get_by_text("各类合计与定稿时存下的一致")).to_be_visible()
    expect(page.locator(".st-key-bx input")).to_have_count(0)


def test_a_link_that_repeats_the_plans_own_numbers_is_no_mistake_and_an_unknown_plan_is(
    page: Page, district: str
) -> None:
    own = (
        f"plan={quote('审慎方案（示例）')}&bx=20&bo=2000&orient_allowed=true&batch_view={quote('漏斗与分类')}"
    )
    open_page(page, f"{district}/four-batches?{own}")
    expect(page.get_by_text("摸底 7 户")).to_be_visible()
    expect(page.get_by_text("不是可选的值")).to_have_count(0)
    open_page(page, f"{district}/four-batches?plan={quote('没有这个方案')}")
    expect(page.get_by_text("plan=没有这个方案 不是可选的值")).to_be_visible()
