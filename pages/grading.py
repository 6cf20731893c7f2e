"""评价分级: which grade does each enterprise get under a rule pack, and why?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import downloads, filters, grade_charts, grade_panels, grade_tables, outward, tables
from dashboard import format as fmt
from dashboard import grade_sentences as sentences
from dashboard.handout import Screen
from dashboard.queries import grading, snapshot

MOST_ROWS = 2_000

packs = {pack.pack_id: pack for pack in grading.packs()}
if not packs:
    st.info("快照中没有口径包。请用这个版本的软件重新构建。", icon=":material/help:")
    st.stop()
top = st.container()
left, right = st.columns([3, 2], vertical_alignment="bottom")
with left:
    pack = packs[filters.pack({pack_id: pack.name for pack_id, pack in packs.items()})]
with right:
    group = filters.size_group()
selection, choices, info = filters.shared(), snapshot.choices(), snapshot.build_info()
st.caption(sentences.pack(pack))
if pack.missing:
    st.warning(f"{pack.name}还不能计算，需要区里录入：{pack.missing}。", icon=":material/edit_note:")
    st.stop()

spread = outward.spread(grading.distribution(selection, pack.pack_id), selection, pack.pack_id)
words = filters.in_force(selection, choices)
moves = outward.moves(grading.migration(selection, pack.pack_id, group))
with top:
    if not outward.reason(selection):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(sentences.grades(selection.year, pack.name, spread), width="stretch")
            downloads.popover(
                Screen(
                    f"评价分级_{pack.name}",
                    selection.year,
                    tuple(words.values()),
                    info,
                    grade_tables.caliber(pack),
                ),
                partial(grade_tables.group_sheets, spread, moves)
                if outward.is_on()
                else partial(grade_tables.sheets, pack.pack_id, group, selection, spread, moves),
            )
    filters.chips(words)
if spread.empty or selection.year is None:
    st.info(
        sentences.nobody_graded(snapshot.lacking_entities(selection.year), selection.year),
        icon=":material/help:",
    )
    st.stop()

if outward.reason(selection):
    st.info(outward.SMALL, icon=":material/visibility_off:")
    st.stop()
grade_panels.fallen(spread, moves, selection, pack, group)
if outward.refuses():
    st.stop()

league = grading.league(selection, pack.pack_id, group, MOST_ROWS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(f"名次 · {grade_charts.GROUPS[group]}", anchor=False, width="content")
    st.caption("点一行，下面说明得分。", width="stretch")
event = st.dataframe(
    tables.readable(grade_tables.with_words(league)),
    key="league",
    column_config=tables.column_config(grade_tables.LEAGUE),
    column_order=[column.name for column in grade_tables.LEAGUE],
    hide_index=True,
    placeholder=fmt.MISSING,
    on_select="rerun",
    selection_mode="single-row",
)
if chosen := grading.chosen(league, event.selection.rows):
    grade_panels.explain(chosen, pack, selection.year)
