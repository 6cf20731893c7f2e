"""Targets against their schedule by hand: what adds up, what is kept, what is lower the better, what cannot be compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import database, target_charts, target_sums
from dashboard.indicators import INDICATORS
from dashboard.queries.targets import Rule
from dashboard.target_sums import Asked
from etl.contracts.target_indicators import TARGET_INDICATORS, TargetIndicator

RULE = Rule(5, 5, 100, 90, 50, None)
FLOW, LEVEL = TargetIndicator("x", ()), TargetIndicator("x", (), adds_up=False)
LOWER = TargetIndicator("x", (), adds_up=False, lower_is_better=True)


def aim(target: float | None = 120.0, unit: str | None = "家") -> dict[str, Any]:
    return {"indicator": "x", "target": target, "target_unit": unit, "responsible_unit": "企业科"}


def said(value: float, month: int, unit: str | None = "家") -> dict[str, Any]:
    return {"entered": value, "completed_unit": unit, "entered_month": date(2023, month, 1)}


@pytest.mark.parametrize(
    ("kind", "computed", "entered", "curve", "expected"),
    [
        # Half of the target in June is on time; what was entered in March is judged by March.
        (FLOW, 60.0, {}, {}, ("计算", 50, 50, "正常", "绿")),
        (FLOW, None, said(24, 3), {}, ("填报", 20, 25, "正常", "橙")),
        (FLOW, None, said(40, 3), {}, ("填报", 100 / 3, 25, "超前", "绿")),
        (FLOW, 60.0, {}, {("x", 6): 70}, ("计算", 50, 70, "滞后", "橙")),
        # A level is to be kept all year; of what is lower the better, half is twice as good.
        (LEVEL, 90.0, {}, {}, ("计算", 75, 100, "滞后", "橙")),
        (LOWER, 150.0, {}, {}, ("计算", 80, 100, "滞后", "橙")),
        (LOWER, 0.0, {}, {}, ("计算", 100, 100, "正常", "绿")),
        (FLOW, 0.0, {}, {}, ("计算", 0, 50, "滞后", "红")),
    ],
)
def test_a_target_is_judged_by_what_its_month_asks_for(
    kind: TargetIndicator, computed: float | None, entered: dict[str, Any], curve: Any, expected: Any
) -> None:
    row = target_sums.judged(aim(), kind, computed, entered, 6, curve, RULE)
    found = (row["told_by"], row["done_pct"], row["schedule_pct"], row["status"], row["light"])
    assert found == (expected[0], pytest.approx(expected[1]), expected[2], *expected[3:])
    assert row["gap_points"] == pytest.approx(expected[1] - expected[2])


@pytest.mark.parametrize(
    ("target", "unit", "entered", "note"),
    [
        (None, "家", said(3, 6), "没有写明目标"),
        (10.0, None, said(3, 6), "目标没有写明单位"),
        (0.0, "家", said(3, 6), "目标不大于零"),
        (10.0, "家", said(3, 6, "亩"), "填报数的单位与目标不同"),
        (10.0, "家", {}, ""),
    ],
)
def test_what_cannot_be_compared_has_no_rate_and_no_light(
    target: float | None, unit: str | None, entered: dict[str, Any], note: str
) -> None:
    row = target_sums.judged(aim(target, unit), FLOW, None, entered, 6, {}, RULE)
    assert (row["done_pct"], row["gap_points"], row["light"], row["status"]) == (None, None, None, "比不了")
    assert note in row["note"]


def test_both_figures_are_kept_and_their_difference_is_said() -> None:
    row = target_sums.judged(aim(), FLOW, 60.0, said(72, 6, "户"), 6, {}, RULE)
    assert (row["computed"], row["entered"], row["done"]) == (60, None, 60)
    row = target_sums.judged(aim(), FLOW, 60.0, said(72, 6), 6, {}, RULE)
    assert (row["computed"], row["entered"], row["done"], row["note"]) == (60, 72, 60, "填报比计算多 12 家")
    assert target_sums.judged(aim(), FLOW, 60.0, said(60.1, 6), 6, {}, RULE)["note"] == ""


def test_money_and_floor_move_between_units_and_nothing_else_does() -> None:
    assert target_sums.converted(12_000, "万元", "亿元") == pytest.approx(1.2)
    assert target_sums.converted(2.5, "万㎡", "平方米") == pytest.approx(25_000)
    assert target_sums.converted(7, "个", "家") == 7
    assert target_sums.converted(7, "亩", "家") is None
    assert target_sums.converted(None, "家", "家") is None


def test_every_code_of_a_target_is_an_indicator_with_a_unit_that_fits_or_is_told_of_elsewhere() -> None:
    for kind in TARGET_INDICATORS.values():
        if kind.code in INDICATORS:
            unit = INDICATORS[kind.code].unit
            assert target_sums.converted(1.0, unit, kind.units[0]) is not None, kind.name


def test_the_sample_has_targets_of_every_kind(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    rows = target_sums.rows(Asked(2023, date(2023, 12, 31)), INDICATORS)
    assert set(rows["status"]) == set(target_sums.STATUSES)
    assert set(rows["told_by"]) == {"计算", "填报", "无完成数"}
    assert rows["gap_points"].dropna().is_monotonic_increasing
    assert rows["note"].str.contains("填报比计算").any()
    by_name = rows.set_index("indicator")
    assert by_name.loc["平均兑现天数", "note"] == "目标没有写明单位"
    # The ledger as it stands tells nothing of the year before its last word.
    before = target_sums.rows(Asked(2022, date(2023, 12, 31)), INDICATORS).set_index("indicator")
    assert by_name.loc["隐患整改率", "told_by"] == "计算"
    assert before.loc["隐患整改率", "told_by"] == "无完成数"
    figure = target_charts.bullets(rows)
    assert {trace["name"] for trace in figure.data} == {"目标", "完成（计算）", "完成（填报）", "时序要求"}
    target_charts.bullets(rows.head(0))
