"""What others than the bureau may see of matching events: no sum that few firms make, or that is nearly one firm's."""

from __future__ import annotations

import pandas as pd

from dashboard import small_cells
from dashboard.small_cells import LEAST_FIRMS, Cell

SUMS = ("demand_persons", "reached_persons", "demand_wan_yuan", "reached_wan_yuan")


def tells_of_one(rows: pd.DataFrame) -> bool:
    """Whether the firms of these rows are few, or one of their sums is that of few firms or nearly that of one."""
    return rows["who"].nunique() < LEAST_FIRMS or any(_is_small(rows, name) for name in SUMS)


def _is_small(rows: pd.DataFrame, name: str) -> bool:
    by_firm = rows.groupby("who")[name].sum(min_count=1).dropna().astype(float)
    told = by_firm[by_firm > 0]
    return small_cells.reason(Cell(len(told), told.max(), told.sum())) is not None if len(told) else False
