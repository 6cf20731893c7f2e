"""What 产业链 shows to those outside the bureau: whole chains that are large enough, and of nodes only their lights.

Nodes overlap, for an enterprise may sit on several: what is hidden of one could be reckoned from the others.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import outward
from dashboard.chain_sentences import Row
from dashboard.selection import Selection
from dashboard.small_cells import LEAST_FIRMS

BANDS = "对外视图只显示节点的强弱：一户可能同在几个节点上，各节点的数相减会推算出单户。"
OVER_SOME = (
    ("growth_official_pct", "growth_official_firms"),
    ("growth_same_firms_pct", "growth_same_firms"),
    ("local_support_pct", "supplied_firms"),
)
OF_OUTPUT = ("output_wan_yuan", "growth_official_pct", "growth_same_firms_pct")


def totals(row: Row, selection: Selection) -> dict[str, Any]:
    """The figures of a chain whose enterprises ``selection`` chooses, missing where they may not be shown."""
    shown: dict[str, Any] = dict(row)
    if not outward.is_on():
        return shown
    if outward.reason(selection, "output"):
        shown |= dict.fromkeys(OF_OUTPUT)
    few = [value for value, count in OVER_SOME if row[count] < LEAST_FIRMS]
    return {**shown, **dict.fromkeys(few), "leader_id": None, "leader_name": None, "leader_share_pct": None}


def nodes(rows: pd.DataFrame) -> pd.DataFrame:
    """The nodes; for others only their names, segments and lights."""
    return rows[["node_id", "name", "segment", "light", "place"]] if outward.is_on() else rows
