"""园区地块: where is the land, how well is it used, where could it bring more?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    batch_cards,
    downloads,
    filters,
    lot_book,
    lot_cards,
    lot_filters,
    lot_outward,
    lot_panels,
    lot_picks,
    map_panel,
)
from dashboard import lot_sentences as sentences
from dashboard.handout import Screen
from dashboard.queries import lot_totals, snapshot
from dashboard.sentences import lacking

year = filters.shared().year
missing = lot_totals.lacking(year)
if "parcel" in missing:
    st.info(lacking(missing, year), icon=":material/help:")
    st.stop()
top = st.container(horizontal=True, vertical_alignment="center", wrap=False)
with top:
    sentence = st.container(width="stretch")
    selection = lot_filters.selection()
now, ends = lot_totals.figures(selection), lot_totals.tenths(selection)
words = lot_filters.in_force(selection, snapshot.choices())
cards = lot_cards.shown(lot_cards.cards(now, ends), selection)
told = lot_outward.figures(now, selection)
sentence.markdown(sentences.headline(year, told, None if lot_outward.is_on() else ends))
with top:
    lot_cards.evidence(cards, selection)
    downloads.popover(
        Screen("园区地块", year, tuple(words.values()), snapshot.build_info(), lot_book.CALIBER),
        partial(lot_book.sheets, selection),
        drawing=partial(map_panel.picture, selection),
    )
filters.chips(words)
if missing:
    st.info(lacking(missing, year), icon=":material/help:")
if not now.parcels:
    st.info("所选条件下没有地块。去掉一个筛选条件，或点“重置”。", icon=":material/filter_alt_off:")
    st.stop()
pick, chosen = lot_picks.choose, lot_picks.chosen()
views = {
    "地图": partial(map_panel.show, selection),
    "地块名单": partial(lot_panels.show_list, selection, pick),
    "片区排名": partial(lot_panels.show_league, selection),
    "挖潜": partial(lot_panels.show_opportunity, selection, pick, chosen),
    "面积三查": partial(lot_panels.show_areas, selection, pick, chosen),
}
tabs = st.tabs(list(views), key="lot_view", bind="query-params")
for tab, (name, view) in zip(tabs, views.items(), strict=True):
    if tab.open:
        with tab:
            # The map takes the screen.
            if name != "地图":
                batch_cards.show(cards)
            view()
