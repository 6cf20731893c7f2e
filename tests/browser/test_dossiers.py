"""A member of staff finds a firm by its initials, walks to its land and back, and takes the page away."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import serving
from tests.browser.test_app import download, open_page, settle
from tests.dashboard import dossiers, snapshot

pytestmark = pytest.mark.browser


@pytest.fixture
def landed(tmp_path: Path) -> Iterator[str]:
    """The address of the app on the small district with land."""
    snapshot.publish(tmp_path, dossiers.LANDED)
    with serving(tmp_path) as address:
        yield address


def subject(page: Page) -> str:
    return page.locator("h3").first.inner_text()


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def workbook(page: Page) -> dict[str, Worksheet]:
    data = Path(download(page, "XLSX").path()).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {name: book[name] for name in book.sheetnames}


def column(sheet: Worksheet, heading: str) -> list[Any]:
    headings = [cell.value for cell in sheet[1]]
    place = headings.index(heading)
    return [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_from_initials_to_the_firm_its_parcel_its_owner_and_back_with_the_filter_intact(
    page: Page, landed: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, f"{landed}/enterprise?town={quote('甲街道')}")
    page.get_by_placeholder("拼音首字母").press_sequentially("slyyxgs")
    page.get_by_role("button", name="示例乙有限公司").click()
    expect(page.locator("h3").first).to_have_text("示例乙有限公司")
    settle(page)
    expect(page.get_by_placeholder("拼音首字母")).to_have_count(1)
    expect(page.get_by_placeholder("拼音首字母")).to_have_value("")
    assert parameters(page) == {"town": ["甲街道"], "id": [dossiers.B]}
    page.get_by_role("link", name="甲街道工园路1号").click()
    expect(page.locator("h3").first).to_have_text(f"宗地 {dossiers.PARCEL}")
    expect(page.get_by_text("Σ 分摊 24.00 亩 = 用地 24.00 亩")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    settle(page)
    page.get_by_role("link", name="权利人 示例甲有限公司").click()
    expect(page.locator("h3").first).to_have_text("示例甲有限公司")
    settle(page)
    assert parameters(page) == {"town": ["甲街道"], "id": [dossiers.A]}
    page.go_back()
    expect(page.locator("h3").first).to_have_text(f"宗地 {dossiers.PARCEL}")
    settle(page)
    page.go_back()
    expect(page.locator("h3").first).to_have_text("示例乙有限公司")
    expect(page).to_have_url(re.compile(f"id={dossiers.B}"))
    assert not [
        url for url in asked if urlsplit(url).hostname != "127.0.0.1" and urlsplit(url).scheme != "data"
    ]


def test_a_link_opens_the_same_dossier_elsewhere(page: Page, landed: str) -> None:
    open_page(page, f"{landed}/parcel?id={dossiers.OTHER}")
    assert subject(page) == f"宗地 {dossiers.OTHER}"


def test_the_workbook_of_a_parcel_holds_the_sums_of_its_page(page: Page, landed: str) -> None:
    open_page(page, f"{landed}/parcel?id={dossiers.PARCEL}")
    expect(page.get_by_text("评价税收 640.00 万元").first).to_be_visible()
    sheets = workbook(page)
    assert list(sheets) == [
        "说明",
        "宗地",
        "面积",
        "历年",
        "使用企业",
        "履约",
        "供地合同",
        "阶段历程",
        "数据问题",
        "来源",
    ]
    assert sum(column(sheets["使用企业"], "分到本宗地的税收（万元）")) == pytest.approx(640)
    assert sum(column(sheets["使用企业"], "分摊用地（亩）")) == pytest.approx(24)
    assert column(sheets["宗地"], "宗地代码") == [dossiers.PARCEL]


def test_the_workbook_of_a_firm_holds_its_years_and_where_they_stand(page: Page, landed: str) -> None:
    open_page(page, f"{landed}/enterprise?id={dossiers.A}")
    sheets = workbook(page)
    assert column(sheets["历年"], "评价税收（万元）") == [560, 500]
    assert column(sheets["历年"], "年度") == [2023, 2022]
    assert column(sheets["企业"], "统一社会信用代码") == [dossiers.A]
    assert column(sheets["来源"], "行号") == [2, 5, 9, 7]


def test_the_list_of_per_mu_tax_exports_a_workbook_with_the_sum_of_its_card_and_leads_to_a_firm(
    page: Page, landed: str
) -> None:
    open_page(page, f"{landed}/per-mu-tax?town={quote('甲街道')}")
    expect(page.get_by_text("722.00").first).to_be_visible()
    sheets = workbook(page)
    # 560 + 150 + 0 + 12.
    assert sum(filter(None, column(sheets["企业名单"], "评价税收（万元）"))) == 722
    about = {row[0].value: row[1].value for row in sheets["说明"].iter_rows() if row[0].value}
    assert about["筛选"] == "2023 年；甲街道"
    # The box at the head of the first row: the table is a drawing, which has no elements to ask for.
    page.locator('[data-testid="stDataFrame"]').last.click(position={"x": 16, "y": 52})
    page.get_by_role("link", name="示例甲有限公司").click()
    expect(page.locator("h3").first).to_have_text("示例甲有限公司")
    settle(page)
    assert parameters(page) == {"town": ["甲街道"], "id": [dossiers.A]}
    page.go_back()
    expect(page).to_have_url(re.compile(r"/per-mu-tax\?town="))


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1280, 720)])
@pytest.mark.parametrize("path", ["/enterprise", "/parcel"])
def test_no_dossier_is_cut_off_sideways(
    browser: Browser, landed: str, path: str, width: int, height: int
) -> None:
    viewport = ViewportSize(width=width, height=height)
    key = dossiers.A if path == "/enterprise" else dossiers.PARCEL
    with browser.new_context(viewport=viewport, locale="zh-CN") as context:
        page = context.new_page()
        open_page(page, f"{landed}{path}?id={key}")
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
