"""Which projects each number of 项目与招商 counts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.ledger_evidence import Counted
from dashboard.queries.project_cases import COMPLETED, LANDS, SIGNED


def numbers(kind: str, rows: pd.DataFrame) -> Mapping[str, Counted]:
    """The numbers of a tab, each with the projects that it counts."""
    late = {"节点滞后": Counted("有节点计划时间已过、还没有到达的", rows[rows["overdue_days"].notna()])}
    return {"项目": Counted("台账中的全部", rows), **_of_kind(kind, rows), **late}


def _of_kind(kind: str, rows: pd.DataFrame) -> Mapping[str, Counted]:
    landed = Counted("已注册或更往后", rows[rows["reached"] >= LANDS])
    signed = Counted("已签约或更往后", rows[rows["reached"] >= SIGNED])
    if kind == "upgrade":
        told, outside = rows["year_done_wan_yuan"].notna(), rows["is_in_statistics"].eq(False).fillna(False)
        return {
            "技改投资完成": Counted("写明年度完成的", rows[told]),
            "完成率": Counted("年度计划和完成都写明的", rows[told & rows["year_plan_wan_yuan"].notna()]),
            "未入统": Counted("写明未入统的", rows[outside.astype(bool)]),
        }
    if kind == "overseas":
        return {
            "竣工投产": Counted("已竣工或更往后", rows[rows["reached"] >= COMPLETED]),
            "投资完成率": Counted("年度计划和完成都写明的", rows.dropna(subset=["ahead_wan_yuan"])),
        }
    fills = rows["fills"].fillna(False).astype(bool) if "fills" in rows else None
    gaps = {} if fills is None else {"补链": Counted("归入缺、弱节点，还没有投产的", rows[fills])}
    return {"签约": signed, "落地": landed, **gaps}
