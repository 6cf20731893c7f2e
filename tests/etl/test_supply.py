"""Who buys what from whom: both sides found, local or not, which return holds, what is reported."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from etl.mapping import FileMapping
from tests.etl.conftest import SAMPLE
from tests.etl.office import Rows, Snapshot, code, publish, table, write_xlsx

A, B, OUTSIDE = code(1), code(2), code(9)
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码
    甲公司 | {A} | 3973
    乙公司 | {B} | 3985"""
HEADING = "年度 | 采购企业 | 采购企业信用代码 | 供应企业 | 供应企业信用代码 | 产品 | 采购额"


def returned(*lines: str) -> Rows:
    return table("\n".join(["单位：万元", HEADING, *lines]))


def built(folder: Path, *lines: str, register: str = REGISTER) -> Snapshot:
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(register))
    write_xlsx(folder / "配套.xlsx", returned(*lines))
    return publish(folder)


def links(snapshot: Snapshot) -> list[tuple[object, ...]]:
    return snapshot.rows(
        "SELECT buyer_id, supplier_id, supplier_name, is_local, purchase_wan_yuan FROM supply_link ORDER BY ALL"
    )


def test_a_supplier_is_local_where_the_register_lists_it(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"2023 | 甲公司 | {A} | 乙公司 | | 引线框架 | 100",
        f"2023 | 乙公司 | | 外省公司 | {OUTSIDE} | 晶圆 | 200",
        "2023 | 乙公司 | | 无码公司 | | 晶圆 | 50",
    )
    assert links(snapshot) == [
        (A, B, "乙公司", True, 100.0),
        (B, OUTSIDE, "外省公司", False, 200.0),
        (B, "name:无码公司", "无码公司", False, 50.0),
    ]


def test_a_supplier_from_elsewhere_becomes_no_enterprise(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", f"2023 | 甲公司 | {A} | 外省公司 | {OUTSIDE} | 晶圆 | 200")
    assert snapshot.rows("SELECT name FROM enterprise ORDER BY 1") == [("乙公司",), ("甲公司",)]


def test_a_name_takes_the_code_that_another_row_gives_it(tmp_path: Path) -> None:
    snapshot = built(
        tmp_path / "来件",
        f"2022 | 甲公司 | {A} | 外省公司 | {OUTSIDE} | 晶圆 | 200",
        f"2023 | 甲公司 | {A} | 外省公司 | | 晶圆 | 300",
    )
    assert snapshot.rows("SELECT DISTINCT supplier_id FROM supply_link") == [(OUTSIDE,)]


def test_without_a_register_nobody_is_called_local_or_not(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "配套.xlsx", returned(f"2023 | 甲公司 | {A} | 乙公司 | {B} | 引线框架 | 100"))
    assert links(publish(folder)) == [(A, B, "乙公司", None, 100.0)]


def test_a_name_that_two_enterprises_bear_is_neither_local_nor_not_and_is_reported(tmp_path: Path) -> None:
    twins = f"{REGISTER}\n    乙公司 | {code(3)} | 3985"
    line = f"2023 | 甲公司 | {A} | 乙公司 | | 引线框架 | 100"
    snapshot = built(tmp_path / "来件", line, register=twins)
    assert links(snapshot) == [(A, "name:乙公司", "乙公司", None, 100.0)]
    (issue,) = snapshot.issues("supplier_of_many_names")
    assert (issue["row_number"], issue["value"]) == (3, "乙公司")


def test_the_return_received_last_holds(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    for file, amount in (("旧.xlsx", 100), ("新.xlsx", 120)):
        write_xlsx(folder / file, returned(f"2023 | 甲公司 | {A} | 乙公司 | {B} | 引线框架 | {amount}"))
    snapshot = publish(
        folder,
        FileMapping("旧.xlsx", received_on=date(2024, 1, 31)),
        FileMapping("新.xlsx", received_on=date(2024, 6, 30)),
    )
    assert snapshot.rows("SELECT purchase_wan_yuan FROM supply_link") == [(120.0,)]
    assert snapshot.outcome.report["errors"] == 0


def test_rows_are_traced_under_the_published_key(tmp_path: Path) -> None:
    snapshot = built(tmp_path / "来件", f"2023 | 甲公司 | {A} | 乙公司 | {B} | 引线框架 | 100")
    assert snapshot.rows("SELECT key, row_number FROM lineage WHERE table_name = 'supply_link'") == [
        (f"{A}|{B}|引线框架|2023", 3)
    ]


def test_bad_rows_are_reported_with_their_row(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(
        folder / "年报2023.xlsx",
        table(f"单位：万元\n企业名称 | 信用代码 | 工业总产值 | 营业收入\n甲公司 | {A} | 900 | 1000"),
    )
    snapshot = built(
        folder / "其他",
        f"2023 | 甲公司 | {A} | 乙公司 | {B} | 引线框架 | ",
        f"2023 | 甲公司 | {A} | 甲公司 | {A} | 晶圆 | 10",
        f"2023 | 甲公司 | {A} | 乙公司 | {B} | 光刻胶 | 1001",
        f"2023 | 甲公司 | {A} | | | 光刻胶 | 5",
        f"2023 | 甲公司 | {A} | 丙公司 | 91350104MA00000000 | 气体 | 5",
        f" | 甲公司 | {A} | 乙公司 | {B} | 气体 | 5",
        f"2023 | 甲公司 | {A} | 乙公司 | {B} | 气体 | -5",
    )
    assert snapshot.issues("supply_over_revenue") == []  # the annual return lies beside this folder
    whole = publish(folder)
    said = {
        check: [issue["row_number"] for issue in whole.issues(check)]
        for check in (
            "supply_without_amount",
            "supply_to_itself",
            "supply_over_revenue",
            "row_without_identity",
            "bad_credit_code",
            "out_of_bounds",
        )
    }
    assert said == {
        "supply_without_amount": [3, 9],
        "supply_to_itself": [4],
        "supply_over_revenue": [5],
        "row_without_identity": [6, 8],
        "bad_credit_code": [7],
        "out_of_bounds": [9],
    }


def test_a_return_without_any_year_stops_the_build_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "配套.xlsx",
        table(f"单位：万元\n采购企业 | 信用代码 | 供应商 | 产品 | 采购额\n甲公司 | {A} | 乙公司 | 晶圆 | 5"),
    )
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    (error,) = publish(folder).errors
    assert (error["check_name"], error["entity"]) == ("missing_year", "supply")


def test_a_build_without_returns_has_an_empty_table(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    assert publish(folder).rows("SELECT * FROM supply_link") == []


def test_the_samples_links_lie_mostly_within_a_trade_and_some_come_from_outside(sample: Snapshot) -> None:
    total, local, unknown = sample.rows(
        "SELECT count(*), count(*) FILTER (WHERE is_local), count(*) FILTER (WHERE is_local IS NULL) FROM supply_link"
    )[0]
    assert 70 <= total <= 100
    assert 0.6 < local / total < 0.9
    assert unknown == 0
    assert sample.one("SELECT count(*) FROM supply_link WHERE buyer_id = supplier_id") == 0


def test_the_samples_local_purchases_are_those_from_firms_of_the_register(sample: Snapshot) -> None:
    with (SAMPLE / "市监局_企业登记名录.csv").open(encoding="gb18030", newline="") as file:
        registered = {row["企业名称"] for row in csv.DictReader(file)}
    book = CalamineWorkbook.from_path(SAMPLE / "工信局_本地配套采购情况.xlsx")
    rows = book.get_sheet_by_index(0).to_python()[3:-1]
    bought = {True: 0.0, False: 0.0}
    for _number, _year, _buyer, _code, supplier, _supplier_code, _product, amount in rows:
        bought[supplier in registered] += float(str(amount) or 0)
    found = dict(sample.rows("SELECT is_local, sum(purchase_wan_yuan) FROM supply_link GROUP BY 1"))
    assert found == pytest.approx(bought)
