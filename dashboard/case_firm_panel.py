"""The case of one enterprise on its page: where it stands, who is in charge, and its history."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import case_form, case_tables, facts, ledger, screens
from dashboard import format as fmt
from dashboard.cases import store
from dashboard.cases.progress import due
from dashboard.cases.record import FIELDS, REMAINING_MU
from dashboard.queries import case_facts
from etl.contracts import Column

SHOWN: tuple[Column, ...] = (
    FIELDS["state"], FIELDS["suggested_batch"], FIELDS["final_batch"], FIELDS["reason"], FIELDS["decided_by"],
    FIELDS["decided_on"], FIELDS["unit"], FIELDS["leader"], case_tables.DUE, FIELDS["to_free_mu"],
    FIELDS["freed_mu"], REMAINING_MU, FIELDS["difficulty_types"], FIELDS["difficulty_detail"], FIELDS["progress"],
    FIELDS["evidence"],
)  # fmt: skip


def show(enterprise_id: str) -> None:
    """Draw the case and its history; nothing for an enterprise that has none."""
    try:
        case = store.of_enterprise(enterprise_id)
        lines = store.history(case.case_id) if case else None
    except ledger.LedgerError as error:
        st.caption(f":material/error: 四个一批台账：{fmt.markdown_text(str(error))}")
        return
    if case is None or lines is None:
        return
    mark = case_tables.mark(case, {enterprise_id}, date.today(), case_facts.grace_days())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("四个一批案件", anchor=False, width="content")
        if mark:
            st.badge(mark, color="red", icon=":material/alarm:")
        st.page_link(
            screens.FOUR_BATCHES,
            label="处置台账",
            icon=":material/call_split:",
            query_params={"batch_view": "处置台账"},
        )
    values = {column.name: getattr(case, column.name) for column in SHOWN if hasattr(case, column.name)}
    words = "、".join(case.difficulty_types) or None
    with st.container(border=True):
        facts.show({**values, "difficulty_types": words, "due": due(case)}, SHOWN, across=4)
        case_form.lines(lines)
