"""The small district with land and contracts that keep, break, do not yet owe and do not tell each kind of promise."""

from __future__ import annotations

from datetime import date

from tests.dashboard import dossiers, snapshot
from tests.dashboard.dossiers import BARE, OTHER, PARCEL, A, B
from tests.dashboard.snapshot import Row, Rows

UNTIL = date(2023, 12, 31)
# Of 2023: the first parcel 640 万元 on 24 亩 = 26.67, the second 20; the third has no tax.
FACTS: dict[str, Row] = {
    PARCEL: {"far": 1.5, "stage": "投产", "town": "甲街道"},
    OTHER: {"far": 0.0, "stage": "供而未用", "town": "乙镇"},
}
PARCELS = tuple({**row, **FACTS.get(str(row["parcel_id"]), {})} for row in dossiers.PARCELS)


def contract(name: str, parcel_id: str | None = None, **facts: object) -> Row:
    """A contract by its number; days may be written as ``2020-01-31``."""
    return {"contract_id": name, "contract_no": name, "parcel_id": parcel_id, **facts}


# The first keeps all but its completion (30 days late) and the investment (290 of 300), the second has not begun and was
# to 91 days before the data date, of the third and its land nothing is known, the fourth is due later.
CONTRACTS: tuple[Row, ...] = (
    contract(
        "合1", PARCEL, enterprise_id=A, holder_name="示例甲有限公司", project_name="甲厂房", supplied_mu=24.0,
        supply_method="挂牌出让", contract_signed_on="2018-01-10", start_due_on="2018-07-01",
        actual_start_on="2018-06-21", completion_due_on="2020-06-01", actual_completion_on="2020-07-01",
        production_due_on="2020-12-01", actual_production_on="2020-12-01", full_production_due_on="2022-06-30",
        promised_invest_wan_yuan_per_mu=300.0, invested_wan_yuan_per_mu=290.0, promised_tax_wan_yuan_per_mu=20.0,
        far_min=1.2, far_max=2.0, supervision_status="逾期竣工",
    ),
    contract(
        "合2", OTHER, enterprise_id=B, holder_name="示例乙有限公司", contract_signed_on="2023-01-10",
        start_due_on="2023-10-01", completion_due_on="2025-01-01", promised_invest_wan_yuan_per_mu=300.0,
        invested_wan_yuan_per_mu=5.0, promised_tax_wan_yuan_per_mu=20.0, full_production_due_on="2026-01-01", far_min=1.0,
        supervision_status="逾期开工",
    ),
    contract("合3", "350104001001GB00099", holder_name="<b>外来</b>公司", start_due_on="2020-01-01"),
    contract("合4", BARE, start_due_on="2024-01-01", completion_due_on="2026-01-01"),
)  # fmt: skip
STAGES: tuple[Row, ...] = tuple(
    {
        "parcel_id": PARCEL, "route": "供地利用", "stage": stage, "planned_on": planned, "actual_on": actual,
        "entity": entity, "source_key": key,
    }
    for stage, planned, actual, entity, key in (
        ("供而未用", None, "2018-01-10", "land_contract", "合1"),
        ("在建", "2018-07-01", "2018-06-21", "land_contract", "合1"),
        ("竣工未投", "2020-06-01", "2020-07-01", "land_contract", "合1"),
        ("达产", "2022-06-30", None, "land_contract", "合1"),
        ("投产", None, None, "parcel", PARCEL),
    )
)  # fmt: skip
SOURCES = (
    *dossiers.SOURCES,
    {"file_id": "k", "path": "资规局/履约.xlsx", "sheet": "台账", "entity": "land_contract", "department": "资规局"},
)  # fmt: skip
LINEAGE = (
    *dossiers.LINEAGE,
    {"table_name": "land_contract", "key": "合1", "file_id": "k", "sheet": "台账", "row_number": 4},
)
PROMISED: Rows = {
    **dossiers.LANDED,
    "parcel": PARCELS,
    "land_contract": CONTRACTS,
    "parcel_stage": STAGES,
    "source_file": SOURCES,
    "lineage": LINEAGE,
}
ONE: Rows = {**snapshot.STATES["register only"], "land_contract": CONTRACTS[2:3]}
