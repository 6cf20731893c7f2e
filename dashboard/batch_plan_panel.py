"""The tabs 方案对比 and 方案: two plans side by side with who moves; what a plan means, in which order its rules hold."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import (
    batch_charts,
    batch_lists_panel,
    batch_saved,
    batch_sentences,
    batch_tables,
    charts,
    panels,
)
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.queries import batch_counts, batch_lists, batches
from dashboard.queries.batches import Bench
from dashboard.selection import Selection

MOST_MOVERS = 1_000
OWN = "方案原样"


def compare(selection: Selection, setting: Setting, shares: pd.DataFrame) -> None:
    """Draw the bench beside another plan: classes of both, who moves from which into which."""
    others = _others(setting)
    if not others:
        st.caption("当前与方案一致，也没有别的方案可比。拖动 X 或改任一项，这里列出谁换类。")
        return
    left, right = st.columns([2, 7], vertical_alignment="center")
    chosen = left.selectbox(
        "对照", list(others), key="against", bind="query-params", label_visibility="collapsed"
    )
    before = others[str(chosen)]
    moves = batch_lists.moved(selection, before, setting.bench)
    right.markdown(
        f"由“{fmt.markdown_text(str(chosen))}”到当前：{batch_sentences.effect(moves)}"
        f" {batch_sentences.difference(before, setting.bench)}"
    )
    left, right = st.columns([5, 4])
    with left:
        old = batch_counts.split(batch_counts.counts(selection, before))
        panels.table(
            batch_tables.in_words(batch_tables.side_by_side(old, shares)),
            batch_tables.IN_WORDS,
            "两个方案各类的数，逐类对照",
        )
    with right.container(border=True):
        st.plotly_chart(
            batch_charts.flow(moves, str(chosen), "当前"),
            height=batch_charts.FLOW_HEIGHT,
            config=charts.CONFIG,
            alt=f"对照方案的分类（左）到当前分类（右）。{batch_sentences.effect(moves)}",
        )
    rows = batch_lists.movers(selection, before, setting.bench, MOST_MOVERS)
    batch_lists_panel.firms(rows, batch_tables.MOVERS, "batch_movers", "换类的企业")


def _others(setting: Setting) -> dict[str, Bench]:
    """What the bench can be compared with: the plan as it stands, other whole plans, saved ones with the same rules at hand.

    A frozen plan is put to the data on the screen, so that only the lines differ.
    """
    others = {OWN: setting.own} if setting.is_changed else {}
    whole = {plan.plan_id: plan.name for plan in batches.plans() if not plan.missing}
    others |= {
        name: batches.of_plan(plan_id)
        for plan_id, name in whole.items()
        if setting.saved or plan_id != setting.plan.plan_id
    }
    saved = batch_saved.listed()[0].values()
    return others | {
        f"{plan.name}（{'定稿' if plan.is_frozen else '保存的'}）": batch_saved.bench_of(plan)
        for plan in saved
        if plan.base_plan_id in whole and plan != setting.saved
    }


def about(selection: Selection, setting: Setting, shares: pd.DataFrame) -> None:
    """Draw what the plan says of itself."""
    plan = setting.plan
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.subheader(f"{fmt.markdown_text(plan.name)} · 版本 {fmt.markdown_text(plan.version)}", anchor=False)
        st.markdown(f"**依据** {fmt.markdown_text(plan.source)}")
        if plan.notes:
            st.markdown(f"**说明** {fmt.markdown_text(plan.notes)}")
        for batch, meaning in plan.meanings:
            st.markdown(f"**{batch}一批** {fmt.markdown_text(meaning or '方案没有写明含义')}")
    with right.container(border=True, height="stretch"):
        st.subheader("判定顺序：自上而下，先到先得", anchor=False)
        st.markdown(batch_sentences.rules(batches.rules(plan.plan_id)))
        st.caption(
            "规则、摸底范围、关闭事由和不宜定类的条件写在 data/reference/plans 的方案文件里，改了重新构建即生效。"
        )
