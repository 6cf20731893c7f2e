"""Plots that a park is rebuilt on (标准化地块 A、B、C…): what stands there, what is built, and how far each one is."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import PARK_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.project import ACTUAL_ON, PLANNED_ON, RESPONSIBLE_UNIT
from etl.contracts.works_stages import ROUTE_WORDS, date_fields, stage_words

PLOT_ID = Column(
    "plot_id", "地块标识", "地块编号；没有编号时为片区加地块名称，没有片区时为地块名称。", Kind.CODE
)
PLOT_NAME = Column("plot_name", "地块名称", "来件所写的地块名称，如 地块A。", Kind.NAME)
PARCELS_SAID = Column(
    "parcels_said", "宗地代码", "来件所写的宗地代码，一个地块可以有几宗，用顿号、逗号或空格隔开。", Kind.NAME
)
PARK_SAID = Column("park_name", "来件片区", "来件所写的片区，可以不在园区名单中。", Kind.NAME)
ROUTE = Column("route", "提升路径", "收储提升、自主提升；来件没有写明时为空。", Kind.WORD)
OLD_FLOOR = Column("old_floor_m2", "原有建筑面积", "改造以前的建筑面积。", Kind.NUMBER, "m²", 0, decimals=0)
PLANNED_FLOOR = Column(
    "planned_floor_m2", "规划新增厂房", "规划建设的高标准厂房楼面面积。", Kind.NUMBER, "m²", 0, decimals=0
)
DONE_FLOOR = Column(
    "done_floor_m2", "已建成厂房", "已经建成的高标准厂房楼面面积。", Kind.NUMBER, "m²", 0, decimals=0
)
PROGRESS = Column("progress_pct", "主体进度", "主体工程完成的比例。", Kind.NUMBER, "%", 0, 100, 1)
PLOT_STAGE = Column(
    "stage",
    "阶段",
    "收储提升：谋划、摸底、市政府研究通过、征迁签约、净地入库、供地；自主提升：申报、区审核、市政府同意、报批；然后施工、"
    "主体封顶、竣工、招商或投产。没有写明或不在其中时为空。",
    Kind.WORD,
)

TOLD_ON = c.TOLD_ON

PLOT_ID_ALIASES = ("地块编号", "地块号", "标准化地块编号", "地块代码", "项目编号")
PLOT_NAME_ALIASES = ("地块", "标准化地块", "标准化地块名称", "建设地块", "项目地块")
PARCELS_ALIASES = (
    "宗地号", "宗地编号", "涉及宗地", "所涉宗地", "宗地代码(可多个)", "涉及宗地代码", "不动产单元号", "对应宗地",
)  # fmt: skip
RESPONSIBLE_ALIASES = ("责任部门", "牵头单位", "实施主体", "建设单位", "实施单位", "挂钩单位", "牵头部门")
REPORTED_ALIASES = c.REPORTED_ALIASES
STAGE_ALIASES = (
    "当前阶段",
    "目前阶段",
    "进展阶段",
    "项目阶段",
    "所处阶段",
    "当前节点",
    "进度阶段",
    "状态",
    "当前状态",
)
LAND_ALIASES = ("面积", "占地面积", "土地面积", "地块面积", "用地", "用地规模")

PARK_PLOT = Contract(
    entity="park_plot",
    label="标准化地块建设台账",
    sentence="园区标准化建设的地块：在哪里、走哪条路径、拆建多少、到了哪个阶段。",
    fields=(
        Field(PLOT_ID, PLOT_ID_ALIASES),
        Field(PLOT_NAME, PLOT_NAME_ALIASES),
        Field(PARK_SAID, ("片区", "所属片区名称", *PARK_ALIASES)),
        Field(PARCELS_SAID, PARCELS_ALIASES),
        Field(ROUTE, ("路径", "实施路径", "改造路径", "提升方式", "改造方式", "实施方式"), words=ROUTE_WORDS),
        Field(RESPONSIBLE_UNIT, RESPONSIBLE_ALIASES),
        Field(c.LAND_MU, LAND_ALIASES),
        Field(
            OLD_FLOOR,
            ("现有建筑面积", "原建筑面积", "旧厂房面积", "拆除面积", "现状建筑面积", "原厂房面积", "拆除建筑面积"),
        ),
        Field(
            PLANNED_FLOOR,
            (
                "楼面面积", "新增高标准厂房", "规划新增高标准厂房", "新增高标准厂房面积", "规划建筑面积", "拟建面积",
                "计划新增厂房", "规划楼面面积", "新建厂房面积", "拟建建筑面积",
            ),
        ),
        Field(
            DONE_FLOOR,
            ("已建成面积", "建成面积", "已完成面积", "已建成楼面面积", "累计建成面积", "已建成高标准厂房", "竣工面积"),
        ),
        Field(PROGRESS, ("主体进度%", "工程进度", "形象进度", "主体工程进度", "建设进度"), "%"),
        Field(PLOT_STAGE, STAGE_ALIASES, words=stage_words("park_plot")),
        *date_fields("park_plot"),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("plot_id", "plot_name"),),
    distinctive=("planned_floor_m2", "done_floor_m2", "progress_pct", "route"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("plot_id", "month", "received_on"),
    brings="标准化地块的建设进度和新增高标准厂房",
    sender="工业园区管委会、工业和信息化局",
)  # fmt: skip

PARK_PLOT_STAGE = Contract(
    entity="park_plot_stage",
    label="标准化地块节点进度",
    sentence="标准化地块的每个阶段计划何时到达、实际何时到达。",
    fields=(
        Field(PLOT_ID, PLOT_ID_ALIASES),
        Field(PLOT_NAME, PLOT_NAME_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(
            PLOT_STAGE,
            ("节点", "节点名称", "关键节点", "建设节点", "阶段名称", "项目节点"),
            words=stage_words("park_plot"),
        ),
        Field(PLANNED_ON, ("计划日期", "计划完成时间", "计划完成日期", "计划节点时间")),
        Field(ACTUAL_ON, ("实际日期", "实际完成时间", "实际完成日期", "实际节点时间")),
        Field(RESPONSIBLE_UNIT, RESPONSIBLE_ALIASES),
    ),
    identity=(("plot_id", "plot_name"), ("stage",)),
    distinctive=("planned_on", "actual_on"),
    key=("plot_id", "stage", "received_on"),
    brings="标准化地块各阶段是否按期",
    sender="工业园区管委会、工业和信息化局",
)

PARK_PLOT_TABLE = Table(
    "park_plot",
    "标准化地块",
    "一个地块一行；多次来件以最近一次的为准。",
    ("plot_id",),
    (
        PLOT_ID, PLOT_NAME, c.PARK_ID, PARK_SAID, ROUTE, RESPONSIBLE_UNIT, c.LAND_MU, OLD_FLOOR, PLANNED_FLOOR,
        DONE_FLOOR, PROGRESS, PLOT_STAGE, TOLD_ON,
    ),
)  # fmt: skip
