"""The tabs of 四个一批: one question each, asked only while its tab is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    batch_bench,
    batch_charts,
    batch_lists_panel,
    batch_outward,
    batch_plan_panel,
    batch_sentences,
    case_panel,
    charts,
    evidence_drawer,
    outward,
    panels,
    progress_panel,
    widgets,
)
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.queries import batch_lists
from dashboard.queries.batch_counts import Funnel
from dashboard.selection import Selection

MEASURES = {key: words for key, (words, _) in batch_charts.MEASURES.items()}
# These show groups only; every other tab names enterprises, or lets two lines be told apart by one of them.
OF_GROUPS = ("漏斗与分类", "镇街片区", "方案")


def show(selection: Selection, setting: Setting, found: Funnel, shares: pd.DataFrame) -> None:
    """Draw the tabs over the selection."""
    views: Mapping[str, Callable[[], None]] = {
        "漏斗与分类": partial(_classes, selection, setting, found, shares),
        batch_bench.LIST_VIEW: partial(batch_lists_panel.listed, selection, setting),
        "临界": partial(batch_lists_panel.near, selection, setting),
        "镇街片区": partial(_areas, selection, setting),
        "方案对比": partial(batch_plan_panel.compare, selection, setting, shares),
        "待核实": partial(batch_lists_panel.to_verify, selection, setting),
        "不宜定类": partial(batch_lists_panel.unfit, selection, setting),
        "预警": partial(batch_lists_panel.warned, selection, setting),
        "方案": partial(batch_plan_panel.about, selection, setting, shares),
        **_of_ledger(selection, setting),
    }
    _draw(views)


def ledger(selection: Selection, setting: Setting) -> None:
    """Draw the tabs of the ledger alone: what has been decided stays in view where a plan sorts nobody."""
    if not outward.is_on():
        _draw(_of_ledger(selection, setting))


def _of_ledger(selection: Selection, setting: Setting) -> dict[str, Callable[[], None]]:
    panels_of = (partial(case_panel.show, selection, setting), partial(progress_panel.show, selection))
    return dict(zip(batch_bench.LEDGER_VIEWS, panels_of, strict=True))


def _draw(views: Mapping[str, Callable[[], None]]) -> None:
    tabs = st.tabs(list(views), key=batch_bench.VIEW, bind="query-params")
    for tab, (name, view) in zip(tabs, views.items(), strict=True):
        if tab.open:
            with tab:
                if name in OF_GROUPS or not outward.refuses():
                    view()


def _classes(selection: Selection, setting: Setting, found: Funnel, shares: pd.DataFrame) -> None:
    if not found.surveyed:
        st.caption("所选条件下没有摸底企业。")
        return
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.markdown("**漏斗：摸底 → 亩均税收 → 产值、税收、产业导向**")
        if batch_outward.withholds(found):
            st.caption(batch_outward.NO_FUNNEL)
        else:
            _funnel(setting, found)
    with right.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**各类占比**", width="stretch")
            _evidence(selection, setting, shares)
        measures = list(batch_outward.measures())
        st.plotly_chart(
            batch_charts.shares(shares, measures),
            key="batch_shares",
            height=batch_charts.SHARES_HEIGHT,
            config=charts.CONFIG,
            on_select=partial(batch_bench.open_class, "batch_shares"),
            selection_mode="points",
            alt="各类占家数、用地、税收、产值、就业的比例。",
        )
        st.caption(batch_outward.remark(shares) or "点一段，打开这一类的名单。建议由规则推出，由人决定。")
        columns = batch_outward.columns(shares)
        with st.expander("各类的数"):
            panels.table(shares, columns, "各类的企业数、用地、税收、产值和用工")


def _evidence(selection: Selection, setting: Setting, shares: pd.DataFrame) -> None:
    """Draw the choice of a class whose firms and sources are to be seen.

    Not in a view for others; nor of a frozen plan, for the drawer is filled by a run that knows only the published build.
    """
    if outward.is_on() or (setting.saved and setting.saved.is_frozen):
        return
    chosen = st.menu_button(
        "依据",
        [str(batch) for batch in shares.loc[shares["firms"] > 0, "suggested_batch"]],
        key="evidence_batches",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一类，看是哪些企业、各数来自哪个文件的哪一行",
    )
    if chosen is not None:
        caliber = batch_sentences.caliber(setting.plan, setting.own, setting.bench, setting.saved)
        bound = {"bench": setting.bench, "batch": chosen, "caliber": caliber}
        evidence_drawer.show("batch", selection, bound, f"企业数 · {chosen}")


def _funnel(setting: Setting, found: Funnel) -> None:
    bench = setting.bench
    st.plotly_chart(
        batch_charts.funnel(found, bench.x, batch_sentences.criteria(bench), with_sums=not outward.is_on()),
        height=batch_charts.FUNNEL_HEIGHT,
        config=charts.CONFIG,
        alt=f"摸底 {fmt.count(found.surveyed)}，达到 X {fmt.count(found.passing)}，都达标 {fmt.count(found.kept)}。",
    )
    shown = batch_outward.lost(found)
    st.plotly_chart(
        batch_charts.lost(shown),
        height=batch_charts.LOST_HEIGHT,
        config=charts.CONFIG,
        alt=batch_sentences.lost(shown),
    )
    st.caption(f"每步少了谁：第一项数全部摸底企业，后几项数亩均税收达标的。{batch_sentences.EVERY_CRITERION}")


def _areas(selection: Selection, setting: Setting) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        by = widgets.one_of("分组", "barea_by", {"town": "镇街", "park": "片区"})
        measure = (
            "firms"
            if outward.is_on()
            else widgets.one_of("计量", "bshow", {"firms": "家数", "land_mu": "用地", "tax_wan_yuan": "税收"})
        )
    rows = batch_outward.areas(batch_lists.by_area(selection, setting.bench, by))
    if rows.empty:
        st.caption("所选条件下没有摸底企业。")
        return
    with st.container(border=True):
        figure = batch_charts.areas(rows, measure)
        st.plotly_chart(
            figure,
            key=f"batch_areas_{by}",
            config=charts.CONFIG,
            on_select=partial(batch_bench.open_class, f"batch_areas_{by}"),
            selection_mode="points",
            alt="各镇街或片区的企业按建议分类。",
        )
        st.caption(batch_outward.FEW if outward.is_on() else "点一段，打开这一类的名单。")
