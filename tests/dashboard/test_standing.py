"""Rank, ends and recoverable tax against numbers that a reader can add in the head: see `snapshot.ENTERPRISES`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.queries import standing
from dashboard.selection import Selection
from tests.dashboard import snapshot

ALL = Selection(year=2023)


def ranks(selection: Selection = ALL, *, above_scale: bool = True) -> pd.DataFrame:
    return standing.ranking(selection, above_scale=above_scale, most=100)


@pytest.mark.usefixtures("full")
def test_ties_share_a_rank_and_the_change_is_against_the_year_before() -> None:
    rows = ranks().set_index("name")
    # 2023: both 20; 2022: A 500/28 = 17.9, B 100/7.5 = 13.3.
    assert rows["rank"].tolist() == [1, 1]
    assert rows["rank_before"].to_dict() == {"示例甲有限公司": 1, "示例乙有限公司": 2}
    assert rows.loc["示例乙有限公司", "risen"] == 1
    assert rows["fallen"].isna().all()
    assert list(rows["years"].to_dict()["示例乙有限公司"]) == pytest.approx([100 / 7.5, 20])


@pytest.mark.usefixtures("full")
def test_a_rank_is_the_districts_and_stays_when_the_screen_narrows() -> None:
    assert ranks(Selection(year=2022, search="示例乙"))["rank"].tolist() == [2]


def test_after_a_tie_the_next_rank_skips_and_little_land_is_shown_unranked(warehouse: Path) -> None:
    years = [(0, 60, 3), (1, 40, 2), (2, 10, 1), (3, 99, 0.4)]
    snapshot.publish(
        warehouse,
        {
            **snapshot.FULL,
            "enterprise": [{**firm, "is_above_scale": True} for firm in snapshot.ENTERPRISES],
            "enterprise_year": [snapshot._year(firm, 2023, tax, land) for firm, tax, land in years],
        },
    )
    rows = ranks()
    assert rows["rank"].tolist()[:3] == [1, 1, 3]
    assert pd.isna(rows["rank"].iloc[3])
    assert rows["tax_wan_yuan_per_mu"].iloc[3] == pytest.approx(99 / 0.4)


@pytest.mark.usefixtures("full")
def test_the_best_and_the_worst_are_listed_from_their_end() -> None:
    ends = standing.ends(ALL, 2)
    assert ends.loc[ends["end"] == "top", "name"].tolist() == ["示例甲有限公司", "示例乙有限公司"]
    assert ends.loc[ends["end"] == "bottom", "tax_wan_yuan_per_mu"].tolist() == [-2, 0]


@pytest.mark.usefixtures("full")
def test_recoverable_tax_is_the_gap_to_the_median_times_land() -> None:
    # Ratios −2, 0, 2, 20, 20: the district's median is 2; no industry has five of them.
    rows = standing.recoverable(ALL, by_industry=True, most=20)
    assert rows["recoverable_wan_yuan"].tolist() == pytest.approx([2 * 10, 4 * 3])
    assert rows["total_wan_yuan"].tolist() == pytest.approx([32, 32])
    assert rows["yardstick"].tolist() == [2, 2]


@pytest.mark.usefixtures("full")
def test_the_yardstick_is_the_districts_and_stays_when_the_screen_narrows() -> None:
    rows = standing.recoverable(Selection(year=2023, search="示例己"), by_industry=False, most=20)
    assert rows["total_wan_yuan"].tolist() == [20]


def test_an_industry_of_five_is_measured_by_its_own_median(warehouse: Path) -> None:
    firms = [
        {**firm, "industry_code": "2720" if n < 5 else "3911"} for n, firm in enumerate(snapshot.ENTERPRISES)
    ]
    ratios = [10, 20, 30, 40, 50, 1, 1, 1]
    snapshot.publish(
        warehouse,
        {**snapshot.FULL, "enterprise": firms,
         "enterprise_year": [snapshot._year(n, 2023, ratio, 1) for n, ratio in enumerate(ratios)]},
    )  # fmt: skip
    by_industry = standing.recoverable(ALL, by_industry=True, most=20).set_index("name")["yardstick"]
    assert by_industry["示例甲有限公司"] == 30
    # The three of division 39 are measured by the district: 1, 1, 1, 10, 20, 30, 40, 50.
    assert by_industry["示例己有限公司"] == 15


@pytest.mark.parametrize("state", snapshot.STATES)
def test_every_state_has_an_answer(warehouse: Path, state: str) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    for year in (2023, 2022, None):
        selection = Selection(year=year)
        assert ranks(selection)["rank"].dropna().is_monotonic_increasing
        assert standing.recoverable(selection, by_industry=True, most=5)["recoverable_wan_yuan"].gt(0).all()
        assert len(standing.ends(selection, 10)) <= 20
