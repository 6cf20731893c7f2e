"""企业档案: all about one enterprise."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    batch_firm_panel,
    case_firm_panel,
    dossier,
    dossier_book,
    downloads,
    facts,
    filters,
    grade_panels,
    lookup,
    outward,
    panels,
    screens,
    standing,
)
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.queries import batch_lists, chain_doubts, enterprises, search, snapshot
from dashboard.queries import dossier as ask
from dashboard.selection import Selection

if outward.refuses():
    st.stop()
enterprise_id, year, info = lookup.subject(), filters.shared().year, snapshot.build_info()
lookup.box(
    "找企业",
    "企业名称、曾用名、统一社会信用代码，或拼音首字母（如 slkj）、全拼的一部分",
    screens.ENTERPRISE_ICON,
    search.enterprises,
)
if not enterprise_id:
    st.info("在上面输入名称、代码或拼音首字母，点一个结果打开企业档案。", icon=":material/search:")
    st.stop()
firm = ask.enterprise(enterprise_id)
if firm is None:
    st.warning(
        "快照中没有这个企业：网址里的标识写错了，或这个企业不在当前数据里。请在上面重新查找。",
        icon=":material/help:",
    )
    st.stop()

years, land, months = ask.years(enterprise_id), ask.land(enterprise_id), ask.months(enterprise_id)
honours, issues, sources = ask.honours(enterprise_id), ask.issues(enterprise_id), ask.sources(enterprise_id)
suggested, places = batch_lists.of_firm(enterprise_id), chain_doubts.places(enterprise_id)
division = (firm["industry_code"] or "")[:2]
everyone = enterprises.trend(Selection(), snapshot.years())
peers = enterprises.trend(Selection(industries=(division,)), snapshot.years()) if division else None

with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(fmt.markdown_text(firm["name"]), anchor=False, width="stretch")
    downloads.popover(
        Screen("企业档案", None, (firm["name"],), info, dossier_book.CALIBER, names_one=True),
        partial(
            dossier_book.of_enterprise, firm, years, land, months, honours, places, issues, sources, suggested
        ),
    )
if sentence := standing.firm_sentence(year, years, everyone, peers):
    st.markdown(sentence)
with st.container(border=True):
    facts.show(firm, dossier.FIRM_FACTS, across=4)

if years.empty:
    st.info("还没有它的税收、经营和用地数据。", icon=":material/help:")
else:
    for column, chart in zip(st.columns(3), standing.firm_charts(years, everyone, peers), strict=True):
        with column:
            panels.trend(*chart)
    st.subheader("历年数据", anchor=False)
    panels.figures_by_year(years, dossier.FIRM_YEARS, "这户企业的历年数据")
    grade_panels.firm_grades(enterprise_id, year)
    batch_firm_panel.show(suggested, year)
case_firm_panel.show(enterprise_id)

st.subheader("用地与租用", anchor=False)
if land.empty:
    st.caption("没有它的宗地，也没有它的租用记录。")
else:
    panels.links(dossier.labelled(land, "parcel_id", "parcel_address"), screens.parcel_link)
    panels.table(land, dossier.FIRM_LAND, "这户企业的历年用地与租用", dossier.LAND_LIST)
    landlords = land.dropna(subset=["counterparty_id"])
    panels.links(
        dossier.labelled(landlords, "counterparty_id", "counterparty_name"),
        partial(lookup.choose, icon=screens.ENTERPRISE_ICON, place="landlord"),
    )

if len(months):
    panels.monthly_output(standing.monthly_output(months))
panels.honours(honours)
panels.chain_places(places)
panels.issues(issues)
panels.sources(sources)
