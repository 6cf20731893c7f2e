"""The six large numbers of a chain."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import chain_sentences as sentences
from dashboard import evidence_drawer
from dashboard import format as fmt
from dashboard.cards import Card, of
from dashboard.chain_sentences import Row
from dashboard.selection import Selection
from etl.contracts import TABLES

_chain = TABLES["chain_year"].by_name


def evidence(shown: Sequence[Card], selection: Selection) -> None:
    """Draw the choice of a number whose rows and sources are to be seen; one button for all keeps the cards low."""
    named = {card.number: card.label for card in shown if card.number}
    chosen = st.menu_button(
        "依据",
        list(named),
        format_func=named.__getitem__,
        key="evidence_chain",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一个数，看它怎么算、由哪些行构成、来自哪个文件的哪一行",
    )
    if chosen is not None:
        evidence_drawer.show(chosen, selection)


def of_chain(row: Row, *, bands_only: bool = False) -> tuple[Card, ...]:
    """Output, enterprises, tax per mu, completeness, lights, dependence; the last not for others (``bands_only``)."""
    five = (
        Card(
            "全链产值",
            fmt.large_money(row["output_wan_yuan"]),
            "",
            f"有产值 {of(row['firms_with_output'], row['firms'])}",
            "链上企业的产值之和，一户只计一次。",
            number="output",
        ),
        Card(
            "链上企业",
            fmt.large(row["firms"], "户", 0),
            "",
            f"规上 {fmt.count(row['above_scale_firms'])} · 专精特新 {fmt.count(row['specialised_firms'])}",
            _chain["firms"].sentence,
        ),
        Card(
            "亩均税收",
            fmt.number(row["tax_wan_yuan_per_mu"], 2),
            "",
            f"万元/亩 · 税收 {fmt.money(row['tax_wan_yuan'])}",
            _chain["tax_wan_yuan_per_mu"].sentence,
            number="ratio",
        ),
        Card(
            "完整度",
            fmt.large(row["completeness_pct"], "%", 1),
            "",
            f"覆盖 {of(row['covered_nodes'], row['nodes'], '个')} · 加权 {fmt.percent(row['completeness_weighted_pct'])}",
            _chain["completeness_pct"].sentence,
        ),
        Card(
            "缺弱节点",
            fmt.large(row["missing"] + row["weak"], "个", 0),
            "",
            sentences.lights(row),
            "强弱按规则文件由规上企业数和占全链产值判定。",
        ),
    )
    return five if bands_only else (*five, _leader(row))


def _leader(row: Row) -> Card:
    there = bool(row["leader_id"]) and pd.notna(row["leader_share_pct"])
    return Card(
        "链主依赖",
        fmt.large(row["leader_share_pct"], "%", 1),
        "",
        f"链主 {fmt.markdown_text(row['leader_name'])}" if there else "没有产值数据",
        _chain["leader_share_pct"].sentence,
    )
