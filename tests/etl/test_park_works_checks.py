"""What is reported of the ledgers of park standardisation, with the row, while the case stays visible."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from etl.mapping import FileMapping
from tests.etl.office import publish, write_xlsx
from tests.etl.test_park_works import (
    G1,
    MONTHS,
    NODES,
    PLOTS,
    RESERVES,
    TEMPORARY,
    UPGRADES,
    A,
    built,
    district,
    sheet,
)


def test_a_stage_outside_the_list_is_reported_with_its_row_and_the_case_stays(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(PLOTS, "C | 地块C | 东片区 | | 收储 | | | | 4 | | | 快了"),
        提升=sheet(UPGRADES, f"甲公司 | | {G1} | | 1 | 2 | 7000 | | 净地 | | | | | "),
        临时=sheet(TEMPORARY, f"甲公司 | 堆场 | 东路 | {G1} | 3 | 示地临1号 | | | 不清楚"),
    )
    assert snapshot.rows("SELECT works_kind, label, stage FROM works_case ORDER BY 1") == [
        ("park_plot", "地块C", None),
        ("self_upgrade", "甲公司", None),
        ("temporary_land", "甲公司", None),
    ]
    said = snapshot.issues("unreadable_value")
    assert [(issue["entity"], issue["row_number"], issue["value"]) for issue in said] == [
        ("park_plot", 3, "快了"),
        ("self_upgrade", 3, "净地"),
        ("temporary_land", 3, "不清楚"),
    ]
    assert [issue["key"] for issue in snapshot.issues("works_without_stage")] == ["C", A, "示地临1号"]
    assert snapshot.outcome.report["errors"] == 0


def test_days_in_the_wrong_order_are_reported_at_their_row(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(PLOTS, "C | 地块C | 东片区 | | 收储 | | | | 4 | 1 | | 封顶"),
        节点=sheet(
            NODES,
            "C | | 施工 | 2023-03-01 | 2023-09-01",
            "C | | 主体封顶 | 2023-02-01 | 2023-06-01",
        ),
        提升=sheet(
            UPGRADES,
            f"甲公司 | | {G1} | | 1 | 2 | 7000 | | 在建 | 2022-08-01 | 2022-07-01 | 2022-12-01 | | ",
        ),
        临时=sheet(TEMPORARY, "甲公司 | 堆场 | 东路 | | 3 | 示地临1号 | 2023-05-01 | 2022-05-01 | 已收回"),
    )
    told = [
        (issue["entity"], issue["row_number"], issue["column"])
        for issue in snapshot.issues("works_dates_out_of_order")
    ]
    assert told == [
        ("park_plot_stage", 4, "实际时间"),
        ("park_plot_stage", 4, "计划时间"),
        ("self_upgrade", 3, "实际时间"),
    ]
    assert [issue["key"] for issue in snapshot.issues("temporary_dates_reversed")] == ["示地临1号"]
    assert snapshot.issues("temporary_land_expired") == []


def test_what_lies_after_the_day_of_receipt_has_not_been_reached(tmp_path: Path) -> None:
    folder = district(tmp_path / "来件")
    write_xlsx(
        folder / "台账.xlsx",
        {
            "地块": sheet(PLOTS, "C | 地块C | 东片区 | | 收储 | | | | 4 | | | 竣工"),
            "节点": sheet(NODES, "C | | 竣工 | 2023-06-30 | 2032-06-30"),
        },
    )
    snapshot = publish(folder, FileMapping("台账.xlsx", received_on=date(2023, 7, 1)))
    (issue,) = snapshot.issues("works_reached_in_future")
    assert (issue["key"], issue["row_number"], issue["value"]) == ("C|竣工", 3, "2032-06-30")


def test_figures_that_cannot_be_are_reported(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(PLOTS, "C | 地块C | 东片区 | | 收储 | | | | 1 | 12000 | | 在建"),
        提升=sheet(UPGRADES, f"甲公司 | | {G1} | | 2 | 1.5 | 7000 | | 申报 | | | | | "),
        收储=sheet(RESERVES, "义示片区 | 一期 | 东片区 | | 20 | 30 | 10 | 12 | | 征迁 | | | "),
        月报=sheet(
            MONTHS,
            "义示片区 | 一期 | 2023年10月 | | 8",
            "义示片区 | 一期 | 2023年11月 | | 7",
            "义示片区 | 一期 | 2023年12月 | | 11",
            "别的片区 | | 2023年12月 | 9 | 1",
        ),
    )

    def rows(check: str) -> list[tuple[str, int]]:
        return [(issue["entity"], issue["row_number"]) for issue in snapshot.issues(check)]

    assert rows("plot_floor_over_plan") == [("park_plot", 3)]
    assert rows("far_not_raised") == [("self_upgrade", 3)]
    assert rows("cleared_over_reserve") == [("land_reserve", 3)]
    assert rows("signed_over_households") == [("land_reserve", 3), ("land_reserve_month", 5)]
    assert rows("signed_households_fell") == [("land_reserve_month", 4)]
    assert rows("month_of_unknown_reserve") == [("land_reserve_month", 6)]
    assert snapshot.one("SELECT unsigned_households FROM land_reserve") is None


def test_a_clean_ledger_says_nothing(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        地块=sheet(PLOTS, f"C | 地块C | 东片区 | {G1} | 收储 | 示例公司 | 6 | 500 | 4 | 1000 | 30 | 在建"),
        节点=sheet(NODES, "C | | 施工 | 2023-06-30 | 2023-07-05", "C | | 竣工 | 2024-06-30 | "),
        收储=sheet(RESERVES, f"义示片区 | 一期 | 东片区 | {G1} | 20 | 10 | 10 | 8 | | 征迁 | | | "),
        临时=sheet(
            TEMPORARY, f"甲公司 | 堆场 | 东路 | {G1} | 3 | 示地临1号 | 2023-05-01 | 2099-05-01 | 使用中"
        ),
    )
    told = snapshot.rows("SELECT check_name FROM quality_issue WHERE entity NOT IN ('parcel', 'park')")
    assert told == []
