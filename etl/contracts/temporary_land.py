"""Industrial land that is held for a time only (临时工业用地): by whom, by which paper, until when."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, PARK_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import PARCELS_ALIASES, PARCELS_SAID, PARK_SAID, REPORTED_ALIASES, TOLD_ON
from etl.contracts.project import FIRM_ID, PROJECT_NAME

RENEWALS = ("未启动", "已列入收储", "续期", "更新中", "已更新", "已收回")
# What has been settled: the land is no longer held under the paper that runs out.
SETTLED = ("已更新", "已收回")
RENEWAL_WORDS: Mapping[str, str] = {
    "未启动": "未启动", "使用中": "未启动", "在用": "未启动", "未更新": "未启动", "待更新": "未启动", "尚未启动": "未启动",
    "已列入收储": "已列入收储", "列入收储": "已列入收储", "纳入收储": "已列入收储", "拟收储": "已列入收储",
    "收储中": "已列入收储",
    "续期": "续期", "已续期": "续期", "延期": "续期", "已延期": "续期", "续批": "续期",
    "更新中": "更新中", "正在更新": "更新中", "改造中": "更新中", "建设中": "更新中",
    "已更新": "已更新", "更新完成": "已更新", "完成更新": "已更新", "已完成": "已更新",
    "已收回": "已收回", "收回": "已收回", "已腾退": "已收回", "腾退": "已收回", "已退地": "已收回",
}  # fmt: skip

TEMPORARY_ID = Column(
    "temporary_id",
    "临时用地标识",
    "批准文号；没有文号时为企业标识、单位名称或项目名称；同一份台账中有几行相同时加上宗地。",
    Kind.CODE,
)
HOLDER = Column("enterprise_name", "单位名称", "来件所写的用地单位，可以不在登记名录中。", Kind.NAME)
PLACE = Column("place", "用地位置", "来件所写的位置。")
APPROVAL_NO = Column("approval_no", "批准文号", "临时用地的批准文号，来件原文。", Kind.CODE)
APPROVED_ON = Column("approved_on", "批准时间", "批准临时用地的日期。", Kind.DATE)
ENDS_ON = Column("expires_on", "截至时间", "临时用地到期的日期；没有写明的为空。", Kind.DATE)
RENEWAL = Column(
    "renewal_status",
    "更新状态",
    "未启动、已列入收储、续期、更新中、已更新、已收回；没有写明或不在其中时为空。",
    Kind.WORD,
)

TEMPORARY_LAND = Contract(
    entity="temporary_land",
    label="临时工业用地台账",
    sentence="临时工业用地：谁在用、面积、批准文号、何时到期、更新到哪一步。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, ("用地单位", "用地企业", "使用人", "土地使用人", *NAME_ALIASES)),
        Field(PROJECT_NAME, ("项目", "用地项目", "临时用地项目")),
        Field(PLACE, ("位置", "坐落", "用地坐落", "土地位置", "土地坐落")),
        Field(PARCELS_SAID, PARCELS_ALIASES),
        Field(PARK_SAID, ("片区", *PARK_ALIASES)),
        Field(c.LAND_MU, ("临时用地面积", "批准面积", "占地面积", "土地面积", "面积")),
        Field(APPROVAL_NO, ("批文号", "批准文件", "临时用地批文", "批文文号", "批准书号", "临时用地批准文号")),
        Field(APPROVED_ON, ("批准日期", "批文日期", "批准使用时间")),
        Field(ENDS_ON, ("截至日期", "截止时间", "截止日期", "到期日", "到期日期", "到期时间", "使用期限至")),
        Field(RENEWAL, ("更新情况", "更新进展", "处置状态", "当前状态", "状态", "更新阶段"), words=RENEWAL_WORDS),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    # A list of licences has holders and 批准文号 too, but no land.
    identity=(("uscc", "name", "project_name"), ("land_mu", "place"), ("approval_no", "renewal_status")),
    distinctive=("expires_on", "approved_on", "renewal_status"),
    # Ledgers of different months may stand side by side: the mart keeps the latest word.
    key=("temporary_id", "month", "received_on"),
    brings="临时工业用地何时到期",
    sender="自然资源和规划局、工业园区管委会",
)  # fmt: skip

TEMPORARY_LAND_TABLE = Table(
    "temporary_land",
    "临时工业用地",
    "一个批准文号（没有文号的为一个单位）一行；多次来件以最近一次的为准。",
    ("temporary_id",),
    (
        TEMPORARY_ID, FIRM_ID, HOLDER, PROJECT_NAME, PLACE, c.PARK_ID, PARK_SAID, c.LAND_MU, APPROVAL_NO, APPROVED_ON,
        ENDS_ON, RENEWAL, TOLD_ON,
    ),
)  # fmt: skip
