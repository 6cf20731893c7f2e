"""Which cleaner a field of a contract takes, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.codes import clean_code, clean_industry_code, clean_word
from etl.clean.dates import to_date, to_month
from etl.clean.numbers import to_integer, to_number, to_year
from etl.clean.parsed import Parsed
from etl.clean.persons import mask_person
from etl.clean.text import clean_name, tidy
from etl.contracts import Field, Kind


def clean_field(source: pa.ChunkedArray, field: Field) -> Parsed:
    """Read a column of text as ``field`` says; units are not converted here."""
    return _CLEANERS[field.column.kind](source, field)


def _text(source: pa.ChunkedArray, field: Field) -> Parsed:
    text = tidy(source)
    if not field.words:
        return _always_readable(text)
    # Codes of a standard are translated; what an office writes out in words stays as it wrote it.
    return _always_readable(pc.coalesce(clean_word(source, field.words).values, text))


def _code(source: pa.ChunkedArray, field: Field) -> Parsed:
    return (
        clean_industry_code(source) if field.name == "industry_code" else _always_readable(clean_code(source))
    )


def _word(source: pa.ChunkedArray, field: Field) -> Parsed:
    return clean_word(source, field.words) if field.words else _text(source, field)


def _integer(source: pa.ChunkedArray, field: Field) -> Parsed:
    return to_year(source) if field.name == "year" else to_integer(source)


def _boolean(source: pa.ChunkedArray, field: Field) -> Parsed:
    word = clean_word(source, field.words)
    return Parsed(pc.equal(word.values, "true"), word.unreadable)


def _always_readable(values: pa.ChunkedArray) -> Parsed:
    return Parsed(values, pa.chunked_array([pa.repeat(pa.scalar(False), len(values))]))


_CLEANERS: Mapping[Kind, Callable[[pa.ChunkedArray, Field], Parsed]] = {
    Kind.TEXT: _text,
    Kind.NAME: lambda source, field: _always_readable(clean_name(source)),
    Kind.PERSON: lambda source, field: _always_readable(mask_person(source)),
    Kind.CODE: _code,
    Kind.WORD: _word,
    Kind.NUMBER: lambda source, field: to_number(source),
    Kind.INTEGER: _integer,
    Kind.DATE: lambda source, field: to_date(source),
    Kind.MONTH: lambda source, field: to_month(source),
    Kind.BOOLEAN: _boolean,
}
