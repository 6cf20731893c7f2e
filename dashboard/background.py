"""The background of the map that an operator may configure: a service of map pictures. None is asked unless it is named.

``MUJUN_BACKGROUND`` holds its address with ``{z}``, ``{x}`` and ``{y}``; ``{s}`` stands for a digit from 0 to 7 where the
service has several names (天地图: ``https://t{s}.tianditu.gov.cn/vec_w/wmts?...&TILEMATRIX={z}&TILECOL={x}&TILEROW={y}&tk=…``).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

ADDRESS, CREDIT = "MUJUN_BACKGROUND", "MUJUN_BACKGROUND_CREDIT"
SERVERS = range(8)
PICTURE = 256


def addresses() -> Sequence[str]:
    """The addresses of the configured service, one a server; none where none is configured, or the setting is wrong."""
    named = os.environ.get(ADDRESS, "").strip()
    if not named or fault():
        return ()
    return [named.replace("{s}", str(server)) for server in SERVERS] if "{s}" in named else [named]


def fault() -> str | None:
    """What is wrong with the setting, in Chinese; None where it is right or there is none."""
    named = os.environ.get(ADDRESS, "").strip()
    if not named:
        return None
    if urlsplit(named).scheme not in ("http", "https") or not urlsplit(named).netloc:
        return f"{ADDRESS} 应当以 http:// 或 https:// 开头。"
    lacking = [part for part in ("{z}", "{x}", "{y}") if part not in named]
    return f"{ADDRESS} 中缺少 {'、'.join(lacking)}。" if lacking else None


def hosts() -> Sequence[str]:
    """The machines that a map with this background asks."""
    return sorted({urlsplit(address).netloc for address in addresses()})


def style(_: Request) -> Response:
    """How the map library is told of the service; 404 where none is configured."""
    if not addresses():
        return Response(status_code=404)
    source = {
        "type": "raster",
        "tiles": list(addresses()),
        "tileSize": PICTURE,
        "attribution": os.environ.get(CREDIT, ""),
    }
    layer = {"id": "background", "type": "raster", "source": "background"}
    return JSONResponse(
        {"version": 8, "sources": {"background": source}, "layers": [layer]},
        headers={"Cache-Control": "no-store"},
    )
