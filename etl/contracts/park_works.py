"""What the ledgers of park standardisation have in common: cases, their stages, their parcels, the floor they bring."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.land_reserve import LAND_RESERVE_MONTH_TABLE, LAND_RESERVE_TABLE
from etl.contracts.model import Column, Kind, Table
from etl.contracts.park_plot import PARK_PLOT_TABLE, PARK_SAID, TOLD_ON
from etl.contracts.project import ACTUAL_ON, FIRM_ID, PLANNED_ON, RESPONSIBLE_UNIT
from etl.contracts.self_upgrade import SELF_UPGRADE_TABLE
from etl.contracts.target import FLOOR_TARGET, TARGET_MONTH_TABLE, TARGET_RULE, TARGET_TABLE
from etl.contracts.temporary_land import TEMPORARY_LAND_TABLE

WORKS_KIND = Column(
    "works_kind",
    "类别",
    "park_plot 标准化地块、self_upgrade 自主提升、land_reserve 收储提升、temporary_land 临时用地。",
    Kind.WORD,
)
CASE_ID = Column("case_id", "事项标识", "这一类台账中的标识，见各台账的表。", Kind.CODE)
CASE_LABEL = Column("label", "事项", "地块名称、企业名称、收储项目加期次或临时用地单位。", Kind.NAME)
WORKS_STAGE = Column(
    "stage", "阶段", "园区标准化的阶段；临时用地为更新状态。没有写明或不在名单中时为空。", Kind.WORD
)
STAGE_NUMBER = Column(
    "stage_number",
    "阶段序号",
    "阶段在路径中的先后；收储和自主两条路径在施工以前各排各的。",
    Kind.INTEGER,
    None,
    1,
    None,
    0,
)
LATE_DAYS = Column(
    "late_days",
    "滞后天数",
    "实际时间 − 计划时间，提前为负；还没有到达或没有计划的为空。",
    Kind.INTEGER,
    "天",
    None,
    None,
    0,
)
IS_KNOWN = Column("is_known", "宗地已知", "宗地文件中有这宗地；没有的在地图上看不到。", Kind.BOOLEAN)
GAINED_FLOOR = Column(
    "floor_m2",
    "新增高标准厂房",
    "竣工当月计入的厂房楼面面积；缺面积的为空。",
    Kind.NUMBER,
    "m²",
    0,
    decimals=0,
)
CASE_FLOOR = Column(
    "floor_m2",
    "规划新增厂房",
    "地块的规划新增厂房或自主提升的新增建筑面积。",
    Kind.NUMBER,
    "m²",
    0,
    decimals=0,
)
GAIN_MONTH = Column("month", "竣工月份", "实际竣工所在的月份。", Kind.MONTH)
CASE_ENDS = Column("expires_on", "到期日", "临时用地或收储的到期日。", Kind.DATE)

WORKS_CASE = Table(
    "works_case",
    "园区标准化事项",
    "四本台账中的一件事一行。",
    ("works_kind", "case_id"),
    (
        WORKS_KIND, CASE_ID, CASE_LABEL, FIRM_ID, c.PARK_ID, PARK_SAID, WORKS_STAGE, STAGE_NUMBER, c.LAND_MU,
        CASE_FLOOR, CASE_ENDS, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
WORKS_STAGE_TABLE = Table(
    "works_stage",
    "园区标准化节点",
    "一件事的一个阶段一行，只有写明了计划或实际时间的；多次来件以最近一次的为准。",
    ("works_kind", "case_id", "stage"),
    (WORKS_KIND, CASE_ID, WORKS_STAGE, STAGE_NUMBER, PLANNED_ON, ACTUAL_ON, LATE_DAYS),
)
WORKS_PARCEL = Table(
    "works_parcel",
    "园区标准化宗地",
    "一件事的一宗地一行，来件写明的都在，包括宗地文件中没有的。",
    ("works_kind", "case_id", "parcel_id"),
    (WORKS_KIND, CASE_ID, c.PARCEL_ID, IS_KNOWN),
)
FLOOR_GAIN = Table(
    "floor_gain",
    "新增高标准厂房",
    "一个竣工的地块或自主提升一行；自主提升的宗地已在标准化地块中的不重复计。",
    ("works_kind", "case_id"),
    (WORKS_KIND, CASE_ID, GAIN_MONTH, GAINED_FLOOR),
)
WORKS_TABLES = (
    PARK_PLOT_TABLE, SELF_UPGRADE_TABLE, LAND_RESERVE_TABLE, LAND_RESERVE_MONTH_TABLE, TEMPORARY_LAND_TABLE, WORKS_CASE,
    WORKS_STAGE_TABLE, WORKS_PARCEL, FLOOR_GAIN, TARGET_TABLE, TARGET_MONTH_TABLE,
    FLOOR_TARGET, TARGET_RULE,
)  # fmt: skip
