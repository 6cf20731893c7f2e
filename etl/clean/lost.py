"""What spreadsheets and hands do to codes: digits lost to floating point, leading zeros dropped, letters typed for digits.

Nothing is repaired here. What can be told is told; a suggestion is a suggestion.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

SCIENTIFIC = r"^\d(?:\.\d+)?E\+?\d{1,2}$"
LONG_NUMBER = r"^[1-9]\d{17}$"
# The letters that credit codes leave out because they look like digits.
MISTAKEN = {"O": "0", "I": "1", "Z": "2", "S": "5"}
# A spreadsheet keeps fifteen digits and writes zeros for the rest.
LOST = 1000
MOSTLY = 0.8

Mask = npt.NDArray[np.bool_]


def became_scientific(code: pa.ChunkedArray) -> pa.ChunkedArray:
    """Codes that are written as ``9.135E+17``."""
    return pc.fill_null(pc.match_substring_regex(code, SCIENTIFIC), False)


def lost_its_last_digits(code: pa.ChunkedArray, valid: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each credit code went through a floating-point number: ``9.135E+17``, or the digits that one can hold.

    A rounded code may fit its check digit by chance: where others of the column are rounded and do not, it is lost, too.
    """
    long = pc.fill_null(pc.match_substring_regex(code, LONG_NUMBER), False)
    rounded = np.zeros(len(code), dtype=bool)
    places = np.asarray(long.to_numpy())
    if places.any():
        numbers = pc.cast(pc.filter(code, long), pa.int64()).to_numpy()
        rounded[places] = _is_rounded(numbers)
    sound = np.asarray(valid.to_numpy(zero_copy_only=False))
    lost = rounded & (~sound | bool((rounded & ~sound).any()))
    return pc.or_(became_scientific(code), pa.chunked_array([pa.array(lost)]))


def _is_rounded(numbers: npt.NDArray[np.int64]) -> Mask:
    return np.asarray((numbers % LOST == 0) | (numbers.astype(np.float64).astype(np.int64) == numbers))


def with_digits_for_letters(code: pa.ChunkedArray) -> pa.ChunkedArray:
    """The code with O, I, Z, S read as 0, 1, 2, 5: a suggestion where it then fits its check digit."""
    for letter, digit in MISTAKEN.items():
        code = pc.replace_substring(code, letter, digit)
    return code


def lacks_leading_zero(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """Industry codes of three digits in a column of four, which may be groups or have lost a zero (131 of 0131).

    The section's letter tells by itself: classes of A begin with 0, and so do those of B below 10.
    """
    parts = pc.extract_regex(codes, r"^(?P<section>[A-T]?)(?P<digits>\d{2,4})(?:\D.*)?$")
    section, digits = pc.struct_field(parts, "section"), pc.struct_field(parts, "digits")
    length = pc.utf8_length(digits)
    lettered = pc.match_substring_regex(
        pc.binary_join_element_wise(section, digits, ""), r"^(?:A[1-5]|B[6-9])\d{2}$"
    )
    four = pc.sum(pc.equal(length, 4)).as_py() or 0
    if four < MOSTLY * (pc.count(digits).as_py() or 1):
        return pc.fill_null(lettered, False)
    bare = pc.and_(pc.equal(section, ""), pc.equal(length, 3))
    return pc.fill_null(pc.or_(lettered, bare), False)
