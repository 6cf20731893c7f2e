"""A download button that says what became of its file: made, or why not."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

import streamlit as st

from dashboard import format as fmt
from dashboard import ledger
from dashboard.apart import ApartError
from dashboard.handout import File

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


def button(
    key: str, kind: tuple[str, str, str], file_name: str, ready: bool, desk: Desk, work: Callable[[], File]
) -> None:
    """Draw the button for a kind of file (its name, MIME type and icon), which ``work`` makes when it is pressed."""
    form, mime, icon = kind
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
        icon=icon,
    )


def answer(desk: Desk) -> None:
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
