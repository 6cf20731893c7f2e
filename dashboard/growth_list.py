"""A list of cases of a work ledger: narrowed to what is late or does not match, each with a way to its firm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import panels, screens, widgets
from etl.contracts import Column

MOST_ROWS = 300
ALL, LATE, UNMATCHED = "all", "late", "unmatched"
ONLY: Mapping[str, str] = {ALL: "全部", LATE: "逾期", UNMATCHED: "未匹配"}


def narrowed(rows: pd.DataFrame, only: str) -> pd.DataFrame:
    """Those of the cases that are late on the day asked, or whose firm nobody knows."""
    if only == LATE:
        return rows[rows["overdue_days"].notna()]
    return rows[rows["enterprise_id"].isna()] if only == UNMATCHED else rows


def only_of(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """The cases under a choice of which ones a visitor wants to see; each choice says how many there are."""
    codes = [code for code in ONLY if code != LATE or "overdue_days" in rows]
    return narrowed(rows, widgets.one_of("只看", key, {code: ONLY[code] for code in codes}))


def to_firm(case: pd.Series) -> None:
    """Draw the name of a case's firm and the way to its dossier."""
    firm = case["firm"]
    st.markdown(f"**{fmt.markdown_text(firm if isinstance(firm, str) else fmt.MISSING)}**", width="content")
    if isinstance(case["enterprise_id"], str):
        screens.enterprise_link(case["enterprise_id"])
    else:
        st.caption("企业不在名录，到不了企业档案。")


def show(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    key: str,
    unit: str,
    order: str,
    also: Callable[[pd.Series], None] | None = None,
    *,
    way: Callable[[pd.Series], None] = to_firm,
    leads_to: str = "企业档案",
) -> None:
    """Draw the cases; a row that is chosen leads ``way``, to the dossier of its firm, and to where ``also`` leads."""
    above = st.container(horizontal=True, gap="small", vertical_alignment="center")
    picked = panels.pickable(rows.head(MOST_ROWS), columns, key, f"{order}的清单")
    with above:
        # A row number outlives the rows that it was chosen in.
        if picked is not None and picked < len(rows):
            way(rows.iloc[picked])
            if also is not None:
                also(rows.iloc[picked])
        else:
            cut = f"，只列前 {MOST_ROWS}，导出含全部" if len(rows) > MOST_ROWS else ""
            st.caption(
                f"{fmt.number(len(rows))} {unit}，{order}{cut}。点一行左边的方框，这里出现{leads_to}。"
            )
