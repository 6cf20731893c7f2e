from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import database
from tests.dashboard import snapshot


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty snapshot store that the dashboard reads."""
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path))
    database.unpin()
    return tmp_path


@pytest.fixture
def full(warehouse: Path) -> Path:
    """A store with the small district of `snapshot.FULL`."""
    snapshot.publish(warehouse, snapshot.FULL)
    return warehouse
