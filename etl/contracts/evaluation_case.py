"""What overrides a rank (评价特殊情形): bonus, penalty, veto, protection and exemption of an enterprise in a year."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Contract, Field
from etl.contracts.tax import YEAR_ALIASES

CASE_KINDS = {
    "加分": "bonus",
    "扣分": "penalty",
    "减分": "penalty",
    "一票否决": "veto",
    "否决": "veto",
    "保护": "protect",
    "不降为D": "protect",
    "不参评": "exempt",
    "豁免": "exempt",
}

EVALUATION_CASE = Contract(
    entity="evaluation_case",
    label="评价特殊情形",
    sentence="企业在某年度的加分、扣分、一票否决、保护和不参评。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(c.YEAR, YEAR_ALIASES),
        Field(c.CASE_KIND, ("情形", "评价情形", "特殊情形", "调整类型", "情形类型"), words=CASE_KINDS),
        Field(c.POINTS, ("分值", "加减分", "加分值", "扣分值", "分数")),
        Field(c.CASE_REASON, ("事由", "原因", "加减分事由", "情形说明", "依据")),
    ),
    identity=(("uscc", "name"), ("kind",)),
    distinctive=("kind",),
    key=("enterprise_id", "year", "kind", "reason"),
    brings="评价的加减分、一票否决和保护",
    sender="评价专班",
)
