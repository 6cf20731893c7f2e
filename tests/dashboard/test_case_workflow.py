"""The states of a case: which may follow which, when a reason is asked for, and how far a case is."""

from __future__ import annotations

import pytest

from dashboard.cases import workflow

SIDE = ("暂缓", "异议", "调出")
# state → the steps on, the steps back.
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "待摸底": (("已摸底",), ()),
    "已摸底": (("已核实",), ("待摸底",)),
    "已核实": (("建议分类",), ("已摸底",)),
    "建议分类": (("专班会审",), ("已核实",)),
    "专班会审": (("政府审定",), ("建议分类",)),
    "政府审定": (("市级备案", "已签约告知"), ("专班会审",)),
    "市级备案": (("已签约告知",), ("政府审定",)),
    "已签约告知": (("实施中",), ("市级备案", "政府审定")),
    "实施中": (("验收",), ("已签约告知",)),
    "验收": (("销号",), ("实施中",)),
}


def test_the_table_of_steps_has_every_state_on_the_way() -> None:
    assert (*STEPS, "销号") == workflow.STATES
    assert (*workflow.STATES, *SIDE) == workflow.ALL


@pytest.mark.parametrize("state", STEPS)
def test_an_active_case_goes_a_step_on_a_step_back_or_aside(state: str) -> None:
    on, back = STEPS[state]
    assert workflow.allowed(state) == (*on, *back, *SIDE)


@pytest.mark.parametrize("state", STEPS)
def test_only_a_step_on_needs_no_reason(state: str) -> None:
    on, back = STEPS[state]
    assert not any(workflow.needs_reason(state, following) for following in (*on, state))
    assert all(workflow.needs_reason(state, following) for following in (*back, *SIDE))


@pytest.mark.parametrize("pause", ["暂缓", "异议"])
@pytest.mark.parametrize("state", STEPS)
def test_a_paused_case_returns_to_the_state_that_it_left(pause: str, state: str) -> None:
    assert workflow.allowed(pause, state) == (state,)
    assert workflow.needs_reason(pause, state)


def test_what_was_taken_out_begins_again_and_what_is_closed_can_only_be_given_back() -> None:
    assert workflow.allowed("调出", "实施中") == ("待摸底",)
    assert workflow.allowed("销号") == ("验收",)
    assert workflow.needs_reason("销号", "验收")
    assert workflow.needs_reason("调出", "待摸底")


def test_every_state_has_one_phase() -> None:
    phases = {state: workflow.phase(state) for state in workflow.ALL}
    assert [state for state, phase in phases.items() if phase == "未启动"] == list(workflow.STATES[:7])
    assert [state for state, phase in phases.items() if phase == "实施中"] == ["已签约告知", "实施中", "验收"]
    assert [state for state, phase in phases.items() if phase == "已完成"] == ["销号"]
    assert [state for state, phase in phases.items() if phase == "搁置"] == list(SIDE)
    assert set(phases.values()) == set(workflow.PHASES)


@pytest.mark.parametrize(
    ("state", "came_from", "decided"),
    [
        ("专班会审", None, False),
        ("政府审定", None, True),
        ("销号", None, True),
        ("暂缓", "实施中", True),
        ("异议", "已核实", False),
        ("调出", "实施中", False),
    ],
)
def test_a_decision_stands_from_the_governments_on_also_while_a_case_is_paused(
    state: str, came_from: str | None, decided: bool
) -> None:
    assert workflow.is_decided(state, came_from) is decided
