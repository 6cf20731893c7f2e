"""A small district that rebuilds its parks: three plots, two owners, two reserves, six papers, on 31 December 2023."""

from __future__ import annotations

from datetime import date

from tests.dashboard import dossiers, snapshot
from tests.dashboard.dossiers import OTHER, PARCEL, A
from tests.dashboard.snapshot import Row, Rows

DAY = date(2023, 12, 31)
NEWCOMER, LOST = "新来<b>公司", "350104999999GB00009"


def _case(kind: str, case: str, label: str, park: str | None, stage: str | None, **more: object) -> Row:
    return {
        "works_kind": kind, "case_id": case, "label": label, "park_id": park, "stage": stage, "told_on": DAY, **more,
    }  # fmt: skip


def _paper(case: str, expires: date | None, status: str | None, mu: float, **more: object) -> Row:
    label = "示例甲有限公司" if "enterprise_id" in more else f"{case}村"
    return _case("temporary_land", case, label, None, status, expires_on=expires, land_mu=mu, **more)


def _day(
    kind: str,
    case: str,
    stage: str,
    number: int,
    planned: date | None,
    actual: date | None,
    late: int | None = None,
) -> Row:
    return {
        "works_kind": kind, "case_id": case, "stage": stage, "stage_number": number, "planned_on": planned,
        "actual_on": actual, "late_days": late,
    }  # fmt: skip


def _month(month: int, signed: int, left: int) -> Row:
    return {
        "reserve_id": "R1", "month": date(2023, month, 1), "households": 120, "signed_households": signed,
        "unsigned_households": left,
    }  # fmt: skip


CASES: tuple[Row, ...] = (
    _case("park_plot", "C", "地块C", "N", "施工", stage_number=7, land_mu=6.0, floor_m2=40_000.0),
    _case("park_plot", "D", "地块D", "S", "竣工", stage_number=9, land_mu=4.0, floor_m2=30_000.0),
    _case("park_plot", "E", "地块E", None, None, park_name="北片区"),
    _case(
        "self_upgrade", A, "示例甲有限公司", "N", "竣工", stage_number=9, enterprise_id=A, floor_m2=5_000.0
    ),
    _case("self_upgrade", NEWCOMER, NEWCOMER, "S", "申报", stage_number=1, floor_m2=2_000.0),
    _case("land_reserve", "R1", "北园收储一期", "N", "征迁签约", stage_number=4, land_mu=200.0),
    _case("land_reserve", "R2", "南园收储", "S", "摸底", stage_number=2, land_mu=50.0),
    _paper("T1", date(2023, 11, 30), "未启动", 3.0, enterprise_id=A),
    # 90 days after 31 December are 30 March, a year after it is 31 December.
    _paper("T2", date(2024, 3, 30), None, 2.0),
    _paper("T3", date(2024, 12, 31), "已列入收储", 1.0),
    _paper("T4", date(2025, 1, 1), "续期", 1.0),
    _paper("T5", None, "更新中", 1.0),
    _paper("T6", date(2020, 1, 1), "已收回", 9.0),
)
STAGES: tuple[Row, ...] = (
    _day("park_plot", "C", "供地", 6, None, date(2022, 6, 1)),
    _day("park_plot", "C", "施工", 7, date(2023, 1, 1), date(2023, 1, 11), 10),
    _day("park_plot", "C", "主体封顶", 8, date(2023, 12, 1), None),
    _day("park_plot", "C", "竣工", 9, date(2024, 6, 1), None),
    _day("park_plot", "D", "施工", 7, date(2022, 7, 1), date(2022, 6, 21), -10),
    _day("park_plot", "D", "竣工", 9, date(2023, 6, 30), date(2023, 6, 20), -10),
    _day("park_plot", "D", "招商", 10, date(2024, 3, 1), None),
    _day("self_upgrade", A, "竣工", 9, None, date(2023, 6, 15)),
    _day("self_upgrade", NEWCOMER, "申报", 1, None, date(2023, 12, 1)),
)
WORKS: Rows = {
    **dossiers.LANDED,
    "works_case": CASES,
    "works_stage": STAGES,
    "works_parcel": (
        {"works_kind": "park_plot", "case_id": "C", "parcel_id": PARCEL, "is_known": True},
        {"works_kind": "park_plot", "case_id": "C", "parcel_id": LOST, "is_known": False},
        {"works_kind": "self_upgrade", "case_id": A, "parcel_id": OTHER, "is_known": True},
        {"works_kind": "temporary_land", "case_id": "T1", "parcel_id": PARCEL, "is_known": True},
    ),
    "land_reserve": (
        {"reserve_id": "R1", "land_mu": 200.0, "cleared_mu": 50.0, "households": 120, "signed_households": 80,
         "unsigned_households": 40},
        {"reserve_id": "R2", "land_mu": 50.0},
    ),
    "land_reserve_month": (_month(10, 60, 60), _month(11, 70, 50), _month(12, 80, 40)),
    "floor_gain": (
        {"works_kind": "park_plot", "case_id": "D", "month": date(2023, 6, 1), "floor_m2": 30_000.0},
        {"works_kind": "self_upgrade", "case_id": A, "month": date(2023, 6, 1), "floor_m2": 5_000.0},
        {"works_kind": "park_plot", "case_id": "E", "month": date(2022, 5, 1), "floor_m2": None},
    ),
    "floor_target": ({"year": 2022, "target_m2": 20_000.0}, {"year": 2023, "target_m2": 30_000.0}),
    "lineage": (
        *dossiers.LANDED.get("lineage", ()),
        {"table_name": "park_plot", "key": "D", "file_id": "w", "sheet": "地块", "row_number": 4},
        {"table_name": "works_stage", "key": "park_plot|D|竣工", "file_id": "w", "sheet": "节点", "row_number": 9},
        {"table_name": "land_reserve", "key": "R1", "file_id": "w", "sheet": "收储", "row_number": 3},
        {"table_name": "land_reserve_month", "key": "R1|2023-12-01", "file_id": "w", "sheet": "月报", "row_number": 8},
    ),
    "source_file": (
        *snapshot.SOURCES,
        *({"file_id": "w", "path": "台账.xlsx", "sheet": name, "entity": entity}
          for name, entity in (("地块", "park_plot"), ("节点", "park_plot_stage"), ("收储", "land_reserve"),
                               ("月报", "land_reserve_month"))),
    ),
}  # fmt: skip
ONE_PLOT: Rows = {**snapshot.FULL, "works_case": CASES[2:3]}
