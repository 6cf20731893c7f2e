"""The tab 两头与潜力: the best, the worst, and the tax that those below their yardstick could bring."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import cards, metric_row, sentences, tables, widgets
from dashboard import format as fmt
from dashboard.industries import division_label
from dashboard.queries import standing
from dashboard.queries.enterprises import Figures
from dashboard.selection import Selection

MOST_RECOVERABLE = 20
NOTHING = "所选企业都没有亩均税收。放宽筛选条件，或点“重置”。"
END = ("name", "tax_wan_yuan_per_mu", "tax_wan_yuan", "land_mu")
POTENTIAL = (
    "name",
    "recoverable_wan_yuan",
    "tax_wan_yuan_per_mu",
    "yardstick",
    "land_mu",
    "industry",
)


def show(selection: Selection, now: Figures) -> None:
    """Draw the best and the worst of the selection, and what those below their yardstick could bring."""
    if not now.with_ratio:
        st.caption(NOTHING)
        return
    yardsticks = {"industry": "行业中位数", "district": "全区中位数"}
    yardstick = widgets.one_of("对照", "yardstick", yardsticks)
    firms = standing.recoverable(selection, by_industry=yardstick == "industry", most=MOST_RECOVERABLE)
    total, count = (firms["total_wan_yuan"].iloc[0], int(firms["firms"].iloc[0])) if len(firms) else (0.0, 0)
    left, right = st.columns([1, 3])
    with left:
        metric_row.show(
            (cards.recoverable(total, count, yardsticks[yardstick]),),
            selection,
            {"by_industry": yardstick == "industry"},
        )
        st.caption(
            f"行业按两位代码；全区不足 {standing.LEAST_OF_AN_INDUSTRY} 户有亩均税收的行业、"
            "没有注明行业的，对照全区中位数。"
        )
    with right:
        st.subheader(f"潜力最大的 {MOST_RECOVERABLE} 户", anchor=False)
        if firms.empty:
            st.caption(f"没有低于{yardsticks[yardstick]}的企业，没有可挖潜的税收。")
        _short_list(firms.assign(industry=firms["industry"].map(division_label)), POTENTIAL)
    ends = standing.ends(selection, standing.ENDS)
    if remark := sentences.tied(ends["tax_wan_yuan_per_mu"]):
        st.caption(remark)
    for column, end, word in zip(st.columns(2), ("top", "bottom"), ("最高", "最低"), strict=True):
        with column:
            st.subheader(f"亩均税收{word}的 {standing.ENDS} 户", anchor=False)
            _short_list(ends[ends["end"] == end], END)
    st.caption(f"用地不足 {fmt.bound(standing.LEAST_RANKED_MU)} 亩的不列入两头。{tables.UNITS}")


def _short_list(rows: pd.DataFrame, columns: Sequence[str]) -> None:
    st.dataframe(
        tables.readable(rows[list(columns)]),
        column_config=tables.end_columns(),
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="企业名单",
    )
