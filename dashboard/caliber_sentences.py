"""What the tab 口径试算 says in words: which caliber is tried, and what it changes."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.calibers import Caliber
from etl.contracts.calibers import ADJUSTMENTS, AREAS, TENANT_POLICIES, VACANT


def words(caliber: Caliber) -> str:
    """A caliber in words: area, empty floor, tenants, tax."""
    return "；".join(_parts(caliber))


def _parts(caliber: Caliber) -> tuple[str, str, str, str]:
    counted = "、".join(ADJUSTMENTS[code] for code in caliber.adjustments)
    return (
        f"面积{AREAS[caliber.area]}",
        VACANT["owner" if caliber.counts_vacant else "excluded"],
        f"租户{TENANT_POLICIES[caliber.tenants]}",
        f"入库税收加{counted}" if counted else "只计入库税收",
    )


def difference(own: Caliber, chosen: Caliber) -> str:
    """In what the tried caliber differs from the pack's own."""
    changes = [
        f"**{new}**（口径包：{old}）"
        for old, new in zip(_parts(own), _parts(chosen), strict=True)
        if old != new
    ]
    return (
        f"试算：{'；'.join(changes)}。"
        if changes
        else f"与口径包一致：{words(own)}。改左边任一项，看谁会换档。"
    )


def effect(moves: pd.DataFrame, line: float, *, by_parcel: bool) -> str:
    """How many change grade, up, down, in and out; how many rise to the line or fall below it."""
    unit = "宗" if by_parcel else "户"
    counts = [
        (str(before), str(now), int(subjects))
        for before, now, subjects in zip(
            moves["grade_before"], moves["grade"], moves["subjects"], strict=True
        )
    ]
    whole = sum(subjects for *_, subjects in counts)
    moved = sum(subjects for before, now, subjects in counts if before != now)
    up = sum(n for before, now, n in counts if "T" not in (before, now) and now < before)
    down = sum(n for before, now, n in counts if "T" not in (before, now) and now > before)
    entered = sum(n for before, now, n in counts if before == "T" and now != "T")
    left = sum(n for before, now, n in counts if before != "T" and now == "T")
    risen = int(moves.loc[moves["crossed"] == "up", "subjects"].sum())
    fallen = int(moves.loc[moves["crossed"] == "down", "subjects"].sum())
    return (
        f"{fmt.number(whole)} {unit}中 **{fmt.number(moved)} {unit}**换档：升 {fmt.number(up)}，降 {fmt.number(down)}，"
        f"转为参评 {fmt.number(entered)}，转为不参评 {fmt.number(left)}；"
        f"以 {fmt.bound(line)} 万元/亩为门槛，**{fmt.number(risen + fallen)} {unit}**跨线：升到线上 {fmt.number(risen)}，"
        f"落到线下 {fmt.number(fallen)}。"
    )
