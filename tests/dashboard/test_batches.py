"""The bench of 四个一批 against a district that is sorted in the head (`batches`) and against the published suggestions."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import batch_sentences, batch_tables, database
from dashboard.database import fetch
from dashboard.queries import batch_counts, batch_lists, batches
from dashboard.queries.batches import Bench
from dashboard.selection import Selection
from etl.contracts import CONTRACTS
from etl.contracts.batches import CLASSES
from tests.dashboard import batches as hand

ALL = Selection(year=2023)
ABOVE = Selection(year=2023, scales=("above",))


@pytest.fixture
def district(warehouse: Path) -> Bench:
    hand.publish(warehouse)
    return batches.of_plan(hand.PLAN)


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    database.unpin()
    return batches.of_plan(hand.PLAN)


def classes(bench: Bench, selection: Selection = ALL) -> dict[str, str]:
    rows = batch_lists.rows(selection, bench)
    return {hand.NAMES[row["enterprise_id"]]: row["suggested_batch"] for row in rows.to_dict("records")}


def counted(bench: Bench, selection: Selection = ALL) -> dict[str, int]:
    shares = batch_counts.split(batch_counts.counts(selection, bench))
    return {batch: n for batch, n in zip(shares["suggested_batch"], shares["firms"], strict=True) if n}


def shares_of(bench: Bench, selection: Selection = ALL) -> dict[str, dict[str, float]]:
    """The split by class."""
    rows = batch_counts.split(batch_counts.counts(selection, bench)).to_dict("records")
    return {str(row["suggested_batch"]): {str(name): row[name] for name in row} for row in rows}


def lost(bench: Bench) -> dict[str, tuple[int, int]]:
    rows = batch_counts.funnel(batch_counts.counts(ALL, bench)).lost
    return {row["criterion"]: (row["failed"], row["missing"]) for row in rows.to_dict("records")}


def test_each_kind_of_enterprise_is_in_its_class(district: Bench) -> None:
    assert classes(district) == hand.CLASSES


def test_the_split_adds_up_and_keeps_an_empty_class(district: Bench) -> None:
    shares = shares_of(district)
    assert tuple(shares) == CLASSES
    assert {batch: row["firms"] for batch, row in shares.items()} == {
        "搬迁": 1, "提升": 0, "关闭": 2, "恢复": 1, "保留": 1, "待核实": 1, "不宜定类": 1,
    }  # fmt: skip
    closed = shares["关闭"]
    assert [closed[name] for name in SUMMED] == [7.5, 3, 1_300, 13]
    assert math.isnan(shares["提升"]["land_mu"])
    assert math.isnan(shares["待核实"]["land_mu"]), "missing land is not zero"
    assert closed["tax_wan_yuan_per_mu"] == pytest.approx(3 / 7.5), "a ratio of sums"


def test_the_funnel_is_the_reports_and_says_what_each_step_loses(district: Bench) -> None:
    found = batch_counts.funnel(batch_counts.counts(ALL, district))
    assert (found.surveyed, found.passing, found.kept) == (7, 2, 2)
    assert found.land_mu[1] == 35.5
    # 丙, 戊 and 己 are below X; 丁 has no land, 庚 none above zero.
    assert lost(district) == {"亩均税收": (3, 2), "产值": (0, 0), "税收": (0, 0), "产业导向": (0, 0)}


def test_a_firm_that_fails_several_criteria_is_counted_at_each(district: Bench) -> None:
    strict = replace(district, y=5_000, tax_line=200, orientations=("encouraged",))
    # Of 甲 and 乙, who reach X, 乙 fails all three.
    assert lost(strict) == {"亩均税收": (3, 2), "产值": (1, 0), "税收": (1, 0), "产业导向": (1, 0)}
    assert batch_counts.funnel(batch_counts.counts(ALL, strict)).kept == 1
    assert classes(strict)["乙"] == "关闭"


def test_reaching_the_line_is_enough_and_a_hair_above_it_is_not(district: Bench) -> None:
    assert batch_counts.funnel(batch_counts.counts(ALL, replace(district, x=20.0))).passing == 2
    assert batch_counts.funnel(batch_counts.counts(ALL, replace(district, x=20.0001))).passing == 0


def test_a_line_that_is_not_set_asks_nothing(district: Bench) -> None:
    free = replace(district, x=0, y=None, tax_line=None)
    assert lost(free)["产值"] == (0, 0)
    assert batch_sentences.criteria(free) == "产业导向"


def test_another_caliber_measures_land_anew(district: Bench) -> None:
    measured = replace(district, area="measured")
    assert classes(measured) == {**hand.CLASSES, "乙": "关闭"}
    assert counted(measured)["关闭"] == 3


def test_a_selection_narrows_every_answer(district: Bench) -> None:
    assert classes(district, ABOVE) == {"甲": "保留", "乙": "搬迁"}
    assert counted(district, ABOVE) == {"保留": 1, "搬迁": 1}
    assert len(batch_lists.near_line(ABOVE, district)) == 2
    assert batch_lists.warnings(ABOVE, replace(district, x=30))["kind"].tolist() == ["below_line"] * 2


def test_near_the_line_are_those_within_the_plans_width_by_name(district: Bench) -> None:
    rows = batch_lists.near_line(ALL, district)
    assert set(rows["name"]) == {"示例甲有限公司", "示例乙有限公司"}
    assert rows["distance_to_line"].tolist() == [0, 0]
    assert batch_lists.near_line(ALL, replace(district, x=23)).empty


def test_two_plans_side_by_side_say_who_moves(district: Bench) -> None:
    strict = replace(district, y=5_000)
    moves = batch_lists.moved(ALL, district, strict)
    assert moves["firms"].sum() == 7
    changed = moves[moves["batch_before"] != moves["batch"]].to_dict("records")
    assert [(row["batch_before"], row["batch"], row["firms"], row["land_mu"]) for row in changed] == [
        ("搬迁", "关闭", 1, 7.5)
    ]
    (mover,) = batch_lists.movers(ALL, district, strict).to_dict("records")
    assert (mover["name"], mover["batch_before"], mover["batch"]) == ("示例乙有限公司", "搬迁", "关闭")
    assert "1 户" in batch_sentences.effect(moves)


def test_what_is_missing_names_the_file_and_the_office_that_would_settle_it(district: Bench) -> None:
    (gap,) = batch_tables.with_settlers(batch_lists.to_verify(ALL, district)).to_dict("records")
    assert gap["missing_fields"] == "用地、产值、所在宗地"
    for told in ("宗地（自然资源和规划局）", "企业用地租用情况（镇街、园区）", "企业经营年报（统计局）"):
        assert told in gap["settled_by"]
    assert {entity for each in batch_sentences.SETTLED_BY.values() for entity in each} <= set(CONTRACTS)


def test_those_whom_it_would_be_unfair_to_sort_are_listed_by_reason(district: Bench) -> None:
    kinds = batch_lists.unfit(ALL, district)
    assert dict(zip(kinds["kind"], kinds["firms"], strict=True)) == {"新办": 1}


def test_warnings_follow_the_line_of_the_bench(district: Bench) -> None:
    told = batch_lists.warnings(ALL, district)
    below = told[told["kind"] == "below_line"]
    # 丙: 19/4.5 = 4.2 and 2 in two years running; 甲 and 乙 reached the line this year.
    assert below["name"].tolist() == ["示例丙有限公司"]
    counts = batch_lists.warning_counts(ALL, district)
    assert dict(zip(counts["kind"], counts["firms"], strict=True)) == told["kind"].value_counts().to_dict()
    raised = batch_lists.warnings(ALL, replace(district, x=30))
    assert len(raised[raised["kind"] == "below_line"]) == 3


def test_areas_hold_every_surveyed_enterprise(district: Bench) -> None:
    for by in ("town", "park"):
        assert batch_lists.by_area(ALL, district, by)["firms"].sum() == 7


def test_a_firm_is_told_its_suggestion_under_each_plan_and_year(district: Bench) -> None:
    rows = batch_lists.of_firm(hand.IDS[2])
    assert rows["year"].tolist() == [2023, 2022]
    assert "连续2年低于" in rows["warnings"][0]
    assert district.plan_id == hand.PLAN


SUMMED = ("land_mu", "tax_wan_yuan", "output_wan_yuan", "employees")
BENCHES: tuple[dict[str, object], ...] = (
    {}, {"x": 25.5}, {"x": 0.0, "y": None}, {"tax_line": None, "orientations": ("restricted",)}, {"area": "measured"},
    {"adjustments": ()}, {"counts_vacant": False, "x": 12.0}, {"orientations": (), "x": 100.0},
)  # fmt: skip


@pytest.mark.parametrize("change", BENCHES, ids=str)
@pytest.mark.parametrize("selection", [ALL, ABOVE, Selection(year=2021)], ids=["all", "above", "2021"])
def test_counting_cases_comes_to_what_judging_each_enterprise_does(
    sample: Bench, change: dict[str, object], selection: Selection
) -> None:
    bench = replace(sample, **change)  # type: ignore[arg-type]
    rows = batch_lists.rows(selection, bench)
    assert counted(bench, selection) == rows["suggested_batch"].value_counts().to_dict()
    shares = shares_of(bench, selection)
    sums = rows.groupby("suggested_batch")[list(SUMMED)].sum(min_count=1)
    for batch, row in sums.iterrows():
        counted_sums = [shares[str(batch)][name] for name in SUMMED]
        assert counted_sums == pytest.approx(row.tolist(), nan_ok=True)


COMPARED = (
    "suggested_batch", "reason", "failed", "missing_fields", "distance_to_line", "is_near_line", "moves_to",
    "tax_change_wan_yuan", "land_change_mu", "batch_before", "batch_earlier", "is_stable", "tax_wan_yuan", "land_mu",
)  # fmt: skip


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_with_the_plans_own_numbers_the_bench_is_the_published_suggestion(sample: Bench, year: int) -> None:
    rows = batch_lists.rows(Selection(year=year), sample).set_index("enterprise_id").sort_index()
    published = fetch(
        "SELECT * FROM batch_suggestion WHERE plan_id = $plan AND year = $year AND surveyed",
        plan=hand.PLAN,
        year=year,
    ).set_index("enterprise_id")
    columns = list(COMPARED)
    pd.testing.assert_frame_equal(
        rows[columns], published.sort_index()[columns], check_exact=True, check_names=False, check_dtype=False
    )


def test_with_the_plans_own_numbers_the_warnings_are_the_published_ones(sample: Bench) -> None:
    told = batch_lists.warnings(ALL, sample)
    published = fetch("SELECT enterprise_id, kind, detail FROM batch_warning WHERE year = 2023")
    columns = ["enterprise_id", "kind", "detail"]
    assert set(told[columns].itertuples(index=False, name=None)) == set(
        published.itertuples(index=False, name=None)
    )


@pytest.mark.usefixtures("sample")
def test_a_plan_that_is_not_filled_in_says_what_is_missing() -> None:
    missing = {plan.plan_id: plan.missing for plan in batches.plans()}
    assert missing[hand.PLAN] is None
    assert "亩均税收门槛 X" in (missing["fuzhou"] or "")
