"""服务与安全: is promised money paid, are firms visited and their requests settled, are hazards mended in time?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import carrier_policy_panel, filters, service_panel, testing_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
views = {title: partial(service_panel.show, kind) for kind, title in service_panel.TABS.items()}
views[service_panel.TABS["notice_batch"]] = partial(testing_panel.archive)
views[carrier_policy_panel.TITLE] = partial(carrier_policy_panel.show)
tabs = st.tabs(list(views), key="service_view", bind="query-params")
for tab, view in zip(tabs, views.values(), strict=True):
    if tab.open:
        with tab:
            view(selection, words)
