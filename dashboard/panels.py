"""The cards that the page of one enterprise and that of one parcel are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import pandas as pd
import streamlit as st

from dashboard import chain_tables, charts, dossier, screens, tables
from dashboard import format as fmt
from dashboard.figure import Figure
from etl.contracts import Column

MOST_LINKS = 30
TREND_HEIGHT = 260


def table(
    frame: pd.DataFrame, columns: Sequence[Column], alt: str, order: Sequence[str] | None = None
) -> None:
    """Draw ``columns`` of ``frame``, or those in ``order``, under their headings, codes in Chinese words."""
    st.dataframe(
        tables.rounded(dossier.with_words(frame), columns),
        column_config=tables.column_config(columns),
        column_order=order or [column.name for column in columns],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt=alt,
    )


def pickable(frame: pd.DataFrame, columns: Sequence[Column], key: str, alt: str) -> int | None:
    """Draw ``columns`` of ``frame`` as `table` does; the number of the row that a visitor has chosen, if any."""
    event = st.dataframe(
        tables.rounded(dossier.with_words(frame), columns),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config=tables.column_config(columns),
        column_order=[column.name for column in columns],
        hide_index=True,
        placeholder=fmt.MISSING,
        alt=alt,
    )
    return next(iter(event["selection"]["rows"]), None)


def figures_by_year(years: pd.DataFrame, columns: Sequence[Column], alt: str) -> None:
    """Draw the figures with a column for each year."""
    turned = dossier.by_year(years, columns)
    config = {
        name: st.column_config.TextColumn(f"{name} 年", alignment="right") for name in turned.columns[1:]
    }
    config["figure"] = st.column_config.TextColumn("指标", width="medium")
    st.dataframe(turned, column_config=config, hide_index=True, height="content", alt=alt)


def trend(title: str, remark: str, figure: Figure, alt: str) -> None:
    """Draw a line chart in a card of its own."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{title}** :small[:gray[{remark}]]")
        st.plotly_chart(figure, height=TREND_HEIGHT, config=charts.CONFIG, alt=alt)


def monthly_output(figure: Figure) -> None:
    """Draw the output of an enterprise by month."""
    st.subheader("月度产值", anchor=False)
    with st.container(border=True):
        st.plotly_chart(figure, height=TREND_HEIGHT, config=charts.CONFIG)
        st.caption("1—2 月合并报送时，2 月的柱子是两个月之和。")


def links(subjects: Iterable[tuple[str, str]], link: Callable[[str, str], None]) -> None:
    """Draw a link for each subject (id, label) once, `MOST_LINKS` at most; the table beside holds all."""
    with st.container(horizontal=True, gap="small"):
        for subject, label in islice(dict(subjects).items(), MOST_LINKS):
            link(subject, label)


def honours(held: pd.DataFrame) -> None:
    """Draw the honours of an enterprise, granted or on the way; nothing where it has none."""
    if held.empty:
        return
    st.subheader("荣誉资质", anchor=False)
    table(held, dossier.HONOUR_LIST, "这户企业的荣誉资质、级别、状态和有效期")


def chain_places(places: pd.DataFrame) -> None:
    """Draw the nodes of industrial chains on which an enterprise sits, and a way to each; nothing where there are none."""
    if places.empty:
        return
    st.subheader("产业链", anchor=False)
    settled = places.dropna(subset=["node"])
    with st.container(horizontal=True, gap="small"):
        for chain, node in zip(settled["chain"], settled["node"], strict=True):
            screens.chain_link(chain, node)
    table(places, chain_tables.PLACES, "这户企业在产业链上的节点、依据和疑点")


def issues(found: pd.DataFrame) -> None:
    """Draw the data problems that name the subject."""
    st.subheader("数据问题", anchor=False)
    if found.empty:
        st.caption("各项检查没有点到它。")
    else:
        table(dossier.with_issue_words(found), dossier.ISSUES, "点到它的数据问题")


def sources(rows: pd.DataFrame) -> None:
    """Draw the rows of incoming files behind the figures."""
    st.subheader("来源", anchor=False)
    if rows.empty:
        st.caption("快照没有记录来源行。")
        return
    st.caption(
        f"以上各数由 {fmt.number(rows['path'].nunique())} 个文件的 {fmt.number(len(rows))} 处原始行构成；"
        "行号与表格软件显示的一致。"
    )
    source_table(rows, dossier.SOURCES)


def source_table(rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    """Draw source rows in the look that dossiers and the drawer of evidence share."""
    table(dossier.with_source_words(rows), columns, "各数的来源文件、工作表和行号")
