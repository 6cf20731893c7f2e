"""Each number's evidence adds up to the number, on a district by hand and on the sample, and each row has its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import database, evidence
from dashboard.lots import LotSelection
from dashboard.queries import (
    batch_counts,
    batches,
    distribution,
    enterprises,
    grading,
    lot_totals,
    parcel_method,
    standing,
)
from dashboard.queries import evidence as ask
from dashboard.queries import snapshot as of_build
from dashboard.selection import Selection
from tests.dashboard import grades, lotted, snapshot

NONE: Mapping[str, object] = {}
BOUND: Mapping[str, Mapping[str, object]] = {
    "recoverable": {"by_industry": True},
    "grade": {"pack": "x", "size_group": "above", "grade": "A"},
}
DISTRICT = Selection(year=2023)
SELECTIONS = (
    DISTRICT,
    Selection(year=2022),
    Selection(year=2023, scales=("above",)),
    Selection(year=2023, lowest=2.0, highest=30.0),
)


def on_the_card(key: str, selection: Selection) -> float | None:
    """The number as its card asks for it."""
    firms, info = enterprises.figures(selection), of_build.build_info()
    spread, parcels = distribution.concentration(selection), parcel_method.figures(selection)
    lots, ends = lot_totals.figures(LotSelection(selection)), lot_totals.tenths(LotSelection(selection))
    return {
        "lot_ratio": lots.tax_wan_yuan_per_mu, "lot_median": lots.median_tax_wan_yuan_per_mu,
        "lot_tax": lots.tax_wan_yuan, "lot_land": lots.land_mu, "lot_recoverable": lots.recoverable_wan_yuan,
        "lot_best_tenth": ends.best, "lot_worst_tenth": ends.worst,
        "above_scale": firms.above_scale, "output": firms.output_wan_yuan, "tax": firms.tax_wan_yuan,
        "tax_paid": firms.tax_paid_wan_yuan,
        "land": firms.land_mu, "ratio": firms.tax_wan_yuan_per_mu, "median": firms.median_tax_wan_yuan_per_mu,
        "best_tenth": spread.best_tenth_pct, "worst_tenth": spread.worst_tenth_pct, "gini": spread.gini,
        "parcel_ratio": parcels.tax_wan_yuan_per_mu, "parcel_median": parcels.median_tax_wan_yuan_per_mu,
        "parcel_tax": parcels.tax_wan_yuan, "parcel_land": parcels.land_mu,
        "coverage_land_pct": info.coverage_land_pct, "coverage_tax_pct": info.coverage_tax_pct,
    }[key]  # fmt: skip


PLAIN = [key for key in evidence.NUMBERS if key not in ("recoverable", "grade", "batch")]


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    return built_sample


def assert_adds_up(
    key: str, selection: Selection, expected: float | None, bound: Mapping[str, object] = NONE
) -> None:
    number = evidence.NUMBERS[key]
    totals, rows = ask.totals(key, selection, bound), ask.rows(key, selection, bound, 1_000_000)
    assert len(rows) == totals.rows <= totals.whole
    assert rows["amount"].sum() == pytest.approx(totals.amount or 0, abs=0.005)
    value = number.value(totals)
    assert value == (None if expected is None else pytest.approx(expected, abs=0.005))
    assert number.worked(totals)


@pytest.mark.parametrize("key", PLAIN)
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.usefixtures("sample")
def test_the_rows_of_each_number_add_up_to_its_card_on_the_sample(key: str, selection: Selection) -> None:
    expected = on_the_card(key, selection)
    assert_adds_up(key, selection, 0 if key == "above_scale" and expected is None else expected)


@pytest.mark.parametrize("key", [key for key in PLAIN if not key.startswith("coverage_")])
def test_the_rows_of_each_number_add_up_to_its_card_by_hand(warehouse: Path, key: str) -> None:
    snapshot.publish(warehouse, grades.GRADED)
    assert_adds_up(key, DISTRICT, on_the_card(key, DISTRICT))


@pytest.mark.parametrize("state", snapshot.STATES)
@pytest.mark.parametrize("key", [*PLAIN, "recoverable", "grade"])
def test_a_number_without_rows_has_no_value_and_says_so(warehouse: Path, state: str, key: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    number = evidence.NUMBERS[key]
    bound = BOUND.get(key, NONE)
    totals = ask.totals(key, DISTRICT, bound)
    assert "nan" not in number.worked(totals).lower()
    rows = ask.rows(key, DISTRICT, bound, 10)
    sources = ask.sources(key, DISTRICT, bound, of_parcels=number.of_parcels, inputs=number.inputs, most=10)
    shown = evidence.with_sources(rows, sources, totals.amount)
    assert {column.name for column in evidence.columns(number)} <= set(shown)


@pytest.mark.usefixtures("full")
def test_the_ratio_is_worked_out_in_words() -> None:
    # 560 + 150 + 9 − 6 + 0 + 12 on 28 + 7.5 + 4.5 + 3 + 10 + 0: six of eight have both.
    totals = ask.totals("ratio", DISTRICT, NONE)
    assert evidence.NUMBERS["ratio"].worked(totals) == (
        "亩均税收 = Σ评价税收 725.00 万元 ÷ Σ用地 53.00 亩 = 13.68 万元/亩，8 户中 6 户两项齐全"
    )
    rows = ask.rows("ratio", DISTRICT, NONE, 2)
    assert rows["name"].tolist() == ["示例甲有限公司", "示例乙有限公司"]


@pytest.mark.usefixtures("full")
def test_the_median_names_its_place() -> None:
    # −2, 0, 2, 20, 20: the third of five.
    totals = ask.totals("median", DISTRICT, NONE)
    assert evidence.NUMBERS["median"].worked(totals).endswith("从低到高，第 3 户 = 2.00 万元/亩")
    assert ask.rows("median", DISTRICT, NONE, 1)["name"].tolist() == ["示例丙有限公司"]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("by_industry", [True, False])
def test_recoverable_tax_adds_up(by_industry: bool) -> None:
    listed = standing.recoverable(DISTRICT, by_industry=by_industry, most=1)
    bound = {"by_industry": by_industry}
    assert_adds_up("recoverable", DISTRICT, listed["total_wan_yuan"].iloc[0], bound)


@pytest.mark.usefixtures("sample")
def test_each_class_of_a_pack_lists_as_many_firms_as_it_counts() -> None:
    for size_group, grade, firms in grading.distribution(DISTRICT, "huangyan-2022")[
        ["size_group", "grade", "firms"]
    ].itertuples(index=False):
        bound = {"pack": "huangyan-2022", "size_group": size_group, "grade": grade}
        assert_adds_up("grade", DISTRICT, firms, bound)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("selection", [DISTRICT, SELECTIONS[2]], ids=str)
def test_each_class_of_a_plan_lists_as_many_firms_as_it_counts(selection: Selection) -> None:
    bench = replace(batches.of_plan("default-cautious"), x=25.0)
    shares = batch_counts.split(batch_counts.counts(selection, bench))
    for batch, firms in zip(shares["suggested_batch"], shares["firms"], strict=True):
        assert_adds_up("batch", selection, firms, {"bench": bench, "batch": batch})
    bound = {"bench": bench, "batch": "关闭"}
    inputs = evidence.NUMBERS["batch"].inputs
    sources = ask.sources("batch", selection, bound, of_parcels=False, inputs=inputs, most=500)
    rows = ask.rows("batch", selection, bound, 500)
    assert set(sources["subject_id"]) == set(rows["subject_id"])
    assert sources[["path", "row_number"]].notna().all(axis=None)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("key", PLAIN)
def test_each_row_of_the_sample_names_file_sheet_and_row(key: str) -> None:
    number, rows = evidence.NUMBERS[key], ask.rows(key, DISTRICT, NONE, 10_000)
    sources = ask.sources(
        key, DISTRICT, NONE, of_parcels=number.of_parcels, inputs=number.inputs, most=10_000
    )
    shown = evidence.with_sources(rows, sources, None)
    assert shown["path"].notna().all()
    assert (shown["row_number"] > 0).all()
    assert (shown["sources"] >= 1).all()


def test_a_row_leads_to_the_cells_that_it_was_read_from(warehouse: Path) -> None:
    snapshot.publish(warehouse, grades.GRADED)
    sources = ask.sources("ratio", DISTRICT, NONE, of_parcels=False, inputs=("tax", "land"), most=1)
    places = list(zip(sources["path"], sources["sheet"], sources["row_number"], strict=True))
    # 甲: its tax, its parcel, and the lease that it grants to 乙.
    assert places == [
        ("税务局/企业税收_2023.xlsx", "Sheet1", 5),
        ("资规局/宗地.shp", "宗地", 7),
        ("镇街/租用.xlsx", "甲街道", 9),
    ]


@pytest.mark.usefixtures("sample")
def test_the_export_holds_all_rows_and_the_screen_the_first() -> None:
    assert len(ask.rows("tax", DISTRICT, NONE, 500)) == 500
    every = ask.rows_later("tax", DISTRICT, NONE)()
    assert len(every) == enterprises.figures(DISTRICT).with_tax > 500
    sources = ask.sources_later("tax", DISTRICT, NONE, of_parcels=False, inputs=("tax",))()
    assert set(sources["subject_id"]) == set(every["subject_id"])


@pytest.mark.parametrize("key", [key for key in PLAIN if key.startswith("lot_")])
def test_numbers_of_parcels_follow_the_filters_of_their_page(warehouse: Path, key: str) -> None:
    snapshot.publish(warehouse, lotted.LOTS)
    narrowed = LotSelection(DISTRICT, uses=("工业",), stages=("投产",))
    totals = ask.totals(key, DISTRICT, {"lots": narrowed})
    rows = ask.rows(key, DISTRICT, {"lots": narrowed}, 10)
    # P1 and P4 of six; only P1 is below the median of its park.
    assert totals.whole == 2
    assert set(rows["subject_id"]) <= {"P1", "P4"}
    now, ends = lot_totals.figures(narrowed), lot_totals.tenths(narrowed)
    expected = {
        "lot_ratio": 519 / 40, "lot_median": 17.3 / 2, "lot_tax": 519, "lot_land": 40, "lot_recoverable": 40.5,
        "lot_best_tenth": 17.3, "lot_worst_tenth": 0,
    }[key]  # fmt: skip
    assert evidence.NUMBERS[key].value(totals) == pytest.approx(expected)
    shown = {"lot_ratio": now.tax_wan_yuan_per_mu, "lot_best_tenth": ends.best, "lot_worst_tenth": ends.worst}
    assert shown.get(key, expected) == pytest.approx(expected)
