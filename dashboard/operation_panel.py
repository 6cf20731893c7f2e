"""运行监测, tab by tab: how output and electricity run, who makes the growth, whose output falls and who helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import batch_cards, charts, clicks, downloads, outward, panels, widgets
from dashboard import operation_book as book
from dashboard import operation_cards as cards
from dashboard import operation_charts as drawings
from dashboard import operation_list as lists
from dashboard import operation_tables as tables
from dashboard.cards import Card
from dashboard.figure import Figure
from dashboard.handout import Screen
from dashboard.queries import decline, operations, snapshot
from dashboard.queries.operations import Asked
from dashboard.selection import Selection
from dashboard.sentences import lacking

NOT_CHOSEN = "所选条件下没有月报或减产帮扶的企业。去掉左侧的筛选条件。"
ONLY_SUMS = (
    "对外视图：只列合计、月度走势和四色的户数，不列分组、单户和台账；不足 3 户、或一户超过 80% 的不列。"
)
MANY_CHAINS = "一户企业可能同在几条产业链，各条相加不等于合计。"


def top(selection: Selection, words: Mapping[str, str]) -> Asked | None:
    """Draw the choice of the month and the export that all tabs share; what is asked about, None where nothing can be."""
    months = operations.periods(selection.year)
    if not months:
        year = f"{selection.year} 年没有月报。" if selection.year else ""
        st.info(f"{year}\n\n{lacking(('operation_month', 'decline_watch'), None)}", icon=":material/help:")
        return None
    by_number = {month.month: month for month in months}
    with st.container(horizontal=True, vertical_alignment="center"):
        number = st.selectbox(
            "截至月份",
            # Numbers, so that the choice outlives a change of the year.
            by_number,
            index=len(by_number) - 1,
            format_func=lambda number: cards.span(by_number[number]),
            key="op_month",
            bind="query-params",
            label_visibility="collapsed",
            width=130,
        )
        st.space("stretch")
        asked = Asked(selection, by_number[number])
        screen = Screen(
            "运行监测",
            selection.year,
            (*words.values(), f"截至 {asked.month:%Y-%m}"),
            snapshot.build_info(),
            book.CALIBER,
        )
        downloads.popover(
            screen, partial(book.sheets, asked, for_others=outward.is_on()), key="operation_export"
        )
    return asked


def running(asked: Asked) -> None:
    """Draw output and electricity by month with their growth, and what each area contributes."""
    row = operations.totals(asked)
    if _nothing(row, asked) or _withheld(row):
        return
    _head(*cards.running(row, asked))
    rows = book.trend(asked, for_others=outward.is_on())
    left, right = st.columns(2)
    with left:
        figure = drawings.months(rows, "output_wan_yuan", "output_yoy", ("当月产值", "亿元"), 10_000)
        _draw(
            "当月产值和同比｜同比只计上年同月也报了的企业", figure, "逐月产值和同比", drawings.MONTHS_HEIGHT
        )
    with right:
        figure = drawings.months(
            rows, "electricity_kwh", "electricity_yoy", ("当月用电", "万度"), cards.KWH_PER_WAN
        )
        _draw("当月用电和同比｜同一批企业", figure, "逐月用电量和同比", drawings.MONTHS_HEIGHT)
    if outward.is_on():
        st.caption(ONLY_SUMS)
        return
    by = widgets.one_of("分组", "op_by", book.BY)
    parts = book.parts(asked, by)
    left, right = st.columns([4, 5])
    with left.container(border=True):
        st.markdown(f"**增长贡献** :small[:gray[百分点，按{book.BY[by]}；点一条，筛选它]]")
        _areas(parts, by)
    with right:
        panels.table(parts, tables.PARTS, f"各{book.BY[by]}的累计产值、增速和增长贡献")
        if by == "chain":
            st.caption(MANY_CHAINS)


def _areas(parts: pd.DataFrame, by: str) -> None:
    if parts["contribution"].isna().all():
        st.caption("没有上年同期可比，算不出增长贡献。")
        return
    choices = snapshot.choices()
    known = {
        "park": choices.parks, "town": choices.towns, "industry": choices.divisions, "chain": choices.chains,
    }[by]  # fmt: skip
    st.plotly_chart(
        drawings.areas(parts),
        key=f"operation_{by}",
        height="content",
        on_select=partial(clicks.narrow_to_clicked, f"operation_{by}", by, set(known)),
        selection_mode="points",
        config=charts.CONFIG,
        alt=f"各{book.BY[by]}的增长贡献",
    )


def pillars(asked: Asked) -> None:
    """Draw the waterfall of contributions and the list of firms behind it."""
    row = operations.totals(asked)
    if outward.refuses() or _nothing(row, asked):
        return
    rows = operations.contributions(asked)
    _head(*cards.pillars(row, rows, asked))
    if not row["compared"]:
        st.info(
            "没有企业有上年同期可比。补上年的「规上工业月报」，或在月报中写明上年同期。",
            icon=":material/help:",
        )
        return
    left, right = st.columns([4, 5])
    with left:
        _draw(
            "增长贡献｜百分点，从上到下加到可比企业增速", drawings.waterfall(rows), "各企业的增长贡献和合计"
        )
    with right:
        lists.pillars(rows, asked)


def falling(asked: Asked) -> None:
    """Draw the four colours, output lost, and the ledger beside what the returns say."""
    row = decline.totals(asked)
    for_others = outward.is_on()
    colours = book.colours(asked, for_others=for_others)
    if not row["judged"] and not row["unjudged"] and not row["said"]:
        st.info(NOT_CHOSEN, icon=":material/filter_alt_off:")
        return
    if for_others:
        if not _withheld(operations.totals(asked)):
            batch_cards.show(cards.of_colours(colours, for_others=True))
            st.caption(ONLY_SUMS)
        return
    _head(*cards.falling(colours, row, asked))
    rows = decline.watch(asked)
    left, right = st.columns([2, 3])
    with left:
        _draw(
            "蓝橙红｜户；实心按月报，空心是台账的产值行",
            drawings.colours(colours),
            "蓝、橙、红各色的企业数",
            _height(rows),
        )
    with right:
        title = f"少产｜万元，颜色按月报；最多 {drawings.MOST_LOST} 户"
        _draw(title, drawings.lost(rows), "减产企业比上年同期少的产值", _height(rows))
    if not row["said"]:
        st.caption(lacking(("decline_watch",), None).partition("\n")[0].removeprefix("- "))
    if row["unjudged"]:
        st.caption(f"{row['unjudged']} 户没有上年可比，没有颜色，不算绿色。")
    lists.watch(rows, asked)


def _height(rows: pd.DataFrame) -> int:
    """Both drawings are as high as the bars need."""
    bars = min(int(rows["lost_wan_yuan"].notna().sum()), drawings.MOST_LOST)
    return max(drawings.MONTHS_HEIGHT, drawings.ROW * bars + 60)


def _head(shown: Sequence[Card], sentence: str) -> None:
    st.markdown(sentence)
    batch_cards.show(shown)


def _draw(title: str, figure: Figure, alt: str, height: int | None = None) -> None:
    """Draw a figure in a card; what the title says after its first words is a remark in small grey letters."""
    with st.container(border=True):
        name, _, remark = title.partition("｜")
        st.markdown(f"**{name}** :small[:gray[{remark}]]")
        st.plotly_chart(figure, height=height or "content", config=charts.CONFIG, alt=alt)


def _nothing(row: Mapping[str, Any], asked: Asked) -> bool:
    """Say which file would bring what is empty here, or that the filters leave nothing."""
    if row["firms"]:
        return False
    if asked.is_whole:
        st.info(lacking(("operation_month",), None), icon=":material/help:")
    else:
        st.info(NOT_CHOSEN, icon=":material/filter_alt_off:")
    return True


def _withheld(row: dict[str, Any]) -> bool:
    """Say to others that the sums would tell of one firm, where they would."""
    why = book.reason(row) if outward.is_on() else None
    if why:
        st.info(f"{why}。{outward.SMALL}", icon=":material/visibility_off:")
    return why is not None
