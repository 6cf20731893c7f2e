"""The yearly report filled in: paragraphs in order, each sentence with its numbers, or why it is withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import chain_report
from dashboard.database import all_rows
from dashboard.indicator import Indicator
from dashboard.queries import chains, report_faults
from dashboard.queries.chains import View
from dashboard.report_figures import BLANKS
from dashboard.report_template import BLANK, COMPARED, DAY, YEAR, Paragraph, Sentence, Template
from dashboard.report_words import failed, lacking
from dashboard.selection import Selection
from dashboard.small_cells import LEAST_FIRMS

OUTSIDE = "对外视图不给出：其中的数可能看出单户"
CHAINS_OUTSIDE = "对外视图不给出产业链的语句：其中有链主和单个项目"
NO_CASES = "四个一批的处置台账中还没有审定分类的案件。请在“四个一批”页的处置台账中立案、定类"


@dataclass(frozen=True)
class Told:
    """One blank filled in: the figure, that of the year before where it has one, and of what time it speaks."""

    indicator: Indicator
    value: float | None
    before: float | None
    period: str

    @property
    def compared(self) -> str:
        """The change on the year before in words."""
        return self.indicator.compared(self.value, self.before)


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: words of the template, or a number."""

    text: str
    is_number: bool = False


@dataclass(frozen=True)
class Said:
    """One sentence in pieces, or why it is ``withheld``; ``told``: its blanks."""

    item: str
    pieces: tuple[Piece, ...] = ()
    withheld: str = ""
    told: tuple[Told, ...] = ()

    @property
    def sentence(self) -> str:
        """The sentence as plain text; empty for one that is withheld."""
        return "" if self.withheld else "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Written:
    """One paragraph of the report, filled in."""

    part: str
    heading: str
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """What can be said, as one paragraph."""
        return "".join(each.sentence for each in self.said)

    @property
    def withheld(self) -> tuple[Said, ...]:
        """The sentences that are not given."""
        return tuple(each for each in self.said if each.withheld)


def write(template: Template, selection: Selection, *, for_others: bool = False) -> tuple[Written, ...]:
    """The paragraphs over the whole district in the selection's year; for others none that may tell of one firm."""
    faults, read = report_faults.faults(), report_faults.read_entities()
    return tuple(
        written
        for paragraph in template.paragraphs
        for written in _paragraph(paragraph, selection, faults, read, for_others)
    )


def text(paragraphs: Sequence[Written]) -> str:
    """The report as plain text: parts, headings, paragraphs; what is empty is left out."""
    lines, part = [], ""
    for each in paragraphs:
        if not each.text:
            continue
        if each.part != part:
            lines.append(each.part)
            part = each.part
        lines += [each.heading, each.text]
    return "\n".join(lines)


def told(indicator: Indicator, selection: Selection) -> Told:
    """The figure of an indicator beside that of the year before."""
    period = indicator.period(selection)
    words = f"{period.year} 年" if indicator.is_yearly else f"截至 {period.on}"
    return Told(indicator, indicator.value(selection), indicator.before(selection), words)


def until(indicator: Indicator, selection: Selection) -> date:
    """The day up to which a figure speaks: that of a year's own goes no further than its year."""
    period = indicator.period(selection)
    return min(period.on, date(period.year, 12, 31)) if indicator.is_yearly else period.on


def may_be_shown(each: Told) -> bool:
    """Whether others may see it: not what may tell of one firm, and no count of fewer than three."""
    is_count = bool(each.indicator.unit) and not each.indicator.decimals
    is_few = is_count and any(
        value is not None and 0 < value < LEAST_FIRMS for value in (each.value, each.before)
    )
    return each.indicator.for_others and not is_few


def _paragraph(
    paragraph: Paragraph,
    selection: Selection,
    faults: pd.DataFrame,
    read: Collection[str],
    for_others: bool,
) -> Iterator[Written]:
    said = tuple(_said(each, selection, faults, read, for_others) for each in paragraph.sentences)
    if paragraph.chains and for_others:
        said = (*said, Said("各产业链", withheld=CHAINS_OUTSIDE))
    if said:
        yield Written(paragraph.part, paragraph.heading, said)
    if paragraph.chains and not for_others:
        yield from _chains(paragraph, selection)


def _chains(paragraph: Paragraph, selection: Selection) -> Iterator[Written]:
    """A paragraph a chain, of the sentences that its page offers."""
    for row in all_rows(chains.totals(View(selection, ""))):
        view = View(selection, row["chain_id"])
        said = tuple(
            Said(each.item, (Piece(each.sentence),), each.withheld)
            for each in chain_report.blanks(view, row, chains.nodes(view))
        )
        yield Written(paragraph.part, f"{paragraph.heading}｜{row['name']}", said)


def _said(
    sentence: Sentence, selection: Selection, faults: pd.DataFrame, read: Collection[str], for_others: bool
) -> Said:
    found = {code: told(BLANKS[code], selection) for code in sentence.blanks}
    why = _outside(found.values()) if for_others else ""
    why = why or _missing(sentence, found.values(), read) or _failed(sentence, found.values(), faults)
    if why:
        return Said(sentence.item, withheld=why, told=() if for_others else tuple(found.values()))
    days = [until(each.indicator, selection) for each in found.values()]
    special = {YEAR: str(selection.year or "本"), DAY: _day(max(days, default=date.today()))}
    return Said(sentence.item, tuple(_pieces(sentence.text, found, special)), told=tuple(found.values()))


def _pieces(text: str, found: dict[str, Told], special: dict[str, str]) -> Iterator[Piece]:
    at = 0
    for blank in BLANK.finditer(text):
        yield Piece(text[at : blank.start()])
        at, code = blank.end(), blank[1].strip()
        if code in special:
            yield Piece(special[code])
        elif (blank[2] or "").strip() == COMPARED:
            compared = found[code].compared
            yield Piece(f"（{compared}）" if compared else "")
        else:
            yield Piece(found[code].indicator.said(found[code].value), is_number=True)
    yield Piece(text[at:])


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _outside(found: Collection[Told]) -> str:
    return "" if all(map(may_be_shown, found)) else OUTSIDE


def _missing(sentence: Sentence, found: Collection[Told], read: Collection[str]) -> str:
    """Which files are missing and who sends them; which figures nobody tells where the files are there."""
    unknown = [each for each in found if each.value is None]
    entities = [*sentence.needs, *(entity for each in unknown for entity in each.indicator.rests_on)]
    absent = [lacking(entity) for entity in dict.fromkeys(entities) if entity not in read]
    if absent:
        return "；".join(absent)
    if any(not each.indicator.rests_on for each in unknown):
        return NO_CASES
    named = "、".join(dict.fromkeys(each.indicator.name for each in unknown))
    return f"来件已有，但其中没有能算出{named}的数据（{unknown[0].period}）" if unknown else ""


def _failed(sentence: Sentence, found: Collection[Told], faults: pd.DataFrame) -> str:
    """Which checks failed by which one of its numbers is wrong."""
    spoiling = {name for each in found for name in each.indicator.spoiled_by}
    harmful = faults[faults["spoils_any"] | faults["check_name"].isin(spoiling)]
    entities = [*sentence.needs, *(entity for each in found for entity in each.indicator.rests_on)]
    said = [failed(harmful, entity, ()) for entity in dict.fromkeys(entities)]
    return "；".join(filter(None, said))
