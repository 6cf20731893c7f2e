"""The tab 口径试算: another caliber says whose grade moves; hostile choices fall away."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.contracts.calibers import ADJUSTMENTS
from tests.pages.test_pages import visit, words

PAGE, VIEW = "per_mu_tax.py", "口径试算"


@pytest.mark.parametrize("method", ["企业法", "地块法"])
def test_the_packs_own_caliber_moves_nobody(sample: Path, method: str) -> None:
    app = visit(PAGE, view=VIEW, pack="黄岩 2022", method=method)
    assert not app.exception
    assert "与口径包一致" in words(app)
    assert "**0 " in words(app)
    assert "没有换档或跨线的。" in words(app)


def test_another_caliber_says_how_many_move_and_lists_them(sample: Path) -> None:
    app = visit(PAGE, view=VIEW, pack="黄岩 2022")
    app.selectbox(key="area").set_value("measured").run()
    for adjustment in ADJUSTMENTS:
        app.checkbox(key=f"adjust_{adjustment}").uncheck().run()
    assert not app.exception
    said = words(app)
    assert "**面积只按实测**（口径包：面积证载优先（无证取实测、申报））" in said
    assert "**只计入库税收**" in said
    listed = app.dataframe[-1].value
    moved = (listed["grade"] != listed["grade_before"]).sum()
    assert f"户中 **{moved} 户**换档" in said
    assert f"**{listed['crossed'].notna().sum()} 户**跨线" in said


def test_a_link_carries_the_caliber(sample: Path) -> None:
    app = visit(PAGE, view=VIEW, pack="黄岩 2022", tenants="并入出租方，同一结果")
    assert app.selectbox(key="tenants").value == "merge"
    assert "**租户并入出租方，同一结果**" in words(app)


@pytest.mark.parametrize("hostile", ["<script>", "'; DROP TABLE parcel", "x" * 5000, "../../etc/passwd"])
def test_hostile_choices_fall_away(sample: Path, hostile: str) -> None:
    app = visit(
        PAGE,
        view=VIEW,
        pack=hostile,
        area=hostile,
        vacant=hostile,
        tenants=hostile,
        adjust_branch_tax=hostile,
        x=hostile,
    )
    assert not app.exception
    assert "与口径包一致" in words(app)
