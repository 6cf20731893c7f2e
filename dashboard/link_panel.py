"""数据关联: how well the offices' rows were linked, and the names that a person has to settle."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard import identity, link_tables, outward, panels, screens, tables
from dashboard.cards import Card
from dashboard.queries.links import Linked
from etl.contracts import TABLES
from etl.contracts.links import LINKS_FILE, OPEN

CALIBER = "关联按来件名称和代码逐级认定，见口径“关联”；相近的名称只列候选，由人在 links.csv 中指定。"
NOTHING_OPEN = "没有待确认的名称：来件里的名称都有归处，或没有相近的企业。"
PICK = "点一行，下面给出可以直接抄进 links.csv 的一行；抄好后重新构建即生效。"
_quality, _review = TABLES["match_quality"].by_name, TABLES["link_review"].by_name


def headline(now: Linked, year: int | None) -> str:
    """The links in one sentence."""
    parts = []
    if now.tax_matched_pct is not None:
        parts.append(f"{year} 年税收的 {fmt.percent(now.tax_matched_pct)} 对得上登记名录")
    if now.area_matched_pct is not None:
        parts.append(f"用地的 {fmt.percent(now.area_matched_pct)} 分摊到企业")
    told = "，".join(parts) or "还没有可以匹配的税收和宗地"
    if not now.open_names:
        return f"{told}；没有待确认的名称。"
    return f"{told}；{fmt.number(now.open_names)} 个来件名称（{fmt.number(now.open_rows)} 行）待人工确认。"


def cards(now: Linked, year: int | None) -> tuple[Card, ...]:
    """The five numbers of the page."""
    period = f"{year} 年" if year else "无年度数据"

    def card(name: str, value: str) -> Card:
        return Card(_quality[name].label, value, period, period, _quality[name].sentence)

    return (
        card("tax_matched_pct", fmt.percent(now.tax_matched_pct)),
        card("area_matched_pct", fmt.percent(now.area_matched_pct)),
        card("firms_without_parcel", fmt.large(now.firms_without_parcel, "户", 0)),
        card("parcels_without_firm", fmt.large(now.parcels_without_firm, "宗", 0)),
        Card(
            "待确认的名称",
            fmt.large(now.open_names, "个", 0),
            period,
            f"已指定 {fmt.number(now.settled_names)} 个",
            "没有自动认定而有候选企业的来件名称；所有年度的来件都在内。",
        ),
    )


def show_reviews(reviews: pd.DataFrame) -> None:
    """Draw the names to settle with their candidates; a chosen row gives the line for links.csv."""
    if outward.refuses():
        return
    if not (reviews["link_status"] == OPEN).any():
        st.info(NOTHING_OPEN, icon=":material/check_circle:")
    if reviews.empty:
        return
    st.caption(PICK)
    chosen = panels.pickable(reviews, link_tables.REVIEW, "link_review", "待人工确认的来件名称和候选企业")
    if chosen is not None:
        _settle(reviews.iloc[chosen])


def _settle(review: pd.Series[str]) -> None:
    name = fmt.markdown_text(str(review["source_name"]))
    if review["link_status"] != OPEN:
        st.caption(f"“{name}”已经写在 {LINKS_FILE} 里，要改就改那一行。")
        return
    candidate = fmt.markdown_text(str(review["candidate_name"]))
    is_one = (
        f"是“{candidate}”的分支机构，数值并入它" if link_tables.is_branch(review) else f"就是“{candidate}”"
    )
    st.markdown(f"**“{name}”{is_one}**，在 `data/reference/{LINKS_FILE}` 中加一行：")
    st.code(link_tables.line(review, identity.who(), date.today()), language=None)
    st.markdown("**是另一户企业**，改加这一行：")
    st.code(link_tables.line(review, identity.who(), date.today(), is_new=True), language=None)
    screens.enterprise_link(str(review["candidate_id"]), f"看候选企业 {review['candidate_name']}")


def show_quality(rows: pd.DataFrame) -> None:
    """Draw by which rung the rows of each source were linked."""
    if rows.empty:
        st.info("还没有说到企业的来件。", icon=":material/help:")
        return
    st.caption(
        "一行一级：人工指定最先，其次信用代码、机构代码、名称加法定代表人、名称、规范名称；再往下只建议，不认定。"
    )
    st.dataframe(
        tables.rounded(link_tables.quality(rows), link_tables.QUALITY),
        column_config=tables.column_config(link_tables.QUALITY),
        column_order=link_tables.QUALITY_LIST,
        hide_index=True,
        placeholder=fmt.MISSING,
        alt="各类来件按哪一级关联上企业",
    )
