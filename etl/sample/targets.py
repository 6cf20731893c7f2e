"""Forms and rows of the bureau's list of yearly targets, and of what its offices enter month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, YEARS
from etl.sample.growth import TARGET_HEADINGS
from etl.sample.sheets import Cell, SheetForm

TARGETED = YEARS[1:]


@dataclass(frozen=True)
class Goal:
    """One line of the list.

    Attributes:
        name: as the list writes it.
        unit: its unit; empty where somebody forgot it.
        office: who answers for it.
        aim: the target of the first year; of a figure of the district's own, a share of what the year before brought (of
            output, all firms': those that report monthly bring three quarters of it).
        pace: what an office enters at the year's end, as a share of the target; None where nobody enters anything.
        adds_up: whether what is entered grows over the year.
    """

    name: str
    unit: str
    office: str
    aim: float
    pace: float | None = None
    adds_up: bool = True


GOALS = (
    Goal("规上工业总产值", "亿元", "运行科", 0.79),
    Goal("规上工业产值增速", "%", "运行科", 6.0, 0.8, adds_up=False),
    Goal("工业用电量增速", "%", "运行科", 4.5, 1.1, adds_up=False),
    Goal("工业税收", "亿元", "运行科", 1.05),
    Goal("亩均税收", "万元/亩", "亩均办", 19.0),
    Goal("技改投资", "亿元", "投资科", 1.1, 0.93),
    Goal("招商签约额", "亿元", "招商科", 5.5, 0.9),
    Goal("惠企政策兑现资金", "万元", "企业科", 1_500.0, 0.97),
    Goal("一企一议办结率", "%", "企业科", 95.0),
    Goal("规上企业走访覆盖率", "%", "企业科", 40.0, 1.02),
    Goal("安全隐患整改率", "%", "安全科", 60.0),
    Goal("新增专精特新企业", "家", "企业科", 24.0),
    Goal("收储面积", "亩", "园区科", 260.0, 0.71),
    Goal("低效用地腾退", "亩", "亩均办", 150.0, 0.84),
    Goal("四个一批处置完成率", "%", "亩均办", 60.0, 0.9),
    Goal("标准厂房空置率", "%", "园区科", 33.0, 1.03, adds_up=False),
    Goal("企业数字化诊断", "家", "数字经济科", 40.0, 1.0),
    Goal("政策兑现平均天数", "", "企业科", 45.0),
)
# What an office fell behind with, entered too low once, left out of its report, or asked for sooner than by twelfths.
FELL, LAST_REPORTED, EARLY = "收储面积", {"招商签约额": 11, "低效用地腾退": 10}, "技改投资"
EARLY_PCT = (5, 12, 22, 32, 42, 52, 60, 68, 77, 85, 93, 100)


def target_forms() -> list[SheetForm]:
    """The workbook's two sheets: the targets of the years, and what was completed by the end of each month."""
    months = ("序号", "指标", "截至月份", "本年累计完成", "单位", "时序进度要求（%）")
    return [
        SheetForm(
            name="年度目标",
            title="示例区工信局年度目标任务分解表",
            headings=tuple((heading, ()) for heading in TARGET_HEADINGS),
        ),
        SheetForm(
            name="完成情况",
            title=f"示例区工信局年度目标完成情况月报（截至{SURVEY_YEAR}年12月）",
            headings=tuple((heading, ()) for heading in months),
            footnote="注：比率类指标填当期数；没有写明时序进度要求的按月份平均。",
        ),
    ]


def yearly_rows(block: Block) -> Iterator[list[Cell]]:
    """The targets without their numbers; the bureau has one list, whatever the size of the district."""
    if block.number:
        return
    for goal in GOALS:
        for year in TARGETED:
            yield [goal.name, year, _aim(block, goal, year), goal.unit, goal.office]


def completion_rows(block: Block) -> Iterator[list[Cell]]:
    """What the offices entered, month by month; one line has no target, one fell, some stopped reporting."""
    if block.number:
        return
    rng = block.stream("target completions")
    for goal in GOALS:
        if goal.pace is None:
            continue
        for year in TARGETED:
            yield from _months(rng, goal, year, float(_aim(block, goal, year)) * goal.pace)
    yield ["产业工人培训", f"{SURVEY_YEAR}年12月", 320, "人次", ""]


def _aim(block: Block, goal: Goal, year: int) -> float:
    """The target: of output and tax a share of the year before, of others a little more each year."""
    before = YEARS.index(year) - 1
    if goal.name == "规上工业总产值":
        return round(goal.aim * float(np.nansum(block.operation.output[:, before])) / 10_000, 1)
    if goal.name == "工业税收":
        return round(goal.aim * float(block.tax.paid[block.tax.is_filed[:, before], before].sum()) / 1e6, 2)
    aim = min(goal.aim * (1 + 0.02 * before), 100) if goal.unit == "%" else goal.aim * (1 + 0.02 * before)
    return round(aim, 0 if goal.unit in ("家", "", "万元") else 1)


def _months(rng: np.random.Generator, goal: Goal, year: int, reached: float) -> Iterator[list[Cell]]:
    last = LAST_REPORTED.get(goal.name, 12) if year == SURVEY_YEAR else 12
    shares = np.cumsum(rng.dirichlet(np.full(12, 8.0))) if goal.adds_up else rng.uniform(0.9, 1.1, 12)
    for month in range(1, last + 1):
        value = round(reached * float(shares[month - 1] if month < 12 else 1), 2)
        if (goal.name, year, month) == (FELL, SURVEY_YEAR, 8):
            value = round(value / 10, 2)
        asked = EARLY_PCT[month - 1] if goal.name == EARLY else ""
        yield [goal.name, f"{year}年{month}月", value, goal.unit, asked]
