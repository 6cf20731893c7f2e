"""The part of the grading screen that explains one firm's score, term by term."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, grade_charts, grade_sentences, grade_tables, screens
from dashboard import format as fmt
from dashboard.queries import grading
from dashboard.queries.grading import Chosen


def explain(chosen: Chosen, pack: str, year: int) -> None:
    """Draw why the firm stands where it does: a sentence, a radar against its group, and every term with its base."""
    with st.container(border=True):
        st.subheader(f"得分说明 · {fmt.markdown_text(chosen.name)}", anchor=False)
        st.markdown(grade_sentences.score(chosen))
        terms = grading.terms(pack, chosen.enterprise_id, year)
        if not terms.empty:
            left, right = st.columns([2, 3])
            left.plotly_chart(
                grade_charts.terms(terms),
                height=grade_charts.TERMS_HEIGHT,
                config=charts.CONFIG,
                alt="各项得分占满分的比例，与本组平均相比。",
            )
            right.dataframe(
                grade_tables.with_words(terms),
                column_config=grade_tables.terms_columns(),
                column_order=[column.name for column in grade_tables.TERMS],
                hide_index=True,
                placeholder=fmt.MISSING,
            )
        screens.enterprise_link(chosen.enterprise_id)
