"""The tabs under the histogram of 亩均税收: one question each, asked only while its tab is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    caliber_panel,
    cards,
    charts,
    clicks,
    filters,
    land_charts,
    metric_row,
    outward,
    per_mu_ends,
    screens,
    sentences,
    tables,
    widgets,
)
from dashboard import format as fmt
from dashboard.queries import chain_league, distribution, enterprises, parcel_method, standing
from dashboard.queries.enterprises import Figures
from dashboard.queries.snapshot import Choices
from dashboard.selection import Selection

MOST_ROWS = 1_000
MOST_RANKED = 500
# These name enterprises; a line that can be moved by one of them tells of it too.
OF_SINGLE_FIRMS = ("企业名单", "排名", "门槛", "两头与潜力", "口径试算")


def show(
    selection: Selection,
    now: Figures,
    choices: Choices,
    by_parcel: bool,
) -> None:
    """Draw the tabs over the selection; ``by_parcel`` says that 片区 go by 地块法."""
    views: Mapping[str, Callable[[], None]] = {
        "企业名单": partial(_list, selection, now),
        "排名": partial(_ranking, selection, now),
        "分组比较": partial(_groups, selection, choices, by_parcel),
        "门槛": partial(_line, selection, now),
        "集中度": partial(_concentration, selection),
        "两头与潜力": partial(per_mu_ends.show, selection, now),
        "口径试算": partial(caliber_panel.show, selection, choices, by_parcel),
    }
    tabs = st.tabs(list(views), key="view", bind="query-params")
    for tab, (name, view) in zip(tabs, views.items(), strict=True):
        if tab.open:
            with tab:
                if not (name in OF_SINGLE_FIRMS and outward.refuses()):
                    view()


def _list(selection: Selection, now: Figures) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"企业名单 · {fmt.count(now.firms)}", anchor=False, width="content")
        st.caption(sentences.shown(MOST_ROWS, now.firms), width="stretch")
    rows, to_dossier = enterprises.rows(selection, MOST_ROWS), st.container()
    clicked = st.dataframe(
        tables.rounded_table(rows.select(tables.FIRM_LIST), tables.FIRM_COLUMNS),
        key="firm_list",
        on_select="rerun",
        selection_mode="single-row",
        column_config=tables.column_config(tables.FIRM_COLUMNS),
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="所选企业的名单",
    )
    with to_dossier:
        # A row number outlives the rows that it was chosen in.
        if (place := next(iter(clicked["selection"]["rows"]), len(rows))) < len(rows):
            screens.enterprise_link(rows["enterprise_id"][place].as_py(), rows["name"][place].as_py())
        else:
            st.caption("点一行左边的方框，这里出现它的企业档案。")


def _ranking(selection: Selection, now: Figures) -> None:
    groups = {"above": "规上", "below": "规下"}
    group = widgets.one_of("分组", "group", groups)
    rows = standing.ranking(selection, above_scale=group == "above", most=MOST_RANKED)
    if rows.empty:
        st.caption(
            f"所选条件下没有有亩均税收的{groups[group]}企业。" if now.with_ratio else per_mu_ends.NOTHING
        )
        return
    st.caption(sentences.ranked(rows, groups[group], standing.LEAST_RANKED_MU))
    st.dataframe(
        tables.readable(rows),
        column_config=tables.ranking_columns(),
        column_order=tables.RANKING,
        hide_index=True,
        placeholder=fmt.MISSING,
        alt=f"{groups[group]}企业按亩均税收的排名",
    )


def _groups(selection: Selection, choices: Choices, by_parcel: bool) -> None:
    known = {
        "park": choices.parks,
        "town": choices.towns,
        "industry": choices.divisions,
        "chain": choices.chains,
    }
    names = {"park": "片区", "town": "镇街", "industry": "行业", "chain": "产业链"}
    by = widgets.one_of("分组", "by", names)
    if by == "chain" and outward.is_on():
        st.info(outward.NO_CHAINS, icon=":material/visibility_off:")
        return
    of_parcels = by_parcel and by == "park"
    league = _league(selection, by, of_parcels)
    unit = "宗" if of_parcels else "户"
    if not league["with_both"].sum():
        st.caption("没有同时有税收和用地的企业，比不出高低。")
        return
    # Only now: what is hidden counts as nothing.
    if by in ("town", "industry") or (by == "park" and not of_parcels):
        league = outward.league(league, selection, by)
    if by == "chain":
        st.caption(sentences.chains_overlap(chain_league.overlap(selection)))
    if by_parcel and not of_parcels:
        st.caption("地块法只能按片区比较；这里按企业法。")
    if len(league) == 1:
        st.caption(f"所选企业都在同一个{names[by]}，没有可比的。")
    left, right = st.columns(2)
    for column, title, figure, key in (
        (left, "亩均税收：税收之和 ÷ 用地之和", charts.tax_per_mu_league(league, unit), f"groups_{by}"),
        (right, "税收占比和用地占比", land_charts.shares(league), f"shares_{by}"),
    ):
        with column.container(border=True):
            st.subheader(title, anchor=False)
            st.plotly_chart(
                figure,
                key=key,
                config=charts.CONFIG,
                on_select=partial(clicks.narrow_to_clicked, key, by, known[by]),
                selection_mode="points",
                alt=sentences.league(league, names[by]),
            )
    st.caption(f"点一条{names[by]}，全页只看它。")
    st.dataframe(
        tables.readable(league),
        column_config=tables.league_columns(names[by], unit),
        column_order=[name for name in tables.LEAGUE if name in league],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt=f"各{names[by]}的亩均税收、税收和用地",
    )


def _league(selection: Selection, by: str, of_parcels: bool) -> pd.DataFrame:
    if of_parcels:
        return parcel_method.league(selection)
    if by == "chain":
        return chain_league.league(selection)
    return enterprises.league(selection, by)


def _line(selection: Selection, now: Figures) -> None:
    left, right = st.columns(2)
    with left:
        line = filters.tax_per_mu_line()
        sides = distribution.threshold(selection, line)
        st.markdown(sentences.line(sides, line))
        words = {"above": "达到门槛", "below": "低于门槛", "none": "没有亩均税收"}
        st.dataframe(
            tables.readable(sides.assign(side=sides["side"].map(words))),
            column_config=tables.side_columns(),
            hide_index=True,
            placeholder=fmt.MISSING,
            alt="门槛以上、以下和没有亩均税收的企业",
        )
    with right.container(border=True):
        st.subheader("每户的用地和税收", anchor=False)
        if not now.with_ratio:
            st.caption(per_mu_ends.NOTHING)
            return
        points = distribution.scatter(selection, line)
        if now.with_ratio > distribution.MOST_POINTS:
            st.caption(f"企业超过 {fmt.count(distribution.MOST_POINTS)}，按格子合并：点越大，企业越多。")
        st.plotly_chart(
            land_charts.scatter(points, line),
            height=land_charts.SQUARE_HEIGHT,
            config=charts.CONFIG,
            alt=f"企业的用地（横轴）和税收（纵轴），都是对数刻度。{sentences.line(sides, line)}",
        )


def _concentration(selection: Selection) -> None:
    found = distribution.concentration(selection)
    sentence = sentences.concentration(found)
    if not sentence:
        st.caption("所选企业的税收合计不大于零，或没有亩均税收，算不出集中度。")
        return
    if outward.curve_is_withheld(selection):
        st.info(outward.NO_CURVE, icon=":material/visibility_off:")
        return
    st.markdown(sentence)
    left, right = st.columns([3, 1])
    with left.container(border=True):
        st.plotly_chart(
            land_charts.lorenz(outward.curve(distribution.lorenz(selection))),
            height=land_charts.SQUARE_HEIGHT,
            config=charts.CONFIG,
            alt=f"用地与税收的洛伦兹曲线。{sentence}",
        )
    with right:
        for card in cards.spread(found):
            metric_row.show((card,), selection)
