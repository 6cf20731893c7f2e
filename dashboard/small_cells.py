"""The one rule for views that leave the bureau: a group that gives one enterprise away shows no values.

A group is small when fewer than `LEAST_FIRMS` enterprises have data in it, or when one has more than `GREATEST_SHARE`
of its positive tax. What is hidden must not come back by subtraction from the total: as long as a single group of a
table is hidden, or the hidden ones together hold fewer than `LEAST_FIRMS` enterprises, the next smallest joins them.
A group without data has nothing to hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import format as fmt
from etl.contracts import Column, Kind

LEAST_FIRMS = 3
GREATEST_SHARE = 0.8
FEW = f"{fmt.MISSING}（不足 {LEAST_FIRMS} 户）"
DOMINATED = f"{fmt.MISSING}（一户超过 {GREATEST_SHARE:.0%}）"
INFERABLE = f"{fmt.MISSING}（防止推算）"
HIDDEN = Column("hidden", "未列原因", "对外视图不显示这一组数值的原因。", Kind.WORD)
# What a frame says of each of its groups.
CELL = ("members", "largest_wan_yuan", "positive_wan_yuan")


@dataclass(frozen=True)
class Cell:
    """A group as the rule sees it.

    Attributes:
        members: enterprises with data.
        largest: the greatest positive tax of one of them; None where only the count matters.
        positive: the sum of their positive taxes: refunds do not make a share smaller or larger.
    """

    members: int
    largest: float | None = None
    positive: float | None = None


def reason(cell: Cell) -> str | None:
    """Why a group may not be shown; None for one that may, or that has no data."""
    if not cell.members:
        return None
    if cell.members < LEAST_FIRMS:
        return FEW
    dominated = cell.largest and cell.positive and cell.largest > GREATEST_SHARE * cell.positive
    return DOMINATED if dominated else None


def reasons(groups: Sequence[Cell]) -> list[str | None]:
    """The same for all groups of a table, those that would give a hidden one away included."""
    found = [reason(group) for group in groups]
    smallest_first = sorted(
        range(len(groups)), key=lambda place: (groups[place].members, groups[place].positive or 0.0)
    )
    while _can_be_inferred([group for group, why in zip(groups, found, strict=True) if why]):
        joining = next((at for at in smallest_first if found[at] is None and groups[at].members), None)
        if joining is None:
            break
        found[joining] = INFERABLE
    return found


def _can_be_inferred(hidden: Sequence[Cell]) -> bool:
    return bool(hidden) and (len(hidden) == 1 or sum(group.members for group in hidden) < LEAST_FIRMS)


def hide(frame: pd.DataFrame, values: Iterable[str], within: str | None = None) -> pd.DataFrame:
    """The frame without ``values`` where its `CELL` columns forbid them, and with `HIDDEN`: why.

    ``within`` names the column whose values stand for tables of their own, each with its own total.
    """
    tables = [frame] if within is None else [rows for _, rows in frame.groupby(within)]
    found = pd.Series(None, index=frame.index, dtype=object)
    for rows in tables:
        found.loc[rows.index] = reasons([_cell(*row) for row in rows[list(CELL)].itertuples(index=False)])
    shown = found.isna()
    blanked = {name: frame[name].where(shown) for name in values}
    return frame.assign(**blanked, **{HIDDEN.name: found}).drop(columns=list(CELL))


def _cell(members: float, largest: float, positive: float) -> Cell:
    return Cell(
        int(members) if pd.notna(members) else 0,
        float(largest) if pd.notna(largest) else None,
        float(positive) if pd.notna(positive) else None,
    )


def hide_counts(counts: pd.Series[int]) -> pd.Series[float]:
    """Counts of enterprises, those that are too small, or would give one away, as missing; zero stays zero."""
    found = reasons([Cell(int(count)) for count in counts])
    shown = [float("nan") if why else float(count) for count, why in zip(counts.tolist(), found, strict=True)]
    return pd.Series(shown, index=counts.index, dtype=float)


def hide_moves(moves: pd.DataFrame) -> pd.DataFrame:
    """Counts ``firms`` by ``grade_before`` and ``grade``, hidden so that neither a row's nor a column's sum tells."""
    found: dict[object, str | None] = dict.fromkeys(moves.index)
    changed = True
    while changed:
        changed = False
        for by in ("grade_before", "grade"):
            for _, line in moves.groupby(by):
                changed |= _hide_along(line, found)
    why = pd.Series(found, dtype=object)
    return moves.assign(firms=moves["firms"].astype(float).where(why.isna()), **{HIDDEN.name: why})


def _hide_along(line: pd.DataFrame, found: dict[object, str | None]) -> bool:
    """Hide along one row or column of a matrix; whether anything was hidden that was not before."""
    counts = dict(zip(line.index, line["firms"].astype(int), strict=True))
    fresh = False
    for at, count in counts.items():
        if found[at] is None and reason(Cell(count)):
            found[at], fresh = FEW, True
    open_places = sorted((at for at in counts if found[at] is None and counts[at]), key=counts.__getitem__)
    hidden = [Cell(count) for at, count in counts.items() if found[at] is not None]
    for at in open_places:
        if not _can_be_inferred(hidden):
            break
        found[at], fresh = INFERABLE, True
        hidden.append(Cell(counts[at]))
    return fresh
