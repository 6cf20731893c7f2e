"""Policy money (政策兑现): what an enterprise asked for under a policy, what was approved, what has been paid."""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import FIRM_SAID, firm_fields, spelt

CLAIM_STATUSES = ("草稿", "待审核", "待补正", "审核通过", "复核通过", "已归档", "已退回")
# The money is due from here on.
APPROVED = ("审核通过", "复核通过", "已归档")
FUND_LEVELS = ("中央", "省级", "市级", "区级")
CLAIM_WORDS = spelt(
    草稿=("草稿", "未提交", "填报中"),
    待审核=("待审核", "审核中", "已提交", "已受理", "初审中", "待初审"),
    待补正=("待补正", "补正中", "需补正", "补充材料", "退回补正"),
    审核通过=("审核通过", "已审核", "初审通过", "审核已通过"),
    复核通过=("复核通过", "已复核", "终审通过", "待拨付"),
    已归档=("已归档", "归档", "已办结", "已兑现", "已拨付"),
    已退回=("已退回", "退回", "不予通过", "审核不通过", "不通过", "驳回"),
)
LEVEL_WORDS = {
    "中央": "中央", "国家": "中央", "中央级": "中央", "国家级": "中央",
    **{form: f"{level}级" for level in "省市区" for form in (level, f"{level}级", f"{level}级资金", f"{level}财政")},
}  # fmt: skip
FLAG_WORDS = {
    "缺材料": "缺材料", "缺少材料": "缺材料", "材料不全": "缺材料", "超时": "超时", "已超时": "超时", "审核超时": "超时",
    "超期": "超时",
}  # fmt: skip

CLAIM_ID = Column(
    "claim_id",
    "申报标识",
    "申报编号；没有编号时为企业、政策（或文号）、资金层级和申报日期。",
    Kind.CODE,
)
POLICY = Column("policy_name", "政策名称", "申报的政策或奖补项目，来件原文。")
DOC_NO = Column("policy_no", "政策文号", "政策文件的文号，来件原文。", Kind.CODE)
LEVEL = Column("fund_level", "资金层级", f"{'、'.join(FUND_LEVELS)}；没有写明时为空。", Kind.WORD)
APPLIED = Column("applied_wan_yuan", "申报额", "企业申报的金额。", Kind.NUMBER, "万元", 0)
GRANTED = Column("approved_wan_yuan", "核定额", "审核后核定应当兑现的金额。", Kind.NUMBER, "万元", 0)
PAID = Column("paid_wan_yuan", "拨付额", "已经拨付给企业的金额；还没有拨付的为空。", Kind.NUMBER, "万元", 0)
APPLIED_ON = Column("applied_on", "申报日期", "企业提交申报的日期。", Kind.DATE)
APPROVED_ON = Column("approved_on", "核定日期", "核定金额的日期。", Kind.DATE)
PAID_ON = Column("paid_on", "拨付日期", "资金拨付到企业的日期。", Kind.DATE)
CLAIM_STATUS = Column("claim_status", "审核状态", f"{'、'.join(CLAIM_STATUSES)}；不在其中时为空。", Kind.WORD)
CLAIM_FLAG = Column("claim_flag", "异常", "缺材料、超时；没有异常的为空。", Kind.WORD)

POLICY_CLAIM = Contract(
    entity="policy_claim",
    label="政策兑现台账",
    sentence="企业按哪项政策申报了多少、核定多少、拨付多少，到了哪一步。",
    fields=(
        Field(CLAIM_ID, ("申报编号", "申请编号", "兑现编号", "申报号")),
        *firm_fields("申报企业", "申报单位", "兑现企业"),
        Field(POLICY, ("政策", "奖补项目", "申报政策", "兑现政策", "奖补政策", "政策事项")),
        Field(DOC_NO, ("文号", "政策文件号", "依据文号")),
        Field(LEVEL, ("资金来源层级", "资金级次", "资金来源"), words=LEVEL_WORDS),
        Field(APPLIED, ("申报金额", "申请金额", "申请额")),
        Field(GRANTED, ("核定金额", "审定金额", "核定兑现金额", "应兑金额", "应兑现金额")),
        Field(PAID, ("拨付金额", "已拨付金额", "已拨付", "兑现金额", "已兑现金额", "实拨金额")),
        Field(APPLIED_ON, ("申报时间", "申请时间", "申请日期", "提交日期")),
        Field(APPROVED_ON, ("核定时间", "审定日期", "审核通过日期", "审核通过时间")),
        Field(PAID_ON, ("拨付时间", "兑现日期", "兑现时间", "资金拨付日期")),
        Field(CLAIM_STATUS, ("状态", "办理状态", "申报状态", "兑现状态"), words=CLAIM_WORDS),
        Field(CLAIM_FLAG, ("异常情况", "异常提醒", "异常标记"), words=FLAG_WORDS),
    ),
    identity=(("uscc", "name"), ("policy_name", "policy_no")),
    distinctive=("approved_wan_yuan", "paid_wan_yuan", "applied_wan_yuan"),
    key=("claim_id", "month", "received_on"),
    brings="政策资金应兑多少、已兑多少、多少天兑现",
    sender="工业和信息化局、财政局",
)  # fmt: skip

POLICY_CLAIM_TABLE = Table(
    "policy_claim",
    "政策兑现",
    "一件申报一行；多次来件以最近一次的为准。",
    ("claim_id",),
    (
        CLAIM_ID, FIRM_ID, FIRM_SAID, POLICY, DOC_NO, LEVEL, APPLIED, GRANTED, PAID, APPLIED_ON, APPROVED_ON, PAID_ON,
        CLAIM_STATUS, CLAIM_FLAG, TOLD_ON,
    ),
)  # fmt: skip
