"""The parts of 地块档案: outline and areas, tax by user, contract promises against facts, stages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    charts,
    dossier,
    outlines,
    panels,
    parcel_charts,
    promise_tables,
    promises,
    screens,
    sentences,
    standing,
)
from dashboard import format as fmt
from dashboard.database import all_rows
from dashboard.parcel_history import History
from dashboard.queries import land_contracts, parcel_dossier
from dashboard.queries.land_contracts import BROKEN, KEPT

# The colour of a verdict on its badge; what is not due or not known has none.
BADGES = {KEPT: "green", BROKEN: "red"}


def outline(parcel: Mapping[str, Any]) -> None:
    """Draw the parcel among its neighbours, or say which file would bring its outline."""
    st.markdown("**图形**")
    shape = parcel["shape_geojson"]
    near = parcel_dossier.neighbours(parcel["parcel_id"]) if shape else None
    figure = outlines.outline(shape, "本宗地", near["shape_geojson"]) if near is not None else None
    if figure is None:
        st.caption("这宗地没有图形：请自然资源和规划局提供带图形的宗地文件。")
    else:
        st.plotly_chart(
            figure, height=outlines.HEIGHT, config=charts.CONFIG, alt=f"宗地 {parcel['parcel_id']} 的轮廓"
        )


def areas(parcel: Mapping[str, Any]) -> None:
    """Draw the three areas beside each other."""
    with st.container(border=True):
        st.markdown("**证载、申报、实测面积**")
        panels.table(dossier.areas(parcel), dossier.AREAS, "三种来源的面积及与证载面积的差")


def users(rows: pd.DataFrame, parcel: Mapping[str, Any], year: int | None) -> None:
    """Draw who uses the parcel, and what tax of each falls to it."""
    st.subheader("使用企业", anchor=False)
    if rows.empty:
        st.caption("没有使用这宗地的企业：权利人不在名录中，也没有租用记录。")
        return
    st.caption(standing.conservation(rows, parcel["land_mu"], year))
    now = rows[rows["year"] == year]
    panels.links(dossier.labelled(now, "enterprise_id", "name"), screens.enterprise_link)
    _tax(rows)
    panels.table(rows, dossier.PARCEL_USERS, "这宗地的历年使用企业", dossier.USER_LIST)


def _tax(rows: pd.DataFrame) -> None:
    if rows["tax_wan_yuan"].notna().sum() == 0:
        st.caption("使用企业没有税收数据，画不出各户的税收。")
        return
    with st.container(border=True):
        st.markdown(
            f"**各户税收** :small[:gray[{dossier.USER_TAX.heading}，前 {parcel_charts.MOST_USERS} 户，其余合并]]"
        )
        st.plotly_chart(
            parcel_charts.tax_by_user(rows),
            height=parcel_charts.TAX_HEIGHT,
            config=charts.CONFIG,
            alt=parcel_charts.tax_words(rows),
        )


def agreed(history: History) -> None:
    """Draw each contract with its promises against the facts; without one, say which file would bring it."""
    st.subheader("履约", anchor=False)
    if history.contracts.empty:
        known = land_contracts.are_there()
        st.caption(
            "供地履约台账中没有这宗地的合同。" if known else sentences.lacking(("land_contract",), None)
        )
        return
    for contract in all_rows(history.contracts):
        with st.container(border=True):
            _contract(contract, history)


def _contract(contract: Mapping[str, Any], history: History) -> None:
    these = promises.promises(contract, history.until)
    with st.container(horizontal=True, vertical_alignment="center"):
        if contract["enterprise_id"]:
            screens.enterprise_link(
                contract["enterprise_id"], contract["holder_name"] or contract["enterprise_id"]
            )
        st.caption(fmt.markdown_text(promises.head(contract)), width="content")
    when = f"截至 {history.until}：" if history.until else "快照没有数据日期，没有发生的不判断："
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for each in these:
            if each.verdict in BADGES:
                st.badge(f"{each.kind} {each.verdict}", color=BADGES[each.verdict])  # type: ignore[arg-type]
    st.markdown(when + promises.summary(these))
    panels.table(
        pd.DataFrame(these),
        promise_tables.PROMISES,
        f"合同 {contract['contract_id']} 的约定、事实、差距和结论",
    )


def stages(history: History) -> None:
    """Draw when the parcel was to reach each stage and when it did."""
    st.subheader("阶段历程", anchor=False)
    dated = history.stages.dropna(subset=["planned_on", "actual_on"], how="all")
    said = history.stages.drop(dated.index)
    if len(said):
        st.caption(f"宗地文件写明的阶段：{fmt.markdown_text('、'.join(said['stage']))}（没有日期）。")
    if dated.empty:
        st.caption("没有带日期的阶段：供地履约台账写明实际开工、竣工、投产的日期后，这里画出历程。")
        return
    with st.container(border=True):
        st.plotly_chart(
            parcel_charts.stages(dated, history.until),
            config=charts.CONFIG,
            alt=parcel_charts.stage_words(dated),
        )
    panels.table(promise_tables.with_lateness(dated), promise_tables.STAGES, "宗地各阶段的计划和实际时间")
