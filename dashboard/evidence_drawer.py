"""The drawer 依据 of a number: formula, worked line, caliber and build, the rows that it sums, file, sheet and row of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import (
    dossier,
    downloads,
    evidence,
    filters,
    lot_filters,
    lot_outward,
    outward,
    panels,
    screens,
    tables,
)
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.lots import LotSelection
from dashboard.queries import evidence as ask
from dashboard.queries import grading, snapshot
from dashboard.queries.evidence import Totals
from dashboard.selection import Selection
from dashboard.workbook import Sheet

MOST_ROWS = 500
MOST_SOURCES = 2_000
# On a screen of 720 the source rows of a chosen row stand under the table without scrolling.
TABLE_HEIGHT = 260
NONE: Mapping[str, object] = {}


def button(number: str, selection: Selection, bound: Mapping[str, object] = NONE, place: str = "") -> None:
    """Draw 依据; a click opens the drawer of the number. Nothing is asked before.

    Args:
        number: a key of `evidence.NUMBERS`; nothing is drawn for the empty text.
        selection: that of the number itself.
        bound: what else its question binds.
        place: tells two buttons of one number on a page apart.
    """
    if number and st.button(
        "依据",
        key=f"evidence_{number}{place}",
        type="tertiary",
        icon=":material/receipt_long:",
        help="这个数怎么算、由哪些行构成、来自哪个文件的哪一行",
    ):
        show(number, selection, bound)


@st.dialog("依据", width="large", icon=":material/receipt_long:")
def show(key: str, selection: Selection, bound: Mapping[str, object] = NONE, label: str = "") -> None:
    """Draw the drawer of one number over the page, under ``label`` where its own is too general."""
    number = evidence.NUMBERS[key]
    number = replace(number, bound=bound, label=label or number.label)
    totals = ask.totals(key, selection, bound)
    st.markdown(f"**{number.label}** · {fmt.markdown_text(number.sentence)}")
    if _is_small(number, selection):
        st.info(outward.SMALL, icon=":material/visibility_off:")
        return
    st.info(fmt.markdown_text(number.worked(totals)), icon=":material/calculate:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_about(number, selection), width="stretch")
        if totals.rows and not outward.is_on():
            _export(number, selection, totals)
    if outward.is_on():
        st.caption(outward.NO_SINGLE_FIRMS)
    elif not totals.rows:
        st.caption("没有构成这个数的行。")
    else:
        _rows(number, selection, totals)


def _is_small(number: evidence.Number, selection: Selection) -> bool:
    lots = number.bound.get("lots")
    if isinstance(lots, LotSelection):
        return lot_outward.reason(lots) is not None
    return outward.reason(selection, number.key) is not None


def _filters(number: evidence.Number, selection: Selection) -> tuple[str, ...]:
    """The filters in force on the screen of the number, in words."""
    lots, choices = number.bound.get("lots"), snapshot.choices()
    if isinstance(lots, LotSelection):
        return tuple(lot_filters.in_force(lots, choices).values())
    return tuple(filters.in_force(selection, choices).values())


def _about(number: evidence.Number, selection: Selection) -> str:
    """Of which year, filters, caliber and build the number is."""
    info, chosen = snapshot.build_info(), _filters(number, selection)
    facts = {
        "年度": str(selection.year or fmt.MISSING),
        "筛选": "、".join(chosen) or "无",
        "口径": _caliber(number),
        "软件版本": info.product_version or fmt.MISSING,
        "构建": info.build_id,
        "数据截止": info.data_date or fmt.MISSING,
    }
    return " · ".join(f"{label} {fmt.markdown_text(text)}" for label, text in facts.items())


def _caliber(number: evidence.Number) -> str:
    """By which method, and under which version of which rule pack or plan."""
    if "caliber" in number.bound:
        return str(number.bound["caliber"])
    pack = next((pack for pack in grading.packs() if pack.pack_id == number.bound.get("pack")), None)
    method = "地块法" if number.of_parcels else "企业法"
    return f"{pack.name} 版本 {pack.version}（{method}）" if pack else method


def _rows(number: evidence.Number, selection: Selection, totals: Totals) -> None:
    rows = ask.rows(number.key, selection, number.bound, MOST_ROWS)
    sources = ask.sources(
        number.key,
        selection,
        number.bound,
        of_parcels=number.of_parcels,
        inputs=number.inputs,
        most=MOST_ROWS,
    )
    of = "宗" if number.of_parcels else "户"
    cut = f"屏幕只列前 {MOST_ROWS} {of}，导出的工作簿列全部。" if totals.rows > MOST_ROWS else ""
    st.caption(f"构成这个数的 {fmt.number(totals.rows)} {of}，最要紧的在前。{cut}点一行看它的来源行和档案。")
    shown = evidence.with_sources(rows, sources, totals.amount)
    columns = evidence.columns(number)
    event = st.dataframe(
        tables.rounded(dossier.with_words(shown[[column.name for column in columns]]), columns),
        key=f"evidence_rows_{number.key}",
        column_config=tables.column_config(columns),
        height=TABLE_HEIGHT,
        hide_index=True,
        placeholder=fmt.MISSING,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"构成{number.label}的行",
    )
    # A row number outlives the rows that it was chosen in.
    place = next(iter(event["selection"]["rows"]), len(rows))
    _sources(sources, rows.iloc[place : place + 1], number.of_parcels)


def _sources(sources: pd.DataFrame, chosen: pd.DataFrame, of_parcels: bool) -> None:
    """Draw the source rows of the chosen row, or of all that are shown."""
    if len(chosen):
        subject, name = chosen["subject_id"].iloc[0], chosen["name"].iloc[0]
        link = screens.parcel_link if of_parcels else screens.enterprise_link
        link(subject, f"{'宗地' if of_parcels else '企业'}档案：{name}")
        panels.source_table(sources[sources["subject_id"] == subject], dossier.SOURCES)
        return
    expander = st.expander(
        f"以上各行的来源行 · {fmt.number(len(sources))} 处", key="evidence_sources", on_change="rerun"
    )
    if expander.open:
        with expander:
            if len(sources) > MOST_SOURCES:
                st.caption(f"只列前 {fmt.number(MOST_SOURCES)} 处，导出的工作簿列全部。")
            panels.source_table(sources.head(MOST_SOURCES), dossier.SOURCES_OF)


def _export(number: evidence.Number, selection: Selection, totals: Totals) -> None:
    key, bound, inputs = number.key, number.bound, number.inputs
    rows = ask.rows_later(key, selection, bound)
    sources = ask.sources_later(key, selection, bound, of_parcels=number.of_parcels, inputs=inputs)
    columns = evidence.columns(number)
    downloads.popover(
        Screen(
            f"依据_{number.label}",
            selection.year,
            (*_filters(number, selection), number.worked(totals)),
            snapshot.build_info(),
            _caliber(number),
        ),
        lambda: (
            Sheet(
                "构成",
                lambda: dossier.with_words(evidence.with_sources(rows(), sources(), totals.amount)),
                columns,
            ),
            Sheet("来源行", lambda: dossier.with_source_words(sources()), dossier.SOURCES_OF),
        ),
        key="evidence_export",
    )
