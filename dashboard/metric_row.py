"""Large numbers side by side, each with its coverage and the button to its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from dashboard import cards, evidence_drawer
from dashboard.selection import Selection

CARD_WIDTH = 172


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


def of_district(six: Sequence[cards.Card], ways: Sequence[tuple[Path, str]], selection: Selection) -> None:
    """Draw the six numbers of the district in one frame, each with its change, its evidence and a way to its page.

    ``ways``: of each card the page and what the link to it says; the filters of the side bar go along.
    """
    with st.container(border=True, horizontal=True, gap="small"):
        for card, (page, label) in zip(six, ways, strict=True):
            # Six stand side by side on a wide screen; a narrow one breaks the row rather than the numbers.
            with st.container(gap=None, width=CARD_WIDTH):
                st.metric(
                    f"{card.label} · {card.period}" if card.period else card.label,
                    card.value,
                    card.change,
                    delta_color="off",
                    delta_arrow="off",
                    delta_description="比上年" if card.change else None,
                    help=card.definition,
                )
                st.caption(card.note)
                with st.container(horizontal=True, gap=None, vertical_alignment="center"):
                    st.page_link(page, label=label, icon=":material/arrow_forward:", width="content")
                    evidence_drawer.button(card.number, selection)
