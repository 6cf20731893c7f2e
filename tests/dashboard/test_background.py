"""The configured background: asked only when it is named, and named rightly."""

from __future__ import annotations

import json

import pytest
from starlette.requests import Request

from dashboard import background

REQUEST = Request({"type": "http", "method": "GET", "path": "/background-style.json", "headers": []})


def test_nothing_is_asked_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(background.ADDRESS, raising=False)
    assert (background.addresses(), background.fault(), background.hosts()) == ((), None, [])
    assert background.style(REQUEST).status_code == 404


def test_a_service_of_several_names_is_asked_by_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(background.ADDRESS, "https://t{s}.map.example/{z}/{x}/{y}?tk=key")
    monkeypatch.setenv(background.CREDIT, "某图")
    style = json.loads(bytes(background.style(REQUEST).body))
    source = style["sources"]["background"]
    assert source["tiles"][0] == "https://t0.map.example/{z}/{x}/{y}?tk=key"
    assert len(source["tiles"]) == len(background.hosts()) == 8
    assert source["attribution"] == "某图"


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("ftp://map.example/{z}/{x}/{y}", "http://"),
        ("map.example/{z}/{x}/{y}", "http://"),
        ("https://map.example/{z}/{x}", "{y}"),
        ("javascript:alert(1)//{z}{x}{y}", "http://"),
    ],
)
def test_a_wrong_setting_is_told_and_not_used(
    monkeypatch: pytest.MonkeyPatch, named: str, fault: str
) -> None:
    monkeypatch.setenv(background.ADDRESS, named)
    assert fault in (background.fault() or "")
    assert not background.addresses()
