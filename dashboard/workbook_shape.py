"""How wide the columns of a workbook are, and what its tabs may be called."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.export import FORBIDDEN_IN_NAMES
from etl.contracts import Column, Kind

ABOUT = "说明"
LONGEST_TITLE = 31
NARROWEST, WIDEST = 8, 60
# The first rows decide the width of a column: a longer text further down is cut on the screen, not in the cell.
SAMPLED = 200


def width(values: pd.Series[Any], column: Column) -> int:
    """Wide enough for the heading with its filter arrow and for the first values; a Chinese character is two."""
    texts = [_shown(value, column) for value in values.head(SAMPLED).dropna()]
    widest = max((_display_width(text) for text in texts), default=0)
    return min(max(widest + 2, _display_width(column.heading) + 4, NARROWEST), WIDEST)


def _shown(value: object, column: Column) -> str:
    if isinstance(value, (int, float)) and column.kind in (Kind.NUMBER, Kind.INTEGER):
        return f"{value:,.{column.decimals}f}"
    return str(value)[:10] if column.kind in (Kind.DATE, Kind.MONTH) else str(value)


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def unique_titles(titles: Sequence[str]) -> list[str]:
    """Titles that a spreadsheet takes for tabs: short, without brackets and slashes, no two alike."""
    taken = {ABOUT}
    names = []
    for title in titles:
        plain = FORBIDDEN_IN_NAMES.sub("", title).replace("[", "").replace("]", "").strip("' ") or "表"
        name, number = plain[:LONGEST_TITLE], 2
        while name.lower() in taken:
            tail = f" ({number})"
            name, number = f"{plain[: LONGEST_TITLE - len(tail)]}{tail}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names
