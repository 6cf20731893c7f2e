"""A small district sorted by the committed plan (X 20, Y 2 000, tax 50): one enterprise of each kind, to be judged in the head.

甲 560/28 = 20 passes all and its floor area is used up: 保留. 乙 150/7.5 = 20 passes all on land planned for homes: 搬迁.
丙 9/4.5 = 2 there too: 关闭. 丁 has no land: 待核实. 戊 is of an eliminated kind: 关闭. 己 lets its plant as a store: 恢复.
庚 was registered the year before: 不宜定类. 辛 is in no register: not surveyed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from etl.engine import MARTS, rule_steps, text_of
from etl.reference import load_rules
from etl.rule_tables import rule_tables
from tests.dashboard import snapshot
from tests.dashboard.snapshot import Row, Rows

PLAN = "default-cautious"
IDS = [str(row["enterprise_id"]) for row in snapshot.ENTERPRISES]
NAMES = dict(zip(IDS, "甲乙丙丁戊己庚辛", strict=True))
ORIENTATIONS = ("鼓励", "允许", "允许", "允许", "淘汰", "限制", "允许", None)
ENTERPRISES = [
    {**row, "orientation": orientation, "registered_on": date(2022 if place == 6 else 2010, 6, 1)}
    for place, (row, orientation) in enumerate(zip(snapshot.ENTERPRISES, ORIENTATIONS, strict=True))
]
OUTPUTS = (12_000, 3_000, 500, None, 800, 100, 300)
PEOPLE = (100, 50, 5, None, 8, 10, 3)
FIGURES = [
    {**row, "output_wan_yuan": OUTPUTS[place], "employees": PEOPLE[place]} if place < 7 else row
    for place, row in enumerate(snapshot.FIGURES)
]
# Measured, 乙 has twice the land: 150/15 = 10 is below the line.
LAND = [
    {
        "area_caliber": caliber,
        "enterprise_id": row["enterprise_id"],
        "year": row["year"],
        "land_mu": 15.0 if caliber == "measured" and row["enterprise_id"] == IDS[1] else row["land_mu"],
    }
    for caliber in ("priority", "measured")
    for row in FIGURES
    if row["land_mu"] is not None
]


def _parcel(place: int, planned: str, use: str = "工业", far: float = 1.0) -> Row:
    return {
        "parcel_id": f"P{place}", "park_id": "N", "planned_use": planned, "land_use": use, "far": far,
        "planned_far": 2.0, "owner_id": IDS[place],
    }  # fmt: skip


PARCELS = (
    _parcel(0, "工业用地", far=2.0), _parcel(1, "居住用地"), _parcel(2, "居住用地"), _parcel(4, "工业用地"),
    _parcel(5, "工业用地", "仓储"), _parcel(6, "工业用地"),
)  # fmt: skip
USES = [
    {"parcel_id": f"P{place}", "enterprise_id": IDS[place], "year": year, "kind": "own", "land_share_mu": 5.0,
     "land_gross_mu": 5.0, "land_out_mu": 0.0}
    for place in (0, 1, 2, 4, 5, 6) for year in (2022, 2023)
]  # fmt: skip
DISTRICT: Rows = {
    **snapshot.FULL,
    "enterprise": ENTERPRISES,
    "enterprise_year": FIGURES,
    "enterprise_land": LAND,
    "parcel": PARCELS,
    "occupancy": USES,
}
CLASSES = {
    "甲": "保留", "乙": "搬迁", "丙": "关闭", "丁": "待核实", "戊": "关闭", "己": "恢复", "庚": "不宜定类",
}  # fmt: skip
SORTED = (
    "active_pack", "evaluation_caliber", "evaluation_figures", "batch_site", "batch_standing", "batch_class",
    "batch_suggestion", "batch_warning",
)  # fmt: skip


def publish(warehouse: Path, rows: Rows = DISTRICT, build_id: str = "20240401T080000Z-1") -> Path:
    """Write the district as `snapshot.publish` does, with the committed plans and what they come to."""
    path = snapshot.publish(warehouse, rows, build_id)
    with duckdb.connect(str(path)) as connection:
        for name, given in {**rule_tables(load_rules()), "rule_step": rule_steps()}.items():
            connection.register("incoming", given)
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM incoming")
            connection.unregister("incoming")
        for mart in SORTED:
            assert (MARTS / f"{mart}.sql").exists()
            connection.execute(text_of(mart))
    return path
