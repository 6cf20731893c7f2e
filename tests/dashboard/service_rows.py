"""A few cases of each ledger of services and of safety, on 31 December 2023, that a reader can add up in the head."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.snapshot import Row, Rows

DAY = date(2023, 12, 31)
A, B, C = (str(snapshot.ENTERPRISES[at]["enterprise_id"]) for at in range(3))
NEWCOMER = "新来<b>公司"
SAID = {A: "示例甲有限公司", B: "示例乙有限公司", C: "示例丙有限公司"}


def _of(firm: str, **more: object) -> Row:
    known = firm in SAID
    return {
        "enterprise_id": firm if known else None,
        "enterprise_name": SAID.get(firm, firm),
        "told_on": DAY,
        **more,
    }


def _claim(case: str, firm: str, status: str | None, *sums: float | None, **more: object) -> Row:
    applied, approved, paid = sums
    return _of(
        firm, claim_id=case, policy_name="技改补助", claim_status=status, applied_wan_yuan=applied,
        approved_wan_yuan=approved, paid_wan_yuan=paid, **more,
    )  # fmt: skip


# Due: 100 + 50 + 40 + 30 = 220; settled 100 + 60 + 0 + 20 = 180; owed 0 + 0 + 40 + 10 = 50; 10 paid too much.
CLAIMS: tuple[Row, ...] = (
    _claim("Z1", A, "已归档", 110, 100, 100, fund_level="省级", applied_on=date(2023, 1, 1), paid_on=date(2023, 3, 2)),
    _claim("Z2", B, "已归档", 50, 50, 60, fund_level="市级", applied_on=date(2023, 6, 1), paid_on=date(2023, 5, 1)),
    # From 1 December to the 31st it waits 30 days.
    _claim("Z3", C, "复核通过", 40, 40, None, approved_on=date(2023, 12, 1)),
    _claim("Z4", NEWCOMER, None, 30, 30, 20, fund_level="省级"),
    _claim("Z5", A, "已归档", 70, 70, None),
    _claim("Z6", A, "待审核", 80, None, None, claim_flag="缺材料"),
    _claim("Z7", B, "已退回", 90, 90, None),
)  # fmt: skip
SUBSIDIES: tuple[Row, ...] = (
    _of(
        A, subsidy_id="1", zone="封控区", subsidy_status="拨付", subsidy_wan_yuan=1.5, electricity_kwh=100_000
    ),
    _of(A, subsidy_id="2", zone="管控区", subsidy_status="核验", subsidy_wan_yuan=0.5),
    _of(B, subsidy_id="3", zone=None, subsidy_status=None, subsidy_wan_yuan=None),
    _of(NEWCOMER, subsidy_id="4", zone="管控区", subsidy_status="拨付", subsidy_wan_yuan=1.0),
)
# Of 300 whose repayment is told 150 are repaid: a debt counts no more than itself.
DEBTS: tuple[Row, ...] = (
    _of(A, arrears_id="D1", debtor_name="城建<i>集团", owed_wan_yuan=200, repaid_wan_yuan=50, arrears_status="偿还",
        case_opened_on=date(2023, 10, 1), repay_by=date(2023, 12, 1), repaid_on=date(2023, 11, 15)),
    _of(B, arrears_id="D2", debtor_name="交建公司", owed_wan_yuan=100, repaid_wan_yuan=120, arrears_status="化解",
        case_opened_on=date(2023, 11, 1), repay_by=date(2023, 12, 1), repaid_on=date(2023, 12, 20)),
    _of(NEWCOMER, arrears_id="D3", debtor_name="交建公司", owed_wan_yuan=500, arrears_status="登记"),
)  # fmt: skip
VISITS: tuple[Row, ...] = (
    _of(A, visit_id="V1", visit_status="已访", visited_on=date(2023, 5, 1), leader="陈领导", found="缺工"),
    _of(A, visit_id="V2", visit_status="已访", visited_on=date(2023, 6, 1), leader="陈领导"),
    _of(C, visit_id="V3", visit_status="已访", visited_on=date(2023, 6, 1)),
    _of(B, visit_id="V4", visit_status="已访", visited_on=date(2022, 6, 1), leader="林领导"),
    _of(B, visit_id="V5", visit_status="计划", planned_on=date(2023, 12, 21), leader="林领导"),
    _of(NEWCOMER, visit_id="V6", visit_status="计划", planned_on=date(2024, 1, 21), leader="林领导"),
)
TICKETS: tuple[Row, ...] = (
    _of(A, ticket_id="T1", ticket_type="用工", ticket_status="回访", accepted_on=date(2023, 5, 1), due_on=date(2023, 5, 5),
        closed_on=date(2023, 5, 11), satisfaction="不满意"),
    _of(B, ticket_id="T2", ticket_type="融资", ticket_status="办结", accepted_on=date(2023, 5, 1), satisfaction="满意"),
    _of(C, ticket_id="T3", ticket_type="用工", ticket_status="办理中", accepted_on=date(2023, 12, 1), due_on=date(2023, 12, 21)),
    _of(A, ticket_id="T4", ticket_type=None, ticket_status="挂起", accepted_on=date(2023, 1, 1), due_on=date(2023, 2, 1)),
    _of(NEWCOMER, ticket_id="T5", ticket_type="用地", ticket_status=None, accepted_on=date(2023, 10, 1)),
)  # fmt: skip
HAZARDS: tuple[Row, ...] = (
    _of(A, hazard_id="H1", hazard_type="隐患", hazard_level="重大", hazard_status="销号", town="甲街道",
        found_on=date(2023, 11, 1), closed_on=date(2023, 12, 1), due_on=date(2023, 11, 20)),
    _of(C, hazard_id="H2", hazard_type="隐患", hazard_level="重大", hazard_status="整改中", town="乙镇",
        found_on=date(2023, 11, 5), due_on=date(2023, 12, 1), site="仓库<i>", measure="分类存放"),
    _of(NEWCOMER, hazard_id="H3", hazard_type="隐患", hazard_status="交办", found_on=date(2023, 12, 5)),
    {"hazard_id": "H4", "hazard_type": "占压", "hazard_level": "较大", "hazard_status": "超期", "town": "乙镇",
     "pipeline": "成品油管道", "enterprise_name": "高湖村委会", "found_on": date(2023, 10, 5), "told_on": DAY},
)  # fmt: skip
NOTICES: tuple[Row, ...] = (
    {"notice_id": "N1", "notice_no": "第1批", "zone": "管控区", "town": "甲街道", "notified_firms": 12,
     "notified_on": date(2022, 4, 5), "resumed_on": date(2022, 4, 25), "told_on": date(2022, 12, 31)},
    {"notice_id": "N2", "notice_no": "第2批", "zone": "封控区", "town": "乙镇", "notified_firms": None,
     "notified_on": date(2022, 4, 6), "told_on": date(2022, 12, 31)},
)  # fmt: skip
# On two days, three times: 6 + 4 + 5 sites, 8 + 3 visits; the last row tells no visits.
DUTIES: tuple[Row, ...] = tuple(
    {"duty_id": f"{day} {town}", "duty_on": day, "town": town, "test_sites": sites, "duty_visits": visits, "told_on": DAY}
    for day, town, sites, visits in (
        (date(2022, 4, 5), "甲街道", 6, 8),
        (date(2022, 4, 5), "乙镇", 4, 3),
        (date(2022, 5, 6), "甲街道", 5, None),
    )
)  # fmt: skip
SERVED: Rows = {
    **snapshot.FULL,
    "policy_claim": CLAIMS,
    "power_subsidy": SUBSIDIES,
    "arrears_case": DEBTS,
    "visit": VISITS,
    "ticket": TICKETS,
    "hazard": HAZARDS,
    "notice_batch": NOTICES,
    "lineage": ({"table_name": "ticket", "key": "T3", "file_id": "s", "sheet": "诉求", "row_number": 5},),
    "source_file": (
        *snapshot.SOURCES,
        {"file_id": "s", "path": "诉求台账.xlsx", "sheet": "诉求", "entity": "ticket"},
    ),
}
# A row a ledger that says no more than it must.
BARE: Rows = {
    **snapshot.FULL,
    "policy_claim": (_claim("Z", NEWCOMER, None, None, None, None),),
    "power_subsidy": (_of(NEWCOMER, subsidy_id="1"),),
    "arrears_case": (_of(NEWCOMER, arrears_id="D"),),
    "visit": (_of(NEWCOMER, visit_id="V"),),
    "ticket": (_of(NEWCOMER, ticket_id="T"),),
    "hazard": (_of(NEWCOMER, hazard_id="H", hazard_type="隐患"),),
    "notice_batch": ({"notice_id": "N", "told_on": DAY},),
}
