"""``/health``: whether a snapshot can really be read, for a watchdog or a load balancer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse


def health(_: Request) -> JSONResponse:
    """200 and the build id when the published snapshot opens and answers, else 503 and the reason."""
    # app.py is read before Streamlit's runtime stands; caches declared that early make it print a warning.
    from dashboard.database import SnapshotError, readable_build

    try:
        return JSONResponse({"status": "ok", "build_id": readable_build()})
    except SnapshotError as error:
        return JSONResponse({"status": "unavailable", "reason": str(error)}, status_code=503)
