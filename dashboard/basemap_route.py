"""The background of the map that a build carries: outline, waters and roads, as one GeoJSON for readers with a session."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from dashboard import tiles

PACKED = 6


def geojson(request: Request) -> Response:
    """The features with ``kind`` and ``name``; 403 without a good word for this build, 404 for a build that is none."""
    from dashboard.database import SnapshotError

    build_id = request.path_params["build"]
    if not tiles.is_let_in(request.query_params.get("word", ""), build_id):
        return Response(status_code=403)
    try:
        content = _packed(build_id)
    except SnapshotError:
        return Response(status_code=404)
    headers = {**tiles.KEPT, "Content-Encoding": "gzip"}
    return Response(content, media_type="application/geo+json", headers=headers)


@lru_cache(maxsize=3)
def _packed(build_id: str) -> bytes:
    """A build never changes: its background is written once."""
    from dashboard.database import of_build
    from dashboard.queries import basemap

    with of_build(build_id):
        rows = basemap.features().to_dict("records")
    features = [
        {
            "type": "Feature",
            "properties": {"kind": row["kind"], "name": row["name"]},
            "geometry": json.loads(row["shape_geojson"]),
        }
        for row in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return gzip.compress(text.encode(), PACKED, mtime=0)
