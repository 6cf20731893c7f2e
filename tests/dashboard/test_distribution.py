"""Concentration, line and scatter against numbers that a reader can add in the head: see `snapshot.ENTERPRISES`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import sentences
from dashboard.queries import distribution, enterprises
from dashboard.selection import Selection
from tests.dashboard import snapshot

ALL = Selection(year=2023)


@pytest.mark.usefixtures("full")
def test_the_curve_begins_at_nothing_ends_at_everything_and_is_exact_in_between() -> None:
    # Least first: E −6 on 3 亩, F 0 on 10, C 9 on 4.5, then A and B 710 on 35.5; together 713 on 53.
    curve = distribution.lorenz(ALL).set_index("land_pct")["tax_pct"]
    assert len(curve) == 101
    assert (curve[0], curve[100]) == (0, 100)
    # 10 % of the land are 5.3 亩: all of E's and some of F's, who pays nothing.
    assert curve[10] == pytest.approx(-6 / 713 * 100)
    # The last half is A's and B's land at 20 万元/亩.
    assert curve[50] == pytest.approx(100 - 26.5 * 20 / 713 * 100)


@pytest.mark.usefixtures("full")
def test_tenths_and_gini_agree_with_the_curve() -> None:
    found = distribution.concentration(ALL)
    curve = distribution.lorenz(ALL).set_index("land_pct")["tax_pct"]
    assert found.firms == 5
    assert found.best_tenth_pct == pytest.approx(100 - curve[90])
    assert found.worst_tenth_pct == pytest.approx(curve[10])
    # 1 − Σ (share of land) × (tax before + tax after) / total: 3·(0−6), 10·(−6−6), 4.5·(−6+3), 35.5·(3+713).
    doubled = (3 * -6 + 10 * -12 + 4.5 * -3 + 35.5 * 716) / (53 * 713)
    assert found.gini == pytest.approx(1 - doubled)
    assert "最好的十分之一用地贡献 **14.9%** 的税收" in sentences.concentration(found)


def test_where_all_pay_alike_the_curve_is_the_diagonal(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.ALL_TIED)
    curve = distribution.lorenz(ALL)
    assert list(curve["tax_pct"]) == pytest.approx(list(curve["land_pct"]))
    found = distribution.concentration(ALL)
    assert found.gini == pytest.approx(0)
    assert found.best_tenth_pct == pytest.approx(10)


@pytest.mark.parametrize(
    "state", ["empty", "no tax", "zero and negative", "tax without land", "register only"]
)
def test_without_tax_to_share_out_there_is_no_concentration(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    assert distribution.lorenz(ALL).empty
    assert sentences.concentration(distribution.concentration(ALL)) == ""


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("line", [0.0, 2.0, 20.0, 20.5])
def test_the_line_counts_what_the_list_holds_after_the_same_filter(line: float) -> None:
    sides = distribution.threshold(ALL, line).set_index("side")
    above = enterprises.figures(replace(ALL, lowest=line))
    assert (
        sides.loc["above", "firms"]
        == above.firms
        == enterprises.rows(replace(ALL, lowest=line), 100).num_rows
    )
    assert sides["firms"].sum() == enterprises.figures(ALL).firms
    assert sides["tax_wan_yuan"].sum() == pytest.approx(755)
    if above.firms:
        assert sides.loc["above", "land_mu"] == pytest.approx(above.land_mu)


@pytest.mark.usefixtures("full")
def test_every_enterprise_with_a_ratio_is_a_point_on_its_side_of_the_line() -> None:
    points = distribution.scatter(ALL, 20)
    assert points["firms"].sum() == enterprises.figures(ALL).with_ratio
    assert points.groupby("side")["firms"].sum().to_dict() == {"above": 2, "below": 1, "none": 2}


@pytest.mark.usefixtures("full")
def test_many_points_are_counted_in_a_grid_that_keeps_the_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution, "MOST_POINTS", 1)
    points = distribution.scatter(ALL, 20)
    assert points["name"].isna().all()
    assert points.groupby("side")["firms"].sum().to_dict() == {"above": 2, "below": 1, "none": 2}
    # A cell's middle is within a sixteenth of a decade of each point in it: 28 亩 and 560 万元.
    assert points["land_mu"].max() == pytest.approx(28, rel=0.16)
    assert points["tax_wan_yuan"].max() == pytest.approx(560, rel=0.16)
