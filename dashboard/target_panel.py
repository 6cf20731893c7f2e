"""目标: the year's targets as bullets against their schedule, with owner and gap; every row says what tells it."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import batch_cards, charts, downloads, outward, panels, target_sums, widgets
from dashboard import format as fmt
from dashboard import target_book as book
from dashboard import target_cards as cards
from dashboard import target_charts as drawings
from dashboard import target_tables as tables
from dashboard.handout import Screen
from dashboard.indicators import INDICATORS
from dashboard.queries import snapshot, targets
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.target_sums import BEHIND, STATUSES, Asked, last_day

EVERYBODY, NOBODY, ALL = "全部科室", "未写明", "全部"
WHOLE = "目标是全区的，左侧的片区、镇街等筛选对本页不起作用。"
HATCHED = "斜纹是科室填报的，实心是由台账算出的；竖线是时序要求，浅色是目标。截到 150%。"
MOST_SOURCES = 300


def chosen(selection: Selection) -> Asked | None:
    """Draw the switches of year and day; None, said in place of them, where nobody sent targets."""
    years = targets.years()
    if not years:
        st.info(lacking(("target",), None), icon=":material/help:")
        return None
    told = last_day() or date.today()
    usual = next((year for year in (selection.year, told.year) if year in years), years[0])
    words = {str(year): str(year) for year in dict.fromkeys((usual, *years))}
    year = int(widgets.one_of("目标年度", "target_year", words))
    days = {"ledger": "截至台账日期", "today": "截至今天"}
    on = told if widgets.one_of("截至", "target_on", days) == "ledger" else date.today()
    return Asked(year, on)


def top(selection: Selection, narrowed: bool) -> tuple[Asked, pd.DataFrame] | None:
    """Draw switches, export, sentence and cards; the year asked and its targets."""
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = chosen(selection)
        if asked is None:
            return None
        st.space("stretch")
        screen = Screen(
            "目标", asked.year, (f"截至 {asked.until:%Y-%m-%d}",), snapshot.build_info(), book.CALIBER
        )
        downloads.popover(
            screen, partial(book.sheets, asked, for_others=outward.is_on()), key="target_export"
        )
    rows = target_sums.rows(asked, INDICATORS, for_others=outward.is_on())
    st.markdown(cards.sentence(rows, asked))
    batch_cards.show(cards.of(rows, targets.rule()))
    if narrowed:
        st.caption(WHOLE)
    return asked, rows


def show(asked: Asked, rows: pd.DataFrame) -> None:
    """Draw the bullets, the table, and the rows of files behind both, of one office or all."""
    rows = _of_office(rows)
    if rows.empty:
        st.caption("这个科室没有这种进度的目标。")
        return
    with st.container(border=True):
        st.markdown(f"**完成率和时序要求** :small[:gray[时序差小的在上 · {HATCHED}]]")
        if rows["done_pct"].notna().any():
            st.plotly_chart(
                drawings.bullets(rows),
                config=charts.CONFIG,
                alt="每项目标的完成率、时序要求和时序差，落后最多的在最上面",
            )
        else:
            st.caption(f"这些目标都没有完成数。{lacking(('target_month',), None)}")
    panels.table(rows, tables.TARGETS, "每项目标的完成、时序差、来自计算还是填报、责任单位", tables.ON_SCREEN)
    sources = targets.sources(asked.year)
    with st.expander(f"依据：来源行 · {fmt.number(len(sources))} 处"):
        panels.source_table(sources.head(MOST_SOURCES), tables.SOURCES)


def _of_office(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets of the office and the status that a visitor chooses."""
    owners = rows["responsible_unit"].fillna(NOBODY)
    names = {EVERYBODY: EVERYBODY, **{name: name for name in sorted(owners.unique())}}
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        owner = widgets.one_of("责任科室", "target_owner", names)
        there = [status for status in STATUSES if (rows["status"] == status).any() or status == BEHIND]
        status = widgets.one_of("进度", "target_status", {ALL: ALL, **{each: each for each in there}})
    rows = rows if owner == EVERYBODY else rows[owners == owner]
    return rows if status == ALL else rows[rows["status"] == status]
