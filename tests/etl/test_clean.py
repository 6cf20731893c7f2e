"""Cells as offices type them → values. Every cleaner answers one value a cell, never raises, never invents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from etl.clean import text as text_cleaning
from etl.clean.codes import ALPHABET, clean_code, clean_industry_code, clean_uscc
from etl.clean.dates import to_date, to_month
from etl.clean.fields import clean_field
from etl.clean.numbers import convert, to_integer, to_number, to_year
from etl.clean.parsed import Parsed
from etl.clean.text import clean_name, compact, tidy, town_of
from etl.contracts import CONTRACTS, Field
from etl.contracts.units import FACTORS, SPELLINGS, factor_between, unit_of
from tests.etl.office import code

NOTHING = [
    "",
    " ",
    "　",
    "-",
    "—",
    "——",
    "/",
    "无",
    "暂无",
    "N/A",
    "n/a",
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "null",
    "不详",
    "…",
]
FIELDS = [field for contract in CONTRACTS.values() for field in contract.fields]


def column(cells: Sequence[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def read(parse: Callable[[pa.ChunkedArray], Parsed], cell: str) -> tuple[Any, bool]:
    """The value of one cell, and whether it was unreadable."""
    parsed = parse(column([cell]))
    return parsed.values[0].as_py(), parsed.unreadable[0].as_py()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("560", 560),
        ("0", 0),
        ("0.00", 0),
        ("-3.5", -3.5),
        ("+3.5", 3.5),
        ("(12.3)", -12.3),
        ("（12.3）", -12.3),
        ("1,234.5", 1234.5),
        ("１，２３４．５", 1234.5),
        ("1 234.5", 1234.5),
        (" 560\u00a0", 560),
        ("\u200b560", 560),
        ("'560", 560),
        ("¥560", 560),
        ("￥1,000", 1000),
        ("12.5%", 12.5),
        ("1E+3", 1000),
        ("1.5e-2", 0.015),
        (".5", 0.5),
        ("5.", 5),
        ("12345678901234567890", 12345678901234567890.0),
        ("-1,234,567", -1234567),
        ("(1,234)", -1234),
    ],
)
def test_numbers(cell: str, value: float) -> None:
    assert read(to_number, cell) == (pytest.approx(value), False)


@pytest.mark.parametrize(
    "cell", ["约一百", "12万", "1,23", "1.2.3", "--5", "12-13", "1e999", "inf", "nan了", "五", "1,2,3"]
)
def test_what_is_no_number_is_unreadable_and_never_zero(cell: str) -> None:
    assert read(to_number, cell) == (None, True)


@pytest.mark.parametrize("cell", NOTHING)
@pytest.mark.parametrize("parse", [to_number, to_integer, to_year, to_date, to_month, clean_industry_code])
def test_words_for_nothing_are_missing(parse: Callable[[pa.ChunkedArray], Parsed], cell: str) -> None:
    assert read(parse, cell) == (None, False)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12", 12), ("12.0", 12), ("1,200", 1200), ("-3", -3), ("12.5", None), ("3000000000", None)],
)
def test_whole_numbers(cell: str, value: int | None) -> None:
    assert read(to_integer, cell) == (value, value is None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2023", 2023),
        ("2023年", 2023),
        ("2023年度", 2023),
        ("2023.0", 2023),
        ("２０２３", 2023),
        ("23", None),
        ("202301", None),
    ],
)
def test_years(cell: str, value: int | None) -> None:
    assert read(to_year, cell) == (value, value is None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2022-06-05", date(2022, 6, 5)),
        ("2022/6/5", date(2022, 6, 5)),
        ("2022.6.5", date(2022, 6, 5)),
        ("2022年6月5日", date(2022, 6, 5)),
        ("20220605", date(2022, 6, 5)),
        ("2022-06-05 00:00:00", date(2022, 6, 5)),
        ("2022-06-05T08:30:00", date(2022, 6, 5)),
        ("2022年6月", date(2022, 6, 1)),
        ("2022.6", date(2022, 6, 1)),
        ("202206", date(2022, 6, 1)),
        ("2022年", date(2022, 1, 1)),
        ("2022", date(2022, 1, 1)),
        ("44713", date(2022, 6, 1)),
        ("44713.0", date(2022, 6, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1978-12-01", date(1978, 12, 1)),
    ],
)
def test_dates(cell: str, value: date) -> None:
    assert read(to_date, cell) == (value, False)


@pytest.mark.parametrize(
    "cell", ["2022-13-01", "2023-02-29", "2022年6月31日", "六月五日", "长期", "5/6/2022", "99999"]
)
def test_what_is_no_day_of_the_calendar_is_unreadable(cell: str) -> None:
    assert read(to_date, cell) == (None, True)


@pytest.mark.parametrize("cell", ["1900-01-01", "1900年01月01日", "1900/1/1", "0000-00-00", "1899-12-30"])
def test_what_systems_write_for_no_date_is_missing(cell: str) -> None:
    assert read(to_date, cell) == (None, False)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2023-06", date(2023, 6, 1)),
        ("2023年6月", date(2023, 6, 1)),
        ("202306", date(2023, 6, 1)),
        ("2023-06-30", date(2023, 6, 1)),
        ("2023年1-6月", date(2023, 6, 1)),
        ("2023年1月-6月", date(2023, 6, 1)),
        ("2023年1—2月", date(2023, 2, 1)),
        ("2023.6", date(2023, 6, 1)),
    ],
)
def test_months(cell: str, value: date) -> None:
    assert read(to_month, cell) == (value, False)


@pytest.mark.parametrize("cell", ["2023-13", "6月", "上半年"])
def test_what_is_no_month_is_unreadable(cell: str) -> None:
    assert read(to_month, cell) == (None, True)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("福州某某(福建)有限公司", "福州某某（福建）有限公司"),
        ("福州某某（福建）有限公司", "福州某某（福建）有限公司"),
        ("福州 某某 有限公司", "福州某某有限公司"),
        ("福州　某某\u00a0有限公司 ", "福州某某有限公司"),
        ("ＡＢＣ有限公司", "ABC有限公司"),
        ("Apple Inc. 福州", "Apple Inc.福州"),
        ("福 州 甲 厂", "福州甲厂"),
        ("甲厂\n二车间", "甲厂二车间"),
        ("-", None),
    ],
)
def test_names(cell: str, name: str | None) -> None:
    assert clean_name(column([cell]))[0].as_py() == name


def test_spellings_of_one_name_compare_equal() -> None:
    spellings = [
        "福建某某(集团)ＡＢ有限公司",
        "福建某某（集团）AB有限公司",
        " 福建某某（集团） ab 有限公司",
        "福建某某（集团)ab有限公司\u200b",
    ]
    assert len(set(compact(column(spellings)).to_pylist())) == 1
    assert len(set(compact(clean_name(column(spellings))).to_pylist())) == 1


@pytest.mark.parametrize(
    ("cell", "value", "unreadable"),
    [
        ("C2720", "2720", False),
        ("2720", "2720", False),
        ("27", "27", False),
        ("c2720 化学药品", "2720", False),
        ("2720.0", "2720", False),
        ("0111", "0111", False),
        ("食品", None, True),
        ("27200", None, True),
    ],
)
def test_industry_codes(cell: str, value: str | None, *, unreadable: bool) -> None:
    assert read(clean_industry_code, cell) == (value, unreadable)


@pytest.mark.parametrize("cell", ["12.0", " 12 ", "１２"])
def test_a_code_that_became_a_number_is_a_code_again(cell: str) -> None:
    assert clean_code(column([cell]))[0].as_py() == "12"


@pytest.mark.parametrize(
    ("entity", "name", "cell", "value"),
    [
        ("occupancy", "kind", "自有", "own"),
        ("occupancy", "kind", "租赁厂房", "lease_floor"),
        ("occupancy", "kind", "租赁土地", "lease_land"),
        ("occupancy", "kind", "借用", None),
        ("enterprise", "is_above_scale", "是", True),
        ("enterprise", "is_above_scale", "规下", False),
        ("enterprise", "is_above_scale", "0", False),
        ("enterprise", "is_above_scale", "1.0", True),
        ("enterprise", "is_above_scale", "true", True),
        ("enterprise", "size_class", "小型企业", "小型"),
        ("enterprise", "orientation", "鼓励类", "鼓励"),
        ("parcel", "right_nature", "102", "出让"),
        ("parcel", "right_nature", "出让", "出让"),
        ("parcel", "right_nature", "先租后让", "先租后让"),
        ("parcel", "right_type", "3", "国有建设用地使用权"),
    ],
)
def test_words_of_a_vocabulary(entity: str, name: str, cell: str, value: object) -> None:
    parsed = clean_field(column([cell]), CONTRACTS[entity].by_name[name])
    assert parsed.values[0].as_py() == value
    assert parsed.unreadable[0].as_py() is (value is None)


@pytest.mark.parametrize(
    ("cell", "cleaned", "status"),
    [
        ("91350104MA2XN1T3AW", "91350104MA2XN1T3AW", "valid"),
        ("91350104310666123R", "91350104310666123R", "valid"),
        ("91350104ma2xn1t3aw", "91350104MA2XN1T3AW", "valid"),
        ("９１３５０１０４３１０６６６１２３Ｒ", "91350104310666123R", "valid"),
        (" 9135 0104 3106 6612 3R", "91350104310666123R", "valid"),
        ("'91350104310666123R", "91350104310666123R", "valid"),
        ("91350104310666123S", "91350104310666123S", "bad_check_digit"),
        ("91350104310666124R", "91350104310666124R", "bad_check_digit"),
        ("9.135E+17", "9.135E+17", "destroyed"),
        ("913501043106660992", "913501043106660992", "destroyed"),
        ("913501043106661000", "913501043106661000", "destroyed"),
        ("913501043106661239", "913501043106661239", "bad_check_digit"),
        ("9135O104310666123R", "9135O104310666123R", "bad_check_digit"),
        ("350104100012345", "350104100012345", "legacy"),
        ("310666123", "310666123", "legacy"),
        ("31066612-3", "31066612-3", "legacy"),
        ("350104310666123", "350104310666123", "legacy"),
        ("310666124", "310666124", "bad_check_digit"),
        ("MA2XN1T38", "MA2XN1T38", "legacy"),
        ("", None, "missing"),
        ("无", None, "missing"),
    ],
)
def test_credit_codes(cell: str, cleaned: str | None, status: str) -> None:
    codes, statuses = clean_uscc(column([cell]))
    assert (codes[0].as_py(), statuses[0].as_py()) == (cleaned, status)


@given(st.text(ALPHABET, min_size=17, max_size=17), st.sampled_from(ALPHABET))
def test_check_digits_as_the_reference_computes_them(body: str, last: str) -> None:
    drawn = "".join(str(ord(sign) % 10) for sign in body[:8]) + body[8:]
    assume(not drawn.isdigit())  # digits alone may have been rounded by a spreadsheet
    right = drawn + uscc.calc_check_digit(drawn)
    _, statuses = clean_uscc(column([right, drawn + last]))
    assert statuses.to_pylist() == ["valid", "valid" if uscc.is_valid(drawn + last) else "bad_check_digit"]


@given(st.lists(st.one_of(st.none(), st.text(ALPHABET + "IOZSV", min_size=16, max_size=19)), max_size=8))
def test_only_what_the_reference_accepts_is_valid(cells: list[str | None]) -> None:
    _, statuses = clean_uscc(column(cells))
    assert [status == "valid" for status in statuses.to_pylist()] == [
        cell is not None and uscc.is_valid(cell) for cell in cells
    ]


def test_a_letter_of_another_registrar_is_valid() -> None:
    """N is a village's economic cooperative; the reference knows digits only."""
    assert (
        clean_uscc(column(["N2350104MF1234567" + last for last in ALPHABET]))[1].to_pylist().count("valid")
        == 1
    )


def test_a_sliced_column_of_codes_is_checked_by_its_own_rows() -> None:
    cells = column([code(1), "坏", code(2), None, code(3)]).slice(2)
    assert clean_uscc(cells)[1].to_pylist() == ["valid", "missing", "valid"]


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("福州市仓山区金山街道金桔路826号", "金山街道"),
        ("福州市仓山区城门镇龙江村", "城门镇"),
        ("福建省福州市仓山区盖山镇齐安路", "盖山镇"),
        ("仓山区临江街道朝阳路", "临江街道"),
        ("建新镇金洲南路", "建新镇"),
        ("福建省福州市仓山区螺洲镇", "螺洲镇"),
        ("福州市仓山区首山路1号", None),
        ("福州市仓山区浦上大道奥体小镇", None),
        ("福州市仓山区金山工业区", None),
        ("", None),
        ("-", None),
    ],
)
def test_the_town_that_an_address_names(address: str, town: str | None) -> None:
    assert town_of(column([address]))[0].as_py() == town


def test_a_town_with_a_stray_start_is_the_town_that_the_others_name() -> None:
    addresses = ["福州市仓山区建新镇金洲路"] * 20 + ["福州市仓山建新镇金洲路", "福州市仓山区新建新乡", None]
    assert town_of(column(addresses)).to_pylist()[-4:] == ["建新镇", "建新镇", "新建新乡", None]


def test_units_are_exact() -> None:
    assert factor_between("亩", "m²") == Fraction(2000, 3)
    assert factor_between("公顷", "亩") == 15
    assert factor_between("平方公里", "亩") == 1500
    assert factor_between("亿元", "万元") == 10_000
    assert factor_between("元", "万元") == Fraction(1, 10_000)
    assert factor_between("万元", "亩") is None
    assert factor_between("元/亩", "万元") is None
    converted = convert(pa.chunked_array([pa.array([10_000.0, 12_345.67, None])]), Fraction(1, 10_000))
    assert converted.to_pylist() == [1.0, 1.234567, None]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_a_unit_leads_to_a_factor(spelling: str) -> None:
    unit = unit_of(f" {spelling.upper()} ")
    assert any(unit in factors for factors in FACTORS.values())


DIRT = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.text("0123456789.,-+()%eE年月日/ １２３（），．　\u00a0\u200b万元亩C'", max_size=10),
    st.sampled_from(NOTHING),
    st.dates(date(1950, 1, 1), date(2060, 1, 1)).map(str),
    st.floats(allow_nan=True, allow_infinity=True).map(str),
)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_no_cell_is_too_strange_for_any_field(field: Field) -> None:
    @settings(max_examples=30, deadline=None)
    @given(st.lists(DIRT, max_size=10))
    def check(cells: list[str | None]) -> None:
        parsed = clean_field(column(cells), field)
        assert len(parsed.values) == len(parsed.unreadable) == len(cells)
        assert parsed.unreadable.null_count == 0
        for cell, value, unreadable in zip(cells, parsed.values, parsed.unreadable, strict=True):
            assert not (value.is_valid and unreadable.as_py())
            if cell is None:
                assert not value.is_valid
                assert not unreadable.as_py()

    check()


@pytest.mark.parametrize("clean", [tidy, compact, clean_name, clean_code])
def test_cleaning_twice_is_cleaning_once(clean: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> None:
    @given(st.lists(st.text(" -'/无\u200b\u3000()（）Aａ甲乙é公司.0\t", max_size=8), max_size=4))
    def check(cells: list[str]) -> None:
        once = clean(column(cells))
        assert clean(once).to_pylist() == once.to_pylist()

    check()


@given(st.lists(st.one_of(st.none(), st.text(max_size=10)), max_size=5))
def test_looking_first_which_cells_need_cleaning_changes_nothing(cells: list[str | None]) -> None:
    given_cells = column(cells)
    tidied = text_cleaning._tidied(given_cells)
    assert tidy(given_cells).to_pylist() == tidied.to_pylist()
    assert compact(given_cells).to_pylist() == text_cleaning._compacted(tidied).to_pylist()
    assert clean_name(given_cells).to_pylist() == text_cleaning._named(tidied).to_pylist()


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_numbers_survive_being_written_as_text(value: float) -> None:
    assert read(to_number, repr(value)) == (value, False)


@given(st.integers(-(10**12), 10**12))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert read(to_number, f"{value:,}") == (float(value), False)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_spelling(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"):
        assert read(to_date, day.strftime(form)) == (day, False)
    assert read(to_month, day.strftime("%Y年%m月")) == (day.replace(day=1), False)


@given(st.text(max_size=12))
def test_a_comparable_name_is_half_width_and_without_white_space(name: str) -> None:
    (compared,) = compact(column([name])).to_pylist()
    assert compared is None or not any(sign.isspace() and sign in " \t\n\r\u3000\u00a0" for sign in compared)
    assert compared is None or unicodedata.normalize("NFKC", compared) == compared or not name.isascii()
