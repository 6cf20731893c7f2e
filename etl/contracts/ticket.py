"""What an enterprise asked for and who settles it by when (一企一议、责任清单)."""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import DUE_ON, FIRM_SAID, RESPONSIBLE, firm_fields, spelt

TICKET_TYPES = ("用工", "融资", "用地", "用电", "物流", "政策", "审批", "其他")
TICKET_STATUSES = ("受理", "交办", "办理中", "办结", "回访", "挂起")
# The matter is settled from here on.
SETTLED = ("办结", "回访")
SATISFACTION = ("满意", "基本满意", "不满意")
TYPE_WORDS = {
    **{f"{word}{ending}": word for word in TICKET_TYPES for ending in ("", "类", "问题", "需求", "保障")},
    "招工": "用工", "人才用工": "用工", "资金": "融资", "贷款": "融资", "土地": "用地", "厂房用地": "用地", "供电": "用电",
    "电力": "用电", "运输": "物流", "政策咨询": "政策", "惠企政策": "政策", "行政审批": "审批", "手续办理": "审批",
    "其它": "其他",
}  # fmt: skip
TICKET_WORDS = spelt(
    "受理", "交办", "办结", "回访", "挂起",
    办理中=("办理中", "办理", "正在办理", "协调中", "在办"),
    受理=("待交办", "登记"),
    办结=("已解决", "解决", "完成", "已完成"),
    挂起=("暂缓", "暂缓办理", "搁置"),
)  # fmt: skip
SATISFIED_WORDS = {
    "满意": "满意", "非常满意": "满意", "很满意": "满意", "基本满意": "基本满意", "较满意": "基本满意", "一般": "基本满意",
    "不满意": "不满意", "不太满意": "不满意",
}  # fmt: skip

TICKET_ID = Column("ticket_id", "诉求标识", "诉求编号；没有编号时为企业、受理日期和类型。", Kind.CODE)
TYPE = Column("ticket_type", "诉求类型", f"{'、'.join(TICKET_TYPES)}；没有写明时为空。", Kind.WORD)
MATTER = Column("matter", "诉求内容", "企业提出的诉求，来件原文。")
ACCEPTED_ON = Column("accepted_on", "受理日期", "受理诉求的日期。", Kind.DATE)
CLOSED_ON = Column("closed_on", "办结日期", "诉求办结的日期；还没有办结的为空。", Kind.DATE)
SATISFIED = Column("satisfaction", "满意度", f"{'、'.join(SATISFACTION)}；没有回访的为空。", Kind.WORD)
TICKET_STATUS = Column(
    "ticket_status", "办理状态", f"{'、'.join(TICKET_STATUSES)}；不在其中时为空。", Kind.WORD
)

TICKET = Contract(
    entity="ticket",
    label="一企一议诉求台账",
    sentence="企业提出的诉求：哪一类、谁负责、何时应办结、办结没有、满不满意。",
    fields=(
        Field(TICKET_ID, ("诉求编号", "工单编号", "事项编号", "工单号")),
        *firm_fields("诉求企业", "提出企业"),
        Field(TYPE, ("问题类型", "诉求类别", "问题类别", "事项类型"), words=TYPE_WORDS),
        Field(MATTER, ("诉求", "诉求事项", "问题内容", "具体诉求", "一企一议事项")),
        Field(RESPONSIBLE, ("承办单位", "责任部门", "交办单位", "办理单位")),
        Field(ACCEPTED_ON, ("受理时间", "提出日期", "提出时间")),
        Field(DUE_ON, ("时限", "办结时限", "办理期限", "应办结日期")),
        Field(CLOSED_ON, ("办结时间", "实际办结日期", "实际办结时间")),
        Field(SATISFIED, ("企业满意度", "回访满意度", "满意情况"), words=SATISFIED_WORDS),
        Field(TICKET_STATUS, ("状态", "办理情况", "当前状态", "办理进展"), words=TICKET_WORDS),
    ),
    identity=(("uscc", "name"), ("ticket_type", "matter"), ("accepted_on", "due_on", "closed_on", "ticket_status")),
    distinctive=("ticket_type", "matter", "satisfaction"),
    key=("ticket_id", "month", "received_on"),
    brings="企业诉求的办结率、超期和满意度",
    sender="工业和信息化局、企业服务中心",
)  # fmt: skip

TICKET_TABLE = Table(
    "ticket",
    "一企一议",
    "一件诉求一行；多次来件以最近一次的为准。",
    ("ticket_id",),
    (
        TICKET_ID, FIRM_ID, FIRM_SAID, TYPE, MATTER, RESPONSIBLE, ACCEPTED_ON, DUE_ON, CLOSED_ON, SATISFIED,
        TICKET_STATUS, TOLD_ON,
    ),
)  # fmt: skip
