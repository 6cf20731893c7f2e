"""A county's ledger brought in: all rows that were examined and not skipped, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

import sqlalchemy as sa

from dashboard.cases import store
from dashboard.cases.errors import CaseError
from dashboard.cases.examine import Outcome, RowFinding
from dashboard.cases.record import FIELDS, KEPT_BY_STORE, Case, NewCase
from dashboard.ledger import writing


@dataclass(frozen=True)
class Brought:
    """How many cases were taken up, how many were changed, and how many rows were left out."""

    opened: int
    changed: int
    skipped: int


def bring(findings: Sequence[RowFinding], skipped: Collection[str], who: str, why: str) -> Brought:
    """Keep every row but the skipped ones (by `RowFinding.key`), or nothing.

    Raises:
        CaseError: a row with a problem is not skipped, there is no reason, or a rule is broken.
        Stale: somebody changed a case after the rows were examined.
        LedgerError: the ledger cannot be written.
    """
    if not why.strip():
        raise CaseError(["没有写导入的理由，没有导入。请写明这份台账从哪里来。"])
    unsettled = [each for each in findings if each.outcome is Outcome.PROBLEM and each.key not in skipped]
    if unsettled:
        raise CaseError([_in_a_line(each) for each in unsettled])
    kept = [each for each in findings if each.key not in skipped]
    with writing() as connection:
        for each in kept:
            if each.outcome is Outcome.NEW:
                _open(connection, each, who, why)
            elif each.outcome is Outcome.CHANGED:
                _change(connection, each, who, why)
    outcomes = [each.outcome for each in kept]
    return Brought(outcomes.count(Outcome.NEW), outcomes.count(Outcome.CHANGED), len(findings) - len(kept))


def _in_a_line(finding: RowFinding) -> str:
    first = finding.problems[0]
    return f"“{finding.row.file}”{finding.key}，{first.column}“{first.value}”：{first.reason}。{first.what_to_do}"


def _open(connection: sa.Connection, finding: RowFinding, who: str, why: str) -> None:
    after, source = _case_of(finding), f"{why.strip()}（{finding.row.file} {finding.key}）"
    start = {each.name: getattr(after, each.name) for each in fields(NewCase)}
    (case,) = store.open_within(connection, [NewCase(**{**start, "state": finding.way[0]})], who, source)
    said = {name: getattr(after, name) for name in FIELDS if name not in KEPT_BY_STORE}
    for state in finding.way:
        (case,) = store.save_within(connection, [replace(case, **{**said, "state": state})], who, source)


def _change(connection: sa.Connection, finding: RowFinding, who: str, why: str) -> None:
    source = f"{why.strip()}（{finding.row.file} {finding.key}）"
    store.save_within(connection, [_case_of(finding)], who, source)


def _case_of(finding: RowFinding) -> Case:
    if finding.after is None:
        raise ValueError(f"{finding.key} has no case")
    return finding.after
