"""What 产业链 says in words: the sentence of the report, how a light is judged, what a change would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.chains import Chain
from etl.contracts.chains import LIGHTS, UNJUDGED

Row = Mapping[Any, Any]
LIGHT_COUNTS = dict(zip(LIGHTS, ("strong", "middling", "weak", "missing", "unjudged"), strict=True))


def report(row: Row, year: int | None, *, bands_only: bool = False) -> str:
    """A chain in one sentence of the yearly report, only with numbers that there are; ``bands_only``: for others."""
    parts = [
        f"**{fmt.markdown_text(row['name'])}**：{f'{year} 年' if year else ''}链上企业 **{fmt.count(row['firms'])}**，"
        f"其中规上 {fmt.count(row['above_scale_firms'])}",
        _output(row),
        f"参考节点 {fmt.number(row['nodes'])} 个，覆盖 {fmt.number(row['covered_nodes'])} 个"
        f"（完整度 {fmt.percent(row['completeness_pct'])}），{lights(row)}",
    ]
    leader = "" if bands_only else _leader(row)
    return "；".join(part for part in (*parts, leader) if part) + "。"


def _output(row: Row) -> str:
    if pd.isna(row["output_wan_yuan"]):
        return "没有产值数据"
    growths = [
        f"{word} {fmt.percent(row[value])}（{fmt.count(row[count])}）"
        for value, count, word in (
            ("growth_official_pct", "growth_official_firms", "官方增速"),
            ("growth_same_firms_pct", "growth_same_firms", "同一批企业增速"),
        )
        if pd.notna(row[value])
    ]
    return "，".join((f"产值 **{fmt.money(row['output_wan_yuan'])}**", *growths))


def support(row: Row) -> str:
    """How many of those that named their suppliers have one in the district; empty where nobody did."""
    if pd.isna(row["local_support_pct"]):
        return ""
    return f"本地配套率 {fmt.percent(row['local_support_pct'])}（报了供应商的 {fmt.count(row['supplied_firms'])}）"


def _leader(row: Row) -> str:
    if not row["leader_id"] or pd.isna(row["leader_share_pct"]):
        return ""
    return f"链主{fmt.markdown_text(row['leader_name'])}占全链产值 {fmt.percent(row['leader_share_pct'])}"


def lights(row: Row) -> str:
    """How many nodes have which light: 强 3 · 中 5 · 弱 1 · 缺 6; those not judged only where there are some."""
    return " · ".join(
        f"{light} {fmt.number(row[column])}"
        for light, column in LIGHT_COUNTS.items()
        if light != UNJUDGED or row[column]
    )


def rule(limits: Row) -> str:
    """By what a light is judged, out of the rule file that the build used."""
    return (
        f"强：规上≥{fmt.count(limits['strong_above_scale'])}且占全链产值≥{fmt.bound(limits['strong_share_pct'])}%；"
        f"弱：规上<{fmt.count(limits['weak_above_scale'])}或占比<{fmt.bound(limits['weak_share_pct'])}%；"
        f"缺：没有在营企业；其余为中。规则 {fmt.markdown_text(str(limits['version']))} 版"
        "（data/reference/chain\\_lights.toml）。"
    )


def about(chain: Chain) -> str:
    """Who leads the chain, where it is, by which atlas."""
    facts = {
        "链长": chain.chief or "未录入",
        "牵头单位": chain.lead_unit,
        "园区": chain.parks,
        "中心": chain.centres,
        "图谱版本": chain.version,
    }
    return " · ".join(f"{label} {fmt.markdown_text(text)}" for label, text in facts.items() if text)


def node(row: Row) -> str:
    """Why a node has its light, with what it was judged by."""
    risk = f"风险：{row['risk']}。" if row["risk"] else ""
    return f"**{fmt.markdown_text(row['name'])}** · {row['segment']} · 判定为 **{row['light']}**：{row['light_reason']}。{risk}"


def concentration(row: Row) -> str:
    """How much of the chain is its largest enterprises'; said where there are too few to say."""
    if pd.isna(row["cr4_pct"]):
        return f"有产值的企业 {fmt.count(row['firms_with_output'])}，样本少，不算 CR4 和 HHI。"
    return (
        f"产值前四名占 **{fmt.percent(row['cr4_pct'])}**（CR4），HHI **{fmt.number(row['hhi'])}**"
        f"（按 {fmt.count(row['firms_with_output'])}有产值的企业；0–10000，越大越集中，2500 以上算高度集中）。"
    )


def contribution(rows: pd.DataFrame) -> str:
    """The growth of the same enterprises, and over how many."""
    up = int((rows["change_wan_yuan"] > 0).sum())
    return (
        f"两年都有产值的 {fmt.count(len(rows))}，合计增减 {fmt.money(float(rows['change_wan_yuan'].sum()))}，"
        f"增速 {fmt.percent(float(rows['points'].sum()))}；增长 {fmt.count(up)}，未增长 {fmt.count(len(rows) - up)}。"
    )


def gaps(nodes: pd.DataFrame) -> str:
    """Which nodes are missing and which weak."""
    said = [
        f"**{light}** {'、'.join(fmt.markdown_text(name) for name in nodes.loc[nodes['light'] == light, 'name'])}"
        for light in ("缺", "弱")
        if (nodes["light"] == light).any()
    ]
    return "；".join(said) + "。" if said else "没有缺的和弱的节点。"
