"""The web application that ``streamlit run app.py`` serves: the pages, and a route that a watchdog asks."""

from __future__ import annotations

import streamlit as st
from starlette.routing import Route

from dashboard.health import health

app = st.App("dashboard/frame.py", routes=[Route("/health", health)])
