"""A small district's projects of every kind on 31 December 2023, whose sums a reader can add in the head."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.chain_ledgers import LEDGERS
from tests.dashboard.snapshot import ENTERPRISES, Row, Rows

DAY = date(2023, 12, 31)
A, B, C, D = (str(row["enterprise_id"]) for row in ENTERPRISES[:4])
STRANGER = "新来<b>公司"


def _project(number: str, kind: str, stage: str | None, total: float | None = None, **more: object) -> Row:
    return {
        "project_id": number, "project_name": f"{number}号<i>项目", "project_kind": kind, "stage": stage,
        "total_investment_wan_yuan": total, "first_year": 2023, "told_on": DAY, "responsible_unit": "区工信局", **more,
    }  # fmt: skip


def _of(number: str, year: int, plan: float | None, done: float | None) -> Row:
    return {"project_id": number, "year": year, "year_plan_wan_yuan": plan, "year_done_wan_yuan": done}


def _node(number: str, stage: str, planned: date | None, actual: date | None = None) -> Row:
    return {"project_id": number, "stage": stage, "planned_on": planned, "actual_on": actual}


def _by(number: str, month: int, done: float) -> Row:
    return {"project_id": number, "month": date(2023, month, 1), "month_done_wan_yuan": done}


# U2 is in production, so its completion is not late; U3 says no stage but when it started; U4 ended the year before.
UPGRADES: tuple[Row, ...] = (
    _project("U1", "upgrade", "在建", 900.0, enterprise_id=A, is_in_statistics=False, is_key_project=True),
    _project("U2", "upgrade", "投产", 100.0, enterprise_id=B, is_in_statistics=True),
    _project("U3", "upgrade", None, 300.0, enterprise_name=STRANGER, started_on=date(2023, 5, 1)),
    _project("U4", "upgrade", "达产", 100.0, enterprise_id=C, first_year=2022),
)
# I1 and I3 by a word of their ledgers, I2 by its code; no atlas knows I4 and I5.
INVESTMENTS: tuple[Row, ...] = (
    _project("I1", "investment", "签约", 20_000.0, signed_on=date(2023, 4, 1), chain_node_said="流通", lead_source="展会",
             investor="甲投资", park_id="N", town="甲街道"),
    _project("I2", "investment", "注册", 5_000.0, industry_code="2720", investor="乙投资", enterprise_name="新来二公司"),
    _project("I3", "investment", "投产", 1_000.0, signed_on=date(2022, 4, 1), chain_node_said="医药流通", first_year=2022,
             lead_source="展会", investor="丙投资"),
    _project("I4", "investment", "谋划", None, investor="丁投资"),
    _project("I5", "investment", "洽谈", 10.0, first_year=2022, investor="戊投资"),
)  # fmt: skip
PRIVATE: tuple[Row, ...] = (
    _project("P1", "private", "谋划", 50.0, enterprise_name=STRANGER),
    _project("P2", "private", "洽谈", enterprise_id=D),
    _project("P3", "private", "签约", 70.0, enterprise_id=C, signed_on=date(2023, 4, 5)),
)
OVERSEAS: tuple[Row, ...] = (
    _project("O1", "overseas", "在建", 100.0, started_on=date(2023, 2, 1), done_wan_yuan=50.0, enterprise_id=A),
    _project("O2", "overseas", "竣工", 100.0, started_on=date(2023, 1, 5), completed_on=date(2023, 6, 1),
             done_wan_yuan=100.0, enterprise_id=B),
    _project("O3", "overseas", "谋划", 800.0, enterprise_name=STRANGER),
    _project("O4", "overseas", "在建", 200.0, started_on=date(2021, 6, 1), enterprise_id=C, town="乙镇"),
    _project("O5", "overseas", None),
)  # fmt: skip
PROJECTS: Rows = {
    **LEDGERS,
    "project": (*UPGRADES, *INVESTMENTS, *PRIVATE, *OVERSEAS),
    "project_year": (
        _of("U1", 2022, 250, 200), _of("U1", 2023, 400, 300), _of("U2", 2023, None, 50), _of("U3", 2023, 100, 120),
        _of("U4", 2022, 100, 100), _of("O1", 2023, 80, 40), _of("O2", 2023, 20, 60),
    ),
    "project_stage": (
        _node("U1", "竣工", date(2023, 11, 1)), _node("U1", "投产", date(2024, 2, 1)),
        _node("U2", "竣工", date(2023, 6, 1)),
        _node("U4", "竣工", date(2022, 6, 1), date(2022, 7, 1)),
        _node("I2", "签约", date(2023, 2, 1), date(2023, 3, 1)),
        _node("I4", "签约", date(2023, 12, 21)),
        _node("P2", "洽谈", None, date(2023, 2, 10)),
        # What lies after the day asked has not happened on it.
        _node("P3", "注册", date(2023, 12, 1), date(2024, 1, 10)),
    ),
    "project_month": (_by("U1", 1, 50), _by("U1", 3, 150), _by("U1", 12, 300), _by("U3", 2, 60), _by("U3", 12, 120)),
    "lineage": ({"table_name": "project", "key": "U1", "file_id": "p", "sheet": "台账", "row_number": 7},),
    "source_file": (
        *snapshot.SOURCES,
        {"file_id": "p", "path": "项目台账.xlsx", "sheet": "台账", "entity": "project", "department": "工信局"},
    ),
}  # fmt: skip
ONE_ROW: Rows = {
    **snapshot.FULL,
    "project": tuple(
        _project(kind, kind, None, enterprise_name=STRANGER)
        for kind in ("upgrade", "investment", "private", "overseas")
    ),
}
