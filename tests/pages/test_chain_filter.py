"""The filter 产业链 of the side bar and the groups by chain, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard import snapshot
from tests.dashboard.chained import CHAINED
from tests.pages.test_pages import filter_buttons, visit, words


@pytest.fixture(autouse=True)
def _rows(warehouse: Path) -> None:
    snapshot.publish(warehouse, CHAINED)


def test_a_link_with_a_chain_narrows_every_page_and_a_chip_takes_it_off() -> None:
    app = visit("per_mu_tax.py", chain="药")
    assert app.subheader[0].value == "企业名单 · 3 户"
    assert filter_buttons(app) == {"chip_chain", "reset"}
    app.button(key="chip_chain").click().run()
    assert app.subheader[0].value == "企业名单 · 8 户"
    assert "3 户" in words(visit("overview.py", chain="药"))
    assert not visit("grading.py", chain="药").exception


def test_a_chain_that_is_none_falls_away_and_is_said() -> None:
    app = visit("per_mu_tax.py", chain="' OR 1=1 --")
    assert not app.exception
    assert app.subheader[0].value == "企业名单 · 8 户"
    assert "不是可选的值，已忽略" in words(app)


def test_groups_by_chain_say_who_is_on_none_and_whom_they_count_twice() -> None:
    app = visit("per_mu_tax.py", view="分组比较", by="产业链")
    assert not app.exception
    assert app.dataframe[-1].value["area"].tolist() == ["药", "电", "未归入产业链"]
    assert "在每条链各计一次" in words(app)


def test_others_see_no_groups_by_chain_for_they_overlap() -> None:
    app = visit("per_mu_tax.py", view="分组比较", by="产业链", share="true")
    assert not app.exception
    assert "不按产业链分组" in words(app)
    assert not app.dataframe
    assert not app.get("plotly_chart")[1:]
