"""What a row of a county's ledger makes of a case: a cell that says what an export wrote there changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dashboard.cases.county import MORE, Row, shown_disposal
from dashboard.cases.county_cells import BATCH_WORDS, Unreadable, folded, plain, says, value
from dashboard.cases.firm_match import Problem
from dashboard.cases.record import FIELDS, REMAINING_MU, Case
from etl.contracts.county_ledger import COUNTY_LEDGER

# Both files round to hundredths of a mu.
TOLERANCE_MU = 0.0101
_NEVER_EMPTIED = ("name", "uscc", "year", "state")
_NOT_TAKEN = ("enterprise_id", "version", "disposal", "remaining_mu", "resumes_to")
_LAYOUT = [column.name for column in COUNTY_LEDGER if column.name not in _NOT_TAKEN]
_MORE = [column.name for column in MORE if column.name not in (*_NOT_TAKEN, "uscc", "name")]


def taken_over(row: Row, base: Case, *, is_new: bool) -> tuple[Case, list[Problem]]:
    """The case with what the row says; a heading that the file has not leaves its field alone.

    An empty cell empties the field in a file of our own only: elsewhere it may as well be a column that nobody fills.
    """
    values: dict[str, Any] = {}
    problems = []
    named = [(name, row.more) for name in _MORE] + [(name, row.cells) for name in _LAYOUT]
    for name, cells in named:
        if name not in cells or says(name, cells[name], getattr(base, name)):
            continue
        read = value(name, cells[name])
        if isinstance(read, Unreadable):
            text = plain(cells[name]) or ""
            problems.append(Problem(FIELDS[name].label, text, read.reason, read.what_to_do))
        elif read not in (None, ()) or not (is_new or name in _NEVER_EMPTIED or not row.more):
            values[name] = read
    after = _with_disposal(row, replace(base, **values))
    return after, [*problems, *_remaining(row, after)]


def _with_disposal(row: Row, case: Case) -> Case:
    """处置方式 names the decided batch, or else how the site is disposed of; what an export wrote there changes nothing."""
    if "disposal" in row.more and not says("disposal", row.more["disposal"], case.disposal):
        case = replace(case, disposal=value("disposal", row.more["disposal"]))
    cell = row.cells.get("disposal")
    if "disposal" not in row.cells or says("disposal", cell, shown_disposal(case)):
        return case
    text = value("disposal", cell)
    batch = BATCH_WORDS.get(folded(text or ""))
    if batch:
        return replace(case, final_batch=batch, disposal=None)
    if text:
        return replace(case, disposal=text)
    if not row.more:
        return case
    return replace(case, disposal=None) if case.disposal else replace(case, final_batch=None)


def _remaining(row: Row, after: Case) -> Iterator[Problem]:
    """剩余面积 is reckoned, so what a file says of it has to agree."""
    told = value(REMAINING_MU.name, row.cells.get(REMAINING_MU.name))
    if told is None:
        return
    text = plain(row.cells.get(REMAINING_MU.name)) or ""
    if isinstance(told, Unreadable):
        yield Problem(REMAINING_MU.label, text, told.reason, told.what_to_do)
    elif after.remaining_mu is None:
        yield Problem(REMAINING_MU.label, text, "没有占地面积，无从核对", "填写占地面积，或删去剩余面积。")
    elif abs(told - after.remaining_mu) > TOLERANCE_MU:
        whole = "占地面积" if after.to_free_mu is None else "应腾面积"
        yield Problem(
            REMAINING_MU.label,
            text,
            f"与{whole}减处置面积（{after.remaining_mu:.2f} 亩）不符",
            "请核对占地面积、处置面积和剩余面积；应腾面积填在“补充”表。",
        )
