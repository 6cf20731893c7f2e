"""The library of policies (政策文件库): which papers promise what, on which terms, from when until when."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.service_words import spelt

DOC_STATUSES = ("起草", "征求意见", "审议", "印发", "失效")
ISSUED, LAPSED = "印发", "失效"
DOC_LEVELS = ("国家", "省", "市", "区")
DOC_WORDS = spelt(
    "起草",
    征求意见=("征求意见", "征求意见中", "公开征求意见", "意见征集"),
    审议=("审议", "审议中", "会审", "提交审议", "常务会审议", "合法性审查"),
    印发=("印发", "已印发", "有效", "现行有效", "施行", "已发布", "发布", "生效"),
    失效=("失效", "已失效", "废止", "已废止", "到期失效", "已到期"),
)
LEVEL_WORDS = {
    "国家": "国家", "国家级": "国家", "中央": "国家", "部": "国家", "部委": "国家",
    **{form: level for level in "省市区" for form in (level, f"{level}级", f"{level}政府")},
}  # fmt: skip

DOC_ID = Column("doc_id", "文件标识", "文号；没有文号时为标题。", Kind.CODE)
DOC_NO = Column("doc_no", "文号", "政策文件的文号，来件原文。", Kind.CODE)
TITLE = Column("doc_title", "文件标题", "政策文件的标题，来件原文。", Kind.NAME)
DOC_LEVEL = Column("doc_level", "级次", f"{'、'.join(DOC_LEVELS)}；没有写明时为空。", Kind.WORD)
CLAUSE = Column("clause", "条款", "与兑现有关的条款，来件原文；一个文件分几行的以分号相连。")
TERMS = Column("terms", "兑现口径", "按什么标准兑现，来件原文；一个文件分几行的以分号相连。")
ISSUED_ON = Column("issued_on", "印发日期", "印发的日期。", Kind.DATE)
IN_FORCE_ON = Column("in_force_on", "生效日期", "开始施行的日期。", Kind.DATE)
VALID_TO = Column("valid_to", "有效期止", "有效期届满的日期；没有写明期限的为空。", Kind.DATE)
OFFICE = Column("responsible_office", "责任科室", "负责兑现的科室，来件原文。")
DOC_STATUS = Column(
    "doc_status", "文件状态", f"{'、'.join(DOC_STATUSES)}；没有写明或不在其中时为空。", Kind.WORD
)

POLICY_DOC = Contract(
    entity="policy_doc",
    label="政策文件库",
    sentence="区里起草、印发和执行的政策文件：文号、条款、兑现口径、有效期和责任科室。",
    fields=(
        Field(DOC_NO, ("政策文号", "发文字号", "文件号", "文件编号")),
        Field(TITLE, ("标题", "文件名称", "政策名称", "政策标题", "名称")),
        Field(DOC_LEVEL, ("层级", "政策级次", "政策层级", "级别"), words=LEVEL_WORDS),
        Field(CLAUSE, ("政策条款", "条款内容", "主要条款", "奖补条款")),
        Field(TERMS, ("兑现标准", "奖补标准", "兑现条件", "口径")),
        Field(ISSUED_ON, ("印发时间", "发文日期", "发布日期", "发文时间")),
        Field(IN_FORCE_ON, ("生效", "生效时间", "施行日期", "执行日期", "施行时间")),
        Field(VALID_TO, ("有效期至", "有效期", "失效日期", "截止日期", "到期日期", "有效期截止")),
        Field(OFFICE, ("责任部门", "牵头科室", "兑现科室", "责任单位", "牵头单位")),
        Field(DOC_STATUS, ("状态", "当前状态", "政策状态", "文件进展", "当前阶段"), words=DOC_WORDS),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("doc_no", "doc_title"),),
    distinctive=("terms", "clause", "valid_to"),
    # A paper may have a row a clause.
    key=("doc_id", "clause", "month", "received_on"),
    brings="有效的政策文件、即将到期的文件和每个文件的兑现",
    sender="工业和信息化局",
)

POLICY_DOC_TABLE = Table(
    "policy_doc",
    "政策文件",
    "一个文件一行；多次来件以最近一次的为准。",
    ("doc_id",),
    (
        DOC_ID, DOC_NO, TITLE, DOC_LEVEL, CLAUSE, TERMS, ISSUED_ON, IN_FORCE_ON, VALID_TO, OFFICE, DOC_STATUS, TOLD_ON,
    ),
)  # fmt: skip
