"""The states that a case goes through, and which may follow which."""

from __future__ import annotations

STATES = (
    "待摸底", "已摸底", "已核实", "建议分类", "专班会审", "政府审定", "市级备案", "已签约告知", "实施中", "验收", "销号",
)  # fmt: skip
PAUSED = ("暂缓", "异议")
OUT = "调出"
ALL = (*STATES, *PAUSED, OUT)
# What an enterprise may be taken up in: later states need a decision, which is a step of its own.
STARTS = STATES[:4]
SURVEY, DECIDED, FILED, SIGNED, ACCEPTED, CLOSED = (
    "待摸底",
    "政府审定",
    "市级备案",
    "已签约告知",
    "验收",
    "销号",
)

PHASES = ("未启动", "实施中", "已完成", "搁置")
_PHASE = {SIGNED: "实施中", "实施中": "实施中", ACCEPTED: "实施中", CLOSED: "已完成"}


def allowed(state: str, came_from: str | None = None) -> tuple[str, ...]:
    """The states that may follow: a step on, a step back, then the side states.

    Filing with the city may be left out in both directions. A paused case returns to where it ``came_from``; one that
    was taken out begins again; a closed one can only be given back to acceptance.
    """
    if state in PAUSED:
        return (came_from or SURVEY,)
    if state == OUT:
        return (SURVEY,)
    if state == CLOSED:
        return (ACCEPTED,)
    return (*_next(state), *_before(state), *PAUSED, OUT)


def needs_reason(state: str, following: str) -> bool:
    """Whether somebody has to say why: always but for a step on."""
    return state != following and following not in _next(state)


def phase(state: str) -> str:
    """How far the case is, in the words of progress charts."""
    return "搁置" if state not in STATES else _PHASE.get(state, "未启动")


def is_decided(state: str, came_from: str | None = None) -> bool:
    """Whether the government has decided on the case; a paused one keeps its decision."""
    where = came_from if state in PAUSED else state
    return where in STATES and STATES.index(where) >= STATES.index(DECIDED)


def _next(state: str) -> tuple[str, ...]:
    if state not in STATES or state == CLOSED:
        return ()
    step = STATES[STATES.index(state) + 1]
    return (step, SIGNED) if state == DECIDED else (step,)


def _before(state: str) -> tuple[str, ...]:
    if state == SURVEY:
        return ()
    step = STATES[STATES.index(state) - 1]
    return (step, DECIDED) if state == SIGNED else (step,)
