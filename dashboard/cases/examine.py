"""Each row of a county's ledger held against the cases: what it would change, or why it cannot be taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

import pandas as pd

from dashboard.cases import history, rules, workflow
from dashboard.cases.county import Parsed, Row
from dashboard.cases.county_cells import plain, value
from dashboard.cases.county_rows import taken_over
from dashboard.cases.firm_match import Problem, Register, of_rule
from dashboard.cases.record import FIELDS, Case, NewCase


class Outcome(StrEnum):
    """What a row comes to."""

    NEW = "新纳入"
    CHANGED = "有修改"
    SAME = "相同"
    PROBLEM = "有问题"


@dataclass(frozen=True)
class RowFinding:
    """A row and what it comes to; ``after`` is the case as it would be, ``way`` the states that it goes through."""

    row: Row
    name: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    changes: str = ""
    after: Case | None = None
    way: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The row's place in the file."""
        return self.row.key


def examine(parsed: Parsed, cases: Sequence[Case], facts: pd.DataFrame) -> list[RowFinding]:
    """One finding a row, in the order of the file; ``facts`` as `case_facts.of_year` gives them."""
    register, seen = Register(cases, facts), dict[str, str]()
    return [_examine(row, register, seen) for row in parsed.rows]


def _examine(row: Row, register: Register, seen: dict[str, str]) -> RowFinding:
    name = plain(row.cells.get("name")) or plain(row.cells.get("uscc")) or ""
    enterprise = register.identify(row)
    if isinstance(enterprise, Problem):
        return RowFinding(row, name, Outcome.PROBLEM, (enterprise,))
    if enterprise in seen:
        twice = Problem(
            FIELDS["name"].label, name, f"与 {seen[enterprise]} 是同一户", "只留一行，跳过另一行。"
        )
        return RowFinding(row, name, Outcome.PROBLEM, (twice,))
    seen[enterprise] = row.key
    before = register.case(enterprise)
    base = before or _blank(register.new(enterprise))
    after, problems = taken_over(row, base, is_new=before is None)
    if before is None:
        return _finding_of_new(row, after, problems)
    return _finding_of_known(row, before, after, problems)


def _finding_of_new(row: Row, after: Case, problems: list[Problem]) -> RowFinding:
    if after.state in workflow.PAUSED:
        told = value("resumes_to", row.more.get("resumes_to"))
        after = replace(after, resumes_to=told if told in workflow.STATES else workflow.SURVEY)
    problems = problems or [of_rule(each, row.cells) for each in rules.problems(after)]
    outcome = Outcome.PROBLEM if problems else Outcome.NEW
    way = _way(after.state, after.resumes_to) if not problems else ()
    return RowFinding(row, after.name, outcome, tuple(problems), after=after, way=way)


def _finding_of_known(row: Row, before: Case, after: Case, problems: list[Problem]) -> RowFinding:
    if after.state != before.state:
        after = replace(after, resumes_to=before.state if after.state in workflow.PAUSED else None)
    changes = history.in_words(history.changes(before, after))
    if changes and not problems:
        problems = [*_outdated(row, before), *_illegal(before, after)]
        problems = problems or [of_rule(each, row.cells) for each in rules.problems(after)]
    if problems:
        return RowFinding(row, before.name, Outcome.PROBLEM, tuple(problems), changes)
    return RowFinding(row, before.name, Outcome.CHANGED if changes else Outcome.SAME, (), changes, after)


def _outdated(row: Row, before: Case) -> Iterator[Problem]:
    """An exported file that comes back after somebody changed the case would undo that change."""
    version = value("version", row.more.get("version"))
    if isinstance(version, int) and version < before.version:
        yield Problem(
            FIELDS["version"].label,
            str(version),
            f"导出以后 {before.updated_by} 又改过这一户，现在是第 {before.version} 版，导入会盖掉对方的修改",
            "重新导出，在新文件里再改一次，或跳过这一行。",
        )


def _illegal(before: Case, after: Case) -> Iterator[Problem]:
    following = workflow.allowed(before.state, before.resumes_to)
    if after.state not in (before.state, *following):
        reason = (
            f"台账里现在是“{before.state}”，之后不能直接是“{after.state}”"
            if after.state in workflow.ALL
            else "不是规定的状态"
        )
        yield Problem(
            FIELDS["state"].label, after.state, reason, f"可以是：{'、'.join((before.state, *following))}。"
        )


def _blank(new: NewCase) -> Case:
    return Case(**asdict(new), case_id=0, version=0, updated_by="", updated_at=datetime.now(UTC))


def _way(state: str, resumes_to: str | None) -> tuple[str, ...]:
    """The states that a case which is new to the ledger goes through; filing with the city only where it stands there."""
    if state == workflow.OUT:
        return (workflow.SURVEY, state)
    goal = resumes_to or workflow.SURVEY if state in workflow.PAUSED else state
    place, last_start = workflow.STATES.index(goal), len(workflow.STARTS) - 1
    main = workflow.STATES[min(place, last_start) : place + 1]
    if goal != workflow.FILED:
        main = tuple(each for each in main if each != workflow.FILED)
    return main if state == goal else (*main, state)
