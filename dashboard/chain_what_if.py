"""The tab 假设: what the chain comes to when enterprises go or a project comes, by the rules of the build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import chain_tables, panels, tables, widgets
from dashboard import format as fmt
from dashboard.chain_sentences import Row
from dashboard.filters_more import many
from dashboard.queries import chains
from dashboard.queries.chains import Change, View

MOST_WAN_YUAN, MOST_MU = 100_000_000.0, 100_000.0
NO_PROJECT = "不加项目"


def show(view: View, row: Row, nodes: pd.DataFrame) -> None:
    """Draw the change that a visitor imagines, the chain before and after, and the nodes whose light changes."""
    controls, answer = st.columns([2, 5], gap="large")
    with controls:
        change = _choose(view, nodes)
    with answer:
        if change.is_none:
            st.caption(
                "在左边选要离开的企业，或要落户的项目。数由构建时的同一套规则重算，只在这里，不改数据。"
            )
            return
        after = chains.whole(replace(view, change=change))
        st.dataframe(
            _compared(row, after),
            column_config=tables.column_config(chain_tables.COMPARED),
            hide_index=True,
            height="content",
            alt="整条链现在和假设后的数",
        )
        moved = _moved(nodes, chains.nodes(replace(view, change=change)))
        st.markdown("**强弱或依据有变的节点**")
        if moved.empty:
            st.caption("没有节点的强弱或依据变化。")
        else:
            panels.table(moved, chain_tables.MOVED, "强弱或依据有变的节点")


def _choose(view: View, nodes: pd.DataFrame) -> Change:
    members = chains.members(view, view.chain_id, None)
    lost = many("离开的企业", "wlost", _labels(members), "一户也不离开")
    named = {"": NO_PROJECT, **dict(zip(nodes["node_id"], nodes["name"], strict=True))}
    node = widgets.code("落户的项目，在节点", "wnode", named, "")
    if not node:
        return Change(lost)
    return Change(
        lost,
        node,
        widgets.amount("产值（万元）", "woutput", MOST_WAN_YUAN),
        widgets.amount("税收（万元）", "wtax", MOST_WAN_YUAN),
        widgets.amount("用地（亩）", "wland", MOST_MU),
        st.checkbox("规上企业", value=True, key="wabove", bind="query-params"),
    )


def _labels(members: pd.DataFrame) -> dict[str, str]:
    """Two enterprises of one name are told apart by their id, for a label is what the URL carries."""
    twice = set(members.loc[members["name"].duplicated(keep=False), "name"])
    return {
        each: f"{name} {each}" if name in twice else name
        for each, name in zip(members["enterprise_id"], members["name"], strict=True)
    }


FIGURES: Sequence[tuple[str, str, Callable[[Any], str]]] = (
    ("企业数", "firms", lambda value: fmt.count(value)),
    ("规上企业", "above_scale_firms", lambda value: fmt.count(value)),
    ("产值", "output_wan_yuan", fmt.money),
    ("税收", "tax_wan_yuan", fmt.money),
    ("用地", "land_mu", lambda value: fmt.with_unit(value, "亩")),
    ("亩均税收", "tax_wan_yuan_per_mu", lambda value: fmt.with_unit(value, "万元/亩")),
    ("完整度", "completeness_pct", fmt.percent),
    ("覆盖节点", "covered_nodes", lambda value: fmt.with_unit(value, "个", 0)),
    ("CR4", "cr4_pct", fmt.percent),
    ("HHI", "hhi", lambda value: fmt.number(value)),
    ("链主", "leader_name", lambda value: value or fmt.MISSING),
    ("链主依赖", "leader_share_pct", fmt.percent),
    ("本地配套率", "local_support_pct", fmt.percent),
    ("强节点", "strong", lambda value: fmt.with_unit(value, "个", 0)),
    ("弱节点", "weak", lambda value: fmt.with_unit(value, "个", 0)),
    ("缺节点", "missing", lambda value: fmt.with_unit(value, "个", 0)),
)


def _compared(before: Row, after: Row) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"figure": label, "before": say(before[name]), "after": say(after[name])}
            for label, name, say in FIGURES
        ]
    )


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The nodes whose light or its reason is another one afterwards."""
    old = before[["node_id", "light", "light_reason"]].rename(
        columns={"light": "light_before", "light_reason": "reason_before"}
    )
    joined = after.merge(old, on="node_id", validate="1:1")
    changed = (joined["light"] != joined["light_before"]) | (
        joined["light_reason"] != joined["reason_before"]
    )
    regraded = joined["light"] != joined["light_before"]
    return joined.assign(regraded=regraded)[changed].sort_values("regraded", ascending=False, kind="stable")
