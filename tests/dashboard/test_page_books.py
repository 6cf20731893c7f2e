"""The workbook of a page, opened by another library: each sheet holds what SQL gives by hand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from dashboard import cards, database, handout, overview_book, overview_cards, per_mu_book
from dashboard.database import fetch
from dashboard.handout import Errand, Screen
from dashboard.per_mu_book import View
from dashboard.queries import enterprises, parcel_method, snapshot
from dashboard.selection import Selection
from tests.dashboard import snapshot as small

SHEETS = (
    "说明", "企业名单", "指标卡", "分布", "排名 规上", "排名 规下", "分组 片区", "分组 镇街", "分组 行业", "分组 产业链",
    "门槛 20", "集中度", "洛伦兹曲线", "潜力 对照行业", "潜力 对照全区", "最高最低",
)  # fmt: skip
TAX, LAND, RATIO = "评价税收（万元）", "用地面积（亩）", "亩均税收（万元/亩）"


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    database.unpin()
    return built_sample


def book_of(view: View) -> dict[str, pd.DataFrame]:
    """Sheet → its rows under their headings, as Excel would read them."""
    screen = Screen("亩均税收", 2023, (), snapshot.build_info(), per_mu_book.caliber(view.by_parcel))
    made = handout.xlsx(screen, Errand("x", "会议材料"), per_mu_book.sheets(view), "a.xlsx")
    return read(made.data)


def read(data: bytes) -> dict[str, pd.DataFrame]:
    pages = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    tables = {page.title: list(page.iter_rows(values_only=True)) for page in pages}
    return {name: pd.DataFrame(rows[1:], columns=list(rows[0])) for name, rows in tables.items()}


def by_hand(sql: str) -> dict[str, Any]:
    return database.only_row(
        fetch(
            f"""
            WITH y AS (
                SELECT e.name, e.town, e.park_id, y.*, coalesce(y.is_above_scale, e.is_above_scale) AS above
                FROM enterprise_year AS y INNER JOIN enterprise AS e USING (enterprise_id) WHERE y.year = 2023
            ) {sql}
            """  # noqa: S608
        )
    )


@pytest.mark.usefixtures("sample")
def test_every_sheet_of_per_mu_tax_adds_up_to_sql() -> None:
    book = book_of(View(Selection(year=2023), 20, by_parcel=False))
    assert tuple(book) == SHEETS
    sums = by_hand("""
        SELECT sum(tax_wan_yuan) AS tax, sum(land_mu) AS land, count(tax_wan_yuan_per_mu) AS ratios,
            sum(tax_wan_yuan) FILTER (land_mu IS NOT NULL) AS tax_of_both,
            sum(land_mu) FILTER (tax_wan_yuan IS NOT NULL) AS land_of_both,
            sum(tax_wan_yuan) FILTER (tax_wan_yuan_per_mu >= 20) AS tax_above,
            count(*) FILTER (tax_wan_yuan_per_mu IS NOT NULL AND above) AS above,
            count(*) FILTER (tax_wan_yuan_per_mu IS NOT NULL AND NOT above) AS below,
            median(tax_wan_yuan_per_mu) AS median FROM y
        """)
    firms = book["企业名单"]
    assert len(firms) == fetch("SELECT count(*) AS firms FROM enterprise")["firms"].iloc[0]
    assert (firms[TAX].sum(), firms[LAND].sum()) == pytest.approx((sums["tax"], sums["land"]))
    ratio = sums["tax_of_both"] / sums["land_of_both"]
    assert book["指标卡"]["数值"].tolist() == pytest.approx(
        [ratio, sums["median"], sums["tax"], sums["land"]]
    )
    assert book["分布"]["企业数（户）"].sum() == book["分布"]["区间内（户）"].sum() == sums["ratios"]
    assert (len(book["排名 规上"]), len(book["排名 规下"])) == (sums["above"], sums["below"])
    for name in ("片区", "镇街", "行业"):
        league = book[f"分组 {name}"]
        assert league[TAX].sum() == pytest.approx(sums["tax_of_both"])
        assert league[LAND].sum() == pytest.approx(sums["land_of_both"])
        assert league["税收占比（%）"].sum() == pytest.approx(100)
    sides = book["门槛 20"].set_index("门槛")
    assert sides.loc["达到门槛", TAX] == pytest.approx(sums["tax_above"])
    assert sides["企业（户）"].sum() == len(firms)


@pytest.mark.usefixtures("sample")
def test_concentration_potential_and_ends_add_up_to_sql_and_to_each_other() -> None:
    book = book_of(View(Selection(year=2023), 20, by_parcel=False))
    curve, shares = book["洛伦兹曲线"], book["集中度"]["数值"]
    assert curve.iloc[[0, -1]].to_numpy().tolist() == [[0, 0], [100, 100]]
    tenth, ninety = (
        curve.loc[curve["用地累计占比（%）"] == land, "税收累计占比（%）"].item() for land in (10, 90)
    )
    assert (100 - ninety, tenth) == pytest.approx((shares[0], shares[1]))
    wanted = by_hand("""
        , line AS (SELECT median(tax_wan_yuan_per_mu) AS m FROM y)
        SELECT sum((m - tax_wan_yuan_per_mu) * land_mu) AS more, count(*) AS firms
        FROM y, line WHERE tax_wan_yuan_per_mu < m
        """)
    potential = book["潜力 对照全区"]
    assert len(potential) == wanted["firms"]
    assert potential["可挖潜税收（万元）"].sum() == pytest.approx(wanted["more"])
    best = by_hand("SELECT max(tax_wan_yuan_per_mu) AS ratio FROM y WHERE land_mu >= 0.5")
    assert book["最高最低"]["两头"].value_counts().to_dict() == {"最高": 10, "最低": 10}
    assert book["最高最低"][RATIO].max() == pytest.approx(best["ratio"])


@pytest.mark.usefixtures("sample")
def test_a_narrower_choice_narrows_every_sheet() -> None:
    town = snapshot.choices().towns[0]
    selection = Selection(year=2023, towns=(town,), lowest=5.0)
    book, now = book_of(View(selection, 7.5, by_parcel=False)), enterprises.figures(selection)
    assert len(book["企业名单"]) == now.firms == len(book["排名 规上"]) + len(book["排名 规下"])
    assert set(book["企业名单"]["镇街"]) == {town}
    assert book["分组 镇街"]["企业（户）"].tolist() == [now.firms]
    assert book["分布"]["区间内（户）"].sum() == now.firms < book["分布"]["企业数（户）"].sum()
    assert "门槛 7.5" in book


@pytest.mark.usefixtures("sample")
def test_by_parcel_the_cards_the_spread_and_the_parks_count_parcels() -> None:
    book = book_of(View(Selection(year=2023), 20, by_parcel=True))
    parcels = parcel_method.figures(Selection(year=2023))
    assert book["指标卡"]["数值"][2] == pytest.approx(parcels.tax_wan_yuan)
    assert book["分组 片区 地块法"]["地块（宗）"].sum() == parcels.parcels
    assert book["分布"]["地块数（宗）"].sum() == parcels.with_ratio


@pytest.mark.parametrize("by_parcel", [False, True])
@pytest.mark.parametrize("state", small.STATES)
def test_the_workbook_can_be_written_in_every_state_of_the_data(
    warehouse: Path, state: str, by_parcel: bool
) -> None:
    small.publish(warehouse, small.STATES[state])
    year = next(iter(snapshot.years()), None)
    book = book_of(View(Selection(year=year), 20, by_parcel))
    assert len(book) == len(SHEETS)
    assert not book["企业名单"].astype(str).isin(["nan", "inf", "<NA>"]).any(axis=None)


def test_the_sheets_come_from_the_build_of_the_screen_though_another_is_published(full: Path) -> None:
    sheets = per_mu_book.sheets(View(Selection(year=2023), 20, by_parcel=False))
    small.publish(full, small.ONE_ROW, "20240402T080000Z-2")
    assert [len(sheet.rows()) for sheet in sheets[:4]] == [8, 4, 15, 2]


@pytest.mark.usefixtures("sample")
def test_the_overview_adds_up_to_its_numbers() -> None:
    selection, info = Selection(year=2023), snapshot.build_info()
    goals = overview_cards.targets(selection)
    now, trend = enterprises.figures(selection), enterprises.trend(selection, snapshot.years())
    six = (*overview_cards.six(selection, now, None, goals), *cards.coverages(now, info))
    sheets = overview_book.sheets(selection, now, trend, goals, six)
    screen = Screen("总览", 2023, (), info, overview_book.CALIBER)
    book = read(handout.xlsx(screen, Errand("x", "会议材料"), sheets, "a.xlsx").data)
    assert tuple(book) == (
        "说明",
        "排名 片区",
        "排名 镇街",
        "指标卡",
        "走势",
        "目标",
        "红色清单",
        "红色清单件数",
    )
    numbers = book["指标卡"].set_index("指标")["数值"]
    parks = book["排名 片区"]
    assert parks[TAX].sum() / parks[LAND].sum() == pytest.approx(numbers["亩均税收"])
    assert book["走势"].set_index("年度").loc[2023, TAX] == pytest.approx(now.tax_wan_yuan)
    assert numbers["入库税收"] == pytest.approx(now.tax_paid_wan_yuan)
    assert book["红色清单件数"]["逾期（件）"].sum() == len(book["红色清单"])
    assert numbers["目标时序差"] == pytest.approx(book["目标"]["时序差（百分点）"].median())
