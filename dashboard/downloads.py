"""The control by which every page exports: what for, which columns, then the files; and the log of what was taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

import streamlit as st

from dashboard import export_log, handout, identity, ledger, tables, workbook
from dashboard import format as fmt
from dashboard.apart import ApartError
from dashboard.handout import CSV, XLSX, Errand, File, Screen
from dashboard.workbook import Sheet

OTHER = "其他"
PURPOSES = ("会议材料", "上级报送", "部门核对", "企业服务", "分析研究", OTHER)
LONGEST_PURPOSE = 60
VISIBLE, ALL = "可见列", "全部列"
WIDTH = 460
LOGGED = 20
LISTED = ("at", "who", "page", "purpose", "format", "rows", "year", "filters", "export_id")
SECONDS_TO_START, SECONDS_BETWEEN_LOOKS = 10.0, 0.2
UNEXPECTED = "生成文件时出错，没有导出。请把时间告诉管理员，日志中有原因。"


@dataclass
class Click:
    """A button's file in the making.

    Streamlit asks for the file on another thread and, when that fails, tells the visitor so in English; so the click
    also starts a run of the form, which waits for the file here and says what became of it.
    """

    began: bool = False
    file: Future[File] = field(default_factory=Future)

    def make(self, work: Callable[[], File]) -> bytes:
        """The bytes of ``work``, whose outcome the waiting run gets too."""
        if self.began:  # a second click before that run had drawn a new button
            return work().data
        self.began = True
        try:
            made = work()
        except BaseException as error:
            self.file.set_exception(error)
            raise
        self.file.set_result(made)
        return made.data


@dataclass
class Desk:
    """The click that the next run of a form has to answer for, if any."""

    clicked: Click | None = None

    def take(self, click: Click) -> None:
        """Remember the click; Streamlit calls it before the run."""
        self.clicked = click


def popover(
    screen: Screen,
    sheets: Callable[[], Sequence[Sheet]],
    key: str = "export",
    label: str = "导出",
    *,
    plain: bool = False,
) -> None:
    """Draw 导出; ``sheets``, the tables of the page with the most important first, is called when it is open.

    A page with a second control gives that one a ``key`` and a ``label`` of its own. A ``plain`` file is a workbook for
    another system's import: it has the sheets and nothing else.
    """
    opened = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if opened.open:
        with opened, st.container(width=WIDTH):
            if tables_of_page := sheets():
                _form(screen, tables_of_page, identity.who(), Desk(), key, plain=plain)
            else:
                st.caption("没有可以导出的表。")


@st.fragment
def _form(
    screen: Screen, sheets: Sequence[Sheet], who: str, desk: Desk, key: str, *, plain: bool = False
) -> None:
    """The form; a choice in it runs only itself, on the tables that the page has put together."""
    purpose = _purpose(key)
    left, right = st.columns([2, 3]) if any(sheet.visible for sheet in sheets) else (st.container(),) * 2
    with left:
        chosen = _columns(sheets, key)
    with right:
        table = chosen[0] if plain else _table(chosen, key)
    if secret := screen.confidential(chosen):
        st.caption(
            f":material/lock: 涉税数据，只供“{fmt.markdown_text(purpose or '所选')}”用途。"
            f"含单户的{'、'.join(secret)}。"
        )
    refusal = ledger.trouble()
    errand, ready = Errand(who, purpose), bool(purpose) and not refusal
    csv_name = screen.file_name(CSV, table.title if table is not chosen[0] else "")
    xlsx_name, write = screen.file_name(XLSX), handout.plain_xlsx if plain else handout.xlsx
    with st.container(horizontal=True):
        if not plain:
            _button(
                key,
                CSV,
                csv_name,
                "text/csv",
                ready,
                desk,
                lambda: handout.csv(screen, errand, table, csv_name),
            )
        _button(
            key,
            XLSX,
            xlsx_name,
            workbook.MIME,
            ready,
            desk,
            lambda: write(screen, errand, chosen, xlsx_name),
        )
    if refusal:
        st.error(f"导出记录写不进去，不能导出。{fmt.markdown_text(refusal)}", icon=":material/error:")
    elif not purpose:
        st.caption("先选用途。每次导出都会记录。")
    _answer(desk)
    _log(key)


def _purpose(key: str) -> str:
    """What the visitor says the file is for; empty until it is said. It is kept from page to page."""
    chosen = st.selectbox(
        "用途", PURPOSES, index=None, placeholder="请选择", key=f"{key}_purpose", persist_state="session"
    )
    if chosen != OTHER:
        return chosen or ""
    text = st.text_input(
        "写明用途",
        max_chars=LONGEST_PURPOSE,
        key=f"{key}_other",
        persist_state="session",
        placeholder="必填，如：某某课题调研",
    )
    return f"{OTHER}：{text.strip()}" if text.strip() else ""


def _columns(sheets: Sequence[Sheet], key: str) -> Sequence[Sheet]:
    """The tables with the columns that the visitor wants, where a screen shows but a part of them."""
    if not any(sheet.visible for sheet in sheets):
        return sheets
    wanted = st.segmented_control(
        "列", (VISIBLE, ALL), default=ALL, required=True, key=f"{key}_columns", persist_state="session"
    )
    return [sheet.as_on_screen() for sheet in sheets] if wanted == VISIBLE else sheets


def _table(sheets: Sequence[Sheet], key: str) -> Sheet:
    """The table that goes into a CSV file, which holds only one."""
    if len(sheets) == 1:
        return sheets[0]
    titles = [sheet.title for sheet in sheets]
    chosen = st.selectbox(
        "CSV 的表（XLSX 含全部）", titles, key=f"{key}_table", help="CSV 文件只放得下一张表。"
    )
    return sheets[titles.index(chosen)] if chosen in titles else sheets[0]


def _button(
    key: str, form: str, file_name: str, mime: str, ready: bool, desk: Desk, work: Callable[[], File]
) -> None:
    click = Click()
    st.download_button(
        f"导出 {form}",
        data=lambda: click.make(work),
        file_name=file_name,
        mime=mime,
        key=f"{key}_{form}",
        on_click=desk.take,
        args=(click,),
        disabled=not ready,
        icon=":material/table_view:" if form == XLSX else ":material/csv:",
    )


def _answer(desk: Desk) -> None:
    """Wait for the file of the last click and say what became of it; each look lets the visitor do something else."""
    click, desk.clicked = desk.clicked, None
    if click is None:
        return
    line, started = st.empty(), time.monotonic()
    while not wait([click.file], SECONDS_BETWEEN_LOOKS).done:
        waited = time.monotonic() - started
        if not click.began and waited > SECONDS_TO_START:
            return
        line.caption(f":material/hourglass_top: 正在生成，已 {waited:.0f} 秒…")
    error = click.file.exception()
    if error is None:
        entry = click.file.result().entry
        line.markdown(
            f":green[:material/check_circle: 已导出 {fmt.number(entry.rows)} 行并记录，导出编号 {entry.export_id}。]"
        )
    else:
        known = isinstance(error, (ledger.LedgerError, ApartError, ValueError))
        line.error(f"没有导出。{fmt.markdown_text(str(error)) if known else UNEXPECTED}")


def _log(key: str) -> None:
    listed = st.expander("导出记录", icon=":material/history:", key=f"{key}_log", on_change="rerun")
    if not listed.open:
        return
    with listed:
        try:
            rows = export_log.entries(LOGGED)
        except ledger.LedgerError as error:
            st.caption(fmt.markdown_text(str(error)))
            return
        st.caption(f"最近 {LOGGED} 次。全部记录见《运行维护》。" if len(rows) else "还没有导出过。")
        local = [fmt.local_time(at.isoformat(), st.context.timezone) for at in rows["at"]]
        st.dataframe(
            rows.assign(at=local),
            column_config=tables.column_config(export_log.COLUMNS),
            column_order=LISTED,
            hide_index=True,
            placeholder=fmt.MISSING,
            alt="最近的导出",
        )
