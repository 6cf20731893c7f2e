"""The application as `app.py` serves it, with one more route: the seconds of CPU that its process has used so far."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

FRAME = Path(__file__).resolve().parent.parent.parent / "dashboard" / "frame.py"


def cpu(_: Request) -> JSONResponse:
    """All threads, user and system; the script of each visitor runs in one of them."""
    return JSONResponse(time.process_time())


app = st.App(str(FRAME), routes=[Route("/cpu", cpu)])
