"""Text as offices type it → text that compares: full-width forms, invisible characters, words for "nothing"."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.sparing import where

# Zero-width characters, byte-order marks and soft hyphens, which copy-and-paste leaves behind.
INVISIBLE = "[\u200b-\u200f\u2060\ufeff\u00ad]"
# The whole cell means "no value". 0 is a value; so is an empty bracket that a person forgot to fill: it is unreadable.
MISSING = r"^(?:[-—–―－_/\\.*]+|无|暂无|没有|空|不详|未知|N/?A|#N/A|NULL|NONE|NAN|#REF!|#DIV/0!|#VALUE!|#NAME\?|#NUM!|#NULL!|…+)$"


# What `tidy`, `compact` and `clean_name` can change: cells in which none of these is found are left alone.
UNTIDY = rf"^[\s\x{{00a0}}\x{{3000}}'‘’]|[\s\x{{00a0}}\x{{3000}}'‘’]$|{INVISIBLE}|^$|(?i){MISSING}"
UNFOLDED = r"[^\x21-\x60\x7b-\x7e\x{4e00}-\x{9fff}]"
UNNAMELY = r"[^0-9A-Za-z\x{4e00}-\x{9fff}（）]"


def tidy(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Trim, drop invisible characters, and make the words for "nothing" (``-``, ``/``, ``无``, ``#REF!`` …) null."""
    return where(column, UNTIDY, _tidied)


def _tidied(column: pa.ChunkedArray) -> pa.ChunkedArray:
    seen = pc.replace_substring_regex(column, INVISIBLE, "")
    # Cells from .csv exports of spreadsheets carry a leading tab or apostrophe that keeps codes as text.
    trimmed = pc.utf8_trim(seen, " \t\r\n\u00a0\u3000'‘’")
    empty = pc.or_(pc.equal(trimmed, ""), pc.match_substring_regex(trimmed, f"(?i){MISSING}"))
    return pc.if_else(empty, pa.scalar(None, pa.string()), trimmed)


def compact(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Half-width, upper case, no white space at all: the form in which codes and names are compared."""
    return where(tidy(column), UNFOLDED, _compacted)


def _compacted(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return _tidied(
        pc.utf8_upper(pc.replace_substring_regex(pc.utf8_normalize(column, form="NFKC"), r"\s+", ""))
    )


def clean_name(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A name for people: half-width letters and digits, full-width brackets, no space between Chinese characters."""
    return where(tidy(column), UNNAMELY, _named)


def _named(column: pa.ChunkedArray) -> pa.ChunkedArray:
    folded = pc.utf8_normalize(column, form="NFKC")
    single = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, r"\s+", " "))
    for _ in range(2):  # a character between two spaces belongs to both matches
        single = pc.replace_substring_regex(single, r"([\p{Han}()]) ", r"\1")
        single = pc.replace_substring_regex(single, r" ([\p{Han}()])", r"\1")
    return pc.replace_substring(pc.replace_substring(single, "(", "（"), ")", "）")


TOWN_IN_ADDRESS = r"(?:^|省|市|区|县)(?P<town>[^省市区县\d\s路巷弄号()（）,，、]{2,5}?(?:街道|镇|乡))"


def town_of(address: pa.ChunkedArray) -> pa.ChunkedArray:
    """The 街道, 镇 or 乡 that an address names, else null. It is never inferred from a credit code."""
    town = pc.struct_field(pc.extract_regex(pc.utf8_normalize(address, form="NFKC"), TOWN_IN_ADDRESS), "town")
    # 奥体小镇 and the like are developments, not townships.
    town = pc.if_else(pc.match_substring_regex(town, "[小古]镇$"), pa.scalar(None, pa.string()), town)
    return _without_stray_start(town)


def _without_stray_start(town: pa.ChunkedArray) -> pa.ChunkedArray:
    """``仓山建新镇`` → ``建新镇`` where the column names that one ten times as often: someone left out the 区."""
    counts = {each["values"]: each["counts"] for each in pc.value_counts(town.drop_null()).to_pylist()}
    for name, count in counts.items():
        tails = [name[at:] for at in range(1, len(name) - 2) if counts.get(name[at:], 0) >= 10 * count]
        if tails:
            town = pc.if_else(pc.equal(town, name), tails[0], town)
    return town
