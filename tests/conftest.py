from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard import snapshot


@pytest.fixture(autouse=True)
def ledger(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of the test's own, not made yet: no test writes into that of the project."""
    file = tmp_path_factory.mktemp("ledger") / "new" / "mujun.sqlite"
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{file}")
    return file


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Streamlit's `AppTest` leaves a page as ``__main__``, which the processes that read workbooks would then start from."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample district, built once by the real etl; nobody writes into it."""
    return snapshot.build_sample(tmp_path_factory.mktemp("sample") / "warehouse")
