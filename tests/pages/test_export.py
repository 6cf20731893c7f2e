"""The export control of every page: closed without a purpose, the same purpose on the next page, its log at its foot."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import export_log
from dashboard import ledger as module
from dashboard.downloads import OTHER, PURPOSES
from dashboard.screens import PAGES
from tests.dashboard import dossiers, snapshot
from tests.dashboard.test_ledger import entry
from tests.pages.test_pages import FRAME, visit, words

SUBJECTS = {"enterprise_dossier.py": dossiers.A, "parcel_dossier.py": dossiers.PARCEL}


def opened(page: str, **query: str) -> AppTest:
    """The page with its export control open."""
    app = visit(page, **query)
    app.session_state["export"] = True
    return app.run()


def ready(app: AppTest) -> dict[str, bool]:
    buttons: Any = app.get("download_button")
    return {button.label: not button.disabled for button in buttons}


BOTH = {"导出 CSV": True, "导出 XLSX": True}
NEITHER = dict.fromkeys(BOTH, False)


@pytest.fixture
def landed(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("page", ["overview.py", "per_mu_tax.py", "grading.py"])
def test_a_page_hands_out_nothing_before_a_purpose_is_chosen(page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert ready(app) == NEITHER
    assert "先选用途" in words(app)
    assert ready(app.selectbox(key="export_purpose").select("会议材料").run()) == BOTH
    assert ready(app.selectbox(key="export_purpose").set_value(None).run()) == NEITHER


@pytest.mark.usefixtures("landed")
@pytest.mark.parametrize("page", SUBJECTS)
def test_so_does_a_dossier(page: str) -> None:
    app = opened(page, id=SUBJECTS[page])
    assert not app.exception
    assert ready(app) == NEITHER
    assert "涉税数据，只供“所选”用途" in words(app)
    assert ready(app.selectbox(key="export_purpose").select("企业服务").run()) == BOTH


@pytest.mark.usefixtures("landed")
def test_another_purpose_has_to_be_said_in_words() -> None:
    app = opened("per_mu_tax.py")
    app.selectbox(key="export_purpose").select(OTHER).run()
    assert ready(app) == NEITHER
    assert ready(app.text_input(key="export_other").set_value("   ").run()) == NEITHER
    assert ready(app.text_input(key="export_other").set_value("某课题*调研*").run()) == BOTH
    assert "只供“其他：某课题\\*调研\\*”用途" in words(app)
    assert PURPOSES[-1] == OTHER


@pytest.mark.usefixtures("landed")
def test_the_purpose_goes_along_to_another_page() -> None:
    app = opened("per_mu_tax.py")
    app.selectbox(key="export_purpose").select("分析研究").run()
    app.switch_page(os.path.relpath(PAGES / "overview.py", FRAME.parent)).run()
    app.session_state["export"] = True
    app.run()
    assert app.selectbox(key="export_purpose").value == "分析研究"
    assert ready(app) == BOTH


@pytest.mark.usefixtures("landed")
def test_a_closed_control_costs_nothing_and_touches_no_ledger(ledger: Path) -> None:
    assert not visit("per_mu_tax.py").get("download_button")
    assert not ledger.exists()


@pytest.mark.usefixtures("landed")
def test_a_ledger_that_cannot_be_written_closes_the_control_and_says_why(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_log.record(entry("a"))
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    module._engine.cache_clear()
    holder = sqlite3.connect(ledger, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    app = opened("per_mu_tax.py")
    app.selectbox(key="export_purpose").select("会议材料").run()
    assert ready(app) == NEITHER
    assert "导出记录写不进去，不能导出" in app.error[0].value
    holder.close()
    assert ready(app.run()) == BOTH
    module._engine.cache_clear()


@pytest.mark.usefixtures("landed")
def test_the_log_is_read_at_the_foot_of_the_control() -> None:
    export_log.record(entry("a", datetime(2026, 11, 25, 8, tzinfo=UTC), purpose="上级报送"))
    app = visit("per_mu_tax.py")
    app.session_state["export"] = app.session_state["export_log"] = True
    app.run()
    log = app.dataframe[0].value
    assert log["purpose"].tolist() == ["上级报送"]
    assert log["who"].tolist() == ["zhang@example.cn"]


@pytest.mark.parametrize("state", snapshot.STATES)
@pytest.mark.parametrize("page", ["overview.py", "per_mu_tax.py"])
def test_the_control_opens_in_every_state_of_the_data(warehouse: Path, state: str, page: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    assert not opened(page).exception


@pytest.mark.usefixtures("landed")
@pytest.mark.parametrize(("x", "said"), [("7.5", "门槛 7.5"), ("<b>", "门槛 20"), ("1e99", "门槛 20")])
def test_the_line_of_the_link_is_in_the_workbook_whichever_tab_is_open(x: str, said: str) -> None:
    app = opened("per_mu_tax.py", x=x)
    assert said in app.selectbox(key="export_table").options
