"""A small district with land: two parcels, their users, months, sources and faults, to be added in the head."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.snapshot import Row, Rows

A, B, C = (str(row["enterprise_id"]) for row in snapshot.ENTERPRISES[:3])
PARCEL, OTHER, BARE = "350104001001GB00001", "350104001001GB00002", "350104001001GB00003"
SQUARE = '{"type":"Polygon","coordinates":[[[119,26],[119.001,26],[119.001,26.001],[119,26.001],[119,26]]]}'
BESIDE = '{"type":"MultiPolygon","coordinates":[[[[119.002,26],[119.003,26],[119.003,26.001],[119.002,26]]]]}'


def _parcel(parcel_id: str, **facts: object) -> Row:
    return {"parcel_id": parcel_id, "park_id": "N", "land_use": "工业", **facts}


def _use(parcel_id: str, user: str, kind: str, gross: float, out: float, landlord: str | None = None) -> Row:
    return {
        "parcel_id": parcel_id,
        "enterprise_id": user,
        "year": 2023,
        "kind": kind,
        "area_m2": None if kind == "own" else gross * 1000,
        "counterparty_id": landlord,
        "land_gross_mu": gross,
        "land_out_mu": out,
        "land_share_mu": gross - out,
    }


# A owns 24 亩 and lets 4 of them to B, which owns 3.5 elsewhere: of B's tax of 150, 80 fall to the first parcel.
PARCELS = (
    _parcel(
        PARCEL, owner_id=A, owner_name="示例甲有限公司", parcel_address="甲街道工园路1号", certificate_m2=16000.0,
        measured_m2=16160.0, land_mu=24.0, area_source="certificate", lon=119.0005, lat=26.0005, shape_geojson=SQUARE,
    ),
    _parcel(
        OTHER, owner_id=B, owner_name="示例乙有限公司", parcel_address="甲街道榕荫路2号", certificate_m2=2333.3,
        land_mu=3.5, area_source="certificate", lon=119.0025, lat=26.0005, shape_geojson=BESIDE,
    ),
    _parcel(BARE, owner_name="某村集体"),
)  # fmt: skip
USES = (
    _use(PARCEL, A, "own", 24, 4),
    _use(PARCEL, B, "lease_floor", 4, 0, landlord=A),
    _use(OTHER, B, "own", 3.5, 0),
)
PARCEL_YEARS = (
    {"parcel_id": PARCEL, "year": 2023, "land_mu": 24.0, "tax_wan_yuan": 640.0, "tax_wan_yuan_per_mu": 640 / 24,
     "enterprise_count": 2, "taxed_enterprise_count": 2},
    {"parcel_id": OTHER, "year": 2023, "land_mu": 3.5, "tax_wan_yuan": 70.0, "tax_wan_yuan_per_mu": 20.0,
     "enterprise_count": 1, "taxed_enterprise_count": 1},
    {"parcel_id": BARE, "year": 2023, "enterprise_count": 0, "taxed_enterprise_count": 0},
)  # fmt: skip
MONTHS = (
    {"enterprise_id": A, "month": date(2023, 2, 1), "months_covered": 2, "output_wan_yuan": 1800.0},
    {"enterprise_id": A, "month": date(2023, 3, 1), "months_covered": 1, "output_wan_yuan": None},
    {"enterprise_id": A, "month": date(2023, 4, 1), "months_covered": 1, "output_wan_yuan": 1000.0},
)
SOURCES = (
    *snapshot.SOURCES,
    {"file_id": "p", "path": "资规局/宗地.shp", "sheet": "宗地", "entity": "parcel", "department": "资规局"},
    {
        "file_id": "o",
        "path": "镇街/租用.xlsx",
        "sheet": "甲街道",
        "entity": "occupancy",
        "department": "甲街道",
    },
)
LINEAGE = (
    {"table_name": "enterprise", "key": A, "file_id": "e", "sheet": "", "row_number": 2},
    {"table_name": "enterprise_year", "key": f"{A}|2023", "file_id": "t", "sheet": "Sheet1", "row_number": 5},
    {"table_name": "enterprise_year", "key": f"{B}|2023", "file_id": "t", "sheet": "Sheet1", "row_number": 6},
    {"table_name": "parcel", "key": PARCEL, "file_id": "p", "sheet": "宗地", "row_number": 7},
    {"table_name": "occupancy", "key": f"{PARCEL}|{B}|2023|lease_floor", "file_id": "o", "sheet": "甲街道",
     "row_number": 9},
)  # fmt: skip
ISSUES = (
    {"issue_id": 1, "check_name": "area_differs", "severity": "warning", "entity": "parcel", "key": PARCEL,
     "file_id": "p", "sheet": "宗地", "row_number": 7, "column": "证载面积", "value": "16000", "reason": "相差 1 %。",
     "next_step": "请核对。"},
    {"issue_id": 2, "check_name": "tenancy_without_kind", "severity": "warning", "entity": "occupancy",
     "key": f"{PARCEL}|{B}", "file_id": "o", "sheet": "甲街道", "row_number": 9, "reason": "没有写明使用方式。",
     "next_step": "请写明。"},
)  # fmt: skip
ENTERPRISES = (
    {**snapshot.ENTERPRISES[0], "former_names": "重庆行知有限公司", "registered_on": date(1999, 5, 1)},
    *snapshot.ENTERPRISES[1:],
)
LANDED: Rows = {
    **snapshot.FULL,
    "enterprise": ENTERPRISES,
    "parcel": PARCELS,
    "occupancy": USES,
    "parcel_year": PARCEL_YEARS,
    "operation_month": MONTHS,
    "source_file": SOURCES,
    "quality_issue": ISSUES,
    "lineage": LINEAGE,
}
