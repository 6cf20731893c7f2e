from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.requests import Request

from dashboard.health import health
from tests.dashboard import snapshot

REQUEST = Request({"type": "http", "method": "GET", "path": "/health", "headers": []})


@pytest.mark.usefixtures("full")
def test_a_readable_snapshot_is_healthy_and_named() -> None:
    response = health(REQUEST)
    assert response.status_code == 200
    assert json.loads(bytes(response.body)) == {"status": "ok", "build_id": "20240401T080000Z-1"}


def test_nothing_published_is_unavailable_with_a_reason(warehouse: Path) -> None:
    response = health(REQUEST)
    assert response.status_code == 503
    assert "还没有已发布的快照" in json.loads(bytes(response.body))["reason"]


def test_a_damaged_snapshot_is_unavailable(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL).write_bytes(b"x" * 5000)
    assert health(REQUEST).status_code == 503


def test_a_snapshot_without_its_tables_is_unavailable(warehouse: Path) -> None:
    path = warehouse / "b" / "warehouse.duckdb"
    path.parent.mkdir()
    snapshot.create_nothing(path)
    snapshot.name_current(warehouse, "b")
    assert health(REQUEST).status_code == 503
