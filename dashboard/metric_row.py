"""Large numbers side by side, each with its coverage and the button to its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import cards, evidence_drawer
from dashboard.selection import Selection


def show(
    shown: Sequence[cards.Card],
    selection: Selection,
    bound: Mapping[str, object] = evidence_drawer.NONE,
) -> None:
    """Draw cards side by side, each with its evidence; ``bound``: what else that is asked with."""
    for column, card in zip(st.columns(len(shown)), shown, strict=True):
        with column.container(border=True, gap=None, height="stretch"):
            st.metric(card.label, card.value, help=card.definition)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption(card.note, width="content")
                st.space("stretch")
                evidence_drawer.button(card.number, selection, bound)
