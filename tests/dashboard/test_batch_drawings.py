"""The drawings of 四个一批: plotly takes them, a class has one colour, a hidden part is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import batch_charts
from dashboard.figure import Figure
from dashboard.queries import batch_counts, batch_lists, batches
from dashboard.queries.batches import Bench
from dashboard.selection import Selection
from etl.contracts.batches import CLASSES
from tests.dashboard import batches as hand

ALL = Selection(year=2023)


@pytest.fixture
def district(warehouse: Path) -> Bench:
    hand.publish(warehouse)
    return batches.of_plan(hand.PLAN)


def checked(figure: Figure) -> go.Figure:
    """The same figure after plotly has checked each property."""
    return go.Figure(data=figure.to_dict()["data"], layout=figure.to_dict()["layout"])


def test_plotly_takes_every_drawing(district: Bench) -> None:
    counts = batch_counts.counts(ALL, district)
    found, shares = batch_counts.funnel(counts), batch_counts.split(counts)
    moves = batch_lists.moved(ALL, district, replace(district, x=30))
    for drawn in (
        batch_charts.funnel(found, 20, "产值", with_sums=True),
        batch_charts.lost(found),
        batch_charts.shares(shares, list(batch_charts.MEASURES)),
        batch_charts.areas(batch_lists.by_area(ALL, district, "town"), "firms"),
        batch_charts.flow(moves, "同名", "同名"),
    ):
        assert checked(drawn).data


def test_no_two_classes_share_a_colour_and_one_has_the_same_everywhere(district: Bench) -> None:
    assert len({batch_charts.colour(batch) for batch in CLASSES}) == len(CLASSES)
    shares = batch_counts.split(batch_counts.counts(ALL, district))
    bars = checked(batch_charts.shares(shares, ["firms"])).data
    assert {bar.name: bar.marker.color for bar in bars} == {
        batch: batch_charts.colour(batch) for batch in CLASSES
    }
    flow = batch_charts.flow(batch_lists.moved(ALL, district, district), "甲", "乙").data[0]["node"]
    assert flow["color"] == [batch_charts.colour(batch) for batch in flow["label"]]


def test_the_parts_of_a_measure_make_a_hundred_and_a_missing_one_is_no_part(district: Bench) -> None:
    shares = batch_counts.split(batch_counts.counts(ALL, district))
    bars = checked(batch_charts.shares(shares, list(batch_charts.MEASURES))).data
    for place in range(len(batch_charts.MEASURES)):
        assert sum(bar.x[place] for bar in bars) == pytest.approx(100)
    nobody = shares.assign(**dict.fromkeys(batch_charts.MEASURES, float("nan")))
    assert all(part == 0 for bar in checked(batch_charts.shares(nobody, ["firms"])).data for part in bar.x)


def test_a_hidden_move_and_a_hidden_area_are_left_out() -> None:
    moves = pd.DataFrame({"batch_before": ["搬迁", "关闭"], "batch": ["关闭", "关闭"], "firms": [None, 5]})
    assert batch_charts.flow(moves, "前", "后").data[0]["link"]["value"] == [5]
    rows = pd.DataFrame({"area": ["甲镇", "甲镇"], "suggested_batch": ["搬迁", "提升"], "firms": [None, 7]})
    assert checked(batch_charts.areas(rows, "firms")).data
