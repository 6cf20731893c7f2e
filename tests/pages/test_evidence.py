"""依据 on each card, and the charts of grades in the four states that a drawing must survive."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import evidence
from tests.dashboard import dossiers, grades, snapshot
from tests.pages.test_dossiers import visit as visit_dossier
from tests.pages.test_pages import visit, words

VIEWS = ("企业名单", "排名", "分组比较", "门槛", "集中度", "两头与潜力")
CARDS = {
    "overview.py": ("above_scale", "output", "tax_paid", "ratio", "coverage_land_pct", "coverage_tax_pct"),
    "per_mu_tax.py": ("ratio", "median", "tax", "land"),
}


@pytest.mark.parametrize(("page", "key"), [(page, key) for page, keys in CARDS.items() for key in keys])
@pytest.mark.usefixtures("sample")
def test_each_card_opens_its_evidence(page: str, key: str) -> None:
    app = visit(page)
    tables = len(app.dataframe)
    app.session_state["evidence_export"] = True
    app.button(key=f"evidence_{key}").click().run()
    assert not app.exception
    rows = app.dataframe[tables].value
    assert len(rows) <= 500
    assert rows[["path", "row_number"]].notna().all(axis=None)
    assert app.get("download_button")
    assert any(evidence.NUMBERS[key].label in info.value for info in app.info)


@pytest.mark.parametrize("view", ["集中度", "两头与潜力"])
@pytest.mark.usefixtures("sample")
def test_the_cards_of_the_tabs_open_theirs(view: str) -> None:
    keys = {"集中度": ("best_tenth", "worst_tenth", "gini"), "两头与潜力": ("recoverable",)}[view]
    for key in keys:
        app = visit("per_mu_tax.py", view=view)
        app.button(key=f"evidence_{key}").click().run()
        assert not app.exception
        assert "构成这个数的" in words(app)


@pytest.mark.usefixtures("sample")
def test_the_cards_of_the_other_method_open_theirs() -> None:
    for key in ("parcel_ratio", "parcel_median", "parcel_tax", "parcel_land"):
        app = visit("per_mu_tax.py", method="地块法")
        app.button(key=f"evidence_{key}").click().run()
        assert not app.exception
        assert "构成这个数的 251 宗" in words(app)


@pytest.mark.parametrize("moves", ["矩阵", "流向"])
@pytest.mark.parametrize("state", grades.STATES)
def test_the_charts_of_grades_draw_and_say_what_is_missing(warehouse: Path, state: str, moves: str) -> None:
    snapshot.publish(warehouse, grades.STATES[state])
    app = visit("grading.py", moves=moves)
    assert not app.exception
    said = words(app)
    assert "nan" not in said.lower()
    expected = {
        "graded": "规上没有 D 档的企业",
        "a year without tax": "规上没有参评企业",
        "a class without firms": "规上没有 B、C 档的企业",
        "one firm only": "规上参评企业都在 A 档",
        "all firms tied": "规上参评企业都在 A 档",
        "one year": "没有 2022 年的等级可以比较",
    }
    assert expected[state] in said
    drawn = len(app.get("plotly_chart"))
    assert drawn == (2 if state in ("graded", "all firms tied") else 1)
    assert ("没有 2022 年的等级可以比较" in said) == (drawn == 1)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", grades.STATES)
def test_the_tabs_of_per_mu_tax_draw_in_the_same_states(warehouse: Path, state: str, view: str) -> None:
    snapshot.publish(warehouse, grades.STATES[state])
    app = visit("per_mu_tax.py", view=view)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert app.get("plotly_chart") or app.dataframe or app.caption or app.info


@pytest.mark.parametrize("state", grades.STATES)
def test_a_dossier_explains_the_score_in_the_same_states(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, grades.STATES[state])
    app = visit_dossier("enterprise_dossier.py", dossiers.A)
    assert not app.exception
    said = words(app)
    assert ("口径版本 7" in said) == (state != "a year without tax")
    if state == "a year without tax":
        assert "没有逐项得分" in said


def test_the_dossier_of_a_firm_that_the_pack_did_not_grade_that_year_says_so(warehouse: Path) -> None:
    snapshot.publish(warehouse, grades.GRADED)
    app = visit_dossier("enterprise_dossier.py", grades.IDS[3], year="2023")
    assert not app.exception
    assert "不参评：无税收数据" in words(app)
    ungraded = visit_dossier("enterprise_dossier.py", grades.IDS[4], year="2022")
    assert "它在 2022 年没有评价" in words(ungraded)


def test_ties_and_a_lone_group_are_said(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.ALL_TIED)
    ends = words(visit("per_mu_tax.py", view="两头与潜力"))
    assert "亩均税收都是 10.00 万元/亩，分不出高低" in ends
    assert "没有可挖潜的税收" in ends
    assert "每亩税收都一样" in words(visit("per_mu_tax.py", view="集中度"))
    snapshot.publish(warehouse, snapshot.ONE_ROW, "b2")
    assert "没有可比的" in words(visit("per_mu_tax.py", view="分组比较"))
    assert "分不出高低" in words(visit("per_mu_tax.py", view="两头与潜力"))
