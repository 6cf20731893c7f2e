"""The small district on two chains, with licences on 医药 (there 药) and projects that speak of its nodes in every way."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.chained import CHAINED, A, B, C, D, F

MED = "biomed"


def _license(firm: str, code: str, number: str | None, status: str | None, day: date | None) -> snapshot.Row:
    return {
        "enterprise_id": firm, "license_type": code, "license_no": number, "product_name": f"产品{number}",
        "license_status": status, "approved_on": day,
    }  # fmt: skip


def _project(name: str, kind: str | None, stage: str | None, **more: object) -> snapshot.Row:
    return {"project_id": name, "project_name": name, "project_kind": kind, "stage": stage, **more}


# A two consistency evaluations (one of 2023) and a drug on the way, B a drug of 2023, one without a day and one gone,
# C a device of class 1 of 2022 and one without a status; F is on no chain.
LICENSES: tuple[snapshot.Row, ...] = (
    _license(A, "generic_consistency", "一1", "获批", date(2023, 3, 1)),
    _license(A, "generic_consistency", "一2", "获批", date(2021, 3, 1)),
    _license(A, "drug_pipeline", None, "在研", None),
    _license(B, "drug_pipeline", "受1", "受理", None),
    _license(B, "drug_approval", "药1", "获批", date(2023, 5, 1)),
    _license(B, "drug_approval", "药2", "获批", None),
    _license(B, "drug_approval", "药3", "注销", date(2023, 6, 1)),
    _license(C, "device_class1", "备1", "获批", date(2022, 1, 1)),
    _license(C, "device_class1", "备2", None, date(2023, 1, 1)),
    _license(F, "device_class2", "注1", "获批", date(2023, 1, 1)),
)
PROJECTS: tuple[snapshot.Row, ...] = (
    # By the ledger's word, by code, by the name of the chain and a word behind it, by the chain alone, by nothing.
    _project("流通项目", "investment", "签约", chain_node_said="流通", intended_land_mu=30.0,
             total_investment_wan_yuan=20_000.0, signed_on=date(2023, 4, 1), town="甲街道"),
    _project("片剂项目", "investment", "注册", industry_code="2720", total_investment_wan_yuan=5_000.0, town="乙镇"),
    _project("药品流通项目", "investment", "投产", chain_node_said="医药流通", signed_on=date(2022, 4, 1)),
    _project("只说链的项目", "investment", None, chain_node_said="医药"),
    _project("说不清的项目", "investment", "谋划", chain_node_said="船舶", industry_code="3731"),
    _project("没有话的项目", "investment", "谋划"),
    _project("共用代码的项目", "investment", "洽谈", industry_code="2799"),
    _project("新建产业园", "other", "竣工", chain_node_said="制剂", completed_on=date(2023, 9, 1)),
    _project("甲的技改", "upgrade", "在建", enterprise_id=A, total_investment_wan_yuan=900.0),
    _project("乙的技改", "upgrade", "开工", enterprise_id=B),
    _project("丁的技改", "upgrade", "开工", enterprise_id=D),
)  # fmt: skip
YEARS: tuple[snapshot.Row, ...] = (
    {"project_id": "甲的技改", "year": 2023, "year_plan_wan_yuan": 400.0, "year_done_wan_yuan": 300.0},
    {"project_id": "乙的技改", "year": 2023, "year_plan_wan_yuan": None, "year_done_wan_yuan": 50.0},
    {"project_id": "丁的技改", "year": 2023, "year_plan_wan_yuan": 70.0, "year_done_wan_yuan": 70.0},
)
OF_NODES: dict[object, snapshot.Row] = {
    "med.raw": {"shared_codes": "2799", "keywords": "原料药"},
    "med.drug": {"codes": "2720", "shared_codes": "2799", "keywords": "片剂、注射剂"},
    "med.shop": {"codes": "5151", "keywords": "片剂"},
}


def _renamed(row: snapshot.Row) -> snapshot.Row:
    """The row with the chain 药 as 医药, the chain whose products need a licence."""
    return {name: {"med": MED, "药": "医药"}.get(str(value), value) for name, value in row.items()}


LEDGERS: snapshot.Rows = {
    **{name: tuple(_renamed(row) for row in rows) for name, rows in CHAINED.items()},
    "chain_node": tuple(
        {**_renamed(row), **OF_NODES.get(row["node_id"], {})} for row in CHAINED["chain_node"]
    ),
    "product_license": LICENSES,
    "project": PROJECTS,
    "project_year": YEARS,
    "quality_issue": (),
}
