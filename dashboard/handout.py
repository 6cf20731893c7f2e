"""The one place that hands out files: no purpose, no file; and the log knows of each before anybody has it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from dashboard import apart, export, export_log, geo_export, map_drawing, picture, report_document, workbook
from dashboard import format as fmt
from dashboard.map_drawing import Drawing
from dashboard.queries.snapshot import BuildInfo
from dashboard.report_document import Report
from dashboard.workbook import About, Sheet
from etl.contracts import Column, Kind

CSV, XLSX = "CSV", "XLSX"
GPKG, GEOJSON = "GPKG", "GeoJSON"
SVG, PNG = "SVG", "PNG"
DOCX = "DOCX"
# What a drawn shape costs, in cells of a table.
CELLS_OF_A_SHAPE = 10
# Tax of a firm by its name is confidential by law; what can be reckoned back into it too.
ABOUT_TAX = ("tax_", "recoverable_")
# Columns that name a firm; the tax of a parcel is that of who holds or uses it.
NAMES = ("name", "firm", "uscc", "owner_name", "main_user_name")


@dataclass(frozen=True)
class Screen:
    """What rows are taken from.

    Attributes:
        title: what the page is called.
        year: the year of its figures; None when it shows several.
        chosen: the filters in force, in words.
        info: the build on the screen.
        caliber: by which rules its figures were reckoned.
        names_one: whether all of it speaks of one firm or parcel, though no table repeats the name.
    """

    title: str
    year: int | None
    chosen: tuple[str, ...]
    info: BuildInfo
    caliber: str
    names_one: bool = False

    def file_name(self, form: str, part: str = "") -> str:
        """What a file of it is called: page, year, filters, data date, today."""
        title = f"{self.title}_{part}" if part else self.title
        return export.file_name(title, self.year, self.chosen, self.info.data_date, form.lower())

    def confidential(self, sheets: Sequence[Sheet]) -> tuple[str, ...]:
        """The labels of the columns that tell the tax of named firms; none in tables of groups."""
        found = [
            column.label
            for sheet in sheets
            if self.names_one or any(_names_a_firm(column) for column in sheet.columns)
            for column in sheet.columns
            if column.name.startswith(ABOUT_TAX)
        ]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Errand:
    """For whom and what for a file is made."""

    who: str
    purpose: str


@dataclass(frozen=True)
class File:
    """What is handed out: the bytes and what the log says of them."""

    data: bytes
    entry: export_log.Entry


def csv(screen: Screen, errand: Errand, sheet: Sheet, file_name: str) -> File:
    """One table as a bare CSV file; raises as `xlsx` does."""
    _refuse_without_purpose(errand)
    filled = sheet.filled()
    data = apart.written(export.to_csv, filled.rows(), tuple(filled.columns), cells=_cells([filled]))
    return _logged(screen, errand, [filled], file_name, CSV, uuid4().hex, data)


def xlsx(screen: Screen, errand: Errand, sheets: Sequence[Sheet], file_name: str) -> File:
    """The tables as one workbook with a 说明 sheet.

    Raises:
        ValueError: there is no purpose.
        LedgerError: the export cannot be logged.
        ApartError: the file cannot be written.
    """
    _refuse_without_purpose(errand)
    filled, export_id = [sheet.filled() for sheet in sheets], uuid4().hex
    about = _about(screen, errand, filled, export_id)
    data = apart.written(workbook.to_xlsx, about, filled, cells=_cells(filled))
    return _logged(screen, errand, filled, file_name, XLSX, export_id, data)


def plain_xlsx(screen: Screen, errand: Errand, sheets: Sequence[Sheet], file_name: str) -> File:
    """The tables as a workbook that another system imports, without 说明; raises as `xlsx` does."""
    _refuse_without_purpose(errand)
    filled = [sheet.filled() for sheet in sheets]
    data = apart.written(workbook.to_plain_xlsx, filled, cells=_cells(filled))
    return _logged(screen, errand, filled, file_name, XLSX, uuid4().hex, data)


def layer(screen: Screen, errand: Errand, sheet: Sheet, file_name: str, form: str) -> File:
    """The rows of one table that have an outline (``sheet.shape``) as `GPKG` or `GEOJSON`; raises as `xlsx` does."""
    _refuse_without_purpose(errand)
    made = geo_export.layer_of(sheet.title, sheet.rows(), sheet.columns, sheet.shape)
    written, export_id = replace(sheet, rows=workbook.Read(made.rows)), uuid4().hex
    about = _about(screen, errand, [written], export_id)
    write = geo_export.to_geopackage if form == GPKG else geo_export.to_geojson
    cells = _cells([written]) + CELLS_OF_A_SHAPE * len(made.rows)
    data = apart.written(write, about, made, cells=cells)
    return _logged(screen, errand, [written], file_name, form, export_id, data)


def drawing(screen: Screen, errand: Errand, sheet: Sheet, drawn: Drawing, file_name: str, form: str) -> File:
    """A drawn map as `SVG` or `PNG`; ``sheet`` is the table behind it, for the log.

    What the picture does not say of itself yet (data date, caliber, filters, build, purpose, number of the export) is added
    to its notes.

    Raises:
        ValueError: there is no purpose, or no font for Chinese (`dashboard.picture.NoChineseFontError`).
        LedgerError: the export cannot be logged.
        ApartError: the file cannot be written.
    """
    _refuse_without_purpose(errand)
    filled, export_id = sheet.filled(), uuid4().hex
    signed = _signed(drawn, _about(screen, errand, [filled], export_id))
    svg = apart.written(map_drawing.svg_bytes, signed, cells=CELLS_OF_A_SHAPE * len(drawn.lots))
    data = picture.png(svg.decode()) if form == PNG else svg
    return _logged(screen, errand, [filled], file_name, form, export_id, data)


def docx(screen: Screen, errand: Errand, sheets: Sequence[Sheet], report: Report, file_name: str) -> File:
    """A report as a document; ``sheets`` are the tables behind it, for the log. Raises as `xlsx` does."""
    _refuse_without_purpose(errand)
    filled, export_id = [sheet.filled() for sheet in sheets], uuid4().hex
    about = _about(screen, errand, filled, export_id)
    data = apart.written(report_document.to_docx, about, report, cells=_cells(filled))
    return _logged(screen, errand, filled, file_name, DOCX, export_id, data)


def _signed(drawn: Drawing, about: About) -> Drawing:
    said = {label for label, _ in drawn.notes}
    facts = {
        **{
            label: about.facts[label]
            for label in ("数据截止", "口径", "构建编号", "保密")
            if label in about.facts
        },
        "筛选": "；".join(about.chosen) or "无（全部）",
        "用途": about.purpose,
        "导出编号": about.export_id,
    }
    more = [(label, words) for label, words in facts.items() if label not in said]
    return replace(drawn, notes=[*drawn.notes, *more])


def _about(screen: Screen, errand: Errand, filled: Sequence[Sheet], export_id: str) -> About:
    chosen = (*([f"{screen.year} 年"] if screen.year else []), *screen.chosen)
    return About(screen.title, chosen, export_id, errand.who, errand.purpose, _facts(screen, filled))


def _refuse_without_purpose(errand: Errand) -> None:
    if not errand.purpose.strip():
        raise ValueError("没有选用途，不能导出。")


def _cells(sheets: Sequence[Sheet]) -> int:
    return sum(len(sheet.rows()) * len(sheet.columns) for sheet in sheets)


def _logged(
    screen: Screen,
    errand: Errand,
    sheets: Sequence[Sheet],
    file_name: str,
    form: str,
    export_id: str,
    data: bytes,
) -> File:
    entry = export_log.Entry(
        export_id=export_id,
        at=datetime.now(UTC),
        who=errand.who,
        page=screen.title,
        purpose=errand.purpose.strip(),
        filters="；".join(screen.chosen),
        year=screen.year,
        build_id=screen.info.build_id,
        columns={sheet.title: [column.heading for column in sheet.columns] for sheet in sheets},
        rows=sum(len(sheet.rows()) for sheet in sheets),
        file_name=file_name,
        format=form,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    export_log.record(entry)
    return File(data, entry)


def _facts(screen: Screen, sheets: Sequence[Sheet]) -> Mapping[str, str]:
    info, secret = screen.info, screen.confidential(sheets)
    return {
        "数据截止": info.data_date or fmt.MISSING,
        "构建编号": info.build_id,
        "构建时间": info.built_at or fmt.MISSING,
        "软件版本": info.product_version or fmt.MISSING,
        "口径": screen.caliber or fmt.MISSING,
        **({"保密": f"涉税数据，只供所填用途：{'、'.join(secret)}。"} if secret else {}),
    }


def _names_a_firm(column: Column) -> bool:
    return column.name in NAMES and column.kind in (Kind.NAME, Kind.CODE)
