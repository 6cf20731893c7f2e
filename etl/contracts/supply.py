"""Who buys what from whom (本地配套): the links by which a chain is told to be supplied from within the district."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table
from etl.contracts.tax import YEAR_ALIASES

BUYER_ID = Column("buyer_id", "采购企业标识", "采购企业的企业标识。", Kind.CODE)
SUPPLIER_ID = Column(
    "supplier_id",
    "供应企业标识",
    "供应企业有效的信用代码；没有时为唯一的同名企业的标识，都没有时为 name: 加规范化后的名称。可以不是本区企业。",
    Kind.CODE,
)
SUPPLIER_NAME = Column("supplier_name", "供应企业", "供应企业的名称，可以不是本区企业。", Kind.NAME)
SUPPLIER_USCC = Column("supplier_uscc", "供应企业信用代码", "供应企业的统一社会信用代码。", Kind.CODE)
SUPPLIED_PRODUCT = Column("product_name", "产品", "采购的产品，来件原文。", Kind.NAME)
PURCHASE = Column(
    "purchase_wan_yuan", "采购额", "一年内向这家企业采购这种产品的金额。", Kind.NUMBER, "万元", 0
)
IS_LOCAL = Column(
    "is_local",
    "本地供应",
    "供应企业在企业登记名录中为是，否则为否；没有登记名录，或同名企业不止一家而没有信用代码时为空。",
    Kind.BOOLEAN,
)

SUPPLY = Contract(
    entity="supply",
    label="本地配套采购情况",
    sentence="一年内哪家企业向哪家企业采购什么产品、多少金额。",
    fields=(
        Field(
            c.USCC,
            ("采购企业信用代码", "采购方信用代码", "采购企业统一社会信用代码", "采购方统一社会信用代码", *USCC_ALIASES),
        ),
        Field(c.NAME, ("采购企业", "采购方", "采购单位", "采购企业名称", "采购方名称", "需方", "买方", *NAME_ALIASES)),
        Field(
            SUPPLIER_USCC,
            ("供应商信用代码", "供应方信用代码", "供方信用代码", "供应企业统一社会信用代码", "供应商统一社会信用代码"),
        ),
        Field(
            SUPPLIER_NAME,
            (
                "供应商", "供应商名称", "供应企业名称", "供应方", "供应单位", "供方", "供货企业", "供货单位", "配套企业",
                "配套企业名称", "卖方",
            ),
        ),
        Field(
            SUPPLIED_PRODUCT,
            ("产品名称", "配套产品", "采购产品", "采购品种", "采购品类", "物资名称", "货物名称", "零部件名称", "配套产品名称"),
        ),
        Field(c.YEAR, YEAR_ALIASES),
        Field(PURCHASE, ("采购金额", "年采购额", "年采购金额", "年度采购额", "采购总额", "配套金额", "配套额", "供货金额")),
    ),
    identity=(("uscc", "name"), ("supplier_uscc", "supplier_name")),
    distinctive=("supplier_name", "supplier_uscc"),
    # Returns of different months may stand side by side: the mart keeps the latest.
    key=("enterprise_id", "supplier_id", "product_name", "year", "received_on"),
    brings="企业之间的供应关系和产业链的本地配套率",
    sender="工业和信息化局、链上企业",
)  # fmt: skip

SUPPLY_LINK = Table(
    "supply_link",
    "供应关系",
    "一户采购企业、一户供应企业、一种产品、一年一行；多次来件以最近一次的为准。",
    ("buyer_id", "supplier_id", "product_name", "year"),
    (BUYER_ID, SUPPLIER_ID, SUPPLIER_NAME, SUPPLIED_PRODUCT, c.YEAR, PURCHASE, IS_LOCAL),
)
