"""Owners who rebuild on their own land (自主提升): floor and FAR before and after, and how far each case is."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, PARK_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import (
    LAND_ALIASES,
    OLD_FLOOR,
    PARCELS_ALIASES,
    PARCELS_SAID,
    PARK_SAID,
    REPORTED_ALIASES,
    RESPONSIBLE_ALIASES,
    STAGE_ALIASES,
    TOLD_ON,
)
from etl.contracts.project import FIRM_ID, RESPONSIBLE_UNIT
from etl.contracts.works_stages import date_fields, stage_words

UPGRADE_ID = Column(
    "upgrade_id",
    "自主提升标识",
    "台账编号；没有编号时为企业标识或企业名称，同一份台账中一户企业有几宗时加上宗地。",
    Kind.CODE,
)
UPGRADING_FIRM = Column("enterprise_name", "企业", "来件所写的企业，可以不在登记名录中。", Kind.NAME)
FAR_NOW = Column("far_now", "现状容积率", "改造以前的容积率，来件所写。", Kind.NUMBER, None, 0, 50)
FAR_AFTER = Column("far_after", "拟建容积率", "改造以后的容积率，来件所写。", Kind.NUMBER, None, 0, 50)
NEW_FLOOR = Column(
    "new_floor_m2", "新增建筑面积", "改造新增的厂房楼面面积。", Kind.NUMBER, "m²", 0, decimals=0
)
CITY_NO = Column("approval_no", "市政府批复文号", "市政府同意的批复文号，来件原文。")
CITY_AGREED_ON = Column("agreed_on", "市政府批复时间", "市政府同意的日期。", Kind.DATE)
SELF_STAGE = Column(
    "stage",
    "阶段",
    "申报、区审核、市政府同意、报批、进场施工、主体封顶、竣工、投产；没有写明或不在其中时为空。",
    Kind.WORD,
)

SELF_UPGRADE = Contract(
    entity="self_upgrade",
    label="自主提升台账",
    sentence="企业在自己的宗地上拆旧建新：容积率、新增面积、市政府批复和各阶段的日期。",
    fields=(
        Field(UPGRADE_ID, ("台账编号", "自主提升编号", "提升编号")),
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, ("业主企业", "提升企业", "业主单位", "申报企业", "产权企业", *NAME_ALIASES)),
        Field(PARCELS_SAID, PARCELS_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(c.LAND_MU, LAND_ALIASES),
        Field(OLD_FLOOR, ("现有建筑面积", "原建筑面积", "现状建筑面积", "拆除面积", "旧厂房面积")),
        Field(FAR_NOW, ("现容积率", "原容积率", "提升前容积率", "改造前容积率", "容积率现状")),
        Field(FAR_AFTER, ("拟容积率", "提升后容积率", "改造后容积率", "规划容积率", "容积率拟建", "拟提升容积率")),
        Field(
            NEW_FLOOR,
            ("新增面积", "新增厂房面积", "新增楼面面积", "新增高标准厂房", "新增高标准厂房面积", "拟新增面积", "拟新增建筑面积"),
        ),
        Field(CITY_NO, ("批复文号", "市政府批复", "市政府批复号", "市批复文号", "市政府同意文号")),
        Field(SELF_STAGE, STAGE_ALIASES, words=stage_words("self_upgrade")),
        Field(RESPONSIBLE_UNIT, RESPONSIBLE_ALIASES),
        *date_fields("self_upgrade"),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("uscc", "name"),),
    distinctive=("far_after", "new_floor_m2"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("upgrade_id", "month", "received_on"),
    brings="企业自主提升的进度和新增面积",
    sender="工业园区管委会、工业和信息化局",
)  # fmt: skip

SELF_UPGRADE_TABLE = Table(
    "self_upgrade",
    "自主提升",
    "一户企业的一项自主提升一行；多次来件以最近一次的为准。",
    ("upgrade_id",),
    (
        UPGRADE_ID, FIRM_ID, UPGRADING_FIRM, c.PARK_ID, PARK_SAID, c.LAND_MU, OLD_FLOOR, FAR_NOW, FAR_AFTER,
        NEW_FLOOR, CITY_NO, CITY_AGREED_ON, SELF_STAGE, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
