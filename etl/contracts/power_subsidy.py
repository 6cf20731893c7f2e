"""Subsidies for electricity in zones under control (用电补助): whose meter, which zone, how much, paid or not."""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.policy_claim import APPLIED_ON, PAID_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import FIRM_SAID, firm_fields, spelt

ZONES = ("封控区", "管控区", "防范区")
ZONE_WORDS = {
    form: zone for zone in ZONES for form in (zone, zone.removesuffix("区"), f"{zone}域", f"{zone}内")
}
SUBSIDY_STATUSES = ("申报", "核验", "拨付")
SUBSIDY_WORDS = spelt(
    *SUBSIDY_STATUSES,
    申报=("待核验", "已受理"),
    核验=("核验通过", "待拨付", "已核定"),
    拨付=("已兑现", "拨付完成"),
)

SUBSIDY_ID = Column("subsidy_id", "补助标识", "用电户号加补助期；没有户号时为企业加补助期。", Kind.CODE)
ACCOUNT = Column("account_no", "用电户号", "供电公司的用电户号。", Kind.CODE)
PERIOD = Column("period_said", "补助期", "补助哪一段时间的用电，来件原文。")
ZONE = Column("zone", "区域类型", f"{'、'.join(ZONES)}；没有写明时为空。", Kind.WORD)
POWER = Column("electricity_kwh", "补助电量", "计入补助的用电量。", Kind.NUMBER, "kWh", 0, None, 0)
RATE = Column("rate_yuan_per_kwh", "补助标准", "每度电补助多少元。", Kind.NUMBER, "元/kWh", 0, 10, 4)
AMOUNT = Column("subsidy_wan_yuan", "补助金额", "补助电量 × 补助标准，以来件为准。", Kind.NUMBER, "万元", 0)
VERIFIED_ON = Column("verified_on", "核验日期", "核验户号和电量的日期。", Kind.DATE)
SUBSIDY_STATUS = Column(
    "subsidy_status", "补助状态", f"{'、'.join(SUBSIDY_STATUSES)}；不在其中时为空。", Kind.WORD
)

POWER_SUBSIDY = Contract(
    entity="power_subsidy",
    label="用电补助台账",
    sentence="管控区、封控区企业的用电补助：户号、电量、标准、金额，核验和拨付到哪一步。",
    fields=(
        Field(ACCOUNT, ("户号", "电力户号", "用电客户编号", "用户编号")),
        *firm_fields("用电企业", "补助企业"),
        Field(PERIOD, ("补助期间", "补助时段", "补助季度", "所属季度")),
        Field(ZONE, ("区域", "管控类型", "区域类别"), words=ZONE_WORDS),
        Field(POWER, ("用电量", "电量", "核定电量", "补助用电量")),
        Field(RATE, ("标准", "补贴标准", "补助单价")),
        Field(AMOUNT, ("金额", "补贴金额", "补助额", "应补助金额")),
        Field(APPLIED_ON, ("申报时间", "申请日期", "申请时间")),
        Field(VERIFIED_ON, ("核验时间", "核定日期", "审核日期")),
        Field(PAID_ON, ("拨付时间", "兑现日期", "补助拨付日期")),
        Field(SUBSIDY_STATUS, ("状态", "办理状态", "拨付状态"), words=SUBSIDY_WORDS),
    ),
    identity=(("account_no", "uscc", "name"), ("zone", "period_said")),
    distinctive=("rate_yuan_per_kwh", "subsidy_wan_yuan"),
    key=("subsidy_id", "month", "received_on"),
    brings="用电补助的户数、金额和覆盖率",
    sender="工业和信息化局、供电公司",
)  # fmt: skip

POWER_SUBSIDY_TABLE = Table(
    "power_subsidy",
    "用电补助",
    "一个户号的一个补助期一行；多次来件以最近一次的为准。",
    ("subsidy_id",),
    (
        SUBSIDY_ID, FIRM_ID, FIRM_SAID, ACCOUNT, PERIOD, ZONE, POWER, RATE, AMOUNT, APPLIED_ON, VERIFIED_ON, PAID_ON,
        SUBSIDY_STATUS, TOLD_ON,
    ),
)  # fmt: skip
