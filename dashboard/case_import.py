"""A county's ledger brought in: a file, what each of its rows comes to, which are skipped, and then all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import case_desk, case_tables, identity, tables
from dashboard import format as fmt
from dashboard.case_desk import FILE
from dashboard.cases import county
from dashboard.cases.bring import bring
from dashboard.cases.county import Parsed
from dashboard.cases.county_sheets import CountyFileError
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.examine import Outcome, RowFinding, examine
from dashboard.cases.record import Case
from dashboard.ledger import LedgerError
from dashboard.queries import case_facts

MOST_MEGABYTES = 10
HEIGHT = 360


@dataclass(frozen=True)
class Taken:
    """A file that was read, and what its rows come to."""

    file_id: str
    parsed: Parsed
    findings: tuple[RowFinding, ...]


def show(cases: Sequence[Case], plan: str, year: int | None) -> None:
    """Draw the way from a file to the ledger; ``cases``: all of the ledger."""
    st.caption(
        "县区台账的 21 列（“县区格式”导出的文件也行）。先核对，不改动台账；有问题的行改好或勾“跳过”后，一次全部导入。"
    )
    sent = st.file_uploader(
        "选择文件（.xlsx）", type="xlsx", key="case_upload", max_upload_size=MOST_MEGABYTES
    )
    if sent is None:
        case_desk.keep(FILE, None)
        return
    taken: Taken | None = case_desk.kept(FILE)
    if taken is None or taken.file_id != sent.file_id:
        try:
            parsed = county.read(sent.getvalue(), sent.name)
        except CountyFileError as error:
            st.error(fmt.markdown_text(str(error)), icon=":material/error:")
            return
        taken = _examined(sent.file_id, parsed, cases, plan, year)
    if st.button("重新核对", icon=":material/refresh:", key="case_examine"):
        taken = _examined(sent.file_id, taken.parsed, cases, plan, year)
    _findings(taken)


def _examined(file_id: str, parsed: Parsed, cases: Sequence[Case], plan: str, year: int | None) -> Taken:
    findings = examine(parsed, cases, case_facts.of_year(plan, year))
    taken = Taken(file_id, parsed, tuple(findings))
    case_desk.keep(FILE, taken)
    return taken


def _findings(taken: Taken) -> None:
    for remark in taken.parsed.remarks:
        st.caption(fmt.markdown_text(remark))
    counts = Counter(each.outcome for each in taken.findings)
    st.markdown("，".join(f"{outcome} **{fmt.count(counts[outcome])}**" for outcome in Outcome) + "。")
    shown = [each for each in taken.findings if each.outcome is not Outcome.SAME]
    if not shown:
        st.success("文件和台账相同，没有要导入的。", icon=":material/check_circle:")
        return
    skipped = _skipped(shown, taken.file_id)
    unsettled = sum(each.outcome is Outcome.PROBLEM and each.key not in skipped for each in shown)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = st.text_input(
            "导入理由", key="import_why", max_chars=200, placeholder="必填，如：某县某月退回的台账"
        )
        pressed = st.button(
            f"导入 {fmt.count(len(shown) - len(skipped))}",
            type="primary",
            icon=":material/upload:",
            key="case_import",
            disabled=unsettled > 0 or not why.strip() or len(skipped) == len(shown),
        )
    if unsettled:
        st.caption(f":red[还有 {fmt.count(unsettled)}的问题没有处理：改好文件重新上传，或勾“跳过”。]")
    if pressed:
        _bring(taken, skipped, why)


def _skipped(shown: Sequence[RowFinding], file_id: str) -> set[str]:
    """The places of the rows that are ticked."""
    order = [column.name for column in case_tables.FINDINGS]
    ticked = st.data_editor(
        case_tables.findings(shown, ()),
        key=f"findings_{file_id}",
        column_config=_columns(),
        disabled=order[1:],
        hide_index=True,
        num_rows="fixed",
        height=HEIGHT if len(shown) > 9 else "content",
        alt="文件中每一行会怎样",
    )
    return set(ticked.loc[ticked["skip"], "place"])


def _columns() -> dict[str, Any]:
    """The columns such that reason and way out are both seen on a screen of 1280."""
    made = tables.column_config(case_tables.FINDINGS)
    widths = {
        "place": 100,
        "name": 170,
        "outcome": 60,
        "column": 80,
        "value": 110,
        "reason": 270,
        "what_to_do": 300,
    }
    return made | {
        column.name: st.column_config.TextColumn(
            column.heading, help=column.sentence, width=widths[column.name]
        )
        for column in case_tables.FINDINGS
        if column.name in widths
    }


def _bring(taken: Taken, skipped: set[str], why: str) -> None:
    try:
        done = bring(taken.findings, skipped, identity.who(), why)
    except Stale as error:
        st.error(
            f"一行也没有导入。{fmt.markdown_text(str(error))}点“重新核对”看过再导入。",
            icon=":material/group:",
        )
    except (CaseError, LedgerError) as error:
        st.error(f"一行也没有导入。{fmt.markdown_text(str(error))}", icon=":material/error:")
    else:
        case_desk.keep(FILE, None)
        case_desk.announce(
            f"已导入：新纳入 {fmt.count(done.opened)}，修改 {fmt.count(done.changed)}，跳过 {fmt.count(done.skipped)}。"
        )
        st.rerun()
