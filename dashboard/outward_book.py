"""What others may take away of a page: its groups, small ones without values. Nothing that names an enterprise."""

from __future__ import annotations

import pandas as pd

from dashboard import outward
from dashboard.per_mu_book import group_columns
from dashboard.queries import enterprises
from dashboard.selection import Selection
from dashboard.small_cells import HIDDEN
from dashboard.workbook import Sheet

GROUPS = {"park": "片区", "town": "镇街", "industry": "行业"}


def sheets(selection: Selection) -> tuple[Sheet, ...]:
    """The leagues of the selection as the outward view shows them; no table where the selection is a small cell."""
    if outward.reason(selection):
        return ()
    return tuple(_sheet(selection, by, area) for by, area in GROUPS.items())


def _sheet(selection: Selection, by: str, area: str) -> Sheet:
    # Asked now: whether this view is for others is known to the run, not to the thread that writes the file.
    rows = outward.league(enterprises.league(selection, by), selection, by)
    columns = group_columns(area, "户")
    return Sheet(f"排名 {area}", lambda: _with_reason(rows), (*columns, HIDDEN))


def _with_reason(rows: pd.DataFrame) -> pd.DataFrame:
    return rows if HIDDEN.name in rows else rows.assign(**{HIDDEN.name: None})
