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
    batch_saved,
    batch_saved_panel,
    downloads,
    filters,
    outward,
)
from dashboard import batch_sentences as sentences
from dashboard.handout import Screen
from dashboard.queries import batch_counts, batches, snapshot
from dashboard.sentences import lacking

plans, choices = batches.plans(), snapshot.choices()
if not plans:
    st.info(
        "快照中没有四个一批的方案。在 data/reference/plans 放一个方案，再重新构建。", icon=":material/help:"
    )
    st.stop()
words = filters.in_force(filters.shared(), choices)
top = st.container()
with top:
    batch_saved_panel.said()
    filters.chips(words)
picked = batch_bench.pick(plans)
selection = batch_saved.year_of(picked.saved, filters.shared())

# A frozen plan is answered by its own build, everything else by the published one.
with batch_saved_panel.opened(picked.saved):
    info = snapshot.build_info()
    plan = next(each for each in batches.plans() if each.plan_id == picked.plan_id)
    saving = partial(batch_saved_panel.popover, build_id=info.build_id, year=selection.year)
    setting = batch_bench.draw(picked, plan, saving)
    if plan.missing:
        st.warning(
            f"{plan.name}还不能定类，需要区里录入：{plan.missing}。"
            f"填进 data/reference/plans/{plan.plan_id}.toml，再重新构建。",
            icon=":material/edit_note:",
        )
        batch_panels.ledger(selection, setting)
        st.stop()
    if selection.year is None:
        st.info(lacking(snapshot.lacking_entities(None), None), icon=":material/help:")
        batch_panels.ledger(selection, setting)
        st.stop()
    if outward.reason(selection):
        st.info(outward.SMALL, icon=":material/visibility_off:")
        st.stop()
    batch_saved_panel.frozen(setting)
    counts = batch_counts.counts(selection, setting.bench)
    found = batch_counts.funnel(counts)
    shares = batch_outward.shares(batch_counts.split(counts), selection, setting.bench)
    with top, st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(batch_outward.report(selection.year, found, shares, setting.bench), width="stretch")
        downloads.popover(
            Screen(
                "四个一批",
                selection.year,
                (*words.values(), setting.name, *sentences.chosen(setting.own, setting.bench)),
                info,
                sentences.caliber(plan, setting.own, setting.bench, setting.saved),
            ),
            partial(batch_book.sheets, selection, setting, found, shares),
        )
    if not found.surveyed:
        st.info("所选条件下没有摸底企业。去掉一个筛选条件，或点“重置”。", icon=":material/filter_alt_off:")
        batch_panels.ledger(selection, setting)
        st.stop()
    if not batch_bench.shows_ledger():
        batch_cards.show(batch_cards.of(shares, dict(plan.meanings)))
    batch_panels.show(selection, setting, found, shares)
