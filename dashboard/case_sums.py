"""How far the cases of the four batches are in numbers that the report and the overview share with the tab 进度."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.cases import progress, store
from dashboard.cases.record import Case
from dashboard.ledger import LedgerError
from dashboard.queries import case_facts
from dashboard.selection import Selection


def chosen(everyone: Sequence[Case], selection: Selection) -> list[Case]:
    """Of the cases those of the selection's enterprises."""
    ids = case_facts.chosen(selection)
    return [each for each in everyone if ids is None or each.enterprise_id in ids]


def completion(selection: Selection) -> dict[str, float | None]:
    """As `progress.completion`; every number missing where nobody has decided a case, or the ledger cannot be read."""
    try:
        found = progress.completion(chosen(store.cases(), selection))
    except LedgerError:
        found = progress.completion(())
    return found if found["planned"] else dict.fromkeys(found)
