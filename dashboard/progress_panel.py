"""进度: how far the cases of the four batches are, and who is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import (
    batch_charts,
    case_charts,
    case_late,
    case_sums,
    case_tables,
    charts,
    ledger,
    panels,
    widgets,
)
from dashboard import format as fmt
from dashboard.cases import history, progress, store
from dashboard.cases.record import FIELDS, Case
from dashboard.queries import case_facts
from dashboard.selection import Selection
from etl.contracts import Column, Kind
from etl.contracts.batches import WARNINGS

LAND: tuple[Column, ...] = (
    Column("group", "分组", "审定分类，或腾出后的用途。", Kind.WORD),
    Column("firms", "案件", "这一组的案件数。", Kind.INTEGER, "户", 0, None, 0),
    Column("with_target", "有应腾面积", "填了应腾面积，或审定搬迁、关闭而有占地面积的。", Kind.INTEGER, "户", 0, None, 0),
    FIELDS["to_free_mu"],
    Column("freed_mu", "已腾面积", "已经腾出的土地。", Kind.NUMBER, "亩"),
    Column("left_mu", "剩余面积", "应腾面积减已腾面积。", Kind.NUMBER, "亩"),
)  # fmt: skip
FLOW_HEIGHT = 260


def show(selection: Selection) -> None:
    """Draw the tab over the cases of the selection."""
    try:
        everyone, freed, late = store.cases(), history.freed_over_time(), case_late.listed(selection)
    except ledger.LedgerError as error:
        st.error(fmt.markdown_text(str(error)), icon=":material/error:")
        return
    cases = case_sums.chosen(everyone, selection)
    if not cases:
        st.info(
            "还没有案件，画不出进度。先在“处置台账”里点“从建议立案”，或导入已有的台账。"
            if not everyone
            else "所选条件下没有案件。去掉左侧的一个筛选条件。",
            icon=":material/playlist_add:",
        )
        return
    st.markdown(sentence(cases, len(late)))
    months = progress.by_month(cases, freed, date.today())
    _first_row(cases)
    _months(months)
    _late(late)
    _land(cases)


def warned(selection: Selection) -> None:
    """Draw the cases that are late today as the early warning 处置超期; nothing where there is none."""
    try:
        late = case_late.listed(selection)
    except ledger.LedgerError as error:
        st.caption(f":material/error: {fmt.markdown_text(str(error))}")
        return
    if len(late):
        grace = case_facts.grace_days()
        st.caption(f"{WARNINGS['case_late']} {fmt.count(len(late))}，按台账今天的时限，超过 {grace:g} 天算。")
        _late(late)


def sentence(cases: Sequence[Case], late: int) -> str:
    """``立案 N 户，已定类 M 户；实施中…；应腾 … 亩，已腾 … 亩``, in bold numbers."""
    phases = pd.Series([each.phase for each in cases]).value_counts()
    decided = sum(each.final_batch is not None for each in cases)
    told = "、".join(f"{phase} **{fmt.count(number)}**" for phase, number in phases.items())
    sums = progress.land(cases, "final_batch")[["to_free_mu", "freed_mu"]].sum(min_count=1)
    words = f"立案 **{fmt.count(len(cases))}**，已定类 **{fmt.count(decided)}**；{told}。"
    words += f"应腾 **{fmt.with_unit(sums['to_free_mu'], '亩')}**，已腾 **{fmt.with_unit(sums['freed_mu'], '亩')}**。"
    done = progress.completion(cases)
    words += (
        f"销号 **{fmt.count(done['done'])}**，完成率 **{fmt.percent(done['done_pct'])}**"
        f"（按亩 {fmt.percent(done['done_mu_pct'])}），腾出用地 **{fmt.with_unit(done['freed_mu'], '亩')}**。"
    )
    return words + (f":red[超期 **{fmt.count(late)}**。]" if late else "没有超期的。")


def _first_row(cases: Sequence[Case]) -> None:
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown("**建议 → 审定** :small[:gray[户]]")
        moves = progress.flow(cases)
        st.plotly_chart(
            batch_charts.flow(moves, "建议", "审定"),
            height=FLOW_HEIGHT,
            config=charts.CONFIG,
            alt="案件从建议分类到审定分类的流向。",
        )
    with right.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**各地进度**", width="content")
            by = widgets.one_of("分组", "pby", {"town": "镇街", "park": "片区"})
            measure = widgets.one_of("计量", "pshow", {"firms": "家数", "land_mu": "占地"})
        rows = progress.by_area(cases, by)
        with st.container(height=FLOW_HEIGHT - 30, border=False):
            st.plotly_chart(
                case_charts.by_area(rows, measure),
                config=charts.CONFIG,
                alt="各镇街或片区的案件按阶段：未启动、实施中、已完成、搁置。",
            )


def _months(months: pd.DataFrame) -> None:
    left, right = st.columns(2)
    for column, title, figure, alt in (
        (left, "剩余用地：计划和实际", case_charts.burn_down(months), "每月月末剩余的用地，计划和实际。"),
        (right, "计划完成、已开始、已完成", case_charts.firms(months), "每月月末累计的户数。"),
    ):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{title}** :small[:gray[月末]]")
            st.plotly_chart(figure, height=case_charts.MONTHS_HEIGHT, config=charts.CONFIG, alt=alt)
    st.caption(
        "计划按时限（没有时限的按计划完成）；实际按台账里记下处置面积的日期，办完的按实际完成。没有日期的不在线上。"
    )


def _late(late: pd.DataFrame) -> None:
    st.markdown(f"**:red[超期红名单]** · {fmt.count(len(late))}")
    if late.empty:
        st.caption("没有超期的：期限都没有过，或没有填时限和计划完成。")
        return
    panels.table(late, case_tables.LATE, "超期的案件、责任单位、责任领导和期限")


def _land(cases: Sequence[Case]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**腾地台账**", width="content")
        by = widgets.one_of("分组", "pland", {"final_batch": "按审定分类", "planned_use": "按腾出后用途"})
    panels.table(progress.land(cases, by), LAND, "应腾、已腾和剩余的用地")
