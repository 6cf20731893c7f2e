"""The tabs of 产业链: one question each, asked only while its tab is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    chain_atlas,
    chain_charts,
    chain_gap_panel,
    chain_ledger_panel,
    chain_map_panel,
    chain_outward,
    chain_tables,
    chain_what_if,
    charts,
    clicks,
    database,
    outward,
    panels,
    screens,
    widgets,
)
from dashboard import chain_sentences as sentences
from dashboard import format as fmt
from dashboard.queries import chain_doubts, chains, snapshot
from dashboard.queries.chains import Chain, View

VIEW, NODE = "chain_view", "node"
MOST_ROWS = 300
ATLAS = "图谱"
# What a register alone has an answer to.
OF_NO_YEAR = (ATLAS, "企业", "待定")


def show(view: View, chain: Chain, row: sentences.Row, nodes: pd.DataFrame) -> None:
    """Draw the tabs of the chain; ``row`` and ``nodes``: its figures and those of its nodes."""
    views: Mapping[str, Callable[[], None]] = {
        ATLAS: partial(_atlas, view, chain, nodes),
        "构成": partial(_makeup, view, chain, nodes),
        "缺口": partial(_gaps, view, chain, row, nodes),
        "分布": partial(_sites, view, chain, nodes),
        "批文与项目": partial(chain_ledger_panel.show, view),
        "趋势": partial(_years, view),
        "企业": partial(_members, view, row),
        "待定": partial(_doubts, view),
        "假设": partial(chain_what_if.show, view, row, nodes),
    }
    if view.selection.year is None:
        views = {name: views[name] for name in OF_NO_YEAR}
    tabs = st.tabs(list(views), key=VIEW, bind="query-params")
    for tab, (name, draw) in zip(tabs, views.items(), strict=True):
        if tab.open:
            with tab:
                if name == ATLAS or not outward.refuses():
                    draw()


def _atlas(view: View, chain: Chain, nodes: pd.DataFrame) -> None:
    bands_only = outward.is_on()
    shown = chain_outward.nodes(nodes)
    st.plotly_chart(
        chain_atlas.atlas(shown, chains.links(chain.chain_id), bands_only=bands_only),
        key="chain_atlas",
        height=chain_atlas.height(shown),
        config=charts.CONFIG,
        on_select=partial(clicks.choose_clicked, "chain_atlas", NODE, set(nodes["node_id"])),
        selection_mode="points",
        alt=f"{chain.name}的图谱，从上游到下游。{sentences.gaps(nodes)}",
    )
    if bands_only:
        st.caption(chain_outward.BANDS)
        return
    st.caption(
        f"虚线框是缺的节点，线从供应一方到使用一方。{sentences.rule(chains.light_rule())}  \n{sentences.about(chain)}"
    )
    _list_behind(view, nodes, "点图中的节点，或在这里选，看它的企业")


def _list_behind(view: View, nodes: pd.DataFrame, invitation: str) -> None:
    """The enterprises of the node that the visitor chooses: the list behind a box, a band, a field or a row."""
    if (row := _chosen(nodes, invitation)) is not None:
        _node(view, row)


def _chosen(nodes: pd.DataFrame, invitation: str) -> sentences.Row | None:
    names = dict(zip(nodes["node_id"], nodes["name"], strict=True))
    chosen = widgets.maybe_one("节点", NODE, names, invitation)
    return database.only_row(nodes[nodes["node_id"] == chosen]) if chosen else None


def _gaps(view: View, chain: Chain, row: sentences.Row, nodes: pd.DataFrame) -> None:
    behind = partial(_list_behind, view, nodes, "点表中的一格，或在这里选，看节点的企业")
    chain_gap_panel.show(view, chain, row, nodes, NODE, behind)


def _sites(view: View, chain: Chain, nodes: pd.DataFrame) -> None:
    row = _chosen(nodes, "全链；选一个节点，只看它的企业")
    scope, name = (str(row["node_id"]), str(row["name"])) if row else (chain.chain_id, chain.name)
    chain_map_panel.show(view, chain, scope, name)


def _node(view: View, row: sentences.Row) -> None:
    st.markdown(sentences.node(row))
    members = chains.members(view, str(row["node_id"]), MOST_ROWS)
    if members.empty:
        st.caption("这个节点没有在营企业。可在“缺口”里看旁边可用的地块。")
        return
    _table(members, "node_firms", f"{row['name']}的企业")


def _table(members: pd.DataFrame, key: str, alt: str) -> None:
    """Draw enterprises; a chosen row leads to its dossier."""
    to_dossier = st.container()
    clicked = panels.pickable(chain_tables.with_words(members), chain_tables.MEMBERS, key, alt)
    with to_dossier:
        # A row number outlives the rows that it was chosen in.
        if clicked is not None and clicked < len(members):
            firm = members.iloc[clicked]
            screens.enterprise_link(firm["enterprise_id"], firm["name"])
        else:
            st.caption(f"{fmt.count(len(members))}，产值大的在前。点一行左边的方框，这里出现它的企业档案。")


def _makeup(view: View, chain: Chain, nodes: pd.DataFrame) -> None:
    tree = chains.tree(view)
    if tree.empty:
        st.caption("这条链的企业没有产值数据，画不出构成。")
        return
    st.caption("按产值；一户企业只算在它在这条链上的主节点，各块之和等于全链产值。")
    left, right = st.columns(2)
    for column, title, figure, height in (
        (left, "产值流向：全链 → 环节 → 节点", chain_charts.flow(tree, chain.name), chain_charts.FLOW_HEIGHT),
        (right, "全链 → 节点 → 企业", chain_charts.tree(tree, chain.name), chain_charts.TREE_HEIGHT),
    ):
        with column.container(border=True):
            st.markdown(f"**{title}**")
            st.plotly_chart(figure, height=height, config=charts.CONFIG, alt=title)
    _list_behind(view, nodes, "选一个节点，看它的企业")


def _years(view: View) -> None:
    years = sorted(snapshot.years())
    totals = [chains.totals(View(view.selection.of_year(year), "")) for year in years]
    now = next(rows for year, rows in zip(years, totals, strict=True) if year == view.selection.year)
    own = pd.concat([rows[rows["chain_id"] == view.chain_id] for rows in totals])
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown("**各链产值**")
        st.plotly_chart(
            chain_charts.outputs(years, totals, view.chain_id),
            height=chain_charts.TREND_HEIGHT,
            config=charts.CONFIG,
            alt="各产业链历年的产值",
        )
    with right.container(border=True, height="stretch"):
        st.markdown("**本链增速：官方和同一批企业，各写明户数**")
        if own[["growth_official_pct", "growth_same_firms_pct"]].isna().all(axis=None):
            st.caption("没有官方同比，也没有两年都有产值的企业，算不出增速。")
        else:
            st.plotly_chart(chain_charts.growth(own), height=chain_charts.TREND_HEIGHT, config=charts.CONFIG)
    _contributions(view)
    panels.table(now, chain_tables.CHAINS, "各产业链当年的指标")
    with st.expander("各链一句话（可用于报告）"):
        for row in database.all_rows(now):
            st.markdown(sentences.report(row, view.selection.year))


def _contributions(view: View) -> None:
    rows = chains.contributions(view)
    with st.container(border=True):
        st.markdown("**增长由谁带来**")
        if rows.empty:
            st.caption("没有两年都有产值的企业，分不出贡献。")
            return
        st.caption(sentences.contribution(rows))
        st.plotly_chart(chain_charts.waterfall(rows), config=charts.CONFIG, alt=sentences.contribution(rows))


def _members(view: View, row: sentences.Row) -> None:
    st.markdown(sentences.concentration(row))
    members = chains.members(view, view.chain_id, MOST_ROWS)
    if members.empty:
        st.caption("所选条件下，这条链没有在营企业。")
        return
    _table(members, "chain_firms", "这条链的企业")


def _doubts(view: View) -> None:
    doubts, unmapped = (
        chain_doubts.doubtful(view.selection, view.chain_id),
        chain_doubts.unmapped(view.selection),
    )
    st.caption(
        "企业按产品关键词和行业代码归入节点；说不准的列在这里，由人来定：在 data/reference/chain\\_pins.csv 里写一行"
        "（企业、节点标识、归入或排除、是否主节点、指定人、日期），再重新构建。没有定之前，它们不计入节点。"
    )
    st.subheader(f"说不准的 · {fmt.number(len(doubts))} 条", anchor=False)
    if doubts.empty:
        st.caption("这条链没有说不准的企业。")
    else:
        panels.table(doubts, chain_tables.DOUBTS, "说不准在哪个节点的企业")
    st.subheader(f"资料不够、没有归入的企业 · {fmt.count(len(unmapped))}", anchor=False)
    if unmapped.empty:
        st.caption("没有缺少代码和产品的企业。")
    else:
        panels.table(unmapped, chain_tables.UNMAPPED, "没有归入的企业和原因")
