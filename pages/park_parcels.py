"""园区地块: where is the land, how well is it used, what is being rebuilt?"""

from __future__ import annotations

import streamlit as st

from dashboard import filters, map_panel, outward
from dashboard.lots import LotSelection

if outward.refuses():
    st.stop()
map_panel.show(LotSelection(filters.shared()))
