"""What 总览 draws beside its six numbers: leagues, chains and trend; the targets and the four batches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    case_sums,
    chain_strip,
    charts,
    clicks,
    evidence_drawer,
    outward,
    screens,
    sentences,
    since_build,
    tables,
    target_charts,
)
from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.queries import enterprises
from dashboard.queries.enterprises import Figures, Trend
from dashboard.queries.snapshot import Choices
from dashboard.selection import Selection
from dashboard.sentences import lacking

TREND = "走势"
BULLETS = (
    "最落后的几项：横条是完成率，竖线是时序要求，浅色是目标；斜纹是科室填报的，实心是由台账算出的；红的滞后。"
    "右边是完成率和时序差（百分点）。"
)
# As many targets as stand beside the league without scrolling.
MOST_TARGETS = 8


def coverage(shown: Sequence[Card], selection: Selection, now: Figures) -> None:
    """Draw in one line how much is matched, each with its evidence, and what has changed since the build before."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for card in shown:
            st.caption(f"{card.label} {card.value}", width="content", help=f"{card.definition}{card.note}")
            evidence_drawer.button(card.number, selection)
        if not outward.is_on() and (since := since_build.of(selection)):
            st.space("stretch")
            st.caption(since_build.sentence(since, now), width="content")


def leagues(selection: Selection, now: Figures, trend: Trend, choices: Choices) -> None:
    """Draw the areas by tax per mu, the chains in a line each, and the years, a tab each."""
    st.subheader("亩均税收排名和产业链", anchor=False)
    areas = (("park", "片区", choices.parks), ("town", "镇街", choices.towns))
    *tabs, chain_tab, trend_tab = st.tabs(
        [*(area for _, area, _ in areas), chain_strip.TITLE, TREND], key="league", bind="query-params"
    )
    if chain_tab.open:
        with chain_tab:
            chain_strip.show(selection)
    if trend_tab.open:
        with trend_tab:
            _trend(trend)
    for tab, (by, area, known) in zip(tabs, areas, strict=True):
        if tab.open:
            with tab:
                _league(selection, now, by, area, known)


def _league(selection: Selection, now: Figures, by: str, area: str, known: Collection[str]) -> None:
    league = outward.league(enterprises.league(selection, by), selection, by)
    if not now.with_both:
        st.caption("没有同时有税收和用地的企业，排不出名次。")
        return
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


def _trend(trend: Trend) -> None:
    if trend.is_empty:
        st.caption("没有同时有税收和用地的年度。")
        return
    st.plotly_chart(
        charts.tax_per_mu_trend(trend.years, trend.weighted, trend.medians),
        height=charts.TREND_HEIGHT,
        config=charts.CONFIG,
        alt=sentences.trend(trend),
    )
    if len(trend.years) == 1:
        st.caption("快照只有一个年度；再导入往年的税收和用地数据就能比较。")


def goals(found: pd.DataFrame) -> None:
    """Draw the targets that are furthest behind as bullets."""
    st.subheader("目标和时序进度", anchor=False, help=BULLETS)
    told = found.dropna(subset=["done_pct"]).head(MOST_TARGETS)
    if told.empty:
        st.caption(lacking(("target",), None) if found.empty else "这一年的目标都没有完成数。")
        return
    st.plotly_chart(
        target_charts.bullets(told, is_small=True),
        key="overview_targets",
        config=charts.CONFIG,
        alt="时序差最小的几项目标：完成率、时序要求和责任科室",
    )


def batches(selection: Selection) -> None:
    """Draw how many cases of the four batches are signed off, and how much of their land is free."""
    found = case_sums.completion(selection)
    if not found["planned"] or outward.reason(selection):
        st.caption("四个一批：还没有定类的案件。" if not found["planned"] else outward.SMALL)
        return
    for label, share in (("按户", found["done_pct"]), ("按亩", found["done_mu_pct"])):
        if share is not None:
            st.progress(min(share / 100, 1.0), text=f"四个一批 · {label}完成 **{fmt.percent(share)}**")
    screens.way("FOUR_BATCHES", "处置进度", {"batch_view": "进度"})
