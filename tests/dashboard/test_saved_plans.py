"""Saved plans: found by name, changed by one at a time, frozen for good, and never gone from the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard import saved_plans
from dashboard.ledger import LedgerError, writing
from dashboard.saved_plans import PlanError, SavedPlan

pytestmark = pytest.mark.usefixtures("each_ledger")
PARAMETERS = {"x_tax_per_mu": 20.0, "orientation": ["鼓励", "允许"], "far": None}
TOTALS = {"提升": {"户": 47, "亩": 812.5}}


def saved(name: str = "方案一") -> SavedPlan:
    return saved_plans.save(name, "four-batches", PARAMETERS, "b1", 2025, "zhang", "线提到 20 万元/亩")


def frozen(plan: SavedPlan) -> SavedPlan:
    return saved_plans.freeze(
        plan.plan_key, "li", "区政府常务会议", date(2026, 3, 2), "〔2026〕3 号", TOTALS, plan.version
    )


def test_a_plan_reads_back_as_it_was_saved_the_last_saved_first() -> None:
    assert saved_plans.plans() == []
    first, second = saved("方案一"), saved(" 方案二 ")
    assert second.name == "方案二"
    assert saved_plans.plans() == [second, first]
    assert first.parameters == PARAMETERS
    changed = saved_plans.update(replace(first, parameters={"x_tax_per_mu": 15.0}, note=""), "li")
    assert (changed.version, changed.updated_by, changed.created_by) == (2, "li", "zhang")
    assert saved_plans.plans() == [changed, second]


@pytest.mark.parametrize(
    ("name", "words"), [("方案一", "已有名为“方案一”的方案（zhang 建）"), (" ", "没有名称")]
)
def test_a_plan_needs_a_name_that_no_other_has(name: str, words: str) -> None:
    saved()
    other = saved("方案二")
    with pytest.raises(PlanError, match=words):
        saved(name)
    with pytest.raises(PlanError, match=words):
        saved_plans.update(replace(other, name=name), "li")
    assert len(saved_plans.plans()) == 2


def test_the_second_editor_is_told_of_the_first_and_overwrites_nothing() -> None:
    plan = saved()
    first = saved_plans.update(replace(plan, note="第一人"), "li")
    for late in (
        lambda: saved_plans.update(replace(plan, note="第二人"), "wang"),
        lambda: frozen(plan),
        lambda: saved_plans.delete(plan.plan_key, "wang", plan.version),
    ):
        with pytest.raises(PlanError, match=r"已由 li 于 .* 改过，您的修改没有保存"):
            late()
    assert saved_plans.plans() == [first]


def test_what_is_frozen_stays_as_it_is() -> None:
    plan = frozen(saved())
    assert (plan.is_frozen, plan.frozen_by, plan.approved_by) == (True, "li", "区政府常务会议")
    assert (plan.approved_on, plan.totals) == (date(2026, 3, 2), TOTALS)
    assert saved_plans.plans() == [plan]
    changes: tuple[Callable[[], object], ...] = (
        lambda: saved_plans.update(replace(plan, note="x"), "wang"),
        lambda: frozen(plan),
        lambda: saved_plans.delete(plan.plan_key, "wang", plan.version),
    )
    for change in changes:
        with pytest.raises(PlanError, match="已由 li 定稿，不能再改。要改请另存为新方案"):
            change()
    assert saved_plans.plans() == [plan]


@pytest.mark.parametrize(
    ("approved_by", "approved_on", "words"),
    [(" ", date(2026, 3, 2), "由谁审定"), ("常务会议", date.today() + timedelta(1), "在今天之后")],
    ids=["by nobody", "tomorrow"],
)
def test_a_plan_is_frozen_only_after_somebody_approved_it(
    approved_by: str, approved_on: date, words: str
) -> None:
    plan = saved()
    with pytest.raises(PlanError, match=words):
        saved_plans.freeze(plan.plan_key, "li", approved_by, approved_on, "", TOTALS, plan.version)
    assert saved_plans.plans() == [plan]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE saved_plan SET note = 'x'",
        "UPDATE saved_plan SET frozen_on = NULL",
        "DELETE FROM saved_plan",
        "UPDATE saved_plan_history SET who = 'x'",
        "DELETE FROM saved_plan_history",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_frozen_or_history(statement: str) -> None:
    plan = frozen(saved())
    with pytest.raises(LedgerError, match=r"read-only|append-only"), writing() as connection:
        connection.execute(sa.text(statement))
    assert saved_plans.plans() == [plan]
    assert len(saved_plans.history()) == 2


def test_a_deleted_plan_leaves_its_history_and_its_name_but_not_its_number() -> None:
    plan = saved()
    saved_plans.delete(plan.plan_key, "li", plan.version)
    assert saved_plans.plans() == []
    with pytest.raises(PlanError, match="已被删除"):
        saved_plans.update(plan, "zhang")
    again = saved()
    assert again.plan_key > plan.plan_key
    lines = saved_plans.history(plan.plan_key)
    assert lines[["action", "who", "version"]].to_numpy().tolist() == [
        ["删除", "li", 2],
        ["保存", "zhang", 1],
    ]
    assert lines["content"][0]["parameters"] == PARAMETERS


def test_the_history_tells_every_save_with_what_was_saved() -> None:
    assert saved_plans.history().empty
    plan = frozen(saved_plans.update(replace(saved(), year=2024), "li"))
    lines: pd.DataFrame = saved_plans.history(plan.plan_key)
    assert lines["action"].tolist() == ["定稿", "修改", "保存"]
    assert [content["year"] for content in lines["content"]] == [2024, 2024, 2025]
    assert lines["content"][0]["totals"] == TOTALS
    assert lines["at"][0] == plan.updated_at
