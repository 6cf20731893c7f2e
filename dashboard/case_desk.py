"""The cases that somebody has open to edit, as they were when opened: what another saves meanwhile is seen, not lost.

Alone writes the session's state of cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import streamlit as st

from dashboard.cases.record import EDITABLE, Case

_NUMBERS = count(1)
ONE, SEVERAL, FILE, DONE = "case_desk", "case_bulk", "case_file", "case_done"


@dataclass(frozen=True)
class Desk:
    """What is being edited.

    Attributes:
        base: the cases as they were read.
        draft: what the form or table begins with: the same, or with changes that were made before.
        number: tells the widgets of one opening from those of the next.
    """

    base: tuple[Case, ...]
    draft: tuple[Case, ...]
    number: int

    @property
    def case(self) -> Case:
        """The one case that is open."""
        return self.base[0]


def opened(place: str = ONE) -> Desk | None:
    """What is open; None when nothing is."""
    desk: Desk | None = st.session_state.get(place)
    return desk


def open_cases(cases: Sequence[Case], place: str = ONE) -> Desk:
    """Begin to edit these as they are now."""
    return _put(Desk(tuple(cases), tuple(cases), next(_NUMBERS)), place)


def close(place: str = ONE) -> None:
    """Put away what is open."""
    st.session_state.pop(place, None)


def take_over(desk: Desk, mine: Sequence[Case], current: Sequence[Case], place: str = ONE) -> Desk:
    """Begin anew from what the ledger says now, with the fields that the editor has changed."""
    draft = [merged(*each) for each in zip(desk.base, mine, current, strict=True)]
    return _put(Desk(tuple(current), tuple(draft), next(_NUMBERS)), place)


def merged(base: Case, mine: Case, current: Case) -> Case:
    """The current case with what the editor has changed on ``base``; the state is always the current one."""
    changed: dict[str, Any] = {
        column.name: getattr(mine, column.name)
        for column in EDITABLE
        if column.name != "state" and getattr(mine, column.name) != getattr(base, column.name)
    }
    return replace(current, **changed)


def _put(desk: Desk, place: str) -> Desk:
    st.session_state[place] = desk
    return desk


def kept(place: str) -> Any:
    """What was kept under this name in the session; None at first."""
    return st.session_state.get(place)


def keep(place: str, value: Any) -> None:
    """Keep the value for the next runs of this session."""
    st.session_state[place] = value


def announce(done: str) -> None:
    """Say what was done once the next run has drawn it: Streamlit drops what a run says that begins another."""
    st.session_state[DONE] = done


def tell() -> None:
    """Say what was announced, once."""
    done = st.session_state.pop(DONE, None)
    if done:
        st.toast(done, icon=":material/check_circle:")


def chosen_row(table: str) -> int | None:
    """The row of a table that was just chosen."""
    rows = st.session_state[table]["selection"]["rows"]
    return int(rows[0]) if rows else None
