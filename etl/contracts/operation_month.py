"""Monthly returns of above-scale industry (规上工业月报), cumulative from January, sent by the statistics bureau."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import LEGAL_PERSON_ALIASES, NAME_ALIASES, USCC_ALIASES
from etl.contracts.model import Contract, Field
from etl.contracts.operation_year import ELECTRICITY_ALIASES, OUTPUT_ALIASES, REVENUE_ALIASES


def _suffixed(stems: tuple[str, ...], suffixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem + suffix for stem in stems for suffix in suffixes)


THIS_MONTH = ("本月", "当月", "本月数", "当月值")
CUMULATIVE = ("本年累计", "累计", "1-本月累计", "本年累计数", "1-本月", "本期累计")
YEAR_BEFORE = ("上年同期", "去年同期", "上年同期累计", "上年同期数")
GROWTH = ("增速", "同比", "同比增长", "累计增速", "增长", "同比增速", "累计同比")

OPERATION_MONTH = Contract(
    entity="operation_month",
    label="规上工业月报",
    sentence="规上企业 1 至本月累计的产值、营业收入和用电量。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(c.LEGAL_PERSON, LEGAL_PERSON_ALIASES),
        Field(c.MONTH, ("月份", "年月", "所属期", "统计月份", "数据月份", "报告期", "month")),
        Field(c.OUTPUT_MONTH, (*_suffixed(OUTPUT_ALIASES, THIS_MONTH), "本月产值", "当月产值", "本月总产值")),
        Field(
            c.OUTPUT_CUM,
            (*_suffixed(OUTPUT_ALIASES, CUMULATIVE), "累计产值", "累计工业总产值", "本年累计产值"),
        ),
        Field(c.OUTPUT_CUM_PREV, _suffixed(OUTPUT_ALIASES, YEAR_BEFORE)),
        Field(c.OFFICIAL_YOY, (*_suffixed(OUTPUT_ALIASES, GROWTH), "增速", "同比增速"), "%"),
        Field(c.REVENUE_MONTH, _suffixed(REVENUE_ALIASES, THIS_MONTH)),
        Field(c.REVENUE_CUM, (*_suffixed(REVENUE_ALIASES, CUMULATIVE), "累计营业收入")),
        Field(c.ELECTRICITY_MONTH, (*_suffixed(ELECTRICITY_ALIASES, THIS_MONTH), "本月用电量", "当月用电量")),
        Field(c.ELECTRICITY_CUM, (*_suffixed(ELECTRICITY_ALIASES, CUMULATIVE), "累计用电量")),
    ),
    identity=(("uscc", "name"),),
    distinctive=(
        "output_wan_yuan",
        "output_cum_wan_yuan",
        "revenue_wan_yuan",
        "revenue_cum_wan_yuan",
        "electricity_kwh",
        "electricity_cum_kwh",
    ),
    key=("enterprise_id", "month"),
    brings="月度产值走势",
    sender="统计局",
)
