"""地块档案: all about one parcel."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    dossier,
    dossier_book,
    downloads,
    facts,
    filters,
    lookup,
    outward,
    panels,
    parcel_history,
    parcel_panels,
    screens,
    standing,
)
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.queries import dossier as ask_firm
from dashboard.queries import parcel_dossier as ask
from dashboard.queries import search, snapshot

if outward.refuses():
    st.stop()
parcel_id, year, info = lookup.subject(), filters.shared().year, snapshot.build_info()
lookup.box("找地块", "宗地代码、坐落或权利人的一部分，或拼音首字母", screens.PARCEL_ICON, search.parcels)
if not parcel_id:
    st.info("在上面输入宗地代码、坐落或权利人，点一个结果打开地块档案。", icon=":material/search:")
    st.stop()
parcel = ask.parcel(parcel_id)
if parcel is None:
    st.warning(
        "快照中没有这宗地：网址里的代码写错了，或这宗地不在当前数据里。请在上面重新查找。",
        icon=":material/help:",
    )
    st.stop()

years, users, history = (
    ask.years(parcel_id),
    ask.users(parcel_id),
    parcel_history.of(parcel_id, info.data_date),
)
issues, sources = ask_firm.issues(parcel_id), ask.sources(parcel_id)

with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(f"宗地 {fmt.markdown_text(parcel_id)}", anchor=False, width="content")
    if parcel["owner_is_known"]:
        screens.enterprise_link(parcel["owner_id"], f"权利人 {parcel['owner_name'] or parcel['owner_id']}")
    else:
        st.caption(f"权利人 {fmt.markdown_text(parcel['owner_name'] or fmt.MISSING)}")
    st.space("stretch")
    downloads.popover(
        Screen("地块档案", None, (parcel_id,), info, dossier_book.CALIBER, names_one=True),
        partial(dossier_book.of_parcel, parcel, years, users, history, issues, sources),
    )
if sentence := standing.parcel_sentence(year, years):
    st.markdown(sentence)
with st.container(border=True):
    facts.show(parcel, dossier.PARCEL_FACTS, across=4)

left, right = st.columns(2)
with left.container(border=True, height="stretch"):
    parcel_panels.outline(parcel)
with right:
    parcel_panels.areas(parcel)
    if not years.empty:
        panels.trend(*standing.parcel_chart(years))

parcel_panels.agreed(history)
parcel_panels.stages(history)
parcel_panels.users(users, parcel, year)
if not years.empty:
    st.subheader("历年数据", anchor=False)
    panels.figures_by_year(years, dossier.PARCEL_YEARS, "这宗地的历年数据")
panels.issues(issues)
panels.sources(sources)
