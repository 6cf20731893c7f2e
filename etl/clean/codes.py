"""Codes: unified social credit codes, industry codes, parcel codes. Always text.

The check digit is computed for whole columns at once; `stdnum.cn.uscc`, which answers one code at a time, is what the
tests hold it against.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.lost import lost_its_last_digits, with_digits_for_letters
from etl.clean.parsed import Parsed
from etl.clean.text import compact

# GB 32100-2015: no I, O, Z, S, V.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])
SHAPE = rf"^[0-9A-HJ-NPQRTUWXY]{{2}}\d{{6}}[{ALPHABET}]{{9}}[{ALPHABET}]$"
# The registration number of old; the old tax number, which is the place and the organisation code.
LEGACY = r"^(?:\d{15}|\d{6}[0-9A-Z]{8}[0-9X])$"
ORGANISATION = r"^[0-9A-Z]{8}-?[0-9X]$"
ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
NO_TEXT = pa.scalar(None, pa.string())


def clean_uscc(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """The codes (upper case, no spaces) and the status of each: valid, missing, legacy, destroyed, bad_check_digit.

    An invalid code is kept as text beside its status: it never becomes an identity.
    """
    code = compact(column)
    valid = has_valid_check_digit(code)
    destroyed = lost_its_last_digits(code, valid)
    legacy = pc.or_(
        pc.fill_null(pc.match_substring_regex(code, LEGACY), False), has_valid_organisation_digit(code)
    )
    status = pc.case_when(
        pc.make_struct(pc.is_null(code), destroyed, valid, legacy),
        "missing",
        "destroyed",
        "valid",
        "legacy",
        "bad_check_digit",
    )
    return code, status


def suggested_uscc(code: pa.ChunkedArray) -> pa.ChunkedArray:
    """What an invalid code may have been meant to be, null where nothing suggests itself. Never to be applied unasked."""
    guess = with_digits_for_letters(code)
    padded = pc.utf8_lpad(code, 9, "0")
    short = pc.fill_null(pc.equal(pc.utf8_length(code), 8), False)
    return pc.if_else(
        has_valid_check_digit(guess),
        guess,
        pc.if_else(pc.and_(short, has_valid_organisation_digit(padded)), padded, NO_TEXT),
    )


def has_valid_organisation_digit(code: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each text is an organisation code (GB 11714: eight characters and a check character, a hyphen or none)."""
    shaped = pc.fill_null(pc.match_substring_regex(code, ORGANISATION), False)
    result = np.zeros(len(code), dtype=bool)
    places = shaped.to_numpy()
    if places.any():
        plain = pc.replace_substring(pc.filter(code, shaped), "-", "")
        values = _signs(plain, 9).astype(np.int64)
        # Here letters count on from ten without a gap.
        values = np.where(values >= ord("A"), values - ord("A") + 10, values - ord("0"))
        expected = (11 - values[:, :8] @ ORGANISATION_WEIGHTS % 11) % 11
        result[places] = np.where(values[:, 8] == ord("X") - ord("A") + 10, 10, values[:, 8]) == expected
    return pa.chunked_array([pa.array(result)])


def has_valid_check_digit(code: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each text is an 18-character code whose check character fits; null is not."""
    shaped = pc.fill_null(pc.match_substring_regex(code, SHAPE), False)
    result = np.zeros(len(code), dtype=bool)
    places = shaped.to_numpy()
    if places.any():
        result[places] = _checks(pc.filter(code, shaped))
    return pa.chunked_array([pa.array(result)])


def _checks(codes: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """The check of codes that all have the right shape: 18 ASCII characters lying one after the other."""
    values = _VALUES[_signs(codes, 18)]
    expected = (31 - values[:, :17] @ WEIGHTS % 31) % 31
    return np.asarray(values[:, 17] == expected)


def _signs(codes: pa.ChunkedArray, length: int) -> npt.NDArray[np.uint8]:
    """The characters of ASCII codes of one length, a row a code."""
    flat = pa.concat_arrays(codes.chunks)
    signs = np.frombuffer(flat.buffers()[2], dtype=np.uint8, count=length * len(flat))
    return signs.reshape(-1, length)


def _values() -> npt.NDArray[np.int64]:
    table = np.zeros(256, dtype=np.int64)
    for value, sign in enumerate(ALPHABET):
        table[ord(sign)] = value
    return table


_VALUES = _values()


def clean_code(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A code for comparison: half-width, upper case, no spaces; a whole number that became ``12.0`` loses its tail."""
    return pc.replace_substring_regex(compact(column), r"^(\d+)\.0$", r"\1")


def clean_industry_code(column: pa.ChunkedArray) -> Parsed:
    """``C2720``, ``2720`` and ``27`` → the digits of GB/T 4754 (2 to 4 of them)."""
    text = clean_code(column)
    digits = pc.struct_field(pc.extract_regex(text, r"^[A-T]?(?P<digits>\d{2,4})(?:\D.*)?$"), "digits")
    return Parsed.of(text, digits)


def clean_word(column: pa.ChunkedArray, words: Mapping[str, str]) -> Parsed:
    """Spellings → words of a controlled vocabulary; a spelling that is not in ``words`` is unreadable."""
    text = clean_code(column)
    spellings = pa.array([spelling.upper() for spelling in words], pa.string())
    meanings = pa.array(list(words.values()), pa.string())
    return Parsed.of(text, pc.take(meanings, pc.index_in(text, value_set=spellings)))
