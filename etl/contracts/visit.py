"""Visits to enterprises (走访): who went to whom on which day, and what was found."""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID, LEADER
from etl.contracts.service_words import FIRM_SAID, firm_fields, spelt

VISIT_STATUSES = ("计划", "已访")
VISIT_WORDS = spelt(
    计划=("计划", "待访", "未访", "未走访", "计划中", "待走访"),
    已访=("已访", "已走访", "走访", "完成", "已完成"),
)

VISIT_ID = Column(
    "visit_id", "走访标识", "走访编号；没有编号时为企业加走访日期（计划的为计划日期）。", Kind.CODE
)
VISITED_ON = Column("visited_on", "走访日期", "实际走访的日期；还没有去的为空。", Kind.DATE)
VISIT_DUE = Column("planned_on", "计划走访日期", "计划走访的日期。", Kind.DATE)
PARTICIPANTS = Column("participants", "参与人员", "一同走访的单位或人员，来件原文。")
FOUND = Column("found", "发现问题", "走访发现的问题，来件原文；没有问题的为空。")
VISIT_STATUS = Column("visit_status", "走访状态", "计划、已访；不在其中时为空。", Kind.WORD)

VISIT = Contract(
    entity="visit",
    label="走访企业台账",
    sentence="哪位挂钩领导、哪一天走访了哪家企业，发现什么问题。",
    fields=(
        Field(VISIT_ID, ("走访编号",)),
        *firm_fields("走访企业", "受访企业", "被走访企业", "挂钩企业"),
        Field(VISITED_ON, ("走访时间", "实际走访日期", "实际走访时间")),
        Field(VISIT_DUE, ("计划走访时间", "计划时间", "计划日期")),
        Field(LEADER, ("走访领导", "带队领导", "包保领导", "责任领导")),
        Field(PARTICIPANTS, ("参与", "参加人员", "陪同人员", "参与单位", "随行人员")),
        Field(FOUND, ("存在问题", "企业诉求及问题", "反映问题", "走访发现问题")),
        Field(VISIT_STATUS, ("状态", "走访情况", "完成情况"), words=VISIT_WORDS),
    ),
    identity=(("uscc", "name"), ("visited_on", "visit_status")),
    distinctive=("visited_on", "participants", "found"),
    key=("visit_id", "month", "received_on"),
    brings="走访覆盖率和各挂钩领导的走访",
    sender="工业和信息化局、镇街",
)

VISIT_TABLE = Table(
    "visit",
    "走访",
    "一次走访一行；多次来件以最近一次的为准。",
    ("visit_id",),
    (VISIT_ID, FIRM_ID, FIRM_SAID, VISITED_ON, VISIT_DUE, LEADER, PARTICIPANTS, FOUND, VISIT_STATUS, TOLD_ON),
)
