"""The yearly report as a DOCX document that Word and WPS open: title, paragraphs in order, annex of indicators, what is withheld.

Latin letters stand in Times New Roman, Chinese ones in the faces of official papers (黑体, 楷体, 仿宋), named in the styles for
both kinds; a machine without a face shows its own. All text is written as text: no field, no link, no markup.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table

from dashboard.workbook import About

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATIN, BODY, HEADING, PART, TITLE = "Times New Roman", "仿宋", "楷体", "黑体", "宋体"
# Style → its Chinese face, its size in points, whether it is bold.
STYLES = {
    "Normal": (BODY, 16, False), "Title": (TITLE, 22, True), "Heading 1": (PART, 16, False),
    "Heading 2": (HEADING, 16, True), "Caption": (BODY, 12, False),
}  # fmt: skip
# What XML cannot hold.
UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANNEX = ("指标", "本年", "上年", "增减", "期间")
WITHHELD = ("段落", "语句", "没有给出的原因")


@dataclass(frozen=True)
class Report:
    """What the document says.

    Attributes:
        title: its title.
        paragraphs: part, heading and text of each paragraph in order.
        annex: the rows under `ANNEX`.
        withheld: the rows under `WITHHELD`.
    """

    title: str
    paragraphs: tuple[tuple[str, str, str], ...]
    annex: tuple[tuple[str, ...], ...]
    withheld: tuple[tuple[str, ...], ...]


def to_docx(about: About, report: Report) -> bytes:
    """The bytes of the document."""
    document = Document()
    for name, (face, size, bold) in STYLES.items():
        _face(document, name, face, size, bold)
    document.core_properties.title = _plain(report.title)
    document.core_properties.author = ""
    document.core_properties.comments = f"导出编号 {about.export_id}"
    document.add_paragraph(_plain(report.title), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    _facts(document, about)
    _paragraphs(document, report)
    document.add_page_break()
    document.add_heading("附表 指标", level=1)
    _table(document, ANNEX, report.annex)
    document.add_heading("没有给出的语句", level=1)
    if report.withheld:
        _table(document, WITHHELD, report.withheld)
    else:
        document.add_paragraph("各句都已给出。")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _facts(document: DocumentFile, about: About) -> None:
    """Of which data, for whom and what for: so that a printed report can be traced."""
    facts = {
        "数据截止": about.facts["数据截止"],
        "构建编号": about.facts["构建编号"],
        "范围": "；".join(about.chosen) or "全部",
        "用途": about.purpose,
        "导出人": about.who,
        "导出编号": about.export_id,
    }
    for label, words in facts.items():
        line = document.add_paragraph(_plain(f"{label}：{words}"), style="Caption")
        line.paragraph_format.space_after = Pt(0)


def _paragraphs(document: DocumentFile, report: Report) -> None:
    part = ""
    for of_part, heading, text in report.paragraphs:
        if of_part != part:
            document.add_heading(_plain(of_part), level=1)
            part = of_part
        document.add_heading(_plain(heading), level=2)
        body = document.add_paragraph(_plain(text))
        body.paragraph_format.first_line_indent = Pt(32)
        body.paragraph_format.line_spacing = Pt(28)


def _table(document: DocumentFile, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(headings), style="Table Grid")
    for cells, values in zip(table.rows, (headings, *rows), strict=True):
        for cell, value in zip(cells.cells, values, strict=True):
            cell.text = _plain(value)
            cell.paragraphs[0].style = document.styles["Caption"]
    document.add_paragraph().paragraph_format.space_after = Cm(0)


def _face(document: DocumentFile, name: str, face: str, size: int, bold: bool) -> None:
    """Name the faces of a style: Word takes the Chinese one from an attribute of its own."""
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        return
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)


def _plain(text: str) -> str:
    return UNPRINTABLE.sub("", text)
