"""The form of one case: its fields in sections, a button for each state that may follow, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import case_desk, case_tables, identity, panels, screens, tables
from dashboard import format as fmt
from dashboard.case_desk import Desk
from dashboard.cases import history, store, workflow
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.record import BATCHES, DIFFICULTIES, FIELDS, Case
from dashboard.cases.tidy import tidy
from dashboard.ledger import LedgerError
from etl.contracts import Kind

SECTIONS: Mapping[str, Sequence[str]] = {
    "定类": ("final_batch", "decided_by", "decided_on", "reason", "evidence"),
    "责任与时限": (
        "unit", "leader", "deadline", "disposal", "planned_start", "planned_end", "actual_start", "actual_end",
    ),
    "用地": (
        "occupied_mu", "to_free_mu", "freed_mu", "subsidy_wan_yuan", "planned_use", "target_park", "current_use",
        "low_type", "location",
    ),
    "难点与进展": ("difficulty_types", "difficulty_detail", "progress"),
    "备注": ("remark", "district", "town", "park", "operating_status"),
}  # fmt: skip
LONG = ("reason", "evidence", "difficulty_detail", "progress", "remark")
LONGEST, LONGEST_LONG = 200, 2_000
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
ACROSS = 4
HISTORY_HEIGHT = 210
HISTORY = ("at", "who", "from_state", "to_state", "why", "changes")


def show(desk: Desk, current: Case, *, is_here: bool) -> None:
    """Draw the case that is open; ``current``: as the ledger has it now, ``is_here``: whether the snapshot knows it."""
    base = desk.case
    with st.container(border=True):
        _head(current, is_here=is_here)
        notice = st.container()
        mine, why, pressed = _form(desk, current)
        if pressed == RELOAD:
            case_desk.take_over(desk, [mine], [current])
            st.rerun()
        if pressed:
            _save(replace(mine, state=pressed), why, notice)
        if current.version != base.version:
            _tell(base, current, mine, notice)
        _history(current)


RELOAD = "载入对方的修改，保留我填的"


def _head(case: Case, *, is_here: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(fmt.markdown_text(case.name), anchor=False, width="content")
        st.badge(case.state, color="blue")
        st.caption(
            f"建议 {case.suggested_batch or fmt.MISSING} · 审定 {case.final_batch or fmt.MISSING} · 第 {case.version} 版，"
            f"{fmt.markdown_text(case.updated_by)} {fmt.local_time(case.updated_at.isoformat(), st.context.timezone)}",
            width="stretch",
        )
        if is_here:
            screens.enterprise_link(case.enterprise_id)
    if case.suggested_reason:
        st.caption(f"建议理由：{fmt.markdown_text(case.suggested_reason)}")
    if not is_here:
        st.warning(
            "当前快照里已经没有这户企业，案件照常保留和办理。请核对它是否注销、迁出或换了代码。",
            icon=":material/person_off:",
        )


def _form(desk: Desk, current: Case) -> tuple[Case, str, str]:
    """The case as the form has it, the reason, and what was pressed: a state to go to, `RELOAD`, or nothing."""
    key, draft = f"case_{desk.case.case_id}_{desk.number}", desk.draft[0]
    values: dict[str, Any] = {}
    with st.form(key, enter_to_submit=False, border=False):
        for tab, names in zip(st.tabs(list(SECTIONS)), SECTIONS.values(), strict=True):
            with tab:
                values |= _section(names, draft, key)
        why = st.text_input(
            "修改理由",
            key=f"{key}_why",
            max_chars=LONGEST,
            placeholder="退回、暂缓、异议、调出时必填",
            help="写进历史。往前走一步可以不填。",
        )
        pressed = _buttons(current, is_stale=current.version != desk.case.version)
    return tidy(replace(desk.case, **values)), why, pressed


def _section(names: Sequence[str], draft: Case, key: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    short = [name for name in names if name not in LONG]
    for first in range(0, len(short), ACROSS):
        for column, name in zip(st.columns(ACROSS), short[first : first + ACROSS], strict=False):
            with column:
                values[name] = _field(name, draft, key)
    long = [name for name in names if name in LONG]
    if long:
        for column, name in zip(st.columns(len(long)), long, strict=True):
            with column:
                values[name] = _field(name, draft, key)
    return values


def _field(name: str, draft: Case, key: str) -> Any:
    """The widget of one field; empty is None."""
    field, value = FIELDS[name], getattr(draft, name)
    shared: dict[str, Any] = {"label": field.heading, "key": f"{key}_{name}", "help": field.sentence}
    if name == "final_batch":
        place = BATCHES.index(value) if value in BATCHES else None
        return st.selectbox(options=BATCHES, index=place, placeholder="未定", **shared)
    if name == "difficulty_types":
        return tuple(
            st.multiselect(options=DIFFICULTIES, default=list(value), placeholder="可选几项", **shared)
        )
    if field.kind is Kind.DATE:
        return st.date_input(value=value, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", **shared)
    if field.kind is Kind.NUMBER:
        return st.number_input(
            value=value, min_value=0.0, step=1.0, format="%.10g", placeholder="未填", **shared
        )
    if name in LONG:
        return st.text_area(value=value or "", max_chars=_room(value, LONGEST_LONG), height=90, **shared)
    return st.text_input(value=value or "", max_chars=_room(value, LONGEST), **shared)


def _room(value: str | None, usual: int) -> int:
    """How many characters a text may have: one that was imported may be longer than one that is typed."""
    return max(usual, len(value or ""))


def _buttons(current: Case, *, is_stale: bool) -> str:
    """The state that was asked for: the current one for 保存, empty while nothing is pressed."""
    pressed = ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_stale and st.form_submit_button(RELOAD, icon=":material/sync:", key="case_reload"):
            pressed = RELOAD
        if st.form_submit_button("保存", type="primary", icon=":material/save:", key="case_save"):
            pressed = current.state
        for state in workflow.allowed(current.state, current.resumes_to):
            onward = not workflow.needs_reason(current.state, state)
            if st.form_submit_button(
                f"{'进到' if onward else '转'}“{state}”",
                icon=":material/arrow_forward:" if onward else ":material/undo:",
                key=f"case_to_{state}",
                help="连同上面填的一起保存。" if onward else "要写修改理由，连同上面填的一起保存。",
            ):
                pressed = state
    return pressed


def _save(case: Case, why: str, notice: Any) -> None:
    try:
        saved = store.save(case, identity.who(), why)
    except CaseError as error:
        notice.error(
            "没有保存，填的都还在。\n\n" + "\n\n".join(map(fmt.markdown_text, error.problems)),
            icon=":material/error:",
        )
    except Stale as error:
        notice.error(fmt.markdown_text(str(error)), icon=":material/group:")
    except LedgerError as error:
        notice.error(f"没有保存，填的都还在。{fmt.markdown_text(str(error))}", icon=":material/error:")
    else:
        case_desk.open_cases([saved])
        case_desk.announce(f"已保存：{fmt.markdown_text(saved.name)}，{saved.state}")
        st.rerun()


def _tell(base: Case, current: Case, mine: Case, notice: Any) -> None:
    """Show what somebody else has saved since the form was opened, beside what stands in the form."""
    names = [name for name in FIELDS if name not in ("version", "updated_by", "updated_at")]
    rows = pd.DataFrame(
        case_tables.conflicts(base, current, mine, names),
        columns=[column.name for column in case_tables.CONFLICT],
    )
    with notice:
        st.warning(
            f"您打开之后，{fmt.markdown_text(current.updated_by)} 于 "
            f"{fmt.local_time(current.updated_at.isoformat(), st.context.timezone)} 保存过这一户（第 {current.version} 版）。"
            "您填的还在表单里；点“载入对方的修改，保留我填的”再保存。",
            icon=":material/group:",
        )
        panels.table(rows, case_tables.CONFLICT[1:], "对方的修改和您填的")


def _history(case: Case) -> None:
    st.markdown("**历史**")
    lines(store.history(case.case_id))


def lines(rows: pd.DataFrame) -> None:
    """Draw the history of a case, the latest first."""
    local = [fmt.local_time(at.isoformat(), st.context.timezone) for at in rows["at"]]
    config = tables.column_config(history.COLUMNS)
    config["at"] = st.column_config.TextColumn("时间", width=130)
    config["changes"] = st.column_config.TextColumn("修改内容", width=520)
    st.dataframe(
        rows.assign(at=local),
        column_config=config,
        column_order=HISTORY,
        hide_index=True,
        height="content" if len(rows) < 5 else HISTORY_HEIGHT,
        placeholder=fmt.MISSING,
        alt="案件的历史，最近的在前",
    )
