"""产业链: where is each chain strong, weak or missing, and who is on it?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import (
    batch_cards,
    chain_book,
    chain_cards,
    chain_outward,
    chain_panels,
    chain_report_panel,
    downloads,
    filters,
    outward,
    widgets,
)
from dashboard import chain_sentences as sentences
from dashboard.handout import Screen
from dashboard.queries import chains, snapshot
from dashboard.queries.chains import View
from dashboard.sentences import lacking

atlas, shared, choices = chains.chains(), filters.shared(), snapshot.choices()
if not atlas:
    st.info("快照中没有产业链。在 data/reference/chains 放一条链的图谱，再重新构建。", icon=":material/help:")
    st.stop()
top = st.container()
# The filter 产业链 says here which chains can be switched to; each is shown whole.
offered = {
    each.chain_id: each.name
    for each in atlas
    if not set(shared.chains) - {""} or each.chain_id in shared.chains
}
chosen = widgets.one_of("产业链", "chain_of", offered)
chain = next(each for each in atlas if each.chain_id == chosen)
words = filters.in_force(shared, choices)
with top:
    filters.chips(words)
# Who is on no chain is on none of this page's nodes either.
on_none = shared.chains == ("",)
members, selection = (
    (shared, shared) if on_none else (replace(shared, chains=(chosen,)), replace(shared, chains=()))
)
if outward.reason(members):
    st.info(outward.SMALL, icon=":material/visibility_off:")
    st.stop()

view = View(selection, chosen)
nodes, missing = chains.nodes(view), lacking(snapshot.lacking_entities(shared.year), shared.year)
if nodes.empty:
    st.info(missing, icon=":material/help:")
    st.stop()
row = chain_outward.totals(chains.whole(view), members)
cards = chain_cards.of_chain(row, bands_only=outward.is_on())
with top, st.container(horizontal=True, vertical_alignment="center", wrap=False):
    st.markdown(sentences.report(row, shared.year, bands_only=outward.is_on()), width="stretch")
    chain_cards.evidence(cards, members)
    chain_report_panel.popover(view, row, nodes)
    downloads.popover(
        Screen(
            f"产业链_{chain.name}",
            shared.year,
            tuple(words.values()),
            snapshot.build_info(),
            chain_book.CALIBER,
        ),
        partial(chain_book.sheets, view, chain, chain_outward.nodes(nodes)),
    )
if shared.year is None:
    st.info(missing, icon=":material/help:")
if not row["firms"]:
    st.info("所选条件下这条链没有在营企业；图谱仍列出参考节点。", icon=":material/filter_alt_off:")
batch_cards.show(cards)
chain_panels.show(view, chain, row, nodes)
