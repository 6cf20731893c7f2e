"""Our figures skip plotly's own check (`dashboard.figure`), so it is made here, for every state of the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import charts, land_charts
from dashboard.figure import Figure
from dashboard.queries import distribution, enterprises
from dashboard.selection import Selection
from tests.dashboard import snapshot

ALL = Selection(year=2023)


def figures(selection: Selection) -> Iterator[Figure]:
    """Every figure of 亩均税收 and 总览 over a selection."""
    yield charts.tax_per_mu_histogram(enterprises.histogram(selection), enterprises.BIN_EDGES)
    for by in ("park", "town", "industry"):
        league = enterprises.league(selection, by)
        yield charts.tax_per_mu_league(league)
        yield land_charts.shares(league)
    yield land_charts.lorenz(distribution.lorenz(selection))
    yield land_charts.scatter(distribution.scatter(selection, 20), 20)
    yield land_charts.scatter(distribution.scatter(selection, 0), 0)
    trend = enterprises.trend(selection, (2022, 2023))
    yield charts.tax_per_mu_trend(trend.years, trend.weighted, trend.medians)


@pytest.mark.parametrize("state", snapshot.STATES)
def test_every_figure_is_one_that_plotly_accepts_and_json_can_hold(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    for figure in figures(ALL):
        spec = figure.to_dict()
        go.Figure(spec["data"], spec["layout"])
        assert "NaN" not in json.dumps(spec, default=str)


@pytest.mark.usefixtures("full")
def test_no_figure_names_a_colour_of_its_own() -> None:
    for figure in figures(ALL):
        assert "color" not in json.dumps(figure.data)
        assert figure.to_dict()["layout"]["template"], "the theme's colours come by the template"


@pytest.mark.usefixtures("full")
def test_enterprises_without_positive_tax_stand_at_the_foot_of_the_logarithmic_axis() -> None:
    figure = land_charts.scatter(distribution.scatter(ALL, 20), 20)
    names = [trace["name"] for trace in figure.data]
    assert names == ["20 万元/亩以上", "低于 20 万元/亩", "零税或退税（画在最下一行）", "20 万元/亩"]
    foot = figure.data[2]["y"]
    assert len(foot) == 2
    assert max(foot) < min(figure.data[1]["y"])
    assert figure.to_dict()["layout"]["yaxis"]["ticktext"][0] == "≤0"
    assert "税收 -6.00 万元" in " ".join(figure.data[2]["text"])


@pytest.mark.usefixtures("full")
def test_shares_of_land_and_of_tax_add_up() -> None:
    tax, land = land_charts.shares(enterprises.league(ALL, "town")).data
    assert sum(value or 0 for value in tax["x"]) == pytest.approx(100)
    assert sum(value or 0 for value in land["x"]) == pytest.approx(100)
