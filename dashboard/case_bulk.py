"""Several cases edited in one table and saved together, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import case_desk, case_tables, identity, panels, tables
from dashboard import format as fmt
from dashboard.case_desk import SEVERAL, Desk
from dashboard.cases import store
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.record import FIELDS, Case
from dashboard.cases.tidy import tidy
from dashboard.ledger import LedgerError
from etl.contracts import Kind

# What can be set for many at once without looking at each: no decision and no state.
FREE = (
    "unit", "leader", "deadline", "planned_start", "planned_end", "actual_start", "actual_end", "to_free_mu",
    "freed_mu", "planned_use", "target_park", "progress", "remark",
)  # fmt: skip
FIXED = ("name", "state", "final_batch", "occupied_mu")
HEIGHT = 420


def show(shown: Sequence[Case], everyone: Sequence[Case]) -> None:
    """Draw the table over the cases that are shown, as they were when it was opened."""
    desk = case_desk.opened(SEVERAL) or case_desk.open_cases(shown, SEVERAL)
    notice = st.container()
    mine = _edited(desk)
    changed = [place for place, (base, new) in enumerate(zip(desk.base, mine, strict=True)) if new != base]
    if not changed and desk.base != tuple(shown):
        case_desk.open_cases(shown, SEVERAL)
        st.rerun()
    now = {each.case_id: each for each in everyone}
    current = [now.get(each.case_id, each) for each in desk.base]
    late = [place for place in changed if current[place].version != desk.base[place].version]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = st.text_input("修改理由", key="bulk_why", max_chars=200, placeholder="写进每一户的历史")
        saving = st.button(
            f"保存 {len(changed)} 户",
            type="primary",
            icon=":material/save:",
            key="bulk_save",
            disabled=not changed,
        )
        if st.button("放弃修改", key="bulk_drop", disabled=not changed):
            case_desk.open_cases(shown, SEVERAL)
            st.rerun()
        if late and st.button("载入对方的修改，保留我填的", icon=":material/sync:", key="bulk_reload"):
            case_desk.take_over(desk, mine, current, SEVERAL)
            st.rerun()
    if late:
        _tell([(desk.base[place], current[place], mine[place]) for place in late], notice)
    if saving:
        _save([mine[place] for place in changed], why, notice)


def _edited(desk: Desk) -> list[Case]:
    """The cases as the table has them now."""
    names = [*FIXED, *FREE]
    edited = st.data_editor(
        _frame(desk.draft, names),
        key=f"case_editor_{desk.number}",
        column_config=tables.column_config([FIELDS[name] for name in names]),
        disabled=list(FIXED),
        hide_index=True,
        num_rows="fixed",
        height=HEIGHT if len(desk.draft) > 10 else "content",
        placeholder=fmt.MISSING,
        alt="案件的批量编辑表",
    )
    rows = edited[list(FREE)].astype(object).to_dict("records")
    return [
        tidy(replace(draft, **{str(name): _none(value) for name, value in row.items()}))
        for draft, row in zip(desk.draft, rows, strict=True)
    ]


def _frame(cases: Sequence[Case], names: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame([[getattr(each, name) for name in names] for each in cases], columns=list(names))
    kinds = {name: FIELDS[name].kind for name in names}
    return table.assign(
        **{name: _numbers(table[name].astype(float), name) for name in names if kinds[name] is Kind.NUMBER},
        **{name: pd.to_datetime(table[name]) for name in names if kinds[name] is Kind.DATE},
        **{
            name: table[name].astype("string")
            for name in names
            if kinds[name] not in (Kind.NUMBER, Kind.DATE)
        },
    )


def _numbers(values: pd.Series[float], name: str) -> pd.Series[float]:
    """A table on the screen cuts decimals off, so they are rounded; what can be edited stays as it is."""
    return values.round(FIELDS[name].decimals) if name in FIXED else values


def _none(value: Any) -> Any:
    return None if pd.isna(value) else value


def _tell(pairs: Sequence[tuple[Case, Case, Case]], notice: Any) -> None:
    rows = [row for base, current, mine in pairs for row in case_tables.conflicts(base, current, mine, FREE)]
    people = "、".join(sorted({current.updated_by for _, current, _ in pairs}))
    with notice:
        st.warning(
            f"您打开之后，{fmt.markdown_text(people)} 保存过您改的 {fmt.count(len(pairs))}。您填的还在表里；"
            "点“载入对方的修改，保留我填的”再保存。",
            icon=":material/group:",
        )
        panels.table(
            pd.DataFrame(rows, columns=[column.name for column in case_tables.CONFLICT]),
            case_tables.CONFLICT,
            "对方的修改和您填的",
        )


def _save(changed: Sequence[Case], why: str, notice: Any) -> None:
    if not why.strip():
        notice.error(
            "没有写修改理由，没有保存，填的都还在。请写明为什么改，再保存。", icon=":material/error:"
        )
        return
    try:
        saved = store.save_many(changed, identity.who(), why)
    except CaseError as error:
        problems = "\n\n".join(map(fmt.markdown_text, error.problems))
        notice.error(f"一户也没有保存，填的都还在。\n\n{problems}", icon=":material/error:")
    except (Stale, LedgerError) as error:
        notice.error(f"一户也没有保存，填的都还在。{fmt.markdown_text(str(error))}", icon=":material/error:")
    else:
        case_desk.close(SEVERAL)
        case_desk.announce(f"已保存 {fmt.count(len(saved))}。")
        st.rerun()
