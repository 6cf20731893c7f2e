"""Saving the bench of 四个一批 under a name, changing, deleting and freezing a saved plan; what became of it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import (
    batch_bench,
    batch_saved,
    batch_sentences,
    batch_tables,
    database,
    identity,
    panels,
    saved_plans,
)
from dashboard import format as fmt
from dashboard.batch_bench import Setting
from dashboard.database import SnapshotError
from dashboard.ledger import LedgerError
from dashboard.saved_plans import PlanError, SavedPlan

SAID, OPEN = "batch_saved_said", "batch_save"
NAME, NOTE = "batch_saved_name", "batch_saved_note"
APPROVER, APPROVED_ON, MINUTES, SURE = "batch_approver", "batch_approved_on", "batch_minutes", "batch_sure"
LONGEST_NAME, LONGEST_NOTE = 40, 200
WIDTH = 420


@contextmanager
def opened(saved: SavedPlan | None) -> Iterator[None]:
    """Put what is asked inside to the build that a frozen plan was frozen on; stop the page where that is gone."""
    with ExitStack() as held:
        if saved is not None and saved.is_frozen:
            try:
                held.enter_context(database.of_build(saved.build_id))
            except SnapshotError as error:
                _gone(saved, str(error))
                st.stop()
        yield


def _gone(saved: SavedPlan, why: str) -> None:
    st.warning(
        f"定稿方案“{fmt.markdown_text(saved.name)}”所用的快照读不了：{fmt.markdown_text(why)}"
        "把它从备份放回快照文件夹，就能重算。下面是定稿时存下的各类合计。",
        icon=":material/inventory_2:",
    )
    st.caption(fmt.markdown_text(batch_sentences.approval(saved)))
    columns = [column for column in batch_tables.SPLIT if column is not batch_tables.RATIO]
    panels.table(batch_saved.stored(saved), columns, "定稿时存下的各类合计")


def frozen(setting: Setting) -> None:
    """Say of a frozen plan who approved it and whether it still comes to the same; call it on its build."""
    saved = setting.saved
    if saved is not None and saved.is_frozen:
        now = batch_saved.totals(setting.own, saved.year)
        differing = batch_saved.differing(saved.totals or {}, now)
        (st.error if differing else st.info)(batch_sentences.frozen(saved, differing))


def said() -> None:
    """Say once what became of the last save, change, deletion or freeze."""
    if SAID in st.session_state:
        text, went_well = st.session_state.pop(SAID)
        if went_well:
            st.success(text, icon=":material/check_circle:")
        else:
            st.error(text, icon=":material/error:")


def popover(setting: Setting, build_id: str, year: int | None) -> None:
    """Draw what can be done with the bench; ``build_id`` and ``year`` are those on the screen."""
    opened_now = st.popover("保存方案", icon=":material/save:", key=OPEN, on_change="rerun", width="content")
    if not opened_now.open or year is None:
        return
    who, saved = identity.who(), setting.saved
    with opened_now, st.container(width=WIDTH):
        st.text_input("方案名称", key=NAME, max_chars=LONGEST_NAME, placeholder="如：X=25 试算")
        st.text_input("备注", key=NOTE, max_chars=LONGEST_NOTE, placeholder="可不填")
        st.button(
            "另存为新方案",
            icon=":material/add:",
            on_click=_do,
            args=(lambda: _save(setting, build_id, year, who),),
        )
        if saved is None or saved.is_frozen:
            return
        st.caption(
            f"当前：{fmt.markdown_text(saved.name)}，第 {saved.version} 版，{fmt.markdown_text(saved.updated_by)} 保存。"
        )
        with st.container(horizontal=True):
            st.button(
                "用当前门槛更新",
                disabled=not setting.is_changed,
                on_click=_do,
                args=(lambda: _update(setting, saved, build_id, year, who),),
            )
            st.button("删除", icon=":material/delete:", on_click=_do, args=(lambda: _delete(saved, who),))
        _freezing(setting, saved, build_id, year, who)


def _freezing(setting: Setting, saved: SavedPlan, build_id: str, year: int, who: str) -> None:
    st.markdown("**定稿**：审定后只读，按这个构建和年度的数据永久可查。")
    if setting.is_changed:
        st.caption("当前门槛与保存的不同。先更新，再定稿。")
        return
    left, right = st.columns(2)
    left.text_input("审定的会议或单位", key=APPROVER, max_chars=LONGEST_NAME)
    right.date_input("审定日期", value="today", max_value="today", key=APPROVED_ON)
    st.text_input("会议纪要", key=MINUTES, max_chars=LONGEST_NOTE, placeholder="文号或要点，可不填")
    sure = st.checkbox("定稿后不能再改，也不能删除", key=SURE)
    st.button(
        "定稿",
        icon=":material/lock:",
        disabled=not sure,
        on_click=_do,
        args=(lambda: _freeze(saved, build_id, year, who),),
    )


def _do(work: Callable[[], str]) -> None:
    """Do the work and keep what is to be said of it for the run that follows."""
    try:
        st.session_state[SAID] = (work(), True)
        st.session_state[OPEN] = False
    except (PlanError, LedgerError) as error:
        st.session_state[SAID] = (fmt.markdown_text(str(error)), False)


def _save(setting: Setting, build_id: str, year: int, who: str) -> str:
    saved = saved_plans.save(
        st.session_state[NAME],
        setting.plan.plan_id,
        batch_saved.parameters(setting.bench),
        build_id,
        year,
        who,
        st.session_state[NOTE],
    )
    batch_bench.choose(saved)
    return f"已保存方案“{fmt.markdown_text(saved.name)}”。"


def _update(setting: Setting, saved: SavedPlan, build_id: str, year: int, who: str) -> str:
    changed = replace(saved, parameters=batch_saved.parameters(setting.bench), build_id=build_id, year=year)
    kept = saved_plans.update(changed, who)
    return f"方案“{fmt.markdown_text(kept.name)}”已更新为第 {kept.version} 版。"


def _delete(saved: SavedPlan, who: str) -> str:
    saved_plans.delete(saved.plan_key, who, saved.version)
    batch_bench.choose_plan(saved.base_plan_id)
    return f"已删除方案“{fmt.markdown_text(saved.name)}”；修改记录还在。"


def _freeze(saved: SavedPlan, build_id: str, year: int, who: str) -> str:
    day = st.session_state[APPROVED_ON]
    kept = batch_saved.freeze(
        saved,
        who,
        build_id,
        year,
        st.session_state[APPROVER],
        day if isinstance(day, date) else date.today(),
        st.session_state[MINUTES],
    )
    return f"方案“{fmt.markdown_text(kept.name)}”已定稿。"
