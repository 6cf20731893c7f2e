"""政策文件 on the page 服务与安全: which papers are in force, which run out, how many claims rest on each and on none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    batch_cards,
    carrier_book,
    downloads,
    growth_list,
    outward,
    panels,
    service_book,
    service_tables,
    widgets,
)
from dashboard import carrier_cards as cards
from dashboard import carrier_policy_charts as drawings
from dashboard import carrier_tables as tables
from dashboard import format as fmt
from dashboard import ledger_parts as parts
from dashboard.cards import Card
from dashboard.handout import Screen
from dashboard.queries import growth, policies, snapshot
from dashboard.selection import Selection

TITLE = "政策文件"
MOST_ROWS = 300
OF_CHOSEN = "文件是全区的；旁边的申报只计左侧筛选的企业。"
OTHERS_SEE_PAPERS = "对外视图：只列已经印发的文件，不列申报和金额。"


def show(selection: Selection, words: Mapping[str, str]) -> None:
    """Draw the library of policies with the claims that rest on it; ``words`` says the filters in force."""
    told = policies.told_on()
    if told is None:
        parts.missing("policy_doc")
        return
    top = st.container()
    day = _day(told)
    rows = policies.papers(selection, day)
    claims = None if outward.is_on() else policies.coverage(selection, day)
    with top:
        _head(*cards.policies(policies.counts(day), claims, f"{day:%Y-%m-%d}"), selection, day, words)
    if outward.is_on():
        _for_others(rows, day)
        return
    if words:
        st.caption(OF_CHOSEN)
    lost = policies.lost_claims(selection, day)
    left, right = st.columns(2)
    with left:
        _validity(rows, day)
    with right:
        parts.draw(
            "兑现申报｜各文件的已兑和应兑未兑；对不上文件的在最下",
            drawings.claims(rows, lost),
            "各政策文件的已兑和应兑未兑金额",
        )
    growth_list.show(
        rows, tables.PAPERS, "carrier_papers", "件", "已过期、即将到期的在前",
        way=partial(_paper, selection, day), leads_to="它的条款、申报和来源行",
    )  # fmt: skip
    if len(lost):
        with st.expander(
            f"未匹配的申报 {fmt.number(lost['claims'].sum())} 件 · 文号和标题都不在文件库", expanded=True
        ):
            panels.table(lost, tables.LOST_CLAIMS, "对不上政策文件的申报，按文号")


def _day(told: date) -> date:
    words = {"ledger": "截至台账日期", "today": "截至今天"}
    return told if widgets.one_of("截至", "service_on", words) == "ledger" else date.today()


def _head(
    shown: tuple[Card, ...], sentence: str, selection: Selection, day: date, words: Mapping[str, str]
) -> None:
    screen = Screen(
        TITLE,
        None,
        (*words.values(), f"截至 {day:%Y-%m-%d}"),
        snapshot.build_info(),
        service_book.caliber(shown),
    )
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(sentence, width="stretch")
        downloads.popover(
            screen,
            partial(carrier_book.policies_sheets, selection, day, shown, for_others=outward.is_on()),
            key="export_policy_doc",
        )
    batch_cards.show(shown)


def _for_others(rows: pd.DataFrame, day: date) -> None:
    issued = carrier_book.public(rows)
    _validity(issued, day)
    panels.table(issued, tables.PUBLIC_PAPERS, "已经印发的政策文件")
    st.caption(OTHERS_SEE_PAPERS)


def _validity(rows: pd.DataFrame, day: date) -> None:
    parts.draw(
        "有效期｜虚线是截至日；没有写明期限、先后不对的不画",
        drawings.validity(rows, day),
        "各政策文件的生效日期和有效期止",
    )


def _paper(selection: Selection, day: date, paper: pd.Series) -> None:
    """Draw what a paper promises, the claims that rest on it, and the rows of files that tell of it."""
    with st.container():
        st.markdown(f"**{fmt.markdown_text(str(paper['doc_title']))}**")
        for label, name in (("条款", "clause"), ("兑现口径", "terms")):
            if isinstance(paper[name], str):
                st.caption(f"{label}：{fmt.markdown_text(paper[name])}")
        claims = policies.claims(selection, day, str(paper["doc_id"]))
        if len(claims):
            panels.table(claims.head(MOST_ROWS), service_tables.LISTS["policy_claim"], "依这个文件的兑现申报")
        panels.source_table(growth.sources("policy_doc", (str(paper["doc_id"]),)), tables.SOURCES)
