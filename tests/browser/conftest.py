"""A real browser on the real app, each served by its own process on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.dashboard import snapshot

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
)  # fmt: skip
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
# The browser itself must not reach out either, or its own calls would hide the app's.
QUIET = [
    "--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
SECONDS_TO_START = 60
LEDGER = "ledger.sqlite"
# A machine that does other things too answers late.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with a browser that fails is tried once more: on a loaded machine a click may be lost, a promise is not."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.flaky(reruns=1))


def find_browser() -> str | None:
    """``CHROMIUM``, else the first Chromium, Chrome or Edge on the path or in a usual place."""
    named = os.environ.get("CHROMIUM")
    on_path = (shutil.which(name) for name in NAMES)
    usual = (place for place in USUAL_PLACES if Path(place).is_file())
    return named or next((path for path in (*on_path, *usual) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; without one they are skipped, or fail where ``CI`` is set."""
    executable = find_browser()
    if executable is None:
        reason = "NO BROWSER TESTS: no Chromium, Chrome or Edge found; install one or name it in CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(reason)
        warnings.warn(
            reason, stacklevel=1
        )  # pytest repeats warnings at its end; a skip alone is one quiet letter
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(
        viewport={"width": 1600, "height": 1000}, timezone_id="Asia/Shanghai", locale="zh-CN"
    ) as context:
        context.set_default_timeout(30_000)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@contextmanager
def serving(warehouse: Path) -> Iterator[str]:
    """The app on that store, started from an unrelated folder; gives its address and ends it afterwards."""
    port = free_port()
    log = warehouse / "app.log"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(snapshot.ROOT / "app.py"),
        "--server.port",
        str(port),
    ]
    environment = {
        **os.environ,
        "MUJUN_WAREHOUSE": str(warehouse),
        "MUJUN_LEDGER_URL": f"sqlite:///{warehouse / LEDGER}",
    }
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=warehouse, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as app,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_it_answers(address, app, log)
            yield address
        finally:
            app.terminate()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_it_answers(address: str, app: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and app.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return  # 503 is an answer too
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the app did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def sample(built_sample: Path) -> Iterator[str]:
    """The address of the app on the sample district."""
    with serving(built_sample) as address:
        yield address


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of the app on the small district of `snapshot.FULL`, and its store."""
    snapshot.publish(tmp_path, snapshot.FULL)
    with serving(tmp_path) as address:
        yield address, tmp_path
