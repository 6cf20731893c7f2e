"""The map in a real browser: what is clicked is what is picked, colours count as SQL does, nothing leaves the machine."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pyogrio
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import map_expressions as write
from dashboard.lots import LotSelection
from dashboard.map_deck import View
from dashboard.map_modes import MODES, classes
from dashboard.map_panel import ELSEWHERE, padded
from dashboard.queries import lot_map
from dashboard.selection import Selection
from etl.contracts.store import PARCEL_TILES
from tests.browser.conftest import QUIET, find_browser
from tests.browser.test_app import open_page, settle

pytestmark = pytest.mark.browser
YEAR = 2023
# Tiles come after the run that asked for them, and a machine without a graphics card draws them slowly.
DRAWN = 6_000
BREAKS = (1.0, 5.0, 10.0, 20.0, 40.0)
SELECTIONS = {
    "all": LotSelection(Selection(year=YEAR)),
    "taxed": LotSelection(Selection(year=YEAR, lowest=5.0, highest=20.0)),
    "town": LotSelection(Selection(year=YEAR, towns=("南台街道", "未注明"), scales=("above", "unknown"))),
    "chain": LotSelection(Selection(year=YEAR, chains=("ic", ""))),
    "own": LotSelection(
        Selection(year=YEAR),
        uses=("工业",),
        stages=("投产", "达产"),
        grades=("A", "B"),
        batches=("提升", "保留"),
    ),
    "names": LotSelection(Selection(year=YEAR, towns=('"] || true || ["', "\\"))),
}


@pytest.fixture(scope="module")
def build(built_sample: Path) -> Path:
    return built_sample / (built_sample / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def lots(build: Path) -> pd.DataFrame:
    with duckdb.connect(str(build / "warehouse.duckdb"), read_only=True) as db:
        return db.execute("SELECT * FROM lot_year WHERE year = 2023 AND has_shape").df()


def first_view(lots: pd.DataFrame) -> View:
    west, east = lots["lon"].quantile([0.005, 0.995])
    south, north = lots["lat"].quantile([0.005, 0.995])
    return padded({"west": west, "south": south, "east": east, "north": north})


def on_screen(page: Page, view: View, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is drawn while nobody has moved the map."""
    box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    assert box is not None
    size = 512 * 2**view.zoom

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        north = math.asinh(math.tan(math.radians(latitude)))
        return (longitude + 180) / 360 * size, (1 - north / math.pi) / 2 * size

    (x, y), (middle_x, middle_y) = at(lon, lat), at(*view.middle)
    return box["x"] + box["width"] / 2 + x - middle_x, box["y"] + box["height"] / 2 + y - middle_y


def picked(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("lot", [])


def open_map(page: Page, address: str) -> None:
    open_page(page, address)
    page.wait_for_timeout(DRAWN)


def click_lot(page: Page, view: View, lot: pd.Series[Any]) -> None:
    page.mouse.click(*on_screen(page, view, lot["lon"], lot["lat"]))
    settle(page)


def pick_lot(page: Page, view: View, lot: pd.Series[Any]) -> None:
    """Click until the map takes clicks, which it does when its tiles are drawn."""
    for _ in range(10):
        click_lot(page, view, lot)
        page.wait_for_timeout(DRAWN // 3)
        if picked(page) == [lot["parcel_id"]]:
            return
    pytest.fail(f"the map did not pick {lot['parcel_id']}: {page.url}")


def test_a_click_picks_the_parcel_that_lies_there_and_no_other(
    page: Page, sample: str, lots: pd.DataFrame
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    view = first_view(lots)
    large = lots.sort_values("land_mu", ascending=False)
    one, other = large.iloc[0], large[large["town"] != large.iloc[0]["town"]].iloc[0]
    open_map(page, f"{sample}/parcels")
    for lot in (one, other):
        pick_lot(page, view, lot)
        expect(page.get_by_text(lot["parcel_id"]).first).to_be_visible()
        page.wait_for_timeout(DRAWN // 2)
    page.get_by_role("link", name="地块档案").click()
    settle(page)
    expect(page.get_by_role("heading", name=f"宗地 {other['parcel_id']}")).to_be_visible()
    assert [url for url in asked if not url.startswith((sample, "data:", "blob:"))] == []
    assert any("/mvt-worker.js" in url for url in asked)


def test_a_click_on_what_the_filter_leaves_out_picks_nothing(
    page: Page, sample: str, lots: pd.DataFrame
) -> None:
    large = lots.sort_values("land_mu", ascending=False)
    inside = large.iloc[0]
    outside = large[large["town"] != inside["town"]].iloc[0]
    # The window is the selection's when the page opens with the filter: seen from the whole district instead.
    view = first_view(lots[lots["town"] == inside["town"]])
    open_map(page, f"{sample}/parcels?town={inside['town']}")
    pick_lot(page, view, inside)
    page.wait_for_timeout(DRAWN // 2)
    nearest = outside
    for _, lot in large[large["town"] != inside["town"]].iterrows():
        x, y = on_screen(page, view, lot["lon"], lot["lat"])
        box = page.get_by_test_id("stDeckGlJsonChart").bounding_box()
        assert box is not None
        if (
            box["x"] + 20 < x < box["x"] + box["width"] - 60
            and box["y"] + 60 < y < box["y"] + box["height"] - 20
        ):
            nearest = lot
            break
    else:
        pytest.skip("no parcel of another town is on the screen")
    click_lot(page, view, nearest)
    expect(page.get_by_text(ELSEWHERE)).to_be_visible()
    assert picked(page) == [inside["parcel_id"]]


@pytest.mark.parametrize("mode", list(MODES))
@pytest.mark.parametrize("selection", list(SELECTIONS))
def test_the_browser_counts_in_each_colour_what_sql_counts(
    page: Page, build: Path, built_sample: Path, monkeypatch: pytest.MonkeyPatch, selection: str, mode: str
) -> None:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    chosen, kind = SELECTIONS[selection], MODES[mode]
    named = classes(kind, BREAKS, lot_map.words(kind) if not kind.unit else ())
    counted = lot_map.counts(chosen, kind, named).set_index("code")["parcels"].to_dict()
    numbered = [
        type(each)(each.code, each.label, f"#{at:06x}", each.least, each.below)
        for at, each in enumerate(named)
    ]
    expression = write.colour(
        kind, YEAR, numbered, write.is_chosen(chosen, lot_map.chains()), "[255, 255, 255, 0]", 255
    )
    colours = evaluated(page, expression, features(build))
    found = Counter(blue + 256 * green for _, green, blue, alpha in colours if alpha)
    assert {numbered[at].code: count for at, count in found.items()} == counted


def features(build: Path) -> list[dict[str, Any]]:
    """The properties of every parcel as the tiles carry them; a missing one is not there."""
    drawn = pyogrio.read_dataframe(build / PARCEL_TILES, read_geometry=False).drop_duplicates("parcel_id")
    return [
        {name: value for name, value in row.items() if not pd.isna(value)} for row in drawn.to_dict("records")
    ]


def evaluated(page: Page, expression: str, properties: Sequence[dict[str, Any]]) -> list[list[int]]:
    """The expression on each feature, by the browser's own rules of comparing."""
    answer = page.evaluate(
        "([expression, text]) => { const read = new Function('properties', 'return ' + expression);"
        "return JSON.parse(text).map(each => read(each)); }",
        [expression, json.dumps(properties)],
    )
    return [list(map(int, each)) for each in answer]


def test_the_legend_counts_what_sql_counts(page: Page, sample: str, lots: pd.DataFrame) -> None:
    open_page(page, f"{sample}/parcels")
    legend = page.get_by_role("table", name="亩均税收（万元/亩） · 2023 年")
    expect(legend).to_be_visible()
    tax = lots["tax_wan_yuan_per_mu"]
    bounds = [-math.inf, *BREAKS, math.inf]
    counted = [int(((tax >= low) & (tax < high)).sum()) for low, high in pairwise(bounds)]
    shown = [
        int(cell.replace(",", "")) for cell in legend.locator("tr td:nth-child(3)").all_inner_texts()[1:]
    ]
    assert shown == [*counted, int(tax.isna().sum())]


def test_a_parcel_is_found_without_a_mouse(page: Page, sample: str, lots: pd.DataFrame) -> None:
    lot = lots.iloc[0]
    open_page(page, f"{sample}/parcels")
    box = page.get_by_placeholder("宗地代码、坐落、权利人或拼音")
    box.fill(lot["parcel_id"])
    button = page.get_by_role("button", name=lot["parcel_id"])
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**lot={lot['parcel_id']}**")
    expect(page.get_by_role("button", name="看这宗地")).to_be_visible()


def test_without_webgl_the_map_is_a_picture_with_the_same_legend(browser: Browser, sample: str) -> None:
    executable = find_browser()
    blind = browser.browser_type.launch(executable_path=executable, args=[*QUIET, "--disable-3d-apis"])
    page = blind.new_page(viewport={"width": 1280, "height": 720})
    open_page(page, f"{sample}/parcels")
    expect(page.get_by_text("这个浏览器没有 WebGL")).to_be_visible()
    picture = page.get_by_role("img", name="亩均税收（万元/亩） · 2023 年的地图，260 宗")
    expect(picture).to_be_visible()
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_have_count(0)
    expect(page.get_by_role("table", name="亩均税收（万元/亩） · 2023 年")).to_be_visible()
    open_page(page, f"{sample}/self-check")
    expect(page.get_by_text("不可用：地图改为静态图")).to_be_visible()
    blind.close()


def test_another_filter_sends_no_geometry(page: Page, sample: str) -> None:
    sent: list[int] = []
    tiles: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(len(frame))))
    page.on("request", lambda request: tiles.append(request.url) if "/tiles/" in request.url else None)
    open_map(page, f"{sample}/parcels")
    assert tiles
    sent.clear()
    tiles.clear()
    page.get_by_role("radio", name="等级").click()
    settle(page)
    page.wait_for_timeout(DRAWN // 2)
    assert tiles == []
    assert sum(sent) < 40_000
