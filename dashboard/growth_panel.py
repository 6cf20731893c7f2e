"""培育与申报, tab by tab: the ladder of honours, declarations, the cloud, firms near the threshold, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import batch_cards, growth_list, outward, panels, widgets
from dashboard import growth_book as book
from dashboard import growth_cards as cards
from dashboard import growth_charts as drawings
from dashboard import growth_evidence as evidence
from dashboard import growth_sums as sums
from dashboard import growth_tables as tables
from dashboard import growth_way_charts as ways
from dashboard import ledger_parts as parts
from dashboard.cards import Card
from dashboard.queries import growth, growth_honours
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from etl.contracts.programmes import LINES

ALL = "全部"
# As much of the ladder as half a screen can hold; the workbook has the year before too.
LADDER_LIST = ("honour_code", "firms", "net_new", "coming", "expiring", "output_share_pct")
OTHERS_SEE_COUNTS = "对外视图：只列家数，不列单户、金额和人选；不足 3 户的、和能推算出它们的，不列。"
WHOLE_ONLY = "目标是全区的，筛选时不比；企业不在名录的事项只在不筛选时列出。"


def top(selection: Selection, words: Mapping[str, str]) -> Asked:
    """Draw the switch of the day and the export that all tabs share; what is asked about."""
    return parts.top(selection, words, growth.told_on(), "growth", "培育与申报", book.CALIBER, book.sheets)


def honours(asked: Asked) -> None:
    """Draw the ladder: how many on each rung, those on the way to it, those whose honour runs out."""
    if not growth_honours.are_there():
        parts.missing("honour")
        return
    rows = book.ladder(asked, for_others=outward.is_on())
    shown, sentence = cards.honours(rows, asked)
    _head(shown, sentence, asked, "honour")
    left, right = st.columns([4, 5])
    with left:
        parts.draw(
            f"荣誉阶梯｜{asked.year} 年末；一户只在最高的一级，淡色是上年末",
            drawings.pyramid(rows, asked.year), "荣誉阶梯各级的企业数、上年末的数、储备和到期",
        )  # fmt: skip
    with right:
        panels.table(rows, tables.LADDER, "各项荣誉本年的企业数、净增、储备、一年内到期", LADDER_LIST)
    if outward.is_on():
        st.caption(OTHERS_SEE_COUNTS)
        return
    part = widgets.one_of(
        "名单", "growth_honours", {"coming": "储备", "expiring": "一年内到期", "held": "持有"}
    )
    lists = {
        "coming": (growth_honours.coming, tables.COMING, "按荣誉和走到哪一步"),
        "expiring": (growth_honours.expiring, tables.EXPIRING, "到期早的在前"),
        "held": (growth_honours.held, tables.HELD, "按荣誉"),
    }
    question, columns, order = lists[part]
    growth_list.show(question(asked), columns, f"growth_{part}", "家次", order)


def declarations(asked: Asked) -> None:
    """Draw programmes by status and their hit rates, under a choice of a line of the report and a year."""
    rows = growth.declarations(asked)
    if parts.nothing(rows, "declaration", asked) or parts.few(rows["firm"].nunique()):
        return
    head = st.container()
    if not outward.is_on():
        rows = _of_line(rows)
    if rows.empty:
        st.caption("这一条线、这个年度没有申报。")
        return
    with head:
        _head(*cards.declarations(rows, asked, for_others=outward.is_on()), asked, "declaration", rows)
    left, right = st.columns([3, 2])
    matrix, rates = book.matrix(rows), book.rates(rows)
    with left:
        parts.draw("申报事项和状态｜格中是项数", drawings.matrix(matrix), "每个申报事项在各状态的项数")
    with right:
        parts.draw("通过率｜通过 ÷ 有结果", drawings.hit_rates(rates), "每个申报事项的通过率")
    if outward.is_on():
        st.caption(OTHERS_SEE_COUNTS)
        return
    growth_list.show(
        growth_list.only_of(rows, "declared_only"),
        tables.DECLARATIONS,
        "growth_declared",
        "项",
        "逾期久的在前",
    )


def _of_line(rows: pd.DataFrame) -> pd.DataFrame:
    """The declarations of the line of the report and the year that a visitor chooses."""
    years = sorted(rows["declared_year"].dropna().astype(int).unique(), reverse=True)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        lines = {name: name for name in (ALL, *(name for name in LINES if name != "人才"))}
        line = widgets.one_of("条线", "growth_line", lines)
        year = widgets.one_of(
            "年度", "growth_year", {"all": "全部年度", **{str(each): str(each) for each in years}}
        )
    if line != ALL:
        rows = rows[rows["programme"].isin(LINES[line])]
    return rows if year == "all" else rows[rows["declared_year"] == int(year)]


def clouds(asked: Asked) -> None:
    """Draw the firms on the cloud against the target, and the coverage of 规上 by park."""
    rows = growth.adoptions(asked)
    if parts.nothing(rows, "cloud_adoption", asked) or parts.few(rows["firm"].nunique()):
        return
    for_others = outward.is_on()
    targets, parks = sums.cloud_targets(asked, for_others=for_others), growth.coverage(asked)
    _head(*cards.clouds(rows, parks, targets, asked, for_others=for_others), asked, "cloud_adoption", rows)
    left, right = st.columns(2)
    with left:
        figure = ways.clouds(sums.adopted_by_month(rows), targets, asked.on)
        parts.draw(
            "累计上云｜一户计在最早的月份",
            figure,
            "逐月累计的上云企业和累计目标",
            ways.HEIGHT,
        )
    with right:
        figure = drawings.coverage(book.coverage(asked, for_others=for_others))
        parts.draw("规上企业上云覆盖率｜按片区", figure, "各片区规上企业的上云覆盖率", ways.HEIGHT)
    st.caption(WHOLE_ONLY)
    if for_others:
        st.caption(OTHERS_SEE_COUNTS)
        return
    growth_list.show(
        growth_list.only_of(rows, "cloud_only"), tables.ADOPTIONS, "growth_cloud", "项", "上云晚的在前"
    )


def pool(asked: Asked) -> None:
    """Draw how many passed the threshold against the task, and how far the others are from it."""
    rows = growth.pool(asked)
    if parts.nothing(rows, "upgrade_pool", asked) or parts.few(rows["firm"].nunique()):
        return
    years = book.entries(asked, rows, for_others=outward.is_on())
    _head(*cards.pool(rows, years, asked), asked, "upgrade_pool", rows)
    left, right = st.columns([3, 2])
    with right:
        parts.draw("每年任务和完成", ways.entries(years), "每年的小升规任务和入库数", ways.HEIGHT)
        st.caption(WHOLE_ONLY)
    if outward.is_on():
        left.caption(OTHERS_SEE_COUNTS)
        return
    with left:
        way = book.on_the_way(rows)
        cut = f"，只画最近的 {ways.MOST_DOTS} 家" if len(way) > ways.MOST_DOTS else ""
        parts.draw(
            f"离 2000 万元还差多少｜一点一家，虚线是门槛，红圈是已过预计入库月{cut}",
            ways.gaps(way), "在培育企业近 12 月营收离 2000 万元的差额",
        )  # fmt: skip
    growth_list.show(growth_list.only_of(rows, "pool_only"), tables.POOL, "growth_pool", "家", "差额小的在前")


def people(asked: Asked) -> None:
    """Draw who was put forward and selected for the programmes for people; their names are masked."""
    rows = growth.declarations(asked, of_people=True)
    if parts.nothing(rows, "declaration", asked) or parts.few(rows["firm"].nunique()):
        return
    _head(*cards.people(rows, asked), asked, "declaration", rows)
    left, right = st.columns([2, 3])
    with left:
        figure = ways.people(book.rates(rows))
        parts.draw("推荐和入选｜人次", figure, "各人才计划推荐和入选的人次", ways.HEIGHT)
    if outward.is_on():
        right.caption(OTHERS_SEE_COUNTS)
        return
    with right:
        growth_list.show(rows, tables.PEOPLE, "growth_people", "人次", "按计划和批次")
        st.caption("人选在读取来件时就遮去名字，只存“姓＋＊”，快照和导出中都没有全名。")


def _head(
    shown: Sequence[Card], sentence: str, asked: Asked, ledger: str, rows: pd.DataFrame | None = None
) -> None:
    """Draw sentence, evidence and cards."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(sentence, width="stretch")
        if rows is not None:
            evidence.menu(ledger, rows, asked)
    batch_cards.show(shown)
