"""The wide table of parcels, by hand: main user, median of the park, recoverable tax, what is missing, no year at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.etl.office import Snapshot, code, publish, table, write_csv

NAMES = ("甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司", "庚公司", "辛公司")
CODES = {name: code(serial) for serial, name in enumerate(NAMES, start=1)}
PARCELS = """
宗地代码 | 权利人 | 片区 | 宗地面积（亩）
P1 | 甲公司 | 北园 | 30
P2 | 甲公司 | 北园 | 10
P3 | 丁公司 | 南园 | 4
P4 | 戊公司 | 南园 | 10
P5 | 某某村股份经济合作社 | | 5
P6 | 己公司 | 南园 |
P7 | 庚公司 | 西园 | 15
"""
# 乙 7.5 亩 and 丙 4.5 亩 of 甲's 30; 庚 lets all of its 15.
TENANCIES = """
宗地代码 | 企业名称 | 使用方式 | 使用面积（平方米） | 出租方 | 年度
P1 | 乙公司 | 租赁土地 | 5000 | 甲公司 | 2023
P1 | 丙公司 | 租赁土地 | 3000 | 甲公司 | 2023
P7 | 辛公司 | 租赁土地 | 10000 | 庚公司 | 2023
"""
TAXES = """
企业名称 | 年度 | 入库税收（万元）
甲公司 | 2022 | 280
甲公司 | 2023 | 560
乙公司 | 2023 | 150
丙公司 | 2023 | 9
丁公司 | 2023 | -6
戊公司 | 2023 | 0
庚公司 | 2023 | 30
辛公司 | 2023 | 15
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("lots") / "来件"
    register = [["企业名称", "信用代码", "行业代码", "企业规模"]]
    register += [[name, CODES[name], "3911", "小型"] for name in NAMES]
    write_csv(folder / "名录.csv", register)
    for name, drawn in (("宗地", PARCELS), ("租用", TENANCIES), ("税收", TAXES)):
        write_csv(folder / f"{name}.csv", table(drawn))
    return publish(folder)


def of(built: Snapshot, column: str, year: int | None = 2023) -> dict[str, Any]:
    return dict(
        built.rows(
            f"SELECT parcel_id, {column} FROM lot_year WHERE year IS NOT DISTINCT FROM ? ORDER BY 1",  # noqa: S608
            year,
        )
    )


def test_every_parcel_has_a_row_in_every_year(district: Snapshot) -> None:
    assert district.rows("SELECT year, count(*) FROM lot_year GROUP BY year ORDER BY year") == [
        (2022, 7),
        (2023, 7),
    ]


def test_the_ratio_is_that_of_the_parcel_and_missing_is_no_zero(district: Snapshot) -> None:
    # 甲's 560 fall 18 : 10 on P1 and P2; P1 is (360 + 150 + 9) / 30. P4 paid nothing, P5 has no user, P6 no area.
    assert of(district, "ROUND(tax_wan_yuan_per_mu, 6)") == {
        "P1": 17.3, "P2": 20.0, "P3": -1.5, "P4": 0.0, "P5": None, "P6": None, "P7": 3.0,
    }  # fmt: skip


def test_the_median_is_of_the_parks_parcels_with_a_ratio_in_the_year(district: Snapshot) -> None:
    assert of(district, "ROUND(park_median_wan_yuan_per_mu, 6)") == {
        "P1": 18.65, "P2": 18.65, "P3": -0.75, "P4": -0.75, "P5": None, "P6": -0.75, "P7": 3.0,
    }  # fmt: skip


def test_recoverable_is_what_lacks_to_the_median_on_all_the_land(district: Snapshot) -> None:
    # (18.65 − 17.3) × 30 and (−0.75 + 1.5) × 4; at or above the median nothing, without a ratio unknown.
    assert of(district, "ROUND(recoverable_wan_yuan, 6)") == {
        "P1": 40.5, "P2": 0.0, "P3": 3.0, "P4": 0.0, "P5": None, "P6": None, "P7": 0.0,
    }  # fmt: skip


def test_the_main_user_uses_most_land_and_who_has_let_all_uses_none(district: Snapshot) -> None:
    assert of(district, "main_user_name") == {
        "P1": "甲公司", "P2": "甲公司", "P3": "丁公司", "P4": "戊公司", "P5": None, "P6": "己公司", "P7": "辛公司",
    }  # fmt: skip
    assert of(district, "main_user_id")["P7"] == CODES["辛公司"]
    assert of(district, "division") | {"P5": "39"} == dict.fromkeys(of(district, "division"), "39")
    assert of(district, "size_class")["P5"] is None


def test_a_year_has_its_own_users_taxes_and_medians(district: Snapshot) -> None:
    # In 2022 甲 used all of its 40 亩: 280 / 40 = 7 on both parcels; nobody else reported tax, 庚 had let nothing.
    assert of(district, "tax_wan_yuan_per_mu", 2022) == {
        "P1": 7.0, "P2": 7.0, "P3": None, "P4": None, "P5": None, "P6": None, "P7": None,
    }  # fmt: skip
    assert of(district, "recoverable_wan_yuan", 2022)["P1"] == 0
    assert of(district, "recoverable_wan_yuan", 2022)["P3"] is None
    assert of(district, "main_user_name", 2022)["P7"] == "庚公司"


def test_a_snapshot_without_any_year_has_one_row_a_parcel_with_its_facts_only(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "宗地.csv", table(PARCELS))
    built = publish(folder)
    assert len(of(built, "land_mu", None)) == 7 == built.one("SELECT count(*) FROM lot_year")
    assert of(built, "park_name", None)["P1"] == "北园"
    yearly = "tax_wan_yuan, recoverable_wan_yuan, main_user_id, grade, suggested_batch, enterprise_count"
    assert set(built.rows(f"SELECT {yearly} FROM lot_year")) == {(None,) * 6}  # noqa: S608
    assert built.one("SELECT count(*) FROM lot_chain") == 0


def test_on_the_sample_it_agrees_with_the_tables_that_it_is_made_of(sample: Snapshot) -> None:
    assert (
        sample.rows("""
        SELECT l.year, round(sum(l.tax_wan_yuan), 4), count(*) FROM lot_year AS l GROUP BY ALL
        EXCEPT SELECT year, round(sum(tax_wan_yuan), 4), count(*) FROM parcel_year GROUP BY ALL
        """)
        == []
    )
    assert (
        sample.one("""
        SELECT count(*) FROM lot_year AS l LEFT JOIN parcel_evaluation AS e ON e.parcel_id = l.parcel_id
            AND e.year = l.year AND e.pack_id = (SELECT min(pack_id) FROM rule_pack WHERE missing IS NULL)
        WHERE l.grade IS DISTINCT FROM e.grade
        """)
        == 0
    )
    assert (
        sample.one("""
        SELECT count(*) FROM lot_year AS l LEFT JOIN batch_suggestion AS s ON s.enterprise_id = l.main_user_id
            AND s.year = l.year AND s.plan_id = (SELECT min(plan_id) FROM batch_plan WHERE missing IS NULL)
        WHERE l.suggested_batch IS DISTINCT FROM s.suggested_batch
        """)
        == 0
    )
    assert sample.one("SELECT count(*) FROM lot_year WHERE grade IS NOT NULL AND suggested_batch IS NOT NULL")


def test_a_parcel_is_on_the_chains_of_each_of_its_users(sample: Snapshot) -> None:
    by_hand = """
        SELECT DISTINCT o.parcel_id, o.year, n.chain_id FROM occupancy AS o
        INNER JOIN enterprise_chain_node AS n ON n.enterprise_id = o.enterprise_id
        """
    assert sample.one("SELECT count(*) FROM lot_chain") == len(sample.rows(by_hand)) > 0
    several = "SELECT count(*) FROM (SELECT 1 FROM lot_chain GROUP BY parcel_id, year HAVING count(*) > 1)"
    assert sample.one(several) > 0
