"""The lists of 四个一批, each with the way to an enterprise's dossier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import batch_bench, batch_sentences, batch_tables, panels, progress_panel, screens, tables
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.queries import batch_lists
from dashboard.selection import Selection
from etl.contracts import Column
from etl.contracts.batches import TO_VERIFY, UNFIT, WARNINGS

MOST_ROWS = 1_000
GAPS_HEIGHT = 220


def listed(selection: Selection, setting: Setting) -> None:
    """Draw the enterprises of the chosen classes."""
    with st.container(horizontal=True, vertical_alignment="center"):
        classes = batch_bench.classes()
        rows = batch_lists.rows(selection, setting.bench, classes, MOST_ROWS)
        st.caption(_shown(rows, "亩均税收从高到低。"))
    firms(rows, batch_tables.ROWS, "batch_list", "所选分类的企业名单")


def near(selection: Selection, setting: Setting) -> None:
    """Draw those near the line X, from above to below."""
    rows = batch_lists.near_line(selection, setting.bench, MOST_ROWS)
    width = fmt.bound(setting.plan.near_pct)
    above = int((rows["distance_to_line"] >= 0).sum())
    said = (
        f"亩均税收离 X = {fmt.bound(setting.bench.x)} 万元/亩不到 {width} %：{fmt.count(len(rows))}，"
        f"线上 {above}、线下 {len(rows) - above}。"
    )
    firms(rows, batch_tables.NEAR, "batch_near", "临界企业的名单", said)


def to_verify(selection: Selection, setting: Setting) -> None:
    """Draw what is missing, which file from which office would settle it, and for whom."""
    gaps = batch_lists.to_verify(selection, setting.bench)
    if gaps.empty:
        st.caption("没有待核实的企业：判定所需的数据都齐。")
        return
    st.caption("缺数据的不猜、不建议关闭。补到来件后重新构建，它们就有分类。")
    st.dataframe(
        tables.readable(batch_tables.with_settlers(gaps)),
        column_config=tables.column_config(batch_tables.GAPS),
        column_order=[column.name for column in batch_tables.GAPS],
        hide_index=True,
        height="content" if len(gaps) < 6 else GAPS_HEIGHT,
        placeholder=fmt.MISSING,
        alt="缺少的数据、补哪份来件、涉及的企业",
    )
    rows = batch_lists.rows(selection, setting.bench, (TO_VERIFY,), MOST_ROWS)
    firms(batch_tables.with_settlers(rows), batch_tables.TO_VERIFY, "batch_verify", "待核实企业的工作清单")


def unfit(selection: Selection, setting: Setting) -> None:
    """Draw those whom it would be unfair to sort yet, by kind of reason."""
    kinds = batch_lists.unfit(selection, setting.bench)
    if kinds.empty:
        st.caption("没有不宜定类的企业。")
        return
    said = "；".join(
        f"{kind} {fmt.count(counted)}、{fmt.with_unit(land, '亩', 0)}"
        for kind, counted, land in zip(kinds["kind"], kinds["firms"], kinds["land_mu"], strict=True)
    )
    rows = batch_lists.rows(selection, setting.bench, (UNFIT,), MOST_ROWS)
    firms(rows, batch_tables.UNFIT, "batch_unfit", "不宜定类企业的名单", f"不归批，另列：{said}。")


def warned(selection: Selection, setting: Setting) -> None:
    """Draw the early warnings, by rule: those of the snapshot, and the cases that are late today."""
    _by_rule(selection, setting)
    progress_panel.warned(selection)


def _by_rule(selection: Selection, setting: Setting) -> None:
    counts = batch_lists.warning_counts(selection, setting.bench)
    if counts.empty:
        st.caption("没有预警：没有连续低于门槛、税收大幅下降、用地即将到期的企业。")
        return
    said = "；".join(
        f"{WARNINGS[kind]} {fmt.count(counted)}"
        for kind, counted in zip(counts["kind"], counts["firms"], strict=True)
    )
    rows = batch_lists.warnings(selection, setting.bench, MOST_ROWS)
    firms(
        batch_tables.with_kinds(rows),
        batch_tables.WARNED,
        "batch_warned",
        "预警的企业",
        f"{said}。门槛按当前的 X。",
    )


def firms(rows: pd.DataFrame, columns: Sequence[Column], key: str, alt: str, said: str = "") -> None:
    """Draw enterprises under what is ``said`` of them; a chosen row shows the way to its dossier."""
    if rows.empty:
        st.caption(f"{said}没有这样的企业。")
        return
    above = st.container(horizontal=True, vertical_alignment="center")
    place = panels.pickable(rows, columns, key, alt)
    with above:
        # A row number outlives the rows that it was chosen in.
        _chosen(None if place is None or place >= len(rows) else rows.iloc[place], said)


def _chosen(row: pd.Series[Any] | None, said: str) -> None:
    """Draw how the chosen enterprise was judged and the way to its dossier; how to choose one otherwise."""
    if row is None:
        st.caption(f"{said}点一行左边的方框，这里出现它的判定和企业档案。")
        return
    screens.enterprise_link(str(row["enterprise_id"]), str(row["name"]))
    if "moves_to" in row:
        st.caption(batch_sentences.firm(_plain(row)), width="stretch")


def _plain(row: pd.Series[Any]) -> dict[str, object]:
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def _shown(rows: pd.DataFrame, order: str) -> str:
    if len(rows) == MOST_ROWS:
        return f"只列前 {fmt.number(MOST_ROWS)} 户，导出含全部。{order}"
    return f"{fmt.count(len(rows))}。{order}"
