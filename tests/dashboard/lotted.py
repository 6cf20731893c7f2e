"""A small district of parcels, to be added in the head: two in the north, three in the south, one outside every park."""

from __future__ import annotations

from dashboard.lots import LotSelection
from dashboard.selection import Selection
from tests.dashboard import snapshot
from tests.dashboard.snapshot import Row, Rows

A, B, C, D, E, F, G, _ = (str(row["enterprise_id"]) for row in snapshot.ENTERPRISES)
SQUARE = '{"type":"Polygon","coordinates":[[[119,26],[119.001,26],[119.001,26.001],[119,26]]]}'
M2_PER_MU = 2000 / 3


def _use(parcel: str, user: str, kind: str, gross: float, out: float = 0.0) -> Row:
    return {
        "parcel_id": parcel, "enterprise_id": user, "year": 2023, "kind": kind, "land_gross_mu": gross,
        "land_out_mu": out, "land_share_mu": gross - out,
    }  # fmt: skip


def _year(parcel: str, land: float | None, tax: float | None) -> Row:
    ratio = tax / land if tax is not None and land else None
    return {
        "parcel_id": parcel,
        "year": 2023,
        "land_mu": land,
        "tax_wan_yuan": tax,
        "tax_wan_yuan_per_mu": ratio,
    }


# P1 17.3 and P2 20 (median 18.65), P3 −1.5 and P4 0 (median −0.75); P5 has no user, P6 no area and all of it let.
PARCELS = (
    {"parcel_id": "P1", "park_id": "N", "town": "甲街道", "land_use": "工业", "right_nature": "出让", "stage": "投产",
     "certificate_m2": 20000.0, "measured_m2": 20300.0, "declared_m2": 19800.0, "land_mu": 30.0, "floor_m2": 24000.0,
     "vacant_floor_m2": 2400.0, "parcel_address": "甲街道1号", "owner_id": A, "owner_name": "示例甲有限公司",
     "shape_geojson": SQUARE},
    {"parcel_id": "P2", "park_id": "N", "town": "甲街道", "land_use": "工业", "right_nature": "划拨", "stage": "达产",
     "certificate_m2": 10 * M2_PER_MU, "measured_m2": 6400.0, "land_mu": 10.0, "vacant_floor_m2": 100.0,
     "shape_geojson": SQUARE},
    {"parcel_id": "P3", "park_id": "S", "town": "乙镇", "land_use": "仓储", "measured_m2": 4 * M2_PER_MU,
     "declared_m2": 3000.0, "land_mu": 4.0, "floor_m2": 2000.0, "vacant_floor_m2": 500.0},
    {"parcel_id": "P4", "park_id": "S", "town": "乙镇", "land_use": "工业", "right_nature": "出让", "stage": "投产",
     "certificate_m2": 6700.0, "measured_m2": 6200.0, "land_mu": 10.0, "floor_m2": 10000.0,
     "shape_geojson": SQUARE, "parcel_address": "=1+1<b>乙镇</b>4号"},
    {"parcel_id": "P5", "land_mu": 5.0},
    {"parcel_id": "P6", "park_id": "S", "town": "乙镇", "floor_m2": 3000.0, "vacant_floor_m2": 3000.0},
)  # fmt: skip
USES = (
    _use("P1", A, "own", 30, 12),
    _use("P1", B, "lease_land", 7.5),
    _use("P1", C, "lease_land", 4.5),
    _use("P2", A, "own", 10),
    _use("P3", E, "own", 4),
    _use("P4", F, "own", 10),
    _use("P6", G, "own", 2, 2),
)
YEARS = (
    _year("P1", 30, 519),
    _year("P2", 10, 200),
    _year("P3", 4, -6),
    _year("P4", 10, 0),
    _year("P5", 5, None),
    _year("P6", None, 12),
)
LOTS: Rows = {
    **snapshot.FULL,
    "parcel": PARCELS,
    "occupancy": USES,
    "parcel_year": YEARS,
    # The first pack and the first plan lack something: the second of each is what counts.
    "rule_pack": tuple({"pack_id": pack, "missing": lack} for pack, lack in (("a", "?"), ("b", None), ("c", None))),
    "parcel_evaluation": tuple(
        {"pack_id": pack, "parcel_id": "P1", "year": 2023, "grade": grade}
        for pack, grade in (("a", "D"), ("b", "B"), ("c", "C"))
    ),
    "batch_plan": tuple({"plan_id": plan, "missing": lack} for plan, lack in (("a", "?"), ("b", None), ("c", None))),
    "batch_suggestion": tuple(
        {"plan_id": plan, "enterprise_id": A, "year": 2023, "suggested_batch": batch}
        for plan, batch in (("a", "关闭"), ("b", "提升"), ("c", "保留"))
    ),
    "chain": ({"chain_id": "med", "name": "药", "place": 1},),
    "chain_node": ({"node_id": "med.drug", "chain_id": "med", "name": "制剂", "segment": "中游", "place": 1},),
    "enterprise_chain_node": (
        {"enterprise_id": C, "node_id": "med.drug", "chain_id": "med", "is_primary": True},
    ),
}  # fmt: skip
ONE_LOT: Rows = {
    **snapshot.ONE_ROW,
    "parcel": PARCELS[:1],
    "occupancy": USES[:1],
    "parcel_year": (_year("P1", 30, 560),),
}
NO_YEAR: Rows = {"enterprise": snapshot.ENTERPRISES, "park": snapshot.PARKS, "parcel": PARCELS}
NO_TAX: Rows = {
    **snapshot.NO_TAX,
    "parcel": PARCELS,
    "occupancy": USES,
    "parcel_year": tuple({**row, "tax_wan_yuan": None, "tax_wan_yuan_per_mu": None} for row in YEARS),
}
STATES = {
    "full": LOTS,
    "one lot": ONE_LOT,
    "no year": NO_YEAR,
    "no tax": NO_TAX,
    "no parcels": snapshot.FULL,
    "empty": snapshot.EMPTY,
}
ALL = LotSelection(Selection(year=2023))


def many(ratios: list[float], land: float = 1.0) -> Rows:
    """A district of one park and as many parcels of ``land`` 亩 as there are ``ratios``, none with a user."""
    names = [f"L{number:02}" for number in range(len(ratios))]
    return {
        **snapshot.FULL,
        "parcel": tuple({"parcel_id": name, "park_id": "N", "land_mu": land} for name in names),
        "parcel_year": tuple(
            _year(name, land, ratio * land) for name, ratio in zip(names, ratios, strict=True)
        ),
    }
