"""Parcels as the map, its lists and charts take them: `lot_year` and the chains of a parcel's users."""

from __future__ import annotations

from dataclasses import replace

from etl.contracts import columns as c
from etl.contracts.batches import IN_ACQUISITION, SUGGESTED_BATCH
from etl.contracts.chains import CHAIN_ID
from etl.contracts.model import Column, Kind, Table
from etl.contracts.park_works import WORKS_KIND, WORKS_STAGE

LOT_WORKS_KIND = replace(
    WORKS_KIND, label="园区标准化", sentence=f"宗地在哪一类事项里：{WORKS_KIND.sentence}不在其中的为空。"
)
LOT_WORKS_STAGE = replace(WORKS_STAGE, name="works_stage", label="园区标准化阶段")
HAS_SHAPE = Column("has_shape", "有图形", "是否有可在地图上显示的图形。", Kind.BOOLEAN)
MAIN_USER_ID = Column(
    "main_user_id", "主要使用企业标识", "当年在本宗地上用地最多的企业；没有使用企业时为空。", Kind.CODE
)
MAIN_USER_NAME = Column("main_user_name", "主要使用企业", "当年在本宗地上用地最多的企业。", Kind.NAME)
PARK_MEDIAN = Column(
    "park_median_wan_yuan_per_mu",
    "片区亩均税收中位数",
    "本宗地所在片区各宗地亩均税收（地块法）的中位数；不在片区的为空。",
    Kind.NUMBER,
    "万元/亩",
)
RECOVERABLE = Column(
    "recoverable_wan_yuan",
    "可挖潜税收",
    "（片区亩均税收中位数 − 本宗地亩均税收）× 用地，每年；不低于中位数的为 0，缺一项的为空。",
    Kind.NUMBER,
    "万元",
    0,
)

LOT_YEAR = Table(
    "lot_year",
    "宗地年度宽表",
    "一宗地一年一行，包括当年没有数据的宗地：地图上色、筛选和名单所用。",
    ("parcel_id", "year"),
    (
        c.PARCEL_ID, c.YEAR, c.PARCEL_ADDRESS, c.OWNER_ID, c.OWNER_NAME, c.TOWN, c.PARK_ID, c.PARK_NAME, c.LAND_USE,
        c.PLANNED_USE, c.RIGHT_TYPE, c.RIGHT_NATURE, c.IS_TEMPORARY, IN_ACQUISITION, c.STAGE, LOT_WORKS_KIND,
        LOT_WORKS_STAGE, c.CERTIFICATE_M2,
        c.DECLARED_M2, c.MEASURED_M2, c.PARCEL_LAND_MU, c.FLOOR_M2, c.VACANT_FLOOR_M2, c.FAR, c.PLANNED_FAR, c.LON, c.LAT,
        HAS_SHAPE, c.PARCEL_TAX, c.PARCEL_TAX_PER_MU, c.PARCEL_OUTPUT, c.ENTERPRISE_COUNT, MAIN_USER_ID, MAIN_USER_NAME,
        c.DIVISION, c.IS_ABOVE_SCALE, c.SIZE_CLASS, SUGGESTED_BATCH, c.GRADE, PARK_MEDIAN, RECOVERABLE,
    ),
)  # fmt: skip
LOT_CHAIN = Table(
    "lot_chain",
    "宗地产业链",
    "一宗地、一年、使用企业所在的一条产业链一行。",
    ("parcel_id", "year", "chain_id"),
    (c.PARCEL_ID, c.YEAR, CHAIN_ID),
)
MAP_BREAK = Table(
    "map_break",
    "地图分级",
    "一种上色、一道界限一行（data/reference/map_breaks.toml）。",
    ("mode", "place"),
    (
        Column("mode", "上色", "tax 亩均税收（万元/亩）、recoverable 挖潜（万元/年）。", Kind.WORD),
        Column("place", "次序", "从小到大，从 0 起。", Kind.INTEGER),
        Column("least", "下界", "这一级的下界（含）。", Kind.NUMBER),
    ),
)
LOT_TABLES = (LOT_YEAR, LOT_CHAIN, MAP_BREAK)
