"""Forms and rows of the statistics bureau: above-scale industry's monthly and all firms' annual returns."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from etl.sample.arrays import FloatArray
from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, YEARS
from etl.sample.industries import INDUSTRIES
from etl.sample.operation import MONTHS
from etl.sample.sheets import ABSENT, Cell, SheetForm

# January is not reported alone: the first return of a year is the one of January and February.
REPORTED_MONTHS = range(2, MONTHS + 1)
# A sheet that somebody hid and forgot.
HIDDEN_MONTH = (YEARS[0], 5)
# Money and staff are added up by town.
TOTALLED = (2, 3, 4, 5)

MONTHLY_HEADINGS = (
    ("单位详细名称", ()),
    ("统一社会信用代码", ()),
    ("行业代码", ()),
    ("工业总产值(当年价)", ("本月", "本年累计", "上年同期", "增速(%)")),
    ("营业收入", ("本年累计", "上年同期")),
    ("用电量(万千瓦时)", ("本月", "本年累计")),
)
ANNUAL_HEADINGS = (
    ("统一社会信用代码", ()),
    ("单位名称", ()),
    ("经营情况", ("工业总产值（万元）", "营业收入（万元）", "工业增加值（万元）", "平均用工人数（人）")),
    (
        "创新与能耗",
        ("R&D经费支出（万元）", "综合能源消费量（吨标准煤）", "主要污染物排放量（吨）", "用电量（万千瓦时）"),
    ),
)


def sheet_name(month: int) -> str:
    """The sheet of the return from January to ``month``."""
    return f"1-{month}月"


def monthly_forms(year: int) -> list[SheetForm]:
    """One sheet a reporting period of a year."""
    return [
        SheetForm(
            name=sheet_name(month),
            title=f"{year}年1—{month}月规模以上工业企业主要指标",
            unit="单位：万元",
            headings=MONTHLY_HEADINGS,
            is_hidden=(year, month) == HIDDEN_MONTH,
        )
        for month in REPORTED_MONTHS
    ]


def annual_form(year: int) -> SheetForm:
    """The annual return of a year; units stand in the headings, subtotals below each town."""
    return SheetForm(
        name=f"{year}年",
        title=f"{year}年企业主要经济指标年报",
        headings=ANNUAL_HEADINGS,
        totalled=TOTALLED,
        total_label=1,
    )


def monthly_rows(block: Block, year: int, month: int) -> Iterator[list[Cell]]:
    """The return from January to ``month`` of the firms that are above scale in ``year``."""
    figures, firms = block.monthly, block.enterprises
    at = YEARS.index(year) + 1
    above = block.operation.is_above_scale(year)[figures.firms]
    output, revenue, power = figures.output[:, at], figures.revenue[:, at], figures.electricity[:, at]
    before = np.round(figures.output[:, at - 1, :month].sum(axis=1) * figures.comparable[:, at - 1]).astype(
        np.int64
    )
    revenue_before = figures.revenue[:, at - 1, :month].sum(axis=1)
    for i in above.nonzero()[0].tolist():
        firm = int(figures.firms[i])
        industry = INDUSTRIES[firms.industry[firm]]
        existed = firms.founded_year[firm] < year
        cumulative = int(output[i, :month].sum())
        yield [
            firms.names[firm], firms.codes[firm], industry.code,
            _single(output[i], month), cumulative / 100, before[i] / 100 if existed else ABSENT,
            round((cumulative / int(before[i]) - 1) * 100, 1) if existed and before[i] else ABSENT,
            int(revenue[i, :month].sum()) / 100, revenue_before[i] / 100 if existed else ABSENT,
            _single(power[i], month), int(power[i, :month].sum()) / 100,
        ]  # fmt: skip


def annual_rows(block: Block, year: int, town: int) -> Iterator[list[Cell]]:
    """The annual return of the firms of a town that sent one."""
    figures, firms = block.operation, block.enterprises
    at = YEARS.index(year)
    columns = (
        figures.output, figures.revenue, figures.value_added, figures.employees, figures.rd,
        figures.energy_tce, figures.emission_t, figures.electricity_wan_kwh,
    )  # fmt: skip
    for i in (figures.is_reported[:, at] & (firms.town == town)).nonzero()[0].tolist():
        yield [
            firms.codes[i],
            firms.names[i],
            *(_figure(column[i, at], column is figures.employees) for column in columns),
        ]


def size_classes(block: Block) -> list[str]:
    """大中小微 of each firm by staff and revenue in the survey year (industry's thresholds of 2017)."""
    at = YEARS.index(SURVEY_YEAR)
    staff, revenue = _filled(block.operation.employees[:, at]), block.operation.revenue[:, at]
    limits = (("大型", 1000, 40_000), ("中型", 300, 2_000), ("小型", 20, 300))
    return [
        next((size for size, heads, money in limits if staff[i] >= heads and revenue[i] >= money), "微型")
        for i in range(len(staff))
    ]


def _filled(staff: FloatArray) -> FloatArray:
    """The register knows a size even where the return leaves the staff out: a small firm's."""
    return np.where(np.isnan(staff), 20.0, staff)


def _single(months: np.ndarray, month: int) -> Cell:
    return int(months[month - 1]) / 100 if month > REPORTED_MONTHS.start else ABSENT


def _figure(value: float, is_count: bool) -> Cell:
    if math.isnan(value):
        return ABSENT
    return int(value) if is_count else float(value)
