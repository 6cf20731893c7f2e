"""Who uses which parcel, owned or rented (用地租用关系): usually the towns' and parks' own survey."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.batches import LEASE_ENDS_ON
from etl.contracts.enterprise import LEGAL_PERSON_ALIASES, NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Contract, Field
from etl.contracts.parcel import PARCEL_ALIASES
from etl.contracts.tax import YEAR_ALIASES

KINDS = {
    "自有": "own",
    "自有厂房": "own",
    "自建": "own", "自用": "own", "自有自用": "own", "自有土地": "own", "own": "own",
    "租赁土地": "lease_land",
    "土地": "lease_land",
    "承租用地": "lease_land", "承租土地": "lease_land", "土地租赁": "lease_land", "租地": "lease_land",
    "lease_land": "lease_land",
    "租赁厂房": "lease_floor",
    "厂房": "lease_floor",
    "标准厂房": "lease_floor", "承租厂房": "lease_floor", "厂房租赁": "lease_floor", "租赁": "lease_floor",
    "承租": "lease_floor", "租用": "lease_floor", "租用厂房": "lease_floor", "租房": "lease_floor",
    "lease_floor": "lease_floor",
}  # fmt: skip

OCCUPANCY = Contract(
    entity="occupancy",
    label="企业用地租用情况",
    sentence="哪家企业在哪一年以什么方式使用哪宗地、多大面积。",
    fields=(
        Field(c.PARCEL_ID, (*PARCEL_ALIASES, "所在宗地代码", "所在宗地", "所在地块")),
        Field(c.USCC, ("承租方信用代码", "承租企业信用代码", *USCC_ALIASES)),
        Field(c.NAME, ("承租企业", "承租方", "承租人", "租户", "入驻企业", "租用企业", *NAME_ALIASES)),
        Field(c.LEGAL_PERSON, LEGAL_PERSON_ALIASES),
        Field(c.YEAR, YEAR_ALIASES),
        Field(
            c.OCCUPANCY_KIND,
            ("使用方式", "用地方式", "自有租赁", "使用类型", "租赁类型", "厂房性质", "使用性质"),
            words=KINDS,
        ),
        Field(
            c.AREA_M2,
            (
                "面积",
                "使用面积",
                "租赁面积",
                "承租面积",
                "租用面积",
                "租赁厂房面积",
                "承租用地面积",
                "租赁建筑面积",
                "厂房面积",
            ),
            "平方米",
        ),
        Field(
            LEASE_ENDS_ON,
            ("租期止", "租赁到期日", "租约到期日", "合同到期日", "租赁截止日期", "租赁终止日期", "租期截止"),
        ),
        Field(
            c.COUNTERPARTY_NAME,
            ("出租方", "出租方名称", "出租人", "房东", "出租单位", "业主", "房东名称", "业主单位"),
        ),
    ),
    identity=(("parcel_id",), ("uscc", "name")),
    distinctive=("kind", "area_m2", "counterparty_name"),
    # One firm may rent several floors of one parcel: rows that differ in area or lessor are leases of their own.
    key=("parcel_id", "enterprise_id", "year", "kind", "area_m2", "counterparty_name", "lease_ends_on"),
    brings="租户的用地和多租户宗地的分摊",
    sender="镇街、园区",
)
