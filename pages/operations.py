"""运行监测: how do output and electricity run this month, who makes the growth, and whose output falls?"""

from __future__ import annotations

import streamlit as st

from dashboard import filters, operation_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
asked = operation_panel.top(selection, words)
if asked is None:
    st.stop()
views = {
    "运行": operation_panel.running,
    "支柱企业": operation_panel.pillars,
    "减产帮扶": operation_panel.falling,
}
tabs = st.tabs(list(views), key="operation_view", bind="query-params")
for tab, view in zip(tabs, views.values(), strict=True):
    if tab.open:
        with tab:
            view(asked)
