"""The red list of 总览: how much is late in each line, the worst of it, and all of it below; others see counts alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import outward, panels, red_lines, screens, widgets
from dashboard.red_lines import LIST, PAGES
from dashboard.selection import Selection
from dashboard.small_cells import LEAST_FIRMS

MOST_WORST, MOST_ROWS = 8, 300
ALL = "全部"
# A date stays in one line.
NO_BREAK = "\u2011"
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
        st.markdown("\n".join(_item(row) for row in found.head(MOST_WORST).to_dict("records")))


def _item(row: Mapping[Hashable, Any]) -> str:
    """A late case as an entry of a list, which breaks its lines where a panel is narrow: a table would cut its cells."""
    name, what, owner = (_word(row[each]) for each in ("name", "what", "owner"))
    due = f"{row['due_on']:%Y-%m-%d}".replace("-", NO_BREAK) if pd.notna(row["due_on"]) else ""
    facts = " · ".join(filter(None, (owner, due, _late(row["days_over"]))))
    return f"- **{name}** {what} :small[:gray[{facts}]]"


def _word(value: Any) -> str:
    return fmt.markdown_text(str(value)) if pd.notna(value) else ""


def _late(days: Any) -> str:
    if pd.isna(days):
        return ""
    return (
        f":red[**逾\u00a0{fmt.number(days)}\u00a0天**]"
        if days > 0
        else f"还有\u00a0{fmt.number(-days)}\u00a0天"
    )


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
