"""Every cleaner, on any text at all: it never raises, a missing cell stays missing, and cleaning twice is cleaning once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.clean import amounts, codes, dates, fields, lost, numbers, text
from etl.clean.parsed import Parsed
from etl.contracts.units import FACTORS
from tests.etl.office import code

WORDS = {"是": "true", "否": "false", "Y": "true"}

# Text → text: each cell becomes another text or nothing.
TO_TEXT: dict[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]] = {
    "tidy": text.tidy,
    "compact": text.compact,
    "clean_name": text.clean_name,
    "clean_code": codes.clean_code,
    "clean_uscc": lambda cells: codes.clean_uscc(cells)[0],
    "with_digits_for_letters": lost.with_digits_for_letters,
    "clean_industry_code": lambda cells: codes.clean_industry_code(cells).values,
}
# Text → a value or nothing, with a word for what was there and could not be read.
TO_VALUES: dict[str, Callable[[pa.ChunkedArray], Parsed]] = {
    "to_number": numbers.to_number,
    "to_integer": numbers.to_integer,
    "to_year": numbers.to_year,
    "to_date": dates.to_date,
    "to_month": dates.to_month,
    "clean_word": lambda cells: codes.clean_word(cells, WORDS),
}
# Text → yes or no.
TO_MARKS: dict[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]] = {
    "is_percent": amounts.is_percent,
    "may_be_october": dates.may_be_october,
    "became_scientific": lambda cells: lost.became_scientific(text.compact(cells)),
    "lacks_leading_zero": lambda cells: lost.lacks_leading_zero(text.compact(cells)),
    "lost_its_last_digits": lambda cells: lost.lost_its_last_digits(
        text.compact(cells), codes.has_valid_check_digit(text.compact(cells))
    ),
    "has_valid_check_digit": codes.has_valid_check_digit,
    "has_valid_organisation_digit": codes.has_valid_organisation_digit,
}
# Held below on their own, in test_clean (every field of every contract), or no cleaner of text.
OTHERS = {"town_of", "suggested_uscc", "amounts", "clean_field", "convert"}

DIRT = st.one_of(
    st.none(),
    st.text(max_size=14),
    st.text("0123456789.,-+()%％eE年月日/ １２３（），．　\u00a0\u200b万亿元亩人C'OIZS", max_size=12),
    st.sampled_from(
        ["", " ", "-", "—", "/", "无", "暂无", "#REF!", "#DIV/0!", "N/A", "9.135E+17", "2022.1", "A131"]
    ),
    st.sampled_from(
        [code(1), code(2).lower(), code(3).replace("0", "O"), "91350104310666100" + "0", "31066612-3"]
    ),
    st.dates(date(1950, 1, 1), date(2060, 1, 1)).map(str),
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers(0, 10**19).map(str),
)
CELLS = st.lists(DIRT, max_size=10)


def column(cells: Sequence[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def check(test: Callable[[list[str | None]], None]) -> None:
    settings(max_examples=60, deadline=None)(given(CELLS)(test))()


def missing_stay_missing(cells: list[str | None], values: pa.ChunkedArray) -> None:
    assert len(values) == len(cells)
    assert all(not value.is_valid for cell, value in zip(cells, values, strict=True) if cell is None)


def as_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Values as a program would write them."""
    return column([None if value is None else str(value) for value in values.to_pylist()])


@pytest.mark.parametrize("clean", TO_TEXT.values(), ids=TO_TEXT)
def test_a_text_is_cleaned_to_a_text_once_and_for_all(
    clean: Callable[[pa.ChunkedArray], pa.ChunkedArray],
) -> None:
    def holds(cells: list[str | None]) -> None:
        once = clean(column(cells))
        missing_stay_missing(cells, once)
        assert clean(once).to_pylist() == once.to_pylist()

    check(holds)


@pytest.mark.parametrize("parse", TO_VALUES.values(), ids=TO_VALUES)
def test_a_value_written_out_is_read_as_itself(parse: Callable[[pa.ChunkedArray], Parsed]) -> None:
    def holds(cells: list[str | None]) -> None:
        once = parse(column(cells))
        missing_stay_missing(cells, once.values)
        assert once.unreadable.null_count == 0
        assert not any(
            bad.as_py() and value.is_valid for bad, value in zip(once.unreadable, once.values, strict=True)
        )
        if parse is not TO_VALUES["clean_word"]:  # words of ours are no spellings of theirs
            again = parse(as_text(once.values))
            assert again.values.to_pylist() == once.values.to_pylist()
            assert not any(again.unreadable.to_pylist())

    check(holds)


@pytest.mark.parametrize("mark", TO_MARKS.values(), ids=TO_MARKS)
def test_a_mark_is_yes_or_no_and_never_on_a_missing_cell(
    mark: Callable[[pa.ChunkedArray], pa.ChunkedArray],
) -> None:
    def holds(cells: list[str | None]) -> None:
        marks = mark(column(cells)).to_pylist()
        assert len(marks) == len(cells)
        assert all(each in (True, False) for each in marks)
        assert not any(each for cell, each in zip(cells, marks, strict=True) if cell is None)

    check(holds)


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_a_suggested_code_is_sound_and_needs_no_suggestion_of_another(cells: list[str | None]) -> None:
    suggested = codes.suggested_uscc(text.compact(column(cells)))
    missing_stay_missing(cells, suggested)
    statuses = codes.clean_uscc(suggested)[1].to_pylist()
    # Eighteen digits alone may have been through a spreadsheet: then even a fitting code is not believed.
    assert set(statuses) <= {"missing", "valid", "legacy", "destroyed"}
    again = codes.suggested_uscc(suggested).to_pylist()
    assert all(new in (None, old) for new, old in zip(again, suggested.to_pylist(), strict=True))


@given(CELLS, st.sampled_from([(unit, target) for target, units in FACTORS.items() for unit in units]))
@settings(max_examples=150, deadline=None)
def test_an_amount_with_a_unit_is_a_number_or_missing(
    cells: list[str | None], units: tuple[str, str]
) -> None:
    values, factors = amounts.amounts(column(cells), *units)
    missing_stay_missing(cells, values)
    assert all(
        value is None or factor is not None
        for value, factor in zip(values.to_pylist(), factors.to_pylist(), strict=True)
    )
    assert amounts.amounts(as_text(values), *units)[0].null_count == len(
        cells
    )  # what has no unit is none of its business


@given(CELLS)
@settings(max_examples=60, deadline=None)
def test_a_town_is_found_in_itself(cells: list[str | None]) -> None:
    towns = text.town_of(column(cells))
    missing_stay_missing(cells, towns)
    assert text.town_of(towns).to_pylist() == towns.to_pylist()


@given(
    st.lists(st.one_of(st.none(), st.floats(allow_nan=False))),
    st.sampled_from([Fraction(1), Fraction(1, 10_000), Fraction(2000, 3)]),
)
def test_a_missing_value_stays_missing_through_a_unit(values: list[float | None], factor: Fraction) -> None:
    converted = numbers.convert(pa.chunked_array([pa.array(values, pa.float64())]), factor).to_pylist()
    assert [value is None for value in converted] == [value is None for value in values]


def test_no_cleaner_is_left_out() -> None:
    public = {
        name
        for module in (amounts, codes, dates, fields, lost, numbers, text)
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public == {*TO_TEXT, *TO_VALUES, *TO_MARKS, *OTHERS}
