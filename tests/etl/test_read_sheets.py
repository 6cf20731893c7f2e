"""Workbooks: the rows that the office program shows, and files that are no workbook."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from etl.read import FileRefusedError, RawTable, identify, read
from tests.etl.office import publish, table, write_xls, write_xlsx

TAX = """
2023年度企业税收
单位：万元
纳税人名称 | 入库税额
甲公司 | 560
"""


def sheets(path: Path) -> list[RawTable]:
    return read(identify(path, path.name))


def grid(raw: RawTable) -> list[list[str | None]]:
    return [list(row.values()) for row in raw.cells.to_pylist()]


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileRefusedError) as refused:
        sheets(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_every_cell_as_text(tmp_path: Path, kind: str) -> None:
    path, rows = tmp_path / f"来件.{kind}", table(TAX)
    (raw,) = sheets(write_xlsx(path, rows) if kind == "xlsx" else write_xls(path, rows))
    assert (raw.sheet, raw.first_row) == ("Sheet1", 1)
    found = grid(raw)
    assert found[0] == ["2023年度企业税收", None]
    assert found[3][0] == "甲公司"
    assert float(found[3][1] or 0) == 560


def test_row_numbers_are_those_of_the_office_program(tmp_path: Path) -> None:
    (raw,) = sheets(write_xlsx(tmp_path / "来件.xlsx", [[None], [None], *table(TAX)]))
    assert raw.first_row == 1
    assert [row[0] for row in grid(raw)] == [
        None,
        None,
        "2023年度企业税收",
        "单位：万元",
        "纳税人名称",
        "甲公司",
    ]


def test_messages_name_the_row_below_blank_rows_on_top(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "税收.xlsx", [[None], [None], *table(TAX + "乙公司 | 约十万\n")])
    built = publish(folder)
    assert built.one("SELECT heading_row FROM source_file") == 5
    assert built.issues("unreadable_value")[0]["row_number"] == 7


def test_blank_columns_on_the_left_do_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "税收.xlsx", [[None, None, *row] for row in table(TAX)])
    assert publish(folder).by_name("tax_wan_yuan") == {"甲公司": 560.0}


def test_an_empty_sheet_is_left_out(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "来件.xlsx", {"空表": [], "税收": table(TAX)})
    assert [raw.sheet for raw in sheets(path)] == ["税收"]


def test_a_workbook_without_a_cell_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "来件.xlsx", {"空表": []})
    with pytest.raises(FileRefusedError, match="没有数据"):
        sheets(path)


def test_a_hidden_sheet_is_read_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "税收.xlsx", {"说明": [["给领导"]], "税收": table(TAX)}, hidden=["税收"])
    built = publish(folder)
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0}
    assert built.issues("hidden_sheet")[0]["sheet"] == "税收"


def test_dates_and_truth_values_become_text_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    book = openpyxl.Workbook()
    page = book.active
    page.append(["企业名称", "成立日期", "是否规上"])
    page.append(["甲公司", datetime.date(2019, 5, 6), True])
    page.append(["乙公司", datetime.datetime(2020, 1, 2, 3, 4), False])
    book.save(folder / "名录.xlsx")
    assert publish(folder).rows("SELECT name, registered_on, is_above_scale FROM enterprise ORDER BY 2") == [
        ("甲公司", datetime.date(2019, 5, 6), True),
        ("乙公司", datetime.date(2020, 1, 2), False),
    ]


@pytest.mark.parametrize(
    "start", ["<html><p>请先登录</p>", "<!DOCTYPE html>\n<html>", "<?xml version='1.0'?>"]
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv"])
def test_a_web_page_without_a_table_is_refused(tmp_path: Path, suffix: str, start: str) -> None:
    assert "HTML" in refusal(tmp_path / f"来件{suffix}", start.encode())


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0", "只有一句话".encode(), "段落\n".encode("gbk") * 9]
)
def test_what_is_neither_workbook_nor_table_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "不是 Excel 工作簿" in refusal(tmp_path / "来件.xls", content)


def test_an_encrypted_workbook_is_refused(tmp_path: Path) -> None:
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    content = magic + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1024
    assert "密码" in refusal(tmp_path / "来件.xlsx", content)


def test_an_empty_workbook_file_is_refused(tmp_path: Path) -> None:
    assert "0 字节" in refusal(tmp_path / "来件.xlsx", b"")


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "整.xlsx", table(TAX)).read_bytes()
    assert "已损坏" in refusal(tmp_path / "来件.xlsx", whole[: len(whole) // 2])
    old = write_xls(tmp_path / "整.xls", table(TAX)).read_bytes()
    assert refusal(tmp_path / "来件.xls", old[:600])


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    assert "已损坏" in refusal(tmp_path / "来件.xlsx", (tmp_path / "包.zip").read_bytes())


def test_an_error_value_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(folder / "税收.xlsx", table(TAX + "乙公司 | #REF!\n丙公司 | #DIV/0!\n"))
    built = publish(folder)
    assert built.by_name("tax_wan_yuan") == {"甲公司": 560.0, "乙公司": None, "丙公司": None}
    assert built.issues("unreadable_value") == []


def test_every_sheet_by_town_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_xlsx(
        folder / "税收.xlsx",
        {town: table(TAX.replace("甲公司", f"{town}公司")) for town in ("甲镇", "乙街道", "丙乡")},
    )
    built = publish(folder)
    assert sorted(built.by_name("tax_wan_yuan")) == ["丙乡公司", "乙街道公司", "甲镇公司"]
    assert built.rows("SELECT sheet, rows_loaded FROM source_file ORDER BY sheet") == [
        ("丙乡", 1),
        ("乙街道", 1),
        ("甲镇", 1),
    ]
