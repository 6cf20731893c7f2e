"""The cards of the grading screen: how the grades fell and moved, why one firm has its own."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, grade_charts, grade_sentences, grade_tables, screens, tables
from dashboard import format as fmt
from dashboard.queries import grading
from dashboard.queries.grading import Chosen


def fallen(spread: pd.DataFrame, moves: pd.DataFrame, year: int, pack: str) -> None:
    """Draw how many firms got which grade, and how grades moved since the year before."""
    left, right = st.columns([3, 2])
    with left.container(border=True, height="stretch"):
        st.subheader("各档户数", anchor=False)
        st.plotly_chart(
            grade_charts.distribution(spread),
            height=grade_charts.DISTRIBUTION_HEIGHT,
            config=charts.CONFIG,
            alt=grade_sentences.grades(year, pack, spread),
        )
        with st.expander("各档的用地和税收"):
            st.dataframe(
                tables.readable(grade_tables.with_words(spread)),
                column_config=tables.column_config(grade_tables.SPREAD),
                column_order=[column.name for column in grade_tables.SPREAD],
                hide_index=True,
            )
    with right.container(border=True, height="stretch"):
        st.subheader("等级变动", anchor=False)
        if moves.empty:
            st.caption("没有上年的等级可以比较。")
            return
        st.plotly_chart(
            grade_charts.migration(moves, year),
            height=grade_charts.MIGRATION_HEIGHT,
            config=charts.CONFIG,
            alt="上年等级到今年等级的户数。",
        )


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
                tables.readable(grade_tables.with_words(terms)),
                column_config=tables.column_config(grade_tables.TERMS),
                column_order=[column.name for column in grade_tables.TERMS],
                hide_index=True,
                placeholder=fmt.MISSING,
            )
        screens.enterprise_link(chosen.enterprise_id)


def firm_grades(enterprise_id: str) -> None:
    """Draw a firm's grades by year and rule pack; nothing where the snapshot grades nobody."""
    grades = grading.of_firm(enterprise_id)
    if grades.empty:
        return
    st.subheader("评价等级", anchor=False)
    st.dataframe(
        tables.readable(grade_tables.with_words(grades)),
        column_config=tables.column_config(grade_tables.FIRM_GRADES),
        column_order=[column.name for column in grade_tables.FIRM_GRADES],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="这户企业按各口径的历年等级。",
    )
