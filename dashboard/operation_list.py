"""The lists of 运行监测: firms by their contribution, and the watch of those whose output falls; each leads to its firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import operation_book as book
from dashboard import operation_tables as tables
from dashboard import panels, screens, widgets
from dashboard.queries import decline, growth
from dashboard.queries.operations import Asked
from etl.contracts import Column

MOST_ROWS = 300
PILLARS: Mapping[str, str] = {"up": "拉动", "down": "拖累", "leaders": "龙头", "untold": "不能比"}
WATCH: Mapping[str, str] = {
    "grave": "橙红", "all": "全部", "differing": "有出入", "recovered": "已回升", "unhelped": "缺帮扶", "lost": "未匹配",
}  # fmt: skip


def pillars(rows: pd.DataFrame, asked: Asked) -> None:
    """Draw the firms under a choice of whom a visitor wants to see."""
    only = widgets.one_of("企业", "op_firms", PILLARS)
    listed = {
        "up": rows[rows["contribution"].notna()],
        "down": rows[rows["contribution"].notna()].iloc[::-1],
        "leaders": rows[rows["leader_level"].notna()],
        "untold": rows[rows["contribution"].isna()],
    }[only]
    _list(listed, tables.CONTRIBUTIONS, f"operation_firms_{only}", asked, "户")


def watch(rows: pd.DataFrame, asked: Asked) -> None:
    """Draw the watch under the same kind of choice, and the rule by which the returns' colours were given."""
    only = widgets.one_of("只看", "op_only", WATCH)
    listed = {
        "grave": book.grave_first(rows),
        "all": rows,
        "differing": rows[rows["difference"].notna() & ~rows["is_lost"]],
        "recovered": rows[rows["is_recovered"]],
        "unhelped": rows[rows["is_unhelped"]],
        "lost": rows[rows["is_lost"]],
    }[only]
    _list(listed, tables.WATCH, f"operation_watch_{only}", asked, "行")
    if rule := decline.rule():
        st.caption(_of_rule(rule))


def _of_rule(rule: Mapping[str, Any]) -> str:
    steps = "；".join(
        f"{word}：累计同比低于 −{fmt.bound(rule[f'{name}_fall_pct'])}%，或连续下降 {rule[f'{name}_returns']} 期"
        for name, word in (("blue", "蓝"), ("orange", "橙"), ("red", "红"))
    )
    return f"{steps}（1—2 月合并为一期）。界线第 {rule['version']} 版。{fmt.markdown_text(rule['source'])}。"


def _list(rows: pd.DataFrame, columns: Sequence[Column], key: str, asked: Asked, unit: str) -> None:
    if rows.empty:
        st.caption("没有这样的企业。")
        return
    above = st.container(horizontal=True, gap="small", vertical_alignment="center")
    picked = panels.pickable(rows.head(MOST_ROWS), columns, key, "企业的清单")
    # A row number outlives the rows that it was chosen in.
    if picked is not None and picked < len(rows):
        _one(rows.iloc[picked], asked, above)
        return
    with above:
        cut = f"，只列前 {MOST_ROWS}，导出含全部" if len(rows) > MOST_ROWS else ""
        st.caption(f"{fmt.number(len(rows))} {unit}{cut}。点一行左边的方框，出现企业档案和来源行。")


def _one(row: pd.Series, asked: Asked, above: st.delta_generator.DeltaGenerator) -> None:
    """Draw the way to a row's firm, and the rows of incoming files that its figures come from."""
    firm = row["enterprise_id"]
    with above:
        if isinstance(firm, str):
            screens.enterprise_link(firm, f"企业档案：{row['firm']}")
        else:
            st.caption("名录中没有这家企业，到不了企业档案。")
    panels.source_table(sources(row, asked), tables.SOURCES)


def sources(row: pd.Series, asked: Asked) -> pd.DataFrame:
    """The rows of files behind a row of a list: the firm's returns of both years, and the ledger's own line."""
    firm, case = row["enterprise_id"], row.get("watch_id")
    months = (asked.month, asked.month.replace(year=asked.month.year - 1))
    returns = tuple(f"{firm}|{month}" for month in months) if isinstance(firm, str) else ()
    found = growth.sources("operation_month", returns)
    if not isinstance(case, str):
        return found
    return pd.concat([growth.sources("decline_watch", (case,)), found], ignore_index=True)
