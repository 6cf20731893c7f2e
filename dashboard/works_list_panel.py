"""The list of cases of park standardisation of one kind: narrowed by stage, each with a way to its parcels and its firm."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import panels, screens, widgets
from dashboard import works_tables as tables
from dashboard.filters_more import many
from dashboard.queries import works
from dashboard.queries.works import Asked

STAGE, EXPIRY = "wstage", "wexpiry"
MOST_ROWS = 300
UNITS = {"park_plot": "个", "self_upgrade": "户", "land_reserve": "项", "temporary_land": "宗"}


def show(asked: Asked, kind: str, stages: list[str]) -> None:
    """Draw the cases of a kind under a choice of their stages; ``stages`` are those that can be chosen."""
    key = EXPIRY if kind == "temporary_land" else STAGE
    label = "到期" if key == EXPIRY else "阶段"
    chosen = many(label, key, {stage: stage for stage in stages})
    chosen = tuple(each for each in chosen if each in stages)
    narrowed = {"expiries": chosen} if key == EXPIRY else {"stages": chosen}
    rows = works.cases(asked, kind, **narrowed)
    to_dossiers = st.container(horizontal=True, gap="small", vertical_alignment="center")
    clicked = panels.pickable(
        rows.head(MOST_ROWS), tables.LISTS[kind], f"works_{kind}", "园区标准化事项的清单"
    )
    with to_dossiers:
        # A row number outlives the rows that it was chosen in.
        if clicked is not None and clicked < len(rows):
            _dossiers(rows.iloc[clicked])
        else:
            order = "到期早的在前" if kind == "temporary_land" else "超期久的在前"
            cut = f"，只列前 {MOST_ROWS}，导出含全部" if len(rows) > MOST_ROWS else ""
            st.caption(
                f"{fmt.number(len(rows))} {UNITS[kind]}，{order}{cut}。点一行左边的方框，这里出现它的地块档案和企业档案。"
            )


def _dossiers(case: pd.Series) -> None:
    """Draw the ways to a case's parcels and to its firm, and what of it leads nowhere."""
    st.markdown(f"**{fmt.markdown_text(case['label'])}**", width="content")
    if isinstance(case["enterprise_id"], str):
        screens.enterprise_link(case["enterprise_id"])
    parcels = case["parcels"].split("、") if isinstance(case["parcels"], str) else []
    for parcel in parcels[: panels.MOST_LINKS]:
        screens.parcel_link(parcel, parcel)
    if not parcels:
        st.caption("没有写明宗地，或宗地文件中没有，到不了地块档案。")


def choose_kind(kinds: dict[str, str]) -> str:
    """The kind of cases that the visitor looks at."""
    return widgets.one_of("类别", "works_of", kinds)
