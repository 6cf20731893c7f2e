"""Which enterprise or parcel a page is about: the ``id`` in its address, and the box that finds another."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard.screens import ID

LONGEST_SEARCH = 60


def subject() -> str:
    """The id in the address; empty when there is none. Any text may stand there: bind it, never paste it."""
    return st.query_params.get(ID, "")


def choose(found: str, label: str, icon: str, place: str = "hit") -> None:
    """Draw what turns this page to ``found``; ``place`` tells two such buttons of one subject apart.

    Not a link: one from a page to itself loses the filters, and leaves the old id in the address.
    """
    st.button(
        fmt.markdown_text(label),
        key=f"{place}_{found}",
        icon=icon,
        type="tertiary",
        on_click=_turn_to,
        args=(found,),
    )


def _turn_to(found: str) -> None:
    st.query_params[ID] = found


def box(label: str, placeholder: str, icon: str, find: Callable[[str], pd.DataFrame]) -> None:
    """Draw the search box and, under it, a button for each hit (``id``, ``name``, ``remark``)."""
    # The key changes with the subject, so that the box is empty again once a hit has been followed.
    typed = st.text_input(
        label,
        key=f"find_{subject()[:LONGEST_SEARCH]}",
        type="search",
        max_chars=LONGEST_SEARCH,
        placeholder=placeholder,
        icon=":material/search:",
        live=True,
        label_visibility="collapsed",
    )
    if not (typed or "").strip():
        return
    hits = find(typed)
    if hits.empty:
        st.caption(f"没有找到“{fmt.markdown_text(typed)}”。少打几个字，或换成代码、拼音首字母。")
        return
    with st.container(border=True, gap=None):
        for found, name, remark in zip(hits["id"], hits["name"], hits["remark"], strict=True):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                choose(found, name, icon)
                st.caption(fmt.markdown_text(remark or ""))
