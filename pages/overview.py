"""总览: how is the district's industry this year, and where is its land used well?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import (
    cards,
    chain_strip,
    charts,
    clicks,
    downloads,
    filters,
    metric_row,
    outward,
    outward_book,
    overview_book,
    sentences,
    tables,
)
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.queries import enterprises, snapshot

years, choices = snapshot.years(), snapshot.choices()
selection = filters.shared()
chosen = filters.in_force(selection, choices)
now = outward.figures(enterprises.figures(selection), selection)
trend = outward.trend(enterprises.trend(selection, years), selection)

info = snapshot.build_info()
six = outward.cards(cards.district(selection.year, now, trend.before(selection.year), info), selection)

with st.container(horizontal=True, vertical_alignment="center", wrap=False):
    st.markdown(sentences.district(selection.year, now, narrowed=bool(chosen)), width="stretch")
    downloads.popover(
        Screen("总览", selection.year, tuple(chosen.values()), info, overview_book.CALIBER),
        partial(outward_book.sheets, selection)
        if outward.is_on()
        else partial(overview_book.sheets, selection, now, trend, info, six),
    )
filters.chips(chosen)
outward.explain(selection)
if missing := sentences.lacking(snapshot.lacking_entities(selection.year), selection.year):
    st.info(missing, icon=":material/help:")

metric_row.of_district(six, selection)

left, right = st.columns([3, 2])
with left.container(border=True, height="stretch"):
    st.subheader("亩均税收排名和产业链", anchor=False)
    leagues = (("park", "片区", choices.parks), ("town", "镇街", choices.towns))
    *tabs, chain_tab = st.tabs(
        [*(area for _, area, _ in leagues), chain_strip.TITLE], key="league", bind="query-params"
    )
    if chain_tab.open:
        with chain_tab:
            chain_strip.show(selection)
    for tab, (by, area, known) in zip(tabs, leagues, strict=True):
        if not tab.open:
            continue
        with tab:
            league = outward.league(enterprises.league(selection, by), selection, by)
            if not now.with_both:
                st.caption("没有同时有税收和用地的企业，排不出名次。")
                continue
            st.plotly_chart(
                charts.tax_per_mu_league(league),
                key=f"league_{by}",
                config=charts.CONFIG,
                on_select=partial(clicks.narrow_to_clicked, f"league_{by}", by, known),
                selection_mode="points",
                alt=sentences.league(league, area),
            )
            with st.expander(f"表格 · 点一条图中的{area}，全页只看它"):
                st.dataframe(
                    tables.readable(league),
                    column_config=tables.league_columns(area),
                    column_order=[name for name in tables.LEAGUE if name in league],
                    hide_index=True,
                    placeholder=fmt.MISSING,
                )
with right.container(border=True, height="stretch"):
    st.subheader("亩均税收走势", anchor=False)
    if trend.is_empty:
        st.caption("没有同时有税收和用地的年度。")
    else:
        st.plotly_chart(
            charts.tax_per_mu_trend(trend.years, trend.weighted, trend.medians),
            height=charts.TREND_HEIGHT,
            config=charts.CONFIG,
            alt=sentences.trend(trend),
        )
        if len(trend.years) == 1:
            st.caption("快照只有一个年度；再导入往年的税收和用地数据就能比较。")
