"""New carriers (园中园、新载体): what is planned and built for which chain, and how much of it has found users."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.chains import CHAIN_ID
from etl.contracts.enterprise import PARK_ALIASES, TOWN_ALIASES
from etl.contracts.floor_space import (
    BUILDING,
    BUILDING_ALIASES,
    BUILT,
    BUILT_ALIASES,
    CARRIER_ALIASES,
    CARRIER_NAME,
)
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import PARK_SAID, REPORTED_ALIASES, RESPONSIBLE_ALIASES, TOLD_ON
from etl.contracts.project import RESPONSIBLE_UNIT
from etl.contracts.service_words import spelt

CARRIER_STATUSES = ("谋划", "立项", "在建", "投用")
IN_USE = "投用"
CARRIER_WORDS = spelt(
    "谋划",
    立项=("立项", "已立项", "备案", "已备案", "前期", "前期工作"),
    在建=("在建", "开工", "已开工", "建设中", "施工", "施工中"),
    投用=("投用", "已投用", "投入使用", "已投入使用", "启用", "运营", "已运营", "竣工投用"),
)

CARRIER_ID = Column("carrier_id", "园中园标识", "载体编号；没有编号时为片区、载体名称和楼栋。", Kind.CODE)
SUPPLY = Column(
    "supply_m2", "可供面积", "可以提供给企业的面积，已去化的也在内。", Kind.NUMBER, "m²", 0, decimals=0
)
TAKEN = Column(
    "taken_m2", "已去化面积", "已经签约、租出或售出的面积，不论投用没有。", Kind.NUMBER, "m²", 0, decimals=0
)
CHAIN_SAID = Column("chain_said", "定位链", "来件所写的定位产业链，原文。")
PLANNED_USE_ON = Column("planned_use_on", "计划投用", "计划投入使用的日期。", Kind.DATE)
APPROVED_ON = Column("approved_on", "立项日期", "立项或备案的日期。", Kind.DATE)
IN_USE_ON = Column("in_use_on", "投用日期", "实际投入使用的日期；还没有投用的为空。", Kind.DATE)
CARRIER_STATUS = Column(
    "carrier_status", "载体状态", f"{'、'.join(CARRIER_STATUSES)}；没有写明或不在其中时为空。", Kind.WORD
)

CARRIER = Contract(
    entity="carrier",
    label="园中园和新载体台账",
    sentence="园中园、新载体在哪里、给哪条产业链、可供多少、去化多少、何时投用。",
    fields=(
        Field(CARRIER_ID, ("载体编号", "园中园编号")),
        Field(CARRIER_NAME, CARRIER_ALIASES),
        Field(BUILDING, BUILDING_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(c.TOWN, TOWN_ALIASES),
        Field(BUILT, ("规划建筑面积", *BUILT_ALIASES)),
        Field(SUPPLY, ("可供应面积", "可供给面积", "可供招商面积", "可招商面积")),
        Field(TAKEN, ("去化面积", "已招商面积", "已签约面积", "已入驻面积")),
        Field(CHAIN_SAID, ("定位产业链", "产业定位", "产业链", "主导产业", "定位")),
        Field(APPROVED_ON, ("立项时间", "备案日期", "备案时间")),
        Field(PLANNED_USE_ON, ("计划投用时间", "计划投用日期", "预计投用", "预计投用时间")),
        Field(IN_USE_ON, ("投用时间", "实际投用日期", "实际投用时间", "启用日期")),
        Field(CARRIER_STATUS, ("状态", "当前状态", "建设状态", "进展阶段", "当前阶段"), words=CARRIER_WORDS),
        Field(RESPONSIBLE_UNIT, RESPONSIBLE_ALIASES),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("carrier_id", "carrier_name"),),
    distinctive=("supply_m2", "taken_m2", "planned_use_on"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("carrier_id", "month", "received_on"),
    brings="园中园的可供面积和去化率",
    sender="工业和信息化局、工业园区管委会",
)

CARRIER_TABLE = Table(
    "carrier",
    "园中园",
    "一栋载体一行；多次来件以最近一次的为准。",
    ("carrier_id",),
    (
        CARRIER_ID, CARRIER_NAME, BUILDING, c.PARK_ID, PARK_SAID, c.TOWN, BUILT, SUPPLY, TAKEN, CHAIN_SAID, CHAIN_ID,
        APPROVED_ON, PLANNED_USE_ON, IN_USE_ON, CARRIER_STATUS, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
