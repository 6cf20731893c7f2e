"""What happened to cases: one line for each time that one was saved, never changed and never removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import format as fmt
from dashboard.cases.record import FIELDS, KEPT_BY_STORE, Case
from dashboard.cases.tables import CASES, HISTORY
from dashboard.ledger import reading
from etl.contracts import Column, Kind

COLUMNS: tuple[Column, ...] = (
    Column("history_id", "序号", "先后的顺序。", Kind.INTEGER),
    Column("case_id", "案件编号", "纳入台账时给的编号。", Kind.INTEGER),
    Column("name", "企业名称", "现在的名称。", Kind.NAME),
    Column("at", "时间", "保存的时刻。", Kind.DATE),
    Column("who", "修改人", "登录的用户；没有登录时是网络地址。"),
    Column("from_state", "原状态", "保存前的状态；纳入时为空。", Kind.WORD),
    Column("to_state", "新状态", "保存后的状态。", Kind.WORD),
    Column("why", "理由", "修改人写的理由。"),
    Column("changes", "修改内容", "每个改过的栏目，原来的值 → 新的值。"),
    Column("version", "版本", "这次保存以后的版本。", Kind.INTEGER),
)
# What changes with every save tells nothing; where a paused case resumes does, but the store alone says it.
_NOT_TOLD = tuple(name for name in KEPT_BY_STORE if name not in ("enterprise_id", "resumes_to"))

Changes = dict[str, list[Any]]


def changes(before: Case | None, after: Case) -> Changes:
    """Field → its value before and after, as JSON has it, for every field that differs."""
    told = [name for name in FIELDS if name not in _NOT_TOLD]
    pairs = {name: [_plain(getattr(before, name, None)), _plain(getattr(after, name))] for name in told}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def add(connection: sa.Connection, before: Case | None, after: Case, why: str) -> None:
    """Write down that ``after`` has taken the place of ``before``, by whom it says itself."""
    line = {
        "case_id": after.case_id,
        "version": after.version,
        "at": after.updated_at,
        "who": after.updated_by,
        "why": why,
        "from_state": before.state if before else None,
        "to_state": after.state,
        "changes": changes(before, after),
    }
    connection.execute(sa.insert(HISTORY).values(line))


def changed_since(connection: sa.Connection, case_id: int, version: int) -> set[str]:
    """The fields that were changed after the case had this version."""
    later = sa.select(HISTORY.c.changes).where(HISTORY.c.case_id == case_id, HISTORY.c.version > version)
    return {name for each in connection.execute(later).scalars() for name in each}


def history(case_id: int | None = None, most: int | None = None) -> pd.DataFrame:
    """The lines of one case or of all as `COLUMNS` say, the latest first; ``at`` is aware, in UTC."""
    question = sa.select(HISTORY, CASES.c.name).join(CASES).order_by(HISTORY.c.history_id.desc()).limit(most)
    if case_id is not None:
        question = question.where(HISTORY.c.case_id == case_id)
    with reading() as connection:
        rows = [dict(row) for row in connection.execute(question).mappings()]
    readable = [{**row, "changes": in_words(row["changes"])} for row in rows]
    return pd.DataFrame(readable, columns=[column.name for column in COLUMNS])


def in_words(pairs: Mapping[str, Sequence[Any]]) -> str:
    """``状态：待摸底 → 已摸底；处置面积：— → 3.00 亩``."""
    return "；".join(
        f"{FIELDS[name].label}：{_word(FIELDS[name], before)} → {_word(FIELDS[name], after)}"
        for name, (before, after) in pairs.items()
        if name in FIELDS
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value) or None
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _word(column: Column, value: Any) -> str:
    if value is None:
        return fmt.MISSING
    if column.kind is Kind.NUMBER:
        return fmt.with_unit(value, column.unit or "", column.decimals)
    return "、".join(value) if isinstance(value, list) else str(value)


def freed_over_time() -> dict[int, list[tuple[date, float | None]]]:
    """Case → the days on which its freed land was written down and the area from then on, in order."""
    question = sa.select(HISTORY.c.case_id, HISTORY.c.at, HISTORY.c.changes).order_by(HISTORY.c.history_id)
    found: dict[int, list[tuple[date, float | None]]] = {}
    with reading() as connection:
        for number, at, pairs in connection.execute(question):
            if "freed_mu" in pairs:
                found.setdefault(number, []).append((at.astimezone().date(), pairs["freed_mu"][1]))
    return found
