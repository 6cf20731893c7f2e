"""项目与招商, tab by tab: 技改, 招商, 民企对接, 海上福州 are presets of one view over the ledger of projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import (
    batch_cards,
    carrier_book,
    growth_list,
    ledger_evidence,
    outward,
    panels,
    screens,
    widgets,
)
from dashboard import format as fmt
from dashboard import ledger_parts as parts
from dashboard import project_book as book
from dashboard import project_cards as cards
from dashboard import project_charts as drawings
from dashboard import project_evidence as evidence
from dashboard import project_stage_charts as stage_drawings
from dashboard import project_sums as sums
from dashboard import project_tables as tables
from dashboard.queries import project_cases, projects
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from dashboard.workbook import Sheet

OTHERS_SEE_COUNTS = "对外视图：只列项数，不列单个项目、金额和来源；不足 3 项的、和能推算出它们的，不列。"
BY_FIRM = "按行业、产业链、规模筛选时，只列承担企业在名录中的项目；片区和镇街按项目自己的。"
MOST_NODES = 3


def top(selection: Selection, words: Mapping[str, str]) -> Asked:
    """Draw the switch of the day and the export that all tabs share; what is asked about."""
    caliber = f"{book.CALIBER}{carrier_book.CALIBER}"
    return parts.top(selection, words, project_cases.day_of_all(), "projects", "项目与招商", caliber, _sheets)


def _sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """The workbook of the page: projects, then floor, carriers, funds and events."""
    return (
        *book.sheets(asked, for_others=for_others),
        *carrier_book.sheets(asked, for_others=for_others),
    )


def upgrades(asked: Asked) -> None:
    """Draw what is invested in upgrades against the year's plan, and completions against theirs."""
    rows, late = _cases("upgrade", asked)
    if rows.empty:
        return
    _head("upgrade", rows, cards.upgrades(rows, projects.tech_inv(asked), late, asked), asked)
    told = rows.dropna(subset=["ahead_wan_yuan"]).sort_values("ahead_wan_yuan", kind="stable")
    left, right = st.columns([3, 2])
    with left:
        _bullets(told, len(rows) - len(told), asked)
    with right:
        _curve(asked, drawings.bullets_height(len(told)))
    with st.expander("每年的计划和完成"):
        panels.table(projects.years("upgrade", asked), tables.YEARS[1:], "每年技改投资的计划、完成和完成率")
    _list("upgrade", rows, late)


def _bullets(told: pd.DataFrame, untold: int, asked: Asked) -> None:
    if told.empty:
        st.caption(f"没有项目写明 {asked.year} 年的计划和完成投资。")
        return
    cut = f"，只画前 {drawings.MOST_BARS} 项" if len(told) > drawings.MOST_BARS else ""
    parts.draw(
        f"年度完成对计划｜细条是完成，宽条是计划；差得多的在前{cut}；缺一项的 {untold} 个项目不画",
        drawings.bullets(told), f"{asked.year} 年各技改项目的年度完成和计划投资",
    )  # fmt: skip


def _curve(asked: Asked, height: int) -> None:
    """Draw what is done month by month against the plan; without monthly returns, completions against their days."""
    told = projects.months("upgrade", asked)
    if len(told):
        parts.draw(
            f"累计完成对计划｜有计划和月报的 {told['project_id'].nunique()} 项；虚线是年度计划均分到各月，漏报的月份沿用上月",
            drawings.progress(sums.progress(told, asked.year)), "逐月累计完成的技改投资和年度计划", height,
        )  # fmt: skip
        return
    curve = sums.completions(project_cases.nodes("upgrade", asked), asked.year, asked.on)
    parts.draw(
        "计划竣工和实际竣工｜累计项数；没有「项目投资月报」，画不出逐月的投资",
        drawings.completions(curve), "到各月末按计划应竣工和实际竣工的项目数", height,
    )  # fmt: skip


def investments(asked: Asked) -> None:
    """Draw how far newcomers are, where leads lead, and how talks turn into firms."""
    rows, late = _cases("investment", asked)
    if rows.empty:
        return
    leads = sums.labelled(projects.leads(asked))
    rows = sums.with_nodes(rows, leads)
    _head("investment", rows, cards.investments(rows, projects.invest_conv(asked), late, asked), asked)
    left, right = st.columns(2)
    with left:
        parts.draw(
            "阶段漏斗｜到过这个阶段的项目 · 现在在这个阶段的 · 总投资", stage_drawings.funnel(sums.stages(rows)),
            "招商项目到过各阶段的项数和总投资", stage_drawings.FUNNEL_HEIGHT,
        )  # fmt: skip
    with right:
        parts.draw(
            "线索来源到链节点｜项数；红色节点是缺或弱、有项目可补；归入几个节点的各计一次",
            stage_drawings.leads(sums.leads(leads)), "招商项目从线索来源到链节点的项数", stage_drawings.FUNNEL_HEIGHT,
        )  # fmt: skip
    with st.expander("按批次年度的转化率"):
        panels.table(projects.conversions(asked), tables.CONVERSION, "各批次年度的在谈、签约、落地和转化率")
    _list("investment", _of_leads(rows, leads), late, lambda project: _to_nodes(project, leads))


def _of_leads(rows: pd.DataFrame, leads: pd.DataFrame) -> pd.DataFrame:
    """The projects of the source and the node that a visitor chooses: a Sankey hears no click."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        for key, column, invitation in (
            ("projects_from", "source", "全部来源"), ("projects_to", "label", "全部链节点"),
        ):  # fmt: skip
            names = {name: name for name in sorted(leads[column].unique())}
            chosen = widgets.maybe_one(invitation.removeprefix("全部"), key, names, invitation)
            if chosen is not None:
                leads = leads[leads[column] == chosen]
    return rows[rows["project_id"].isin(leads["project_id"])]


def _to_nodes(project: pd.Series, leads: pd.DataFrame) -> None:
    """Draw a way to each node that a project is placed at."""
    own = leads[(leads["project_id"] == project["project_id"]) & leads["chain_name"].notna()]
    for chain, node in own[["chain_name", "node"]].head(MOST_NODES).itertuples(index=False):
        screens.chain_link(chain, node if isinstance(node, str) else "")


def private(asked: Asked) -> None:
    """Draw the projects of private firms by the month in which they begin, and by stage."""
    rows, late = _cases("private", asked)
    if rows.empty:
        return
    _head("private", rows, cards.private(rows, late, asked), asked)
    left, right = st.columns([3, 2])
    undated = int(rows["begun_on"].isna().sum())
    with left:
        parts.draw(
            f"按月新对接｜按最早的节点、签约、开工或竣工日期；没有日期的 {undated} 项不画",
            drawings.months(sums.months(rows)), "各月新对接的民企项目数", drawings.MONTHS_HEIGHT,
        )  # fmt: skip
    with right:
        _standing(sums.stages(rows))
    _list("private", rows, late)


def overseas(asked: Asked) -> None:
    """Draw the projects of 海上福州 by status and by place."""
    rows, late = _cases("overseas", asked)
    if rows.empty:
        return
    money = projects.invested("overseas", asked)
    _head("overseas", rows, cards.overseas(rows, money, late, asked), asked)
    parts.draw(
        f"状态｜新开工是 {asked.year} 年开工、还没有竣工的", stage_drawings.strip(sums.statuses(rows)),
        "海上福州项目按状态的项数", stage_drawings.STRIP_HEIGHT,
    )  # fmt: skip
    for column, by, title in zip(st.columns(2), ("town", "park"), ("镇街", "片区"), strict=True):
        with column:
            places = sums.by_place(rows, by)
            cut = (
                f"，只画前 {stage_drawings.MOST_PLACES} 个"
                if places["place"].nunique() > stage_drawings.MOST_PLACES
                else ""
            )
            parts.draw(
                f"按{title}｜项数{cut}", stage_drawings.places(places), f"各{title}的海上福州项目按状态的项数"
            )
    _list("overseas", rows, late)


def _cases(kind: str, asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The projects of a tab and their late stages; none where nothing is to be drawn, which is then said.

    For others all that may be shown is drawn here: how many projects stand at each stage.
    """
    rows = sums.with_status(project_cases.cases(kind, asked), asked.year)
    if parts.nothing(rows, "project", asked) or parts.few(rows["who"].nunique()):
        return rows.head(0), rows
    if outward.is_on():
        _head(kind, rows, cards.for_others(kind, rows, asked), asked)
        _standing(sums.stages_for_others(rows))
        st.caption(OTHERS_SEE_COUNTS)
        return rows.head(0), rows
    return rows, project_cases.late_stages(kind, asked)


def _head(kind: str, rows: pd.DataFrame, told: cards.Told, asked: Asked) -> None:
    shown, sentence = told
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(sentence, width="stretch")
        ledger_evidence.menu(
            "project",
            "project_id",
            tables.LISTS[kind],
            evidence.numbers(kind, rows),
            asked,
            f"project_{kind}",
        )
    batch_cards.show(shown)


def _standing(stages: pd.DataFrame) -> None:
    parts.draw(
        "现在的阶段｜项数", stage_drawings.standing(stages), "现在在各阶段的项目数", drawings.MONTHS_HEIGHT
    )


def _list(
    kind: str,
    rows: pd.DataFrame,
    late: pd.DataFrame,
    also: Callable[[pd.Series], None] | None = None,
) -> None:
    """Draw the projects under a choice of which, and beneath them the late stages with those who answer for them."""
    growth_list.show(
        growth_list.only_of(rows, "projects_only"), tables.LISTS[kind], f"projects_{kind}", "项",
        "滞后久的在前", also,
    )  # fmt: skip
    lost = int(rows["enterprise_id"].isna().sum())
    st.caption(f"未匹配 {lost} 项：还没有承担企业，或名录中没有它。{BY_FIRM}")
    if len(late):
        with st.expander(f"滞后节点 {len(late)} 个 · {_by_unit(late['responsible_unit'])}"):
            panels.table(late, tables.LATE_HERE, "计划时间已过还没有到达的节点")


def _by_unit(units: pd.Series[str]) -> str:
    counts = units.fillna(sums.UNTOLD).value_counts()
    shown: Sequence[str] = [
        f"{fmt.markdown_text(str(unit))} {count}" for unit, count in counts.head(5).items()
    ]
    return "、".join(shown) + ("等" if len(counts) > 5 else "")
