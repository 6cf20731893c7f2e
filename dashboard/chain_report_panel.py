"""The button 报告语句: the sentences of the yearly report to copy, and what keeps the others back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import chain_report, outward, report_words
from dashboard import format as fmt
from dashboard.chain_sentences import Row
from dashboard.queries.chains import View

OPEN, WIDTH = "chain_report", 640


def popover(view: View, row: Row, nodes: pd.DataFrame) -> None:
    """Draw the sentences behind a button, asked only while it is open; not for others, who see no single figures."""
    if outward.is_on():
        return
    opened = st.popover("报告语句", icon=":material/notes:", key=OPEN, on_change="rerun", width="content")
    if opened.open:
        with opened, st.container(width=WIDTH):
            _sentences(chain_report.blanks(view, row, nodes))


def _sentences(said: tuple[report_words.Blank, ...]) -> None:
    st.caption("每个数都由快照当场算出；右上角可以整段复制。所依据的检查没有通过、缺来件的，不给出。")
    st.code(report_words.text(said), language=None, wrap_lines=True)
    for blank in said:
        if blank.withheld:
            st.markdown(f":material/block: **{blank.item}** 没有给出：{fmt.markdown_text(blank.withheld)}。")
