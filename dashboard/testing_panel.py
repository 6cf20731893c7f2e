"""核酸检测督导 below the archived notices of 服务与安全: on how many days, at how many sites, how often somebody went."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import format as fmt
from dashboard import ledger_parts as parts
from dashboard import outward, panels, service_charts, service_panel, service_tables
from dashboard.queries import service_sums, services
from dashboard.queries.services import Asked
from dashboard.selection import Selection
from dashboard.service_book import DUTY

TITLE = "核酸检测督导"
NONE_CHOSEN = "所选镇街没有核酸检测督导的归档。去掉左侧的镇街筛选。"
ONLY_MONTHS = "对外视图：核酸检测督导只列各月人次。"
HEIGHT = 260


def archive(selection: Selection, words: Mapping[str, str]) -> None:
    """Draw the notices to stop work, and below them the roster of the supervision of tests."""
    service_panel.show("notice_batch", selection, words)
    st.subheader(TITLE, anchor=False)
    told = services.told_on(DUTY)
    if told is None:
        parts.missing(DUTY)
        return
    asked = Asked(DUTY, selection, told)
    row = service_sums.totals(asked)
    if not row["cases"]:
        st.info(NONE_CHOSEN, icon=":material/filter_alt_off:")
        return
    if not outward.is_on():
        st.markdown(sentence(row, asked))
    _months(asked)
    if outward.is_on():
        st.caption(ONLY_MONTHS)
        return
    panels.table(services.cases(asked), service_tables.LISTS[DUTY], "核酸检测督导的归档，一天、一个镇街一行")


def sentence(row: Mapping[str, float | None], asked: Asked) -> str:
    """What the archive counts in all, in one sentence with bold numbers."""
    return (
        f"截至 {asked.on:%Y-%m-%d}：归档核酸检测督导 **{row['days']} 天**，检测点 "
        f"**{fmt.with_unit(row['sites'], '点次', 0)}**，督导 **{fmt.with_unit(row['visits'], '人次', 0)}**。"
    )


def _months(asked: Asked) -> None:
    rows = service_sums.bars(asked, "month")
    if rows["measure"].notna().any():
        figure = service_charts.months(rows, "督导人次")
        parts.draw("各月督导人次｜人次，按督导日期", figure, "各月核酸检测督导的人次", HEIGHT)
