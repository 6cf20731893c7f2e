"""履约 of the district in every state, mounted on a page of its own beside the two dossiers that it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import promised, snapshot
from tests.pages.test_pages import TIMEOUT_SECONDS, metrics, words

SCRIPT = """
import streamlit as st
from dashboard import database, outward, promises_panel, screens
from dashboard.queries import snapshot
from dashboard.selection import Selection

def page():
    promises_panel.show(Selection(towns=tuple(st.query_params.get_all("of"))), snapshot.build_info(), ())

database.pin()
chosen = st.navigation(
    [st.Page(page, title="履约", default=True)]
    + [st.Page(each, title=title) for each, title in ((screens.ENTERPRISE, "企业"), (screens.PARCEL, "地块"))]
)
outward.toggle()
chosen.run()
"""


def shown(**query: str) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=TIMEOUT_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "nan" not in words(app).lower()
    return app


def test_a_full_ledger_gives_the_sentence_the_cards_and_the_list(warehouse: Path) -> None:
    snapshot.publish(warehouse, promised.PROMISED)
    app = shown()
    assert "供地合同 4 宗；判得出的开工 2 宗中 1 宗按期" in words(app)
    assert metrics(app) == {
        "按期开工率": "50.0 :small[%]",
        "逾期开工": "1 :small[宗]",
        "逾期竣工": "1 :small[宗]",
        "投资强度未达": "1 :small[宗]",
    }
    listed = app.dataframe[0].value
    assert list(listed["contract_id"]) == ["合1", "合2", "合3", "合4"]
    assert listed["firm"][2] == "<b>外来</b>公司"
    assert len(app.get("plotly_chart")) == 1


def test_one_contract_that_nobody_can_judge_draws_dashes_and_no_verdict_of_its_own(warehouse: Path) -> None:
    snapshot.publish(warehouse, promised.ONE)
    app = shown()
    assert metrics(app)["按期开工率"] == "—"
    assert metrics(app)["逾期开工"] == "0 :small[宗]"
    assert "快照没有数据日期" in words(app)


def test_the_list_is_narrowed_to_a_broken_promise_by_the_address(warehouse: Path) -> None:
    snapshot.publish(warehouse, promised.PROMISED)
    assert list(shown(promise="竣工违约").dataframe[0].value["contract_id"]) == ["合1"]
    assert "没有这样的合同：亩均税收违约" in words(shown(promise="亩均税收违约"))


def test_a_place_without_contracts_says_so(warehouse: Path) -> None:
    snapshot.publish(warehouse, promised.PROMISED)
    assert "所选片区和镇街没有供地合同" in words(shown(of="丙镇"))


def test_others_see_no_single_contract(warehouse: Path) -> None:
    snapshot.publish(warehouse, promised.PROMISED)
    app = shown(share="true")
    assert "对外视图不列单户数据" in words(app)
    assert not app.dataframe
    assert not app.metric


@pytest.mark.usefixtures("sample")
def test_the_sample_district_keeps_and_breaks_promises_of_every_kind() -> None:
    app = shown()
    assert "供地合同 56 宗" in words(app)
    assert len(app.dataframe[0].value) == 56
