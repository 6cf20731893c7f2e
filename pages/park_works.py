"""园区标准化: what is being rebuilt in the parks, how far is it, and which promises of land contracts are kept?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import filters, promises_panel, works_panel
from dashboard.queries import snapshot

selection, info = filters.shared(), snapshot.build_info()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
views = {
    "园区标准化": partial(works_panel.show, selection, words),
    "供地履约": partial(promises_panel.show, selection, info, tuple(words.values())),
}
tabs = st.tabs(list(views), key="works_view", bind="query-params")
for tab, view in zip(tabs, views.values(), strict=True):
    if tab.open:
        with tab:
            view()
