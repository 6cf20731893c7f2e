"""Events that bring firms together with workers or with money (招聘、融资对接、春风行动): wanted and found, firm by firm.

Money and people are never one number: each row keeps them in columns of their own.
"""

from __future__ import annotations

from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import TOLD_ON
from etl.contracts.project import FIRM_ID
from etl.contracts.service_words import FIRM_SAID, firm_fields

EVENT_KINDS = ("招聘", "融资")
EVENT_WORDS = {
    "招聘": "招聘", "招聘会": "招聘", "招聘对接": "招聘", "用工": "招聘", "用工对接": "招聘", "春风行动": "招聘",
    "春风行动招聘会": "招聘", "人才对接": "招聘", "融资": "融资", "融资对接": "融资", "银企对接": "融资",
    "政银企对接": "融资", "政银企": "融资", "授信对接": "融资",
}  # fmt: skip
MEASURES = {
    **dict.fromkeys(("人", "名", "个人", "人次"), "人"),
    **dict.fromkeys(("万元", "万"), "万元"),
    **dict.fromkeys(("亿元", "亿"), "亿元"),
    "元": "元",
}

MATCH_ID = Column("match_id", "对接标识", "活动编号（没有时为活动名称和日期）、类型加企业。", Kind.CODE)
EVENT_NO = Column("event_no", "活动编号", "来件所写的活动编号。", Kind.CODE)
EVENT = Column("event_name", "活动名称", "来件所写的活动，如 春风行动专场招聘会。", Kind.NAME)
EVENT_KIND = Column("event_kind", "活动类型", f"{'、'.join(EVENT_KINDS)}；没有写明时为空。", Kind.WORD)
HELD_ON = Column("held_on", "活动日期", "举办的日期。", Kind.DATE)
PARTNER = Column("partner", "对接方", "银行、院校或人力资源机构，来件原文。")
DEMAND = Column("demand", "需求", "来件的需求数，单位写在单位一列。", Kind.NUMBER, None, 0)
REACHED = Column("reached", "达成", "来件的达成数，单位写在单位一列。", Kind.NUMBER, None, 0)
MEASURE = Column("measure_unit", "单位", "需求和达成的单位：人、元、万元、亿元。", Kind.WORD)
DEMAND_MONEY = Column("demand_wan_yuan", "融资需求", "企业提出的融资需求。", Kind.NUMBER, "万元", 0)
REACHED_MONEY = Column("reached_wan_yuan", "融资达成", "达成的授信或融资。", Kind.NUMBER, "万元", 0)
DEMAND_PEOPLE = Column("demand_persons", "用工需求", "企业提出的招聘人数。", Kind.INTEGER, "人", 0, None, 0)
REACHED_PEOPLE = Column("reached_persons", "用工达成", "达成的招聘人数。", Kind.INTEGER, "人", 0, None, 0)

MATCHING_EVENT = Contract(
    entity="matching_event",
    label="招聘和融资对接台账",
    sentence="每场招聘、融资对接活动中，每家企业要多少人或多少钱，达成多少。",
    fields=(
        Field(EVENT_NO, ("场次编号", "对接会编号")),
        Field(EVENT, ("活动", "对接活动", "场次", "对接会", "对接会名称")),
        Field(EVENT_KIND, ("类型", "对接类型", "活动类别", "对接类别"), words=EVENT_WORDS),
        Field(HELD_ON, ("活动时间", "举办日期", "举办时间", "日期", "对接日期", "对接时间")),
        Field(MEASURE, ("计量单位", "需求单位"), words=MEASURES),
        *firm_fields("对接企业", "参加企业", "需求企业", "招聘企业", "融资企业", "参会企业", but="单位"),
        Field(PARTNER, ("对接机构", "对接银行", "合作银行", "对接单位", "金融机构", "对接院校")),
        Field(DEMAND, ("需求数", "需求数量", "对接需求")),
        Field(REACHED, ("达成数", "达成数量", "对接达成", "达成意向")),
        Field(DEMAND_MONEY, ("融资需求金额", "需求金额", "资金需求", "贷款需求", "融资需求额")),
        Field(REACHED_MONEY, ("达成金额", "授信金额", "授信额度", "达成授信", "放款金额", "融资达成额")),
        Field(DEMAND_PEOPLE, ("需求人数", "招聘人数", "用工需求人数", "岗位数", "需求岗位数"), "人"),
        Field(REACHED_PEOPLE, ("达成人数", "招到人数", "录用人数", "达成意向人数", "意向人数"), "人"),
    ),
    identity=(("event_no", "event_name", "event_kind"), ("uscc", "name")),
    distinctive=(
        "demand",
        "reached",
        "demand_wan_yuan",
        "reached_wan_yuan",
        "demand_persons",
        "reached_persons",
    ),
    key=("match_id", "month", "received_on"),
    brings="招聘和融资对接的需求和达成",
    sender="工业和信息化局、人力资源和社会保障局、金融办",
)

MATCHING_EVENT_TABLE = Table(
    "matching_event",
    "对接活动",
    "一场活动、一家企业一行；多次来件以最近一次的为准。",
    ("match_id",),
    (
        MATCH_ID, EVENT_NO, EVENT, EVENT_KIND, HELD_ON, FIRM_ID, FIRM_SAID, PARTNER, DEMAND_MONEY, REACHED_MONEY,
        DEMAND_PEOPLE, REACHED_PEOPLE, TOLD_ON,
    ),
)  # fmt: skip
