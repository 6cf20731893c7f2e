"""Valid but invented identifiers: social credit codes (GB 32100-2015) and parcel codes (GB/T 37346-2019).

The nine characters of an organisation code start with 0-9 or MA in real life. Ours start with YL (样例) or YW
(样外), so no real firm's code can come out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from etl.sample.arrays import IntArray
from etl.sample.district import DISTRICT_CODE

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REGISTERED_MARK = "YL"
OUTSIDE_MARK = "YW"

_CODE_WEIGHTS = np.array([pow(3, i, 31) for i in range(17)])
_ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
# An organisation code counts letters as A=10 … Z=35; the credit code's alphabet lacks I, O, S, V and Z.
_ORGANISATION_VALUES = np.array([int(character, 36) for character in ALPHABET])
_SERIAL_DIGITS = 6
_SERIALS = len(ALPHABET) ** _SERIAL_DIGITS
# Any multiplier without the factor 31 spreads serial numbers over the whole space without a repeat.
_SPREAD = 412_294_673
_LETTERS = np.array(list(ALPHABET))


def credit_codes(serials: IntArray, prefixes: Sequence[str], mark: str) -> list[str]:
    """Valid credit codes, each serial its own; ``prefixes`` are the first eight characters."""
    head = _values(prefixes)
    organisation = np.hstack([np.tile(_values([mark]), (len(serials), 1)), _serial_values(serials)])
    check = (-(_ORGANISATION_VALUES[organisation] @ _ORGANISATION_WEIGHTS)) % 11
    check = np.where(check == 10, ALPHABET.index("X"), check)
    body = np.hstack([head, organisation, check[:, None]])
    last = (-(body @ _CODE_WEIGHTS)) % 31
    return ["".join(row) for row in _LETTERS[np.hstack([body, last[:, None]])]]


def parcel_code(region: int, subregion: int, right: str, serial: int) -> str:
    """A parcel code of 19 characters: district, region, sub-region, kind of right, serial number."""
    return f"{DISTRICT_CODE}{region:03d}{subregion:03d}{right}{serial:05d}"


def _values(texts: Sequence[str]) -> IntArray:
    return np.array([[ALPHABET.index(character) for character in text] for text in texts])


def _serial_values(serials: IntArray) -> IntArray:
    spread = (serials * _SPREAD) % _SERIALS
    places = len(ALPHABET) ** np.arange(_SERIAL_DIGITS - 1, -1, -1)
    return np.asarray(spread[:, None] // places % len(ALPHABET))
