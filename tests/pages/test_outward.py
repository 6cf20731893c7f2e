"""对外视图: no enterprise's name on any page, and no number of a group that gives one away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import dossiers, grades, snapshot
from tests.pages import test_dossiers
from tests.pages.test_pages import metrics, visit, words

VIEWS = ("企业名单", "排名", "分组比较", "门槛", "集中度", "两头与潜力", "口径试算")
SCREENS = (
    ("overview.py", {}),
    *(("per_mu_tax.py", {"view": view}) for view in VIEWS),
    ("per_mu_tax.py", {"method": "地块法", "q": "示例甲", "range": ["20", "最高"]}),
    ("grading.py", {}),
    ("grading.py", {"moves": "流向"}),
    ("data_links.py", {}),
    ("data_links.py", {"link_view": "匹配质量"}),
)


def everything(app: AppTest) -> str:
    """All that the page sends to a browser."""
    sent = [str(element.proto) for element in app.main] + [str(element.proto) for element in app.sidebar]
    tables = [table.value.to_csv() for table in app.dataframe]
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    return "\n".join([*sent, *tables, *charts, words(app)])


@pytest.mark.parametrize(("page", "query"), SCREENS)
def test_no_enterprise_is_named_by_hand(
    warehouse: Path, page: str, query: dict[str, str | list[str]]
) -> None:
    snapshot.publish(warehouse, grades.GRADED)
    app = visit(page, share="true", **query)
    assert not app.exception
    assert app.toggle(key="share").value
    sent = everything(app)
    assert not re.search("示例|有限公司|9135010", sent)


@pytest.mark.parametrize(
    ("page", "subject"), [("enterprise_dossier.py", dossiers.A), ("parcel_dossier.py", dossiers.PARCEL)]
)
def test_a_dossier_is_refused(warehouse: Path, page: str, subject: str) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)
    app = test_dossiers.visit(page, subject, share="true")
    assert not app.exception
    assert "对外视图不列单户数据" in app.info[0].value
    assert not app.text_input
    assert not app.dataframe
    assert "示例" not in everything(app)


def test_a_selection_of_two_firms_shows_the_reason_in_place_of_its_numbers(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    for page in ("overview.py", "per_mu_tax.py"):
        app = visit(page, share="true", town="乙镇")
        shown = {name: value for name, value in metrics(app).items() if "率" not in name}
        assert set(shown.values()) == {"—（不足 3 户）"}
        assert "不显示合计" in words(app)
        assert not re.search(r"1\.20|33\.00|39\.00", everything(app))


def test_a_group_of_two_and_the_next_smallest_show_no_ratio(warehouse: Path) -> None:
    # 乙镇 has two firms with both: hidden; the only other town would tell it by subtraction.
    snapshot.publish(warehouse, snapshot.FULL)
    league = visit("per_mu_tax.py", view="分组比较", by="镇街", share="true").dataframe[-1].value
    reasons = dict(zip(league["area"], league["hidden"], strict=True))
    assert reasons["乙镇"] == "—（不足 3 户）"
    assert reasons["甲街道"] == "—（防止推算）"
    assert league["tax_wan_yuan"].isna().all()


def test_the_drawer_shows_the_formula_and_no_rows(warehouse: Path) -> None:
    snapshot.publish(warehouse, grades.GRADED)
    app = visit("overview.py", share="true")
    app.button(key="evidence_ratio").click().run()
    assert not app.exception
    assert "亩均税收" in words(app)
    assert "对外视图不列单户数据" in words(app)
    assert "示例" not in everything(app)


@pytest.mark.parametrize("page", ["overview.py", "per_mu_tax.py"])
def test_others_take_away_groups_and_the_reasons_only(warehouse: Path, page: str) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(page, share="true")
    app.session_state["export"] = True
    app.run()
    assert not app.exception
    assert app.selectbox(key="export_table").options == ["排名 片区", "排名 镇街", "排名 行业"]
    assert not re.search("示例|有限公司", everything(app))
    app = visit(page, share="true", town="乙镇")
    app.session_state["export"] = True
    assert "没有可以导出的表。" in words(app.run())


def test_it_is_off_unless_asked_for(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit("per_mu_tax.py")
    assert not app.toggle(key="share").value
    assert "示例甲有限公司" in app.dataframe[-1].value["name"].tolist()
