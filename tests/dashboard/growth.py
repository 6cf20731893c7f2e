"""A small district on its way up: a ladder of honours, declarations, the cloud, the pool, people, on 31 December 2023."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.snapshot import ENTERPRISES, Row, Rows

DAY = date(2023, 12, 31)
A, B, C, D, E = (str(row["enterprise_id"]) for row in ENTERPRISES[:5])
STRANGER = "新来<b>公司"
LITTLE_GIANT, SPECIALISED = "专精特新“小巨人”企业", "专精特新中小企业"


def _held(firm: str, code: str, granted: date, valid_to: date | None, status: str = "granted") -> Row:
    return {
        "enterprise_id": firm, "honour_code": code, "level": "省", "granted_on": granted, "valid_to": valid_to,
        "status": status,
    }  # fmt: skip


def _counted(firm: str, code: str, year: int, *, counts: bool = True) -> Row:
    return {"enterprise_id": firm, "honour_code": code, "year": year, "level": "省", "counts": counts}


def _declared(case: str, programme: str, firm: str | None, status: str | None, **more: object) -> Row:
    return {
        "declaration_id": case, "programme": programme, "enterprise_id": firm, "declaration_status": status,
        "enterprise_name": STRANGER if firm is None else None, "told_on": DAY, **more,
    }  # fmt: skip


def _moved(case: str, firm: str | None, status: str, adopted: date | None = None, **more: object) -> Row:
    return {
        "adoption_id": case, "enterprise_id": firm, "enterprise_name": STRANGER if firm is None else None,
        "cloud_platform": "华为云", "cloud_service": case, "cloud_status": status, "adopted_on": adopted,
        "told_on": DAY, **more,
    }  # fmt: skip


def _pooled(firm: str, status: str, gap: float | None, **more: object) -> Row:
    return {
        "pool_id": firm, "enterprise_id": firm, "pool_status": status, "gap_wan_yuan": gap,
        "revenue_12_months_wan_yuan": None if gap is None else 2_000 - gap, "told_on": DAY, **more,
    }  # fmt: skip


def _target(indicator: str, year: int, target: float, unit: str | None = "家") -> Row:
    return {"indicator": indicator, "year": year, "target": target, "target_unit": unit}


# A climbed from 专精特新 to 小巨人; B's runs out in half a year; C's was renewed; D is on the way by both ledgers.
HONOURS: tuple[Row, ...] = (
    _held(A, "specialised", date(2020, 6, 1), date(2023, 5, 31), "expired"),
    _held(A, "little_giant", date(2023, 7, 1), date(2026, 6, 30)),
    _held(B, "specialised", date(2021, 7, 1), date(2024, 6, 30)),
    _held(C, "specialised", date(2021, 3, 1), date(2024, 2, 28)),
    _held(C, "specialised", date(2023, 12, 1), date(2026, 11, 30), "renewed"),
    {"enterprise_id": D, "honour_code": "specialised", "level": "省", "status": "surveyed"},
)
GROWTH: Rows = {
    **snapshot.FULL,
    "honour": HONOURS,
    "honour_year": (
        _counted(A, "specialised", 2022), _counted(B, "specialised", 2022), _counted(C, "specialised", 2022),
        _counted(A, "little_giant", 2023), _counted(B, "specialised", 2023), _counted(C, "specialised", 2023),
    ),
    "declaration": (
        _declared("1", LITTLE_GIANT, B, "市审", due_on=date(2023, 6, 15)),
        _declared("2", SPECIALISED, D, "组织申报", due_on=date(2023, 12, 21)),
        _declared("3", SPECIALISED, C, "认定/立项", decided_on=date(2023, 12, 1), approved_wan_yuan=10.0),
        _declared("4", SPECIALISED, A, "未通过", decided_on=date(2022, 12, 1), due_on=date(2022, 5, 31)),
        _declared("5", "技术攻关", A, "兑现", decided_on=date(2023, 3, 1), approved_wan_yuan=50.0, paid_wan_yuan=40.0),
        _declared("6", "未来工厂", None, None),
        _declared("7", "启明计划", A, "认定/立项", person_masked="陈＊", recommended_on=date(2023, 4, 1)),
        _declared("8", "启明计划", B, "未通过", person_masked="林＊", recommended_on=date(2023, 4, 1)),
        _declared("9", "老字号专家", C, "区级推荐", person_masked="欧阳＊"),
    ),
    # A is on the cloud twice and counts once, in its first month.
    "cloud_adoption": (
        _moved("设备", A, "已核验", date(2023, 3, 5), subsidy_wan_yuan=2.5),
        _moved("业务", A, "已上云", date(2022, 11, 1)),
        _moved("设备2", C, "已上云", date(2023, 3, 9)),
        _moved("设备3", B, "签约"),
        _moved("设备4", None, "已上云"),
    ),
    "upgrade_pool": (
        _pooled(C, "重点培育", 350.0, expected_month=date(2023, 10, 1)),
        _pooled(D, "已达标", -20.0, expected_month=date(2024, 1, 1)),
        _pooled(E, "储备", None),
        _pooled(B, "已入库", -500.0, entered_on=date(2023, 5, 6)),
    ),
    "target": (
        _target("上云企业数", 2022, 1), _target("上云企业数", 2023, 3), _target("新增规上工业企业", 2022, 5),
        _target("新增规上工业企业", 2023, 4), _target("新增规上工业企业", 2024, 9, None),
    ),
    "lineage": (
        *snapshot.FULL.get("lineage", ()),
        {"table_name": "declaration", "key": "1", "file_id": "g", "sheet": "申报", "row_number": 7},
    ),
    "source_file": (
        *snapshot.SOURCES,
        {"file_id": "g", "path": "申报台账.xlsx", "sheet": "申报", "entity": "declaration", "department": "工信局"},
    ),
}  # fmt: skip
ONE_ROW: Rows = {
    **snapshot.FULL,
    "honour": (_held(A, "specialised", date(2023, 1, 1), None),),
    "honour_year": (_counted(A, "specialised", 2023),),
    "declaration": (_declared("1", SPECIALISED, None, None), _declared("7", "启明计划", None, None)),
    "cloud_adoption": (_moved("设备", None, "意向"),),
    "upgrade_pool": ({"pool_id": STRANGER, "enterprise_name": STRANGER, "told_on": DAY},),
}
