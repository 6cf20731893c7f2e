"""Tiles of the map out of a build's own files, for readers with a session: the route, and the addresses that pages hand out.

An address carries a signed word that names the build and expires; only a page that was drawn hands it out.
"""

from __future__ import annotations

import mmap
import os
import re
import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from itsdangerous import BadSignature, URLSafeTimedSerializer
from pmtiles.reader import Reader
from pmtiles.tile import deserialize_directory, zxy_to_tileid
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from etl.contracts.store import BASEMAP_TILES, PARCEL_TILES, PARK_TILES

FILES: Mapping[str, str] = {"parcels": PARCEL_TILES, "parks": PARK_TILES}
ARCHIVE = re.compile(rf"{BASEMAP_TILES}\d{{1,3}}")
LARGEST_ZOOM = 22
# A screen on a wall is drawn anew at least once in half a day, and then gets a new word.
GOOD_FOR_SECONDS = 24 * 3600
RENEWED_AFTER_SECONDS = GOOD_FOR_SECONDS // 2
SECRET = "MUJUN_SECRET"  # noqa: S105  the variable's name
WORDS = "tile_words"
# A build never changes, and the word of a session is its own: what a browser has, it may keep.
KEPT = {
    "Cache-Control": f"private, max-age={GOOD_FOR_SECONDS}, immutable",
    "X-Content-Type-Options": "nosniff",
}
WORKER = Path(__file__).with_name("assets") / "mvt-worker.js"


class TileSet:
    """One file of tiles, open for any number of threads."""

    def __init__(self, path: Path) -> None:
        """Open a file that the build has checked; what was done to it since raises ValueError, or whatever it leads to."""
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        reader = Reader(self._slice)
        self.header: Mapping[str, Any] = reader.header()
        self.metadata: Mapping[str, Any] = reader.metadata()
        if self.header["tile_data_offset"] + self.header["tile_data_length"] > len(self._bytes):
            raise ValueError(f"{path} is cut off")
        self._places = dict(self._listed(self.header["root_offset"], self.header["root_length"]))

    @property
    def ids(self) -> Collection[int]:
        """The numbers of the tiles that there are."""
        return self._places.keys()

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The packed bytes of a tile, None for one in which nothing lies."""
        place = self._places.get(zxy_to_tileid(z, x, y))
        return self._slice(self.header["tile_data_offset"] + place[0], place[1]) if place else None

    def _slice(self, offset: int, length: int) -> bytes:
        return self._bytes[offset : offset + length]

    def _listed(self, offset: int, length: int) -> Any:
        """Every tile that a directory of the file names, with its place."""
        for entry in deserialize_directory(self._slice(offset, length)):
            if entry.run_length == 0:
                yield from self._listed(self.header["leaf_directory_offset"] + entry.offset, entry.length)
            for tile_id in range(entry.tile_id, entry.tile_id + entry.run_length):
                yield tile_id, (entry.offset, entry.length)


@lru_cache(maxsize=8)
def _open(path: Path) -> TileSet | None:
    """None where there is no file, or one that was damaged after its build: the map goes without, the page stands."""
    with suppress(Exception):
        return TileSet(path)
    return None


def tile_set(layer: str) -> TileSet | None:
    """The tiles of a layer of the build on the screen; None where it has none to draw."""
    from dashboard.database import build_folder

    return _open(build_folder() / FILES[layer])


def address(layer: str) -> str:
    """Where a browser gets the tiles of a layer, or of one of `archives`, of the build on the screen.

    ``{z}``, ``{x}`` and ``{y}`` are left open.
    """
    from dashboard.database import build_folder

    build_id = build_folder().name
    return f"{_base()}/tiles/{build_id}/{layer}/{{z}}/{{x}}/{{y}}.pbf?word={_word(build_id)}"


def archives() -> Sequence[str]:
    """Names of the archives of tiles that the build on the screen carries as its background."""
    from dashboard.database import build_folder

    return sorted(path.stem for path in build_folder().glob(f"{BASEMAP_TILES}*.pmtiles"))


def basemap_address() -> str:
    """Where a browser gets the outline, waters and roads of the build on the screen."""
    from dashboard.database import build_folder

    build_id = build_folder().name
    return f"{_base()}/basemap/{build_id}.geojson?word={_word(build_id)}"


def worker_address() -> str:
    """Where a browser gets the program that takes tiles apart: from this server, not from the world outside."""
    return f"{_base()}/mvt-worker.js"


def background_address() -> str:
    """Where a browser learns of the background that an operator has configured (`dashboard.background`)."""
    return f"{_base()}/background-style.json"


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def _word(build_id: str) -> str:
    """The signed word of this session for a build, the same one for half its life: the browser keeps what it has."""
    words: dict[str, tuple[str, float]] = st.session_state.setdefault(WORDS, {})
    word, since = words.get(build_id, ("", 0.0))
    if time.time() - since > RENEWED_AFTER_SECONDS:
        words[build_id] = word, _ = _signer().dumps(build_id), time.time()
    return word


@lru_cache(maxsize=1)
def _signer() -> URLSafeTimedSerializer:
    """One secret a process; several that serve one address share theirs by the environment."""
    return URLSafeTimedSerializer(os.environ.get(SECRET) or secrets.token_hex(32), salt="tiles")


def is_let_in(word: str, build_id: str) -> bool:
    """Whether ``word`` was handed out for this build, and not too long ago."""
    try:
        return bool(_signer().loads(word, max_age=GOOD_FOR_SECONDS) == build_id)
    except BadSignature:
        return False


def tile(request: Request) -> Response:
    """A tile; 403 without a good word for this build, 404 for what is no tile, 204 where nothing lies."""
    from dashboard.database import folder_of

    build_id, layer = request.path_params["build"], request.path_params["layer"]
    if not is_let_in(request.query_params.get("word", ""), build_id):
        return Response(status_code=403)
    z, x, y = (int(request.path_params[name]) for name in "zxy")
    is_on_the_map = z <= LARGEST_ZOOM and x < 1 << z and y < 1 << z
    folder = folder_of(build_id)
    if folder is None or not is_on_the_map or not (layer in FILES or ARCHIVE.fullmatch(layer)):
        return Response(status_code=404)
    tiles = _open(folder / FILES.get(layer, f"{layer}.pmtiles"))
    content = tiles.tile(z, x, y) if tiles else None
    if content is None:
        return Response(status_code=204, headers=KEPT)
    return Response(
        content, media_type="application/vnd.mapbox-vector-tile", headers={**KEPT, "Content-Encoding": "gzip"}
    )


def worker(_: Request) -> Response:
    """The program that takes tiles apart in the browser (@loaders.gl/mvt 4.4.3, MIT)."""
    return FileResponse(
        WORKER, media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"}
    )
