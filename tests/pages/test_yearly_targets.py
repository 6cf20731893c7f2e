"""目标 by Streamlit itself: without a file, with targets alone, on the sample; who is chosen, what others see."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.dashboard import snapshot
from tests.pages.test_pages import metrics, visit, words

PAGE = "yearly_targets.py"
RULE = {
    "ahead_points": 5.0, "behind_points": 5.0, "green_pct": 100.0, "yellow_pct": 90.0, "orange_pct": 50.0, "source": None,
}  # fmt: skip
AIM = {
    "indicator": "招商签约额",
    "year": 2023,
    "target": 60.0,
    "target_unit": "亿元",
    "responsible_unit": None,
}


def test_one_target_that_nobody_reports_on_is_listed_and_says_what_is_missing(warehouse: Path) -> None:
    snapshot.publish(warehouse, {**snapshot.FULL, "target": [AIM], "target_rule": [RULE]})
    app = visit(PAGE)
    assert not app.exception
    assert metrics(app)["时序差中位数"] == "—"
    assert "还没有「目标完成月报」" in words(app)
    assert app.dataframe[0].value["status"].tolist() == ["比不了"]
    assert "nan" not in words(app).lower()


@pytest.mark.parametrize("query", [{"share": "true"}, {"target_year": "2022"}, {"target_on": "截至今天"}])
@pytest.mark.usefixtures("sample")
def test_the_sample_fills_the_page(query: dict[str, str]) -> None:
    app = visit(PAGE, **query)
    assert not app.exception
    assert not app.warning
    assert app.get("plotly_chart")
    assert "nan" not in words(app).lower()
    assert "有限公司" not in app.dataframe[0].value.to_csv()


@pytest.mark.usefixtures("sample")
def test_others_see_no_computed_sum_that_is_not_for_them() -> None:
    own, shared = (visit(PAGE, **query).dataframe[0].value for query in ({}, {"share": "true"}))
    paid = [rows.set_index("indicator")["computed"].astype(float)["兑现资金"] for rows in (own, shared)]
    assert paid[0] > 0
    assert pd.isna(paid[1])


@pytest.mark.usefixtures("sample")
def test_an_office_sees_its_own_targets_and_a_filter_changes_nothing() -> None:
    whole = metrics(visit(PAGE))
    app = visit(PAGE, target_owner="园区科", town="东湖街道")
    assert set(app.dataframe[0].value["responsible_unit"]) == {"园区科"}
    assert metrics(app) == whole
    assert "不起作用" in words(app)


@pytest.mark.usefixtures("sample")
def test_the_overview_says_the_same_gap_and_lists_what_is_late() -> None:
    gap = metrics(visit(PAGE))["时序差中位数"]
    app = visit("overview.py")
    assert metrics(app)["目标时序差"] == gap
    assert "红色清单" in words(app)
    listed = app.dataframe[-1].value
    assert {"line", "name", "what", "owner", "due_on", "days_over"} <= set(listed)
    counted = visit("overview.py", share="true")
    assert not any("days_over" in table.value for table in counted.dataframe)
