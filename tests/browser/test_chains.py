"""The leader's path through a chain: chain → weak node → its enterprises → one of them → back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_app import open_page, settle
from tests.browser.test_grading import click_first_row

pytestmark = pytest.mark.browser
SIZES = ({"width": 1600, "height": 1000}, {"width": 1280, "height": 720})
CHAINS = ("生物医药", "工业装备（电机电气）", "食品", "集成电路", "光电信息", "软件和信息服务")
# A chart is drawn, and takes clicks, some time after the run that sent it.
DRAWN = 800
# Lines of one text have boxes that touch by some pixels: a font is higher than its letters.
LINE_GAP = 6
# The boxes that the words of an atlas take, a line each.
WORD_BOXES = """
() => [...document.querySelectorAll('[data-testid=stPlotlyChart] .annotation-text')].flatMap(
    text => text.querySelector('tspan.line') ? [...text.querySelectorAll('tspan.line')] : [text]
).map(line => [line.textContent, line.getBoundingClientRect()]
).map(([words, box]) => [words, box.left, box.top, box.right, box.bottom])
"""


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def click_box(page: Page, name: str) -> None:
    """Click the node's box in the atlas, beside its name."""
    words = page.locator(".annotation-text").filter(has_text=name).first
    expect(words).to_be_visible()
    page.wait_for_timeout(DRAWN)
    box = words.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**node=**")
    settle(page)


def test_from_the_chain_over_a_weak_node_to_one_enterprise_and_back(page: Page, sample: str) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    open_page(page, f"{sample}/chains")
    page.get_by_role("radio", name="集成电路").click()
    settle(page)
    click_box(page, "半导体装备")
    assert asked(page) == {"chain_of": ["集成电路"], "node": ["半导体装备"]}
    expect(page.get_by_text("判定为 弱")).to_be_visible()
    click_first_row(page)
    page.get_by_role("link", name="示例凯睿半导体装备有限公司").click()
    settle(page)
    expect(page.get_by_role("heading", name="示例凯睿半导体装备有限公司")).to_be_visible()
    page.go_back()
    settle(page)
    expect(page.get_by_text("判定为 弱")).to_be_visible()
    assert [url for url in outside if not url.startswith((sample, "data:", "blob:"))] == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}×{size['height']}")
@pytest.mark.parametrize("chain", CHAINS)
def test_no_words_of_an_atlas_overlap(page: Page, sample: str, chain: str, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    open_page(page, f"{sample}/chains?chain_of={chain}")
    expect(page.locator(".annotation-text").first).to_be_visible()
    page.wait_for_timeout(DRAWN)
    boxes = page.evaluate(WORD_BOXES)
    assert len(boxes) > 10
    for at, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[at + 1 :]:
            overlap = (
                min(right, right2) - max(left, left2) > 1 and min(bottom, bottom2) - max(top, top2) > LINE_GAP
            )
            assert not overlap, f"{text} is drawn over {other}"


def test_from_the_projects_that_fill_a_gap_to_the_sentences_of_the_report(page: Page, sample: str) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    open_page(page, f"{sample}/chains")
    page.get_by_role("radio", name="集成电路").click()
    settle(page)
    page.get_by_role("tab", name="批文与项目").click()
    settle(page)
    expect(page.get_by_text("项能补缺弱节点")).to_be_visible()
    page.get_by_role("radio", name="技改").click()
    settle(page)
    assert asked(page)["chain_ledger"] == ["技改"]
    page.get_by_role("radio", name="生物医药").click()
    settle(page)
    page.get_by_role("button", name="报告语句").click()
    settle(page)
    expect(page.get_by_text("2023 年获批药品注册批文")).to_be_visible()
    # The sample's ledger has a device without a status.
    expect(page.get_by_text("没有写明状态的批件")).to_be_visible()
    assert [url for url in outside if not url.startswith((sample, "data:", "blob:"))] == []


def test_a_field_of_the_gap_table_leads_to_the_list_of_its_node(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/chains?chain_of=集成电路&chain_view=缺口")
    words = page.locator(".ytick").filter(has_text="半导体装备").first
    expect(words).to_be_visible()
    page.wait_for_timeout(DRAWN)
    name, field = words.bounding_box(), page.locator(".xtick").first.bounding_box()
    assert name is not None
    assert field is not None
    page.mouse.click(field["x"] + field["width"] / 2, name["y"] + name["height"] / 2)
    page.wait_for_url("**node=**")
    settle(page)
    assert asked(page)["node"] == ["半导体装备"]
    expect(page.get_by_text("判定为 弱")).to_be_visible()
