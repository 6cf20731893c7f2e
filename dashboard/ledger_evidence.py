"""What the numbers of a work ledger are made of: the cases that each counts, and the rows of the files behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import outward, panels
from dashboard.dossier import SOURCES_OF
from dashboard.queries import growth
from dashboard.queries.growth import Asked
from etl.contracts import Column

MOST_ROWS = 300


@dataclass(frozen=True)
class Counted:
    """The cases that a number counts, and in words which those are."""

    said: str
    rows: pd.DataFrame


def menu(
    ledger: str,
    case_id: str,
    columns: Sequence[Column],
    numbers: Mapping[str, Counted],
    asked: Asked,
    key: str,
) -> None:
    """Draw the choice of a number whose cases and sources are to be seen; not for others, who see no single cases.

    ``case_id`` names the column by which the lineage of ``ledger`` knows a case.
    """
    if outward.is_on():
        return
    chosen = st.menu_button(
        "依据",
        list(numbers),
        key=f"evidence_{key}",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一个数，看它由哪些事项构成、来自哪个文件的哪一行",
    )
    if chosen is not None:
        _show(chosen, numbers[chosen], ledger, case_id, columns, asked)


@st.dialog("依据", width="large", icon=":material/receipt_long:")
def _show(
    number: str, counted: Counted, ledger: str, case_id: str, columns: Sequence[Column], asked: Asked
) -> None:
    st.markdown(f"**{number}** · {counted.said}")
    if counted.rows.empty:
        st.caption("没有构成这个数的事项。")
        return
    sources = growth.sources(ledger, tuple(counted.rows[case_id]))
    firms = f"{fmt.number(counted.rows['firm'].nunique())} 家企业，" if "firm" in counted.rows else ""
    st.caption(
        f"截至 {asked.on:%Y-%m-%d} · {fmt.number(len(counted.rows))} 件，{firms}来自 {fmt.number(len(sources))} 处原始行。"
    )
    panels.table(counted.rows.head(MOST_ROWS), columns, f"构成{number}的事项")
    with st.expander(f"来源行 · {fmt.number(len(sources))} 处"):
        panels.source_table(sources.head(MOST_ROWS), SOURCES_OF)
