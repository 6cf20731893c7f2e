"""The tabs of 园区地块 beside its map: one question each. A bar filters the page or picks a parcel, a row picks one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import charts, clicks, lot_charts, lot_outward, lot_picks, lot_tables, panels, widgets
from dashboard import lot_sentences as sentences
from dashboard.lot_picks import Pick
from dashboard.lots import LotSelection
from dashboard.queries import lot_league, lot_lists, lot_totals, snapshot
from dashboard.queries.enterprises import BIN_EDGES

MOST_ROWS, MOST_BARS = 1_000, 15
NO_RATIO = "所选地块都没有亩均税收：要有使用企业的税收和宗地的面积。"


def show_list(selection: LotSelection, on_pick: Pick) -> None:
    """Draw the chosen parcels: how many stand where, all of them in a table, those that no map shows by themselves."""
    if lot_outward.refuses():
        return
    now = lot_totals.figures(selection)
    bins = lot_totals.histogram(selection)
    if bins["firms"].sum():
        st.plotly_chart(
            charts.tax_per_mu_histogram(bins, BIN_EDGES, "宗"),
            key="lot_bins",
            height=charts.HISTOGRAM_HEIGHT,
            config=charts.CONFIG,
            on_select=partial(clicks.narrow_to_bar, "lot_bins", BIN_EDGES),
            selection_mode="points",
            alt="所选地块按地块法亩均税收的分布",
        )
    else:
        st.caption(NO_RATIO)
    rows = lot_tables.with_words(lot_lists.rows(selection, MOST_ROWS))
    remark = (
        f"亩均税收从高到低，没有的在最后。点一根柱子，全页只看这一段。{sentences.cut(MOST_ROWS, now.parcels)}"
    )
    lot_picks.table(rows, lot_tables.LIST, "lot_list", "所选地块的名单", on_pick, remark)
    if missing := sentences.without_shape(now):
        st.info(missing, icon=":material/location_off:")
        bare = lot_lists.without_shape(selection, MOST_ROWS)
        lot_picks.table(bare, lot_tables.WITHOUT_SHAPE, "lot_bare", "没有图形的地块", on_pick)


def show_league(selection: LotSelection) -> None:
    """Draw parks, or towns, by the measure that the visitor chooses; a clicked one becomes the filter."""
    with st.container(horizontal=True, vertical_alignment="center"):
        by = widgets.one_of("分组", "lot_by", {"park": "片区", "town": "镇街"})
        names = {code: column.label for code, column in lot_tables.MEASURES.items()}
        measure = lot_tables.MEASURES[widgets.one_of("指标", "lot_measure", names)]
    league = lot_outward.league(lot_league.league(selection, by), selection, by)
    said = sentences.league(league, lot_tables.AREAS[by].label, measure)
    st.markdown(said)
    choices = snapshot.choices()
    known = choices.parks if by == "park" else choices.towns
    with st.container(border=True):
        st.plotly_chart(
            lot_charts.league(league, measure),
            key="lot_league",
            config=charts.CONFIG,
            on_select=partial(clicks.narrow_to_clicked, "lot_league", by, known),
            selection_mode="points",
            alt=said,
        )
    st.caption(
        f"{measure.sentence}点一条{lot_tables.AREAS[by].label}，全页只看它。"
        "比值都是合计之比；企业按用地所在地计，可能同在几处，各行之和多于全区。"
    )
    columns = lot_tables.league(by) if lot_outward.is_on() else lot_tables.league(by)[:-1]
    panels.table(
        lot_tables.with_reason(league),
        columns,
        f"各{lot_tables.AREAS[by].label}的用地、税收、容积率、空置和潜力",
    )


def show_opportunity(selection: LotSelection, on_pick: Pick, chosen: str = "") -> None:
    """Draw where more tax could come from: by park, and the parcels with most of it; ``chosen`` is marked."""
    if lot_outward.refuses():
        return
    now = lot_totals.figures(selection)
    st.markdown(sentences.opportunity(now, lot_lists.half_of_it(selection)))
    if not now.below:
        return
    measure = lot_tables.MEASURES["recoverable_wan_yuan"]
    first = lot_lists.opportunities(selection, MOST_ROWS)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown("**各片区的可挖潜税收（万元/年）**")
        league = lot_league.league(selection, "park")
        st.plotly_chart(
            lot_charts.league(league, measure),
            key="lot_promise",
            config=charts.CONFIG,
            on_select=partial(clicks.narrow_to_clicked, "lot_promise", "park", snapshot.choices().parks),
            selection_mode="points",
            alt="各片区的可挖潜税收",
        )
        st.caption(
            "（片区亩均税收中位数 − 本宗地）× 用地，只计低于中位数的。中位数取全片区当年，不随筛选变化；"
            "是差距有多大的量度，不是预测。点一条片区，全页只看它。"
        )
    with right.container(border=True, height="stretch"):
        st.markdown(f"**潜力最大的 {min(MOST_BARS, len(first))} 宗（万元/年）**")
        top = first.head(MOST_BARS)
        figure = lot_charts.parcels(top, measure, chosen)
        lot_picks.chart(figure, top, "lot_top", "潜力最大的地块", on_pick)
    remark = f"潜力大的在前。{sentences.cut(MOST_ROWS, now.below)}"
    lot_picks.table(first, lot_tables.OPPORTUNITIES, "lot_opportunities", "可挖潜的地块", on_pick, remark)


def show_areas(selection: LotSelection, on_pick: Pick, chosen: str = "") -> None:
    """Draw certificate, measurement and declaration against each other, and the parcels where they differ."""
    if lot_outward.refuses():
        return
    found = lot_lists.gap_totals(selection)
    st.markdown(sentences.areas(found))
    pairs = lot_tables.pairs(lot_lists.area_pairs(selection))
    panels.table(pairs, lot_tables.PAIRS, "证载、实测、申报两两相比的合计")
    st.caption(
        "只比两种面积都有的宗地，所以各行宗数可以不同。没有申报面积时，由镇街向企业收集申报的用地面积。"
    )
    if not found.differ:
        return
    rows = lot_lists.gaps(selection, MOST_ROWS)
    with st.container(border=True):
        top = rows.head(MOST_BARS)
        st.markdown(f"**相差最大的 {len(top)} 宗：证载比实测多几亩，少的为负**")
        figure = lot_charts.parcels(top, lot_tables.DIFFERENCE, chosen)
        lot_picks.chart(figure, top, "lot_gap_bars", "证载与实测相差最大的地块", on_pick)
    remark = f"相差亩数大的在前。{sentences.cut(MOST_ROWS, found.differ)}"
    lot_picks.table(rows, lot_tables.GAPS, "lot_gaps", "证载与实测相差较大的地块", on_pick, remark)
