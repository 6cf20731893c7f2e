"""The large numbers of 目标 and the sentence above them."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.queries.targets import Rule
from dashboard.target_charts import points
from dashboard.target_sums import (
    AHEAD,
    BEHIND,
    COMPUTED,
    ENTERED,
    GREEN,
    NOTHING,
    ON_TRACK,
    ORANGE,
    RED,
    UNKNOWN,
    YELLOW,
    Asked,
    middle,
)

LIGHTS = (GREEN, YELLOW, ORANGE, RED)


def of(rows: pd.DataFrame, rule: Rule) -> tuple[Card, ...]:
    """How many targets, how they stand, the gap in the middle, and what the completion rests on."""
    status, gaps = rows["status"].value_counts(), rows["gap_points"].dropna()
    told = rows["told_by"].value_counts()
    lights = {light: int((rows["light"] == light).sum()) for light in LIGHTS}
    return (
        Card("目标", fmt.large(len(rows), "项", 0), "",
             f"计算 {told.get(COMPUTED, 0)} · 填报 {told.get(ENTERED, 0)} · 缺 {told.get(NOTHING, 0)}",
             "这一年的目标；完成数能由台账算出的用计算，否则用填报，两种分开列；缺是两种都没有。"),
        Card("滞后", fmt.large(status.get(BEHIND, 0), "项", 0), "", f"落后超 {rule.behind_points:g} 个百分点",
             "时序差低于负的界限。"),
        Card("正常", fmt.large(status.get(ON_TRACK, 0), "项", 0), "", "两条界限之间", "时序差在两条界限之间。"),
        Card("超前", fmt.large(status.get(AHEAD, 0), "项", 0), "", f"超出 {rule.ahead_points:g} 个百分点以上",
             "时序差达到正的界限。"),
        Card("时序差中位数", median(rows), "", f"比得了的 {fmt.number(len(gaps))} 项",
             "各项目标的完成率 − 时序要求，从低到高排在正中的一项；不同指标的完成率不相加。"),
        Card("橙灯和红灯", fmt.large(lights[ORANGE] + lights[RED], "项", 0), "",
             " · ".join(f"{light} {number}" for light, number in lights.items()),
             f"完成率 ÷ 时序要求：≥{rule.green_pct:g} 绿，≥{rule.yellow_pct:g} 黄，≥{rule.orange_pct:g} 橙，不到红。"
             f"{rule.source or ''}"),
    )  # fmt: skip


def median(rows: pd.DataFrame) -> str:
    """The gap in the middle, for a card."""
    gap = middle(rows)
    return fmt.MISSING if gap is None else f"{points(gap)} :small[百分点]"


def sentence(rows: pd.DataFrame, asked: Asked) -> str:
    """How many are behind, and which three are furthest behind, with their owners."""
    status = rows["status"].value_counts()
    behind = rows[rows["status"] == BEHIND]
    named = "、".join(
        f"{fmt.markdown_text(indicator)} {points(gap)}（{fmt.markdown_text(owner if isinstance(owner, str) else '责任未写明')}）"
        for indicator, gap, owner in behind[["indicator", "gap_points", "responsible_unit"]]
        .head(3)
        .itertuples(index=False)
    )
    worst = f"；最落后的是{named}" if named else ""
    lacking = f"；**{status[UNKNOWN]} 项**比不了" if status.get(UNKNOWN, 0) else ""
    late = f":red[滞后 **{len(behind)} 项**]" if len(behind) else "没有滞后的"
    return (
        f"截至 {asked.until:%Y-%m-%d}，{asked.year} 年目标 **{len(rows)} 项**，{late}，"
        f"正常 **{status.get(ON_TRACK, 0)} 项**，超前 **{status.get(AHEAD, 0)} 项**{lacking}{worst}。"
    )
