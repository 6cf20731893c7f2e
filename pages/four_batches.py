"""四个一批: which enterprises to relocate, upgrade, close or restore under a plan, and what its lines change?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    batch_bench,
    batch_book,
    batch_cards,
    batch_outward,
    batch_panels,
    downloads,
    filters,
    metric_row,
    outward,
)
from dashboard import batch_sentences as sentences
from dashboard.handout import Screen
from dashboard.queries import batch_counts, batches, snapshot
from dashboard.sentences import lacking

plans, info, choices = batches.plans(), snapshot.build_info(), snapshot.choices()
if not plans:
    st.info(
        "快照中没有四个一批的方案。在 data/reference/plans 放一个方案，再重新构建。", icon=":material/help:"
    )
    st.stop()
selection = filters.shared()
words = filters.in_force(selection, choices)
top = st.container()
setting = batch_bench.choose(plans)
with top:
    filters.chips(words)
if setting.plan.missing:
    st.warning(
        f"{setting.plan.name}还不能定类，需要区里录入：{setting.plan.missing}。"
        f"填进 data/reference/plans/{setting.plan.plan_id}.toml，再重新构建。",
        icon=":material/edit_note:",
    )
    st.stop()
if selection.year is None:
    st.info(lacking(snapshot.lacking_entities(None), None), icon=":material/help:")
    st.stop()
if outward.reason(selection):
    st.info(outward.SMALL, icon=":material/visibility_off:")
    st.stop()

counts = batch_counts.counts(selection, setting.bench)
found = batch_counts.funnel(counts)
shares = batch_outward.shares(batch_counts.split(counts), selection, setting.bench)
with top, st.container(horizontal=True, vertical_alignment="center", wrap=False):
    st.markdown(batch_outward.report(selection.year, found, shares, setting.bench), width="stretch")
    downloads.popover(
        Screen(
            "四个一批",
            selection.year,
            (*words.values(), setting.plan.name, *sentences.chosen(setting.own, setting.bench)),
            info,
            sentences.caliber(setting.plan, setting.own, setting.bench),
        ),
        partial(batch_book.sheets, selection, setting, found, shares),
    )
if not found.surveyed:
    st.info("所选条件下没有摸底企业。去掉一个筛选条件，或点“重置”。", icon=":material/filter_alt_off:")
    st.stop()
metric_row.show(batch_cards.of(shares, dict(setting.plan.meanings)), selection)
batch_panels.show(selection, setting, found, shares)
