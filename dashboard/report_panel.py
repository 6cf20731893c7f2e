"""工作报告: the paragraphs in order with their numbers marked, what each number is, what is withheld, the copy and the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import downloads, outward, panels, report_book, report_template, yearly_report
from dashboard import format as fmt
from dashboard.handout import Screen
from dashboard.queries import snapshot
from dashboard.report_figures import BLANKS
from dashboard.selection import Selection
from dashboard.sentences import lacking
from dashboard.yearly_report import Piece, Said, Written
from etl.contracts import CONTRACTS

WIDTH = 720
WHOLE = "报告是全区的，左侧的年度对它起作用，其他筛选不起作用。"
GUIDE = (
    "语句写在 `data/reference/report/yearly.toml`：改完刷新本页即生效。"
    "在大括号中写名称，填上数和单位；名称后写 `|比上年`，填上与上年的比较，没有上年数时不填。"
)


def show(shared: Selection, words: Mapping[str, str]) -> None:
    """Draw the report of the year that is chosen; ``words`` says the other filters in force, which it does not follow."""
    selection = Selection(year=shared.year)
    if selection.year is None:
        st.info(lacking(snapshot.lacking_entities(None), None), icon=":material/help:")
        return
    if outward.reason(selection):
        st.info(outward.SMALL, icon=":material/visibility_off:")
        return
    try:
        template = report_template.read(report_template.TEMPLATE, BLANKS, CONTRACTS)
    except report_template.TemplateError as wrong:
        st.error(fmt.markdown_text(str(wrong)), icon=":material/error:")
        return
    for_others = outward.is_on()
    paragraphs = yearly_report.write(template, selection, for_others=for_others)
    title = f"{selection.year} 年{template.title}"
    _head(title, selection, paragraphs, for_others=for_others)
    if words:
        st.caption(WHOLE)
    part = ""
    for place, each in enumerate(paragraphs):
        if each.part != part:
            part = each.part
            st.subheader(fmt.markdown_text(part), anchor=False)
        _paragraph(each, f"report_{place}")
    with st.expander("可用的空格", icon=":material/edit_note:"):
        st.caption(GUIDE)
        panels.table(report_book.blanks(), report_book.BLANK_COLUMNS, "语句的空格可以写的名称")


def _head(title: str, selection: Selection, paragraphs: Sequence[Written], *, for_others: bool) -> None:
    said = [each for written in paragraphs for each in written.said]
    withheld = sum(bool(each.withheld) for each in said)
    listed = report_book.annex(selection, for_others=for_others)
    screen = Screen("工作报告", selection.year, (), snapshot.build_info(), report_book.CALIBER)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(
            f"{fmt.markdown_text(title)}：**{len(said)} 句**，给出 **{len(said) - withheld} 句**"
            + (f"，没有给出 **{withheld} 句**，原因列在各段之后。" if withheld else "。"),
            width="stretch",
        )
        copied = st.popover("复制文字", icon=":material/content_copy:", key="report_copy", on_change="rerun")
        if copied.open:
            with copied, st.container(width=WIDTH):
                st.caption("右上角可以整段复制；没有给出的语句不在其中。")
                st.code(f"{title}\n{yearly_report.text(paragraphs)}", language=None, wrap_lines=True)
        downloads.popover(
            screen,
            partial(report_book.sheets, paragraphs, listed),
            key="report_export",
            report=report_book.document(title, paragraphs, listed),
        )


def _paragraph(written: Written, key: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{fmt.markdown_text(written.heading)}**")
        given = [each for each in written.said if not each.withheld]
        if given:
            st.markdown("".join(_marked(piece) for each in given for piece in each.pieces))
        for each in written.withheld:
            st.caption(_withheld(each))
        if any(each.told for each in written.said):
            opened = st.expander("这一段的数", icon=":material/pin:", key=key, on_change="rerun")
            if opened.open:
                with opened:
                    _figures(written)


def _figures(written: Written) -> None:
    """Each blank of the paragraph with value, unit, period and the year before; those of withheld sentences too."""
    found = {each.indicator.code: each for said in written.said for each in said.told}
    panels.table(
        report_book.on_screen(found.values()),
        report_book.ON_SCREEN,
        f"{written.heading}：每个数的数值、单位、期间和上年",
    )


def _marked(piece: Piece) -> str:
    text = fmt.markdown_text(piece.text)
    if piece.is_number:
        return f":primary[**{text}**]"
    # What makes markdown safe takes the blanks at both ends, which part words from numbers.
    before, after = (" " if end.isspace() else "" for end in (piece.text[:1], piece.text[-1:]))
    return f"{before}{text}{after}" if text else before


def _withheld(said: Said) -> str:
    return (
        f":material/block: **{fmt.markdown_text(said.item)}** 没有给出：{fmt.markdown_text(said.withheld)}。"
    )
