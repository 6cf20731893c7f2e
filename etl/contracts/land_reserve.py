"""Land that the land bank takes (收储提升): how much, of how many households, how many have signed by which month."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import PARK_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import (
    LAND_ALIASES,
    PARCELS_ALIASES,
    PARCELS_SAID,
    PARK_SAID,
    REPORTED_ALIASES,
    RESPONSIBLE_ALIASES,
    STAGE_ALIASES,
    TOLD_ON,
)
from etl.contracts.project import RESPONSIBLE_UNIT
from etl.contracts.works_stages import date_fields, stage_words

RESERVE_ID = Column("reserve_id", "收储标识", "收储编号；没有编号时为收储项目名称加期次。", Kind.CODE)
RESERVE_NAME = Column("reserve_name", "收储项目", "来件所写的收储项目或批次。", Kind.NAME)
PHASE = Column("phase", "期次", "来件所写的期次，如 一期。", Kind.NAME)
CLEARED_MU = Column("cleared_mu", "已净地", "已经腾空入库的土地。", Kind.NUMBER, "亩", 0)
HOUSEHOLDS = Column("households", "总户数", "需要签约的户数。", Kind.INTEGER, "户", 0, None, 0)
SIGNED_HOUSEHOLDS = Column(
    "signed_households",
    "已签约户数",
    "截至这一次来件或这个月已经签约的户数。",
    Kind.INTEGER,
    "户",
    0,
    None,
    0,
)
UNSIGNED_HOUSEHOLDS = Column(
    "unsigned_households",
    "未签约户数",
    "总户数 − 已签约户数；缺一项，或签约多于总户数时为空。",
    Kind.INTEGER,
    "户",
    0,
    None,
    0,
)
RESERVE_ENDS = Column("expires_on", "到期日", "临时用地批文到期或征迁期限的日期。", Kind.DATE)
RESERVE_STAGE = Column(
    "stage",
    "阶段",
    "谋划、摸底、市政府研究通过、征迁签约、净地入库、供地、施工、主体封顶、竣工、招商；没有写明或不在其中时为空。",
    Kind.WORD,
)

RESERVE_ID_ALIASES = ("收储编号", "批次编号", "项目编号")
RESERVE_NAME_ALIASES = ("收储项目名称", "收储批次", "批次", "收储地块", "项目名称", "收储片区", "征迁项目")
PHASE_ALIASES = ("期", "期数", "分期")
HOUSEHOLD_ALIASES = ("户数", "总户", "涉及户数", "应签约户数", "企业户数", "应签户数", "征迁户数", "涉迁户数")
SIGNED_ALIASES = ("签约数", "签约户数", "已签约", "已签户数", "累计签约", "累计签约户数", "已签约数")

LAND_RESERVE = Contract(
    entity="land_reserve",
    label="收储台账",
    sentence="收储提升的项目或批次：多少亩、多少户、签约多少、到了哪个阶段。",
    fields=(
        Field(RESERVE_ID, RESERVE_ID_ALIASES),
        Field(RESERVE_NAME, RESERVE_NAME_ALIASES),
        Field(PHASE, PHASE_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(PARCELS_SAID, PARCELS_ALIASES),
        Field(
            c.LAND_MU,
            ("亩数", "收储面积", "计划收储", "收储亩数", "拟收储面积", "计划收储面积", *LAND_ALIASES),
            alias_units={"亩数": "亩", "收储亩数": "亩"},
        ),
        Field(CLEARED_MU, ("已净地面积", "净地面积", "已收储面积", "已交地面积", "已收储", "已完成收储面积")),
        Field(HOUSEHOLDS, HOUSEHOLD_ALIASES),
        Field(SIGNED_HOUSEHOLDS, SIGNED_ALIASES),
        Field(RESERVE_ENDS, ("到期日期", "到期时间", "临时用地到期日", "截止日期", "截至时间", "征迁期限")),
        Field(RESERVE_STAGE, STAGE_ALIASES, words=stage_words("land_reserve")),
        Field(RESPONSIBLE_UNIT, RESPONSIBLE_ALIASES),
        *date_fields("land_reserve"),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("reserve_id", "reserve_name"), ("land_mu", "households")),
    distinctive=("stage", "cleared_mu"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("reserve_id", "month", "received_on"),
    brings="收储的进度和未签约户数",
    sender="土地储备中心、工业园区管委会",
)  # fmt: skip

LAND_RESERVE_MONTH = Contract(
    entity="land_reserve_month",
    label="收储签约月报",
    sentence="每个收储项目到各月为止的签约户数。",
    fields=(
        Field(RESERVE_ID, RESERVE_ID_ALIASES),
        Field(RESERVE_NAME, RESERVE_NAME_ALIASES),
        Field(PHASE, PHASE_ALIASES),
        Field(c.MONTH, ("截至", *REPORTED_ALIASES)),
        Field(HOUSEHOLDS, HOUSEHOLD_ALIASES),
        Field(SIGNED_HOUSEHOLDS, SIGNED_ALIASES),
    ),
    identity=(("reserve_id", "reserve_name"),),
    distinctive=("signed_households",),
    key=("reserve_id", "month", "received_on"),
    brings="未签约户数逐月下降的情况",
    sender="土地储备中心、工业园区管委会",
)

LAND_RESERVE_TABLE = Table(
    "land_reserve",
    "收储提升",
    "一个收储项目的一期一行；多次来件以最近一次的为准。",
    ("reserve_id",),
    (
        RESERVE_ID, RESERVE_NAME, PHASE, c.PARK_ID, PARK_SAID, c.LAND_MU, CLEARED_MU, HOUSEHOLDS, SIGNED_HOUSEHOLDS,
        UNSIGNED_HOUSEHOLDS, RESERVE_ENDS, RESERVE_STAGE, RESPONSIBLE_UNIT, TOLD_ON,
    ),
)  # fmt: skip
LAND_RESERVE_MONTH_TABLE = Table(
    "land_reserve_month",
    "收储签约月度",
    "一个收储项目、一个月一行，只有来件写明月份的；同一个月多次来件以最近一次的为准。",
    ("reserve_id", "month"),
    (RESERVE_ID, c.MONTH, HOUSEHOLDS, SIGNED_HOUSEHOLDS, UNSIGNED_HOUSEHOLDS),
)
