"""Filters and colours as the small expressions that the map evaluates on each feature: no geometry travels on a rerun.

The language knows comparisons, ``&&``, ``||``, ``&`` and ``? :``, and calls nothing. A missing property is ``null``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from dashboard.lots import LotSelection
from dashboard.map_modes import MapClass, Mode
from dashboard.selection import UNKNOWN


def is_chosen(selection: LotSelection, chains: Sequence[str]) -> str:
    """Whether a parcel belongs to the selection; ``chains`` are all of the snapshot, in the order of the tiles' bits."""
    shared, year = selection.shared, selection.shared.year
    parts = [
        _one_of("town", shared.towns, missing=UNKNOWN),
        _one_of("park", shared.parks),
        _one_of(f"division_{year}", shared.industries),
        _one_of(f"scale_{year}", shared.scales, missing="unknown"),
        _one_of(f"size_{year}", shared.sizes, missing=UNKNOWN),
        _one_of("use", selection.uses),
        _one_of("right", selection.rights),
        _one_of("stage", selection.stages),
        _one_of(f"batch_{year}", selection.batches),
        _one_of(f"grade_{year}", selection.grades),
        _on_chains(f"chains_{year}", shared.chains, chains),
        _within(f"tax_{year}", shared.lowest, shared.highest),
    ]
    return " && ".join(part for part in parts if part) or "true"


def _one_of(name: str, chosen: Sequence[str], missing: str = "") -> str:
    tests = [
        f"properties.{name} == null" if each == missing else f"properties.{name} == {text(each)}"
        for each in chosen
    ]
    return _any(tests)


def _on_chains(name: str, chosen: Sequence[str], chains: Sequence[str]) -> str:
    bits = sum(1 << chains.index(each) for each in chosen if each in chains)
    tests = [f"(properties.{name} & {bits}) != 0"] if bits else []
    return _any([*tests, *([f"properties.{name} == null"] if "" in chosen else [])])


def _within(name: str, lowest: float | None, highest: float | None) -> str:
    if lowest is None and highest is None:
        return ""
    tests = [f"properties.{name} != null"]
    tests += [f"properties.{name} >= {lowest!r}"] if lowest is not None else []
    tests += [f"properties.{name} <= {highest!r}"] if highest is not None else []
    return f"({' && '.join(tests)})"


def _any(tests: Iterable[str]) -> str:
    found = list(tests)
    return f"({' || '.join(found)})" if found else ""


def text(word: str) -> str:
    """A name as a string of the language: it is data, whatever is in it."""
    return json.dumps(word, ensure_ascii=False)


def colour(
    mode: Mode, year: int | None, classes: Sequence[MapClass], chosen: str, faint: str, alpha: int
) -> str:
    """The colour of a feature by its class; ``faint``, a colour, for what is not chosen."""
    name = f"properties.{mode.property(year)}"
    *known, missing = classes
    expression = rgba(missing.colour, alpha)
    for each in reversed(known):
        if not mode.unit:
            test = f"{name} == {text(each.code)}"
        elif each.below is None:
            test = f"{name} != null"
        else:
            test = f"({name} != null && {name} < {each.below!r})"
        expression = f"{test} ? {rgba(each.colour, alpha)} : {expression}"
    return f"({chosen}) ? ({expression}) : {faint}"


def height(mode: Mode, year: int | None, chosen: str, cap: float, tallest: float) -> str:
    """How high (metres) a feature stands by its number, from 0 to ``tallest`` at ``cap`` and above."""
    name = f"properties.{mode.property(year)}"
    slope = tallest / cap if cap > 0 else 0.0
    rising = f"({name} > {cap!r} ? {tallest!r} : ({name} > 0 ? {name} * {slope!r} : 0))"
    return f"(({chosen}) && {name} != null) ? {rising} : 0"


def rgba(colour: str, alpha: int) -> str:
    """``#rrggbb`` as the map writes a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"[{red}, {green}, {blue}, {alpha}]"
