"""Monthly figures out of cumulative ones, and whom a row speaks of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.etl.office import Snapshot, code, publish, table, write_csv, write_xlsx


def monthly(folder: Path, figures: dict[str, str], year: int = 2023) -> Snapshot:
    """A return for each month (``"1-2"``, ``"3"`` …): cumulative output of one enterprise, sheet by sheet."""
    write_xlsx(
        folder / f"规上工业产销_{year}年.xlsx",
        {
            f"{month}月": table(
                f"""{year}年{month}月规上工业产值
                单位：万元
                单位名称 | 信用代码 | 工业总产值本年累计 | 用电量累计（千瓦时）
                甲公司 | {code(1)} | {figure} | {figure}"""
            )
            for month, figure in figures.items()
        },
    )
    return publish(folder)


def outputs(built: Snapshot) -> list[tuple[int, int, float | None]]:
    return built.rows(
        """SELECT CAST(EXTRACT(MONTH FROM month) AS INTEGER), months_covered, ROUND(output_wan_yuan, 6)
        FROM operation_month ORDER BY month"""
    )


def test_january_and_february_come_together(tmp_path: Path) -> None:
    built = monthly(tmp_path / "来件", {"1-2": "20", "1-3": "33", "1-4": "40"})
    assert outputs(built) == [(2, 2, 20.0), (3, 1, 13.0), (4, 1, 7.0)]


def test_january_alone_is_a_month_of_its_own(tmp_path: Path) -> None:
    assert outputs(monthly(tmp_path / "来件", {"1": "8", "1-2": "20"})) == [(1, 1, 8.0), (2, 1, 12.0)]


def test_a_gap_leaves_the_next_month_unknown(tmp_path: Path) -> None:
    built = monthly(tmp_path / "来件", {"1-2": "20", "1-4": "40", "1-5": "55"})
    assert outputs(built) == [(2, 2, 20.0), (4, 1, None), (5, 1, 15.0)]


def test_a_correction_downwards_is_a_negative_month(tmp_path: Path) -> None:
    assert outputs(monthly(tmp_path / "来件", {"1-2": "20", "1-3": "18"}))[1] == (3, 1, -2.0)


def test_a_new_year_begins_at_zero(tmp_path: Path) -> None:
    monthly(tmp_path / "来件", {"1-12": "120"}, year=2022)
    built = monthly(tmp_path / "来件", {"1-2": "20"}, year=2023)
    assert outputs(built) == [(12, 1, None), (2, 2, 20.0)]


def test_december_stands_for_the_year_where_no_annual_return_came(tmp_path: Path) -> None:
    built = monthly(tmp_path / "来件", {"1-11": "100", "1-12": "120"})
    assert built.by_name("output_wan_yuan") == {"甲公司": 120.0}
    write_xlsx(
        tmp_path / "来件" / "年报2023.xlsx",
        table(f"单位：万元\n单位名称 | 信用代码 | 工业总产值 | 营业收入\n甲公司 | {code(1)} | 125 | 130"),
    )
    assert publish(tmp_path / "来件").by_name("output_wan_yuan") == {"甲公司": 125.0}


def test_a_month_column_in_one_long_list(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(
        folder / "用电.csv",
        table(
            f"""企业名称 | 信用代码 | 月份 | 当月用电量（千瓦时）
            甲公司 | {code(1)} | 2023-01 | 100
            甲公司 | {code(1)} | 202302 | 200
            甲公司 | {code(1)} | 2023年3月 | 300"""
        ),
    )
    assert publish(folder).rows("SELECT month, electricity_kwh FROM operation_month ORDER BY 1") == [
        (date(2023, 1, 1), 100.0),
        (date(2023, 2, 1), 200.0),
        (date(2023, 3, 1), 300.0),
    ]


REGISTER = f"""
企业名称 | 统一社会信用代码 | 曾用名 | 行业代码
福建甲某（集团）有限公司 | {code(1)} | 甲某总厂、福建甲某实业公司 | 2720
乙某有限公司 | {code(2)} | | 3990
"""


@pytest.mark.parametrize(
    "spelling",
    [
        "福建甲某（集团）有限公司",
        "福建甲某(集团)有限公司",
        " 福建 甲某（集团） 有限公司",
        "甲某总厂",
        "福建甲某实业公司",
    ],
)
def test_a_name_without_a_code_finds_its_enterprise(tmp_path: Path, spelling: str) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(folder / "税收2023.xlsx", table(f"单位：万元\n纳税人名称 | 入库税额\n{spelling} | 560"))
    built = publish(folder)
    assert built.rows("SELECT enterprise_id, tax_wan_yuan FROM enterprise_year") == [(code(1), 560.0)]
    assert built.one("SELECT COUNT(*) FROM enterprise") == 2


@pytest.mark.parametrize("spelling", ["福建甲某（集团）有限公司闽侯分公司", "甲某", "福建甲某有限公司"])
def test_a_similar_name_is_not_the_same_enterprise(tmp_path: Path, spelling: str) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(folder / "税收2023.xlsx", table(f"单位：万元\n纳税人名称 | 入库税额\n{spelling} | 560"))
    built = publish(folder)
    ((identity,),) = built.rows("SELECT enterprise_id FROM enterprise_year")
    assert identity.startswith("name:")
    assert len(built.issues("tax_outside_register")) == 1


def test_a_code_decides_against_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(
        folder / "税收2023.xlsx",
        table(f"单位：万元\n纳税人名称 | 税号 | 入库税额\n乙某有限公司 | {code(1)} | 560"),
    )
    built = publish(folder)
    assert built.rows("SELECT enterprise_id FROM enterprise_year") == [(code(1),)]
    assert (
        built.one("SELECT name FROM enterprise WHERE enterprise_id = ?", code(1))
        == "福建甲某（集团）有限公司"
    )


def test_an_owner_is_found_by_name_and_a_village_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "名录.csv", table(REGISTER))
    write_xlsx(
        folder / "宗地.xlsx",
        table(
            "宗地代码 | 权利人 | 宗地面积（亩）\nP1 | 福建甲某(集团)有限公司 | 30\nP2 | 某某村民委员会 | 5"
        ),
    )
    assert publish(folder).rows("SELECT parcel_id, owner_id FROM parcel ORDER BY 1") == [
        ("P1", code(1)),
        ("P2", None),
    ]


def test_what_the_register_leaves_empty_is_filled_from_other_lists(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(
        folder / "名录.csv",
        table(f"企业名称 | 信用代码 | 经营状态 | 地址\n甲公司 | {code(1)} | 存续 | 福州市仓山区城门镇某路"),
    )
    write_xlsx(
        folder / "税收2023.xlsx",
        table(
            f"单位：万元\n企业名称 | 税号 | 所属街道 | 行业代码 | 入库税额\n甲公司 | {code(1)} | 建新镇 | 2720 | 560"
        ),
    )
    built = publish(folder)
    assert built.rows("SELECT town, industry_code, status, in_register FROM enterprise") == [
        ("城门镇", "2720", "存续", True)
    ]


def test_a_code_is_never_read_as_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(
        folder / "名录.csv",
        [["企业名称", "信用代码", "行业代码"], ["甲公司", code(1), "0111"]],
        encoding="utf-8-sig",
    )
    assert publish(folder).rows("SELECT uscc, industry_code FROM enterprise") == [(code(1), "0111")]
