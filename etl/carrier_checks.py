"""Checks of the ledgers of floor, carriers, funds, matching events and papers of policy. See `etl.checks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.case_checks import (
    ahead,
    exceeds,
    label,
    of_unknown_firm,
    place,
    reversed_days,
    together,
    without_status,
)
from etl.check import Check
from etl.issues import WARNING

STATUS_OF: Mapping[str, str] = {
    "floor_space": "floor_status", "carrier": "carrier_status", "fund": "fund_status", "policy_doc": "doc_status",
}  # fmt: skip
# Ledger → days that follow each other.
DAYS: Mapping[str, Sequence[tuple[str, str]]] = {
    "carrier": (("approved_on", "planned_use_on"), ("approved_on", "in_use_on")),
    "fund": (("set_up_on", "fund_ends_on"),),
    "policy_doc": (("in_force_on", "valid_to"), ("issued_on", "valid_to")),
}
# What has happened cannot lie after the day on which it was told.
DONE: Mapping[str, Sequence[str]] = {
    "carrier": ("approved_on", "in_use_on"),
    "fund": ("set_up_on",),
    "matching_event": ("held_on",),
    "policy_doc": ("issued_on",),
}
# Ledger, what bounds, what may not be more, and their unit.
BOUNDS = (
    ("floor_lettable_over_built", "floor_space", "built_m2", "lettable_m2", "可租面积不会超过建筑面积。"),
    (
        "carrier_taken_over_supply",
        "carrier",
        "supply_m2",
        "taken_m2",
        "去化不会超过可供；去化率会超过 100 %。",
    ),
    ("fund_paid_in_over_committed", "fund", "committed_wan_yuan", "paid_in_wan_yuan", "实缴不会超过认缴。"),
    (
        "fund_invested_over_paid_in",
        "fund",
        "paid_in_wan_yuan",
        "invested_wan_yuan",
        "已投通常不超过实缴；收回再投的请注明。",
    ),
)
PLACES = ("floor_space", "carrier")


def _exceeds(name: str, entity: str, less: str, more: str, why: str) -> Check:
    step = f"请核对{label(entity, less)}和{label(entity, more)}的单位和数。"
    return Check(name, WARNING, why, step, exceeds(entity, less, more))


def _in_unknown_park(entity: str) -> str:
    return f"""SELECT {place(entity)}, '来件片区', s.park_name, '园区名单中没有这个片区。'
        FROM unique_{entity} AS s
        WHERE s.park_name IS NOT NULL AND EXISTS (SELECT 1 FROM park)
            AND UPPER(s.park_name) NOT IN (SELECT UPPER(name) FROM park WHERE name IS NOT NULL)"""  # noqa: S608


OF_ALL: tuple[Check, ...] = (
    Check(
        "carrier_without_status",
        WARNING,
        "没有状态的照列照计，不计入任何状态。",
        "请写明状态，可用的写法见来件格式。",
        together([without_status(entity, column) for entity, column in STATUS_OF.items()]),
    ),
    Check(
        "carrier_dates_reversed",
        WARNING,
        "后一个日期不会早于前一个。",
        "请核对这一行的日期。",
        together([reversed_days(entity, *pair) for entity, pairs in DAYS.items() for pair in pairs]),
    ),
    Check(
        "carrier_date_ahead",
        WARNING,
        "还没有到的日期不是已经发生的，多半是年份写错，或写成了计划。",
        "请核对日期；还没有发生的留空。",
        together([ahead(entity, column) for entity, columns in DONE.items() for column in columns]),
    ),
    Check(
        "carrier_in_unknown_park",
        WARNING,
        "照计入全区，但不在任何片区，筛选不到。",
        "请核对片区的写法，或在园区范围中补上。",
        together([_in_unknown_park(entity) for entity in PLACES]),
    ),
    *(_exceeds(*bound) for bound in BOUNDS),
)
OF_EACH: tuple[Check, ...] = (
    Check(
        "floor_let_and_vacant_over_lettable",
        WARNING,
        "已租和空置之和不会超过可租；空置率会偏高。",
        "请核对可租、已租和空置的面积和单位。",
        f"""SELECT {place("floor_space")}, '空置面积', CAST(s.vacant_m2 AS VARCHAR),
            '已租 ' || s.let_m2 || COALESCE(' 加空置 ' || s.vacant_m2, '') || ' m²，超过可租 ' || s.lettable_m2 || ' m²。'
        FROM unique_floor_space AS s
        WHERE s.let_m2 + COALESCE(s.vacant_m2, 0) > s.lettable_m2 + 0.5""",  # noqa: S608
    ),
    Check(
        "floor_on_unknown_parcel",
        WARNING,
        "照列照计，但到不了地块档案，地图上也没有。",
        "请核对宗地代码，或补上宗地图层。",
        f"""SELECT {place("floor_space")}, '宗地代码', s.parcel_said, '宗地图层中没有这宗地。'
        FROM unique_floor_space AS s
        WHERE s.parcel_said IS NOT NULL AND EXISTS (SELECT 1 FROM parcel) AND NOT EXISTS (
            SELECT 1 FROM parcel AS p WHERE p.parcel_id = s.parcel_said OR p.parcel_id = SUBSTRING(s.parcel_said, 1, 19)
        )""",  # noqa: S608
    ),
    Check(
        "carrier_of_unknown_chain",
        WARNING,
        "不知道是哪条产业链，到不了产业链的页面。",
        "请写产业链的名称，名称见产业链页面。",
        f"""SELECT {place("carrier")}, '定位链', s.chain_said, '不是任何一条产业链的名称。'
        FROM unique_carrier AS s INNER JOIN carrier AS m ON s.carrier_id = m.carrier_id AND s.chain_said = m.chain_said
        WHERE m.chain_id IS NULL""",  # noqa: S608
    ),
    Check(
        "matching_without_unit",
        WARNING,
        "不知道是人还是钱，不计入任何一个合计。",
        "请在单位一列写 人 或 万元，或把人数和金额分两列写。",
        f"""SELECT {place("matching_event")}, '单位', CAST(COALESCE(s.demand, s.reached) AS VARCHAR),
            '写了需求或达成，没有写明单位，或写法不认识。'
        FROM unique_matching_event AS s
        WHERE COALESCE(s.demand, s.reached) IS NOT NULL AND s.measure_unit IS NULL""",  # noqa: S608
    ),
    Check(
        "matching_of_unknown_firm",
        WARNING,
        "这一行照列在“未匹配”并计入全区，但到不了企业档案，也筛选不到。",
        "请核对企业名称，或补上统一社会信用代码、登记名录。",
        of_unknown_firm("matching_event"),
    ),
    Check(
        "policy_in_force_past_its_end",
        WARNING,
        "有效期已过的不计入有效政策。",
        "请核对有效期止；已经失效的改为失效，延期的写新的日期。",
        f"""SELECT {place("policy_doc")}, '文件状态', s.doc_status,
            '状态是印发，有效期止 ' || s.valid_to || ' 早于台账日期 ' || COALESCE(LAST_DAY(s.month), s.received_on) || '。'
        FROM unique_policy_doc AS s
        WHERE s.doc_status = '印发' AND s.valid_to < COALESCE(LAST_DAY(s.month), s.received_on)""",  # noqa: S608
    ),
    Check(
        "policy_issued_without_number",
        WARNING,
        "没有文号，兑现台账的申报对不上它。",
        "请补上文号。",
        f"""SELECT {place("policy_doc")}, '文号', s.doc_title, '已经印发，没有文号。'
        FROM unique_policy_doc AS s WHERE s.doc_status = '印发' AND s.doc_no IS NULL""",  # noqa: S608
    ),
)
CARRIER_CHECKS: tuple[Check, ...] = (*OF_ALL, *OF_EACH)
