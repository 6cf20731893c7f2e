"""从建议立案: the enterprises that a plan suggests for some classes become cases."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import batch_saved, case_desk, identity
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.cases import store
from dashboard.cases.errors import CaseError
from dashboard.cases.record import BATCHES, Case, NewCase
from dashboard.ledger import LedgerError
from dashboard.queries import case_facts
from dashboard.selection import Selection
from etl.contracts.batches import CLASSES

WIDTH = 420
# Who stays as it is needs no case unless somebody says so.
USUAL = BATCHES[:4]


def popover(cases: Sequence[Case], setting: Setting, selection: Selection) -> None:
    """Draw the control; it counts before it takes anybody up."""
    opened = st.popover("从建议立案", icon=":material/playlist_add:", key="case_opening", on_change="rerun")
    if opened.open:
        with opened, st.container(width=WIDTH):
            _form(cases, setting, selection)


def _form(cases: Sequence[Case], setting: Setting, selection: Selection) -> None:
    st.caption(
        f"{fmt.markdown_text(setting.name)}对 {selection.year} 年的建议，按方案自己的门槛，不按试算的；左侧的筛选也起作用。"
    )
    classes = st.multiselect(
        "建议分类", CLASSES, default=list(USUAL), key="opening_batch", placeholder="选分类"
    )
    why = st.text_input("立案理由", key="opening_why", max_chars=200, placeholder="如：某月某日专班会议")
    new = case_facts.suggested(selection, setting.own, classes, *_source(setting))
    known = {each.enterprise_id for each in cases}
    fresh = [each for each in new if each.enterprise_id not in known]
    if setting.is_changed:
        st.caption(":orange[试算台上的改动还没有存为方案，不用于立案。要用，先“保存方案”。]")
    st.caption(f"建议 {fmt.count(len(new))}，其中 {fmt.count(len(new) - len(fresh))}已有案件，不重复立。")
    if st.button(
        f"为 {len(fresh)} 户立案",
        type="primary",
        key="opening_do",
        disabled=not fresh or not why.strip(),
        help="要先写立案理由。",
    ):
        _open(fresh, why)


def _source(setting: Setting) -> tuple[str, str]:
    """The id and the version of the plan that was chosen."""
    if setting.saved:
        return batch_saved.code(setting.saved), str(setting.saved.version)
    return setting.plan.plan_id, setting.plan.version


def _open(fresh: Sequence[NewCase], why: str) -> None:
    try:
        opened = store.open_cases(fresh, identity.who(), why)
    except CaseError as error:
        st.error("一户也没有立案。" + fmt.markdown_text(error.problems[0]), icon=":material/error:")
    except LedgerError as error:
        st.error(f"一户也没有立案。{fmt.markdown_text(str(error))}", icon=":material/error:")
    else:
        case_desk.close(case_desk.SEVERAL)
        case_desk.announce(f"已为 {fmt.count(len(opened))}立案。")
        st.rerun()
