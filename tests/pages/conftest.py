from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import database
from tests.dashboard import snapshot


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample district, built by the real etl."""
    return snapshot.build_sample(tmp_path_factory.mktemp("sample") / "warehouse")


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    return built_sample


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path))
    return tmp_path
