"""The sample district, generated and built once for all tests of the ETL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.office import Snapshot, publish

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(SAMPLE, warehouse=tmp_path_factory.mktemp("sample"))
