"""What an enterprise has been recognised as (荣誉资质): who gave which honour at which level, from when to when."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Contract, Field

# Code → the name that screens show. Rungs of the ladder, of which a firm counts at its highest, are LADDER, lowest first.
HONOURS: Mapping[str, str] = {
    "high_tech": "高新技术企业",
    "tech_sme": "科技型中小企业",
    "innovative_sme": "创新型中小企业",
    "specialised": "专精特新中小企业",
    "little_giant": "专精特新“小巨人”企业",
    "champion": "制造业单项冠军",
    "tech_centre": "企业技术中心",
    "first_set": "首台（套）重大技术装备",
    "leader": "工业龙头企业",
    "leader_in_training": "工业龙头培育企业",
    "time_honoured": "福建老字号",
    "green_factory": "绿色工厂",
    "smart_manufacturing": "智能制造示范",
}
LADDER = ("innovative_sme", "specialised", "little_giant", "champion")
LEVELS: Mapping[str, str] = {"国": "国家级", "省": "省级", "市": "市级", "区": "区级"}
STATUSES: Mapping[str, str] = {
    "surveyed": "摸排",
    "applied": "申报",
    "recommended": "推荐",
    "announced": "公示",
    "granted": "认定",
    "renewed": "复核通过",
    "expired": "到期",
    "revoked": "撤销",
}

# 科技小巨人 is another award, of the science office: it is deliberately none of these.
# Spellings are compared in half-width brackets and upper case, see `etl.clean.codes.clean_word`.
HONOUR_WORDS = {
    "高新技术企业": "high_tech", "国家高新技术企业": "high_tech", "国家级高新技术企业": "high_tech",
    "高企": "high_tech", "国高": "high_tech", "高新企业": "high_tech",
    "科技型中小企业": "tech_sme", "国家科技型中小企业": "tech_sme", "科小": "tech_sme",
    "创新型中小企业": "innovative_sme", "省创新型中小企业": "innovative_sme", "创新型": "innovative_sme",
    "专精特新中小企业": "specialised", "专精特新企业": "specialised", "专精特新": "specialised",
    "省专精特新中小企业": "specialised", "省级专精特新中小企业": "specialised", "“专精特新”中小企业": "specialised",
    "“专精特新”企业": "specialised", "省级专精特新企业": "specialised",
    "专精特新“小巨人”企业": "little_giant", "专精特新小巨人企业": "little_giant", "专精特新小巨人": "little_giant",
    "专精特新“小巨人”": "little_giant", "专精特新\"小巨人\"企业": "little_giant", "小巨人": "little_giant",
    "小巨人企业": "little_giant", "“小巨人”企业": "little_giant", "国家级专精特新小巨人企业": "little_giant",
    "国家专精特新“小巨人”企业": "little_giant", "国家级专精特新“小巨人”企业": "little_giant",
    "专精特新「小巨人」企业": "little_giant",
    "制造业单项冠军": "champion", "制造业单项冠军企业": "champion", "单项冠军": "champion", "单项冠军企业": "champion",
    "制造业单项冠军产品": "champion", "单项冠军产品": "champion",
    "企业技术中心": "tech_centre", "技术中心": "tech_centre", "国家企业技术中心": "tech_centre",
    "省级企业技术中心": "tech_centre", "市级企业技术中心": "tech_centre", "省企业技术中心": "tech_centre",
    "首台(套)重大技术装备": "first_set", "首台套重大技术装备": "first_set", "首台套": "first_set",
    "首台(套)": "first_set", "首台(套)装备": "first_set", "首台套装备": "first_set",
    "工业龙头企业": "leader", "龙头企业": "leader", "省级龙头企业": "leader", "市级龙头企业": "leader",
    "省工业龙头企业": "leader", "市工业龙头企业": "leader", "产业龙头企业": "leader", "工业龙头": "leader",
    "工业龙头培育企业": "leader_in_training", "龙头培育": "leader_in_training",
    "龙头培育企业": "leader_in_training", "工业(产业)龙头培育企业": "leader_in_training",
    "市级龙头培育企业": "leader_in_training",
    "福建老字号": "time_honoured", "老字号": "time_honoured", "福建省老字号": "time_honoured",
    "绿色工厂": "green_factory", "国家级绿色工厂": "green_factory", "省级绿色工厂": "green_factory",
    "智能制造示范": "smart_manufacturing", "智能制造示范企业": "smart_manufacturing",
    "智能制造试点示范": "smart_manufacturing", "智能制造示范工厂": "smart_manufacturing",
    "智能制造优秀场景": "smart_manufacturing",
}  # fmt: skip
LEVEL_WORDS = {
    "国": "国", "国家": "国", "国家级": "国", "国级": "国", "部级": "国", "工信部": "国",
    "省": "省", "省级": "省", "福建省": "省", "自治区": "省",
    "市": "市", "市级": "市", "设区市": "市", "地市级": "市", "福州市": "市",
    "区": "区", "区级": "区", "县": "区", "县级": "区", "区县级": "区", "县区级": "区", "县(区)级": "区", "区(县)级": "区",
}  # fmt: skip
STATUS_WORDS = {
    "摸排": "surveyed", "摸底": "surveyed", "储备": "surveyed", "拟申报": "surveyed", "培育": "surveyed",
    "申报": "applied", "已申报": "applied", "申报中": "applied", "组织申报": "applied", "在申报": "applied",
    "推荐": "recommended", "已推荐": "recommended", "区级推荐": "recommended", "推荐上报": "recommended",
    "公示": "announced", "公示中": "announced", "已公示": "announced", "拟认定": "announced",
    "认定": "granted", "已认定": "granted", "有效": "granted", "获评": "granted", "通过认定": "granted",
    "在有效期": "granted", "有效期内": "granted",
    "复核通过": "renewed", "通过复核": "renewed", "复核": "renewed", "已复核": "renewed", "复审通过": "renewed",
    "重新认定": "renewed",
    "到期": "expired", "已到期": "expired", "过期": "expired", "已过期": "expired", "失效": "expired",
    "撤销": "revoked", "已撤销": "revoked", "取消": "revoked", "取消资格": "revoked", "动态调出": "revoked",
    "复核未通过": "revoked",
}  # fmt: skip

HONOUR = Contract(
    entity="honour",
    label="企业荣誉台账",
    sentence="企业获得或正在申报的荣誉资质、级别、批次、认定日期和有效期。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(
            c.HONOUR_CODE,
            (
                "荣誉", "荣誉名称", "荣誉资质", "资质名称", "荣誉称号", "称号", "荣誉类型", "资质类型", "荣誉资质名称",
                "认定类型", "认定名称", "荣誉类别", "资质荣誉",
            ),
            words=HONOUR_WORDS,
        ),
        Field(c.HONOUR_LEVEL, ("级别", "荣誉级别", "认定级别", "层级", "资质级别"), words=LEVEL_WORDS),
        Field(c.BATCH, ("批次", "认定批次", "批次年度", "公布批次")),
        Field(c.DOC_NO, ("文号", "认定文号", "文件号", "发文字号", "证书编号", "认定文件")),
        Field(
            c.GRANTED_ON,
            ("认定日期", "认定时间", "发证日期", "发证时间", "授予时间", "授予日期", "获评时间", "公布时间", "批准时间"),
        ),
        Field(
            c.VALID_TO,
            ("有效期至", "有效期止", "到期时间", "到期日期", "截止日期", "有效期截止", "有效截止日期", "有效期"),
        ),
        Field(c.HONOUR_STATUS, ("状态", "认定状态", "当前状态", "进展", "办理状态"), words=STATUS_WORDS),
    ),
    identity=(("uscc", "name"), ("honour_code",)),
    distinctive=("honour_code",),
    # Ledgers of different months may stand side by side: the status moves on, and the mart keeps the latest.
    key=("enterprise_id", "honour_code", "level", "batch", "granted_on", "status"),
    brings="企业的荣誉资质和到期提醒",
    sender="工业和信息化局",
)  # fmt: skip
