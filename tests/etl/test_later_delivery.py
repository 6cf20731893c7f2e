"""A later delivery of the same period replaces an earlier one by the day it was received, and the build says what changed."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from etl.report import build_lines
from tests.etl.office import Snapshot, code, publish, table, write_csv, write_xlsx


def deliver(path: Path, received: date, rows: str) -> None:
    """A tax list of 2023 whose file was last changed on that day."""
    write_xlsx(path, table(f"单位：万元\n纳税人名称 | 税号 | 入库税额 | 免抵调库\n{rows}"))
    noon = datetime(received.year, received.month, received.day, 12).timestamp()
    os.utime(path, (noon, noon))


def two_deliveries(folder: Path) -> Snapshot:
    # 甲 500 → 540 and its 免抵调库 20 → 20, 乙 60 the same again, 丙 only in the first.
    deliver(
        folder / "税收2023年_一季度后.xlsx",
        date(2024, 1, 10),
        f"甲公司 | {code(1)} | 500 | 20\n乙公司 | {code(2)} | 60 |\n丙公司 | {code(3)} | 7 |",
    )
    deliver(
        folder / "税收2023年_更正.xlsx",
        date(2024, 2, 20),
        f"甲公司 | {code(1)} | 540 | 20\n乙公司 | {code(2)} | 60 |",
    )
    return publish(folder)


def test_the_later_word_holds_row_by_row(tmp_path: Path) -> None:
    assert two_deliveries(tmp_path / "来件").by_name("tax_paid_wan_yuan") == {
        "甲公司": 540,
        "乙公司": 60,
        "丙公司": 7,
    }


def test_the_build_says_what_a_later_delivery_changed(tmp_path: Path) -> None:
    built = two_deliveries(tmp_path / "来件")
    (told,) = built.issues("later_delivery")
    assert (told["entity"], told["key"], told["severity"]) == ("tax", "2023 年", "warning")
    assert told["value"] == "入库税收 560.00 → 600.00 万元"
    assert told["reason"] == (
        "2024-02-20 收到的 税收2023年_更正.xlsx 替代 2024-01-10 收到的 税收2023年_一季度后.xlsx（2023 年）："
        "同一对象 2 行，其中 1 行数值有变。"
    )
    assert built.outcome.report["later_deliveries"][0]["sums"] == told["value"]
    assert any("入库税收 560.00 → 600.00 万元" in line for line in build_lines(built.outcome.report))
    # What it said before is still found: both rows made the figure.
    assert (
        built.one(
            "SELECT COUNT(*) FROM lineage WHERE table_name = 'enterprise_year' AND key = ?", f"{code(1)}|2023"
        )
        == 2
    )


def test_two_lists_of_one_day_that_differ_stop_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    for name, tax in (("税收2023年甲.xlsx", 500), ("税收2023年乙.xlsx", 540)):
        deliver(folder / name, date(2024, 1, 10), f"甲公司 | {code(1)} | {tax} |")
    built = publish(folder)
    assert built.outcome.build_id is None
    assert [error["check_name"] for error in built.errors] == ["conflicting_rows"]


def test_what_the_later_delivery_leaves_empty_keeps_the_earlier_figure(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    deliver(folder / "税收2023年甲.xlsx", date(2024, 1, 10), f"甲公司 | {code(1)} | 500 | 20")
    deliver(folder / "税收2023年乙.xlsx", date(2024, 2, 10), f"甲公司 | {code(1)} | 500 |")
    assert publish(folder).rows("SELECT tax_paid_wan_yuan, tax_wan_yuan FROM enterprise_year") == [
        (500.0, 520.0)
    ]


def test_a_later_return_replaces_its_month_and_the_months_around_follow(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    for name, day, second in (("月报甲", date(2023, 4, 10), "33"), ("月报乙", date(2023, 5, 10), "35")):
        path = write_xlsx(
            folder / f"{name}_2023年.xlsx",
            {
                f"{month}月": table(
                    f"2023年{month}月规上工业产值\n单位：万元\n单位名称 | 信用代码 | 工业总产值本年累计\n"
                    f"甲公司 | {code(1)} | {figure}"
                )
                for month, figure in (("1-2", "20"), ("1-3", second), ("1-4", "40"))
            },
        )
        noon = datetime(day.year, day.month, day.day, 12).timestamp()
        os.utime(path, (noon, noon))
    built = publish(folder)
    assert built.rows("SELECT output_wan_yuan FROM operation_month ORDER BY month") == [
        (20.0,),
        (15.0,),
        (5.0,),
    ]
    told = {each["key"]: each["value"] for each in built.issues("later_delivery")}
    assert told == {"2023-02": None, "2023-03": "累计工业总产值 33.00 → 35.00 万元", "2023-04": None}


def test_the_official_growth_stands_beside_the_computed_one(tmp_path: Path) -> None:
    # 44 on 40 is 10 %; the bureau says 7.5 % over comparable firms. 乙 states no year before, and none came.
    write_csv(
        tmp_path / "来件" / "月报.csv",
        table(
            f"""企业名称 | 信用代码 | 月份 | 工业总产值本年累计（万元） | 工业总产值上年同期（万元） | 工业总产值增速（%）
            甲公司 | {code(1)} | 2023-03 | 44 | 40 | 7.5
            乙公司 | {code(2)} | 2022-03 | 50 | | -2
            乙公司 | {code(2)} | 2023-03 | 60 | | 3"""
        ),
    )
    built = publish(tmp_path / "来件")
    assert built.rows(
        """SELECT output_cum_prev_wan_yuan, official_yoy, ROUND(computed_yoy, 6) FROM operation_month
        ORDER BY enterprise_id, month"""
    ) == [(40.0, 7.5, 10.0), (None, -2.0, None), (None, 3.0, 20.0)]
