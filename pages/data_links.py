"""数据关联: did the rows of different offices find their enterprises, and which names does a person have to settle?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import batch_cards, downloads, filters, link_panel, link_tables, outward
from dashboard.handout import Screen
from dashboard.queries import links, snapshot

year = filters.shared().year
now, reviews, quality = links.linked(year), links.reviews(), links.quality()
with st.container(horizontal=True, vertical_alignment="center", wrap=False):
    st.markdown(link_panel.headline(now, year), width="stretch")
    if not outward.is_on():
        downloads.popover(
            Screen("数据关联", None, (), snapshot.build_info(), link_panel.CALIBER),
            partial(link_tables.sheets, reviews, quality),
        )
batch_cards.show(link_panel.cards(now, year))
views = {
    "待确认": partial(link_panel.show_reviews, reviews),
    "匹配质量": partial(link_panel.show_quality, quality),
}
for tab, view in zip(st.tabs(list(views), key="link_view", bind="query-params"), views.values(), strict=True):
    if tab.open:
        with tab:
            view()
