"""总览: how is the district's industry this year, what is late, and who answers for it?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    cards,
    downloads,
    filters,
    metric_row,
    outward,
    outward_book,
    overview_book,
    overview_cards,
    overview_panels,
    red_lines,
    red_panel,
    sentences,
)
from dashboard.handout import Screen
from dashboard.queries import enterprises, snapshot

LEAGUES_WIDTH, GOALS_WIDTH = 270, 326
years, choices = snapshot.years(), snapshot.choices()
selection = filters.shared()
chosen = filters.in_force(selection, choices)
now = outward.figures(enterprises.figures(selection), selection)
trend = outward.trend(enterprises.trend(selection, years), selection)
info, goals, red = snapshot.build_info(), overview_cards.targets(selection), red_lines.rows(selection)
six = outward.cards(overview_cards.six(selection, now, trend.before(selection.year), goals), selection)
matched = cards.coverages(now, info)

with st.container(horizontal=True, vertical_alignment="center", wrap=False):
    st.markdown(sentences.overview(selection.year, now, goals, red, narrowed=bool(chosen)), width="stretch")
    downloads.popover(
        Screen("总览", selection.year, tuple(chosen.values()), info, overview_book.CALIBER),
        partial(outward_book.sheets, selection)
        if outward.is_on()
        else partial(overview_book.sheets, selection, now, trend, goals, (*six, *matched)),
    )
filters.chips(chosen)
outward.explain(selection)
if missing := sentences.lacking(snapshot.lacking_entities(selection.year), selection.year):
    st.info(missing, icon=":material/help:")

metric_row.of_district(six, overview_cards.WAYS, selection)
overview_panels.coverage(matched, selection, now)

# Drawings need their width; the list beside them breaks its lines.
with st.container(horizontal=True, gap="small"):
    with st.container(border=True, width=LEAGUES_WIDTH, height="stretch"):
        overview_panels.leagues(selection, now, trend, choices)
    with st.container(border=True, width=GOALS_WIDTH, height="stretch"):
        overview_panels.goals(goals)
        overview_panels.batches(selection)
    with st.container(border=True, height="stretch"):
        red_panel.worst(red, selection)
red_panel.whole(red)
