from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.queries import search
from tests.dashboard import dossiers, snapshot


@pytest.fixture(autouse=True)
def _landed(warehouse: Path) -> None:
    snapshot.publish(warehouse, dossiers.LANDED)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("示例甲", "示例甲有限公司"),
        ("  示例甲 ", "示例甲有限公司"),
        ("行知", "示例甲有限公司"),
        ("000002b", "示例乙有限公司"),
        ("slb", "示例丙有限公司"),
        ("cqxz", "示例甲有限公司"),
        ("shiliyi", "示例乙有限公司"),
        ("100%_", "示例丁100%_有限公司"),
        ("<b>", "=1+1<b>戊</b>有限公司"),
    ],
)
def test_an_enterprise_is_found_by_name_former_name_code_and_reading(typed: str, first: str) -> None:
    assert search.enterprises(typed)["name"].iloc[0] == first


def test_what_is_written_comes_before_what_is_read_and_what_begins_so_before_what_contains_it(
    warehouse: Path,
) -> None:
    names = ("示例司兰", "SL电子", "大SL厂")
    rows = [{"enterprise_id": f"name:{name}", "uscc": None, "name": name} for name in names]
    snapshot.publish(warehouse, {"enterprise": rows}, "b2")
    assert list(search.enterprises("sl")["name"]) == ["SL电子", "大SL厂", "示例司兰"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("GB00002", dossiers.OTHER),
        ("工园路", dossiers.PARCEL),
        ("示例乙", dossiers.OTHER),
        ("gyl1h", dossiers.PARCEL),
        ("mcjt", dossiers.BARE),
    ],
)
def test_a_parcel_is_found_by_code_address_owner_and_reading(typed: str, first: str) -> None:
    assert search.parcels(typed)["id"].iloc[0] == first


@pytest.mark.parametrize(
    "typed", ["", "   ", "' OR 1=1 --", "没有这家", "x" * 5000, "%", "\\", "(?i)", "\x00"]
)
def test_nothing_is_found_by_nothing_or_by_hostile_text(typed: str) -> None:
    expected = 1 if typed == "%" else 0
    assert len(search.enterprises(typed)) == expected
    assert search.parcels(typed).empty


def test_no_more_hits_come_than_a_screen_holds(warehouse: Path) -> None:
    rows = [{"enterprise_id": f"name:厂{n}", "uscc": None, "name": f"厂{n}"} for n in range(50)]
    snapshot.publish(warehouse, {"enterprise": rows}, "b2")
    assert len(search.enterprises("厂")) == search.MOST_HITS
    assert len(search.enterprises("c")) == search.MOST_HITS


def test_an_empty_snapshot_has_no_hits(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.EMPTY, "b2")
    assert search.enterprises("sl").empty
    assert search.parcels("sl").empty
