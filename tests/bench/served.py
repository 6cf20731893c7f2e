"""The application as `app.py` serves it, with two more routes: the CPU seconds of its process, and a large export."""

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


def export(request: Request) -> JSONResponse:
    """Seconds of writing the whole list of enterprises as a workbook, ``here`` in this process or ``apart``."""
    # As in `dashboard.health`: app.py is read before Streamlit's runtime stands.
    from dashboard import apart, tables, workbook
    from dashboard.queries import enterprises, snapshot
    from dashboard.selection import Selection

    started = time.perf_counter()
    rows = enterprises.all_rows_later(Selection(year=snapshot.years()[0]))
    sheet = workbook.Sheet("企业名单", rows, tables.FIRM_COLUMNS).filled()
    about = workbook.About("", (), "0" * 32, "", "bench", {})
    cells = 0 if request.path_params["way"] == "here" else apart.MOST_CELLS_IN_PLACE + 1
    apart.written(workbook.to_xlsx, about, [sheet], cells=cells)
    return JSONResponse(time.perf_counter() - started)


app = st.App(str(FRAME), routes=[Route("/cpu", cpu), Route("/export/{way}", export)])
