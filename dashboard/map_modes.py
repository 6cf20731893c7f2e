"""What the map can be coloured by, and the classes of each: one order, one colour a class, on every map and legend.

A class is told by its code; a number falls into the class whose bounds hold it, the lower bound included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import streamlit as st

from dashboard import batch_charts
from dashboard import format as fmt
from dashboard.grade_charts import GRADES, grade_word
from etl.contracts.batches import CLASSES
from etl.contracts.works_stages import WORKS_KINDS

# From little to much, told apart by colour-blind readers and on paper; no red, which is for what is bad.
RAMP = ("#F1E9B2", "#B5DDB6", "#6DC4C0", "#2E9BC1", "#2165A6", "#0B2F6B")
NO_DATA = "#D3D9DF"
NO_DATA_WORD = "无数据"
USES = ("工业", "仓储", "其他")
# Places in the theme's colours.
USE_PLACES = (0, 2, 3)
WORKS_PLACES = (0, 3, 2, 4)
STAGES = ("批而未供", "供而未用", "在建", "竣工未投", "投产", "达产", "投而未达")
STAGE_PLACES = (9, 6, 2, 4, 5, 0, 7)


@dataclass(frozen=True)
class MapClass:
    """One class of a map.

    Attributes:
        code: what it stands for, ``""`` where the datum is missing.
        label: what it is called.
        colour: ``#rrggbb``.
        least: lower bound of a number, included; None for no bound or a class of words.
        below: upper bound, not included; likewise.
    """

    code: str
    label: str
    colour: str
    least: float | None = None
    below: float | None = None


@dataclass(frozen=True)
class Mode:
    """What a map is coloured by.

    Attributes:
        code: how links name it.
        label: how screens name it.
        column: of ``lot_year``.
        is_of_year: whether it is another one every year.
        unit: of a number; empty for classes of words.
        nothing: what it is called where the datum is missing.
    """

    code: str
    label: str
    column: str
    is_of_year: bool
    unit: str = ""
    nothing: str = NO_DATA_WORD

    def property(self, year: int | None) -> str:
        """The name under which tiles carry it."""
        return f"{self.code}_{year}" if self.is_of_year else self.code


MODES: Mapping[str, Mode] = {
    mode.code: mode
    for mode in (
        Mode("tax", "亩均税收", "tax_wan_yuan_per_mu", is_of_year=True, unit="万元/亩"),
        Mode("recoverable", "挖潜", "recoverable_wan_yuan", is_of_year=True, unit="万元/年"),
        Mode("batch", "四个一批", "suggested_batch", is_of_year=True),
        Mode("grade", "等级", "grade", is_of_year=True),
        Mode("stage", "阶段", "stage", is_of_year=False),
        Mode("works", "园区标准化", "works_kind", is_of_year=False, nothing="不在其中"),
        Mode("use", "用途", "land_use", is_of_year=False),
    )
}


def classes(mode: Mode, breaks: Sequence[float] = (), others: Sequence[str] = ()) -> tuple[MapClass, ...]:
    """The classes of a mode, the missing datum last.

    Args:
        mode: what is coloured by.
        breaks: rising bounds between the classes of a number.
        others: words that data hold beside those that we know.
    """
    missing = MapClass("", mode.nothing, NO_DATA)
    if mode.unit:
        return (*_of_numbers(breaks), missing)
    known = _of_words()[mode.code]
    more = tuple(
        MapClass(word, word, theme_colour(1)) for word in others if word not in {each.code for each in known}
    )
    return (*known, *more, missing)


def _of_numbers(breaks: Sequence[float]) -> tuple[MapClass, ...]:
    bounds = [None, *breaks, None]
    spread = [round(at * (len(RAMP) - 1) / max(len(breaks), 1)) for at in range(len(breaks) + 1)]
    return tuple(
        MapClass(str(at), _range_words(least, below), RAMP[spread[at]], least, below)
        for at, (least, below) in enumerate(pairwise(bounds))
    )


def _range_words(least: float | None, below: float | None) -> str:
    if least is None:
        return "全部" if below is None else f"< {fmt.bound(below)}"
    return f"≥ {fmt.bound(least)}" if below is None else f"{fmt.bound(least)} – {fmt.bound(below)}"


def _of_words() -> Mapping[str, tuple[MapClass, ...]]:
    return {
        "batch": tuple(
            MapClass(batch, batch, theme_colour(batch_charts.PLACES.get(batch, batch_charts.OUTSIDE)))
            for batch in CLASSES
        ),
        "grade": tuple(
            MapClass(grade, grade_word(grade), theme_colour(at)) for at, grade in enumerate(GRADES)
        ),
        "stage": tuple(
            MapClass(stage, stage, theme_colour(place))
            for stage, place in zip(STAGES, STAGE_PLACES, strict=True)
        ),
        "works": tuple(
            MapClass(kind, name, theme_colour(place))
            for (kind, name), place in zip(WORKS_KINDS.items(), WORKS_PLACES, strict=True)
        ),
        "use": tuple(
            MapClass(use, use, theme_colour(place)) for use, place in zip(USES, USE_PLACES, strict=True)
        ),
    }


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def theme_colour(place: int) -> str:
    """A colour of the theme on the reader's screen, as charts have it."""
    colours = st.get_option(f"theme.{'dark' if is_dark() else 'light'}.chartCategoricalColors")
    return str(colours[place % len(colours)])
