"""The tab 缺口: a table of the nodes by every figure, the gaps in words, and parcels beside them that could fill one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import chain_charts, chain_sentences, chain_tables, charts, clicks, panels
from dashboard import format as fmt
from dashboard.queries import chain_gaps
from dashboard.queries.chains import Chain, View

SITES_A_NODE = 5


def show(
    view: View,
    chain: Chain,
    row: chain_sentences.Row,
    nodes: pd.DataFrame,
    node: str,
    list_behind: Callable[[], None],
) -> None:
    """Draw the heat table of the nodes, the gaps, and the list of parcels for them.

    A click on a field sets the choice ``node``; ``list_behind`` draws what stands behind it.
    """
    with st.container(border=True):
        st.markdown("**节点 × 指标** :small[:gray[每列按本列最大值着色；空白是没有数据，0 是零]]")
        st.plotly_chart(
            chain_charts.gaps(nodes),
            key="chain_gaps",
            config=charts.CONFIG,
            on_select=partial(clicks.choose_clicked, "chain_gaps", node, set(nodes["node_id"])),
            selection_mode="points",
            alt=chain_sentences.gaps(nodes),
        )
    list_behind()
    st.markdown(chain_sentences.gaps(nodes))
    if support := chain_sentences.support(row):
        st.caption(f"全链{support}。")
    st.subheader("补链清单", anchor=False)
    sites = chain_gaps.sites(view, parks_of(chain), SITES_A_NODE)
    if sites.empty:
        st.caption("没有缺的和弱的节点，不用补链。")
        return
    st.caption(
        f"缺弱节点旁边可用的地块：供而未用、竣工未投，或亩均税收在全区最低四分之一，不小于 "
        f"{fmt.bound(chain_gaps.LEAST_MU)} 亩。每个节点只列前 {SITES_A_NODE} 宗，导出含全部。"
        "可补的招商项目按来件的环节、行业代码、承担企业归入，依据见“批文与项目”。"
    )
    panels.table(sites, chain_tables.SITES, "缺弱节点和旁边可用的地块")


def parks_of(chain: Chain) -> tuple[str, ...]:
    """The names of the chain's parks."""
    return tuple(chain.parks.split("、")) if chain.parks else ()
