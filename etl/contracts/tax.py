"""Tax by enterprise and year (企业税收), sent by the tax bureau under an agreement: confidential by law."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import LEGAL_PERSON_ALIASES, NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Contract, Field

YEAR_ALIASES = ("年度", "年份", "所属年度", "税款所属年度", "数据年度", "统计年度", "入库年度", "year")

TAX = Contract(
    entity="tax",
    label="企业税收",
    sentence="企业当年入库税收、各项评价调整和评价税收。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(c.LEGAL_PERSON, LEGAL_PERSON_ALIASES),
        Field(c.YEAR, YEAR_ALIASES),
        Field(
            c.TAX_PAID,
            (
                "入库税收",
                "入库税收合计",
                "入库税额",
                "入库税额合计",
                "实缴税金",
                "实缴税收",
                "实缴税额",
                "实纳税额",
                "纳税总额",
                "年纳税总额",
                "税收总额",
                "税收合计",
                "税收",
                "税收收入",
                "全口径税收",
                "地方级收入",
                "入库税款",
                "实际入库税收",
                "应入库税收",
                "缴税总额",
                "合计",
                "tax",
            ),
        ),
        Field(c.EXEMPT_OFFSET, ("免抵调库", "免抵调库增值税", "免抵税额", "免抵调", "免抵调库数")),
        Field(c.RETAINED_REFUND, ("留抵退税", "留抵退税加回", "增值税留抵退税", "留抵退税额")),
        Field(c.BRANCH_TAX, ("总分机构调整", "总分机构汇总", "分支机构调整", "异地缴纳税收")),
        Field(c.PRIOR_YEARS_TAX, ("查补以前年度", "查补往年", "查补税款", "查补以前年度税收")),
        Field(c.TAX, ("评价税收", "税收实际贡献", "评价用税收", "评价税收合计")),
    ),
    identity=(("uscc", "name"),),
    distinctive=("tax_paid_wan_yuan", "tax_wan_yuan"),
    key=("enterprise_id", "year"),
    brings="税收和亩均税收",
    sender="税务局",
)
