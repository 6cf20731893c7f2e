"""Cases to test with, as a form or the snapshot would bring them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.cases import history, store
from dashboard.cases.record import Case, NewCase
from dashboard.cases.tables import HISTORY
from dashboard.ledger import reading

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


def rebuilt(case_id: int) -> dict[str, Any]:
    """The fields of a case out of the changes alone; each change has to begin where the one before ended."""
    fields: dict[str, Any] = {}
    with reading() as connection:
        lines = connection.execute(
            sa.select(HISTORY).where(HISTORY.c.case_id == case_id).order_by(HISTORY.c.version)
        ).mappings()
        for number, line in enumerate(lines, 1):
            assert line["version"] == number
            for name, (before, after) in line["changes"].items():
                assert fields.get(name) == before
                fields[name] = after
            assert fields["state"] == line["to_state"]
    return {name: value for name, value in fields.items() if value is not None}


def stored(case_id: int) -> dict[str, Any]:
    """The same fields out of the case."""
    case = store.case(case_id)
    assert case is not None
    changes = history.changes(None, case)
    return {name: after for name, (_, after) in changes.items()}
