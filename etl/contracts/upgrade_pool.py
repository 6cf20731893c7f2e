"""Firms that are to pass the threshold of the statistics (小升规、榕升计划): how far each is from 2000 万元."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.declaration import FIRM_SAID
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.project import FIRM_ID

# Industrial firms with 年主营业务收入 from here on are 规上.
THRESHOLD_WAN_YUAN = 2_000
POOL_STATUSES = ("储备", "重点培育", "已达标", "已申报", "已入库", "退出")
ENTERED, LEFT = "已入库", "退出"
POOL_STATUS_WORDS: Mapping[str, str] = {
    "储备": "储备", "储备企业": "储备", "摸排": "储备", "入培育库": "储备", "培育库": "储备", "一般培育": "储备",
    "重点培育": "重点培育", "重点": "重点培育", "重点跟踪": "重点培育", "培育中": "重点培育", "培育": "重点培育",
    "已达标": "已达标", "达标": "已达标", "达到标准": "已达标", "达规": "已达标",
    "已申报": "已申报", "申报": "已申报", "申报中": "已申报", "申报入库": "已申报", "审核中": "已申报",
    "已入库": "已入库", "入库": "已入库", "已升规": "已入库", "升规": "已入库", "已入规": "已入库", "已上规": "已入库",
    "退出": "退出", "已退出": "退出", "移出": "退出", "调出": "退出", "不再培育": "退出", "注销": "退出",
}  # fmt: skip

POOL_ID = Column("pool_id", "培育标识", "已知企业的标识；不认识的企业为信用代码或名称。", Kind.CODE)
REVENUE_12 = Column(
    "revenue_12_months_wan_yuan",
    "近12月营收",
    "最近 12 个月的营业收入，以来件为准。",
    Kind.NUMBER,
    "万元",
    0,
)
GAP = Column(
    "gap_wan_yuan",
    "距2000万差额",
    "2000 万元 − 近 12 月营收；已经达到的为零或负。",
    Kind.NUMBER,
    "万元",
)
EXPECTED_MONTH = Column("expected_month", "预计入库月", "预计进入规上名录的月份。", Kind.MONTH)
ENTERED_ON = Column("entered_on", "入库日期", "进入规上名录的日期；还没有入库的为空。", Kind.DATE)
MENTOR = Column("mentor", "培育人", "负责培育这户企业的科室或干部，来件原文。")
POOL_STATUS = Column(
    "pool_status",
    "培育状态",
    "储备、重点培育、已达标、已申报、已入库、退出；没有写明或不在其中时为空。",
    Kind.WORD,
)

UPGRADE_POOL = Contract(
    entity="upgrade_pool",
    label="小升规培育库",
    sentence="榕升计划、小升规的培育企业：近 12 月营收、预计何时入库、谁负责、到了哪一步。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, ("培育企业", "培育企业名称", *NAME_ALIASES)),
        Field(
            REVENUE_12,
            (
                "近12个月营收", "近12个月营业收入", "近12月营业收入", "近一年营收", "近一年营业收入", "近十二个月营收",
                "近十二个月营业收入", "滚动12个月营收", "近12个月主营业务收入",
            ),
        ),
        Field(EXPECTED_MONTH, ("预计入库月份", "预计升规月份", "预计入库时间", "计划入库月份", "预计升规时间")),
        Field(ENTERED_ON, ("入库时间", "升规日期", "升规时间", "入规日期", "实际入库日期")),
        Field(MENTOR, ("培育责任人", "挂钩培育人", "培育干部", "服务专员", "培育联系人", "培育科室")),
        Field(POOL_STATUS, ("培育阶段", "培育情况", "培育进展", "当前状态", "状态"), words=POOL_STATUS_WORDS),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("uscc", "name"), ("revenue_12_months_wan_yuan", "expected_month", "pool_status")),
    distinctive=("revenue_12_months_wan_yuan", "expected_month"),
    key=("pool_id", "month", "received_on"),
    brings="小升规的任务完成和每户企业离 2000 万元的差额",
    sender="工业和信息化局",
)  # fmt: skip

POOL_TABLE = Table(
    "upgrade_pool",
    "小升规培育",
    "一户培育企业一行；多次来件以最近一次的为准。",
    ("pool_id",),
    (
        POOL_ID, FIRM_ID, FIRM_SAID, REVENUE_12, GAP, EXPECTED_MONTH, ENTERED_ON, MENTOR, POOL_STATUS, TOLD_ON,
    ),
)  # fmt: skip
