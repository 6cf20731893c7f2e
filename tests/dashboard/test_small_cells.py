"""The rule of small cells on groups that a reader can add in the head."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard import small_cells
from dashboard.queries import cells
from dashboard.selection import Selection
from dashboard.small_cells import DOMINATED, FEW, INFERABLE, Cell
from tests.dashboard import snapshot

LARGE = Cell(10, 10.0, 100.0)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (Cell(0), None),  # nobody has data: there is nothing to hide
        (Cell(1, 5.0, 5.0), FEW),
        (Cell(2, 5.0, 10.0), FEW),
        (Cell(3, 40.0, 100.0), None),
        (Cell(3, 80.0, 100.0), None),  # 80 % is not over 80 %
        (Cell(3, 80.1, 100.0), DOMINATED),
        (Cell(5, 0.0, 0.0), None),  # nobody pays: nobody prevails
        (Cell(5, None, None), None),
    ],
)
def test_a_group_is_small_by_its_number_or_by_its_largest(cell: Cell, why: str | None) -> None:
    assert small_cells.reason(cell) == why


def test_one_hidden_group_takes_the_next_smallest_with_it() -> None:
    groups = [LARGE, Cell(2, 1.0, 2.0), Cell(4, 10.0, 40.0), Cell(5, 10.0, 40.0)]
    assert small_cells.reasons(groups) == [None, FEW, INFERABLE, None]


def test_of_equally_many_the_one_with_less_tax_goes() -> None:
    groups = [Cell(2, 1.0, 2.0), Cell(4, 20.0, 80.0), Cell(4, 10.0, 40.0)]
    assert small_cells.reasons(groups) == [FEW, None, INFERABLE]


def test_two_hidden_groups_of_one_firm_each_still_give_each_other_away() -> None:
    # 1 + 1 are two firms: each could reckon the other from what is left of the total.
    groups = [Cell(1, 1.0, 1.0), Cell(1, 2.0, 2.0), Cell(4, 10.0, 40.0), LARGE]
    assert small_cells.reasons(groups) == [FEW, FEW, INFERABLE, None]


def test_two_hidden_groups_of_three_firms_together_suffice() -> None:
    groups = [Cell(1, 1.0, 1.0), Cell(2, 2.0, 3.0), Cell(4, 10.0, 40.0), LARGE]
    assert small_cells.reasons(groups) == [FEW, FEW, None, None]


def test_a_dominated_group_takes_the_smallest_with_it_and_an_empty_one_does_not_count() -> None:
    groups = [Cell(6, 95.0, 100.0), Cell(0), LARGE, Cell(7, 10.0, 70.0)]
    assert small_cells.reasons(groups) == [DOMINATED, None, None, INFERABLE]


def test_nothing_is_hidden_where_nothing_is_small_and_all_where_there_is_nothing_else() -> None:
    assert small_cells.reasons([LARGE, LARGE]) == [None, None]
    assert small_cells.reasons([]) == []
    assert small_cells.reasons([Cell(2, 1.0, 2.0)]) == [FEW]
    assert small_cells.reasons([Cell(2, 1.0, 2.0), Cell(9, 1.0, 9.0)]) == [FEW, INFERABLE]


def test_values_are_blanked_and_the_reason_stands_beside_each_table_by_itself() -> None:
    frame = pd.DataFrame(
        {
            "group": ["x", "x", "x", "y", "y"],
            "members": [2, 5, 9, 5, 9],
            "largest_wan_yuan": [1.0, 1.0, 1.0, 1.0, None],
            "positive_wan_yuan": [2.0, 5.0, 9.0, 5.0, None],
            "tax": [2.0, 5.0, 9.0, 5.0, 0.0],
        }
    )
    hidden = small_cells.hide(frame, ["tax"], within="group")
    assert hidden["tax"].fillna(-1).tolist() == [-1, -1, 9, 5, 0]
    assert hidden["hidden"].tolist() == [FEW, INFERABLE, None, None, None]
    assert "members" not in hidden


def test_counts_below_three_are_hidden_and_zero_stays_zero() -> None:
    shown = small_cells.hide_counts(pd.Series([0, 1, 7, 4, 30]))
    assert shown.fillna(-1).tolist() == [0, -1, 7, -1, 30]


def test_a_matrix_tells_a_hidden_count_neither_by_its_row_nor_by_its_column() -> None:
    # The lone 1 of (A, B) is hidden; so is the next smallest of its row and of its column, and then of theirs.
    moves = pd.DataFrame(
        {
            "grade_before": ["A", "A", "B", "B", "C", "C"],
            "grade": ["A", "B", "A", "B", "A", "B"],
            "firms": [10, 1, 5, 20, 6, 30],
        }
    )
    hidden = small_cells.hide_moves(moves)
    for by in ("grade_before", "grade"):
        missing = hidden["firms"].isna().groupby(hidden[by]).sum()
        assert not (missing == 1).any()
    assert hidden.loc[1, "hidden"] == FEW
    assert hidden["firms"].fillna(-1).tolist() == [-1, -1, -1, -1, 6, 30]


@pytest.mark.usefixtures("full")
def test_cells_count_firms_with_data_and_refunds_make_no_share() -> None:
    # 甲街道: 甲 560, 乙 150, 己 0, 庚 12 on no land → 4 with both, 3 ratios; the largest 560 of 722.
    areas = cells.areas(Selection(year=2023), "town").set_index("area_id")
    assert list(areas.loc["甲街道"]) == [3, 560, 722]
    # 乙镇: 丙 9 and 戊 −6 have both; 丁 has no land. Of the positive tax all is 丙's.
    assert list(areas.loc["乙镇"]) == [2, 9, 9]
    whole = cells.whole(Selection(year=2023))
    assert (whole["members"], whole["largest_wan_yuan"], whole["positive_wan_yuan"]) == (5, 560, 761)


def test_a_refund_cannot_hide_that_one_firm_pays_nearly_all(warehouse: Path) -> None:
    # 90 of 100 positive is over 80 %, though of the sum of 10 it is 900 % and of all amounts 47 %.
    years = [
        {**row, "tax_wan_yuan": tax, "tax_wan_yuan_per_mu": tax / 2, "land_mu": 2.0}
        for row, tax in zip(snapshot.FIGURES[:3], (90, 10, -90), strict=True)
    ]
    snapshot.publish(warehouse, {**snapshot.FULL, "enterprise_year": years})
    whole = cells.whole(Selection(year=2023))
    assert (
        small_cells.reason(
            Cell(int(whole["members"] or 0), whole["largest_wan_yuan"], whole["positive_wan_yuan"])
        )
        == DOMINATED
    )


@pytest.mark.usefixtures("full")
def test_each_tenth_of_the_land_counts_the_firms_that_reach_into_it() -> None:
    # Ratios on 53 亩: 戊 3, 己 10, 丙 4.5, and 甲 and 乙 tied on 35.5: the upper tenths are theirs.
    tenths = cells.tenths(Selection(year=2023))
    assert tenths["tenth"].tolist() == list(range(10))
    assert tenths["members"].tolist() == [2, 1, 2, 3, 2, 2, 2, 2, 2, 2]
    assert tenths["positive_wan_yuan"].iloc[-1] == pytest.approx(5.3 * 20)
