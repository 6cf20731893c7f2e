"""What only a browser can show: requests, console, dragging, links, downloads, and how it looks."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Download, Page, ViewportSize, expect

from tests.browser.conftest import serving
from tests.dashboard import snapshot

pytestmark = pytest.mark.browser

WITH_CHARTS = ("/", "/per-mu-tax", "/grade")
PATHS = (
    *WITH_CHARTS, "/enterprise", "/parcel", "/four-batches", "/chains", "/parcels", "/operation", "/works", "/growth", "/service",
    "/links", "/self-check",
)  # fmt: skip
# Two tests at a time on a busy machine are slower than a visitor.
LONGEST_RUN = 30_000
# Streamlit looks for its own base path under the path of the page first; the two refusals are how it finds the root.
BASE_PATH_PROBE = re.compile(r"/[a-z-]+/_stcore/(?:health|host-config)$")


def open_page(page: Page, address: str) -> None:
    """Go there and wait until the first run has drawn everything."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)


def settle(page: Page) -> None:
    """Wait until no run is under way."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(
        timeout=LONGEST_RUN
    )


def live_count(page: Page) -> tuple[int, int]:
    """The numbers of 区间内 n / m 户."""
    text = page.locator("p").filter(has_text=re.compile(r"^区间内")).inner_text()
    inside, everyone = re.findall(r"[\d,]+", text)[:2]
    return int(inside.replace(",", "")), int(everyone.replace(",", ""))


def open_export(page: Page, purpose: str | None = "会议材料") -> None:
    """Open 导出 and choose ``purpose``, unless one has been chosen or it is None."""
    if not page.locator(".st-key-export_purpose").is_visible():
        page.locator(".st-key-export").get_by_role("button", name="导出").click()
        expect(page.locator(".st-key-export_purpose")).to_be_visible()
        settle(page)
        if purpose and page.get_by_role("button", name="导出 CSV").is_disabled():
            page.locator(".st-key-export_purpose").get_by_role("combobox").click()
            page.get_by_role("option", name=purpose).click()
    if purpose:
        expect(page.get_by_role("button", name="导出 CSV")).to_be_enabled()
    settle(page)


def download(page: Page, form: str = "CSV") -> Download:
    """The file that 导出 gives, and the control closed again."""
    open_export(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"导出 {form}").click()
    expect(page.get_by_text("并记录，导出编号")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-export_purpose")).to_be_hidden()
    settle(page)
    return waiting.value


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_asked_of_another_machine_and_the_console_stays_free_of_errors(
    page: Page, sample: str, path: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{message.text} {message.location.get('url', '')}")
            if message.type == "error"
            else None
        ),
    )
    open_page(page, sample + path)
    page.get_by_role("button", name="来源").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)
    schemes = ("data", "blob")
    assert not [
        url for url in asked if urlsplit(url).hostname != "127.0.0.1" and urlsplit(url).scheme not in schemes
    ]
    assert not [text for text in complaints if not BASE_PATH_PROBE.search(text)]


def test_dragging_the_slider_changes_the_live_count_the_cards_and_the_url(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/per-mu-tax")
    inside, everyone = live_count(page)
    assert inside == everyone > 400
    thumb = page.get_by_role("slider").first.bounding_box()
    track = page.locator(".st-key-range").bounding_box()
    assert thumb is not None
    assert track is not None
    page.mouse.move(thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.5, thumb["y"] + thumb["height"] / 2, steps=8)
    page.mouse.up()
    expect(page.locator(".st-key-chip_range")).to_be_visible()
    settle(page)
    narrowed, still_everyone = live_count(page)
    assert 0 < narrowed < inside
    assert still_everyone == everyone
    assert len(parse_qs(urlsplit(page.url).query)["range"]) == 2


def test_typing_narrows_the_list_without_pressing_enter(page: Page, small: tuple[str, Path]) -> None:
    open_page(page, f"{small[0]}/per-mu-tax")
    page.get_by_placeholder("名称或代码的一部分").press_sequentially("示例丙")
    expect(page.locator(".st-key-chip_q")).to_be_visible()
    settle(page)
    rows = list(csv.reader(io.StringIO(Path(download(page).path()).read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["示例丙有限公司"]


def test_a_link_reproduces_the_screen(page: Page, browser: Browser, sample: str) -> None:
    open_page(page, f"{sample}/per-mu-tax")
    page.locator(".st-key-scale").get_by_role("combobox").click()
    page.get_by_role("option", name="规上", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-chip_scale")).to_be_visible()
    settle(page)
    expected = live_count(page)
    assert parse_qs(urlsplit(page.url).query) == {"scale": ["规上"]}
    with browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        open_page(other, page.url)
        assert live_count(other) == expected
        expect(other.locator(".st-key-chip_scale")).to_be_visible()


def test_filters_survive_a_change_of_page_and_reset_takes_them_off(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/?scale={quote('规上')}")
    expect(page.locator(".st-key-chip_scale")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("link", name="亩均税收").first.click()
    expect(page).to_have_url(re.compile(r"/per-mu-tax\?scale="))
    expect(page.get_by_role("heading", level=1)).to_contain_text("亩均税收")
    expect(page.get_by_role("button", name="导出")).to_be_visible()
    settle(page)
    expect(page.locator(".st-key-chip_scale")).to_be_visible()
    page.get_by_role("button", name="重置").click()
    expect(page.locator(".st-key-chip_scale")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/per-mu-tax$"))


def test_a_number_leads_to_the_enterprises_behind_it(page: Page, sample: str) -> None:
    open_page(page, f"{sample}/?scale={quote('规上')}&year=2022")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("link", name="看企业").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("亩均税收")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"scale": ["规上"], "year": ["2022"]}


def test_a_click_on_a_bar_narrows_the_page_to_its_area(page: Page, small: tuple[str, Path]) -> None:
    open_page(page, small[0])
    page.locator(".st-key-league_park .point path").last.click(force=True)
    expect(page.locator(".st-key-chip_park")).to_contain_text("北园区")
    expect(page).to_have_url(re.compile("park="))


def test_a_click_on_the_histogram_sets_the_range_and_reset_takes_it_off(
    page: Page, small: tuple[str, Path]
) -> None:
    open_page(page, f"{small[0]}/per-mu-tax")
    # The two firms at 20 万元/亩 stand in the bar 20–30, the tenth.
    page.locator(".st-key-histogram .trace").first.locator(".point path").nth(9).click(force=True)
    expect(page.locator(".st-key-chip_range")).to_contain_text("亩均20–30")
    settle(page)
    assert live_count(page) == (2, 5)
    assert parse_qs(urlsplit(page.url).query)["range"] == ["20", "30"]
    page.get_by_role("button", name="重置").click()
    expect(page.locator(".st-key-chip_range")).to_have_count(0)
    settle(page)
    assert live_count(page) == (5, 5)


def test_a_tab_stands_in_the_link_and_a_click_on_a_group_narrows_the_page(
    page: Page, small: tuple[str, Path]
) -> None:
    open_page(page, f"{small[0]}/per-mu-tax")
    page.get_by_role("tab", name="分组比较").click()
    expect(page).to_have_url(re.compile("view="))
    page.locator(".st-key-groups_park .point path").last.click(force=True)
    expect(page.locator(".st-key-chip_park")).to_contain_text("北园区")


def test_the_file_has_its_mark_line_ends_guards_and_the_chosen_rows(
    page: Page, small: tuple[str, Path]
) -> None:
    open_page(page, f"{small[0]}/per-mu-tax?town={quote('乙镇')}")
    file = download(page)
    assert re.fullmatch(r"亩均税收_2023年_乙镇_数据截至2023_\d{8}\.csv", file.suggested_filename)
    data = Path(file.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    rows = {row["企业名称"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert list(rows) == ["示例丙有限公司", "'=1+1<b>戊</b>有限公司", "示例丁100%_有限公司"]
    assert rows["示例丁100%_有限公司"]["统一社会信用代码"] == "'913501040000000044"
    assert rows["'=1+1<b>戊</b>有限公司"]["评价税收（万元）"] == "-6"
    assert rows["示例丁100%_有限公司"]["亩均税收（万元/亩）"] == ""


def test_a_new_build_is_followed_without_a_restart(page: Page, small: tuple[str, Path]) -> None:
    address, store = small
    open_page(page, address)
    expect(page.get_by_text("全区企业 8 户")).to_be_visible()
    snapshot.publish(store, snapshot.ONE_ROW, "20240402T080000Z-2")
    page.get_by_role("link", name="亩均税收").first.click()
    expect(page.get_by_text("1 户企业有亩均税收")).to_be_visible()
    assert health(address) == (200, "20240402T080000Z-2")


def test_without_a_snapshot_the_page_explains_and_health_is_503(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        assert health(address)[0] == 503
        open_page(page, f"{address}/per-mu-tax")
        expect(page.get_by_role("heading", level=1)).to_have_text("还没有数据")
        snapshot.publish(tmp_path, snapshot.FULL)
        open_page(page, f"{address}/per-mu-tax")
        expect(page.get_by_role("heading", level=1)).to_have_text("亩均 · 亩均税收")


def health(address: str) -> tuple[int, str | None]:
    """The status and the build id that ``/health`` answers."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:  # noqa: S310 - our own address
            return answer.status, json.load(answer)["build_id"]
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1280, 720)])
@pytest.mark.parametrize("path", WITH_CHARTS)
def test_nothing_is_cut_off_sideways(
    browser: Browser,
    sample: str,
    tmp_path: Path,
    path: str,
    width: int,
    height: int,
    scheme: Literal["light", "dark"],
) -> None:
    viewport = ViewportSize(width=width, height=height)
    with browser.new_context(viewport=viewport, color_scheme=scheme, locale="zh-CN") as context:
        page = context.new_page()
        open_page(page, sample + path)
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        picture = tmp_path / f"{path.strip('/') or 'overview'}_{width}_{scheme}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 20_000
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cut = page.locator('[data-testid="stMetric"] *, h1').evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1"
            " && getComputedStyle(one).overflowX === 'hidden').map(one => one.innerText)"
        )
        assert cut == []
