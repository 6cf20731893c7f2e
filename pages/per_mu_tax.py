"""亩均税收: which enterprises earn much or little tax from their land?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    cards,
    charts,
    clicks,
    downloads,
    filters,
    filters_more,
    metric_row,
    outward,
    outward_book,
    per_mu_book,
    per_mu_tabs,
    sentences,
)
from dashboard.handout import Screen
from dashboard.queries import enterprises, parcel_method, snapshot

choices, info = snapshot.choices(), snapshot.build_info()
top = st.container()
with st.container(border=True):
    left, middle, right = st.columns([3, 5, 3], gap="medium", vertical_alignment="center")
    method = st.container(horizontal=True, vertical_alignment="center", wrap=False)
    with left:
        named = filters.search(filters.shared())
    with method:
        by_parcel = filters.by_parcel()
        searched = filters_more.draw(named)
    with middle:
        selection = filters.tax_per_mu_range(searched)
    everyone = outward.figures(enterprises.figures(searched), searched)
    now = outward.figures(enterprises.figures(selection), selection)
    words = filters.in_force(selection, choices)
    if by_parcel:
        parcels, all_parcels = parcel_method.figures(selection), parcel_method.figures(searched)
        numbers, live = cards.selected_parcels(parcels), sentences.live_parcels(parcels, all_parcels)
        bins, unit, counted = parcel_method.histogram(selection), "宗", all_parcels.with_ratio
        remark = sentences.methods(everyone, all_parcels, filters.not_by_parcel(words))
    else:
        numbers = outward.cards(cards.selected(now), selection)
        live, unit, counted = sentences.live_count(now, everyone), "户", everyone.with_ratio
        bins = outward.histogram(enterprises.histogram(selection))
        remark = sentences.without_ratio(enterprises.reasons_without_ratio(selection))
    right.markdown(live)
    method.caption(remark, width="stretch")
    if counted:
        st.plotly_chart(
            charts.tax_per_mu_histogram(bins, enterprises.BIN_EDGES, unit),
            key="histogram",
            height=charts.HISTOGRAM_HEIGHT,
            config=charts.CONFIG,
            on_select=partial(clicks.narrow_to_bar, "histogram", enterprises.BIN_EDGES),
            selection_mode="points",
            alt=f"按亩均税收的分布。{live}",
        )
        if bins["firms"].isna().any():
            st.caption(outward.FEW_BARS)

with top:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(sentences.per_mu(selection.year, now, everyone), width="stretch")
        view = per_mu_book.View(selection, filters.line_in_force(), by_parcel)
        downloads.popover(
            Screen("亩均税收", selection.year, tuple(words.values()), info, per_mu_book.caliber(by_parcel)),
            partial(outward_book.sheets, selection) if outward.is_on() else partial(per_mu_book.sheets, view),
        )
    filters.chips(words)
    outward.explain(selection)
    if missing := sentences.lacking(snapshot.lacking_entities(selection.year), selection.year):
        st.info(missing, icon=":material/help:")

metric_row.show(numbers, selection)
if not now.firms:
    st.info("所选条件下没有企业。去掉一个筛选条件，或点“重置”。", icon=":material/filter_alt_off:")
    st.stop()
per_mu_tabs.show(selection, now, choices, by_parcel)
