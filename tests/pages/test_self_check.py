"""自检 by Streamlit itself: what stands ready, and what would leave the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import background
from tests.dashboard import snapshot
from tests.pages.test_pages import visit, words

PAGE = "self_check.py"


def plain(app: AppTest) -> str:
    """The words of the page as a reader sees them, without the marks that keep markdown from reading them."""
    return words(app).replace("\\", "")


def test_nothing_leaves_the_machine_unless_somebody_says_so(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    monkeypatch.delenv(background.ADDRESS, raising=False)
    app = visit(PAGE)
    assert not app.exception
    assert "地图不取外部背景" in words(app)
    assert "使用统计**　已关闭" in words(app)
    assert "没有：来件中没有图形" in words(app)


def test_a_configured_background_is_named_by_its_machine_only(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    monkeypatch.setenv(background.ADDRESS, "https://map.example/{z}/{x}/{y}?tk=secret")
    told = plain(visit(PAGE))
    assert "map.example" in told
    assert "secret" not in told


def test_a_wrong_setting_is_told(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    monkeypatch.setenv(background.ADDRESS, "map.example")
    assert "应当以 http:// 或 https:// 开头" in plain(visit(PAGE))


def test_a_ledger_that_cannot_be_read_is_told(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    monkeypatch.setenv("MUJUN_LEDGER_URL", f"sqlite:///{warehouse}")
    app = visit(PAGE)
    assert not app.exception
    assert ":material/error: **台账**" in words(app)
