"""Readers of what only looks like a workbook, on damaged files: an answer or a refusal by name, never anything else."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.hidden import hidden_rows
from etl.read.model import FileRefusedError, RawTable, SourceFile
from etl.read.web import MAXIMUM_COLUMNS, is_web_page, read_web_page
from etl.read.xml_workbook import is_xml_workbook, read_xml_workbook

SOURCE = SourceFile(Path("导出.xls"), "导出.xls", "0" * 64, date(2024, 1, 1))
PIECES = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "<th rowspan=2>", "<td colspan=3>", "<td rowspan=x>", "</td>", "<br>",
    "<tr style='display:none'>", "<caption>", "<title>", "</title>", "<!--", "-->", "<xml>", "&nbsp;", "&#0;", "<", ">",
    "<td colspan=99999999>", "税收", "甲\n公司", "1,234", "<script>", "</script>", "<![CDATA[", "<?",
)  # fmt: skip


def tables(page: str) -> list[RawTable]:
    return read_web_page(SOURCE, page.encode())


def grid(raw: RawTable) -> list[list[str | None]]:
    return [list(row.values()) for row in raw.cells.to_pylist()]


def test_merged_cells_are_a_text_followed_by_empty_cells() -> None:
    (raw,) = tables(
        "<table><tr><td rowspan=2>名称<td colspan=2>税收<td>备注<tr><td>入库<td>调库<td>无<tr><td>甲<td>1<td>2<td>3</table>"
    )
    assert grid(raw) == [
        ["名称", "税收", None, "备注"],
        [None, "入库", "调库", "无"],
        ["甲", "1", "2", "3"],
    ]


def test_what_stands_above_a_table_is_rows_above_it_and_styles_are_not() -> None:
    (raw,) = tables("<style>p{}</style><h1>税收</h1><p>单位：万元</p><table><tr><td>a<td>b</table><p>完</p>")
    assert grid(raw) == [["税收", None], ["单位：万元", None], ["a", "b"]]


def test_line_ends_of_the_source_are_space_and_br_is_a_line() -> None:
    (raw,) = tables("<table><tr><td>入库\r\n   税收<br>（万元）<td>&nbsp;</table>")
    assert grid(raw) == [["入库 税收\n（万元）", None]]


def test_a_page_in_gbk_that_says_gb2312_keeps_its_rare_characters() -> None:
    page = "<meta charset=gb2312><table><tr><td>喆<td>𠮷</table>".encode("gb18030")
    (raw,) = read_web_page(SOURCE, page)
    assert grid(raw) == [["喆", "𠮷"]]


def test_no_table_is_wider_than_a_workbook_and_a_flood_of_cells_is_refused() -> None:
    (raw,) = tables("<table>" + "<tr>" + "<td colspan=1000>x" * 20 + "</table>")
    assert raw.cells.num_columns == MAXIMUM_COLUMNS
    with pytest.raises(FileRefusedError, match="超过"):
        tables("<table>" + ("<tr>" + "<td colspan=1000>x" * 16) * 1300 + "</table>")


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    content = ("<html>" + "".join(pieces)).encode()
    assert is_web_page(content)
    try:
        found = read_web_page(SOURCE, content)
    except FileRefusedError:
        return
    assert all(each.cells.num_rows and each.disguise for each in found)


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="税收"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2023年税收</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">企业名称</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">5</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">甲&amp;<B>乙</B></Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="底表"><Table><Row><Cell><Data ss:Type="String">a</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="空"><Table/></Worksheet>
</Workbook>"""


def test_a_workbook_in_xml_is_read_sheet_by_sheet() -> None:
    assert is_xml_workbook(XML.encode())
    tax, hidden = read_xml_workbook(SOURCE, XML.encode())
    assert grid(tax) == [
        ["2023年税收", None, None],
        [None, None, None],
        ["企业名称", None, "5"],
        ["甲&乙", None, None],
    ]
    assert (tax.sheet, tax.hidden_rows, tax.is_hidden, tax.disguise) == ("税收", (4,), False, "XML 表格")
    assert (hidden.sheet, hidden.is_hidden) == ("底表", True)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("</Table></Worksheet>", ""),
        ('ss:Index="3"', 'ss:Index="999999999"'),
        ('ss:Index="3"', 'ss:Index="x"'),
        ('ss:Index="3"', 'ss:Index="-1"'),
        ('MergeAcross="2"', 'MergeAcross="99999999999"'),
    ],
)
def test_a_broken_workbook_in_xml_is_refused(good: str, bad: str) -> None:
    with pytest.raises(FileRefusedError, match="XML 表格，已损坏"):
        read_xml_workbook(SOURCE, XML.replace(good, bad, 1).encode())


def test_entities_that_grow_without_end_are_refused() -> None:
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    doctype = f'?><!DOCTYPE x [<!ENTITY a0 "{"ha" * 50}">{laughs}]><?mso'
    content = XML.replace("?><?mso", doctype, 1).replace("2023年税收", "&a9;")
    with pytest.raises(FileRefusedError):
        read_xml_workbook(SOURCE, content.encode())


@cache
def workbook(suffix: str) -> bytes:
    if suffix == "xls":
        old = xlwt.Workbook()
        for name in ("税收", "Second"):
            page = old.add_sheet(name)
            for at in range(40):
                page.write(at, 0, f"企业{at}")
            page.row(7).hidden = 1
        return _saved(old)
    book = openpyxl.Workbook()
    for at in range(1, 41):
        book.worksheets[0].cell(at, 1, f"企业{at}")
    book.worksheets[0].row_dimensions[8].hidden = True
    book.worksheets[0].column_dimensions["A"].hidden = True
    return _saved(book)


def _saved(book: xlwt.Workbook | openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_rows_of_both_kinds_of_workbook_by_sheet() -> None:
    assert hidden_rows(workbook("xlsx")) == {"Sheet": (8,)}
    assert hidden_rows(workbook("xls")) == {"税收": (8,), "Second": (8,)}


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_damaged_workbook_hides_nothing_or_something_but_never_breaks(suffix: str) -> None:
    whole = workbook(suffix)

    @given(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=12),
        st.integers(0, len(whole)),
    )
    @settings(max_examples=300, deadline=None)
    def check(flips: list[tuple[int, int]], length: int) -> None:
        content = bytearray(whole)
        for at, value in flips:
            content[at] = value
        hidden_rows(bytes(content))
        hidden_rows(bytes(content[:length]))

    check()
