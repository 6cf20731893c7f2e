"""Files as offices send them, drawn from small tables in the test; and a build of them to ask questions of."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import numpy as np
import openpyxl
import pyogrio.raw
import shapely
import xlwt
from stdnum.cn import uscc

from etl.build import Outcome, build
from etl.contracts.links import LINK_HEADINGS
from etl.gather import Gathered, gather
from etl.mapping import FileMapping
from etl.publish import Store
from etl.reference import load_rules

Cell = str | float | None
Rows = Sequence[Sequence[Cell]]


def code(serial: int) -> str:
    """A valid, fictional credit code of the district."""
    body = f"91350104MA{serial:07d}"
    return body + uscc.calc_check_digit(body)


def table(drawn: str) -> list[list[Cell]]:
    """``a | b`` lines → rows of cells; numbers become numbers, an empty place becomes an empty cell."""
    return [[_cell(part.strip()) for part in line.split("|")] for line in drawn.strip("\n").splitlines()]


def _cell(text: str) -> Cell:
    if not text:
        return None
    plain = text.removeprefix("-").replace(".", "", 1)
    # Codes, and years glued to letters, stay text as they do in an office program.
    return float(text) if plain.isascii() and plain.isdigit() and len(plain) < 11 else text


def write_xlsx(
    path: Path, sheets: Mapping[str, Rows] | Rows, *, merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """A workbook of one sheet (rows) or several (name → rows); ``merged`` are ranges of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column, _as_office_keeps(value))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for area in merged:
        book.worksheets[0].merge_cells(area)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _as_office_keeps(value: Cell) -> Cell:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def write_xls(path: Path, rows: Rows, sheet: str = "Sheet1") -> Path:
    """A workbook of the old kind (BIFF)."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(at, column, value)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, encoding: str = "gb18030") -> Path:
    """A text file as spreadsheet programs save it in China: GBK, CRLF."""
    lines = [",".join(_as_text(cell) for cell in row) for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def write_layer(
    path: Path,
    columns: Mapping[str, Sequence[Any]],
    shapes: Sequence[shapely.Geometry | None],
    *,
    crs: str | None = "EPSG:4549",
    encoding: str | None = None,
    layer: str | None = None,
    append: bool = False,
    geometry_type: str | None = None,
) -> Path:
    """A layer in the format that the suffix names."""
    drivers = {
        ".shp": "ESRI Shapefile",
        ".gpkg": "GPKG",
        ".geojson": "GeoJSON",
        ".gdb": "OpenFileGDB",
    }
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    pyogrio.raw.write(
        path,
        np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        geometry_type=geometry_type or ("MultiPolygon" if "MultiPolygon" in kinds else "Polygon"),
        crs=crs,
        driver=drivers[path.suffix],
        encoding=encoding,
        layer=layer,
        append=append,
    )
    return path


def square(side_m: float, east: float = 430_000, north: float = 2_880_000) -> shapely.Polygon:
    """A square parcel of Cangshan in EPSG:4549."""
    return shapely.box(east, north, east + side_m, north + side_m)


@dataclass
class Snapshot:
    """A build of a folder of files: what was published, and what was said about it."""

    outcome: Outcome
    store: Store

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the published snapshot."""
        return self._published.execute(query, values).fetchall()

    @cached_property
    def _published(self) -> duckdb.DuckDBPyConnection:
        assert self.outcome.build_id is not None, self.errors[:3]
        return duckdb.connect(str(self.store.warehouse_path(self.outcome.build_id)), read_only=True)

    def one(self, query: str, *values: object) -> Any:
        """The only value that the query answers."""
        ((value,),) = self.rows(query, *values)
        return value

    def by_name(self, column: str, year: int = 2023) -> dict[str, Any]:
        """A column of `enterprise_year` by the enterprise's name."""
        return dict(
            self.rows(
                f"""SELECT e.name, y.{column} FROM enterprise_year AS y
                INNER JOIN enterprise AS e ON y.enterprise_id = e.enterprise_id WHERE y.year = ?""",  # noqa: S608
                year,
            )
        )

    def issues(self, check: str) -> list[dict[str, Any]]:
        """The published findings of one check."""
        names = ("entity", "key", "sheet", "row_number", "column", "value", "reason", "next_step", "severity")
        listed = ", ".join(f'"{name}"' for name in names)
        found = self.rows(
            f"SELECT {listed} FROM quality_issue WHERE check_name = ? ORDER BY issue_id",  # noqa: S608
            check,
        )
        return [dict(zip(names, row, strict=True)) for row in found]

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The findings that stopped the build."""
        found: list[dict[str, Any]] = self.outcome.report["error_rows"]
        return found


@dataclass
class Cleaned:
    """The files of a folder read and cleaned, and no more: for what a single cell comes to."""

    gathered: Gathered

    def values(self, entity: str, field: str) -> list[Any]:
        """A field of every row of an entity, in the order of the files and rows."""
        return [each for rows in self.gathered.staged.get(entity, []) for each in rows[field].to_pylist()]

    def issues(self, check: str | None = None) -> list[dict[str, Any]]:
        """The findings of one check, or all."""
        found: list[dict[str, Any]] = self.gathered.log.table().to_pylist()
        return [issue for issue in found if check in (None, issue["check_name"])]


def clean(folder: Path, *mappings: FileMapping) -> Cleaned:
    """Read and clean everything under ``folder``."""
    return Cleaned(gather([folder], mappings))


def publish(folder: Path, *mappings: FileMapping, warehouse: Path | None = None, links: str = "") -> Snapshot:
    """Build everything under ``folder``, obeying the lines of ``links`` as the file of decisions."""
    store = Store(warehouse or folder.parent / f"{folder.name}.warehouse")
    decided = store.root.with_name(f"{store.root.name}.links.csv")
    decided.parent.mkdir(parents=True, exist_ok=True)
    decided.write_text("\n".join((",".join(LINK_HEADINGS), *links.split())), encoding="utf-8")
    return Snapshot(build([folder], store, mappings=mappings, rules=load_rules(links=decided)), store)


def write_ods(path: Path, rows: Rows, *, hidden: Sequence[int] = ()) -> Path:
    """A workbook of one sheet as LibreOffice packs it; ``hidden`` are row numbers, next to each other."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            if value is not None
            else "<table:table-cell/>"
            for value in row
        )
        visibility = ' table:visibility="collapse"' if number in hidden else ""
        lines.append(f'<table:table-row table:style-name="ro1"{visibility}>{cells}</table:table-row>')
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="税收">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr("content.xml", content)
    return path
