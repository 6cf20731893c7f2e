"""The cases in the ledger: taken up, changed step by step and read; never deleted, 调出 is the way out.

Whoever saves brings the case that they have read. When somebody else saved it meanwhile, nothing is kept and `Stale`
shows the other's change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard.cases import history as lines
from dashboard.cases import workflow
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.history import history
from dashboard.cases.record import COLUMNS, KEPT_BY_STORE, Case, NewCase
from dashboard.cases.rules import problems
from dashboard.cases.tables import CASES, HISTORY, to_case, to_row
from dashboard.cases.tidy import tidy
from dashboard.ledger import reading, writing
from etl.contracts import Kind

__all__ = [
    "CaseError",
    "Stale",
    "case",
    "cases",
    "frame",
    "history",
    "last_change",
    "open_cases",
    "save",
    "save_many",
]


def open_cases(new: Sequence[NewCase], who: str, why: str = "") -> list[Case]:
    """Take up these enterprises, all or none.

    Raises:
        CaseError: one has a case already, also when it was taken out, or breaks a rule.
        LedgerError: the ledger cannot be written.
    """
    with writing() as connection:
        return open_within(connection, new, who, why)


def open_within(connection: sa.Connection, new: Sequence[NewCase], who: str, why: str = "") -> list[Case]:
    """`open_cases` as a part of a larger transaction, which has to be given up when this raises."""
    _signed(who)
    taken = _taken(connection, new)
    opened = [_opened(each, who) for each in new]
    wrong = [*taken, *(f"“{each.name}”：{problem}" for each in opened for problem in _unfit(each))]
    if wrong:
        raise CaseError(wrong)
    return [_insert(connection, each, why) for each in opened]


def save(case: Case, who: str, why: str = "", expected_version: int | None = None) -> Case:
    """Keep the case as it is now; the version expected in the ledger is the case's own unless another is named.

    Raises:
        CaseError: it breaks a rule, its state may not follow the one before, or a reason is missing.
        Stale: somebody saved it after it was read.
        LedgerError: the ledger cannot be written.
    """
    return save_many(
        [case if expected_version is None else replace(case, version=expected_version)], who, why
    )[0]


def save_many(changed: Sequence[Case], who: str, why: str = "") -> list[Case]:
    """Keep all of these cases or none; raises as `save` does, a CaseError with the problems of all."""
    with writing() as connection:
        return save_within(connection, changed, who, why)


def save_within(connection: sa.Connection, changed: Sequence[Case], who: str, why: str = "") -> list[Case]:
    """`save_many` as a part of a larger transaction, which has to be given up when this raises."""
    _signed(who)
    _once(changed)
    before = [_unchanged(connection, each) for each in changed]
    pairs = [(old, _carried(old, tidy(new))) for old, new in zip(before, changed, strict=True)]
    wrong = [
        problem if len(pairs) == 1 else f"“{old.name}”：{problem}"
        for old, new in pairs
        for problem in _missteps(old, new, why) or problems(new)
    ]
    if wrong:
        raise CaseError(wrong)
    return [_update(connection, old, new, who, why) for old, new in pairs]


def case(case_id: int) -> Case | None:
    """The case of this number; None when there is none."""
    with reading() as connection:
        return _case(connection, case_id)


def of_enterprise(enterprise_id: str) -> Case | None:
    """The case of an enterprise; None when it has none."""
    with reading() as connection:
        wanted = sa.select(CASES).where(CASES.c.enterprise_id == enterprise_id)
        row = connection.execute(wanted).mappings().first()
    return to_case(dict(row)) if row else None


def cases() -> list[Case]:
    """Every case, in the order in which they were taken up."""
    with reading() as connection:
        return [
            to_case(dict(row))
            for row in connection.execute(sa.select(CASES).order_by(CASES.c.case_id)).mappings()
        ]


def last_change() -> int:
    """The number of the last line of history, 0 without one: while it stays the same, so does every case."""
    with reading() as connection:
        return connection.execute(sa.select(sa.func.max(HISTORY.c.history_id))).scalar() or 0


def frame() -> pd.DataFrame:
    """Every case as `record.COLUMNS` say: dates as dates, missing numbers as NaN, several words joined by 、."""
    names = [column.name for column in COLUMNS]
    table = pd.DataFrame([[getattr(each, name) for name in names] for each in cases()], columns=names)
    numbers = [column.name for column in COLUMNS if column.kind is Kind.NUMBER]
    dates = [column.name for column in COLUMNS if column.kind is Kind.DATE and column.name != "updated_at"]
    return table.assign(
        difficulty_types=table["difficulty_types"].map("、".join),
        updated_at=pd.to_datetime(table["updated_at"], utc=True),
        **{name: table[name].astype(float) for name in numbers},
        **{name: pd.to_datetime(table[name]) for name in dates},
    )


def _case(connection: sa.Connection, case_id: int) -> Case | None:
    row = connection.execute(sa.select(CASES).where(CASES.c.case_id == case_id)).mappings().first()
    return to_case(dict(row)) if row else None


def _signed(who: str) -> None:
    if not who.strip():
        raise CaseError(["不知道是谁在修改，没有保存。请先登录，再试一次。"])


def _once(changed: Sequence[Case]) -> None:
    numbers = Counter(each.case_id for each in changed)
    twice = [each.name for each in changed if numbers.pop(each.case_id, 1) > 1]
    if twice:
        raise CaseError([f"“{name}”在这次的修改里出现了不止一次，没有保存。请只留一次。" for name in twice])


def _taken(connection: sa.Connection, new: Sequence[NewCase]) -> list[str]:
    seen = {
        enterprise: f"已在台账中，案件编号 {number}，状态“{state}”"
        for enterprise, number, state in connection.execute(
            sa.select(CASES.c.enterprise_id, CASES.c.case_id, CASES.c.state)
        )
    }
    found = []
    for each in new:
        if each.enterprise_id in seen:
            found.append(
                f"“{each.name}”{seen[each.enterprise_id]}，不能再纳入。请打开原来的案件，已调出的可以重新纳入。"
            )
        seen[each.enterprise_id] = "在这次要纳入的名单里出现了不止一次"
    return found


def _opened(new: NewCase, who: str) -> Case:
    return tidy(Case(**asdict(new), case_id=0, version=1, updated_by=who, updated_at=datetime.now(UTC)))


def _unfit(opened: Case) -> list[str]:
    if opened.state not in workflow.STARTS:
        return [f"不能从“{opened.state}”开始。请从这些状态里选：{'、'.join(workflow.STARTS)}。"]
    return problems(opened)


def _insert(connection: sa.Connection, opened: Case, why: str) -> Case:
    row = to_row(opened)
    del row["case_id"]
    number = connection.execute(sa.insert(CASES).values(row).returning(CASES.c.case_id)).scalar_one()
    made = replace(opened, case_id=number)
    lines.add(connection, None, made, why)
    return made


def _unchanged(connection: sa.Connection, wanted: Case) -> Case:
    """The case in the ledger, when it is the one that was read."""
    current = _case(connection, wanted.case_id)
    if current is None:
        raise CaseError([f"台账里没有案件编号 {wanted.case_id}，没有保存。请回到列表重新打开。"])
    if current.version != wanted.version:
        raise Stale(current, sorted(lines.changed_since(connection, wanted.case_id, wanted.version)))
    return current


def _carried(before: Case, after: Case) -> Case:
    """What the store says itself is taken from the ledger, whatever was brought."""
    kept: dict[str, Any] = {name: getattr(before, name) for name in KEPT_BY_STORE}
    if after.state != before.state:
        kept["resumes_to"] = before.state if after.state in workflow.PAUSED else None
    return replace(after, **kept)


def _missteps(before: Case, after: Case, why: str) -> list[str]:
    following = workflow.allowed(before.state, before.resumes_to)
    if after.state == before.state:
        return []
    if after.state not in following:
        return [f"“{before.state}”之后不能直接是“{after.state}”。可以是：{'、'.join(following)}。"]
    if workflow.needs_reason(before.state, after.state) and not why.strip():
        return [f"从“{before.state}”到“{after.state}”要写明理由。请填写理由后再保存。"]
    return []


def _update(connection: sa.Connection, before: Case, after: Case, who: str, why: str) -> Case:
    if not lines.changes(before, after):
        return before
    saved = replace(after, version=before.version + 1, updated_by=who, updated_at=datetime.now(UTC))
    same = (CASES.c.case_id == before.case_id) & (CASES.c.version == before.version)
    connection.execute(sa.update(CASES).where(same).values(to_row(saved)))
    lines.add(connection, before, saved, why.strip())
    return saved
