"""Floor to let (载体、厂房租售): how much of each building may be let, is let and stands empty, quarter by quarter."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import PARK_ALIASES, TOWN_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import PARK_SAID, REPORTED_ALIASES, TOLD_ON
from etl.contracts.service_words import spelt

FLOOR_STATUSES = ("在建", "可租", "已租")
BUILDING_SITE = "在建"
FLOOR_WORDS = spelt(
    在建=("在建", "建设中", "施工", "施工中", "未竣工"),
    可租=("可租", "待租", "招租", "招租中", "待租售", "可租售", "部分出租", "空置"),
    已租=("已租", "已出租", "满租", "已租满", "全部出租", "已售", "租满"),
)

SPACE_ID = Column("space_id", "载体标识", "载体编号；没有编号时为片区、载体名称和楼栋。", Kind.CODE)
CARRIER_NAME = Column("carrier_name", "载体名称", "来件所写的载体、厂房或园中园的名称。", Kind.NAME)
BUILDING = Column("building", "楼栋", "来件所写的楼栋，如 3 号楼；没有分楼栋的为空。", Kind.NAME)
PARCEL_SAID = Column("parcel_said", "来件宗地代码", "来件所写的宗地代码，可以不在宗地图层中。", Kind.CODE)
BUILT = Column("built_m2", "建筑面积", "楼栋的总建筑面积。", Kind.NUMBER, "m²", 0, decimals=0)
LETTABLE = Column(
    "lettable_m2",
    "可租面积",
    "可以出租出售的面积，已租的也在内；在建的为空。",
    Kind.NUMBER,
    "m²",
    0,
    decimals=0,
)
LET = Column("let_m2", "已租面积", "截至台账日期已经租出或售出的面积。", Kind.NUMBER, "m²", 0, decimals=0)
VACANT = Column(
    "vacant_m2",
    "空置面积",
    "截至台账日期空置的面积；来件没有写明时为可租面积 − 已租面积，已租多于可租时为空。",
    Kind.NUMBER,
    "m²",
    0,
    decimals=0,
)
RENT = Column("rent_yuan_per_m2_month", "租金", "每平方米每月的租金。", Kind.NUMBER, "元/m²·月", 0)
OPERATOR = Column("operator", "运营单位", "出租或运营的单位，来件原文。")
FLOOR_STATUS = Column(
    "floor_status", "租售状态", f"{'、'.join(FLOOR_STATUSES)}；没有写明或不在其中时为空。", Kind.WORD
)

CARRIER_ALIASES = ("载体", "厂房名称", "载体（厂房）名称", "园中园名称", "园中园", "项目名称", "标准厂房")
BUILDING_ALIASES = ("楼栋号", "楼号", "幢号", "栋号", "楼宇", "厂房编号", "楼栋名称")
BUILT_ALIASES = ("总建筑面积", "厂房面积", "楼栋面积", "总面积", "面积")

FLOOR_SPACE = Contract(
    entity="floor_space",
    label="载体厂房租售台账",
    sentence="每栋载体、厂房截至一个日期可租多少、已租多少、空置多少、租金多少；按季度来件。",
    fields=(
        Field(SPACE_ID, ("载体编号", "厂房编码", "房源编号")),
        Field(CARRIER_NAME, CARRIER_ALIASES),
        Field(BUILDING, BUILDING_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(c.TOWN, TOWN_ALIASES),
        Field(PARCEL_SAID, ("宗地代码", "宗地号", "宗地编号", "不动产单元号", "所在宗地")),
        Field(BUILT, BUILT_ALIASES),
        Field(LETTABLE, ("可租售面积", "可出租面积", "可供租售面积", "可租赁面积")),
        Field(LET, ("已出租面积", "已租售面积", "出租面积", "已租赁面积")),
        Field(VACANT, ("空置", "空置厂房面积", "闲置面积", "待租面积", "剩余面积")),
        Field(RENT, ("租金单价", "租金价格", "平均租金", "月租金", "出租价格")),
        Field(OPERATOR, ("出租单位", "运营主体", "业主单位", "产权单位", "管理单位")),
        Field(FLOOR_STATUS, ("状态", "出租状态", "当前状态", "租赁状态"), words=FLOOR_WORDS),
        Field(c.MONTH, ("截至", "截至日期", "截至时间", *REPORTED_ALIASES)),
    ),
    identity=(("space_id", "carrier_name"),),
    distinctive=("vacant_m2", "let_m2", "rent_yuan_per_m2_month"),
    # Each quarter's word stays: the drawing goes over all of them.
    key=("space_id", "month", "received_on"),
    brings="厂房空置率、各季度的已租和空置、租金",
    sender="工业园区管委会、工业和信息化局",
)

FLOOR_SPACE_TABLE = Table(
    "floor_space",
    "载体厂房",
    "一栋载体、一个台账日期一行；同一个日期多次来件以最近一次的为准。",
    ("space_id", "told_on"),
    (
        SPACE_ID, CARRIER_NAME, BUILDING, c.PARK_ID, PARK_SAID, c.TOWN, c.PARCEL_ID, PARCEL_SAID, BUILT, LETTABLE, LET, VACANT,
        RENT, OPERATOR, FLOOR_STATUS, TOLD_ON,
    ),
)  # fmt: skip
