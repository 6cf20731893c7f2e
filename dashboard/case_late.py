"""The cases that are late today, as the early warning 处置超期 lists them on the screen and in a file."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard import case_tables
from dashboard.cases import progress, store
from dashboard.queries import case_facts
from dashboard.selection import Selection


def listed(selection: Selection) -> pd.DataFrame:
    """One row a late case of the selection as `case_tables.LATE` says, the latest first; raises LedgerError."""
    ids, today, grace = case_facts.chosen(selection), date.today(), case_facts.grace_days()
    late = [
        each
        for each in store.cases()
        if (ids is None or each.enterprise_id in ids) and progress.days_late(each, today, grace) is not None
    ]
    rows = case_tables.listed(late, {each.enterprise_id for each in late}, today, grace)
    return rows.sort_values("days_late", ascending=False, kind="stable")
