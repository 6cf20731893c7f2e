"""亩均税收: which enterprises earn much or little tax from their land?"""

from __future__ import annotations

import streamlit as st

from dashboard import cards, charts, export, filters, sentences, tables
from dashboard import format as fmt
from dashboard.queries import enterprises, snapshot

MOST_ROWS = 2_000

choices, info = snapshot.choices(), snapshot.build_info()
top = st.container()
with st.container(border=True):
    left, middle, right = st.columns([3, 5, 2], gap="medium", vertical_alignment="center")
    with left:
        searched = filters.search(filters.shared())
    with middle:
        selection = filters.tax_per_mu_range(searched)
    everyone = enterprises.figures(searched)
    now = enterprises.figures(selection)
    right.markdown(sentences.live_count(now, everyone))
    if everyone.with_ratio:
        st.plotly_chart(
            charts.tax_per_mu_histogram(enterprises.histogram(selection), enterprises.BIN_EDGES),
            key="histogram",
            height=charts.HISTOGRAM_HEIGHT,
            config=charts.CONFIG,
            alt=f"企业按亩均税收的分布。{sentences.per_mu(selection.year, now, everyone)}",
        )
    st.caption(sentences.without_ratio(enterprises.reasons_without_ratio(selection)))

words = filters.in_force(selection, choices)
with top:
    if sentence := sentences.per_mu(selection.year, now, everyone):
        st.markdown(sentence)
    filters.chips(words)
    if missing := sentences.lacking(snapshot.lacking_entities(selection.year), selection.year):
        st.info(missing, icon=":material/help:")

for column, card in zip(st.columns(4), cards.selected(now), strict=True):
    with column.container(border=True, gap=None, height="stretch"):
        st.metric(card.label, card.value, help=card.definition)
        st.caption(card.note)

if not now.firms:
    st.info("所选条件下没有企业。去掉一个筛选条件，或点“重置”。", icon=":material/filter_alt_off:")
    st.stop()
with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(f"企业名单 · {fmt.count(now.firms)}", anchor=False, width="content")
    st.caption(sentences.shown(MOST_ROWS, now.firms), width="stretch")
    st.download_button(
        "导出 CSV",
        data=export.when_clicked(enterprises.all_rows_later(selection), tables.FIRM_COLUMNS),
        file_name=export.file_name("亩均税收", selection.year, tuple(words.values()), info.data_date),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        help="导出筛选后的全部企业：表头含单位，代码为文本，可以再次导入。",
    )
st.dataframe(
    enterprises.rows(selection, MOST_ROWS),
    column_config=tables.column_config(tables.FIRM_COLUMNS),
    column_order=tables.FIRM_LIST,
    hide_index=True,
    placeholder="—",
    alt="所选企业的名单",
)
