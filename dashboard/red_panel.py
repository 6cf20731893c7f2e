"""The red list of 总览: how much is late in each line, the worst of it, and all of it below; others see counts alone."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import format as fmt
from dashboard import outward, panels, red_lines, screens, tables, widgets
from dashboard.red_lines import LIST, PAGES
from dashboard.selection import Selection
from dashboard.small_cells import LEAST_FIRMS

MOST_WORST, MOST_ROWS = 8, 300
WIDTHS = {"name": 154, "what": 112, "owner": 68, "due_on": 88, "days_over": 74}
ALL = "全部"
ONLY_COUNTS = f"对外视图：只列各条线的件数，不足 {LEAST_FIRMS} 件的不列。"


def worst(found: pd.DataFrame, selection: Selection) -> None:
    """Draw the total, the lines with their counts, and what has been late for longest."""
    late = f":red[**{fmt.number(len(found))} 件**]" if len(found) else "没有逾期"
    st.subheader(f"红色清单 · {late}", anchor=False, help=red_lines.DEFINITION)
    if outward.reason(selection):
        st.caption(outward.SMALL)
        return
    counts = red_lines.counts(found)
    if outward.is_on():
        counts = counts[counts["cases"] >= LEAST_FIRMS]
    st.caption(" · ".join(f"{line}\u00a0{cases}" for line, cases in counts.itertuples(index=False)))
    if outward.is_on():
        st.caption(ONLY_COUNTS)
    elif len(found):
        st.dataframe(
            tables.rounded(found.head(MOST_WORST), LIST),
            column_config=_narrow(),
            column_order=list(WIDTHS),
            hide_index=True,
            placeholder=fmt.MISSING,
            alt="逾期最久的事项：名称、事项、责任、期限、逾期天数",
        )


def _narrow() -> dict[str, ColumnConfig]:
    """The columns as wide as they fit side by side beside the other panels."""
    found = tables.column_config(LIST)
    for name, width in WIDTHS.items():
        found[name]["width"] = width
    return found


def whole(found: pd.DataFrame) -> None:
    """Draw all of it under a choice of the line; a row that is chosen leads to its page and to its firm."""
    if found.empty or outward.is_on():
        return
    with st.expander(f"红色清单全部 · {fmt.number(len(found))} 件"):
        lines = red_lines.counts(found)["line"].tolist()
        line = widgets.one_of("条线", "red_line", {name: name for name in (ALL, *lines)})
        rows = found if line == ALL else found[found["line"] == line]
        above = st.container(horizontal=True, gap="small", vertical_alignment="center")
        picked = panels.pickable(rows.head(MOST_ROWS), LIST, "red_list", "逾期的事项，逾期久的在前")
        with above:
            # A row number outlives the rows that it was chosen in.
            if picked is not None and picked < len(rows):
                _way(rows.iloc[picked])
            else:
                cut = f"，只列前 {MOST_ROWS}，导出含全部" if len(rows) > MOST_ROWS else ""
                st.caption(f"{fmt.number(len(rows))} 件{cut}。点一行左边的方框，这里出现它的台账和企业档案。")


def _way(row: pd.Series) -> None:
    st.markdown(f"**{fmt.markdown_text(str(row['name']))}**", width="content")
    page, place = PAGES[row["line"]]
    screens.way(page, f"{row['line']}台账", place)
    if isinstance(row["enterprise_id"], str):
        screens.enterprise_link(row["enterprise_id"])
