"""Which enterprise or parcel a page is about: the ``id`` in its address, and the box that finds another."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard.screens import ID

LONGEST_SEARCH = 60


def subject(name: str = ID) -> str:
    """The id in the address; empty when there is none. Any text may stand there: bind it, never paste it."""
    return st.query_params.get(name, "")


def choose(found: str, label: str, icon: str, place: str = "hit", name: str = ID) -> None:
    """Draw what turns this page to ``found``; ``place`` tells two such buttons of one subject apart.

    Not a link: one from a page to itself loses the filters, and leaves the old id in the address.
    """
    st.button(
        fmt.markdown_text(label),
        key=f"{place}_{found}",
        icon=icon,
        type="tertiary",
        on_click=turn_to,
        args=(found, name),
    )


def turn_to(found: str, name: str = ID) -> None:
    """Make ``found`` what this page is about from its next run on."""
    st.query_params[name] = found


def turn_from(name: str) -> None:
    """Make this page about nothing in particular again."""
    st.query_params.pop(name, None)


def box(label: str, placeholder: str, icon: str, find: Callable[[str], pd.DataFrame], name: str = ID) -> None:
    """Draw the search box and, under it, a button for each hit (``id``, ``name``, ``remark``)."""
    # The key changes with the subject, so that the box is empty again once a hit has been followed.
    typed = st.text_input(
        label,
        key=f"find_{subject(name)[:LONGEST_SEARCH]}",
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
        for found, called, remark in zip(hits["id"], hits["name"], hits["remark"], strict=True):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                choose(found, called, icon, name=name)
                st.caption(fmt.markdown_text(remark or ""))
