from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.queries import snapshot as questions
from dashboard.selection import OUTSIDE_PARKS, UNKNOWN
from tests.dashboard import snapshot


@pytest.mark.parametrize(
    ("state", "year", "lacking"),
    [
        ("full", 2023, ()),
        ("register only", None, ("tax", "parcel", "operation_year", "park")),
        ("no tax", 2023, ("tax",)),
        ("no land", 2023, ("parcel", "park")),
        ("empty", None, ("enterprise", "tax", "parcel", "operation_year", "park")),
    ],
)
def test_what_is_lacking_is_known(
    warehouse: Path, state: str, year: int | None, lacking: tuple[str, ...]
) -> None:
    snapshot.publish(warehouse, snapshot.STATES[state])
    assert questions.lacking_entities(year) == lacking


def test_the_default_year_is_the_latest_with_tax(warehouse: Path) -> None:
    later = [{"enterprise_id": "91350104000000001A", "year": 2024, "output_wan_yuan": 1}]
    snapshot.publish(warehouse, {**snapshot.FULL, "enterprise_year": [*snapshot.FIGURES, *later]})
    assert questions.years() == (2023, 2022, 2024)


@pytest.mark.usefixtures("full")
def test_choices_are_what_the_snapshot_holds_with_the_unnamed_last() -> None:
    choices = questions.choices()
    assert choices.towns == ("乙镇", "甲街道", UNKNOWN)
    assert choices.parks == {"N": "北园区", "S": "南园区", "": OUTSIDE_PARKS}
    assert choices.divisions == ("14", "27", "39", "")
    assert choices.sizes == ("大型", "中型", "小型", "微型", UNKNOWN)


@pytest.mark.usefixtures("full")
def test_the_build_tells_its_date_rules_sources_and_issues() -> None:
    info = questions.build_info()
    assert (info.data_date, info.rule_packs, info.coverage_land_pct) == ("2023", "land 2024.1", 92.0)
    assert list(questions.sources()["entity"]) == ["tax", "enterprise"]
    assert questions.issue_counts()[["check_name", "issues"]].to_dict("records") == [
        {"check_name": "tax_without_land", "issues": 1}
    ]
