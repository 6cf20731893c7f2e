"""Small snapshots, written by hand into a real DuckDB file, whose sums a reader can add in the head."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from etl.contracts import TABLES
from etl.engine import LOTS, text_of

ROOT = Path(__file__).resolve().parent.parent.parent
Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]

# Appendix B of the domain notes: A 560/28 = 20, B 150/7.5 = 20, C 9/4.5 = 2; the group 719/40 = 17.975.
# D has tax and no land, E a refund, F paid nothing, G is a landlord who has let all its land, H only a name.
PARKS: Sequence[Row] = (
    {"park_id": "N", "name": "北园区"},
    {"park_id": "S", "name": "南园区"},
)
ENTERPRISES: Sequence[Row] = (
    {"enterprise_id": "91350104000000001A", "name": "示例甲有限公司", "town": "甲街道", "park_id": "N",
     "industry_code": "3911", "industry_name": "计算机整机制造", "is_above_scale": True, "size_class": "大型"},
    {"enterprise_id": "91350104000000002B", "name": "示例乙有限公司", "town": "甲街道", "park_id": "N",
     "industry_code": "2720", "industry_name": "化学药品制剂制造", "is_above_scale": True, "size_class": "中型"},
    {"enterprise_id": "91350104000000003C", "name": "示例丙有限公司", "town": "乙镇", "park_id": "S",
     "industry_code": "2720", "industry_name": "化学药品制剂制造", "is_above_scale": False, "size_class": "小型"},
    {"enterprise_id": "913501040000000044", "name": "示例丁100%_有限公司", "town": "乙镇", "park_id": "S",
     "industry_code": "1495", "is_above_scale": False, "size_class": "微型"},
    {"enterprise_id": "91350104000000005E", "name": "=1+1<b>戊</b>有限公司", "town": "乙镇",
     "industry_code": "39"},
    {"enterprise_id": "91350104000000006F", "name": "示例己有限公司", "town": "甲街道", "park_id": "S"},
    {"enterprise_id": "91350104000000007G", "name": "示例庚有限公司", "town": "甲街道", "park_id": "S"},
    {"enterprise_id": "name:示例辛有限公司", "name": "示例辛有限公司", "uscc": None, "in_register": False},
)  # fmt: skip


def _year(
    enterprise: int, year: int, tax: float | None, land: float | None, output: float | None = None
) -> Row:
    """A row of ``enterprise_year`` for the enterprise at that place of the list."""
    return {
        "enterprise_id": ENTERPRISES[enterprise]["enterprise_id"],
        "year": year,
        "tax_paid_wan_yuan": tax,
        "tax_wan_yuan": tax,
        "land_mu": land,
        "tax_wan_yuan_per_mu": tax / land if tax is not None and land else None,
        "output_wan_yuan": output,
    }


FIGURES: Sequence[Row] = (
    _year(0, 2023, 560, 28, 12_000),
    _year(1, 2023, 150, 7.5, 3_000),
    _year(2, 2023, 9, 4.5, 500),
    _year(3, 2023, 30, None),
    _year(4, 2023, -6, 3),
    _year(5, 2023, 0, 10),
    _year(6, 2023, 12, 0),
    _year(0, 2022, 500, 28, 10_000),
    _year(1, 2022, 100, 7.5, 2_500),
    _year(2, 2022, 19, 4.5),
)
SOURCES: Sequence[Row] = (
    {"file_id": "t", "path": "税务局/企业税收_2023.xlsx", "sheet": "Sheet1", "entity": "tax",
     "department": "税务局", "rows_read": 7, "rows_loaded": 7, "rows_rejected": 0, "received_on": "2024-03-01"},
    {"file_id": "e", "path": "市监局/名录.csv", "sheet": "", "entity": "enterprise",
     "department": "市场监督管理局", "rows_read": 8, "rows_loaded": 7, "rows_rejected": 1, "received_on": "2024-02-01"},
)  # fmt: skip
ISSUES: Sequence[Row] = (
    {"issue_id": 1, "check_name": "tax_without_land", "severity": "warning", "reason": "有税收但没有用地。",
     "next_step": "请镇街核实用地。"},
)  # fmt: skip
FULL: Rows = {
    "enterprise": ENTERPRISES,
    "park": PARKS,
    "enterprise_year": FIGURES,
    "source_file": SOURCES,
    "quality_issue": ISSUES,
}
EMPTY: Rows = {}
REGISTER_ONLY: Rows = {"enterprise": ENTERPRISES}
ONE_ROW: Rows = {"enterprise": ENTERPRISES[:1], "park": PARKS[:1], "enterprise_year": FIGURES[:1]}
ONE_YEAR: Rows = {**FULL, "enterprise_year": FIGURES[:7]}
NO_TAX: Rows = {
    **FULL,
    "enterprise_year": [
        {**row, "tax_paid_wan_yuan": None, "tax_wan_yuan": None, "tax_wan_yuan_per_mu": None}
        for row in FIGURES
    ],
}
NO_LAND: Rows = {
    **FULL,
    "park": (),
    "enterprise_year": [{**row, "land_mu": None, "tax_wan_yuan_per_mu": None} for row in FIGURES],
}
ALL_TIED: Rows = {
    **FULL,
    "enterprise_year": [_year(enterprise, 2023, 20, 2) for enterprise in range(6)],
}
ZERO_AND_NEGATIVE: Rows = {
    **FULL,
    "enterprise_year": [_year(0, 2023, 0, 5), _year(1, 2023, -4, 2), _year(2, 2023, 0, 0.3)],
}
TAX_WITHOUT_LAND: Rows = {**FULL, "enterprise_year": [_year(0, 2023, 20, 0), _year(1, 2023, 20, None)]}
STATES: Mapping[str, Rows] = {
    "full": FULL,
    "empty": EMPTY,
    "register only": REGISTER_ONLY,
    "one row": ONE_ROW,
    "one year": ONE_YEAR,
    "no tax": NO_TAX,
    "no land": NO_LAND,
    "all tied": ALL_TIED,
    "zero and negative": ZERO_AND_NEGATIVE,
    "tax without land": TAX_WITHOUT_LAND,
}


def publish(warehouse: Path, rows: Rows, build_id: str = "20240401T080000Z-1") -> Path:
    """Write a snapshot of ``rows`` as build ``build_id``, name it in ``CURRENT`` and give back its file."""
    path = warehouse / build_id / "warehouse.duckdb"
    path.parent.mkdir(parents=True)
    with duckdb.connect(str(path)) as connection:
        create_tables(connection)
        insert(connection, {"build_info": [_build_info(build_id, rows)], **rows})
        for mart in ("firm_year", "active_pack", *LOTS):
            connection.execute(text_of(mart))
    name_current(warehouse, build_id)
    return path


def build_sample(warehouse: Path) -> Path:
    """Build the committed sample district with the real command line into ``warehouse``."""
    command = [
        sys.executable,
        "-m",
        "etl",
        "build",
        str(ROOT / "data" / "sample"),
        "--warehouse",
        str(warehouse),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return warehouse


def name_current(warehouse: Path, build_id: str) -> None:
    """Publish a build that is already there, as the store does: replace ``CURRENT`` at once."""
    beside = warehouse / "CURRENT.new"
    beside.write_text(f"{build_id}\n", encoding="utf-8")
    beside.replace(warehouse / "CURRENT")


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of the contract, empty."""
    for table in TABLES.values():
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
        connection.execute(f"CREATE TABLE {table.name} ({columns})")


def create_nothing(path: Path) -> None:
    """A DuckDB file without any table."""
    duckdb.connect(str(path)).close()


def insert(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Insert rows that name only some columns; an enterprise's uscc is its id unless said."""
    for table, these in rows.items():
        for given in these:
            row = (
                {"uscc": given["enterprise_id"], "in_register": True, **given}
                if table == "enterprise"
                else given
            )
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608


def _build_info(build_id: str, rows: Rows) -> Row:
    return {
        "build_id": build_id,
        "built_at": "2024-04-01T08:00:00+00:00",
        "product_version": "0.1.0",
        "rule_packs": '{"land": "2024.1"}',
        "coverage_land_pct": 92.0 if rows.get("park") else None,
        "coverage_tax_pct": 88.0 if rows.get("park") else None,
        "data_date": "2023" if rows.get("enterprise_year") else None,
    }
