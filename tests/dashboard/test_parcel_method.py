"""地块法 on the worked example: P1 519/30 = 17.30, P2 200/10 = 20; together 719/40, as by 企业法."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import sentences
from dashboard.queries import enterprises, parcel_method
from dashboard.selection import Selection
from tests.dashboard import snapshot

ALL = Selection(year=2023)
PARCELS: snapshot.Rows = {
    **snapshot.FULL,
    "parcel": [
        {"parcel_id": "P1", "town": "甲街道", "park_id": "N"},
        {"parcel_id": "P2", "town": "甲街道", "park_id": "S"},
        {"parcel_id": "P3", "town": "乙镇"},
    ],
    "parcel_year": [
        {"parcel_id": "P1", "year": 2023, "land_mu": 30, "tax_wan_yuan": 519, "tax_wan_yuan_per_mu": 17.3},
        {"parcel_id": "P2", "year": 2023, "land_mu": 10, "tax_wan_yuan": 200, "tax_wan_yuan_per_mu": 20},
        {"parcel_id": "P3", "year": 2023, "land_mu": 5},
    ],
}


@pytest.fixture(autouse=True)
def _parcels(warehouse: Path) -> None:
    snapshot.publish(warehouse, PARCELS)


def test_the_ratio_is_sum_over_sum_of_the_parcels_with_tax() -> None:
    figures = parcel_method.figures(ALL)
    assert figures.tax_wan_yuan_per_mu == pytest.approx(719 / 40)
    assert (figures.parcels, figures.with_ratio, figures.land_mu) == (3, 2, 40)


def test_parks_add_up_to_the_district() -> None:
    league = parcel_method.league(ALL)
    assert league["tax_wan_yuan"].sum() / league["land_mu"].sum() == pytest.approx(719 / 40)
    assert league["area"].tolist() == ["南园区", "北园区", "园区外"]
    assert league["tax_share_pct"].sum() == pytest.approx(100)


def test_the_histogram_counts_each_parcel_with_a_ratio_once() -> None:
    bins = parcel_method.histogram(replace(ALL, lowest=20.0))
    assert bins["firms"].sum() == 2
    assert bins["chosen"].sum() == 1 == parcel_method.figures(replace(ALL, lowest=20.0)).with_ratio


def test_towns_and_parks_narrow_the_parcels_and_nothing_else_does() -> None:
    assert parcel_method.figures(replace(ALL, parks=("N",))).land_mu == 30
    assert parcel_method.figures(replace(ALL, towns=("乙镇",))).tax_wan_yuan is None
    assert parcel_method.figures(replace(ALL, scales=("above",))) == parcel_method.figures(ALL)


def test_one_line_says_how_the_methods_differ_and_what_the_other_cannot_follow() -> None:
    said = sentences.methods(enterprises.figures(ALL), parcel_method.figures(ALL), ["行业"])
    assert "企业法 13.68、地块法 17.98 万元/亩，相差 4.30" in said
    assert "地块法不随行业筛选" in said
