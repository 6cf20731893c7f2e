"""What is to be reached in a year (目标): one figure an indicator and year, with the office that answers for it."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.project import RESPONSIBLE_UNIT
from etl.contracts.target_indicators import INDICATOR_WORDS, TARGET_UNITS
from etl.contracts.tax import YEAR_ALIASES

INDICATOR = Column("indicator", "指标", "来件所写的指标；认得的写法归并为一种。")
TARGET = Column("target", "目标", "这一年要达到的数，单位见单位一列。", Kind.NUMBER, None, None, None, 4)
TARGET_UNIT = Column("target_unit", "单位", "目标的单位；来件没有写明时为空。")
TARGET_FLOOR = Column(
    "target_m2", "新增厂房目标", "这一年新增高标准厂房面积的目标。", Kind.NUMBER, "m²", 0, decimals=0
)

COMPLETED = Column(
    "completed",
    "完成数",
    "科室填报的到这个月为止的完成数：累计类从年初累计，比率类为当期的数；单位见单位一列。",
    Kind.NUMBER,
    None,
    None,
    None,
    4,
)
COMPLETED_UNIT = Column("completed_unit", "单位", "完成数的单位；来件没有写明时为空。")
SCHEDULED = Column(
    "scheduled_pct",
    "时序要求",
    "到这个月应当完成年度目标的百分之几；没有写明的按月份 ÷ 12。",
    Kind.NUMBER,
    "%",
    0,
    None,
    1,
)

TARGET_LEDGER = Contract(
    entity="target",
    label="年度目标",
    sentence="每项指标每年的目标和责任单位。",
    fields=(
        Field(INDICATOR, ("指标名称", "工作指标", "目标指标", "考核指标", "主要指标"), words=INDICATOR_WORDS),
        Field(c.YEAR, YEAR_ALIASES),
        Field(TARGET, ("目标值", "目标数", "年度目标", "目标任务", "任务数", "年度目标值", "计划目标")),
        Field(TARGET_UNIT, ("计量单位", "指标单位"), words=TARGET_UNITS),
        Field(RESPONSIBLE_UNIT, ("责任科室", "牵头科室", "责任部门", "牵头单位")),
    ),
    identity=(("indicator",),),
    distinctive=("target",),
    key=("indicator", "year", "received_on"),
    brings="年度目标",
    sender="工业和信息化局",
)

TARGET_MONTH = Contract(
    entity="target_month",
    label="目标完成月报",
    sentence="每项年度目标到每个月为止的完成数，由责任科室填报。",
    fields=(
        Field(INDICATOR, ("指标名称", "工作指标", "目标指标", "考核指标", "主要指标"), words=INDICATOR_WORDS),
        Field(c.MONTH, ("截至月份", "统计月份", "报告月份", "年月")),
        Field(
            COMPLETED,
            (
                "累计完成",
                "累计完成数",
                "本年累计完成",
                "本年累计完成数",
                "完成值",
                "实际完成",
                "实际完成数",
                "填报完成数",
            ),
        ),
        Field(COMPLETED_UNIT, ("计量单位", "指标单位"), words=TARGET_UNITS),
        Field(
            SCHEDULED,
            ("时序进度要求", "时序要求", "时序进度", "序时进度", "序时进度要求", "应完成进度"),
            assumed_unit="%",
        ),
    ),
    identity=(("indicator",), ("month",)),
    distinctive=("completed",),
    key=("indicator", "month", "received_on"),
    brings="各项目标的填报完成数",
    sender="工业和信息化局",
)

TARGET_TABLE = Table(
    "target",
    "年度目标",
    "一项指标一年一行；多次来件以最近一次的为准。",
    ("indicator", "year"),
    (INDICATOR, c.YEAR, TARGET, TARGET_UNIT, RESPONSIBLE_UNIT),
)
TARGET_MONTH_TABLE = Table(
    "target_month",
    "目标填报完成数",
    "一项指标一个月一行；多次来件以最近一次的为准。",
    ("indicator", "month"),
    (INDICATOR, c.MONTH, COMPLETED, COMPLETED_UNIT, SCHEDULED),
)
TARGET_RULE = Table(
    "target_rule",
    "目标判断规则",
    "只有一行（data/reference/targets.toml）。",
    ("ahead_points", "behind_points"),
    (
        Column("ahead_points", "超前", "时序差达到它算超前。", Kind.NUMBER, "百分点", decimals=1),
        Column(
            "behind_points", "滞后", "落后超过它算滞后；两者之间算正常。", Kind.NUMBER, "百分点", decimals=1
        ),
        Column("green_pct", "绿灯", "完成率 ÷ 时序要求达到它亮绿灯。", Kind.NUMBER, "%", decimals=0),
        Column("yellow_pct", "黄灯", "达到它亮黄灯。", Kind.NUMBER, "%", decimals=0),
        Column("orange_pct", "橙灯", "达到它亮橙灯，不到亮红灯。", Kind.NUMBER, "%", decimals=0),
        Column("source", "依据", "界限取自哪里。"),
    ),
)
FLOOR_TARGET = Table(
    "floor_target",
    "新增厂房年度目标",
    "一年一行，只有写明单位的目标。",
    ("year",),
    (c.YEAR, TARGET_FLOOR),
)
