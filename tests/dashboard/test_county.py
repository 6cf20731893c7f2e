"""The county's layout: what is written comes back the same, and what is no ledger is refused in words."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.cases import county, county_cells, county_sheets, workflow
from dashboard.cases.county_rows import taken_over
from dashboard.cases.county_sheets import MOST_ROWS, CountyFileError
from dashboard.cases.examine import Outcome, examine
from dashboard.cases.record import BATCHES, DIFFICULTIES, FIELDS, REMAINING_MU, SUGGESTIONS, Case
from etl.contracts import Kind
from etl.contracts.county_ledger import COUNTY_LEDGER
from tests.dashboard import county as files

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CODE = "91350104000000001A"


def case(number: int = 1, **more: Any) -> Case:
    known: dict[str, Any] = {
        "enterprise_id": f"e{number}", "name": f"示例企业{number}有限公司", "uscc": f"9135010400000000{number:02d}",
        "year": 2025, "occupied_mu": 30.0, "case_id": number, "version": 1, "updated_by": "zhang", "updated_at": NOW,
    }  # fmt: skip
    return Case(**{**known, **more})


def outcomes(content: bytes, cases: list[Case]) -> list[Outcome]:
    return [each.outcome for each in examine(county.read(content, "x.xlsx"), cases, files.facts())]


def test_the_layout_and_a_case_say_the_same_of_a_column() -> None:
    known = {**FIELDS, REMAINING_MU.name: REMAINING_MU}
    assert len(COUNTY_LEDGER) == 21
    for column in COUNTY_LEDGER:
        same = known[column.name]
        assert (column.label, column.unit, column.kind) == (same.label, same.unit, same.kind)


def test_the_first_sheet_has_the_21_headings_of_the_county_and_nothing_else() -> None:
    book = openpyxl.load_workbook(io.BytesIO(county.to_xlsx([case()])))
    assert book.sheetnames == [county.LEDGER_SHEET, county.MORE_SHEET]
    assert [cell.value for cell in book.worksheets[0][1]] == [
        "区县", "年份", "企业名称", "开发区名称", "统一社会信用代码", "占地面积", "坐落", "上年度亩均税收",
        "上上年度亩均税收", "经营状态", "现状用途", "低效类型", "处置方式", "当前状态", "详细进展", "处置面积", "剩余面积",
        "计划实施单位", "问题类型", "问题详细描述", "备注",
    ]  # fmt: skip
    assert all(sheet.sheet_state == "visible" and sheet.freeze_panes == "B2" for sheet in book.worksheets)


def test_a_code_stays_text_and_a_formula_stays_a_word() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(county.to_xlsx([case(uscc="913501040000000011", remark="=1+1")]))
    )
    cells = dict(zip(files.LABELS, book.worksheets[0][2], strict=True))
    assert cells["统一社会信用代码"].value == "913501040000000011"
    assert (cells["备注"].value, cells["备注"].data_type) == ("=1+1", "s")


_WORDS: dict[str, st.SearchStrategy[Any]] = {
    "state": st.sampled_from(workflow.ALL),
    "resumes_to": st.none(),
    "final_batch": st.none() | st.sampled_from(BATCHES),
    "suggested_batch": st.none() | st.sampled_from(SUGGESTIONS),
    "difficulty_types": st.lists(st.sampled_from(DIFFICULTIES), unique=True).map(tuple),
    "year": st.integers(1990, 2090),
    "uscc": st.just(CODE),
    "enterprise_id": st.just("e1"),
    "version": st.just(3),
    "case_id": st.just(7),
    "updated_by": st.just("zhang"),
    "updated_at": st.just(NOW),
    # What people write by hand, and what a spreadsheet might take for something else.
    "disposal": st.none() | st.sampled_from([*BATCHES, "关闭一批", "收储", "=A1", "无"]),
}
_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=60
).map(str.strip)
_KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.NUMBER: st.none() | st.floats(0, 1e9),
    Kind.DATE: st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
}


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    free = st.none() | _TEXT.filter(bool)
    values = {name: draw(_WORDS.get(name, _KINDS.get(column.kind, free))) for name, column in FIELDS.items()}
    return Case(**{**values, "name": draw(_TEXT.filter(county_cells.folded))})


@settings(max_examples=60, deadline=None)
@given(any_case())
def test_an_export_that_comes_back_changes_nothing(some: Case) -> None:
    (row,) = _read_in_place(county.to_xlsx([some])).rows
    parsed = county.Parsed("x.xlsx", (row,), ())
    (found,) = examine(parsed, [some], files.facts())
    assert (found.outcome, found.changes, found.problems) == (Outcome.SAME, "", ())


@settings(max_examples=40, deadline=None)
@given(any_case())
def test_an_export_says_every_field_to_a_ledger_that_has_lost_the_case(some: Case) -> None:
    """What is read onto an almost empty case is the case itself, as far as a workbook holds its numbers."""
    some = replace(some, disposal=None if some.disposal == "无" else some.disposal)
    bare = case(1, enterprise_id="e1", uscc=CODE, occupied_mu=None, name="旧名称有限公司")
    (row,) = _read_in_place(county.to_xlsx([some])).rows
    after, problems = taken_over(row, bare, is_new=False)
    assert problems == []
    for each in fields(Case):
        if each.name not in ("case_id", "version", "updated_by", "updated_at", "resumes_to"):
            value, wanted = getattr(after, each.name), getattr(some, each.name)
            if isinstance(wanted, float):
                assert value == pytest.approx(wanted, rel=1e-12)
            else:
                assert value == _without_nothing(wanted), each.name


def _without_nothing(wanted: Any) -> Any:
    """A text that says in a word that there is nothing is nothing."""
    return None if isinstance(wanted, str) and county_cells.NOTHING.fullmatch(wanted) else wanted


def _read_in_place(content: bytes) -> county.Parsed:
    """`county.read` without the process apart, which would make a thousand examples slow."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    answer = json.loads(json.dumps(county_sheets._bounded(book)))
    return county.parsed(
        [county_sheets.RawSheet(each["name"], each["rows"]) for each in answer["sheets"]], "x.xlsx"
    )


def test_headings_are_found_under_a_title_with_line_breaks_full_width_and_units() -> None:
    headings = ["序 号", " 企业\n名称", "统一社会信用代码", "占地面积（亩）", "备　注"]
    content = files.table(
        [["某区低效企业台账"], [], headings, [1, "示例企业1有限公司", None, "1,234.5", "甲"]]
    )
    parsed = county.read(content, "x.xlsx")
    (row,) = parsed.rows
    assert (row.number, row.cells["name"], row.cells["remark"]) == (4, "示例企业1有限公司", "甲")
    assert county_cells.value("occupied_mu", row.cells["occupied_mu"]) == 1234.5
    assert "不认识，没有读：序 号" in parsed.remarks[0]
    assert "没有这些列，它们的内容不变：区县、年份" in parsed.remarks[1]


def test_totals_notes_and_empty_rows_are_no_enterprises() -> None:
    content = files.workbook(
        [
            {"企业名称": "示例企业1有限公司"},
            {},
            {"区县": "合计", "占地面积": 30},
            {"区县": "注：以上单位为亩"},
        ]
    )
    assert [row.number for row in county.read(content, "x.xlsx").rows] == [2]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-01-31", date(2024, 1, 31)), ("2024/1/31", date(2024, 1, 31)), ("2024.1.31", date(2024, 1, 31)),
        ("2024年1月31日", date(2024, 1, 31)), ("20240131", date(2024, 1, 31)), (45322.0, date(2024, 1, 31)),
        ("２０２４－０１－３１", date(2024, 1, 31)), ("—", None), (None, None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_offices_write_it(cell: Any, day: date | None) -> None:
    assert county_cells.value("deadline", cell) == day


@pytest.mark.parametrize("cell", ["2024-02-30", "明年底", "2024"])
def test_what_is_no_day_is_said_to_be_none(cell: str) -> None:
    assert isinstance(county_cells.value("deadline", cell), county_cells.Unreadable)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234.5", 1234.5),
        ("１２．５", 12.5),
        ("—", None),
        ("0", 0.0),
        ("", None),
        (3.25, 3.25),
        ("#REF!", None),
    ],
)
def test_a_number_is_read_and_nothing_is_never_zero(cell: Any, number: float | None) -> None:
    assert county_cells.value("freed_mu", cell) == number


@pytest.mark.parametrize("cell", ["12亩", "约 5", "1,23", "inf", "nan", "1e999"])
def test_what_is_no_number_is_said_to_be_none(cell: str) -> None:
    assert isinstance(county_cells.value("freed_mu", cell), county_cells.Unreadable)


def zip_of(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(4):
            archive.writestr(f"xl/{part}.xml", b"0" * (size // 4))
    return file.getvalue()


def far_apart() -> bytes:
    """Two cells, between which a reader that keeps rectangles would keep 17 thousand million."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "企业名称", "x"
    return files.saved(book)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "0 字节"),
        (b"PK\x03\x04" + b"0" * (10 << 20), "超过 10 MB"),
        (b"name,uscc\n", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "旧格式"),
        (b"PK\x03\x04broken", "已损坏"),
        (zip_of(400 << 20), "不像一份台账"),
        (zip_of(100), "已损坏"),
        (far_apart(), "读不了"),
        (files.table([["企业名称", "备注", "区县"]] + [["甲", None, None]] * MOST_ROWS), f"超过 {MOST_ROWS} 行"),
        (files.table([["一", "二"], [1, 2]]), "没有台账的行"),
        (files.table([["企业名称", "企业 名称", "备注", "区县"], ["甲", "乙", None, None]]), "有两列都叫“企业名称”"),
        (files.table([["企业名称", "占地面积（平方米）", "备注"], ["甲", 3, None]]), "单位不是亩"),
    ],
    ids=[
        "empty", "large", "text", "old", "broken", "bomb", "no workbook", "rectangle", "rows", "other", "twice", "unit",
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_with_its_name_and_a_way_out(content: bytes, reason: str) -> None:
    with pytest.raises(CountyFileError, match=reason) as refused:
        county.read(content, "台账.xlsx")
    assert "台账.xlsx" in str(refused.value)
    assert "请" in str(refused.value)
