"""What is to be reached in a year (目标): one figure an indicator and year, with the office that answers for it."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.project import RESPONSIBLE_UNIT
from etl.contracts.tax import YEAR_ALIASES

FLOOR_INDICATOR = "新增高标准厂房面积"
CLOUD_INDICATOR = "上云企业数"
ENTRY_INDICATOR = "新增规上工业企业"
# Spellings of the indicators whose completion the ledgers tell.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    FLOOR_INDICATOR: (
        "新增高标准厂房面积", "新增高标准厂房", "高标准厂房", "高标准厂房面积", "新增高标准厂房楼面面积", "新建高标准厂房",
        "新增标准厂房", "新增标准厂房面积", "园区标准化新增厂房面积", "年度新增高标准厂房",
    ),
    CLOUD_INDICATOR: (
        "上云企业数", "新增上云企业", "新增上云企业数", "企业上云", "企业上云上平台", "上云上平台企业数", "上云企业",
        "新增上云上平台企业", "推动企业上云",
    ),
    ENTRY_INDICATOR: (
        "新增规上工业企业", "新增规上企业", "新增规上工业企业数", "小升规", "小升规企业数", "小升规企业", "新增规模以上工业企业",
        "榕升计划", "新入库规上企业",
    ),
}  # fmt: skip
INDICATOR_WORDS: Mapping[str, str] = {
    spelling: indicator for indicator, spellings in _SPELLINGS.items() for spelling in spellings
}
TARGET_UNITS: Mapping[str, str] = {
    "万平方米": "万平方米", "万㎡": "万平方米", "万M2": "万平方米", "万m²": "万平方米", "万平米": "万平方米",
    "平方米": "平方米", "㎡": "平方米", "M2": "平方米", "平米": "平方米",
    "家": "家", "户": "家", "个": "家", "家次": "家", "户次": "家",
}  # fmt: skip

INDICATOR = Column("indicator", "指标", "来件所写的指标；认得的写法归并为一种。")
TARGET = Column("target", "目标", "这一年要达到的数，单位见单位一列。", Kind.NUMBER, None, None, None, 4)
TARGET_UNIT = Column("target_unit", "单位", "目标的单位；来件没有写明时为空。")
TARGET_FLOOR = Column(
    "target_m2", "新增厂房目标", "这一年新增高标准厂房面积的目标。", Kind.NUMBER, "m²", 0, decimals=0
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

TARGET_TABLE = Table(
    "target",
    "年度目标",
    "一项指标一年一行；多次来件以最近一次的为准。",
    ("indicator", "year"),
    (INDICATOR, c.YEAR, TARGET, TARGET_UNIT, RESPONSIBLE_UNIT),
)
FLOOR_TARGET = Table(
    "floor_target",
    "新增厂房年度目标",
    "一年一行，只有写明单位的目标。",
    ("year",),
    (c.YEAR, TARGET_FLOOR),
)
