"""The chains of the district in a line each, with a way to the page of each: for 总览."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import chain_outward, outward, screens
from dashboard import chain_sentences as sentences
from dashboard import format as fmt
from dashboard.chain_sentences import Row
from dashboard.database import all_rows
from dashboard.queries import chains
from dashboard.queries.chains import View
from dashboard.selection import Selection

TITLE = "产业链"


def show(selection: Selection) -> None:
    """Draw the chains, those of the filter alone where it names some."""
    whole = replace(selection, chains=())
    rows = [
        row
        for row in all_rows(chains.totals(View(whole, "")))
        if not selection.chains or row["chain_id"] in selection.chains
    ]
    if not rows:
        st.caption("没有产业链：快照没有图谱或没有年度数据，或筛选的企业都不在链上。")
    for row in rows:
        _line(row, replace(whole, chains=(row["chain_id"],)))


def _line(row: Row, members: Selection) -> None:
    with st.container(gap=None):
        screens.chain_link(row["name"])
        _figures(row, members)


def _figures(row: Row, members: Selection) -> None:
    if outward.reason(members):
        st.caption("对外视图：企业太少，不显示合计。")
        return
    shown = chain_outward.totals(row, members)
    growth = shown["growth_same_firms_pct"]
    said = f"（{fmt.count(row['growth_same_firms'])}）" if growth is not None else ""
    output = f"产值 **{fmt.money(shown['output_wan_yuan'])}** · 同一批 {fmt.percent(growth)}{said}"
    st.caption(f"{output}  \n{sentences.lights(row)}")
