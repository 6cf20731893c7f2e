"""What a visitor typed in Latin letters → a pattern of the Chinese names that are read so.

The question is turned, not the names: ``slkj`` becomes one class of characters for each letter, those of the
snapshot that have a reading beginning with it. So nothing is stored beside the names, a character with several
readings (行 háng, xíng) is found under each, and a million names cost one pass of DuckDB's own matcher.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from pypinyin import Style, pinyin

LETTERS = re.compile(r"[a-z0-9]{1,40}")
# Typed for the eye or for ü, and no part of a reading.
SEPARATORS = re.compile(r"[\s'’·-]+")
MOST_SPELLINGS = 24
MOST_CHARACTERS = 30_000


def name_pattern(typed: str, characters: Iterable[str]) -> str:
    """A regular expression (RE2) of the names that ``typed`` means, by initials or by whole readings.

    The last reading may be unfinished. Empty when ``typed`` is not Latin or no character is read so.

    Args:
        typed: what the visitor typed.
        characters: the distinct characters of the names that are searched.
    """
    letters = SEPARATORS.sub("", unicodedata.normalize("NFKC", typed).lower()).replace("ü", "v")
    if not LETTERS.fullmatch(letters):
        return ""
    known = [(character, readings(character)) for character in characters if character.isalnum()]
    syllables = frozenset(reading for _, each in known for reading in each)
    spellings = [list(letters), *islice(_spellings(letters, syllables), MOST_SPELLINGS)]
    patterns = (_pattern(spelling, known) for spelling in spellings)
    return "|".join(dict.fromkeys(filter(None, patterns)))


@lru_cache(maxsize=MOST_CHARACTERS)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of a character without tones, ü as v; a Latin letter or a digit reads as itself."""
    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(found) if character.isalpha() and not character.isascii() else (character.lower(),)


def _spellings(letters: str, syllables: frozenset[str]) -> Iterator[list[str]]:
    """Every way to cut ``letters`` into readings, the last of which may be unfinished."""
    # First which places lead to an end at all: a search that runs into dead ends would double with each of them.
    leads = [any(syllable.startswith(letters[at:]) for syllable in syllables) for at in range(len(letters))]
    steps: dict[int, list[int]] = {}
    for at in reversed(range(len(letters))):
        ends = range(at + 1, len(letters))
        steps[at] = [end for end in ends if leads[end] and letters[at:end] in syllables]
        unfinished, leads[at] = leads[at], leads[at] or bool(steps[at])
        steps[at] += [len(letters)] * unfinished
    return _walk(letters, 0, steps)


def _walk(letters: str, at: int, steps: Mapping[int, Sequence[int]]) -> Iterator[list[str]]:
    if at == len(letters):
        yield []
    else:
        for end in reversed(steps[at]):
            yield from ([letters[at:end], *rest] for rest in _walk(letters, end, steps))


def _pattern(spelling: Sequence[str], known: Sequence[tuple[str, Sequence[str]]]) -> str:
    """One class of characters for each reading; initials and the last reading need only begin so."""
    classes = []
    for place, letters in enumerate(spelling):
        unfinished = len(letters) == 1 or place == len(spelling) - 1
        fitting = "".join(
            character
            for character, each in known
            if any(reading.startswith(letters) if unfinished else reading == letters for reading in each)
        )
        if not fitting:
            return ""
        classes.append(f"[{fitting}]")
    return "".join(classes)
