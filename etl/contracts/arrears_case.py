"""Debts owed to enterprises that the bureau helps to collect (清理化解欠款): who owes whom, how much is repaid."""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import FIRM_SAID, RESPONSIBLE, firm_fields, spelt

ARREARS_STATUSES = ("登记", "确认", "计划", "偿还", "化解")
ARREARS_WORDS = spelt(
    *ARREARS_STATUSES,
    确认=("核实确认", "已核实"),
    计划=("制定计划", "已定计划", "制定还款计划", "已签还款计划"),
    偿还=("部分偿还", "分期偿还"),
    化解=("已清偿", "清偿", "全部偿还", "已还清", "办结"),
)

ARREARS_ID = Column("arrears_id", "欠款标识", "欠款编号；没有编号时为债务方加债权企业。", Kind.CODE)
DEBTOR = Column("debtor_name", "债务方", "欠款的单位，来件原文。", Kind.NAME)
OWED = Column("owed_wan_yuan", "欠款金额", "登记时的欠款。", Kind.NUMBER, "万元", 0)
REPAID = Column(
    "repaid_wan_yuan",
    "已偿还",
    "登记以来偿还的合计；没有写明的为空，不等于没有偿还。",
    Kind.NUMBER,
    "万元",
    0,
)
REGISTERED_ON = Column("case_opened_on", "登记日期", "登记这笔欠款的日期。", Kind.DATE)
REPAY_BY = Column("repay_by", "计划还清日期", "还款计划定的还清日期。", Kind.DATE)
REPAID_ON = Column("repaid_on", "最近偿还日期", "最近一次偿还的日期。", Kind.DATE)
ARREARS_STATUS = Column(
    "arrears_status", "化解状态", f"{'、'.join(ARREARS_STATUSES)}；不在其中时为空。", Kind.WORD
)

ARREARS_CASE = Contract(
    entity="arrears_case",
    label="清理化解欠款台账",
    sentence="拖欠企业的账款：谁欠谁、欠多少、还了多少、计划何时还清。",
    fields=(
        Field(ARREARS_ID, ("欠款编号", "线索编号", "案件编号")),
        Field(DEBTOR, ("债务人", "欠款方", "欠款单位", "拖欠单位", "债务单位")),
        *firm_fields("债权企业", "债权方", "债权人", "被拖欠企业"),
        Field(OWED, ("拖欠金额", "欠款额", "欠款总额", "拖欠账款")),
        Field(REPAID, ("已偿还金额", "偿还金额", "已清偿金额", "已清偿", "已支付金额", "偿还")),
        Field(REGISTERED_ON, ("登记时间", "受理日期", "受理时间")),
        Field(REPAY_BY, ("计划偿还日期", "计划清偿日期", "计划还清时间", "还款期限")),
        Field(REPAID_ON, ("偿还日期", "偿还时间", "最近偿还时间", "清偿日期")),
        Field(ARREARS_STATUS, ("状态", "办理状态", "当前状态", "化解情况"), words=ARREARS_WORDS),
        Field(RESPONSIBLE, ("责任部门", "牵头单位", "化解责任单位")),
    ),
    identity=(("debtor_name",), ("uscc", "name")),
    distinctive=("owed_wan_yuan", "repaid_wan_yuan"),
    key=("arrears_id", "month", "received_on"),
    brings="拖欠企业账款的清偿额和清偿率",
    sender="工业和信息化局",
)

ARREARS_CASE_TABLE = Table(
    "arrears_case",
    "欠款",
    "一笔欠款一行；多次来件以最近一次的为准。",
    ("arrears_id",),
    (
        ARREARS_ID, FIRM_ID, FIRM_SAID, DEBTOR, OWED, REPAID, REGISTERED_ON, REPAY_BY, REPAID_ON, ARREARS_STATUS,
        RESPONSIBLE, TOLD_ON,
    ),
)  # fmt: skip
