"""处置台账: the cases of the four batches, taken up, decided, carried out and signed off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from dashboard import (
    case_bulk,
    case_desk,
    case_form,
    case_import,
    case_opening,
    case_tables,
    downloads,
    filters,
    ledger,
    tables,
    widgets,
    workbook,
)
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.cases import county, history, store, workflow
from dashboard.cases.progress import days_late
from dashboard.cases.record import BATCHES, COLUMNS, Case
from dashboard.handout import Screen
from dashboard.queries import case_facts, snapshot
from dashboard.selection import Selection
from dashboard.workbook import Sheet

VIEWS = {"list": "案件", "edit": "批量编辑", "import": "导入"}
LIST_HEIGHT = 320
CALIBER = "台账由人填写；提醒、剩余面积和阶段由程序按规则算出。"


@dataclass(frozen=True)
class Shown:
    """The cases on the screen: all of the ledger, those chosen, and who of them the snapshot still knows."""

    everyone: Sequence[Case]
    chosen: Sequence[Case]
    here: Collection[str]
    grace: float


def show(selection: Selection, setting: Setting) -> None:
    """Draw the tab; new cases take over what the chosen plan suggests."""
    case_desk.tell()
    try:
        everyone = store.cases()
    except ledger.LedgerError as error:
        st.error(fmt.markdown_text(str(error)), icon=":material/error:")
        return
    shown = _shown(everyone, selection)
    _vanished(shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = widgets.one_of("看法", "case_view", VIEWS)
        st.markdown(numbers(shown), width="stretch")
        if selection.year is not None and not setting.plan.missing:
            case_opening.popover(everyone, setting, selection)
        if everyone:
            _exports(shown, selection)
    if view == "import":
        case_import.show(everyone, setting.plan.plan_id, selection.year)
    elif not everyone:
        st.info(
            "台账里还没有案件。点“从建议立案”，把方案建议的企业纳入台账；或在“导入”里导入已有的台账。",
            icon=":material/playlist_add:",
        )
    elif view == "edit":
        case_bulk.show(_narrowed(shown), everyone)
    else:
        _list(shown)


def _shown(everyone: Sequence[Case], selection: Selection) -> Shown:
    ids, here = case_facts.chosen(selection), case_facts.present([each.enterprise_id for each in everyone])
    chosen = [
        each
        for each in everyone
        if ids is None
        or each.enterprise_id in ids
        or (each.enterprise_id not in here and _fits(each, selection))
    ]
    return Shown(everyone, chosen, here, case_facts.grace_days())


def _fits(vanished: Case, selection: Selection) -> bool:
    """Whether the filters that can be put to a case alone let one pass whose enterprise is gone."""
    wanted = selection.search.strip()
    found = not wanted or wanted in vanished.name or wanted.upper() in (vanished.uscc or "")
    return found and (not selection.towns or vanished.town in selection.towns)


def numbers(shown: Shown) -> str:
    """``案件 242 · 已定类 3 · 实施中 2 · 已销号 1 · 超期 1`` (户), the late ones in red."""
    today, cases = date.today(), shown.chosen
    late = sum(days_late(each, today, shown.grace) is not None for each in cases)
    counts = {
        "案件": len(cases),
        "已定类": sum(each.final_batch is not None for each in cases),
        "实施中": sum(each.phase == "实施中" for each in cases),
        "已销号": sum(each.state == workflow.CLOSED for each in cases),
    }
    told = " · ".join(f"{label} **{fmt.number(number)}**" for label, number in counts.items())
    return f"{told} · " + (f":red[超期 **{fmt.number(late)}**]" if late else "超期 **0**") + " 户"


def _vanished(shown: Shown) -> None:
    gone = [each.name for each in shown.chosen if each.enterprise_id not in shown.here]
    if gone:
        named = "、".join(map(fmt.markdown_text, gone[:3]))
        st.warning(
            f"{fmt.count(len(gone))}在当前快照里已经没有（{named}{'等' if len(gone) > 3 else ''}），案件照常保留。"
            "请核对它们是否注销、迁出或换了代码。",
            icon=":material/person_off:",
        )


def _narrowed(shown: Shown) -> list[Case]:
    """The chosen cases that the controls above the table let pass."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        states = st.multiselect("状态", workflow.ALL, key="case_state", placeholder="全部")
        batches = st.multiselect("审定分类", (*BATCHES, "未定"), key="case_batch", placeholder="全部")
        text = st.text_input("企业、单位、领导", key="case_text", placeholder="含这几个字的", max_chars=40)
        only_late = st.toggle("只看超期", key="case_late")
    today, wanted = date.today(), text.strip()
    return [
        each
        for each in shown.chosen
        if (not states or each.state in states)
        and (not batches or (each.final_batch or "未定") in batches)
        and (
            not wanted
            or any(wanted in (word or "") for word in (each.name, each.uscc, each.unit, each.leader))
        )
        and (not only_late or days_late(each, today, shown.grace) is not None)
    ]


def _list(shown: Shown) -> None:
    """Draw the table, or in its place the case that was opened out of it."""
    cases, desk = _narrowed(shown), case_desk.opened()
    current = next((each for each in shown.everyone if desk and each.case_id == desk.case.case_id), None)
    if desk and current:
        _ways(cases, current)
        case_form.show(desk, current, is_here=current.enterprise_id in shown.here)
    else:
        _table(cases, shown)


def _ways(cases: Sequence[Case], current: Case) -> None:
    """Draw the ways back to the table and on to the neighbours in it."""
    numbers = [each.case_id for each in cases]
    place = numbers.index(current.case_id) if current.case_id in numbers else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("返回名单", icon=":material/arrow_back:", key="case_back", on_click=case_desk.close)
        for label, step in (("上一户", -1), ("下一户", 1)):
            at = None if place is None else place + step
            other = cases[at] if at is not None and 0 <= at < len(cases) else None
            st.button(
                label,
                key=f"case_step_{step}",
                disabled=other is None,
                on_click=_step,
                args=(other,),
            )
        if place is not None:
            st.caption(f"第 {place + 1} 户，共 {fmt.count(len(cases))}")


def _step(other: Case) -> None:
    case_desk.open_cases([other])


def _table(cases: Sequence[Case], shown: Shown) -> None:
    # A row number outlives the rows that it was chosen in: another list is another table.
    key = f"case_list_{hash(tuple(each.case_id for each in cases))}"
    st.dataframe(
        tables.rounded(case_tables.listed(cases, shown.here, date.today(), shown.grace), case_tables.LIST),
        key=key,
        on_select=partial(_open, key, cases),
        selection_mode="single-row",
        column_config=tables.column_config(case_tables.LIST),
        column_order=[column.name for column in case_tables.LIST],
        hide_index=True,
        height=LIST_HEIGHT if len(cases) > 8 else "content",
        placeholder=fmt.MISSING,
        alt="处置台账的案件",
    )
    st.caption(f"共 {fmt.count(len(cases))}。点一行左边的方框打开案件：定类、责任、用地、进度和历史。")


def _open(table: str, cases: Sequence[Case]) -> None:
    place = case_desk.chosen_row(table)
    if place is not None and place < len(cases):
        case_desk.open_cases([cases[place]])


def _exports(shown: Shown, selection: Selection) -> None:
    screen = Screen("四个一批处置台账", None, _words(selection), snapshot.build_info(), CALIBER)
    ids = {each.case_id for each in shown.chosen}

    def own() -> list[Sheet]:
        cases, lines = store.frame(), store.history()
        return [
            Sheet("处置台账", workbook.Read(cases[cases["case_id"].isin(ids)]), COLUMNS),
            Sheet("历史", workbook.Read(lines[lines["case_id"].isin(ids)]), history.COLUMNS),
        ]

    downloads.popover(screen, own, "case_export", "导出台账")
    downloads.popover(screen, partial(county.sheets, shown.chosen), "county", "导出县区格式", plain=True)


def _words(selection: Selection) -> tuple[str, ...]:
    return tuple(filters.in_force(selection, snapshot.choices()).values())
