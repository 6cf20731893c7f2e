"""What the ledgers of services to enterprises and of safety have in common: whom a case is about, by which day it is told."""

from __future__ import annotations

from collections.abc import Mapping

from etl.contracts import columns as c
from etl.contracts.enterprise import NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Column, Field, Kind
from etl.contracts.park_plot import REPORTED_ALIASES

# Codes of the ledgers → the names that screens show, in the order of their tabs.
SERVICE_KINDS: Mapping[str, str] = {
    "policy_claim": "政策兑现",
    "power_subsidy": "用电补助",
    "arrears_case": "欠款",
    "visit": "走访",
    "ticket": "一企一议",
    "hazard": "安全隐患",
    "notice_batch": "归档",
}
FIRM_SAID = Column(
    "enterprise_name", "企业名称", "来件所写的企业，可以不在登记名录中；没有写明的为空。", Kind.NAME
)
RESPONSIBLE = Column("responsible_unit", "责任单位", "负责办理的单位，来件原文。")
DUE_ON = Column("due_on", "办理时限", "应当办完的日期；没有写明的为空，不算超期。", Kind.DATE)


def firm_fields(*names: str, but: str = "") -> tuple[Field, Field, Field]:
    """The fields that say whom a row is about and of which month it is.

    ``names`` are further headings of the name; ``but`` is one that means something else in this ledger.
    """
    return (
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, tuple(name for name in (*names, *NAME_ALIASES) if name != but)),
        Field(c.MONTH, REPORTED_ALIASES),
    )


def spelt(*words: str, **others: tuple[str, ...]) -> dict[str, str]:
    """Each word as it stands and as “已…”, “…中”, “正在…”, and every other spelling that offices write for it."""
    plain = {form.format(word): word for word in words for form in ("{}", "已{}", "{}中", "正在{}")}
    return {**plain, **{spelling: word for word, spellings in others.items() for spelling in spellings}}
