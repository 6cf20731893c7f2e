"""Parcels picked in a table or in a chart: the page hears of each pick once, and a picked row leads to its dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, clicks, dossier, lookup, screens, tables
from dashboard import format as fmt
from dashboard.figure import Figure
from etl.contracts import Column

Pick = Callable[[str], None]
# The name in the address.
LOT = "lot"


def table(
    rows: pd.DataFrame, columns: Sequence[Column], key: str, alt: str, on_pick: Pick, remark: str = ""
) -> None:
    """Draw ``columns`` of ``rows``, which have a ``parcel_id``; a picked row shows its links and goes to ``on_pick``.

    ``remark`` says in which order they are, where no row is picked.
    """
    links = st.container(horizontal=True, gap="small")
    event = st.dataframe(
        tables.rounded(dossier.with_words(rows), columns),
        key=key,
        on_select=partial(_note, key),
        selection_mode="single-row",
        column_config=tables.column_config(columns),
        column_order=[column.name for column in columns],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt=alt,
    )
    # A row number outlives the rows that it was chosen in.
    place = next(iter(event["selection"]["rows"]), len(rows))
    with links:
        if place >= len(rows):
            st.caption(f"{remark}点一行左边的方框，选中这宗地，这里出现它的地块档案。")
            return
        _links(rows.iloc[place])
    if _is_new(key):
        on_pick(str(rows["parcel_id"].iloc[place]))


def chart(figure: Figure, rows: pd.DataFrame, key: str, alt: str, on_pick: Pick) -> None:
    """Draw ``figure``, whose marks stand for the parcels of ``rows``; a clicked one goes to ``on_pick``."""
    st.plotly_chart(
        figure,
        key=key,
        config=charts.CONFIG,
        on_select=partial(_note, key),
        selection_mode="points",
        alt=alt,
    )
    if _is_new(key):
        picked = clicks.clicked(st.session_state[key])
        if picked is not None and picked in set(rows["parcel_id"]):
            on_pick(picked)


def _links(row: pd.Series) -> None:
    screens.parcel_link(row["parcel_id"], f"地块档案：{row['parcel_id']}")
    if pd.notna(row["main_user_id"]):
        name = row["main_user_name"] if pd.notna(row["main_user_name"]) else row["main_user_id"]
        screens.enterprise_link(row["main_user_id"], f"主要使用企业：{name}")


def _note(key: str) -> None:
    """Remember that the visitor touched the widget just now: what stays picked is no news."""
    st.session_state[_mark(key)] = True


def _is_new(key: str) -> bool:
    return bool(st.session_state.pop(_mark(key), False))


def _mark(key: str) -> str:
    return f"{key}_touched"


def choose(parcel_id: str) -> None:
    """Make the parcel the one that the page speaks of, on its map and in its charts, and draw the page anew."""
    lookup.turn_to(parcel_id, LOT)
    st.rerun()


def chosen() -> str:
    """The parcel that the page speaks of; empty when none was picked."""
    return lookup.subject(LOT)
