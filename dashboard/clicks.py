"""Clicks in charts: what a clicked mark stands for becomes a filter or a choice of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import format as fmt
from dashboard.filters import HIGHEST, LOWEST


def narrow_to_clicked(chart: str, by: str, known: Collection[str]) -> None:
    """Filter by what (``by``: park, town, industry or chain) a clicked bar of ``chart`` stands for, if we know it.

    The page stays: Streamlit refuses to switch pages from code while a widget is bound to the URL.
    """
    area = clicked(st.session_state[chart])
    if area is not None and area in known:
        st.session_state[by] = [area]


def choose_clicked(chart: str, key: str, known: Collection[str]) -> None:
    """Set the choice ``key`` to what the clicked mark of ``chart`` stands for, if we know it."""
    mark = clicked(st.session_state[chart])
    if mark is not None and mark in known:
        st.session_state[key] = mark


def narrow_to_bar(chart: str, edges: Sequence[float]) -> None:
    """Set the range of tax per mu to the bar of the histogram that was clicked."""
    bar = clicked(st.session_state[chart])
    if bar is not None:
        st.session_state["range"] = range_of_bar(int(bar), edges)


def range_of_bar(bar: int, edges: Sequence[float]) -> tuple[str, str]:
    """The stops of the slider around a bar: losses, zero, from each edge to the next, from the last edge on.

    The slider includes both its ends, so the range of losses takes in zero, and the others their upper edge.
    """
    words = [fmt.bound(edge) for edge in edges]
    if bar == 0:
        return LOWEST, words[0]
    if bar == 1:
        return words[0], words[0]
    return words[bar - 2], words[bar - 1] if bar - 1 < len(words) else HIGHEST


def clicked(state: Mapping[str, Any]) -> str | None:
    """The custom datum of the bar that a chart's state names; None when no bar was clicked."""
    points = state["selection"]["points"]
    return str(points[0]["customdata"]) if points else None
