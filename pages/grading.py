"""评价分级: which grade does each enterprise get under a rule pack, and why?"""

from __future__ import annotations

import streamlit as st

from dashboard import (
    downloads,
    export,
    filters,
    grade_charts,
    grade_panels,
    grade_tables,
    outward,
    tables,
)
from dashboard import format as fmt
from dashboard import grade_sentences as sentences
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
with top:
    if not outward.reason(selection):
        st.markdown(sentences.grades(selection.year, pack.name, spread))
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
moves = outward.moves(grading.migration(selection, pack.pack_id, group))
grade_panels.fallen(spread, moves, selection, pack, group)
if outward.refuses():
    grade_panels.groups_download(spread, moves, selection.year, pack, tuple(words.values()))
    st.stop()

league = grading.league(selection, pack.pack_id, group, MOST_ROWS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(f"名次 · {grade_charts.GROUPS[group]}", anchor=False, width="content")
    st.caption("点一行，下面说明得分。", width="stretch")
    st.download_button(
        "导出 CSV",
        data=export.when_clicked(grading.league_later(selection, pack.pack_id, group), grade_tables.LEAGUE),
        file_name=export.file_name(
            f"评价分级_{pack.name}", selection.year, tuple(words.values()), info.data_date
        ),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
    downloads.xlsx_button(
        f"评价分级_{pack.name}",
        selection.year,
        tuple(words.values()),
        info,
        grade_tables.sheets(pack.pack_id, group, selection, spread, moves),
    )
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
