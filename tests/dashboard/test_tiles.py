"""The route of tiles: a good word, the right build and a real place, or nothing at all."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import numpy as np
import pyarrow as pa
import pytest
import shapely
import uvicorn
from itsdangerous import TimestampSigner
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard import database, tiles
from etl.contracts.store import PARCEL_TILES
from etl.tiles import write_tiles
from tests.dashboard import snapshot

BUILD = "20240401T080000Z-1"
AT = "13/6810/3482"


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Client:
    """Asks a server that really runs, and takes what it sends as it comes."""

    port: int

    def get(self, path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        content = response.read()
        connection.close()
        return Answer(response.status, headers, content)


@pytest.fixture
def client(warehouse: Path) -> Iterator[Client]:
    """A server of tiles over a build with one parcel at 119.27° E, 26.05° N."""
    folder = snapshot.publish(warehouse, snapshot.FULL).parent
    shape = np.array([shapely.box(119.27, 26.05, 119.275, 26.055)], dtype=object)
    write_tiles(folder / PARCEL_TILES, "parcels", shape, pa.table({"parcel_id": ["p0"]}), {"digest": "x"})
    route = Route("/tiles/{build}/{layer}/{z:int}/{x:int}/{y:int}.pbf", tiles.tile)
    routes = Starlette(routes=[route, Route("/mvt-worker.js", tiles.worker)])
    server = uvicorn.Server(uvicorn.Config(routes, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Client(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join()


def _place() -> str:
    """Zoom, column and row of the tile that holds the parcel."""
    zoom = 13
    x = int((119.2725 + 180) / 360 * 2**zoom)
    y = int((1 - np.arcsinh(np.tan(np.radians(26.0525))) / np.pi) / 2 * 2**zoom)
    return f"{zoom}/{x}/{y}"


def _address(place: str, build: str = BUILD, layer: str = "parcels", word: str | None = None) -> str:
    return f"/tiles/{build}/{layer}/{place}.pbf?word={tiles._signer().dumps(BUILD) if word is None else word}"


def test_a_tile_comes_packed_and_may_be_kept(client: Client) -> None:
    response = client.get(_address(_place()))
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["cache-control"] == "private, max-age=86400, immutable"
    assert b"parcels" in gzip.decompress(response.content)


def test_a_place_where_nothing_lies_is_empty_and_no_error(client: Client) -> None:
    assert client.get(_address("13/0/0")).status_code == 204
    assert client.get(_address(_place(), layer="parks")).status_code == 204


@pytest.mark.parametrize("word", ["", "x", "eyJhIjoxfQ.aaaa.bbbb", "../../CURRENT", "%00"])
def test_without_a_good_word_there_is_no_content(client: Client, word: str) -> None:
    response = client.get(_address(_place(), word=word))
    assert (response.status_code, response.content) == (403, b"")


def test_a_word_for_another_build_opens_nothing(client: Client, warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL, "20240402T080000Z-2")
    assert client.get(_address(_place(), word=tiles._signer().dumps("20240402T080000Z-2"))).status_code == 403
    assert client.get(_address(_place(), build="20240402T080000Z-2")).status_code == 403


def test_a_word_expires(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = _address(_place())
    assert client.get(address).status_code == 200
    now = TimestampSigner("any").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: now + tiles.GOOD_FOR_SECONDS + 1)
    response = client.get(address)
    assert (response.status_code, response.content) == (403, b"")


@pytest.mark.parametrize(
    "place", ["23/0/0", "13/8192/0", "13/0/8192", "99999999999/0/0", "13/0/99999999999999999999"]
)
def test_a_place_off_the_map_is_not_found(client: Client, place: str) -> None:
    assert client.get(_address(place)).status_code == 404


@pytest.mark.parametrize("place", ["-1/0/0", "13/-1/0", "a/b/c", "13/1.5/0", "13/..%2f..%2fCURRENT/0"])
def test_what_is_no_place_is_not_found(client: Client, place: str) -> None:
    assert client.get(_address(place)).status_code == 404


def test_a_layer_or_build_that_is_none_is_not_found(client: Client) -> None:
    assert client.get(_address(_place(), layer="warehouse.duckdb")).status_code == 404
    gone = "20200101T000000Z-0"
    assert client.get(_address(_place(), build=gone, word=tiles._signer().dumps(gone))).status_code == 404


def test_the_worker_is_served_from_here(client: Client) -> None:
    response = client.get("/mvt-worker.js")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/javascript")
    assert len(response.content) > 50_000


def test_a_set_tells_what_it_holds(client: Client) -> None:
    database.pin()
    found = tiles.tile_set("parcels")
    assert found is not None
    assert found.metadata["digest"] == "x"
    assert tiles.tile_set("parks") is None


def test_a_cut_off_file_has_nothing_to_show(client: Client, warehouse: Path) -> None:
    path = warehouse / BUILD / PARCEL_TILES
    path.write_bytes(path.read_bytes()[:100])
    tiles._open.cache_clear()
    response = client.get(_address(_place()))
    assert (response.status_code, response.content) == (204, b"")
