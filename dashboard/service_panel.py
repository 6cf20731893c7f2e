"""服务与安全: a ledger's sentence, cards, drawings and list over the cases of the chosen firms; each case leads to its firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    batch_cards,
    charts,
    downloads,
    outward,
    panels,
    screens,
    service_charts,
    service_outward,
    widgets,
)
from dashboard import format as fmt
from dashboard import service_book as book
from dashboard import service_cards as cards
from dashboard import service_tables as tables
from dashboard.handout import Screen
from dashboard.queries import service_sums, services, snapshot
from dashboard.queries.services import Asked
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.service_drawings import DRAWINGS, Drawing
from etl.contracts import Column
from etl.contracts.service_words import SERVICE_KINDS

TABS = SERVICE_KINDS
MOST_ROWS = 300
ONLY_TOWNS = "归档不分企业，只按镇街筛选；其他筛选对它不起作用。"
NARROWED = "所选条件只看得到名录中的企业；未匹配的不在其中，只计入全区。"
PRESSING: Mapping[str, str] = {
    "policy_claim": "应兑未兑",
    "power_subsidy": "未拨付",
    "arrears_case": "逾期未还清",
    "visit": "逾期或有问题",
    "ticket": "超期",
    "hazard": "超期",
    "notice_batch": "未复工",
}


def show(kind: str, selection: Selection, words: Mapping[str, str]) -> None:
    """Draw the panel of one ledger; ``words`` says the filters in force by their key."""
    told = services.told_on(kind)
    if told is None:
        st.info(lacking((kind,), None), icon=":material/help:")
        return
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        asked = Asked(kind, selection, _day(told))
        only = _only(kind)
        columns = _columns(kind)
    row = service_sums.totals(asked)
    with top:
        if not row["cases"]:
            st.info(
                f"所选条件下没有{SERVICE_KINDS[kind]}的事项。去掉左侧的筛选。",
                icon=":material/filter_alt_off:",
            )
            return
        if why := service_outward.reason(asked, row):
            st.info(f"{why}。{outward.SMALL}", icon=":material/visibility_off:")
            return
        _head(asked, row, words)
    if outward.is_on():
        st.caption(service_outward.ONLY_SUMS)
        return
    _draw(asked, DRAWINGS[kind])
    _list(asked, only, columns)


def _day(told: date) -> date:
    """The day on which something is late: that of the ledger's own last word, which knows no later one, or today."""
    words = {"ledger": "截至台账日期", "today": "截至今天"}
    return told if widgets.one_of("截至", "service_on", words) == "ledger" else date.today()


def _only(kind: str) -> str:
    if outward.is_on():
        return "all"
    lost = {} if kind == "notice_batch" else {"lost": "未匹配"}
    # Its words stand in the URL: the same for every ledger, so that a change of tab keeps the choice.
    return widgets.one_of("只看", "service_only", {"all": "全部", "pressing": "要紧的", **lost})


def _columns(kind: str) -> Sequence[Column]:
    if kind != "hazard" or outward.is_on():
        return tables.LISTS[kind]
    return tables.FOUR_LISTS[
        widgets.one_of("清单", "service_list", {name: f"{name}清单" for name in tables.FOUR_LISTS})
    ]


def _head(asked: Asked, row: cards.Row, words: Mapping[str, str]) -> None:
    shown = cards.CARDS[asked.kind](row, asked)
    chosen = (*words.values(), f"截至 {asked.on:%Y-%m-%d}")
    title = SERVICE_KINDS[asked.kind]
    screen = Screen(title, None, chosen, snapshot.build_info(), book.caliber(shown))
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(cards.sentence(row, asked), width="stretch")
        downloads.popover(
            screen,
            partial(book.sheets, asked, shown, for_others=outward.is_on()),
            key=f"export_{asked.kind}",
        )
    batch_cards.show(shown)
    if asked.kind == "notice_batch":
        if set(words) - {"town"}:
            st.caption(ONLY_TOWNS)
    elif asked.is_narrowed:
        st.caption(NARROWED)


def _draw(asked: Asked, drawings: Sequence[Drawing]) -> None:
    figures = [drawing.figure(asked) for drawing in drawings]
    height = service_charts.height_of(figures)
    for column, drawing, figure in zip(st.columns(len(drawings)), drawings, figures, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{drawing.title}** :small[:gray[{drawing.remark}]]")
            if figure is None:
                st.caption(drawing.nothing)
                continue
            st.plotly_chart(
                figure,
                key=f"draw_{asked.kind}_{drawing.title}",
                height=height,
                config=charts.CONFIG,
                alt=f"{SERVICE_KINDS[asked.kind]}：{drawing.title}",
            )


def _list(asked: Asked, only: str, columns: Sequence[Column]) -> None:
    rows = services.cases(asked, only)
    if rows.empty:
        st.caption("没有这样的事项。" if only != "lost" else "每件事的企业都对上了。")
        return
    ways = st.container(horizontal=True, gap="small", vertical_alignment="center")
    clicked = panels.pickable(
        rows.head(MOST_ROWS), columns, f"list_{asked.kind}_{only}", f"{SERVICE_KINDS[asked.kind]}的清单"
    )
    # A row number outlives the rows that it was chosen in.
    if clicked is not None and clicked < len(rows):
        _case(asked, rows.iloc[clicked], ways)
        return
    with ways:
        cut = f"，只列前 {MOST_ROWS}，导出含全部" if len(rows) > MOST_ROWS else ""
        said = f"要紧的是{PRESSING[asked.kind]}" if only == "pressing" else "要紧的在前"
        st.caption(f"{fmt.number(len(rows))} 行，{said}{cut}。点一行左边的方框，出现它的企业档案和来源行。")


def _case(asked: Asked, case: pd.Series, ways: st.delta_generator.DeltaGenerator) -> None:
    """Draw the way to a case's firm, and the rows of incoming files that tell of it."""
    with ways:
        if isinstance(case.get("enterprise_id"), str):
            screens.enterprise_link(case["enterprise_id"], f"企业档案：{case['firm']}")
        else:
            st.caption("没有写明企业，或名录中没有这家企业，到不了企业档案。")
    panels.source_table(services.sources(asked.kind, (str(case["case_id"]),)), tables.SOURCES)
