"""The log of exports: who took what, when, for which purpose. It is written before a file is handed out.

``python -m dashboard.export_log`` writes all of it to the standard output as a CSV file.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from dashboard import export
from dashboard.ledger import METADATA, Utc, reading, writing
from etl.contracts import Column, Kind

LOG = sa.Table(
    "export_log",
    METADATA,
    sa.Column("export_id", sa.String(32), primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, sa.CheckConstraint("purpose <> ''"), nullable=False),
    sa.Column("filters", sa.Text, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("build_id", sa.Text, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)
COLUMNS: tuple[Column, ...] = (
    Column("at", "时间", "交出文件之前记下的时刻。"),
    Column("who", "导出人", "登录的用户；没有登录时是网络地址。"),
    Column("page", "页面", "从哪一页导出。"),
    Column("purpose", "用途", "导出人所选的用途。"),
    Column("format", "格式", "CSV、XLSX、DOCX、GPKG、GeoJSON、SVG 或 PNG。"),
    Column("rows", "行数", "各表行数之和。", Kind.INTEGER, "行"),
    Column("year", "年度", "画面的年度。", Kind.INTEGER),
    Column("filters", "筛选", "当时的筛选。"),
    Column("file_name", "文件名", "交出的文件的名称。"),
    Column("build_id", "构建编号", "数据来自哪次构建。"),
    Column("export_id", "导出编号", "与工作簿“说明”中的相同。", Kind.CODE),
    Column("columns", "列", "各表的列。"),
    Column("sha256", "SHA-256", "文件的散列值，可核对一个文件是不是这次导出的。", Kind.CODE),
)


@dataclass(frozen=True)
class Entry:
    """One export.

    Attributes:
        export_id: its number, the same as on the 说明 sheet.
        at: when it was made.
        who: see `dashboard.identity.who`.
        page: the screen that it was taken from.
        purpose: what for; never empty.
        filters: the filters in force, in words.
        year: the year on the screen; None where it shows several.
        build_id: the snapshot that the rows come from.
        columns: table → its headings.
        rows: how many in all tables together.
        file_name: what the file was called.
        format: one of `dashboard.handout`: ``CSV``, ``XLSX``, ``GPKG``, ``GeoJSON``, ``SVG``, ``PNG``, ``DOCX``.
        sha256: of the bytes that were handed out.
    """

    export_id: str
    at: datetime
    who: str
    page: str
    purpose: str
    filters: str
    year: int | None
    build_id: str
    columns: Mapping[str, Sequence[str]]
    rows: int
    file_name: str
    format: str
    sha256: str


def record(entry: Entry) -> None:
    """Keep the entry for good; raises LedgerError when that is impossible."""
    with writing() as connection:
        connection.execute(sa.insert(LOG).values(asdict(entry)))


def entries(most: int | None = None) -> pd.DataFrame:
    """The exports as `COLUMNS` say, the latest first, ``most`` at most; ``at`` is aware, in UTC."""
    question = sa.select(*(LOG.c[column.name] for column in COLUMNS)).order_by(LOG.c.at.desc()).limit(most)
    with reading() as connection:
        rows = [dict(row) for row in connection.execute(question).mappings()]
    return pd.DataFrame([_readable(row) for row in rows], columns=[column.name for column in COLUMNS])


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    tables = "；".join(f"{table}：{'、'.join(headings)}" for table, headings in row["columns"].items())
    return {**row, "columns": tables}


if __name__ == "__main__":
    sys.stdout.buffer.write(export.to_csv(entries(), COLUMNS))
