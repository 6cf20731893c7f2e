"""Large numbers side by side, each with its coverage and the button to its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import cards, evidence_drawer, screens
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


def of_district(six: Sequence[cards.Card], selection: Selection) -> None:
    """Draw the six numbers of the district in two rows, each with its change, its evidence and a way to the enterprises."""
    for row in (six[:3], six[3:]):
        for column, card in zip(st.columns(3), row, strict=True):
            with column.container(border=True, gap=None, height="stretch"):
                st.metric(
                    f"{card.label} · {card.period}",
                    card.value,
                    card.change,
                    delta_color="off",
                    delta_arrow="off",
                    delta_description="比上年" if card.change else None,
                    help=card.definition,
                )
                st.caption(card.note)
                with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
                    evidence_drawer.button(card.number, selection)
                    st.page_link(screens.PER_MU_TAX, label="看企业", icon=":material/arrow_forward:")
