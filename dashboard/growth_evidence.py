"""What the numbers of a tab of 培育与申报 are made of: the cases of its ledger, and the rows of the files behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import growth_tables as tables
from dashboard import outward, panels
from dashboard.queries import growth
from dashboard.queries.growth import Asked
from etl.contracts import Column
from etl.contracts.declaration import PASSED, UNDER_WAY
from etl.contracts.upgrade_pool import ENTERED, LEFT

MOST_ROWS = 300


@dataclass(frozen=True)
class Ledger:
    """A ledger as evidence: its key, its columns, and which of its cases each number counts."""

    key: str
    status: str
    columns: tuple[Column, ...]
    numbers: Mapping[str, tuple[str, ...]]


# No status at all stands for every case.
LEDGERS: Mapping[str, Ledger] = {
    "declaration": Ledger(
        "declaration_id",
        "declaration_status",
        tables.DECLARATIONS,
        {"申报": (), "在办": UNDER_WAY, "通过": PASSED},
    ),
    "cloud_adoption": Ledger(
        "adoption_id",
        "cloud_status",
        tables.ADOPTIONS,
        {"已上云": ("已上云", "已核验"), "意向和签约": ("意向", "签约")},
    ),
    "upgrade_pool": Ledger(
        "pool_id",
        "pool_status",
        tables.POOL,
        {"已入库": (ENTERED,), "在培育": ("储备", "重点培育", "已达标", "已申报"), "退出": (LEFT,)},
    ),
}


def menu(ledger: str, rows: pd.DataFrame, asked: Asked) -> None:
    """Draw the choice of a number whose cases and sources are to be seen; not for others, who see no single cases."""
    if outward.is_on():
        return
    chosen = st.menu_button(
        "依据",
        list(LEDGERS[ledger].numbers),
        key=f"evidence_{ledger}",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一个数，看它由哪些事项构成、来自哪个文件的哪一行",
    )
    if chosen is not None:
        _show(chosen, LEDGERS[ledger], ledger, rows, asked)


@st.dialog("依据", width="large", icon=":material/receipt_long:")
def _show(number: str, ledger: Ledger, name: str, rows: pd.DataFrame, asked: Asked) -> None:
    statuses = ledger.numbers[number]
    counted = rows[rows[ledger.status].isin(statuses)] if statuses else rows
    st.markdown(f"**{number}** · 状态：{'、'.join(statuses) or '全部'}")
    if counted.empty:
        st.caption("没有构成这个数的事项。")
        return
    sources = growth.sources(name, tuple(counted[ledger.key]))
    st.caption(
        f"截至 {asked.on:%Y-%m-%d} · {fmt.number(len(counted))} 件，{fmt.number(counted['firm'].nunique())} 家企业，"
        f"来自 {fmt.number(len(sources))} 处原始行。"
    )
    panels.table(counted.head(MOST_ROWS), ledger.columns, f"构成{number}的事项")
    with st.expander(f"来源行 · {fmt.number(len(sources))} 处"):
        panels.source_table(sources.head(MOST_ROWS), tables.SOURCES)
