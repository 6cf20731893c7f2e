"""项目与招商: is the money of the year spent, do leads become projects, and which stage is late?"""

from __future__ import annotations

import streamlit as st

from dashboard import carrier_money_panel, carrier_panel, filters, project_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
asked = project_panel.top(selection, words)
views = {
    "技改": project_panel.upgrades,
    "招商": project_panel.investments,
    "民企对接": project_panel.private,
    "海上福州": project_panel.overseas,
    "载体与厂房": carrier_panel.show_floors,
    "园中园": carrier_panel.show_carriers,
    "基金": carrier_money_panel.show_funds,
    "对接活动": carrier_money_panel.show_events,
}
tabs = st.tabs(list(views), key="projects_view", bind="query-params")
for tab, view in zip(tabs, views.values(), strict=True):
    if tab.open:
        with tab:
            view(asked)
