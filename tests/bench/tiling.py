"""Tiles of many fictional parcels: how long they take to make, to serve to many at once, and what a first view weighs.

GDAL's own writer of the same format makes the same zooms of the same parcels for comparison, as far as it is patient.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyogrio
import shapely
import uvicorn
from pmtiles.tile import tileid_to_zxy
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard import tiles
from etl.contracts.store import PARCEL_TILES
from etl.tile_shapes import LARGEST_ZOOM
from etl.tiles import write_tiles

YEARS = (2021, 2022, 2023)
WEST, SOUTH = 119.2, 25.95
MU = 2000 / 3
METRES_PER_DEGREE = 100_000
READERS, ASKED_EACH = 16, 60
# Tiles that a map of 800 × 560 pixels shows at once.
COLUMNS, ROWS = 3, 3
MOST_FOR_GDAL = 10_000
BUILD = "20240401T080000Z-1"


def measure(folder: Path, parcels: int) -> dict[str, Any]:
    """Make tiles of so many parcels in ``folder`` and serve them: seconds, bytes, and latencies in milliseconds."""
    shapes, properties = district(parcels)
    path = folder / BUILD / PARCEL_TILES
    path.parent.mkdir(parents=True)
    started = time.perf_counter()
    pyramid = write_tiles(path, "parcels", shapes, properties, {})
    facts: dict[str, Any] = {
        "parcels": parcels,
        "seconds": time.perf_counter() - started,
        "bytes": path.stat().st_size,
        "complete_from": pyramid.complete_from if pyramid else None,
    }
    if parcels <= MOST_FOR_GDAL:
        facts["gdal_seconds"] = _by_gdal(folder / "gdal.pmtiles", shapes, properties, path)
    found = tiles.TileSet(path)
    facts["first_view_bytes"] = _first_view(found)
    return facts | _served(path.parent, found)


def district(parcels: int) -> tuple[Any, pa.Table]:
    """So many parcels of some 10 to 40 亩 side by side, with what the tiles of a build say of them."""
    random = np.random.default_rng(1)
    side = math.ceil(math.sqrt(parcels))
    step = math.sqrt(40 * MU) / METRES_PER_DEGREE
    x = WEST + (np.arange(parcels) % side) * step
    y = SOUTH + (np.arange(parcels) // side) * step
    shapes = shapely.box(
        x, y, x + step * random.uniform(0.5, 0.95, parcels), y + step * random.uniform(0.5, 0.95, parcels)
    )
    columns: dict[str, Any] = {
        "parcel_id": [f"350104001{at:010d}" for at in range(parcels)],
        "name": [f"示例第{at}电气有限公司" for at in range(parcels)],
        "town": random.choice(["甲街道", "乙镇", "丙镇"], parcels),
        "park": random.choice(["N", "S", "E"], parcels),
        "use": random.choice(["工业", "仓储"], parcels),
        "right": random.choice(["出让", "划拨"], parcels),
        "stage": random.choice(["投产", "达产", "在建"], parcels),
        "area": [f"{each:.2f} 亩" for each in random.uniform(10, 40, parcels)],
    }
    for year in YEARS:
        tax = random.lognormal(2, 1, parcels)
        columns |= {
            f"tax_{year}": tax,
            f"recoverable_{year}": np.maximum(8 - tax, 0) * 20,
            f"text_{year}": [f"{each:.2f} 万元/亩" for each in tax],
            f"grade_{year}": random.choice(["A", "B", "C", "D"], parcels),
            f"batch_{year}": random.choice(["搬迁", "提升", "关闭", "恢复"], parcels),
            f"division_{year}": random.choice(["26", "27", "38", "39"], parcels),
            f"scale_{year}": random.choice(["above", "below"], parcels),
            f"size_{year}": random.choice(["大型", "中型", "小型"], parcels),
            f"chains_{year}": random.integers(1, 64, parcels),
        }
    return shapes, pa.table(columns)


def _by_gdal(path: Path, shapes: Any, properties: pa.Table, ours: Path) -> float:
    """Seconds that GDAL takes for the same zooms; it rounds nothing less and drops what does not fit in 500 kB."""
    frame = gpd.GeoDataFrame(properties.to_pandas(), geometry=shapes, crs=4326)
    zooms = {"MINZOOM": tiles.TileSet(ours).header["min_zoom"], "MAXZOOM": LARGEST_ZOOM}
    started = time.perf_counter()
    pyogrio.write_dataframe(frame, path, driver="PMTiles", layer="parcels", **zooms)
    return time.perf_counter() - started


def _first_view(found: tiles.TileSet) -> int:
    """Bytes of the tiles on the screen when the map opens on the whole district."""
    west, south, east, north = (
        found.header[f"{end}_e7"] / 1e7 for end in ("min_lon", "min_lat", "max_lon", "max_lat")
    )
    zoom = min(LARGEST_ZOOM, round(math.log2(min(800 / (east - west), 560 / (north - south)) * 360 / 512)))
    middle_x = ((west + east) / 2 + 180) / 360 * 2**zoom
    north_of_equator = math.asinh(math.tan(math.radians((south + north) / 2)))
    middle_y = (1 - north_of_equator / math.pi) / 2 * 2**zoom
    window = (
        (math.floor(middle_x - COLUMNS / 2 + 0.5) + column, math.floor(middle_y - ROWS / 2 + 0.5) + row)
        for column in range(COLUMNS)
        for row in range(ROWS)
    )
    return sum(len(found.tile(zoom, x, y) or b"") for x, y in window)


def _served(folder: Path, found: tiles.TileSet) -> dict[str, Any]:
    """The latencies of many readers who ask for tiles at once, each on one connection."""
    places = [tileid_to_zxy(tile_id) for tile_id in found.ids]
    with patch("dashboard.database.folder_of", lambda _: folder), _server() as port:
        word = tiles._signer().dumps(BUILD)

        def read(reader: int) -> list[float]:
            random = np.random.default_rng(reader)
            connection = HTTPConnection("127.0.0.1", port)
            spent = []
            for place in random.choice(len(places), ASKED_EACH):
                z, x, y = places[place]
                started = time.perf_counter()
                connection.request("GET", f"/tiles/{BUILD}/parcels/{z}/{x}/{y}.pbf?word={word}")
                connection.getresponse().read()
                spent.append(1000 * (time.perf_counter() - started))
            return spent

        with ThreadPoolExecutor(READERS) as pool:
            spent = sorted(each for some in pool.map(read, range(READERS)) for each in some)
    return {"p50_ms": statistics.median(spent), "p95_ms": spent[int(0.95 * len(spent))]}


@contextmanager
def _server() -> Iterator[int]:
    route = Route("/tiles/{build}/{layer}/{z:int}/{x:int}/{y:int}.pbf", tiles.tile)
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=[route]), port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()
