"""The web application that ``streamlit run app.py`` serves: the pages, and routes for tiles of the map and for a watchdog."""

from __future__ import annotations

import streamlit as st
from starlette.routing import Route

from dashboard import background, basemap_route, tiles
from dashboard.health import health

app = st.App(
    "dashboard/frame.py",
    routes=[
        Route("/health", health),
        Route("/tiles/{build}/{layer}/{z:int}/{x:int}/{y:int}.pbf", tiles.tile),
        Route("/basemap/{build}.geojson", basemap_route.geojson),
        Route("/mvt-worker.js", tiles.worker),
        Route("/background-style.json", background.style),
    ],
)
