"""园区标准化: which cases there are, how far each is against its plan, what they bring, what is running out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import streamlit as st

from dashboard import batch_cards, charts, clicks, downloads, outward, panels, widgets, works_gantt
from dashboard import format as fmt
from dashboard import works_book as book
from dashboard import works_cards as cards
from dashboard import works_charts as drawings
from dashboard import works_evidence as evidence
from dashboard import works_list_panel as lists
from dashboard import works_sum_charts as sums
from dashboard import works_tables as tables
from dashboard.handout import Screen
from dashboard.queries import snapshot, works, works_sums
from dashboard.queries.works import EXPIRIES, Asked
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.small_cells import LEAST_FIRMS
from etl.contracts.works_stages import STAGES_OF, WORKS_KINDS

PART = "works"
LEDGERS = ("park_plot", "self_upgrade", "land_reserve", "temporary_land")
ONLY_PARKS = "园区标准化的台账只按片区筛选；镇街、行业、产业链和规模对它不起作用。"
NO_WORDS: Mapping[str, str] = {}
FEW = f"对外视图：所选片区不足 {LEAST_FIRMS} 户，分开列会看出是谁。"
OTHERS_SEE_COUNTS = "对外视图：只列件数，不列单户的名称、面积和日期。"


def show(selection: Selection, words: Mapping[str, str] = NO_WORDS) -> None:
    """Draw the panel over the cases in the parks of the selection; ``words`` says the filters in force by their key."""
    told = works.told_on()
    if told is None:
        st.info(lacking(LEDGERS, None), icon=":material/help:")
        return
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        asked = Asked(selection.parks, _day(told))
        part = widgets.one_of("内容", PART, {name: name for name in (*BY_KIND, *PARTS)})
        kind = lists.choose_kind({kind: WORKS_KINDS[kind] for kind in STAGES_OF}) if part in BY_KIND else ""
    for_others = outward.is_on()
    row, years = works_sums.totals(asked), book.years(asked, for_others=for_others)
    target = cards.target_until(years, asked.on.year)
    shown = cards.of(row, target, for_others=for_others)
    parks = [words["park"]] if "park" in words else []
    screen = Screen(
        "园区标准化", None, (*parks, f"截至 {asked.on:%Y-%m-%d}"), snapshot.build_info(), book.CALIBER
    )
    with top:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(cards.sentence(row, asked, target, for_others=for_others), width="stretch")
            evidence.menu(shown, asked, screen)
            downloads.popover(screen, partial(book.sheets, asked, for_others=for_others), key="works_export")
        batch_cards.show(shown)
        if set(words) - {"park"}:
            st.caption(ONLY_PARKS)
    if not any(row[name] for name in ("plots", "upgrades", "reserves", "papers")):
        st.info("所选片区没有园区标准化的事项。去掉左侧的片区筛选。", icon=":material/filter_alt_off:")
        return
    if part in BY_KIND:
        BY_KIND[part](asked, kind)
    else:
        PARTS[part](asked)


def _day(told: date) -> date:
    """The day on which something is late: that of the ledgers' last word, which knows no later one, or today."""
    words = {"ledger": "截至台账日期", "today": "截至今天"}
    return told if widgets.one_of("截至", "works_on", words) == "ledger" else date.today()


def _board(asked: Asked, kind: str) -> None:
    rows = works.cases(asked, kind)
    if rows.empty:
        _nothing(kind, asked)
        return
    if kind == "self_upgrade" and _tells_of_one(len(rows)):
        return
    stages = drawings.stages_there(rows, STAGES_OF[kind])
    st.plotly_chart(
        drawings.board(rows, STAGES_OF[kind], names=not outward.is_on()),
        key="works_board",
        config=charts.CONFIG,
        on_select=partial(clicks.narrow_to_clicked, "works_board", lists.STAGE, set(stages)),
        selection_mode="points",
        alt=f"{WORKS_KINDS[kind]}的看板，每列一个阶段",
    )
    if outward.is_on():
        st.caption(OTHERS_SEE_COUNTS)
        return
    each = "一格一件事" if drawings.has_boxes(rows) else "柱子是件数"
    st.caption(
        f"每列一个阶段，{each}，列名下是件数；红色是超期：下一节点的计划时间已经过了截至日。点一下，下面只列这个阶段的。"
    )
    lists.show(asked, kind, stages)


def _gantt(asked: Asked, kind: str) -> None:
    if outward.refuses():
        return
    rows = works.schedule(asked, kind)
    if rows.empty:
        _nothing("park_plot_stage" if kind == "park_plot" else kind, asked)
        return
    cases = rows["case_id"].nunique()
    with st.container(border=True):
        st.markdown(
            f"**{WORKS_KINDS[kind]}：计划和实际** :small[:gray[上条计划，下条实际；一段是从上一节点到这个节点]]"
        )
        st.plotly_chart(
            works_gantt.gantt(rows, asked.on), config=charts.CONFIG, alt="每件事各节点的计划和实际时间"
        )
    more = (
        f"只画前 {works_gantt.MOST_CASES} 件，共 {cases} 件；导出含全部。"
        if cases > works_gantt.MOST_CASES
        else ""
    )
    st.caption(f"竖线是截至日；没有写明前一个节点时间的一段不画。{more}")
    panels.table(rows, tables.SCHEDULE, "各节点的计划时间、实际时间和滞后天数")


def _floor(asked: Asked) -> None:
    for_others = outward.is_on()
    months = works_sums.gained_by_month(asked, book.kinds_shown(for_others=for_others))
    years = book.years(asked, for_others=for_others)
    if months.empty and years.empty:
        st.caption("还没有写明竣工时间的地块或自主提升，也没有年度目标。")
        return
    left, right = st.columns([3, 2])
    with left.container(border=True):
        st.markdown("**累计新增高标准厂房** :small[:gray[按竣工的月份]]")
        st.plotly_chart(
            sums.cumulative(months, years, asked.on),
            height=sums.HEIGHT,
            config=charts.CONFIG,
            alt="逐月累计的新增厂房和累计目标",
        )
    with right.container(border=True):
        st.markdown("**每年新增和目标**")
        st.plotly_chart(
            sums.yearly(years), height=sums.HEIGHT, config=charts.CONFIG, alt="每年新增的厂房和年度目标"
        )
    st.caption(_about_floor(int(months["untold"].sum()), asked))
    if not outward.is_on():
        panels.table(tables.with_kinds(works_sums.completed(asked)), tables.COMPLETED, "竣工的地块和自主提升")


def _about_floor(untold: int, asked: Asked) -> str:
    said = ["竣工的地块计已建成的面积（没有的计规划），自主提升计新增面积；同一宗地只计一次。"]
    if outward.is_on():
        said = ["对外视图只计标准化地块：一户企业竣工的当月会看出它的面积。"]
    if untold:
        said.append(f"{untold} 件竣工而没有面积，不在线上。")
    if asked.parks:
        said.append("目标是全区的，选了片区时不比。")
    elif works_sums.targets().empty:
        said.append("还没有「年度目标」中新增高标准厂房的目标，通常由工业和信息化局提供。")
    return "".join(said)


def _signing(asked: Asked) -> None:
    months = works_sums.signed_by_month(asked)
    if months["unsigned_households"].isna().all():
        st.info(lacking(("land_reserve_month",), None), icon=":material/help:")
    else:
        with st.container(border=True):
            st.markdown("**未签约户数** :small[:gray[各收储项目，每月月末]]")
            st.plotly_chart(
                sums.burn_down(months),
                height=sums.HEIGHT + 40,
                config=charts.CONFIG,
                alt="各收储项目逐月的未签约户数",
            )
        st.caption(f"没有上报的月份不画；最多画剩得最多的 {sums.MOST_LINES} 项。总户数未知的算不出未签约。")
    panels.table(works_sums.reserves(asked), tables.RESERVES, "收储项目的面积和户数")


def _temporary(asked: Asked) -> None:
    rows = works_sums.by_expiry(asked)
    if rows.empty:
        _nothing("temporary_land", asked)
        return
    if _tells_of_one(int(rows["papers"].sum())):
        return
    st.plotly_chart(
        sums.expiry(rows, land=not outward.is_on()),
        key="works_expiry",
        height=sums.HEIGHT,
        config=charts.CONFIG,
        on_select=partial(clicks.narrow_to_clicked, "works_expiry", lists.EXPIRY, set(EXPIRIES)),
        selection_mode="points",
        alt="临时工业用地按到期的宗数和面积",
    )
    if outward.is_on():
        st.caption(OTHERS_SEE_COUNTS)
        return
    lists.show(asked, "temporary_land", [each for each in EXPIRIES if each in set(rows["expiry"])])


def _unmatched(asked: Asked) -> None:
    if outward.refuses():
        return
    rows = works.unmatched(asked)
    if rows.empty:
        st.caption("每件事的宗地、企业和片区都对上了。")
        return
    st.caption(
        f"{fmt.number(len(rows))} 件对不上或没有写明：它们照样计数、列在清单里，只是地图上看不到，或到不了档案。"
        "改正来件后重新构建即可。"
    )
    panels.table(tables.with_kinds(rows), tables.UNMATCHED, "对不上宗地、企业或片区的事项和原因")


def _tells_of_one(firms: int) -> bool:
    """Say to others that there are too few firms to count by class, where there are."""
    too_few = outward.is_on() and firms < LEAST_FIRMS
    if too_few:
        st.info(FEW, icon=":material/visibility_off:")
    return too_few


def _nothing(entity: str, asked: Asked) -> None:
    """Say which file would bring what is empty here, or that the chosen parks have none."""
    if asked.parks:
        st.caption("所选片区没有这一类事项。去掉左侧的片区筛选。")
    else:
        st.info(lacking((entity,), None), icon=":material/help:")


BY_KIND: Mapping[str, Callable[[Asked, str], None]] = {"看板": _board, "甘特": _gantt}
PARTS: Mapping[str, Callable[[Asked], None]] = {
    "新增厂房": _floor,
    "签约": _signing,
    "临时用地": _temporary,
    "未匹配": _unmatched,
}
