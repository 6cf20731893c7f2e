"""Progress of cases: who is late, what land is left, month by month, in sums that a reader can add in the head."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.case_desk import merged
from dashboard.cases import progress
from dashboard.cases.record import Case
from tests.dashboard.test_county import case

TODAY = date(2026, 3, 15)


def running(number: int = 1, **more: Any) -> Case:
    return case(number, **{"state": "实施中", "final_batch": "关闭", **more})


@pytest.mark.parametrize(
    ("more", "late"),
    [
        ({"deadline": date(2026, 3, 14)}, 1),
        ({"deadline": TODAY}, None),
        ({"planned_end": date(2026, 3, 5)}, 10),
        ({"deadline": date(2026, 4, 1), "planned_end": date(2026, 1, 1)}, None),
        ({}, None),
        ({"deadline": date(2026, 1, 1), "state": "销号"}, None),
        ({"deadline": date(2026, 1, 1), "state": "暂缓"}, None),
        ({"deadline": date(2026, 1, 1), "state": "调出"}, None),
    ],
)
def test_a_case_is_late_after_its_day_while_it_is_under_way(more: dict[str, Any], late: int | None) -> None:
    assert progress.days_late(running(**more), TODAY) == late


def test_within_the_grace_of_the_rule_nobody_is_late() -> None:
    assert progress.days_late(running(deadline=date(2026, 3, 5)), TODAY, grace=10) is None
    assert progress.days_late(running(deadline=date(2026, 3, 5)), TODAY, grace=9) == 10


def test_land_to_free_is_freed_and_left_and_what_is_unknown_is_no_zero() -> None:
    rows = progress.land(
        [
            running(1, to_free_mu=10.0, freed_mu=4.0),
            running(2, to_free_mu=5.0),
            running(3, occupied_mu=8.0),
            running(4, occupied_mu=None),
            running(5, final_batch="提升", to_free_mu=None),
        ],
        "final_batch",
    ).set_index("group")
    close, upgrade = rows.loc["关闭"].to_dict(), rows.loc["提升"].to_dict()
    assert close == {"firms": 4, "with_target": 3, "to_free_mu": 23, "freed_mu": 4, "left_mu": 19}
    assert (upgrade["firms"], upgrade["with_target"]) == (1, 0)
    assert all(math.isnan(upgrade[name]) for name in ("to_free_mu", "freed_mu", "left_mu"))


def test_suggested_and_final_are_counted_pair_by_pair() -> None:
    flow = progress.flow(
        [running(1, suggested_batch="关闭"), running(2, suggested_batch="关闭"), running(3, final_batch=None)]
    )
    assert {tuple(row) for row in flow.itertuples(index=False)} == {("关闭", "关闭", 2), ("未定", "未定", 1)}


def test_areas_have_their_stages_in_firms_and_land() -> None:
    rows = progress.by_area(
        [running(1, town="甲街道"), running(2, town="甲街道", occupied_mu=None), case(3, town=None)], "town"
    )
    assert {tuple(row) for row in rows.itertuples(index=False)} == {
        ("甲街道", "实施中", 2, 30.0),
        ("未注明", "未启动", 1, 30.0),
    }


def test_the_land_left_falls_by_plan_when_due_and_in_fact_when_written_down() -> None:
    cases = [
        running(1, to_free_mu=10.0, planned_start=date(2026, 1, 10), planned_end=date(2026, 2, 28)),
        running(2, to_free_mu=20.0, deadline=date(2026, 5, 31), actual_start=date(2026, 2, 1), freed_mu=6.0),
        running(3, to_free_mu=5.0, state="销号", freed_mu=5.0, actual_end=date(2026, 1, 31)),
    ]
    months = progress.by_month(cases, {2: [(date(2026, 2, 20), 2.0), (date(2026, 3, 1), 6.0)]}, TODAY)
    assert [f"{month:%m}" for month in months["month"]] == ["01", "02", "03", "04", "05"]
    # The third has no day by which it is due, so the plan never counts it as done.
    assert months["planned_left_mu"].tolist() == [35, 25, 25, 25, 5]
    assert months["planned"].tolist() == [0, 1, 1, 1, 2]
    assert months["left_mu"].tolist()[:3] == [30, 28, 24]
    assert months["left_mu"].isna().tolist() == [False, False, False, True, True]
    assert months["started"].tolist()[:3] == [0, 1, 1]
    assert months["done"].tolist()[:3] == [1, 1, 1]


def test_cases_without_a_day_still_have_this_month() -> None:
    months = progress.by_month([case()], {}, TODAY)
    assert len(months) == 1


def test_a_merge_keeps_what_the_editor_changed_and_takes_the_rest_and_the_state() -> None:
    base = running(remark="旧", unit="经信局")
    mine = replace(base, remark="我的")
    current = replace(
        base, unit="资规局", state="验收", version=2, updated_at=datetime(2026, 3, 2, tzinfo=UTC)
    )
    now = merged(base, mine, current)
    assert (now.remark, now.unit, now.state, now.version) == ("我的", "资规局", "验收", 2)
