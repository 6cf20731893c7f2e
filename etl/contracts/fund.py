"""Funds that guide industry (产业引导基金、子基金): how large, how much is promised, paid in and invested, in what."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.project import RESPONSIBLE_UNIT
from etl.contracts.service_words import spelt

FUND_STATUSES = ("谋划", "设立", "投资", "退出")
FUND_KINDS = ("引导基金", "子基金")
FUND_WORDS = spelt(
    谋划=("谋划", "谋划中", "筹备", "筹备中", "拟设立", "筹建"),
    设立=("设立", "已设立", "设立完成", "已备案", "募集", "募集中"),
    投资=("投资", "投资期", "投资中", "已投资", "在投", "运作中"),
    退出=("退出", "退出期", "退出中", "已退出", "清算", "已清算"),
)
KIND_WORDS = {
    "引导基金": "引导基金", "母基金": "引导基金", "产业引导基金": "引导基金", "政府引导基金": "引导基金",
    "子基金": "子基金", "参股子基金": "子基金", "产业子基金": "子基金", "专项基金": "子基金",
}  # fmt: skip

FUND_ID = Column("fund_id", "基金标识", "基金编号或备案编号；没有编号时为基金名称。", Kind.CODE)
FUND_NAME = Column("fund_name", "基金名称", "来件所写的基金名称。", Kind.NAME)
FUND_KIND = Column("fund_kind", "基金类别", f"{'、'.join(FUND_KINDS)}；没有写明时为空。", Kind.WORD)
MANAGER = Column("fund_manager", "管理人", "基金管理人，来件原文。")
DIRECTION = Column("fund_direction", "投向", "投资的产业方向，来件原文。")
SCALE = Column("scale_wan_yuan", "基金规模", "基金的目标规模。", Kind.NUMBER, "万元", 0)
COMMITTED = Column("committed_wan_yuan", "认缴", "出资人认缴的金额。", Kind.NUMBER, "万元", 0)
PAID_IN = Column("paid_in_wan_yuan", "实缴", "出资人已经实缴的金额。", Kind.NUMBER, "万元", 0)
INVESTED = Column("invested_wan_yuan", "已投", "已经投出的金额。", Kind.NUMBER, "万元", 0)
INVESTED_PROJECTS = Column(
    "invested_projects", "已投项目", "已经投资的项目数。", Kind.INTEGER, "个", 0, None, 0
)
SET_UP_ON = Column("set_up_on", "设立日期", "基金设立的日期。", Kind.DATE)
FUND_ENDS = Column("fund_ends_on", "存续期止", "基金存续期届满的日期。", Kind.DATE)
FUND_STATUS = Column(
    "fund_status", "基金状态", f"{'、'.join(FUND_STATUSES)}；没有写明或不在其中时为空。", Kind.WORD
)

FUND = Contract(
    entity="fund",
    label="产业基金台账",
    sentence="产业引导基金和子基金：规模、认缴、实缴、已投多少，由谁管理，投向哪里。",
    fields=(
        Field(FUND_ID, ("基金编号", "备案编号", "基金备案编号")),
        Field(FUND_NAME, ("基金", "子基金名称", "名称", "基金全称")),
        Field(FUND_KIND, ("基金类型", "类别", "类型"), words=KIND_WORDS),
        Field(MANAGER, ("基金管理人", "管理机构", "管理公司", "基金管理机构")),
        Field(DIRECTION, ("投资方向", "投资领域", "主要投向", "投资范围")),
        Field(SCALE, ("规模", "总规模", "目标规模", "基金总规模")),
        Field(COMMITTED, ("认缴金额", "认缴额", "认缴规模", "认缴出资")),
        Field(PAID_IN, ("实缴金额", "实缴额", "实缴出资", "到位资金")),
        Field(INVESTED, ("已投金额", "已投资金额", "累计投资", "已投资额", "投出金额")),
        Field(INVESTED_PROJECTS, ("已投项目数", "投资项目数", "投资项目", "已投企业数")),
        Field(SET_UP_ON, ("设立时间", "成立日期", "成立时间")),
        Field(FUND_ENDS, ("到期日", "存续期限", "到期日期", "存续截止")),
        Field(FUND_STATUS, ("状态", "当前状态", "基金阶段", "运作状态", "当前阶段"), words=FUND_WORDS),
        Field(RESPONSIBLE_UNIT, ("责任部门", "责任科室", "牵头单位", "主管单位")),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("fund_id", "fund_name"),),
    distinctive=("scale_wan_yuan", "committed_wan_yuan", "paid_in_wan_yuan"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("fund_id", "month", "received_on"),
    brings="产业基金的规模、实缴和已投",
    sender="工业和信息化局、财政局、国有资本运营公司",
)

FUND_TABLE = Table(
    "fund",
    "产业基金",
    "一只基金一行；多次来件以最近一次的为准。",
    ("fund_id",),
    (
        FUND_ID, FUND_NAME, FUND_KIND, MANAGER, DIRECTION, SCALE, COMMITTED, PAID_IN, INVESTED, INVESTED_PROJECTS, SET_UP_ON,
        FUND_ENDS, FUND_STATUS, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
