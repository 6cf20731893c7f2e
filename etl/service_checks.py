"""Checks of the ledgers of services and of safety: whom a case is about, its status, its days, its sums. See `etl.checks`."""

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
from etl.contracts import CONTRACTS
from etl.contracts.hazard import CLOSED
from etl.contracts.ticket import SETTLED
from etl.issues import WARNING

STATUS_OF: Mapping[str, str] = {
    "policy_claim": "claim_status", "power_subsidy": "subsidy_status", "arrears_case": "arrears_status",
    "visit": "visit_status", "ticket": "ticket_status", "hazard": "hazard_status", "notice_batch": "notice_status",
}  # fmt: skip
# Ledger → days that follow each other; a plan may lie anywhere after the first.
DAYS: Mapping[str, Sequence[tuple[str, str]]] = {
    "policy_claim": (("applied_on", "approved_on"), ("approved_on", "paid_on"), ("applied_on", "paid_on")),
    "power_subsidy": (("applied_on", "verified_on"), ("verified_on", "paid_on"), ("applied_on", "paid_on")),
    "arrears_case": (("case_opened_on", "repay_by"), ("case_opened_on", "repaid_on")),
    "ticket": (("accepted_on", "due_on"), ("accepted_on", "closed_on")),
    "hazard": (("found_on", "due_on"), ("found_on", "rectified_on"), ("rectified_on", "closed_on"), ("found_on", "closed_on")),
    "notice_batch": (("notified_on", "resumed_on"),),
}  # fmt: skip
# What has happened cannot lie after the day on which it was told.
DONE: Mapping[str, Sequence[str]] = {
    "policy_claim": ("applied_on", "approved_on", "paid_on"),
    "power_subsidy": ("applied_on", "verified_on", "paid_on"),
    "arrears_case": ("case_opened_on", "repaid_on"),
    "visit": ("visited_on",),
    "ticket": ("accepted_on", "closed_on"),
    "hazard": ("found_on", "rectified_on", "closed_on"),
    "notice_batch": ("notified_on", "resumed_on"),
    "testing_duty": ("duty_on",),
}


def _without_status(kind: str) -> str:
    # A visit with its day was made, whatever else is told.
    return without_status(kind, STATUS_OF[kind], " AND s.visited_on IS NULL" if kind == "visit" else "")


def _of_unknown_firm(kind: str) -> str:
    # What lies over a pipeline belongs to a village or a person more often than to a firm.
    return of_unknown_firm(kind, " AND s.pipeline IS NULL" if kind == "hazard" else "")


def _closed_without_date(kind: str, words: Sequence[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"""SELECT {place(kind)}, '{label(kind, "closed_on")}', NULL, '状态是' || s.{STATUS_OF[kind]} || '，没有写明日期。'
        FROM unique_{kind} AS s WHERE s.{STATUS_OF[kind]} IN ({listed}) AND s.closed_on IS NULL"""  # noqa: S608


def _without_deadline(kind: str, words: Sequence[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"""SELECT {place(kind)}, '{label(kind, "due_on")}', NULL, '还没有{words[0]}，也没有写明时限。'
        FROM unique_{kind} AS s
        WHERE s.due_on IS NULL AND s.closed_on IS NULL AND COALESCE(s.{STATUS_OF[kind]}, '') NOT IN ({listed})"""  # noqa: S608


OF_ALL: tuple[Check, ...] = (
    Check(
        "service_without_status",
        WARNING,
        "不知道办到哪一步的事项照列在“未写明”，不计入任何状态。",
        "请写明状态，可用的写法见来件格式。",
        together([_without_status(kind) for kind in STATUS_OF]),
    ),
    Check(
        "service_of_unknown_firm",
        WARNING,
        "这件事照列在“未匹配”并计入全区，但到不了企业档案，也筛选不到。",
        "请核对企业名称，或补上统一社会信用代码、登记名录。",
        together([_of_unknown_firm(kind) for kind in STATUS_OF if "name" in CONTRACTS[kind].by_name]),
    ),
    Check(
        "service_dates_reversed",
        WARNING,
        "日期先后不对，算不出办了多少天。",
        "请核对这一行的日期。",
        together([reversed_days(kind, *pair) for kind, pairs in DAYS.items() for pair in pairs]),
    ),
    Check(
        "service_date_ahead",
        WARNING,
        "还没有到的日期不是已经发生的，多半是年份写错，或写成了计划。",
        "请核对日期；还没有发生的留空。",
        together([ahead(kind, column) for kind, columns in DONE.items() for column in columns]),
    ),
    Check(
        "service_closed_without_date",
        WARNING,
        "没有日期就算不出用了多少天，也不在逐月的线上。",
        "请补上办结日期或销号日期。",
        together([_closed_without_date("ticket", SETTLED), _closed_without_date("hazard", (CLOSED,))]),
    ),
    Check(
        "service_without_deadline",
        WARNING,
        "没有时限的算不出超期。",
        "请补上办理时限或整改时限。",
        together([_without_deadline("ticket", SETTLED), _without_deadline("hazard", (CLOSED,))]),
    ),
)
OF_SUMS: tuple[Check, ...] = (
    Check(
        "claim_paid_over_approved",
        WARNING,
        "拨付不会超过核定，多半是单位写错，或核定额没有更新；应兑未兑按 0 计，超出的另列。",
        "请核对核定额和拨付额的单位和数。",
        exceeds("policy_claim", "approved_wan_yuan", "paid_wan_yuan"),
    ),
    Check(
        "claim_approved_over_applied",
        WARNING,
        "核定不会超过申报。",
        "请核对申报额和核定额的单位和数。",
        exceeds("policy_claim", "applied_wan_yuan", "approved_wan_yuan"),
    ),
    Check(
        "claim_filed_without_payment",
        WARNING,
        "不知道拨付了多少，不计入应兑和已兑。",
        "请补上拨付额；没有拨付的写 0，或改正审核状态。",
        f"""SELECT {place("policy_claim")}, '拨付额', NULL, '已归档，没有写明拨付额。'
        FROM unique_policy_claim AS s WHERE s.claim_status = '已归档' AND s.paid_wan_yuan IS NULL""",  # noqa: S608
    ),
    Check(
        "subsidy_amount_differs",
        WARNING,
        "金额与电量乘标准不符，多半是单位写错。",
        "请核对补助电量、补助标准和补助金额。",
        f"""SELECT {place("power_subsidy")}, '补助金额', CAST(s.subsidy_wan_yuan AS VARCHAR),
            '补助电量 × 补助标准 = ' || ROUND(s.electricity_kwh * s.rate_yuan_per_kwh / 10000, 2) || ' 万元。'
        FROM unique_power_subsidy AS s
        WHERE ABS(s.electricity_kwh * s.rate_yuan_per_kwh / 10000 - s.subsidy_wan_yuan)
            > 0.01 + 0.01 * s.subsidy_wan_yuan""",  # noqa: S608
    ),
    Check(
        "arrears_repaid_over_owed",
        WARNING,
        "偿还不会超过欠款；清偿额按欠款计。",
        "请核对欠款金额和已偿还的单位和数。",
        exceeds("arrears_case", "owed_wan_yuan", "repaid_wan_yuan"),
    ),
    Check(
        "arrears_settled_short",
        WARNING,
        "写了化解而没有还清，清偿率会偏低；以其他方式化解的请注明。",
        "请核对化解状态和已偿还。",
        f"""SELECT {place("arrears_case")}, '已偿还', CAST(s.repaid_wan_yuan AS VARCHAR),
            '状态是化解，欠款 ' || s.owed_wan_yuan || ' 万元，'
                || COALESCE('已偿还 ' || s.repaid_wan_yuan || ' 万元。', '没有写明已偿还。')
        FROM unique_arrears_case AS s
        WHERE s.arrears_status = '化解' AND COALESCE(s.repaid_wan_yuan, 0) < s.owed_wan_yuan""",  # noqa: S608
    ),
    Check(
        "hazard_without_level",
        WARNING,
        "没有等级的隐患不计入重大、较大、一般的任何一级。",
        "请写明隐患等级：一般、较大、重大。",
        f"""SELECT {place("hazard")}, '隐患等级', NULL, '没有写明隐患等级，或写法不认识。'
        FROM unique_hazard AS s WHERE s.hazard_level IS NULL""",  # noqa: S608
    ),
)
SERVICE_CHECKS: tuple[Check, ...] = (*OF_ALL, *OF_SUMS)
