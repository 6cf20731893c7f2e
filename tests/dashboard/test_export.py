from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import export, tables
from dashboard.queries import enterprises
from dashboard.selection import Selection
from etl.clean.numbers import to_number
from etl.clean.text import tidy
from etl.contracts import Column, Kind
from etl.contracts.model import SQL_TYPES

NAME = Column("name", "企业名称", "", Kind.NAME)
CODE = Column("uscc", "统一社会信用代码", "", Kind.CODE)
TAX = Column("tax_wan_yuan", "评价税收", "", Kind.NUMBER, "万元")
ABOVE = Column("is_above_scale", "是否规上", "", Kind.BOOLEAN)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(value: object, column: Column) -> str:
    return cells(
        export.to_csv(
            pd.DataFrame({column.name: [value, "x" if column.kind is Kind.NAME else None]}), [column]
        )
    )[1][0]


def test_a_file_has_a_byte_order_mark_crlf_and_headings_with_units() -> None:
    data = export.to_csv(pd.DataFrame({"name": ["甲"], "tax_wan_yuan": [1.5]}), [NAME, TAX])
    assert data == "\ufeff企业名称,评价税收（万元）\r\n甲,1.5\r\n".encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-6.0, "-6"),
        (0.0, "0"),
        (-0.0, "0"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (1e16, "10000000000000000"),
        (float("nan"), ""),
        (None, ""),
        (float("inf"), ""),
    ],
)
def test_numbers_stay_numbers_and_missing_is_an_empty_cell(value: float | None, text: str) -> None:
    assert written(value, TAX) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("913501040000000044", "'913501040000000044"),
        ("91350104000000001A", "91350104000000001A"),
        ("3501040010010000012", "'3501040010010000012"),
        ("007", "'007"),
        ("35E12", "'35E12"),
        ("1.50", "'1.50"),
        ("2720", "2720"),
        ("0", "0"),
        ("=1+1", "'=1+1"),
        (None, ""),
    ],
)
def test_a_code_survives_a_spreadsheet(code: str | None, text: str) -> None:
    assert written(code, CODE) == text


@pytest.mark.parametrize("sign", DANGEROUS)
def test_no_text_runs_as_a_formula(sign: str) -> None:
    assert written(f"{sign}cmd|' /C calc'!A0", NAME) == f"'{sign}cmd|' /C calc'!A0"


def test_booleans_are_chinese_words() -> None:
    frame = pd.DataFrame({"is_above_scale": pd.array([True, False, None], dtype="boolean")})
    assert [row[0] for row in cells(export.to_csv(frame, [ABOVE]))[1:]] == ["是", "否", ""]


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")))
def test_any_name_reads_back_by_our_own_rules_and_never_begins_like_a_formula(name: str) -> None:
    frame = pd.DataFrame({"name": [name], "other": ["x"]}, dtype=object)
    data = export.to_csv(frame, [NAME, Column("other", "其他", "")])
    cell = cells(data)[1][0]
    assert not cell.startswith(DANGEROUS)
    assert tidied(cell) == tidied(name)


@given(
    st.one_of(st.from_regex(r"[0-9A-Z]{1,20}", fullmatch=True), st.from_regex(r"\d{15,20}", fullmatch=True))
)
def test_any_code_reads_back_by_our_own_rules(code: str) -> None:
    assert tidied(written(code, CODE)) == tidied(code)


@given(st.floats(-1e9, 1e9))
def test_any_amount_reads_back_to_the_fen(amount: float) -> None:
    (number,) = to_number(pa.chunked_array([pa.array([written(amount, TAX)])])).values.to_pylist()  # noqa: PD011
    assert number == pytest.approx(amount, abs=1e-6)


def tidied(text: str) -> str | None:
    value: str | None = tidy(pa.chunked_array([pa.array([text], pa.string())])).to_pylist()[0]
    return value


@pytest.mark.usefixtures("full")
def test_the_export_holds_the_numbers_of_the_screen(full: Path) -> None:
    selection = Selection(year=2023)
    shown = enterprises.rows(selection, 100).to_pandas()
    file = cells(export.to_csv(enterprises.all_rows_later(selection)(), tables.FIRM_COLUMNS))
    assert file[0] == [column.heading for column in tables.FIRM_COLUMNS]
    assert len(file) == len(shown) + 1
    ratio = file[0].index("亩均税收（万元/亩）")
    for row, number in zip(file[1:], shown["tax_wan_yuan_per_mu"], strict=True):
        assert (row[ratio] == "") == pd.isna(number)
        assert row[ratio] == "" or float(row[ratio]) == pytest.approx(number, abs=1e-6)


def test_every_kind_of_column_can_be_written() -> None:
    for kind in SQL_TYPES:
        assert written(None, Column("x", "列", "", kind)) == ""


def test_a_file_name_says_year_filters_data_date_and_today_and_fits_any_file_system() -> None:
    name = export.file_name("亩均税收", 2023, ["甲街道", 'a/b\\c:"<d>|?*'], "2023-12")
    assert name == f"亩均税收_2023年_甲街道_abcd_数据截至2023-12_{datetime.now():%Y%m%d}.csv"
    assert len(export.file_name("亩均税收", 2023, ["长" * 500], "2023").encode()) < 255
    assert export.file_name("亩均税收", None, [], None) == f"亩均税收_{datetime.now():%Y%m%d}.csv"
