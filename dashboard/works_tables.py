"""The tables of park standardisation, on the screen and in its workbook: which columns, in which words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.dossier import SOURCES_OF
from etl.contracts import TABLES, Column, Kind
from etl.contracts.works_stages import WORKS_KINDS

_case = TABLES["works_case"].by_name
_stage = TABLES["works_stage"].by_name
_reserve = TABLES["land_reserve"].by_name
_gain = TABLES["floor_gain"].by_name
LABEL, STAGE, LAND, FLOOR = _case["label"], _case["stage"], _case["land_mu"], _case["floor_m2"]
KIND = Column("kind", "类别", "标准化地块、自主提升、收储提升、临时用地。", Kind.WORD)
PARK = Column("park", "片区", "所在的片区；不在园区名单中的按来件。", Kind.WORD)
SINCE = Column("since", "到本阶段", "实际到达现在这个阶段的日期。", Kind.DATE)
DAYS = Column("days_in_stage", "在本阶段", "从到达本阶段到截至日的天数。", Kind.INTEGER, "天", 0, None, 0)
DUE_STAGE = Column("due_stage", "下一节点", "后面最近的一个写明计划时间的阶段。", Kind.WORD)
DUE_ON = Column("due_on", "计划时间", "计划到达下一节点的日期。", Kind.DATE)
OVERDUE = Column(
    "overdue_days",
    "超期",
    "下一节点的计划时间到截至日的天数；没有过的、没有计划的为空。",
    Kind.INTEGER,
    "天",
    0,
    None,
    0,
)
LAST_LATE = Column(
    "last_late_days",
    "上一节点滞后",
    "最近到达的节点：实际时间 − 计划时间，提前为负。",
    Kind.INTEGER,
    "天",
    None,
    None,
    0,
)
PARCELS = Column("parcels", "宗地", "宗地文件中有的宗地代码。", Kind.CODE)
LOST = Column("lost_parcels", "未匹配宗地", "台账写了而宗地文件中没有的宗地代码。", Kind.CODE)
EXPIRY = Column(
    "expiry", "到期", "按截至日：已到期、90 天内、一年内、一年以后、无到期日；已处置。", Kind.WORD
)
REASON = Column("reason", "未匹配的原因", "缺哪一项，或哪一项对不上。")
GAINED = Column("gained_m2", "新增高标准厂房", _gain["floor_m2"].sentence, Kind.NUMBER, "m²", 0, None, 0)
RENEWAL = replace(TABLES["temporary_land"].by_name["renewal_status"], name="stage")
TIMES = (SINCE, DAYS, DUE_STAGE, DUE_ON, OVERDUE, LAST_LATE)
OFFICE = _case["responsible_unit"]

LISTS: dict[str, tuple[Column, ...]] = {
    "park_plot": (LABEL, PARK, STAGE, *TIMES, LAND, FLOOR, OFFICE, PARCELS, LOST),
    "self_upgrade": (LABEL, PARK, STAGE, *TIMES, LAND, FLOOR, OFFICE, PARCELS, LOST),
    "land_reserve": (LABEL, PARK, STAGE, *TIMES, LAND, OFFICE, PARCELS, LOST),
    "temporary_land": (LABEL, PARK, EXPIRY, _case["expires_on"], RENEWAL, LAND, PARCELS, LOST),
}
UNMATCHED = (KIND, LABEL, REASON, PARK, STAGE, LAND)
SIGNED = (
    LABEL, TABLES["land_reserve_month"].by_name["month"], _reserve["households"], _reserve["signed_households"],
    _reserve["unsigned_households"],
)  # fmt: skip
RESERVES = (
    LABEL, PARK, STAGE, LAND, _reserve["cleared_mu"], _reserve["households"], _reserve["signed_households"],
    _reserve["unsigned_households"],
)  # fmt: skip
COMPLETED = (KIND, LABEL, PARK, _gain["month"], GAINED)
SCHEDULE = (LABEL, _stage["stage"], _stage["planned_on"], _stage["actual_on"], _stage["late_days"])
YEARS = (
    Column("year", "年度", "竣工的年度。", Kind.INTEGER),
    Column("gained_m2", "新增高标准厂房", "这一年竣工的。", Kind.NUMBER, "m²", 0, None, 0),
    TABLES["floor_target"].by_name["target_m2"],
    Column("total_m2", "累计新增", "从第一年起累计。", Kind.NUMBER, "m²", 0, None, 0),
    Column("total_target_m2", "累计目标", "从第一个有目标的年度起累计。", Kind.NUMBER, "m²", 0, None, 0),
)
BOARD = (STAGE, Column("cases", "事项", "在这个阶段的事项。", Kind.INTEGER, "项", 0, None, 0))
EXPIRIES = (EXPIRY, Column("papers", "宗数", "临时用地的宗数。", Kind.INTEGER, "宗", 0, None, 0))
SOURCES = SOURCES_OF


def with_kinds(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the Chinese name of each case's kind."""
    return rows.assign(kind=rows["works_kind"].map(WORKS_KINDS))
