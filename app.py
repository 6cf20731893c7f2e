"""The web application: the pages, and beside them the route that a watchdog asks. ``streamlit run app.py`` serves it."""

from __future__ import annotations

import streamlit as st
from starlette.routing import Route

from dashboard.health import health

app = st.App("dashboard/frame.py", routes=[Route("/health", health)])
