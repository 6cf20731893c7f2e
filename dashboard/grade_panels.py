"""The cards of the grading screen: how the grades fell and moved, why one firm has its own."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import (
    charts,
    dossier,
    evidence_drawer,
    filters,
    grade_charts,
    grade_sentences,
    grade_tables,
    outward,
    panels,
    screens,
    tables,
    widgets,
)
from dashboard import format as fmt
from dashboard.queries import dossier as ask_firm
from dashboard.queries import grading
from dashboard.queries.grading import Chosen, Pack
from dashboard.selection import Selection

VIEWS = {"matrix": "矩阵", "flow": "流向"}


def fallen(spread: pd.DataFrame, moves: pd.DataFrame, selection: Selection, pack: Pack, group: str) -> None:
    """Draw how many firms got which grade, and how grades moved since the year before."""
    left, right = st.columns([3, 2])
    with left.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("各档户数", anchor=False, width="stretch")
            _grade_evidence(spread, selection, pack.pack_id)
        st.plotly_chart(
            grade_charts.distribution(spread),
            height=grade_charts.DISTRIBUTION_HEIGHT,
            config=charts.CONFIG,
            alt=grade_sentences.grades(selection.year, pack.name, spread),
        )
        st.caption(outward.spread_remark(spread) or grade_sentences.empty_classes(spread))
        columns = grade_tables.shown(grade_tables.SPREAD, spread)
        with st.expander("各档的用地和税收"):
            st.dataframe(
                tables.readable(grade_tables.with_words(spread)),
                column_config=tables.column_config(columns),
                column_order=[column.name for column in columns],
                hide_index=True,
                placeholder=fmt.MISSING,
            )
    with right.container(border=True, height="stretch"):
        _moved(moves, selection, pack.pack_id, group)


def _grade_evidence(spread: pd.DataFrame, selection: Selection, pack: str) -> None:
    """Draw the choice of a class whose firms and sources are to be seen; not in a view for others."""
    if outward.is_on():
        return
    classes = {
        (size_group, grade): f"{grade_charts.GROUPS[size_group]} {grade_charts.grade_word(grade)}"
        for size_group, grade in zip(spread["size_group"], spread["grade"], strict=True)
    }
    chosen = st.menu_button(
        "依据",
        list(classes),
        format_func=classes.__getitem__,
        key="evidence_grades",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一档，看是哪些企业、各数来自哪个文件的哪一行",
    )
    if chosen is not None:
        bound = {"pack": pack, "size_group": chosen[0], "grade": chosen[1]}
        evidence_drawer.show("grade", selection, bound, f"企业数 · {classes[chosen]}")


def _moved(moves: pd.DataFrame, selection: Selection, pack: str, group: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("等级变动", anchor=False, width="stretch")
        view = widgets.one_of("等级变动", "moves", VIEWS)
    if moves.empty or selection.year is None:
        st.caption(grade_sentences.no_moves(selection.year))
        return
    if outward.is_on() and moves["firms"].notna().sum() < len(moves):
        st.caption("对外视图：不足 3 户的变动、和能推算出它们的，不画。")
        if moves["firms"].isna().all():
            return
    if view == "matrix":
        figure, words = grade_charts.migration(moves, selection.year), "上年等级到今年等级的户数。"
    else:
        flows = outward.flows(grading.flows(selection, pack, group))
        words = f"{grade_sentences.flow(flows)}线越粗，企业越多；只画相邻两年都有等级的企业。"
        figure = grade_charts.flow(flows)
    st.plotly_chart(figure, height=grade_charts.MIGRATION_HEIGHT, config=charts.CONFIG, alt=words)
    if view == "flow":
        st.caption(words)


def explain(chosen: Chosen, pack: Pack, year: int) -> None:
    """Draw why the firm stands where it does: a sentence, a radar against its peers, every term with what it divides."""
    with st.container(border=True):
        st.subheader(f"得分说明 · {fmt.markdown_text(chosen.name)}", anchor=False)
        _score(chosen, pack, year)
        screens.enterprise_link(chosen.enterprise_id)


def _score(chosen: Chosen, pack: Pack, year: int) -> None:
    st.markdown(grade_sentences.score(chosen))
    terms = grading.terms(pack.pack_id, chosen.enterprise_id, year)
    if terms.empty:
        st.caption("没有逐项得分。")
    else:
        st.caption(
            f"{fmt.markdown_text(pack.name)} · 口径版本 {fmt.markdown_text(pack.version)} · {year} 年 · "
            f"单项得分 = 指标值 ÷ 基准值 × 权重。{grade_sentences.peers(terms, grading.LEAST_OF_AN_INDUSTRY)}"
        )
        _terms(grade_tables.with_inputs(terms, ask_firm.year_of(chosen.enterprise_id, year)))
    _sources(chosen.enterprise_id, year)


def _terms(terms: pd.DataFrame) -> None:
    left, right = st.columns([2, 3])
    left.plotly_chart(
        grade_charts.terms(terms),
        height=grade_charts.TERMS_HEIGHT,
        config=charts.CONFIG,
        alt="各项得分占满分的比例，与同行业和全区本组平均相比。",
    )
    right.dataframe(
        tables.readable(grade_tables.with_words(terms)),
        column_config=grade_tables.term_columns(),
        column_order=[column.name for column in grade_tables.TERMS],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="各项的得分、权重、平均得分、指标值、基准值、分子和分母",
    )


def _sources(enterprise_id: str, year: int) -> None:
    """Draw, once it is opened, the rows of incoming files behind the terms of a year."""
    expander = st.expander("来源行", icon=":material/receipt_long:", key="score_sources", on_change="rerun")
    if not expander.open:
        return
    rows = ask_firm.sources(enterprise_id)
    other_years = rows["about"].str.match(r"\d{4}(?!\d)", na=False) & ~rows["about"].str.startswith(
        str(year), na=False
    )
    with expander:
        if other_years.all():
            st.caption("快照没有记录来源行。")
        else:
            panels.source_table(rows[~other_years], dossier.SOURCES)


def firm_grades(enterprise_id: str, year: int | None) -> None:
    """Draw a firm's grades by year and rule pack, and its score; nothing where the snapshot grades nobody."""
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
    packs = {pack.pack_id: pack for pack in grading.packs() if not pack.missing}
    if year is None or not packs:
        return
    with st.container(border=True):
        pack = packs[filters.pack({pack_id: pack.name for pack_id, pack in packs.items()})]
        chosen = grading.graded(pack.pack_id, enterprise_id, year)
        if chosen is None:
            st.caption(f"按“{fmt.markdown_text(pack.name)}”，它在 {year} 年没有评价。")
        else:
            _score(chosen, pack, year)
