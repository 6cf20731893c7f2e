"""What the pages of work ledgers share: the day and the export above their tabs, a drawing in a card, empty states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, outward, promises, widgets
from dashboard.figure import Figure
from dashboard.handout import Screen
from dashboard.queries import snapshot
from dashboard.queries.growth import Asked
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.small_cells import LEAST_FIRMS
from dashboard.workbook import Sheet

FEW = f"对外视图：所选范围不足 {LEAST_FIRMS} 户，分开列会看出是谁。"
NONE_CHOSEN = "所选范围没有这一类事项。去掉左侧的筛选条件。"


def top(
    selection: Selection,
    words: Mapping[str, str],
    told: date | None,
    key: str,
    title: str,
    caliber: str,
    sheets: Callable[..., Sequence[Sheet]],
) -> Asked:
    """Draw the switch of the day and the export that all tabs of a page share; what is asked about.

    ``told`` is the day of the ledgers' latest word; ``sheets`` takes what is asked and ``for_others``.
    """
    info = snapshot.build_info()
    ledger_day = told or promises.as_of(info.data_date) or date.today()
    with st.container(horizontal=True, vertical_alignment="center"):
        days = {"ledger": "截至台账日期", "today": "截至今天"}
        on = ledger_day if widgets.one_of("截至", f"{key}_on", days) == "ledger" else date.today()
        st.space("stretch")
        asked = Asked(selection, on)
        screen = Screen(title, selection.year, (*words.values(), f"截至 {on:%Y-%m-%d}"), info, caliber)
        downloads.popover(screen, partial(sheets, asked, for_others=outward.is_on()), key=f"{key}_export")
    return asked


def draw(title: str, figure: Figure, alt: str, height: int | Literal["content"] = "content") -> None:
    """Draw a figure in a card; what the title says after its first words is a remark in small grey letters."""
    with st.container(border=True):
        name, _, remark = title.partition("｜")
        st.markdown(f"**{name}**" + (f" :small[:gray[{remark}]]" if remark else ""))
        st.plotly_chart(figure, height=height, config=charts.CONFIG, alt=alt)


def few(firms: int) -> bool:
    """Say to others that there are too few firms to count, where there are."""
    too_few = outward.is_on() and firms < LEAST_FIRMS
    if too_few:
        st.info(FEW, icon=":material/visibility_off:")
    return too_few


def nothing(rows: pd.DataFrame, entity: str, asked: Asked) -> bool:
    """Say which file would bring what is empty here, or that the filters leave nothing."""
    if len(rows):
        return False
    if asked.is_whole:
        missing(entity)
    else:
        st.info(NONE_CHOSEN, icon=":material/filter_alt_off:")
    return True


def missing(entity: str) -> None:
    """Say which file would bring a ledger."""
    st.info(lacking((entity,), None), icon=":material/help:")
