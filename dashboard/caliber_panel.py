"""The tab 口径试算 of 亩均税收: what another caliber would change, whose grade moves, who crosses the line."""

from __future__ import annotations

import streamlit as st

from dashboard import caliber_sentences as sentences
from dashboard import caliber_tables, charts, downloads, filters, grade_charts, tables, widgets
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.queries import calibers, grading, snapshot
from dashboard.queries.calibers import Caliber
from dashboard.queries.snapshot import Choices
from dashboard.selection import Selection
from dashboard.workbook import Sheet
from etl.contracts.calibers import ADJUSTMENTS, AREAS, TENANT_POLICIES, VACANT

MOST_ROWS = 500


def show(selection: Selection, choices: Choices, by_parcel: bool) -> None:
    """Draw the choice of a caliber and what it changes against the published grades of a rule pack."""
    packs = {pack.pack_id: pack.name for pack in grading.packs() if not pack.missing}
    if not packs:
        st.caption("快照中没有可以计算的口径包。")
        return
    controls, answer = st.columns([2, 5], gap="large")
    with controls:
        pack = filters.pack(packs)
        own = calibers.of_pack(pack)
        chosen = _choose(own)
        line = filters.tax_per_mu_line()
    with answer:
        moves = calibers.moves(selection, pack, chosen, line, by_parcel=by_parcel)
        st.markdown(sentences.difference(own, chosen))
        if moves.empty:
            st.caption("所选条件下没有可以评价的对象：需要知道规模、税收和用地。")
            return
        st.markdown(sentences.effect(moves, line, by_parcel=by_parcel))
        st.plotly_chart(
            grade_charts.regraded(moves),
            height=grade_charts.MIGRATION_HEIGHT,
            config=charts.CONFIG,
            alt=f"口径包的等级（纵）到试算等级（横）的数量。{sentences.effect(moves, line, by_parcel=by_parcel)}",
        )
    _list(selection, pack, chosen, line, tuple(filters.in_force(selection, choices).values()), by_parcel)


def _choose(own: Caliber) -> Caliber:
    """The visitor's caliber; each control starts where the pack stands."""
    return Caliber(
        area=widgets.code("面积口径", "area", AREAS, own.area),
        counts_vacant=widgets.code("空置厂房", "vacant", VACANT, "owner" if own.counts_vacant else "excluded")
        == "owner",
        tenants=widgets.code("租户", "tenants", TENANT_POLICIES, own.tenants),
        adjustments=widgets.ticked("评价税收 = 入库税收，再计入", "adjust", ADJUSTMENTS, own.adjustments),
    )


def _list(
    selection: Selection,
    pack: str,
    chosen: Caliber,
    line: float,
    words: tuple[str, ...],
    by_parcel: bool,
) -> None:
    rows = calibers.changed(selection, pack, chosen, line, by_parcel=by_parcel, most=MOST_ROWS)
    if rows.empty:
        st.caption("没有换档或跨线的。")
        return
    columns = caliber_tables.CHANGED_PARCELS if by_parcel else caliber_tables.CHANGED_FIRMS
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("换档或跨线的名单", anchor=False, width="content")
        st.caption(
            f"换档的在前；只列前 {fmt.number(MOST_ROWS)} 条，导出含全部。"
            if len(rows) == MOST_ROWS
            else "换档的在前。",
            width="stretch",
        )
        later = calibers.changed_later(selection, pack, chosen, line, by_parcel=by_parcel)
        sheet = Sheet("换档或跨线", lambda: caliber_tables.with_words(later()), columns)
        told = (*words, f"口径包 {pack}", f"门槛 {fmt.bound(line)} 万元/亩")
        downloads.popover(
            Screen("口径试算", selection.year, told, snapshot.build_info(), sentences.words(chosen)),
            lambda: [sheet],
            key="caliber_export",
        )
    st.dataframe(
        tables.readable(caliber_tables.with_words(rows)),
        column_config=tables.column_config(columns),
        column_order=[column.name for column in columns],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="换档或跨过门槛的名单，前后的等级、名次、税收、用地和亩均税收",
    )
