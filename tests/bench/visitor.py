"""A visitor without a browser: speaks Streamlit's protocol over its socket and counts what the server spends and sends.

Of the server only: a browser draws on the visitor's machine, and Streamlit's `AppTest` would count its own parsing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard.filters import SLIDER
from tests.browser.conftest import free_port

SERVED = Path(__file__).with_name("served.py")
SECONDS_TO_START = 60
PROTOCOL = Subprotocol("streamlit")


@dataclass(frozen=True)
class Run:
    """One run of a page, from the request to its last message.

    Attributes:
        cpu: seconds of the server's processor, all threads.
        first_number: seconds until the first large number arrived; None when the page sent none.
        whole: seconds until the page was done.
        sent: bytes that went to the browser.
    """

    cpu: float
    first_number: float | None
    whole: float
    sent: int


@dataclass
class Visitor:
    """One open page; `widgets` are the ids that the server gave to them, by key."""

    address: str
    socket: ClientConnection
    page: str
    page_hash: str = ""
    widgets: dict[str, str] = field(default_factory=dict)

    def choose(self, key: str, words: Sequence[str]) -> Run:
        """Set a slider or a choice, and read the run that follows."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add(id=self.widgets[key])
        state.string_array_value.data.extend(words)
        return self.ask(message)

    def pick(self, parcel_id: str) -> Run:
        """Click a parcel on the map, and read the run that draws its card."""
        met = {"properties": {"parcel_id": parcel_id}}
        selection = {"selection": {"indices": {"parcels": [0]}, "objects": {"parcels": [met]}}}
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add(id=self.widgets["map"])
        state.string_value = json.dumps(selection)
        return self.ask(message)

    def ask(self, message: BackMsg) -> Run:
        """Send a request for a run and read all that the server sends until the run is over."""
        message.rerun_script.page_name = self.page
        message.rerun_script.page_script_hash = self.page_hash
        spent, started = _cpu(self.address), time.perf_counter()
        self.socket.send(message.SerializeToString())
        first_number, sent = None, 0
        while True:
            data = self.socket.recv()
            sent += len(data)
            answer = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = answer.WhichOneof("type")
            if kind == "navigation":
                self.page_hash = answer.navigation.page_script_hash
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "metric":
                first_number = first_number or time.perf_counter() - started
            if kind == "delta":
                self._note(answer)
            if kind == "script_finished":
                break
        whole = time.perf_counter() - started
        return Run(_cpu(self.address) - spent, first_number, whole, sent)

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        widget = getattr(element, element.WhichOneof("type") or "metric")
        identity = getattr(widget, "id", "")
        if identity.startswith("$$ID-"):
            self.widgets[identity.rpartition("-")[2]] = identity


@contextmanager
def visiting(warehouse: Path, page: str) -> Iterator[Visitor]:
    """A visitor of that page of the app on that store; the app is a process of its own and ends afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(SERVED), "--server.port", str(port)]
    root = Path(__file__).resolve().parent.parent.parent
    environment = {**os.environ, "MUJUN_WAREHOUSE": str(warehouse), "PYTHONPATH": str(root)}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as app:
        address = f"127.0.0.1:{port}"
        try:
            _wait(address)
            with connect(f"ws://{address}/_stcore/stream", subprotocols=[PROTOCOL], max_size=None) as socket:
                visitor = Visitor(address, socket, page)
                visitor.ask(BackMsg())
                yield visitor
        finally:
            app.terminate()


def measure(warehouse: Path, times: int) -> dict[str, list[dict[str, float | None]]]:
    """What each interaction with 亩均税收 costs: answered anew, and a second time when all answers are remembered."""
    stops = [[low, SLIDER[-1]] for low in SLIDER[1 : times + 1]]
    with visiting(warehouse, "per-mu-tax") as visitor:
        # The first runs load what later ones find loaded.
        for low in SLIDER[-4:-1]:
            visitor.choose("range", [low, SLIDER[-1]])
        anew = [visitor.choose("range", stop) for stop in stops]
        again = [visitor.choose("range", stop) for stop in stops]
    return {"区间，新的": [asdict(run) for run in anew], "区间，问过的": [asdict(run) for run in again]}


def picking(warehouse: Path, parcels: Sequence[str]) -> dict[str, list[dict[str, float | None]]]:
    """What a click on each of ``parcels`` costs until its card is there, and a run of the same page without any change."""
    with visiting(warehouse, "parcels") as visitor:
        visitor.pick(parcels[0])
        picked = [visitor.pick(each) for each in parcels[1:]]
        idle = [visitor.ask(BackMsg()) for _ in parcels[1:]]
    return {"点一宗地": [asdict(run) for run in picked], "什么都没变": [asdict(run) for run in idle]}


def beside_an_export(warehouse: Path, least: int) -> dict[str, dict[str, Any]]:
    """The same interaction, ``least`` times and as long as another visitor's workbook of all enterprises takes.

    ``alone`` nobody exports; ``here`` the workbook is written in the server, ``apart`` as the pages do it.
    """
    pairs = ([low, high] for high in reversed(SLIDER[20:-1]) for low in SLIDER[1:20])
    found: dict[str, dict[str, Any]] = {}
    with visiting(warehouse, "per-mu-tax") as visitor, ThreadPoolExecutor(1) as another:
        for _ in range(3):
            visitor.choose("range", next(pairs))
        for way in ("alone", "here", "apart"):
            file = another.submit(_export, visitor.address, way) if way != "alone" else None
            runs: list[float] = []
            while len(runs) < least or (file is not None and not file.done()):
                runs.append(visitor.choose("range", next(pairs)).whole)
                if file is not None and file.done():
                    break
            found[way] = {"runs": runs, "file": file.result() if file is not None else None}
    return found


def _export(address: str, way: str) -> float:
    with urllib.request.urlopen(f"http://{address}/export/{way}", timeout=600) as answer:
        return float(json.load(answer))


def _cpu(address: str) -> float:
    with urllib.request.urlopen(f"http://{address}/cpu", timeout=10) as answer:
        return float(json.load(answer))


def _wait(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            _cpu(address)
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"the app did not start at {address}")
