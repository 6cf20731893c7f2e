"""Large numbers side by side, each with its coverage and the button to its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from dashboard import cards, evidence_drawer
from dashboard.selection import Selection

CARD_WIDTH = 156


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
    shown = list(zip(six, ways, strict=True))
    with st.container(border=True, horizontal=True, gap="xsmall"):
        # Six stand side by side; a narrow screen puts three below three rather than break a number.
        for half in (shown[:3], shown[3:]):
            with st.container(horizontal=True, gap="xsmall", width="content"):
                for card, (page, label) in half:
                    _of_district(card, page, label, selection)


def _of_district(card: cards.Card, page: Path, label: str, selection: Selection) -> None:
    year = card.period.removesuffix(" 年")
    with st.container(gap=None, width=CARD_WIDTH):
        st.metric(
            f"{card.label} · {year}" if year else card.label,
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
