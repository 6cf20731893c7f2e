"""培育与申报: who climbs the ladder of honours, what is declared and passes, who moves to the cloud and over 2000 万元?"""

from __future__ import annotations

import streamlit as st

from dashboard import filters, growth_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
asked = growth_panel.top(selection, words)
views = {
    "荣誉阶梯": growth_panel.honours,
    "申报": growth_panel.declarations,
    "上云": growth_panel.clouds,
    "小升规": growth_panel.pool,
    "人才": growth_panel.people,
}
tabs = st.tabs(list(views), key="growth_view", bind="query-params")
for tab, view in zip(tabs, views.values(), strict=True):
    if tab.open:
        with tab:
            view(asked)
