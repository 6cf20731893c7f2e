"""Enterprises that move to the cloud and to platforms (企业上云上平台): whose platform, which service, since when."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.declaration import FIRM_SAID
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.park_plot import REPORTED_ALIASES, TOLD_ON
from etl.contracts.project import FIRM_ID

CLOUD_STATUSES = ("意向", "签约", "已上云", "已核验")
# From here on a firm is on the cloud.
ON_CLOUD = ("已上云", "已核验")
CLOUD_STATUS_WORDS: Mapping[str, str] = {
    "意向": "意向", "有意向": "意向", "洽谈": "意向", "摸排": "意向", "对接": "意向", "对接中": "意向",
    "签约": "签约", "已签约": "签约", "签订合同": "签约", "合同签订": "签约", "部署中": "签约", "实施中": "签约",
    "已上云": "已上云", "上云": "已上云", "完成上云": "已上云", "已上线": "已上云", "上线": "已上云", "已部署": "已上云",
    "已核验": "已核验", "核验": "已核验", "核验通过": "已核验", "已验收": "已核验", "验收通过": "已核验", "已审核": "已核验",
}  # fmt: skip
PLATFORM_WORDS: Mapping[str, str] = {
    "华为云": "华为云", "华为": "华为云", "HUAWEI云": "华为云",
    "阿里云": "阿里云", "阿里": "阿里云", "腾讯云": "腾讯云", "腾讯": "腾讯云",
    "天翼云": "天翼云", "电信云": "天翼云", "中国电信": "天翼云", "移动云": "移动云", "中国移动": "移动云",
    "联通云": "联通云", "沃云": "联通云", "中国联通": "联通云",
}  # fmt: skip

ADOPTION_ID = Column("adoption_id", "上云标识", "企业、平台和服务类型连起来。", Kind.CODE)
PLATFORM = Column("cloud_platform", "上云平台", "哪一家的云或平台；认得的写法归并为一种，认不得的按来件。")
SERVICE = Column("cloud_service", "服务类型", "上云的内容，来件原文。")
CLOUD_STATUS = Column(
    "cloud_status",
    "上云状态",
    "意向、签约、已上云、已核验；没有写明或不在其中时为空。",
    Kind.WORD,
)
CLOUD_SIGNED_ON = Column("signed_on", "签约日期", "签订服务合同的日期。", Kind.DATE)
ADOPTED_ON = Column("adopted_on", "上云日期", "业务上云的日期；还没有上云的为空。", Kind.DATE)
VERIFIED_ON = Column("verified_on", "核验日期", "核验通过的日期。", Kind.DATE)
SUBSIDY = Column("subsidy_wan_yuan", "补助", "核发的补助。", Kind.NUMBER, "万元", 0)

CLOUD_ADOPTION = Contract(
    entity="cloud_adoption",
    label="企业上云台账",
    sentence="企业上云上平台：哪一家的平台、什么服务、到了哪一步、何时上云、补助多少。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, ("上云企业", "上云企业名称", *NAME_ALIASES)),
        Field(PLATFORM, ("平台", "云平台", "平台名称", "云服务商", "服务商", "上云服务商"), words=PLATFORM_WORDS),
        Field(SERVICE, ("云服务类型", "上云内容", "服务内容", "上云类型", "服务类别", "云服务")),
        Field(CLOUD_STATUS, ("上云进展", "上云情况", "当前状态", "状态", "进展"), words=CLOUD_STATUS_WORDS),
        Field(CLOUD_SIGNED_ON, ("签约时间", "合同日期", "合同签订日期")),
        Field(ADOPTED_ON, ("上云时间", "上线日期", "上线时间", "完成上云日期")),
        Field(VERIFIED_ON, ("核验时间", "验收日期", "审核日期")),
        Field(SUBSIDY, ("补助金额", "补助资金", "奖补金额", "上云补助")),
        Field(c.MONTH, REPORTED_ALIASES),
    ),
    identity=(("uscc", "name"), ("cloud_platform", "cloud_service"), ("cloud_status", "adopted_on")),
    distinctive=("cloud_platform", "adopted_on"),
    key=("adoption_id", "cloud_status", "month", "received_on"),
    brings="企业上云的进展和覆盖率",
    sender="工业和信息化局",
)  # fmt: skip

CLOUD_TABLE = Table(
    "cloud_adoption",
    "企业上云",
    "一户企业在一个平台的一种服务一行；多次来件以最近一次的为准。",
    ("adoption_id",),
    (
        ADOPTION_ID, FIRM_ID, FIRM_SAID, PLATFORM, SERVICE, CLOUD_STATUS, CLOUD_SIGNED_ON, ADOPTED_ON, VERIFIED_ON,
        SUBSIDY, TOLD_ON,
    ),
)  # fmt: skip
