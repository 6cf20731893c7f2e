"""服务与安全: is promised money paid, are firms visited and their requests settled, are hazards mended in time?"""

from __future__ import annotations

import streamlit as st

from dashboard import filters, service_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
tabs = st.tabs(list(service_panel.TABS.values()), key="service_view", bind="query-params")
for tab, kind in zip(tabs, service_panel.TABS, strict=True):
    if tab.open:
        with tab:
            service_panel.show(kind, selection, words)
