"""Each check: the rows that break it are named with the next step, and sound rows break none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.build import load_staging
from etl.checks import CHECKS, run_checks
from etl.engine import connect, run_marts
from etl.gather import gather
from etl.link import link
from etl.reference import load_rules
from tests.etl.office import code, publish, table, write_xlsx

A, B = code(1), code(2)
SOUND = {
    "名录": f"""
        企业名称 | 信用代码 | 行业代码
        甲公司 | {A} | 2720
        乙公司 | {B} | 3990""",
    "税收2023": f"""
        单位：万元
        企业名称 | 信用代码 | 入库税收 | 免抵调库 | 评价税收
        甲公司 | {A} | 560 | 40 | 600
        乙公司 | {B} | 150 | | 150""",
    "宗地": f"""
        宗地代码 | 权利人 | 权利人信用代码 | 宗地面积（亩） | 建筑面积（平方米）
        350104001001GB00001 | 甲公司 | {A} | 30 | 40000""",
    "租用2023": f"""
        宗地代码 | 企业名称 | 信用代码 | 使用方式 | 使用面积（平方米）
        350104001001GB00001 | 乙公司 | {B} | 租赁厂房 | 10000""",
}


def files(folder: Path, **changed: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in {**SOUND, **changed}.items():
        write_xlsx(folder / f"{name}.xlsx", table(rows))
    return folder


def test_sound_files_break_no_check(tmp_path: Path) -> None:
    built = publish(files(tmp_path / "来件"))
    assert built.rows("SELECT check_name, reason FROM quality_issue") == []
    assert built.by_name("tax_wan_yuan_per_mu") == {"甲公司": pytest.approx(600 / 22.5), "乙公司": 20.0}


def row(sheet: str, line: str) -> dict[str, str]:
    return {sheet: f"{SOUND[sheet]}\n{line}"}


BROKEN = {
    "tax_outside_register": (row("税收2023", f"丙公司 | {code(3)} | 9 | | 9"), "丙公司"),
    "evaluation_tax_differs": (row("税收2023", ""), "610"),
    "parcel_without_enterprise": (row("宗地", "P2 | 某某村委会 | | 5 |"), "某某村委会"),
    "tenancy_of_unknown_parcel": (row("租用2023", f"P9 | 甲公司 | {A} | 租赁厂房 | 100"), "P9"),
    "tenancy_without_share": (row("租用2023", f"350104001001GB00001 | 甲公司 | {A} | 租赁厂房 |"), None),
    "tenancy_without_kind": (row("租用2023", f"350104001001GB00001 | 甲公司 | {A} | | 100"), None),
    "floor_overlet": (row("租用2023", f"350104001001GB00001 | 甲公司 | {A} | 租赁厂房 | 40000"), "40000"),
    "year_without_tenancy": (row("税收2023", ""), "2022"),
}
BROKEN["evaluation_tax_differs"][0]["税收2023"] = SOUND["税收2023"].replace("| 600", "| 610")
BROKEN["year_without_tenancy"][0].update({"税收2022": SOUND["税收2023"], "税收2023": SOUND["税收2023"]})


@pytest.mark.parametrize("check", BROKEN)
def test_what_breaks_a_check_is_published_as_a_warning(tmp_path: Path, check: str) -> None:
    changed, value = BROKEN[check]
    built = publish(files(tmp_path / "来件", **changed))
    (issue,) = built.issues(check)
    assert issue["severity"] == "warning"
    assert value is None or value in (issue["value"] or "")
    assert issue["reason"].endswith("。")
    assert issue["next_step"].endswith("。")
    if check != "year_without_tenancy":
        assert issue["sheet"] == "Sheet1"
        assert issue["row_number"]


@pytest.fixture
def working(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(tmp_path / "scratch") as db:
        load_staging(db, gather([files(tmp_path / "来件")], ()))
        link(db)
        run_marts(db, load_rules())
        yield db


DAMAGE = {
    "enterprise_key_is_unique": "INSERT INTO enterprise FROM enterprise LIMIT 1",
    "parcel_key_is_unique": "INSERT INTO parcel FROM parcel",
    "occupancy_key_is_unique": "INSERT INTO occupancy FROM occupancy LIMIT 1",
    "enterprise_year_key_is_unique": "INSERT INTO enterprise_year FROM enterprise_year LIMIT 1",
    "parcel_year_key_is_unique": "INSERT INTO parcel_year FROM parcel_year",
    "parcel_shares_add_up": "UPDATE occupancy SET land_share_mu = land_share_mu - 1 WHERE kind = 'own'",
    "tax_is_conserved": "UPDATE enterprise_year SET tax_paid_wan_yuan = tax_paid_wan_yuan + 1",
    "parcel_tax_is_conserved": "UPDATE parcel_year SET tax_wan_yuan = tax_wan_yuan - 5",
    "per_mu_tax_is_finite": "UPDATE enterprise_year SET tax_wan_yuan_per_mu = 'infinity'",
}


@pytest.mark.parametrize("check", DAMAGE)
def test_a_damaged_mart_stops_the_build(working: duckdb.DuckDBPyConnection, check: str) -> None:
    run_checks(working)
    assert working.execute("SELECT * FROM check_issue").fetchall() == []
    working.execute(DAMAGE[check])
    run_checks(working)
    found = working.execute("SELECT DISTINCT check_name FROM check_issue WHERE severity = 'error'").fetchall()
    assert (check,) in found


def test_every_check_says_why_and_what_to_do() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.why.endswith("。")
        assert check.next_step.endswith("。")
