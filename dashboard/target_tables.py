"""The tables of 目标, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from dashboard.dossier import SOURCES_OF
from etl.contracts import TABLES, Column, Kind

_target = TABLES["target"].by_name
_month = TABLES["target_month"].by_name


def _number(name: str, label: str, sentence: str, unit: str | None = None, decimals: int = 2) -> Column:
    return Column(name, label, sentence, Kind.NUMBER, unit, None, None, decimals)


INDICATOR, UNIT, OWNER = _target["indicator"], _target["target_unit"], _target["responsible_unit"]
AIM = _number("target", "目标", "这一年要达到的数，单位见单位一列。")
DONE = _number("done", "完成", "与目标相比的数：能由台账算出的用计算，否则用填报。")
COMPUTED = _number("computed", "计算", "由台账算出的完成数，和各页面的同一个指标相同；算不出的为空。")
ENTERED = _number("entered", "填报", "责任科室最近一个月填报的完成数，换算成目标的单位；没有填报的为空。")
ENTERED_MONTH = Column("entered_month", "填报月份", "最近一次填报的月份。", Kind.MONTH)
TOLD_BY = Column("told_by", "来自", "完成一列来自计算还是填报。", Kind.WORD)
DONE_PCT = _number("done_pct", "完成率", "完成 ÷ 目标；越低越好的指标为目标 ÷ 完成。", "%", 1)
SCHEDULE = _number(
    "schedule_pct",
    "时序要求",
    "到这个月应当完成的比例：月份 ÷ 12，或来件写明的；比率类全年都是 100。",
    "%",
    1,
)
GAP = _number("gap_points", "时序差", "完成率 − 时序要求。", "百分点", 1)
STATUS = Column("status", "进度", "超前、正常、滞后，按 data/reference/targets.toml 的界限。", Kind.WORD)
LIGHT = Column("light", "灯", "完成率 ÷ 时序要求：绿、黄、橙、红，界限在同一个文件。", Kind.WORD)
NOTE = Column("note", "说明", "为什么比不了，或填报和计算差多少。")

TARGETS = (
    INDICATOR, STATUS, LIGHT, GAP, DONE_PCT, SCHEDULE, AIM, DONE, UNIT, TOLD_BY, COMPUTED, ENTERED, ENTERED_MONTH, OWNER,
    NOTE,
)  # fmt: skip
# Two columns of the same number would only take room.
ON_SCREEN = tuple(column.name for column in TARGETS if column.name != "done")
MONTHS = (INDICATOR, _month["month"], _month["completed"], _month["completed_unit"], _month["scheduled_pct"])
SOURCES = SOURCES_OF
