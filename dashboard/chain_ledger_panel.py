"""The tab 批文与项目: what the chain's enterprises may make, which projects come to it, what it renews this year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import chain_ledger_charts as drawings
from dashboard import chain_ledger_tables as tables
from dashboard import charts, panels, screens, widgets
from dashboard import format as fmt
from dashboard.chain_report import LICENSED
from dashboard.queries import chain_licenses, chain_projects
from dashboard.queries.chains import View
from dashboard.sentences import lacking

PART = "chain_ledger"
MOST_ROWS, MOST_BARS = 300, 15


def show(view: View) -> None:
    """Draw the part that a visitor chooses: licences (of the chain that needs them), 招商 or 技改."""
    parts: Mapping[str, Callable[[], None]] = {
        **({"批文": partial(_licenses, view)} if view.chain_id == LICENSED else {}),
        "招商": partial(_investments, view),
        "技改": partial(_upgrades, view),
    }
    parts[widgets.one_of("批文与项目", PART, {name: name for name in parts})]()


def _licenses(view: View) -> None:
    ledger = chain_licenses.ledger(view)
    if not ledger.rows:
        st.info(lacking(("product_license",), None), icon=":material/help:")
        return
    by_year, by_type = chain_licenses.by_year(view), chain_licenses.by_type(view)
    with st.container(border=True):
        st.markdown(
            "**批件按类型和获批年度** :small[:gray[单位：项。按批准日期所在年，只计现在状态为获批的；在研药品是现在的数]]"
        )
        st.plotly_chart(
            drawings.multiples(by_year, by_type, _years(by_year, view)),
            height=drawings.MULTIPLES_HEIGHT,
            config=charts.CONFIG,
            alt="六类批件各年获批的项数和在研药品",
        )
    if remark := _left_out(by_type, ledger.elsewhere):
        st.caption(remark)
    holders = chain_licenses.holders(view)
    if holders.empty:
        st.caption("所选条件下，这条链的企业没有批件。")
        return
    _holders(holders)
    with st.expander("逐项批件"):
        each = chain_licenses.each(view, MOST_ROWS)
        panels.table(each, tables.LICENSES, "这条链的企业的批件")
        st.caption(f"最近获批的在前，只列前 {MOST_ROWS} 项；导出含全部。")


def _years(by_year: pd.DataFrame, view: View) -> list[int]:
    """Every year from the first grant to the last or the chosen one, those without a grant too."""
    known = [*by_year["year"], *([view.selection.year] if view.selection.year else [])]
    return list(range(int(min(known)), int(max(known)) + 1)) if known else []


def _left_out(by_type: pd.DataFrame, elsewhere: int) -> str:
    undated, unsaid, withdrawn = (int(by_type[name].sum()) for name in ("undated", "unsaid", "withdrawn"))
    said = (
        (undated, "没有批准日期，不计入任何年度"),
        (unsaid, "没有写明状态，不计"),
        (withdrawn, "已注销，不计"),
        (elsewhere, "的企业不在这条链上，不计"),
    )
    return "；".join(f"{fmt.number(count)} 项{why}" for count, why in said if count)


def _holders(holders: pd.DataFrame) -> None:
    to_dossier = st.container()
    clicked = panels.pickable(holders, tables.HOLDERS, "license_firms", "有批件的企业和各类型的项数")
    with to_dossier:
        # A row number outlives the rows that it was chosen in.
        if clicked is not None and clicked < len(holders):
            screens.enterprise_link(holders.iloc[clicked]["enterprise_id"], holders.iloc[clicked]["name"])
        else:
            st.caption(f"有批件的企业 {fmt.count(len(holders))}。点一行左边的方框，这里出现它的企业档案。")


def _investments(view: View) -> None:
    if not chain_projects.are_there():
        st.info(lacking(("project",), None), icon=":material/help:")
        return
    rows, unplaced = chain_projects.investments(view), chain_projects.unplaced(view.selection)
    if rows.empty:
        st.caption("所选条件下，没有归入这条链的招商项目。")
    else:
        st.caption(
            "招商项目多半还没有企业，按来件所写的环节、行业代码、承担企业归入节点，依据列在“归入依据”，要人核对；"
            "一个项目可以归入几个节点，合计只计一次。筛选中只有镇街和片区对它们起作用。"
        )
        st.markdown(_filled(rows))
        panels.table(rows, tables.INVESTMENTS, "这条链的招商项目和它们能补的节点")
        with st.container(border=True):
            st.markdown("**到了哪个阶段** :small[:gray[项数 · 总投资 · 意向用地]]")
            st.plotly_chart(
                drawings.funnel(chain_projects.funnel(view)),
                height=drawings.FUNNEL_HEIGHT,
                config=charts.CONFIG,
                alt="招商项目按阶段的项数、总投资和意向用地",
            )
    if len(unplaced):
        with st.expander(f"归不到任何一条链的招商项目 · {fmt.number(len(unplaced))} 项"):
            panels.table(unplaced, tables.UNPLACED, "归不到任何一条链的招商项目和原因")


def _filled(rows: pd.DataFrame) -> str:
    """How many projects there are and how many would fill a missing or weak node."""
    fills = rows[rows["fills"].fillna(False).astype(bool)]
    nodes = "、".join(fmt.markdown_text(name) for name in fills["node"].unique())
    said = (
        f"，其中 {fills['project_id'].nunique()} 项能补缺弱节点：{nodes}" if nodes else "，没有能补缺弱节点的"
    )
    return f"**招商项目 {rows['project_id'].nunique()} 项**{said}"


def _upgrades(view: View) -> None:
    if not chain_projects.are_there():
        st.info(lacking(("project",), None), icon=":material/help:")
        return
    rows = chain_projects.upgrades(view)
    if rows.empty:
        st.caption("所选条件下，这条链的企业没有技改项目。")
        return
    stated = rows.dropna(subset=["year_plan_wan_yuan", "year_done_wan_yuan"], how="all")
    with st.container(border=True):
        st.markdown(f"**{view.selection.year} 年技改投资：计划和完成** :small[:gray[细条是完成，宽条是计划]]")
        if stated.empty:
            st.caption("没有写明这一年度计划或完成投资的技改项目。")
        else:
            st.plotly_chart(
                drawings.upgrades(stated.head(MOST_BARS)),
                config=charts.CONFIG,
                alt="技改项目的年度计划和完成投资",
            )
    panels.table(rows, tables.UPGRADES, "这条链的企业的技改项目")
