"""The roster of those who supervised tests in the epidemic years (核酸检测督导): an archive of counts, without a name."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import TOWN_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON

DUTY_ID = Column("duty_id", "督导标识", "督导日期，加镇街。", Kind.CODE)
DUTY_ON = Column("duty_on", "督导日期", "督导核酸检测的日期。", Kind.DATE)
SITES = Column("test_sites", "检测点数", "当天督导的检测点；几天之和是点次。", Kind.INTEGER, "个", 0, None, 0)
TEAMS = Column("duty_teams", "督导组数", "当天派出的督导组。", Kind.INTEGER, "个", 0, None, 0)
VISITS = Column(
    "duty_visits", "督导人次", "当天参加督导的人次；只有数，没有姓名。", Kind.INTEGER, "人次", 0, None, 0
)
TESTED = Column(
    "tested", "已检人次", "当天已经检测的人次；没有写明的为空。", Kind.INTEGER, "人次", 0, None, 0
)

# There is no field for a person: a column of names is not read.
TESTING_DUTY = Contract(
    entity="testing_duty",
    label="核酸检测督导归档",
    sentence="防疫期间核酸检测督导的每日人数：检测点、督导组、人次。只供查阅，不读姓名。",
    fields=(
        Field(DUTY_ON, ("日期", "检测日期", "排班日期", "值班日期")),
        Field(c.TOWN, TOWN_ALIASES),
        Field(SITES, ("检测点位数", "采样点数", "核酸检测点数")),
        Field(TEAMS, ("督导小组数", "督查组数")),
        Field(VISITS, ("督导人次数", "督查人次")),
        Field(TESTED, ("已检测人次", "检测人次", "采样人次")),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("duty_on",), ("town",)),
    distinctive=("test_sites", "duty_teams", "duty_visits"),
    key=("duty_id", "month", "received_on"),
    brings="防疫期间核酸检测督导的归档",
    sender="工业和信息化局",
)  # fmt: skip

TESTING_DUTY_TABLE = Table(
    "testing_duty",
    "核酸检测督导",
    "一天、一个镇街一行；多次来件以最近一次的为准。",
    ("duty_id",),
    (DUTY_ID, DUTY_ON, c.TOWN, SITES, TEAMS, VISITS, TESTED, TOLD_ON),
)
