"""What drugs and medical devices an enterprise may make, or is on the way to (药品批文和器械备案)."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Contract, Field, Kind, Table

# Code → the name that screens show, in the order of the yearly report.
LICENSE_TYPES: Mapping[str, str] = {
    "generic_consistency": "仿制药一致性评价",
    "drug_pipeline": "在研药品",
    "drug_approval": "药品注册批文",
    "device_class1": "一类器械备案",
    "device_class2": "二类器械注册",
    "device_class3": "三类器械注册",
}
# A licence moves through these in this order.
LICENSE_STATUSES = ("在研", "受理", "获批", "注销")

# Compared in half-width letters and brackets and upper case, see `etl.clean.codes.clean_word`: Ⅱ is II there.
DEVICE_WORDS = {
    f"{written}{ending}": f"device_class{number}"
    for number, writings in (
        (1, ("一类", "第一类", "I类", "1类")),
        (2, ("二类", "第二类", "II类", "2类")),
        (3, ("三类", "第三类", "III类", "3类")),
    )
    for written in writings
    for ending in (
        "", "备案", "注册", "注册证", "器械", "器械备案", "器械注册", "器械注册证", "医疗器械", "医疗器械备案",
        "医疗器械注册", "医疗器械注册证",
    )
}  # fmt: skip
LICENSE_TYPE_WORDS = {
    "仿制药一致性评价": "generic_consistency", "一致性评价": "generic_consistency",
    "仿制药质量和疗效一致性评价": "generic_consistency", "通过一致性评价": "generic_consistency",
    "一致性评价批文": "generic_consistency", "仿制药一致性评价批文": "generic_consistency",
    "在研药品": "drug_pipeline", "在研": "drug_pipeline", "在研新药": "drug_pipeline", "药品在研": "drug_pipeline",
    "在研品种": "drug_pipeline", "新药研发": "drug_pipeline", "临床试验": "drug_pipeline",
    "药品注册批文": "drug_approval", "药品注册": "drug_approval", "药品批文": "drug_approval",
    "药品批准文号": "drug_approval", "药品注册批件": "drug_approval", "药品注册证书": "drug_approval",
    "药品注册证": "drug_approval", "药品": "drug_approval", "新药批文": "drug_approval",
    **DEVICE_WORDS,
}  # fmt: skip
LICENSE_STATUS_WORDS = {
    "在研": "在研", "研发中": "在研", "临床": "在研", "临床试验": "在研", "临床前": "在研", "研制中": "在研",
    "受理": "受理", "已受理": "受理", "申报": "受理", "已申报": "受理", "审评中": "受理", "在审": "受理", "审批中": "受理",
    "获批": "获批", "已获批": "获批", "批准": "获批", "已批准": "获批", "有效": "获批", "已备案": "获批", "备案": "获批",
    "已注册": "获批", "已取得": "获批", "通过": "获批", "在有效期": "获批",
    "注销": "注销", "已注销": "注销", "撤销": "注销", "吊销": "注销", "失效": "注销", "取消备案": "注销", "过期": "注销",
}  # fmt: skip

LICENSE_TYPE = Column(
    "license_type",
    "批件类型",
    "generic_consistency 仿制药一致性评价、drug_pipeline 在研药品、drug_approval 药品注册批文、device_class1 一类器械备案、"
    "device_class2 二类器械注册、device_class3 三类器械注册。",
    Kind.WORD,
)
LICENSE_NO = Column("license_no", "批件编号", "批准文号、备案号或注册证号；还没有批下来的为空。", Kind.CODE)
LICENSED_PRODUCT = Column("product_name", "产品名称", "药品或器械的名称，来件原文。", Kind.NAME)
LICENSE_STATUS = Column("license_status", "状态", "在研、受理、获批、注销；来件没有写明时为空。", Kind.WORD)
APPROVED_ON = Column("approved_on", "批准日期", "批准、备案或注册的日期；还没有批下来的为空。", Kind.DATE)

PRODUCT_LICENSE = Contract(
    entity="product_license",
    label="药品批文和器械备案",
    sentence="企业的药品批文、在研药品和医疗器械备案、注册：类型、编号、产品、状态和日期。",
    fields=(
        Field(c.USCC, ("注册人信用代码", "持有人信用代码", "备案人信用代码", *USCC_ALIASES)),
        Field(
            c.NAME,
            (
                "持有人", "上市许可持有人", "持有企业", "药品上市许可持有人", "注册人", "注册人名称", "备案人",
                "备案人名称", "生产企业", "研发单位", "申请人", "申报企业", *NAME_ALIASES,
            ),
        ),
        Field(
            LICENSE_TYPE,
            (
                "批件类别", "批文类型", "批文类别", "证照类型", "注册类型", "注册类别", "备案类型", "备案类别",
                "产品管理类别", "管理类别", "器械类别", "许可类型", "批件批文类型",
            ),
            words=LICENSE_TYPE_WORDS,
        ),
        Field(
            LICENSE_NO,
            (
                "批准文号", "备案号", "注册证号", "注册证编号", "备案编号", "药品批准文号", "批件号", "批文号",
                "批准文号/备案号/注册证号", "批准文号备案号注册证号", "文号/备案号", "证号", "注册证备案号",
            ),
        ),
        Field(LICENSED_PRODUCT, ("产品", "药品名称", "品种", "品种名称", "通用名称", "药品通用名", "器械名称", "产品品种")),
        Field(
            LICENSE_STATUS, ("批件状态", "当前状态", "办理状态", "审批状态", "研发状态", "进展"), words=LICENSE_STATUS_WORDS
        ),
        Field(APPROVED_ON, ("获批日期", "获批时间", "批准时间", "备案日期", "注册日期", "发证日期", "备案时间", "批件日期")),
        Field(
            c.VALID_TO,
            ("有效期至", "有效期止", "到期日期", "到期时间", "有效期截止", "有效截止日期", "截止日期", "有效期"),
        ),
    ),
    identity=(("uscc", "name"), ("license_type",), ("license_no", "product_name")),
    distinctive=("license_type",),
    # Ledgers of different months may stand side by side: a licence moves on, and the mart keeps the latest word.
    key=("enterprise_id", "license_type", "license_no", "product_name", "license_status", "received_on"),
    brings="企业的药品批文、在研药品和医疗器械备案、注册",
    sender="市场监督管理局、工业和信息化局",
)  # fmt: skip

LICENSE_TABLE = Table(
    "product_license",
    "药品批文和器械备案",
    "一户企业的一种批件、一个编号（还没有编号的为一种产品）一行；多次来件以最近一次的为准。",
    ("enterprise_id", "license_type", "license_no", "product_name"),
    (
        c.ENTERPRISE_ID, LICENSE_TYPE, LICENSE_NO, LICENSED_PRODUCT, LICENSE_STATUS, APPROVED_ON, c.VALID_TO,
    ),
)  # fmt: skip
