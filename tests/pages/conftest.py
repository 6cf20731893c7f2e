from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import database


@pytest.fixture
def sample(built_sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(built_sample))
    return built_sample


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(tmp_path))
    return tmp_path
