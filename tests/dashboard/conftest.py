from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from dashboard import database
from dashboard import ledger as ledger_module
from tests.dashboard import postgres, snapshot

NUMBERS = count()


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL server; the test is skipped where there is none."""
    if not postgres.is_there():
        pytest.skip(f"no PostgreSQL here: neither {postgres.GIVEN} nor the programs initdb and pg_ctl")
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def each_ledger(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, ledger: Path
) -> Iterator[str]:
    """The address of a ledger that is not made yet: the test runs once for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{ledger}"
        return
    with postgres.database(request.getfixturevalue("postgres_server"), f"ledger_{next(NUMBERS)}") as address:
        monkeypatch.setenv("MUJUN_LEDGER_URL", address)
        yield address
        ledger_module._engine(address).dispose()
