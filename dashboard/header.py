"""The line above every page: of what date its numbers are, from which files, with which known faults."""

from __future__ import annotations

import streamlit as st

from dashboard import format as fmt
from dashboard import outward, screens, tables
from dashboard.queries import snapshot
from etl.contracts.findings import SEVERITY_LABELS

POPOVER_WIDTH = 720


def show(title: str) -> None:
    """Draw the header of the pinned build over the page called ``title``."""
    info = snapshot.build_info()
    facts = {
        "数据截止": info.data_date,
        "构建": info.build_id,
        "构建时间": fmt.local_time(info.built_at, st.context.timezone),
        "口径": info.rule_packs,
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False):
        st.title(f"亩均 · {title}", anchor=False, width="content")
        st.caption(
            " · ".join(f"{label} {_whole(text)}" for label, text in facts.items()),
            width="stretch",
        )
        _sources()
        _issues()


def _whole(fact: str | None) -> str:
    """A fact in one piece: no line breaks within a time or before its unit."""
    return fmt.markdown_text(fact or fmt.MISSING).replace(" ", "\u00a0")


def _sources() -> None:
    popover = st.popover(
        f"来源 {snapshot.source_files()} 个文件",
        icon=":material/folder_open:",
        type="tertiary",
        key="sources",
        on_change="rerun",
    )
    if not popover.open:
        return
    sources = snapshot.sources()
    with popover:
        if sources.empty:
            st.caption("快照没有记录来源文件。", width=POPOVER_WIDTH)
            return
        st.dataframe(
            tables.with_entity_labels(sources),
            column_config=tables.source_columns(),
            hide_index=True,
            width=POPOVER_WIDTH,
            placeholder=fmt.MISSING,
            alt="来源文件的清单",
        )


def _issues() -> None:
    total = snapshot.issue_totals()
    words = " · ".join(
        f"{word} {fmt.number(total[severity])}"
        for severity, word in SEVERITY_LABELS.items()
        if severity in total
    )
    popover = st.popover(
        f"数据问题 {words or 0}",
        icon=":material/fact_check:",
        type="tertiary",
        key="issues",
        on_change="rerun",
    )
    if not popover.open:
        return
    counts = snapshot.issue_counts()
    with popover:
        screens.data_links_link()
        if counts.empty:
            st.caption("各项检查没有发现问题。", width=POPOVER_WIDTH)
            return
        # A reason may quote what two files say of one enterprise.
        shown = counts.drop(columns="reason") if outward.is_on() else counts
        st.dataframe(
            tables.with_finding_labels(shown),
            column_config=tables.issue_columns(),
            hide_index=True,
            width=POPOVER_WIDTH,
            placeholder=fmt.MISSING,
            alt="各项检查发现的数据问题条数",
        )
