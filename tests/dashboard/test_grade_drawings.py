"""The flow of grades and the radar, on a district that is graded by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import grade_charts, grade_sentences, grade_tables
from dashboard.queries import dossier, grading
from dashboard.selection import Selection
from tests.dashboard import grades, snapshot

YEAR = Selection(year=2023)


@pytest.fixture
def graded(warehouse: Path) -> Path:
    snapshot.publish(warehouse, grades.GRADED)
    return warehouse


@pytest.mark.usefixtures("graded")
def test_the_flow_counts_the_moves_of_both_steps() -> None:
    flows = grading.flows(YEAR, grades.PACK, "above")
    rows = {(year, before, now): firms for year, before, now, firms in flows.itertuples(index=False)}
    assert rows == {
        (2022, "C", "B"): 1, (2022, "T", "B"): 1,
        (2023, "B", "A"): 1, (2023, "B", "B"): 1, (2023, "C", "B"): 1, (2023, "C", "T"): 1,
    }  # fmt: skip
    of_the_year = flows[flows["year"] == 2023].drop(columns="year").reset_index(drop=True)
    moves = grading.migration(YEAR, grades.PACK, "above")
    pd.testing.assert_frame_equal(of_the_year, moves)


@pytest.mark.usefixtures("graded")
def test_the_flow_is_said_in_words() -> None:
    assert grade_sentences.flow(grading.flows(YEAR, grades.PACK, "above")) == (
        "2021 → 2022 年上升 1 户，转入参评 1 户；2022 → 2023 年上升 2 户，不变 1 户，转为不参评 1 户。"
    )


@pytest.mark.usefixtures("graded")
def test_a_grade_has_one_colour_in_the_flow_and_the_bars() -> None:
    trace = grade_charts.flow(grading.flows(YEAR, grades.PACK, "above")).data[0]
    go.Figure(go.Sankey(**{name: value for name, value in trace.items() if name != "type"}))
    colours = dict(zip(trace["node"]["label"], trace["node"]["color"], strict=True))
    assert colours["2022 B"] == colours["2023 B"] == grade_charts.grade_colour("B")
    assert len({grade_charts.grade_colour(grade) for grade in grade_charts.GRADES}) == 5
    assert sum(trace["link"]["value"]) == 6


def test_a_hidden_move_is_no_line_and_no_sum() -> None:
    moves = pd.DataFrame(
        {
            "year": [2023, 2023],
            "grade_before": ["A", "B"],
            "grade": ["A", "A"],
            "firms": [5.0, float("nan")],
        }
    )
    assert grade_charts.flow(moves).data[0]["link"]["value"] == [5]
    assert grade_sentences.flow(moves) == ""
    nothing = grade_charts.flow(moves.assign(firms=float("nan")))
    assert nothing.data[0]["link"]["value"] == []


@pytest.mark.usefixtures("graded")
def test_the_radar_compares_with_the_industry_and_the_district() -> None:
    # 乙 40 is in division 27 with 丙 20 and 己 30; the group has 甲 50 too. 丁 takes no part, 戊 is in the other group.
    terms = grading.terms(grades.PACK, grades.IDS[1], 2023).set_index("name")
    assert list(terms.loc["亩均税收", ["score", "industry_firms", "industry_score", "mean_score"]]) == [
        40,
        3,
        30,
        35,
    ]
    names = [trace["name"] for trace in grade_charts.terms(terms.reset_index()).data]
    assert names == ["本企业", "同行业平均", "全区本组平均"]
    assert "3 户" in grade_sentences.peers(terms, grading.LEAST_OF_AN_INDUSTRY)


@pytest.mark.usefixtures("graded")
def test_an_industry_of_fewer_than_three_is_not_compared_with_and_it_is_said() -> None:
    # 甲 is alone in division 39: 戊 is in it too, but below scale.
    terms = grading.terms(grades.PACK, grades.IDS[0], 2023)
    assert terms["industry_score"].isna().all()
    assert [trace["name"] for trace in grade_charts.terms(terms).data] == ["本企业", "全区本组平均"]
    assert "不足 3 户" in grade_sentences.peers(terms, grading.LEAST_OF_AN_INDUSTRY)


@pytest.mark.usefixtures("graded")
def test_each_term_names_what_it_divides() -> None:
    terms = grade_tables.with_inputs(
        grading.terms(grades.PACK, grades.IDS[0], 2023), dossier.year_of(grades.IDS[0], 2023)
    ).set_index("name")
    assert list(terms.loc["亩均税收", ["numerator", "denominator"]]) == [
        "评价税收 560.00 万元",
        "用地面积 28.00 亩",
    ]


@pytest.mark.usefixtures("graded")
def test_three_terms_span_a_radar_and_fewer_stand_as_bars() -> None:
    two = grading.terms(grades.PACK, grades.IDS[1], 2023)
    for trace in grade_charts.terms(two).data:
        go.Figure(go.Bar(**{name: value for name, value in trace.items() if name != "type"}))
    four = pd.concat([two, two.assign(name=two["name"] + "二")], ignore_index=True)
    for trace in grade_charts.terms(four).data:
        go.Figure(go.Scatterpolar(**{name: value for name, value in trace.items() if name != "type"}))
        assert trace["r"][0] == trace["r"][-1]
        assert len(trace["r"]) == 5


@pytest.mark.usefixtures("graded")
def test_classes_without_firms_are_named() -> None:
    spread = grading.distribution(YEAR, grades.PACK)
    assert grade_sentences.empty_classes(spread) == "规上没有 D 档的企业；规下参评企业都在 A 档。"
