"""The enterprise register: who the enterprises are. Usually sent by the market supervision bureau (市监局)."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.model import Contract, Field

USCC_ALIASES = (
    "统一社会信用代码", "社会统一信用代码", "统一信用代码", "信用代码", "社会信用代码", "税号", "纳税人识别号",
    "纳税识别号", "社会信用代码纳税人识别号", "纳税人识别号统一社会信用代码", "统一社会信用代码纳税人识别号",
    "组织机构代码", "企业信用代码", "机构代码", "uscc", "TYSHXYDM", "XYDM",
)  # fmt: skip
NAME_ALIASES = (
    "企业名称", "单位名称", "单位详细名称", "纳税人名称", "公司名称", "企业全称", "户名", "企业", "名称", "主体企业",
    "企业单位名称", "单位", "使用企业", "使用单位", "QYMC", "name",
)  # fmt: skip
LEGAL_PERSON_ALIASES = (
    "法定代表人", "法定代表人姓名", "法人代表", "法人代表姓名", "法人姓名", "法定代表人负责人", "企业法人代表",
    "FDDBR",
)  # fmt: skip
TOWN_ALIASES = (
    "镇街", "街道", "所属街道", "所在街道", "乡镇街道", "所属镇街", "所在镇街", "属地", "乡镇", "街道乡镇", "所属乡镇",
    "街镇", "所属街镇", "所在街道园区", "XZQMC", "JDMC", "town",
)  # fmt: skip
PARK_ALIASES = (
    "园区", "片区", "所在园区", "所属园区", "所在片区", "所属片区", "开发区名称", "所属网格", "园区片区", "PQMC", "YQMC",
    "park",
)  # fmt: skip

YES_NO = {
    "是": "true", "否": "false", "有": "true", "无": "false", "1": "true", "0": "false", "y": "true", "n": "false",
    "yes": "true", "no": "false", "true": "true", "false": "false", "规上": "true", "规下": "false", "√": "true",
    "×": "false",
}  # fmt: skip
SIZE_CLASSES = {
    "大型": "大型", "中型": "中型", "小型": "小型", "微型": "微型", "大": "大型", "中": "中型", "小": "小型",
    "微": "微型", "大型企业": "大型", "中型企业": "中型", "小型企业": "小型", "微型企业": "微型",
}  # fmt: skip
ORIENTATIONS = {
    "鼓励": "鼓励", "允许": "允许", "限制": "限制", "淘汰": "淘汰", "鼓励类": "鼓励", "允许类": "允许", "限制类": "限制",
    "淘汰类": "淘汰",
}  # fmt: skip

ENTERPRISE = Contract(
    entity="enterprise",
    label="企业登记名录",
    sentence="企业是谁、在哪里、属于什么行业。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(c.LEGAL_PERSON, LEGAL_PERSON_ALIASES),
        Field(c.FORMER_NAMES, ("曾用名", "曾用名称", "原名称", "更名前名称")),
        Field(c.INDUSTRY_CODE, ("行业代码", "国民经济行业代码", "行业小类代码", "行业小类", "HYDM")),
        Field(
            c.INDUSTRY_NAME, ("行业", "行业名称", "所属行业", "国民经济行业", "行业门类", "主要行业", "HYMC")
        ),
        Field(c.TOWN, TOWN_ALIASES),
        Field(c.PARK_NAME, PARK_ALIASES),
        Field(
            c.ADDRESS,
            (
                "地址",
                "注册地址",
                "住所",
                "经营地址",
                "经营场所",
                "企业地址",
                "详细地址",
                "住所地址",
                "坐落",
                "address",
            ),
        ),
        Field(c.LON, ("经度", "lon", "lng", "longitude")),
        Field(c.LAT, ("纬度", "lat", "latitude")),
        Field(
            c.REGISTERED_ON,
            ("成立日期", "注册日期", "注册时间", "成立时间", "登记日期", "纳税登记时间", "核准日期"),
        ),
        Field(c.STATUS, ("经营状态", "企业状态", "登记状态", "状态", "存续状态", "主体状态")),
        Field(c.ENTERPRISE_TYPE, ("企业类型", "市场主体类型", "登记注册类型", "主体类型")),
        Field(c.REGISTERED_CAPITAL, ("注册资金", "注册资本")),
        Field(c.BUSINESS_SCOPE, ("经营范围", "主营业务")),
        Field(c.PRODUCTS, ("主要产品", "主导产品", "主要产品名称", "主营产品", "ZYCP")),
        Field(
            c.IS_ABOVE_SCALE,
            ("是否规上", "规上企业", "规上规下", "是否规上企业", "是否规模以上"),
            words=YES_NO,
        ),
        Field(c.SIZE_CLASS, ("企业规模", "规模", "单位规模", "规模类型"), words=SIZE_CLASSES),
        Field(c.ORIENTATION, ("产业导向", "导向类别", "产业政策", "产业目录"), words=ORIENTATIONS),
        Field(c.EXEMPT_REASON, ("不参评原因", "不参评理由", "豁免原因")),
        Field(c.EXEMPT_UNTIL, ("不参评截止", "豁免截止", "不参评截止日期")),
    ),
    identity=(("uscc", "name"),),
    distinctive=(
        "industry_code",
        "industry_name",
        "registered_on",
        "status",
        "enterprise_type",
        "registered_capital",
        "business_scope",
        "products",
        "is_above_scale",
        "size_class",
        "orientation",
        "address",
        "former_names",
    ),
    key=("enterprise_id",),
    brings="企业的行业、镇街、规模和是否规上",
    sender="市场监督管理局",
)
