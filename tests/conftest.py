from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def ledger(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of the test's own, not made yet: no test writes into that of the project."""
    file = tmp_path_factory.mktemp("ledger") / "new" / "mujun.sqlite"
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{file}")
    return file
