"""Notices of the epidemic years to stop work (停工停产通知): an archive that is read and no longer worked on."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import TOWN_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.power_subsidy import ZONE, ZONE_WORDS

NOTICE_STATUSES = ("已通知", "已停", "已复")
NOTICE_WORDS = {
    "已通知": "已通知", "通知": "已通知", "已停": "已停", "已停工": "已停", "停工": "已停", "停工停产": "已停",
    "已停产": "已停", "已复": "已复", "已复工": "已复", "复工": "已复", "复工复产": "已复", "已复产": "已复",
}  # fmt: skip

NOTICE_ID = Column("notice_id", "通知标识", "批次，加区域类型和镇街。", Kind.CODE)
BATCH_SAID = Column("notice_no", "批次", "通知的批次或文号，来件原文。", Kind.CODE)
FIRMS = Column("notified_firms", "通知企业数", "这一批通知的企业。", Kind.INTEGER, "户", 0, None, 0)
WAY = Column("notice_way", "通知方式", "电话、短信、上门等，来件原文。")
NOTIFIED_ON = Column("notified_on", "通知日期", "通知停工停产的日期。", Kind.DATE)
RESUMED_ON = Column("resumed_on", "复工日", "恢复生产的日期；没有写明的为空。", Kind.DATE)
NOTICE_STATUS = Column("notice_status", "通知状态", "已通知、已停、已复；不在其中时为空。", Kind.WORD)

NOTICE_BATCH = Contract(
    entity="notice_batch",
    label="停工停产通知归档",
    sentence="防疫期间通知停工停产的批次：区域、企业数、通知方式、何时复工。只供查阅。",
    fields=(
        Field(BATCH_SAID, ("通知批次", "通知文号", "通知编号")),
        Field(ZONE, ("区域", "管控类型", "区域类别"), words=ZONE_WORDS),
        Field(c.TOWN, TOWN_ALIASES),
        Field(FIRMS, ("通知户数", "涉及企业数", "企业数", "涉及企业")),
        Field(WAY, ("方式", "通知形式")),
        Field(NOTIFIED_ON, ("通知时间", "停工日期", "停工时间")),
        Field(RESUMED_ON, ("复工日期", "复工时间", "复工复产日期")),
        Field(NOTICE_STATUS, ("状态", "复工状态", "当前状态"), words=NOTICE_WORDS),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("notice_no",), ("zone", "notified_on")),
    distinctive=("notified_firms", "notice_way", "resumed_on"),
    key=("notice_id", "month", "received_on"),
    brings="防疫期间停工停产通知的归档",
    sender="工业和信息化局",
)  # fmt: skip

NOTICE_BATCH_TABLE = Table(
    "notice_batch",
    "停工停产通知",
    "一批通知、一类区域、一个镇街一行；多次来件以最近一次的为准。",
    ("notice_id",),
    (NOTICE_ID, BATCH_SAID, ZONE, c.TOWN, FIRMS, WAY, NOTIFIED_ON, RESUMED_ON, NOTICE_STATUS, TOLD_ON),
)
