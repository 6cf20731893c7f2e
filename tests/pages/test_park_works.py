"""园区标准化 by Streamlit itself: every part in every state, its lists and links, what others see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.works_panel import BY_KIND, PARTS
from tests.dashboard import snapshot
from tests.dashboard.works import NEWCOMER, ONE_PLOT, WORKS
from tests.pages.test_outward import everything
from tests.pages.test_pages import metrics, visit, words

PAGE = "park_works.py"
VIEWS = (*BY_KIND, *PARTS)
KINDS = ("标准化地块", "自主提升", "收储提升")


@pytest.fixture
def rebuilt(warehouse: Path) -> Path:
    snapshot.publish(warehouse, WORKS)
    return warehouse


def shown(**query: str | list[str]) -> AppTest:
    app = visit(PAGE, **query)
    assert not app.exception
    assert "nan" not in words(app).lower()
    assert not any("nan" in value.lower() for value in metrics(app).values())
    return app


def captions(app: AppTest) -> str:
    return "\n".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("rebuilt")
def test_a_part_draws_for_every_kind(view: str, kind: str) -> None:
    app = shown(works=view, works_of=kind) if view in BY_KIND else shown(works=view)
    assert metrics(app)["标准化地块"].startswith("3")
    assert not app.warning


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_part_of_one_plot_alone_draws_or_names_the_missing_file(
    warehouse: Path, view: str, kind: str
) -> None:
    snapshot.publish(warehouse, ONE_PLOT)
    app = shown(works=view, works_of=kind) if view in BY_KIND else shown(works=view)
    missing = {"自主提升": "自主提升台账", "收储提升": "收储台账"}.get(kind, "标准化地块节点进度")
    if view == "甘特" or (view == "看板" and kind != "标准化地块"):
        assert f"还没有「{missing}」" in words(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_the_sample_district_fills_every_part(view: str) -> None:
    app = shown(works=view)
    assert metrics(app)["自主提升"].startswith("19")
    assert app.get("plotly_chart") or view == "未匹配"


@pytest.mark.usefixtures("rebuilt")
def test_a_park_narrows_every_number_and_the_target_is_not_compared() -> None:
    app = shown(park="北园区", works="新增厂房")
    assert metrics(app)["标准化地块"].startswith("1")
    assert "目标是全区的，选了片区时不比" in captions(app)
    assert "没有可比的目标" in captions(app)


@pytest.mark.usefixtures("rebuilt")
def test_a_filter_that_says_nothing_of_cases_is_said_to_do_nothing() -> None:
    assert "台账只按片区筛选" in captions(shown(town="甲街道"))
    assert "台账只按片区筛选" not in captions(shown(park="北园区"))


@pytest.mark.usefixtures("rebuilt")
def test_a_stage_narrows_the_list_and_a_link_reproduces_it() -> None:
    whole, narrowed = shown(), shown(wstage=["竣工"])
    assert whole.dataframe[0].value["label"].tolist() == ["地块C", "地块D", "地块E"]
    assert narrowed.dataframe[0].value["label"].tolist() == ["地块D"]
    assert "1 个，超期久的在前" in captions(narrowed)


@pytest.mark.usefixtures("rebuilt")
def test_the_day_is_the_ledgers_unless_one_asks_for_today() -> None:
    assert "截至 2023-12-31" in words(shown())
    assert "截至 2023-12-31" not in words(shown(works_on="截至今天"))


@pytest.mark.usefixtures("rebuilt")
def test_what_does_not_match_stays_in_view_with_its_reason() -> None:
    table = shown(works="未匹配").dataframe[0].value
    assert NEWCOMER in table["label"].tolist()
    assert table["reason"].str.contains("企业不在名录").any()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("rebuilt")
def test_others_see_no_single_firm(view: str, kind: str) -> None:
    query = {"works": view, "works_of": kind} if view in BY_KIND else {"works": view}
    sent = everything(shown(share="true", **query))
    assert not re.search("示例|新来|有限公司|9135010", sent)
    # The owners' floor, by itself or within the sum, would tell of one of them.
    assert "3.50" not in sent


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("sample")
def test_others_see_no_single_firm_on_the_sample(view: str) -> None:
    sent = everything(shown(share="true", works=view))
    assert not re.search(r"有限公司|91350104YL|合作社", sent)


@pytest.mark.usefixtures("rebuilt")
def test_what_a_park_lacks_is_said_of_the_park() -> None:
    assert "所选片区没有这一类事项" in captions(shown(park="北园区", works="临时用地"))


@pytest.mark.usefixtures("rebuilt")
def test_every_table_is_exported_and_to_others_only_counts() -> None:
    app = shown()
    app.session_state["works_export"] = True
    tables = app.run().selectbox(key="works_export_table").options
    assert tables[:4] == ["标准化地块", "自主提升", "收储提升", "临时用地"]
    assert tables[-1] == "未匹配"
    others = shown(share="true")
    others.session_state["works_export"] = True
    assert "自主提升" not in others.run().selectbox(key="works_export_table").options


@pytest.mark.usefixtures("rebuilt")
def test_two_owners_are_too_few_to_be_counted_by_stage_for_others() -> None:
    app = shown(share="true", works_of="自主提升")
    assert not app.get("plotly_chart")
    assert "不足 3 户" in app.info[0].value
