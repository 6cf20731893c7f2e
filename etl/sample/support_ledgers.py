"""Forms and rows of money for enterprises: policy claims, subsidies for electricity, debts owed to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from etl.sample.block import Block
from etl.sample.district import COLLECTIVES, SURVEY_YEAR
from etl.sample.service_days import (
    FIRST_DAY,
    UNITS,
    a_day,
    any_of,
    chosen,
    count_of,
    happened,
    later,
    named,
    or_absent,
    stranger,
)
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.works_dates import LAST_DAY

CLAIMS, SUBSIDIES, DEBTS = 0.15, 0.08, 0.045
POLICIES = (
    ("工业企业稳增长奖励", "示政规〔2023〕2号", "区"), ("技术改造设备补助", "示工信〔2022〕18号", "市"),
    ("专精特新企业认定奖励", "示政规〔2022〕7号", "省级"), ("首台（套）装备奖励", "示工信〔2023〕5号", "省"),
    ("企业上云补助", "示工信〔2022〕31号", "市级"), ("增产增效用电奖励", "示发改〔2023〕9号", "区级"),
)  # fmt: skip
# Where a claim is, as offices write it, and how common that is; the last two are of money that is paid.
CLAIM_SHARES = (("草稿", 0.04), ("审核中", 0.12), ("待补正", 0.07), ("审核通过", 0.13), ("复核通过", 0.12),
                ("已退回", 0.06), ("已归档", 0.36), ("已兑现", 0.10))  # fmt: skip
PAID_FROM = 6
# One claim in so many: without level, with another word, paid above what was approved, filed without its sum.
NO_LEVEL_EVERY, ODD_WORD_EVERY, OVERPAID_AT, NO_SUM_AT, REVERSED_AT = 17, 41, (9, 47), 21, 30
RATES = {"封控区": 0.15, "管控区": 0.1}
DEBTORS = ("示例区城建集团", "示例区交通建设公司", "示例第三建筑工程公司", "示例区教育局", "示例区卫健局")
DEBT_STAGES = ("登记", "已确认", "制定计划", "部分偿还", "已化解")
DEBT_SHARES = (0.1, 0.12, 0.16, 0.27, 0.35)


def claim_form() -> SheetForm:
    """The ledger of policy money: a total at its foot."""
    words = ("序号", "申报编号", "申报企业", "统一社会信用代码", "政策名称", "政策文号", "资金层级", "申报额", "核定额",
             "拨付额", "申报日期", "核定日期", "拨付日期", "审核状态", "异常")  # fmt: skip
    return SheetForm(
        name="政策兑现",
        title=f"示例区惠企政策兑现台账（截至{SURVEY_YEAR}年12月）",
        unit="单位：万元",
        headings=tuple((word, ()) for word in words),
        totalled=(7,),
        total_label=2,
        footnote="注：拨付额为空的尚未拨付；同一政策分层级承担的分行填列。",
    )


def claim_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: most are paid, some wait long, a few contradict themselves."""
    rng = block.stream("policy claim")
    count = count_of(block, CLAIMS)
    for at, firm in enumerate(chosen(rng, len(block.enterprises), count), start=1):
        name, code = named(block, firm, at)
        policy, number, level = POLICIES[rng.integers(len(POLICIES))]
        place = int(rng.choice(len(CLAIM_SHARES), p=[share for _, share in CLAIM_SHARES]))
        applied = round(float(rng.gamma(2.2, 16)) + 2, 1)
        asked = a_day(rng, last=date(SURVEY_YEAR, 11, 15))
        approved, settled = later(rng, asked, 9, 70), None
        is_approved = place in (3, 4) or place >= PAID_FROM
        granted = round(applied * float(rng.choice([1.0, 1.0, 0.9, 0.75])), 1) if is_approved else None
        paid = granted if place >= PAID_FROM else None
        if paid is not None:
            settled = min(later(rng, approved, 12, 110), LAST_DAY)
        if at in OVERPAID_AT and granted:
            paid, settled = round(granted * 1.2, 1), settled or LAST_DAY
        if at == REVERSED_AT:
            asked, approved = approved, asked
        status = "流转中" if at % ODD_WORD_EVERY == 0 else CLAIM_SHARES[place][0]
        is_stranger = at == count
        yield [
            f"ZC{SURVEY_YEAR}{block.number:02d}{at:04d}",
            stranger(block, "科技") if is_stranger else name,
            "" if is_stranger else code,
            policy,
            number,
            "" if at % NO_LEVEL_EVERY == 0 else level,
            applied,
            or_absent(granted),
            "" if paid is None or (at == NO_SUM_AT and place >= PAID_FROM) else paid,
            asked.isoformat(),
            happened(approved) if is_approved or at == REVERSED_AT else "",
            happened(settled),
            status,
            "缺材料" if place == 2 else "超时" if rng.random() < 0.06 else "",
        ]


def subsidy_form() -> SheetForm:
    """The ledger of the second quarter's subsidies."""
    words = ("序号", "用电户号", "用电企业", "统一社会信用代码", "补助期", "区域类型", "补助电量（千瓦时）",
             "补助标准（元/千瓦时）", "补助金额（元）", "申报日期", "核验日期", "拨付日期", "补助状态")  # fmt: skip
    return SheetForm(
        name="用电补助",
        title=f"示例区{SURVEY_YEAR - 1}年第二季度管控区、封控区企业用电补助台账（截至{SURVEY_YEAR - 1}年12月）",
        headings=tuple((word, ()) for word in words),
        footnote="注：封控区每千瓦时补助 0.15 元，管控区 0.10 元。",
    )


def subsidy_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: one has its sum in another unit, one no zone, one firm is unknown."""
    rng = block.stream("power subsidy")
    count = count_of(block, SUBSIDIES)
    for at, firm in enumerate(chosen(rng, len(block.enterprises), count), start=1):
        name, code = named(block, firm, at)
        zone = any_of(rng, tuple(RATES), (0.4, 0.6))
        power = round(float(rng.lognormal(11.6, 0.9)))
        amount = round(power * RATES[zone], 2)
        asked = a_day(rng, date(SURVEY_YEAR - 1, 7, 4), date(SURVEY_YEAR - 1, 8, 31))
        stage = int(rng.choice(3, p=(0.12, 0.16, 0.72)))
        checked = later(rng, asked, 4, 40)
        is_stranger = at == count
        yield [
            f"35{block.number:02d}{rng.integers(10**7, 10**8)}",
            stranger(block, "食品") if is_stranger else name,
            "" if is_stranger else code,
            f"{SURVEY_YEAR - 1}年第二季度",
            "" if at == 8 else zone,
            power,
            RATES[zone],
            round(amount / 10_000, 4) if at == 12 else amount,
            asked.isoformat(),
            happened(checked) if stage >= 1 else "",
            happened(later(rng, checked, 10, 60)) if stage == 2 else "",
            ("申报", "核验通过", "已拨付")[stage],
        ]


def debt_form() -> SheetForm:
    """The ledger of debts that the bureau helps to collect."""
    words = ("序号", "债务方", "债权企业", "统一社会信用代码", "欠款金额", "已偿还", "登记日期", "计划还清日期", "最近偿还日期",
             "化解状态", "责任单位")  # fmt: skip
    return SheetForm(
        name="欠款",
        title=f"示例区清理拖欠企业账款台账（截至{SURVEY_YEAR}年12月底）",
        unit="单位：万元",
        headings=tuple((word, ()) for word in words),
        totalled=(4, 5),
        total_label=1,
    )


def debt_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: a third is repaid, some are late, one is repaid more than it was."""
    rng = block.stream("arrears")
    count = count_of(block, DEBTS)
    for at, firm in enumerate(chosen(rng, len(block.enterprises), count), start=1):
        name, code = named(block, firm, at)
        stage = int(rng.choice(len(DEBT_STAGES), p=DEBT_SHARES))
        owed = round(float(rng.lognormal(5.0, 0.9)), 1)
        opened = a_day(rng, date(SURVEY_YEAR - 1, 6, 1), date(SURVEY_YEAR, 10, 15))
        paid = _repaid(rng, owed, stage)
        if at == 7 and stage < 4:
            paid = round(owed * 1.1, 1)
        is_stranger = at == count
        yield [
            any_of(rng, (*DEBTORS, f"示例{COLLECTIVES[at % len(COLLECTIVES)]}股份经济合作社")),
            stranger(block, "建材") if is_stranger else name,
            "" if is_stranger else code,
            owed,
            ABSENT if stage == 0 or at == 3 else paid if paid is not None else "",
            opened.isoformat(),
            later(rng, opened, 90, 420).isoformat() if stage >= 2 else "",
            happened(a_day(rng, max(opened, FIRST_DAY))) if stage >= 3 else "",
            DEBT_STAGES[stage],
            any_of(rng, UNITS),
        ]


def _repaid(rng: np.random.Generator, owed: float, stage: int) -> float | None:
    if stage == 4:
        return owed
    return round(owed * float(rng.uniform(0.15, 0.85)), 1) if stage == 3 else (0.0 if stage else None)
