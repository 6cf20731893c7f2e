"""履约: the district's land-supply contracts, which promises they keep, and who breaks which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    charts,
    downloads,
    metric_row,
    outward,
    panels,
    promise_charts,
    promise_tables,
    promises,
    screens,
    widgets,
)
from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.database import all_rows
from dashboard.handout import Screen
from dashboard.queries import land_contracts
from dashboard.queries.land_contracts import BROKEN, KINDS, UNTOLD
from dashboard.queries.snapshot import BuildInfo
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.workbook import Sheet

MOST_ROWS = 1_000
CALIBER = (
    "按期：实际日期不晚于约定日期；没有实际日期而确知还没有发生的，算到数据日期。"
    "投资强度 = 固定资产累计投入 ÷ 供地面积，竣工时考核；"
    "容积率竣工后核定；亩均税收和亩均产值取宗地最近年度的数，自约定达产后的第一个整年度考核。缺数据的不算违约。"
)
# What the list may be narrowed to: everything, or the contracts that break one kind of promise.
LISTS: Mapping[str, str] = {
    "all": "全部",
    **{kind: f"{label}{BROKEN}" for kind, label in KINDS.items()},
    "untold": "有缺数据的",
}


def show(selection: Selection, info: BuildInfo, chosen: Sequence[str]) -> None:
    """Draw the contracts of the selection's towns and parks; ``chosen``: the filters in force, in words."""
    if outward.refuses():
        return
    if not land_contracts.are_there():
        st.info(lacking(("land_contract",), None), icon=":material/help:")
        return
    until = promises.as_of(info.data_date)
    counts = land_contracts.counts(selection, until)
    if counts.empty:
        st.info("所选片区和镇街没有供地合同。", icon=":material/filter_alt_off:")
        return
    _top(selection, info, chosen, counts, until)
    metric_row.show(_cards(counts, until), selection)
    with st.container(border=True):
        st.markdown("**约定做到了多少** :small[:gray[按约定事项，单位：宗。缺数据的不算违约]]")
        st.plotly_chart(
            promise_charts.by_kind(counts), config=charts.CONFIG, alt=promise_charts.words(counts)
        )
    _list(land_contracts.contracts(selection, until))


def _top(
    selection: Selection, info: BuildInfo, chosen: Sequence[str], counts: pd.DataFrame, until: date | None
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(promises.district(counts, until), width="stretch")
        downloads.popover(
            Screen("履约", None, tuple(chosen), info, CALIBER),
            partial(sheets, selection, until),
            key="export_promises",
        )
    st.caption(
        f"{CALIBER}筛选中只有片区和镇街起作用；对不上宗地的合同不属于任何片区和镇街。"
        + ("" if until else "快照没有数据日期，没有发生的不判断是否到期。")
    )


def sheets(selection: Selection, until: date | None) -> list[Sheet]:
    """The tables of the panel: every contract with its facts and verdicts, and the counts by kind."""
    contracts: Callable[[], pd.DataFrame] = land_contracts.contracts_later(selection, until)
    return [
        Sheet(
            "供地合同",
            lambda: promise_tables.with_firms(contracts()),
            promise_tables.DISTRICT,
            promise_tables.DISTRICT_LIST,
        ),
        Sheet(
            "结论计数",
            lambda: promise_tables.with_labels(land_contracts.counts(selection, until)),
            promise_tables.KIND_COUNTS,
        ),
    ]


def _cards(counts: pd.DataFrame, until: date | None) -> tuple[Card, ...]:
    rows = {row["kind"]: row for row in all_rows(counts)}
    start, completion, investment = (rows[kind] for kind in ("start", "completion", "investment"))
    period = f"截至 {until}" if until else "没有数据日期"
    return (
        Card(
            "按期开工率",
            fmt.large(promises.share_kept(start), "%", 1),
            period,
            f"{_judged(start)}，按期 {fmt.number(start['kept'])}",
            "按期开工的合同 ÷ 判得出是否按期的合同；未到期和缺数据的不计。",
        ),
        Card(
            "逾期开工",
            fmt.large(start["broken"], "宗", 0),
            period,
            f"还没有开工 {fmt.number(start['undone'])} 宗",
            "实际开工晚于约定，或约定日期已过而确知还没有开工。",
        ),
        Card(
            "逾期竣工",
            fmt.large(completion["broken"], "宗", 0),
            period,
            f"还没有竣工 {fmt.number(completion['undone'])} 宗",
            "实际竣工晚于约定，或约定日期已过而确知还没有竣工。",
        ),
        Card(
            "投资强度未达",
            fmt.large(investment["broken"], "宗", 0),
            period,
            _judged(investment),
            "已竣工或约定竣工日期已过，固定资产累计投入 ÷ 供地面积低于约定。",
        ),
    )


def _judged(row: Mapping[str, Any]) -> str:
    return f"判得出 {fmt.number(row['kept'] + row['broken'])}/{fmt.number(row['contracts'])} 宗"


def _list(contracts: pd.DataFrame) -> None:
    only = widgets.one_of("只看", "promise", LISTS)
    rows = narrowed(contracts, only)
    if rows.empty:
        st.caption(f"没有这样的合同：{LISTS[only]}。")
        return
    above = st.container(horizontal=True, vertical_alignment="center")
    listed = promise_tables.with_firms(rows.head(MOST_ROWS))
    columns = {column.name: column for column in promise_tables.DISTRICT}
    place = panels.pickable(
        listed,
        [columns[name] for name in promise_tables.DISTRICT_LIST],
        "promise_list",
        "供地合同和各项约定的结论",
    )
    with above:
        # A row number outlives the rows that it was chosen in.
        _chosen(None if place is None or place >= len(listed) else all_rows(listed)[place], len(rows))


def narrowed(contracts: pd.DataFrame, only: str) -> pd.DataFrame:
    """Those of the contracts that a visitor wants to see, by the code of `LISTS`."""
    if only in KINDS:
        return contracts[contracts[f"{only}_verdict"] == BROKEN]
    if only == "untold":
        verdicts = contracts[[f"{kind}_verdict" for kind in KINDS]]
        return contracts[(verdicts == UNTOLD).any(axis=1)]
    return contracts


def _chosen(contract: Mapping[str, Any] | None, rows: int) -> None:
    """Draw the ways from the chosen contract to its parcel and firm; how to choose one otherwise."""
    if contract is None:
        most = f"，只列前 {fmt.number(MOST_ROWS)} 宗，导出含全部" if rows > MOST_ROWS else ""
        st.caption(
            f"{fmt.number(rows)} 宗，违约多的在前{most}。点一行左边的方框，这里出现地块档案和用地单位的档案。"
        )
        return
    if contract["knows_parcel"]:
        screens.parcel_link(contract["parcel_id"], f"地块档案 {contract['parcel_id']}")
    if contract["enterprise_id"]:
        screens.enterprise_link(contract["enterprise_id"], contract["firm"] or contract["enterprise_id"])
    if not contract["knows_parcel"] and not contract["enterprise_id"]:
        st.caption("这宗合同对不上宗地，也对不上企业。")
