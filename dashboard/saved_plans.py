"""Plans that somebody tried out on the bench and saved by name; one that a meeting has approved is frozen for good.

Every save, freeze and deletion is a line of a history that only grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import format as fmt
from dashboard.ledger import reading, writing
from dashboard.saved_plan_tables import HISTORY, PLANS

SAVED, CHANGED, FROZEN, DELETED = "保存", "修改", "定稿", "删除"
_CONTENT = (
    "name",
    "base_plan_id",
    "parameters",
    "build_id",
    "year",
    "note",
    "approved_by",
    "meeting_note",
    "totals",
)


class PlanError(Exception):
    """The plan was not saved, changed or deleted; the message says in Chinese why and what to do."""


@dataclass(frozen=True, kw_only=True)
class SavedPlan:
    """A plan as it was saved.

    Attributes:
        plan_key: its number, never given twice.
        name: what people call it; no two plans have the same.
        base_plan_id: the plan of the rules that it was made from.
        parameters: what was set on the bench.
        build_id: the snapshot that it was tried out on.
        year: the year of the figures.
        note: what the author says of it; may be empty.
        created_by: who saved it first.
        created_at: when that was.
        updated_by: who saved it last.
        updated_at: when that was.
        version: how often it was saved.
        frozen_by: who froze it; None while it may be changed.
        frozen_on: when it was frozen.
        approved_by: the meeting or office that approved it.
        approved_on: the day on which it did.
        meeting_note: which minutes say so.
        totals: what the plan came to when it was frozen.
    """

    plan_key: int
    name: str
    base_plan_id: str
    parameters: Mapping[str, Any]
    build_id: str
    year: int
    note: str
    created_by: str
    created_at: datetime
    updated_by: str
    updated_at: datetime
    version: int
    frozen_by: str | None = None
    frozen_on: datetime | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    meeting_note: str | None = None
    totals: Mapping[str, Any] | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether it is kept as it is for good."""
        return self.frozen_on is not None


def save(
    name: str,
    base_plan_id: str,
    parameters: Mapping[str, Any],
    build_id: str,
    year: int,
    who: str,
    note: str = "",
) -> SavedPlan:
    """Keep a new plan under a name of its own; raises PlanError when the name is empty or taken."""
    now = datetime.now(UTC)
    plan = SavedPlan(
        plan_key=0,
        name=name.strip(),
        base_plan_id=base_plan_id,
        parameters=parameters,
        build_id=build_id,
        year=year,
        note=note.strip(),
        created_by=who,
        created_at=now,
        updated_by=who,
        updated_at=now,
        version=1,
    )
    with writing() as connection:
        _check(connection, plan)
        values = _row(plan)
        del values["plan_key"]
        key = connection.execute(sa.insert(PLANS).values(values).returning(PLANS.c.plan_key)).scalar_one()
        return _noted(connection, replace(plan, plan_key=key), SAVED)


def update(plan: SavedPlan, who: str) -> SavedPlan:
    """Keep the plan as it is now (name, parameters, build, year, note).

    Raises:
        PlanError: it is frozen or deleted, its name is taken, or somebody saved it after it was read.
    """
    with writing() as connection:
        before = _current(connection, plan.plan_key, plan.version)
        changed = replace(
            before,
            name=plan.name.strip(),
            base_plan_id=plan.base_plan_id,
            parameters=plan.parameters,
            build_id=plan.build_id,
            year=plan.year,
            note=plan.note.strip(),
        )
        return _replace(connection, before, changed, who, CHANGED)


def freeze(
    plan_key: int,
    who: str,
    approved_by: str,
    approved_on: date,
    meeting_note: str,
    totals: Mapping[str, Any],
    expected_version: int,
) -> SavedPlan:
    """Keep the plan and what it comes to as approved, for good; raises PlanError as `update` does."""
    if not approved_by.strip():
        raise PlanError("没有写由谁审定，没有定稿。请填写审定的会议或单位。")
    if approved_on > date.today():
        raise PlanError(f"审定日期 {approved_on} 在今天之后，没有定稿。请核对日期。")
    with writing() as connection:
        before = _current(connection, plan_key, expected_version)
        frozen = replace(
            before,
            frozen_by=who,
            frozen_on=datetime.now(UTC),
            approved_by=approved_by.strip(),
            approved_on=approved_on,
            meeting_note=meeting_note.strip(),
            totals=totals,
        )
        return _replace(connection, before, frozen, who, FROZEN)


def delete(plan_key: int, who: str, expected_version: int) -> None:
    """Take the plan off the list, its history stays; raises PlanError as `update` does."""
    with writing() as connection:
        plan = _current(connection, plan_key, expected_version)
        connection.execute(sa.delete(PLANS).where(PLANS.c.plan_key == plan_key))
        gone = replace(plan, version=plan.version + 1, updated_by=who, updated_at=datetime.now(UTC))
        _noted(connection, gone, DELETED)


def plans() -> list[SavedPlan]:
    """Every plan that is not deleted, the last saved first."""
    question = sa.select(PLANS).order_by(PLANS.c.updated_at.desc(), PLANS.c.plan_key.desc())
    with reading() as connection:
        return [SavedPlan(**row) for row in connection.execute(question).mappings()]


def history(plan_key: int | None = None) -> pd.DataFrame:
    """What was done to one plan or to all, the latest first; ``at`` is aware, in UTC."""
    question = sa.select(HISTORY).order_by(HISTORY.c.history_id.desc())
    if plan_key is not None:
        question = question.where(HISTORY.c.plan_key == plan_key)
    with reading() as connection:
        rows = [dict(row) for row in connection.execute(question).mappings()]
    return pd.DataFrame(rows, columns=[column.name for column in HISTORY.c])


def _current(connection: sa.Connection, plan_key: int, version: int) -> SavedPlan:
    row = connection.execute(sa.select(PLANS).where(PLANS.c.plan_key == plan_key)).mappings().first()
    if row is None:
        raise PlanError(f"方案 {plan_key} 已被删除，没有保存。可以另存为新方案。")
    plan = SavedPlan(**row)
    if plan.is_frozen:
        raise PlanError(f"方案“{plan.name}”已由 {plan.frozen_by} 定稿，不能再改。要改请另存为新方案。")
    if plan.version != version:
        when = fmt.local_time(plan.updated_at.isoformat(), None)
        raise PlanError(
            f"方案“{plan.name}”在您打开之后已由 {plan.updated_by} 于 {when} 改过，您的修改没有保存。"
            "请重新打开它再改，或另存为新方案。"
        )
    return plan


def _check(connection: sa.Connection, plan: SavedPlan) -> None:
    if not plan.name:
        raise PlanError("方案没有名称，没有保存。请填写名称。")
    owner = sa.select(PLANS.c.created_by).where(PLANS.c.name == plan.name, PLANS.c.plan_key != plan.plan_key)
    taken = connection.execute(owner).scalar()
    if taken is not None:
        raise PlanError(f"已有名为“{plan.name}”的方案（{taken} 建），没有保存。请换一个名称。")


def _replace(
    connection: sa.Connection, before: SavedPlan, after: SavedPlan, who: str, action: str
) -> SavedPlan:
    _check(connection, after)
    saved = replace(after, version=before.version + 1, updated_by=who, updated_at=datetime.now(UTC))
    connection.execute(sa.update(PLANS).where(PLANS.c.plan_key == before.plan_key).values(_row(saved)))
    return _noted(connection, saved, action)


def _noted(connection: sa.Connection, plan: SavedPlan, action: str) -> SavedPlan:
    line = {
        "plan_key": plan.plan_key,
        "version": plan.version,
        "at": plan.updated_at,
        "who": plan.updated_by,
        "action": action,
        "content": {name: getattr(plan, name) for name in _CONTENT},
    }
    connection.execute(sa.insert(HISTORY).values(line))
    return plan


def _row(plan: SavedPlan) -> dict[str, Any]:
    return {each.name: getattr(plan, each.name) for each in fields(plan)}
