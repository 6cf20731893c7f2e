"""The cases as tables show them: which columns, in which order, marked where they are late or have lost their enterprise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.cases.examine import RowFinding
from dashboard.cases.progress import days_late, due
from dashboard.cases.record import COLUMNS, FIELDS, REMAINING_MU, Case
from etl.contracts import Column, Kind

MARK = Column("mark", "提醒", "超过时限的天数；企业在当前快照里已经没有的。", Kind.WORD)
DUE = Column("due", "期限", "时限；没有时限的用计划完成。", Kind.DATE)
DAYS_LATE = Column("days_late", "超期", "今天减期限，减去规定的宽限。", Kind.INTEGER, "天", 0, None, 0)
VANISHED = "快照中已无"
LIST: tuple[Column, ...] = (
    FIELDS["name"], MARK, FIELDS["state"], FIELDS["suggested_batch"], FIELDS["final_batch"], FIELDS["unit"],
    FIELDS["leader"], DUE, FIELDS["to_free_mu"], FIELDS["freed_mu"], REMAINING_MU, FIELDS["occupied_mu"],
    FIELDS["evidence"], FIELDS["reason"], FIELDS["progress"], FIELDS["difficulty_types"], FIELDS["town"],
    FIELDS["park"], FIELDS["target_park"], FIELDS["planned_use"], FIELDS["updated_by"],
)  # fmt: skip
LATE: tuple[Column, ...] = (
    FIELDS["name"], DAYS_LATE, DUE, FIELDS["unit"], FIELDS["leader"], FIELDS["final_batch"], FIELDS["state"],
    FIELDS["town"], FIELDS["difficulty_types"], FIELDS["progress"],
)  # fmt: skip
CONFLICT = (
    Column("name", "企业名称", "有冲突的一户。", Kind.NAME),
    Column("field", "栏目", "两个人都看着的栏目。"),
    Column("before", "您打开时", "您开始编辑时的值。"),
    Column("theirs", "对方保存的", "现在台账里的值。"),
    Column("mine", "您填的", "还没有保存的值。"),
)
FINDINGS = (
    Column("skip", "跳过", "勾上的行不导入。", Kind.BOOLEAN),
    Column("place", "行", "文件中的工作表和行号。"),
    Column("name", "企业名称", "这一行说的企业。", Kind.NAME),
    Column("outcome", "结果", "这一行会怎样。", Kind.WORD),
    Column("column", "列", "有问题的列。"),
    Column("value", "值", "单元格里的内容。"),
    Column("reason", "原因或修改", "为什么不能导入；能导入的写会改什么。"),
    Column("what_to_do", "怎么办", "怎样改，或者跳过。"),
)


def listed(cases: Sequence[Case], here: Collection[str], today: date, grace: float) -> pd.DataFrame:
    """One row per case as `LIST` says; ``here``: the enterprises that the snapshot knows."""
    rows = [
        {
            **{column.name: _value(each, column.name) for column in COLUMNS},
            "due": due(each),
            "mark": mark(each, here, today, grace),
            "days_late": days_late(each, today, grace),
        }
        for each in cases
    ]
    table = pd.DataFrame(rows, columns=[*(column.name for column in COLUMNS), "due", "mark", "days_late"])
    numbers = [column.name for column in (*COLUMNS, DAYS_LATE) if column.kind is Kind.NUMBER]
    dates = ["due", *(column.name for column in COLUMNS if column.kind is Kind.DATE)]
    return table.assign(
        **{name: table[name].astype(float) for name in numbers},
        **{name: pd.to_datetime(table[name], utc=name == "updated_at") for name in dates},
    )


def mark(case: Case, here: Collection[str], today: date, grace: float) -> str | None:
    """What a reader should see first of the case; None when there is nothing."""
    late = days_late(case, today, grace)
    marks = [f"超期 {late} 天" if late else "", "" if case.enterprise_id in here else VANISHED]
    return "；".join(filter(None, marks)) or None


def _value(case: Case, name: str) -> Any:
    value = getattr(case, name)
    return "、".join(value) or None if isinstance(value, tuple) else value


def words(name: str, value: Any) -> str:
    """The value of a field as a table of conflicts says it."""
    if value is None or value == () or (not isinstance(value, tuple) and pd.isna(value)):
        return "—"
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:,.2f}" if FIELDS[name].kind is Kind.NUMBER else str(value)


def conflicts(base: Case, current: Case, mine: Case, fields: Sequence[str]) -> list[Mapping[str, str]]:
    """One row per field that somebody else changed since ``base`` was read, with all three values."""
    return [
        {
            "name": current.name,
            "field": FIELDS[name].label,
            "before": words(name, getattr(base, name)),
            "theirs": words(name, getattr(current, name)),
            "mine": words(name, getattr(mine, name)),
        }
        for name in fields
        if getattr(base, name) != getattr(current, name)
    ]


def findings(found: Sequence[RowFinding], skipped: Collection[str]) -> pd.DataFrame:
    """One row per finding, those with problems first, as `FINDINGS` say; several problems of a row are joined."""
    rows = [
        {
            "skip": each.key in skipped,
            "place": each.key,
            "name": each.name,
            "outcome": str(each.outcome),
            "column": "；".join(problem.column for problem in each.problems),
            "value": "；".join(problem.value for problem in each.problems),
            "reason": "；".join(problem.reason for problem in each.problems) or each.changes,
            "what_to_do": " ".join(problem.what_to_do for problem in each.problems),
        }
        for each in sorted(found, key=lambda each: not each.problems)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in FINDINGS])
