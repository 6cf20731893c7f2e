"""Output, revenue and inputs by enterprise and year (企业经营年报), sent by the statistics bureau."""

from __future__ import annotations

from etl.contracts import columns as c
from etl.contracts.enterprise import LEGAL_PERSON_ALIASES, NAME_ALIASES, USCC_ALIASES, YES_NO
from etl.contracts.model import Contract, Field
from etl.contracts.tax import YEAR_ALIASES

OUTPUT_ALIASES = (
    "工业总产值",
    "产值",
    "总产值",
    "年产值",
    "工业产值",
    "总产值当年价",
    "工业总产值当年价",
    "年度产值",
    "output",
)
REVENUE_ALIASES = (
    "营业收入", "主营业务收入", "主营收入", "销售收入", "开票销售", "年营业收入", "开票销售收入", "营收", "revenue",
)  # fmt: skip
ELECTRICITY_ALIASES = ("用电量", "电量", "售电量", "全年用电量", "工业用电量")

OPERATION_YEAR = Contract(
    entity="operation_year",
    label="企业经营年报",
    sentence="企业当年产值、营业收入、增加值、用工、研发、能耗、排放和申报用地。",
    fields=(
        Field(c.USCC, USCC_ALIASES),
        Field(c.NAME, NAME_ALIASES),
        Field(c.LEGAL_PERSON, LEGAL_PERSON_ALIASES),
        Field(c.YEAR, YEAR_ALIASES),
        Field(c.OUTPUT, OUTPUT_ALIASES),
        Field(
            c.OUTPUT_YOY,
            ("产值增速", "产值同比", "总产值增速", "工业总产值增速", "产值同比增长", "产值同比增速"),
        ),
        Field(c.REVENUE, REVENUE_ALIASES),
        Field(c.VALUE_ADDED, ("工业增加值", "增加值")),
        Field(
            c.EMPLOYEES,
            (
                "平均用工人数",
                "从业人数",
                "年平均员工数",
                "从业人员",
                "用工人数",
                "职工人数",
                "年平均职工人数",
                "员工人数",
                "用工",
                "从业人员平均人数",
                "从业人员期末人数",
                "人数",
            ),
            "人",
        ),
        Field(
            c.RD,
            (
                "研发经费",
                "R&D经费支出",
                "R&D经费",
                "研发费用",
                "研发投入",
                "研发经费支出",
                "R&D支出",
                "研究开发费用",
            ),
        ),
        Field(
            c.ENERGY,
            ("综合能耗", "综合能源消费量", "能耗", "能源消费量", "综合能耗等价值", "综合能源消费"),
        ),
        Field(c.EMISSION, ("主要污染物排放量", "排污量", "污染物排放量", "主要污染物排放", "排放量")),
        Field(c.ELECTRICITY, ELECTRICITY_ALIASES),
        Field(c.IS_ABOVE_SCALE, ("是否规上", "规上企业", "规上规下", "是否规上企业"), words=YES_NO),
        Field(
            c.DECLARED_LAND_MU,
            (
                "用地面积",
                "实际用地",
                "实际用地面积",
                "占地面积",
                "土地面积",
                "申报用地面积",
                "企业用地面积",
                "总用地面积",
            ),
        ),
    ),
    identity=(("uscc", "name"),),
    distinctive=(
        "output_wan_yuan",
        "revenue_wan_yuan",
        "value_added_wan_yuan",
        "employees",
        "rd_wan_yuan",
        "energy_tce",
        "emission_t",
        "electricity_kwh",
        "declared_land_mu",
    ),
    key=("enterprise_id", "year"),
    brings="产值、营业收入、增加值和用工",
    sender="统计局",
)
