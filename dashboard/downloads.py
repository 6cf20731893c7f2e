"""The button that hands out a page as one workbook."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import export, workbook
from dashboard import format as fmt
from dashboard.queries.snapshot import BuildInfo


def xlsx_button(
    title: str, year: int | None, chosen: Sequence[str], info: BuildInfo, sheets: Sequence[workbook.Sheet]
) -> None:
    """Draw 导出 XLSX; the workbook is written when somebody clicks, on another thread than the page's run.

    Args:
        title: the screen, first part of the file's name.
        year: the year of its figures; None when it shows several.
        chosen: the filters in force, in words.
        info: the build on the screen.
        sheets: what goes into the workbook.
    """
    about = workbook.About(title, (*([f"{year} 年"] if year else []), *chosen), _facts(info))
    st.download_button(
        "导出 XLSX",
        data=lambda: workbook.to_xlsx(about, sheets),
        file_name=export.file_name(title, year, chosen, info.data_date, "xlsx"),
        mime=workbook.MIME,
        on_click="ignore",
        icon=":material/table_view:",
        help="整页一个工作簿：每张表一个工作表，另有“说明”写明筛选、数据日期、构建和各列定义。",
    )


def _facts(info: BuildInfo) -> dict[str, str]:
    return {
        "数据截止": info.data_date or fmt.MISSING,
        "构建编号": info.build_id,
        "构建时间": info.built_at or fmt.MISSING,
        "软件版本": info.product_version or fmt.MISSING,
        "口径": info.rule_packs or fmt.MISSING,
    }
