"""What others than the bureau see of the ledgers of services: sums that tell of no single firm, and no list."""

from __future__ import annotations

from typing import Any

from dashboard import outward, small_cells
from dashboard.queries import service_sums as sums
from dashboard.queries.services import Asked
from dashboard.small_cells import Cell

ONLY_SUMS = "对外视图：只列合计，不列清单、分组图、挂钩领导和单户。"


def reason(asked: Asked, row: dict[str, Any]) -> str | None:
    """Why the numbers of a ledger may not be shown to others; None where they may, and on the bureau's own screens.

    Sums of money are each other's differences: where one tells of a firm, all are withheld.
    """
    if not outward.is_on():
        return None
    if why := small_cells.reason(Cell(int(row["members"] or 0))):
        return why
    if asked.kind not in sums.SUMS:
        return None
    found = sums.cells(asked)
    groups = (
        Cell(int(found[f"{name}_members"]), found[f"{name}_largest"], found[f"{name}_positive"])
        for name in sums.SUMS[asked.kind]
    )
    return next((why for group in groups if (why := small_cells.reason(group))), None)
