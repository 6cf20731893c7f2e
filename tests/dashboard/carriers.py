"""A few rows of floor, carriers, funds, events and policies, on 31 December 2023, that a reader can add up in the head."""

from __future__ import annotations

from datetime import date

from tests.dashboard import snapshot
from tests.dashboard.service_rows import CLAIMS
from tests.dashboard.snapshot import Row, Rows

DAY, QUARTER_BEFORE = date(2023, 12, 31), date(2023, 9, 30)
A, B, C = (str(snapshot.ENTERPRISES[at]["enterprise_id"]) for at in range(3))
NEWCOMER = "新来<b>公司"


def _floor(
    case: str,
    park: str | None,
    lettable: float | None,
    let: float | None,
    vacant: float | None,
    **more: object,
) -> Row:
    return {
        "space_id": case, "carrier_name": f"载体<i>{case}", "park_id": park, "built_m2": 10_000, "lettable_m2": lettable,
        "let_m2": let, "vacant_m2": vacant, "floor_status": "可租", "told_on": DAY, **more,
    }  # fmt: skip


# Now: (2 000 + 500) ÷ (8 000 + 2 000) = 25 %; F3 is being built, of F4 nobody knows what stands empty.
# A quarter before: 6 000 ÷ 8 000 = 75 %, and F5, of which the last quarter says nothing, another 1 000 of 2 000.
FLOORS: tuple[Row, ...] = (
    _floor("F1", "N", 8_000, 6_000, 2_000, rent_yuan_per_m2_month=20, town="甲街道"),
    _floor("F2", "S", 2_000, 1_500, 500, rent_yuan_per_m2_month=30),
    _floor("F3", "S", None, None, None, floor_status="在建"),
    _floor("F4", None, 5_000, None, None, park_name="外地<u>园"),
    _floor("F1", "N", 8_000, 2_000, 6_000, told_on=QUARTER_BEFORE),
    _floor("F1", "N", 8_000, 0, 8_000, told_on=date(2023, 8, 31)),
    _floor("F5", "N", 2_000, 1_000, 1_000, told_on=QUARTER_BEFORE),
)


def _carrier(case: str, status: str | None, supply: float | None, taken: float | None, **more: object) -> Row:
    return {
        "carrier_id": case, "carrier_name": f"园<i>{case}", "park_id": "N", "carrier_status": status, "supply_m2": supply,
        "taken_m2": taken, "told_on": DAY, **more,
    }  # fmt: skip


# Of 10 000 + 4 000 with both numbers 5 000 + 4 200 are taken; 5 000 are free, G2 has no room left.
CARRIERS: tuple[Row, ...] = (
    _carrier(
        "G1", "在建", 10_000, 5_000, planned_use_on=date(2023, 12, 1), chain_id="food", chain_said="食品"
    ),
    _carrier("G2", "投用", 4_000, 4_200, planned_use_on=date(2023, 1, 1)),
    _carrier("G3", None, 6_000, None, park_id="S", chain_said="预制菜"),
)


def _fund(case: str, kind: str | None, scale: float, *money: float | None, **more: object) -> Row:
    committed, paid_in, invested = money
    return {
        "fund_id": case, "fund_name": case, "fund_kind": kind, "scale_wan_yuan": scale, "committed_wan_yuan": committed,
        "paid_in_wan_yuan": paid_in, "invested_wan_yuan": invested, "told_on": DAY, **more,
    }  # fmt: skip


# Paid in 600 + 50 of 1 000 + 100; invested 300 of the 600 + 50 of which both are told.
FUNDS: tuple[Row, ...] = (
    _fund("引导<b>基金", "引导基金", 1_000, 1_000, 600, 300, fund_status="投资"),
    _fund("子基金甲", "子基金", 200, 100, 50, None, fund_status="投资", fund_ends_on=date(2023, 12, 1)),
    _fund("子基金乙", None, 300, None, None, None),
)


def _match(case: str, firm: str, kind: str, held: date, *sums: float | None) -> Row:
    known = firm != NEWCOMER
    money, found, people, hired = sums
    return {
        "match_id": case, "event_name": f"{kind}会", "event_kind": kind, "held_on": held,
        "enterprise_id": firm if known else None, "enterprise_name": None if known else firm, "demand_wan_yuan": money,
        "reached_wan_yuan": found, "demand_persons": people, "reached_persons": hired, "told_on": DAY,
    }  # fmt: skip


# Money: 80 + 20 of 100 + 100 where both are told; people: 5 of 10, and 4 wanted of which nothing is told.
EVENTS: tuple[Row, ...] = (
    _match("M1", A, "融资", date(2023, 5, 1), 100, 80, None, None),
    _match("M2", B, "融资", date(2023, 5, 1), 100, 20, None, None),
    _match("M3", C, "融资", date(2023, 5, 1), 300, None, None, None),
    _match("M4", A, "招聘", date(2023, 2, 1), None, None, 10, 5),
    _match("M5", NEWCOMER, "招聘", date(2023, 2, 1), None, None, 4, None),
)


def _paper(case: str, status: str | None, valid_to: date | None, **more: object) -> Row:
    return {
        "doc_id": case, "doc_no": case, "doc_title": f"办法<b>{case}", "doc_status": status,
        "in_force_on": date(2023, 1, 1) if status == "印发" else None, "valid_to": valid_to, "told_on": DAY, **more,
    }  # fmt: skip


PAPERS: tuple[Row, ...] = (
    _paper("示政〔2023〕1号", "印发", date(2025, 1, 1), clause="第一条"),
    _paper("示政〔2023〕2号", "印发", date(2024, 3, 30)),
    _paper("示政〔2023〕3号", "印发", date(2024, 3, 31)),
    _paper("示政〔2022〕4号", "印发", date(2023, 12, 30)),
    _paper("示政〔2021〕5号", "失效", None),
    _paper("草稿", "起草", None, doc_no=None, doc_title="技改补助"),
    _paper("无词", None, None),
)
# Z1 and Z2 name the first paper, one in other brackets; the others name only 技改补助, and Z7 a paper that is not there.
_NAMED = {"Z1": "示政〔2023〕1号", "Z2": "示政[2023]1号", "Z7": "示政〔1999〕9号"}
CARRIED: Rows = {
    **snapshot.FULL,
    "chain": ({"chain_id": "food", "name": "食品<b>链"},),
    "floor_space": FLOORS,
    "carrier": CARRIERS,
    "fund": FUNDS,
    "matching_event": EVENTS,
    "policy_doc": PAPERS,
    "policy_claim": tuple(
        {**claim, "policy_no": _NAMED.get(str(claim["claim_id"])),
         "policy_name": "专项" if claim["claim_id"] == "Z7" else "《技改补助》"}
        for claim in CLAIMS
    ),
    "lineage": (
        {"table_name": "floor_space", "key": "F1|2023-12-31", "file_id": "k", "sheet": "四季度", "row_number": 3},
        {"table_name": "policy_doc", "key": "示政〔2023〕1号", "file_id": "p", "sheet": "文件", "row_number": 4},
    ),
    "source_file": (
        *snapshot.SOURCES,
        {"file_id": "k", "path": "载体台账.xlsx", "sheet": "四季度", "entity": "floor_space", "department": "园区办"},
        {"file_id": "p", "path": "文件库.xlsx", "sheet": "文件", "entity": "policy_doc", "department": "工信局"},
    ),
}  # fmt: skip
# Rows that say nothing but who they are.
BARE: Rows = {
    **snapshot.FULL,
    "floor_space": ({"space_id": "F", "carrier_name": "F", "told_on": DAY},),
    "carrier": ({"carrier_id": "G", "carrier_name": "G", "told_on": DAY},),
    "fund": ({"fund_id": "H", "fund_name": "H", "told_on": DAY},),
    "matching_event": ({"match_id": "M", "event_name": "M", "enterprise_name": NEWCOMER, "told_on": DAY},),
    "policy_doc": ({"doc_id": "P", "doc_title": "P", "told_on": DAY},),
}
