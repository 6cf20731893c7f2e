"""Filters by grade, honour, tenancy and land against rows that a reader can count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.queries import enterprises, standing
from dashboard.selection import NO_TENANCY, Selection
from tests.dashboard import snapshot

A, B, C, D, E = (str(row["enterprise_id"]) for row in snapshot.ENTERPRISES[:5])
DISTRICT = Selection(year=2023)


def _grade(enterprise: str, grade: str, year: int = 2023, pack: str = "hand") -> snapshot.Row:
    return {"pack_id": pack, "enterprise_id": enterprise, "year": year, "grade": grade, "size_group": "above"}


ROWS: snapshot.Rows = {
    **snapshot.FULL,
    # Under "hand" A is A and B is B in 2023; the other pack and the other year say otherwise.
    "evaluation": (
        _grade(A, "A"), _grade(B, "B"), _grade(C, "T"), _grade(A, "D", year=2022), _grade(A, "D", pack="other"),
    ),
    "honour_year": (
        {"enterprise_id": A, "honour_code": "high_tech", "year": 2023, "counts": True},
        {"enterprise_id": B, "honour_code": "high_tech", "year": 2022, "counts": True},
        {"enterprise_id": C, "honour_code": "little_giant", "year": 2023, "counts": True},
    ),
    "occupancy": (
        {"parcel_id": "P", "enterprise_id": A, "year": 2023, "kind": "own"},
        {"parcel_id": "P", "enterprise_id": B, "year": 2023, "kind": "lease_floor"},
        {"parcel_id": "Q", "enterprise_id": A, "year": 2023, "kind": "lease_land"},
        {"parcel_id": "Q", "enterprise_id": C, "year": 2022, "kind": "own"},
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _rows(warehouse: Path) -> None:
    snapshot.publish(warehouse, ROWS)


def chosen(selection: Selection) -> set[str]:
    return set(enterprises.rows(selection, 100)["enterprise_id"].to_pylist())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"graded_by": "hand", "grades": ("A",)}, {A}),
        ({"graded_by": "hand", "grades": ("A", "T")}, {A, C}),
        ({"graded_by": "hand", "grades": ("D",)}, set()),
        ({"graded_by": "other", "grades": ("D",)}, {A}),
        ({"honours": ("high_tech",)}, {A}),
        ({"honours": ("high_tech", "little_giant")}, {A, C}),
        ({"tenancies": ("own",)}, {A}),
        ({"tenancies": ("lease_floor", "lease_land")}, {A, B}),
        # 28, 7.5, 4.5, 3, 10 and 0 亩; both bounds count, unknown land is within none.
        ({"least_mu": 7.5, "most_mu": 10.0}, {B, str(snapshot.ENTERPRISES[5]["enterprise_id"])}),
        ({"honours": ("high_tech",), "tenancies": ("lease_floor",)}, set()),
    ],
)
def test_a_filter_chooses_whom_a_reader_would(more: dict[str, Any], expected: set[str]) -> None:
    assert chosen(replace(DISTRICT, **more)) == expected


def test_nobody_on_a_parcel_is_a_choice_too() -> None:
    assert chosen(replace(DISTRICT, tenancies=(NO_TENANCY,))) == chosen(DISTRICT) - {A, B}


def test_every_figure_follows_the_filters() -> None:
    graded = replace(DISTRICT, graded_by="hand", grades=("A", "B"))
    figures = enterprises.figures(graded)
    # A 560 on 28 and B 150 on 7.5: twenty each.
    assert figures.firms == 2
    assert figures.tax_wan_yuan_per_mu == pytest.approx(20.0)
    assert int(enterprises.histogram(graded)["firms"].sum()) == 2


def test_lists_say_the_grade_under_the_chosen_pack() -> None:
    rows = enterprises.rows(replace(DISTRICT, graded_by="hand"), 100)
    said = dict(zip(rows["enterprise_id"].to_pylist(), rows["grade"].to_pylist(), strict=True))
    assert (said[A], said[B], said[C], said[D]) == ("A", "B", "不参评", None)
    ranked = standing.ranking(replace(DISTRICT, graded_by="other"), above_scale=True, most=10)
    assert dict(zip(ranked["enterprise_id"], ranked["grade"].fillna(""), strict=True))[A] == "D"
