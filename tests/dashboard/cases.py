"""Cases to test with, as a form or the snapshot would bring them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.cases import store
from dashboard.cases.record import Case, NewCase

WHO = "zhang@example.cn"
DECISION: dict[str, Any] = {
    "final_batch": "关闭",
    "reason": "连续两年亩均税收不到 3 万元",
    "decided_by": "区政府常务会议",
    "decided_on": date(2026, 3, 2),
}


def new(enterprise_id: str = "e1", **more: Any) -> NewCase:
    known: dict[str, Any] = {
        "name": f"示例企业{enterprise_id}有限公司",
        "year": 2025,
        "town": "甲街道",
        "suggested_batch": "关闭",
        "suggested_reason": "亩均税收 1.20 万元/亩",
        "occupied_mu": 30.0,
    }
    return NewCase(enterprise_id=enterprise_id, **{**known, **more})


def opened(enterprise_id: str = "e1", **more: Any) -> Case:
    return store.open_cases([new(enterprise_id, **more)], WHO, "摸底名单")[0]


def moved(case: Case, *states: str, why: str = "会上同意", **more: Any) -> Case:
    """The case after it has gone through these states, one save each."""
    for state in states:
        case = store.save(replace(case, state=state, **more), WHO, why)
    return case
