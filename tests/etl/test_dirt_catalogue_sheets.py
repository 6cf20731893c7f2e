"""The dirt catalogue, first part: what is wrong with whole files, sheets and rows, each in a file as an office makes it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt

from tests.etl.office import Snapshot, code, publish, table, write_csv, write_ods, write_xls, write_xlsx

HEAD = """2023年度企业税收情况表
单位：万元
纳税人识别号 | 纳税人名称 | 入库税额"""
FIRMS = f"""{code(1)} | 甲公司 | 560.25
{code(2)} | 乙公司 | 150
{code(3)} | 丙公司 | 9.75"""
SUMS = {"甲公司": 560.25, "乙公司": 150.0, "丙公司": 9.75}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


def built(folder: Path, rows: str, name: str = "税务局.xlsx") -> Snapshot:
    write_xlsx(folder / name, table(rows))
    return publish(folder)


def loaded(snapshot: Snapshot) -> dict[str, float]:
    taxes: dict[str, float] = snapshot.by_name("tax_paid_wan_yuan")
    return taxes


# Headings


def test_a_heading_of_one_row_under_title_and_unit(folder: Path) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}")
    assert loaded(snapshot) == SUMS
    assert snapshot.one("SELECT heading_row FROM source_file") == 3


def test_a_heading_of_two_merged_rows(folder: Path) -> None:
    write_xlsx(
        folder / "税务局.xlsx",
        table(
            f"""2023年度企业税收 | | |
            单位：万元 | | |
            企业 | | 税收 |
            名称 | 信用代码 | 入库税收 | 免抵调库
            甲公司 | {code(1)} | 560 | 40"""
        ),
        merged=["A1:D1", "A3:B3", "C3:D3"],
    )
    assert publish(folder).rows("SELECT tax_paid_wan_yuan, tax_wan_yuan FROM enterprise_year") == [
        (560.0, 600.0)
    ]


def test_a_heading_of_three_merged_rows(folder: Path) -> None:
    write_xlsx(
        folder / "统计局.xlsx",
        table(
            f"""2023年1-6月规模以上工业 | | | |
            单位详细名称 | 统一社会信用代码 | 主要指标（万元） | |
             | | 工业总产值 | | 营业收入
             | | 本月 | 本年累计 | 本年累计
            甲公司 | {code(1)} | 10 | 60 | 66"""
        ),
        merged=["A2:A4", "B2:B4", "C2:E2", "C3:D3"],
    )
    snapshot = publish(folder)
    assert snapshot.rows("SELECT output_cum_wan_yuan, revenue_cum_wan_yuan FROM operation_month") == [
        (60.0, 66.0)
    ]
    assert snapshot.one("SELECT heading_row FROM source_file") == 4


def test_a_date_of_paperwork_above_the_table_is_no_year(folder: Path) -> None:
    rows = f"企业税收 | |\n2023年度 | | 填报日期：2024年3月5日\n单位：万元 | |\n纳税人识别号 | 纳税人名称 | 入库税额\n{FIRMS}"
    assert built(folder, rows).rows("SELECT DISTINCT year FROM enterprise_year") == [(2023,)]


def test_a_heading_repeated_after_a_page_break_is_no_row(folder: Path) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}\n纳税人识别号 | 纳税人名称 | 入库税额\n{code(4)} | 丁公司 | 1")
    assert loaded(snapshot) == SUMS | {"丁公司": 1.0}
    assert snapshot.rows("SELECT rows_read, rows_rejected FROM source_file") == [(4, 0)]


def test_two_columns_of_one_meaning_are_said_and_the_surer_is_loaded(folder: Path) -> None:
    rows = f"2023年 单位：万元\n企业名称 | 信用代码 | 入库税收 | 税收\n甲公司 | {code(1)} | 560 | 555"
    snapshot = built(folder, rows)
    assert loaded(snapshot) == {"甲公司": 560.0}
    (issue,) = snapshot.issues("duplicate_heading")
    assert (issue["row_number"], issue["column"]) == (2, "税收")


# Totals: never loaded, held against their rows


def test_a_total_that_adds_up_is_not_loaded_and_not_worth_a_word(folder: Path) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}\n | 合 计 | 720")
    assert loaded(snapshot) == SUMS
    assert snapshot.issues("total_differs") == []


def test_a_total_that_differs_is_said_with_both_figures_and_its_row(folder: Path) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}\n | 合计 | 1719")
    assert loaded(snapshot) == SUMS
    (issue,) = snapshot.issues("total_differs")
    assert (issue["row_number"], issue["column"], issue["value"], issue["severity"]) == (
        7,
        "入库税额",
        "1719",
        "warning",
    )
    assert "“合计”是 1,719 万元，上面 3 行之和是 720 万元，相差 999 万元" in issue["reason"]


TOWNS = f"""{HEAD}
{code(1)} | 甲公司 | 10
{code(2)} | 乙公司 | 20
 | 金山街道小计 | {{金山}}
{code(3)} | 丙公司 | 5
 | 城门镇小计 | {{城门}}
 | 总计 | {{总计}}"""


def test_subtotals_by_town_are_each_held_against_their_own_rows(folder: Path) -> None:
    snapshot = built(folder, TOWNS.format(金山=30, 城门=5, 总计=35))
    assert loaded(snapshot) == {"甲公司": 10.0, "乙公司": 20.0, "丙公司": 5.0}
    assert snapshot.issues("total_differs") == []


def test_one_wrong_subtotal_is_named_alone(folder: Path) -> None:
    (issue,) = built(folder, TOWNS.format(金山=30, 城门=8, 总计=35)).issues("total_differs")
    assert issue["row_number"] == 8
    assert "“城门镇小计”是 8 万元，上面 1 行之和是 5 万元，相差 3 万元" in issue["reason"]


def test_totals_that_stand_above_their_rows_are_understood(folder: Path) -> None:
    rows = f"""{HEAD}
     | 总计 | 35
     | 金山街道合计 | 30
    {code(1)} | 甲公司 | 10
    {code(2)} | 乙公司 | 20
     | 城门镇合计 | 6
    {code(3)} | 丙公司 | 5"""
    (issue,) = built(folder, rows).issues("total_differs")
    assert (issue["row_number"], issue["value"]) == (8, "6")


BY_TOWN = f"""{HEAD}
 | 全区 | 35
 | 一、金山街道 | 30
{code(1)} | 甲公司 | 10
{code(2)} | 乙公司 | 20
 | 二、城门镇 | {{城门}}
{code(3)} | 丙公司 | 5
 | 三、盖山镇 |"""


def test_a_towns_bare_name_over_its_enterprises_is_a_subtotal_and_no_enterprise(folder: Path) -> None:
    snapshot = built(folder, BY_TOWN.format(城门=5))
    assert loaded(snapshot) == {"甲公司": 10.0, "乙公司": 20.0, "丙公司": 5.0}
    assert snapshot.issues("total_differs") == []
    assert snapshot.rows("SELECT rows_read, rows_rejected FROM source_file") == [(3, 0)]


def test_a_towns_bare_name_with_another_sum_is_said(folder: Path) -> None:
    (issue,) = built(folder, BY_TOWN.format(城门=7)).issues("total_differs")
    assert issue["row_number"] == 8
    assert "“二、城门镇”是 7 万元，下面 1 行之和是 5 万元" in issue["reason"]


def test_a_column_of_towns_is_no_column_of_subtotals(folder: Path) -> None:
    rows = f"2023年 | 单位：万元 | |\n镇街 | 企业名称 | 信用代码 | 税收\n城门镇 | 甲公司 | {code(1)} | 5\n城门镇 | 乙公司 | | 6"
    assert loaded(built(folder, rows)) == {"甲公司": 5.0, "乙公司": 6.0}


def test_a_rounded_total_agrees(folder: Path) -> None:
    rows = f"{HEAD}\n{code(1)} | 甲公司 | 10.333\n{code(2)} | 乙公司 | 20.333\n | 合计 | 30.7"
    assert built(folder, rows).issues("total_differs") == []


def test_a_total_is_held_against_the_rows_of_the_same_unit_and_year(folder: Path) -> None:
    rows = f"""单位：元 | | |
    企业名称 | 信用代码 | 2022年税收 | 2023年税收
    甲公司 | {code(1)} | 100000 | 300000
    乙公司 | {code(2)} | 200000 | 400000
    合计 | | 300000 | 800000"""
    (issue,) = built(folder, rows).issues("total_differs")
    assert issue["column"] == "2023年税收"
    assert "是 80 万元，上面 2 行之和是 70 万元" in issue["reason"]


def test_rates_are_not_added_up(folder: Path) -> None:
    rows = f"""2023年 | 单位：万元 | |
    企业名称 | 信用代码 | 产值 | 产值增速（%）
    甲公司 | {code(1)} | 10 | 3
    乙公司 | {code(2)} | 20 | 5
    合计 | | 30 | 4.2"""
    assert built(folder, rows).issues("total_differs") == []


# Lines that are no data


@pytest.mark.parametrize(
    "line",
    [
        "注：本表为入库数",
        "备注：|略",
        "说明：数据来自征管系统",
        "填表人：张三 | 审核人：李四",
        "单位负责人：王五 | 制表日期：2024年3月1日",
    ],
)
def test_a_footnote_or_signature_is_no_row(folder: Path, line: str) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}\n{line}")
    assert loaded(snapshot) == SUMS
    assert snapshot.rows("SELECT rows_read, rows_rejected FROM source_file") == [(3, 0)]


def test_a_row_repeated_by_a_lookup_counts_once_and_is_said(folder: Path) -> None:
    snapshot = built(folder, f"{HEAD}\n{FIRMS}\n{code(2)} | 乙公司 | 150")
    assert loaded(snapshot) == SUMS
    assert [issue["row_number"] for issue in snapshot.issues("duplicate_row")] == [7]


# Several sheets, hidden sheets and rows


def test_every_town_has_a_sheet_and_each_is_loaded(folder: Path) -> None:
    sheets = {
        town: table(f"{HEAD}\n{code(at)} | {town}公司 | {at}")
        for at, town in enumerate(("金山街道", "城门镇", "盖山镇"), start=1)
    }
    write_xlsx(folder / "各镇街.xlsx", sheets)
    snapshot = publish(folder)
    assert loaded(snapshot) == {"金山街道公司": 1.0, "城门镇公司": 2.0, "盖山镇公司": 3.0}
    assert snapshot.one("SELECT COUNT(DISTINCT sheet) FROM source_file") == 3


def test_a_hidden_sheet_is_loaded_and_said(folder: Path) -> None:
    write_xlsx(
        folder / "税务局.xlsx", {"封面": [["税收"]], "底表": table(f"{HEAD}\n{FIRMS}")}, hidden=["底表"]
    )
    snapshot = publish(folder)
    assert loaded(snapshot) == SUMS
    assert [issue["sheet"] for issue in snapshot.issues("hidden_sheet")] == ["底表"]


def with_hidden_rows(path: Path, rows: str) -> Path:
    if path.suffix == ".xls":
        old = xlwt.Workbook()
        page = old.add_sheet("税收")
        for at, row in enumerate(table(rows)):
            for column, value in enumerate(row):
                page.write(at, column, value)
            page.row(at).hidden = at in (3, 4)
        old.save(str(path))
        return path
    if path.suffix == ".ods":
        return write_ods(path, table(rows), hidden=(4, 5))
    write_xlsx(path, table(rows))
    book = openpyxl.load_workbook(path)
    for number in (4, 5):
        book.worksheets[0].row_dimensions[number].hidden = True
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["税务局.xlsx", "税务局.xls", "税务局.ods"])
def test_hidden_rows_are_loaded_and_said_by_number(folder: Path, name: str) -> None:
    with_hidden_rows(folder / name, f"{HEAD}\n{FIRMS}")
    snapshot = publish(folder)
    assert loaded(snapshot) == SUMS
    (issue,) = snapshot.issues("hidden_rows")
    assert issue["row_number"] == 4
    assert "第 4—5 行是隐藏的（共 2 行），已照常载入" in issue["reason"]


# Files that are not what their names say


PAGE = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>导出</title>
<style>td {{ mso-number-format:"\\@"; }}</style></head>
<body><h3>2023年度企业税收</h3><p align=right>单位：万元</p>
<table border=1>
<tr><td rowspan=2>纳税人识别号<td rowspan=2>纳税人名称<td colspan=2>本年征收情况</tr>
<tr><td>入库<br>税额</td><td>免抵调库</td></tr>
<tr><td>{code(1)}</td><td>甲公司&nbsp;</td><td>1,560.25</td><td></td></tr>
<tr style="display:none"><td>{code(2)}</td><td>乙&amp;丙公司</td><td>150</td><td>-</td></tr>
<tr><td colspan=2>合计</td><td>1,710.25</td><td></td></tr>
</table></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_web_page_named_xls_is_read_and_said(folder: Path, encoding: str) -> None:
    (folder / "导出.xls").write_bytes(PAGE.encode(encoding))
    snapshot = publish(folder)
    assert loaded(snapshot) == {"甲公司": 1560.25, "乙&丙公司": 150.0}
    (issue,) = snapshot.issues("disguised_file")
    assert "扩展名是 .xls，内容其实是网页表格（HTML）" in issue["reason"]
    assert snapshot.issues("total_differs") == []
    assert "第 6 行" in snapshot.issues("hidden_rows")[0]["reason"]


ARCHIVE = f"""MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_NextPart_01"

------=_NextPart_01
Content-Location: file:///C:/1/book.htm
Content-Transfer-Encoding: 8bit
Content-Type: text/html; charset="utf-8"

<html><xml><x:ExcelWorksheet><x:Name>2023年税收</x:Name>
<x:WorksheetSource HRef="book.files/sheet001.htm"/></x:ExcelWorksheet></xml><frameset></frameset></html>

------=_NextPart_01
Content-Location: file:///C:/1/book.files/sheet001.htm
Content-Transfer-Encoding: 8bit
Content-Type: text/html; charset="utf-8"

{PAGE.replace("gb2312", "utf-8")}
------=_NextPart_01--
"""


def test_a_web_archive_named_xls_is_read_sheet_by_sheet_and_said(folder: Path) -> None:
    (folder / "导出.xls").write_bytes(ARCHIVE.encode())
    snapshot = publish(folder)
    assert loaded(snapshot) == {"甲公司": 1560.25, "乙&丙公司": 150.0}
    assert snapshot.one("SELECT sheet FROM source_file") == "2023年税收"
    (issue,) = snapshot.issues("disguised_file")
    assert "扩展名是 .xls，内容其实是网页表格（HTML）" in issue["reason"]


def test_every_table_of_a_web_page_is_a_sheet_and_layout_tables_are_none(folder: Path) -> None:
    inner = [
        f"<table><tr><td>企业名称<td>信用代码<td>2023年税收（万元）<tr><td>{name}<td>{code(at)}<td>{at}</table>"
        for at, name in ((1, "甲"), (2, "乙"))
    ]
    page = f"<table><tr><td>菜单</td></tr><tr><td>{inner[0]}</td></tr></table>{inner[1]}"
    (folder / "导出.xls").write_text(page, encoding="utf-8")
    assert loaded(publish(folder)) == {"甲": 1.0, "乙": 2.0}


def test_cells_that_reach_over_a_million_columns_cost_no_memory(folder: Path) -> None:
    row = f"<tr><td colspan=999999999>{code(1)}</td><td rowspan=999999999 colspan=1000>x</td></tr>"
    (folder / "坏.xls").write_text(f"<table>{row * 50}</table>", encoding="utf-8")
    assert loaded(built(folder, f"{HEAD}\n{FIRMS}")) == SUMS


def test_tab_separated_text_named_xls_is_read_and_said(folder: Path) -> None:
    lines = "\r\n".join("\t".join(str(cell or "") for cell in row) for row in table(f"{HEAD}\n{FIRMS}"))
    (folder / "导出.xls").write_bytes(lines.encode("gb18030"))
    snapshot = publish(folder)
    assert loaded(snapshot) == SUMS
    assert "内容其实是制表符或逗号分隔的文本" in snapshot.issues("disguised_file")[0]["reason"]


def test_a_workbook_named_csv_is_read_and_said(folder: Path) -> None:
    write_xlsx(folder / "税.xlsx", table(f"{HEAD}\n{FIRMS}")).rename(folder / "税.csv")
    snapshot = publish(folder)
    assert loaded(snapshot) == SUMS
    assert "扩展名是 .csv，内容其实是工作簿" in snapshot.issues("disguised_file")[0]["reason"]


@pytest.mark.parametrize(("made", "named"), [("xls", "et"), ("xlsx", "et"), ("xls", "xlsx"), ("xlsx", "xls")])
def test_a_workbook_of_wps_or_under_another_workbooks_name_is_read(
    folder: Path, made: str, named: str
) -> None:
    path, rows = folder / f"税.{made}", table(f"{HEAD}\n{FIRMS}")
    (write_xls(path, rows) if made == "xls" else write_xlsx(path, rows)).rename(folder / f"税.{named}")
    snapshot = publish(folder)
    assert loaded(snapshot) == SUMS
    assert snapshot.issues("disguised_file") == []


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-8"])
def test_text_in_any_encoding_of_chinese_offices_is_read(folder: Path, encoding: str) -> None:
    write_csv(folder / "税.csv", table(f"{HEAD}\n{FIRMS}"), encoding)
    assert loaded(publish(folder)) == SUMS
