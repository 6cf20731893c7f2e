"""Find the heading rows of a sheet and say what each heading means: its field, unit and year.

A heading may stand in up to three rows (merged cells come as a text followed by empty cells), below a title and a
``单位：万元`` line. Nothing here looks at the data: what a column means is decided by its words alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.contracts import CONTRACTS, Contract, Field
from etl.contracts.land_contract import PARTS
from etl.contracts.operation_month import CUMULATIVE, GROWTH, THIS_MONTH, YEAR_BEFORE
from etl.contracts.units import SPELLINGS, factor_between, unit_of
from etl.contracts.works_stages import UNDER_A_STAGE

ROWS_SEARCHED = 40
HEADING_DEPTH = 3
BRACKETED = re.compile(r"[(\[【〔<《{]([^)\]】〕>》}]*)[)\]】〕>》}]")
YEAR_IN_HEADING = re.compile(r"^((?:19|20)\d{2})年?度?(?=\D|$)")
# Longest first, so that 万平方米 is not taken for 平方米.
# A Latin spelling needs a mark before it: a code may end in t. 增速% needs none.
_SPELLINGS = sorted(SPELLINGS, key=len, reverse=True)
UNIT_AT_END = re.compile(
    rf"(?:[/_\-,:、]({'|'.join(map(re.escape, _SPELLINGS))})"
    rf"|({'|'.join(re.escape(spelling) for spelling in _SPELLINGS if not re.match('[0-9a-z]', spelling[-1]))}))$"
)
UNIT_CAPTION = re.compile(r"单位\s*[:：]")
ORNAMENTS = re.compile(r"^[*※★#◆]+|[*※★#:：≥≤]+$|^\d{1,2}[.、]|^[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class Heading:
    """The words of one heading: what it may be called, and the unit and year that it states."""

    names: tuple[str, ...]
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class ColumnMatch:
    """A column of the sheet that a field was found for."""

    position: int
    heading: str
    field: Field
    unit: str | None
    year: int | None


@dataclass(frozen=True)
class EntityMatch:
    """How a sheet reads as one entity.

    Attributes:
        duplicates: headings that mean a field which another column already brings; they are not loaded.
        lacks: Chinese labels of what is missing for this entity; empty when it is recognised.
    """

    contract: Contract
    columns: tuple[ColumnMatch, ...]
    duplicates: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that the sheet brings."""
        return frozenset(match.field.name for match in self.columns)


@dataclass(frozen=True)
class HeadingBlock:
    """Where the heading stands: ``first`` and ``last`` are row positions (0-based), ``texts`` one text a column."""

    first: int
    last: int
    texts: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """One text a column for people: the parts joined, line breaks taken out."""
        return tuple("".join(dict.fromkeys("".join(part.split()) for part in parts)) for parts in self.texts)


@lru_cache(maxsize=20_000)
def parse_heading(text: str) -> Heading:
    """Take a heading apart: ``2023年入库税收合计（万元）`` → names, unit 万元, year 2023."""
    words = plain(text)
    dated = YEAR_IN_HEADING.match(words)
    year = int(dated.group(1)) if dated else None
    words = words[dated.end() :] if dated else words
    insides = [inside.removeprefix("单位").lstrip(":≥≤") for inside in BRACKETED.findall(words)]
    unit = next((stated for inside in insides if (stated := unit_of(inside))), None)
    remarks = "".join(inside for inside in insides if not unit_of(inside))
    bare = BRACKETED.sub("", words)
    names = list(dict.fromkeys((bare + remarks, bare)))
    ending = UNIT_AT_END.search(bare)
    if unit is None and ending and ending.start() > 0:
        # The name with its ending comes first: 用电度 ends in a unit's spelling without stating one.
        return Heading(
            _tidied([*names, bare[: ending.start()]]), unit_of(ending.group(1) or ending.group(2)), year
        )
    return Heading(_tidied(names), unit, year)


@lru_cache(maxsize=20_000)
def normalise_heading(text: str) -> str:
    """A heading without white space, case, full-width forms, brackets and ornaments, as aliases are compared."""
    return _tidied([BRACKETED.sub(lambda found: found.group(1), plain(text))])[0]


def plain(text: str) -> str:
    """Half-width, lower case, without white space and invisible characters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf"
    ).lower()


def _tidied(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ORNAMENTS.sub("", name) for name in names))


@cache
def _aliases(contract: Contract) -> Mapping[str, tuple[Field, int]]:
    """Normalised alias → its field and its rank among the field's aliases (the first is the surest)."""
    table: dict[str, tuple[Field, int]] = {}
    for field in contract.fields:
        for rank, alias in enumerate((field.column.label, *field.aliases)):
            table.setdefault(normalise_heading(alias), (field, rank))
    return table


@cache
def _known_anywhere() -> frozenset[str]:
    """Every alias, and the last words of those that stand in two rows (本月, 本年累计, 增速, 约定, 计划 …)."""
    aliases = {alias for contract in CONTRACTS.values() for alias in _aliases(contract)}
    tails = {
        normalise_heading(tail)
        for tail in (*THIS_MONTH, *CUMULATIVE, *YEAR_BEFORE, *GROWTH, *PARTS, *UNDER_A_STAGE)
    }
    return frozenset(aliases | tails)


def match_entity(
    contract: Contract,
    block: HeadingBlock,
    *,
    columns: Mapping[str, str] | None = None,
    constants: Sequence[str] = (),
    has_shapes: bool = False,
) -> EntityMatch:
    """Read the headings as one entity.

    Args:
        contract: the entity.
        block: the headings.
        columns: source heading → field, said by a mapping file; these win over aliases.
        constants: fields that a mapping file gives one value for.
        has_shapes: whether rows carry geometry, which makes a layer distinctive by itself.
    """
    said = {normalise_heading(heading): name for heading, name in (columns or {}).items()}
    found: dict[tuple[str, int | None], tuple[int, ColumnMatch]] = {}
    duplicates: list[str] = []
    for position, (parts, label) in enumerate(zip(block.texts, block.labels, strict=True)):
        hit = _field_of(contract, parts, said)
        if hit is None:
            continue
        field, rank, heading = hit
        match = ColumnMatch(position, label, field, heading.unit, heading.year)
        key = (field.name, heading.year)
        if key in found and found[key][0] <= rank:
            duplicates.append(label)
            continue
        if key in found:
            duplicates.append(found[key][1].heading)
        found[key] = (rank, match)
    matches = tuple(match for _, match in sorted(found.values(), key=lambda pair: pair[1].position))
    present = {match.field.name for match in matches} | set(constants)
    return EntityMatch(contract, matches, tuple(duplicates), _lacking(contract, present, has_shapes))


def _field_of(
    contract: Contract, parts: tuple[str, ...], said: Mapping[str, str]
) -> tuple[Field, int, Heading] | None:
    for text in _readings(parts):
        heading = parse_heading(text)
        for name in (*heading.names, normalise_heading(text)):
            if name in said:
                return contract.by_name[said[name]], -1, heading
            if name in _aliases(contract):
                field, rank = _aliases(contract)[name]
                return field, rank, _with_unit_of(heading, parts)
    return None


def _with_unit_of(heading: Heading, parts: tuple[str, ...]) -> Heading:
    """The heading with unit and year that another of its rows may state (``税收（万元）`` over ``2023年``)."""
    others = [parse_heading(part) for part in parts]
    unit = heading.unit or next((other.unit for other in others if other.unit), None)
    year = heading.year or next((other.year for other in others if other.year), None)
    return Heading(heading.names, unit, year)


def _readings(parts: tuple[str, ...]) -> Iterator[str]:
    """The texts that a heading of several rows may be read as, surest first.

    The last row alone is a reading only under a mere group title (经营情况): under 营业收入 a bare 增速 would be
    taken for the growth of output.
    """
    filled = [part for part in parts if part.strip()]
    if not filled:
        return
    yield "".join(filled)
    if len(filled) > 2:
        yield "".join(filled[-2:])
    if _is_year(filled[-1]):
        yield "".join(filled[:-1])
    if len(filled) > 1 and not any(
        name in _known_anywhere() for part in filled[:-1] for name in parse_heading(part).names
    ):
        yield filled[-1]


def _lacking(contract: Contract, present: set[str], has_shapes: bool) -> tuple[str, ...]:
    labels = {field.name: field.column.label for field in contract.fields}
    lacks = [
        "或".join(labels[name] for name in group) for group in contract.identity if not present & set(group)
    ]
    if not present & set(contract.distinctive) and not (has_shapes and contract.has_geometry):
        lacks.append("或".join(labels[name] for name in contract.distinctive[:3]))
    return tuple(lacks)


def heading_blocks(
    rows: Sequence[Sequence[str | None]], columns: Mapping[str, str] | None = None
) -> Iterator[HeadingBlock]:
    """Every place where the heading may stand: each of the first rows, alone or joined with one or two above it.

    A row in which fewer than two words are a heading, the tail of one or a unit is passed over; one is enough
    where a mapping file says which headings there are. So is a row whose heading goes on in the row below: a total
    merged over its parts is none of them.
    """
    texts = [[(cell or "").strip() for cell in row] for row in rows[:ROWS_SEARCHED]]
    words = _known_anywhere() | {normalise_heading(heading) for heading in columns or ()}
    for last in range(len(texts)):
        is_heading = sum(_may_head(cell, words) for cell in texts[last]) >= (1 if columns else 2)
        ends_one = last > 0 and _goes_on(texts[last - 1], texts[last], words)
        goes_on = last + 1 < len(texts) and _goes_on(texts[last], texts[last + 1], words)
        if (is_heading or ends_one) and not goes_on:
            yield from blocks_at(rows, last)


def _goes_on(row: Sequence[str], below: Sequence[str], words: frozenset[str]) -> bool:
    """Whether ``below`` ends the heading that ``row`` begins: its first cells reach down, others are divided there."""
    headings = [at for at, cell in enumerate(row) if cell and _may_head(cell, words)]
    if len(headings) < 2 or any(below[at] for at in headings[:2]):
        return False
    return any(_may_head(cell, words) for cell in below)


def _may_head(cell: str, words: frozenset[str]) -> bool:
    heading = parse_heading(cell)
    return bool(cell) and (
        heading.unit is not None
        or unit_of(plain(cell)) not in (None, "1")
        or _is_year(cell)
        or any(name in words for name in (*heading.names, normalise_heading(cell)))
    )


def _is_year(cell: str) -> bool:
    """``2023年`` and the like, which stand in a row of their own under the figure that they date."""
    heading = parse_heading(cell)
    return heading.year is not None and heading.names == ("",)


def blocks_at(rows: Sequence[Sequence[str | None]], last: int) -> Iterator[HeadingBlock]:
    """The headings whose last row is at position ``last``: that row alone, or joined with those above it.

    A title or a unit line above is no part of the heading.
    """
    texts = [[(cell or "").strip() for cell in row] for row in rows[: last + 1]]
    for first in range(last, max(-1, last - HEADING_DEPTH), -1):
        if first < last and _is_caption(texts[first]):
            return
        yield _block(texts, first, last)


def _is_caption(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return filled == [row[0]] or any(UNIT_CAPTION.search(cell) for cell in filled)


def _block(texts: Sequence[Sequence[str]], first: int, last: int) -> HeadingBlock:
    """Join the rows column by column; an upper text reaches over the empty cells to its right (merged cells)."""
    width = len(texts[last])
    uppers = [_spread(texts[row], texts[row + 1 : last + 1]) for row in range(first, last)]
    columns = tuple((*(upper[column] for upper in uppers), texts[last][column]) for column in range(width))
    return HeadingBlock(first, last, columns)


def _spread(upper: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    spread: list[str] = []
    for column, text in enumerate(upper):
        covers = not text and spread and any(row[column] for row in below)
        spread.append(spread[-1] if covers else text)
    return spread


def best_block(
    blocks: Iterator[HeadingBlock],
    contracts: Sequence[Contract],
    columns: Mapping[str, str] | None = None,
    constants: Sequence[str] = (),
) -> HeadingBlock | None:
    """The block in which most fields of a recognised entity are found.

    Of equals the one that states more units (a row of units below the headings belongs to them), then the shallowest
    and highest.
    """
    best: tuple[tuple[int, ...], HeadingBlock] | None = None
    for block in blocks:
        for contract in contracts:
            match = match_entity(contract, block, columns=columns, constants=constants)
            if not match.columns:
                continue
            score = (
                0 if match.lacks else 1,
                len(match.columns) - len(match.duplicates),
                sum(column.unit is not None for column in match.columns),
                block.first - block.last,
                -block.last,
            )
            if best is None or score > best[0]:
                best = (score, block)
    return best[1] if best else None


def unit_for(match: ColumnMatch, stated: Sequence[str]) -> str | None:
    """The unit of a column: its heading's, else the unit line's where one fits, else the assumed one.

    A unit line that offers two units for the column (元、万元) says nothing about it.
    """
    field = match.field
    fixed = field.alias_units.get(normalise_heading(match.heading))
    offered = [unit for unit in stated if _measures(unit, field)]
    if len(offered) > 1 and match.unit is None and fixed is None:
        return None
    candidates = (match.unit, fixed, *offered, field.assumed_unit)
    return next((unit for unit in candidates if unit and _measures(unit, field)), None)


def _measures(unit: str, field: Field) -> bool:
    return factor_between(unit, field.column.unit or "") is not None
