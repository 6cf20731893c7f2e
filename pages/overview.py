"""总览: how is the district's industry this year, and where is its land used well?"""

from __future__ import annotations

import streamlit as st

from dashboard import cards, charts, filters, screens, sentences, tables
from dashboard.queries import enterprises, snapshot

years, choices = snapshot.years(), snapshot.choices()
selection = filters.sidebar(years, choices)
chosen = filters.in_force(selection, choices)
now = enterprises.figures(selection)
trend = enterprises.trend(selection, years)

st.title("总览", anchor=False)
if sentence := sentences.district(selection.year, now, narrowed=bool(chosen)):
    st.markdown(sentence)
filters.chips(chosen)
if missing := sentences.lacking(snapshot.lacking_entities(selection.year), selection.year):
    st.info(missing, icon=":material/help:")

link = filters.link(selection, choices)
six = cards.district(selection.year, now, trend.before(selection.year), snapshot.build_info())
for row in (six[:3], six[3:]):
    for column, card in zip(st.columns(3), row, strict=True):
        with column.container(border=True, gap=None):
            st.metric(
                f"{card.label} · {card.period}",
                card.value,
                card.change,
                delta_color="off",
                delta_arrow=card.arrow,
                delta_description="比上年" if card.change else None,
                help=card.definition,
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(card.note, width="stretch")
                st.page_link(
                    screens.PER_MU_TAX, label="看企业", icon=":material/arrow_forward:", query_params=link
                )

left, right = st.columns([3, 2])
with left.container(border=True, height="stretch"):
    st.subheader("亩均税收排名", anchor=False)
    for tab, by, area in zip(st.tabs(["片区", "镇街"]), ("park", "town"), ("片区", "镇街"), strict=True):
        league = enterprises.league(selection, by)
        with tab:
            if league.empty:
                st.caption("所选条件下没有企业。")
                continue
            clicked = st.plotly_chart(
                charts.tax_per_mu_league(league),
                key=f"league_{by}",
                config=charts.CONFIG,
                on_select="rerun",
                selection_mode="points",
                alt=sentences.league(league, area),
            )
            if target := filters.link_to_area(selection, choices, by, clicked):
                st.switch_page(screens.PER_MU_TAX, query_params=target)
            with st.expander("表格"):
                st.dataframe(
                    league,
                    column_config=tables.league_columns(area),
                    column_order=tables.LEAGUE,
                    hide_index=True,
                )
with right.container(border=True, height="stretch"):
    st.subheader("亩均税收走势", anchor=False)
    if trend.is_empty:
        st.caption("没有同时有税收和用地的年度。")
    else:
        st.plotly_chart(
            charts.tax_per_mu_trend(trend.years, trend.weighted, trend.medians),
            config=charts.CONFIG,
            alt=sentences.trend(trend),
        )
        if len(trend.years) == 1:
            st.caption("快照只有一个年度；再导入往年的税收和用地数据就能比较。")
