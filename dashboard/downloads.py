"""The control by which every page exports: what for, which columns, then the files; and the log of what was taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import (
    export_log,
    geo_export,
    handout,
    identity,
    ledger,
    outward,
    report_document,
    tables,
    workbook,
)
from dashboard import format as fmt
from dashboard.download_click import Desk, answer, button
from dashboard.handout import CSV, DOCX, GEOJSON, GPKG, PNG, SVG, XLSX, Errand, Screen
from dashboard.map_drawing import Drawing
from dashboard.report_document import Report
from dashboard.workbook import Sheet

OTHER = "其他"
PURPOSES = ("会议材料", "上级报送", "部门核对", "企业服务", "分析研究", OTHER)
LONGEST_PURPOSE = 60
VISIBLE, ALL = "可见列", "全部列"
WIDTH = 460
LOGGED = 20
LISTED = ("at", "who", "page", "purpose", "format", "rows", "year", "filters", "export_id")
# Kind of file: its name, MIME type and icon.
OF_CSV = (CSV, "text/csv", ":material/csv:")
OF_XLSX = (XLSX, workbook.MIME, ":material/table_view:")
OF_DOCX = (DOCX, report_document.MIME, ":material/description:")
OF_LAYERS = (
    (GPKG, geo_export.GEOPACKAGE_MIME, ":material/layers:"),
    (GEOJSON, geo_export.GEOJSON_MIME, ":material/data_object:"),
)
OF_PICTURES = ((PNG, "image/png", ":material/image:"), (SVG, "image/svg+xml", ":material/polyline:"))


def popover(
    screen: Screen,
    sheets: Callable[[], Sequence[Sheet]],
    key: str = "export",
    label: str = "导出",
    *,
    plain: bool = False,
    drawing: Callable[[], Drawing] | None = None,
    report: Report | None = None,
) -> None:
    """Draw 导出; ``sheets``, the tables of the page with the most important first, is called when it is open.

    The first table that has outlines goes out as a layer too, and ``drawing``, the map of it, as a picture; but not in
    对外视图, since both show single parcels. A ``report`` goes out as a document too, with the tables behind it.

    A page with a second control gives that one a ``key`` and a ``label`` of its own. A ``plain`` file is a workbook for
    another system's import: it has the sheets and nothing else.
    """
    opened = st.popover(label, icon=":material/download:", key=key, on_change="rerun")
    if opened.open:
        with opened, st.container(width=WIDTH):
            if tables_of_page := sheets():
                drawn = drawing() if drawing and not outward.is_on() else None
                who = identity.who()
                _form(screen, tables_of_page, who, Desk(), key, plain=plain, drawn=drawn, report=report)
            else:
                st.caption("没有可以导出的表。")


@st.fragment
def _form(
    screen: Screen,
    sheets: Sequence[Sheet],
    who: str,
    desk: Desk,
    key: str,
    *,
    plain: bool = False,
    drawn: Drawing | None = None,
    report: Report | None = None,
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
    _table_buttons(screen, errand, chosen, table, key, ready, desk, plain=plain, report=report)
    if (mapped := next((sheet for sheet in chosen if sheet.shape), None)) and not plain:
        _map_buttons(screen, errand, mapped, drawn, key, ready, desk)
    if refusal:
        st.error(f"导出记录写不进去，不能导出。{fmt.markdown_text(refusal)}", icon=":material/error:")
    elif not purpose:
        st.caption("先选用途。每次导出都会记录。")
    answer(desk)
    _log(key)


def _table_buttons(
    screen: Screen,
    errand: Errand,
    chosen: Sequence[Sheet],
    table: Sheet,
    key: str,
    ready: bool,
    desk: Desk,
    *,
    plain: bool,
    report: Report | None,
) -> None:
    csv_name = screen.file_name(CSV, table.title if table is not chosen[0] else "")
    xlsx_name, write = screen.file_name(XLSX), handout.plain_xlsx if plain else handout.xlsx
    with st.container(horizontal=True):
        if not plain:
            button(key, OF_CSV, csv_name, ready, desk, lambda: handout.csv(screen, errand, table, csv_name))
        button(key, OF_XLSX, xlsx_name, ready, desk, lambda: write(screen, errand, chosen, xlsx_name))
        if report is not None:
            name = screen.file_name(DOCX)
            button(
                key, OF_DOCX, name, ready, desk, partial(handout.docx, screen, errand, chosen, report, name)
            )


def _map_buttons(
    screen: Screen, errand: Errand, sheet: Sheet, drawn: Drawing | None, key: str, ready: bool, desk: Desk
) -> None:
    """The table with its outlines as a layer, and the map of it as a picture."""
    if outward.is_on():
        st.caption(f":material/visibility_off: {outward.NO_SINGLE_FIRMS}图层和地图图片含单宗地块，不导出。")
        return
    works = [(kind, partial(handout.layer, screen, errand, sheet)) for kind in OF_LAYERS]
    if drawn is not None:
        works += [(kind, partial(handout.drawing, screen, errand, sheet, drawn)) for kind in OF_PICTURES]
    with st.container(horizontal=True):
        for kind, work in works:
            name = screen.file_name(kind[0])
            button(key, kind, name, ready, desk, partial(work, name, kind[0]))


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
