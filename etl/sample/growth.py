"""Forms and rows of two ledgers of the industry bureau: firms on the cloud, firms that are to pass 2000 万元; their targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, YEARS
from etl.sample.industries import INDUSTRIES
from etl.sample.sheets import Cell, SheetForm

LEDGER_DATE = date(SURVEY_YEAR, 12, 31)
ABOVE_SHARE, BELOW_SHARE = 0.55, 0.05
MISSING_CODE_SHARE, SLIP_SHARE = 0.05, 0.02
PLATFORMS = ("华为云", "阿里云", "天翼云", "移动云", "腾讯云", "示例工业互联网平台")
PLATFORM_WEIGHTS = (0.34, 0.2, 0.18, 0.1, 0.08, 0.1)
SERVICES = ("基础设施上云", "业务应用上云", "设备上云", "平台应用")
CLOUD_SPELLINGS = {"已上云": ("已上云", "完成上云", "已上线"), "已核验": ("已核验", "验收通过")}
MENTORS = ("企业科", "运行科", "属地街道", "园区管委会")
LOWEST, HIGHEST, PASSED = 900.0, 2_600.0, 2_000.0
TARGET_HEADINGS = ("序号", "指标", "年度", "目标值", "单位", "责任科室")


def cloud_forms() -> list[SheetForm]:
    """The workbook's two sheets: who is on which cloud, and the targets of the years."""
    headings = (
        "序号", "企业名称", "统一社会信用代码", "上云平台", "服务类型", "上云状态", "签约日期", "上云日期", "核验日期",
        "补助（万元）",
    )  # fmt: skip
    return [
        SheetForm(
            name="企业上云",
            title=f"示例区企业上云上平台台账（{SURVEY_YEAR}年12月）",
            headings=tuple((heading, ()) for heading in headings),
        ),
        _targets_form("企业上云年度目标"),
    ]


def pool_forms() -> list[SheetForm]:
    """The workbook's two sheets: the pool, and the task of the year before the last, whose own another list has."""
    headings = (
        "序号", "企业名称", "统一社会信用代码", "近12个月营业收入（万元）", "培育状态", "预计入库月份", "入库日期", "培育责任人",
    )  # fmt: skip
    return [
        SheetForm(
            name="培育库",
            title=f"示例区“榕升计划”小升规培育库（{SURVEY_YEAR}年12月）",
            headings=tuple((heading, ()) for heading in headings),
            footnote="注：近12个月营业收入以企业纳税申报为准。",
        ),
        _targets_form("小升规年度任务"),
    ]


def _targets_form(title: str) -> SheetForm:
    return SheetForm(
        name="年度目标", title=title, headings=tuple((heading, ()) for heading in TARGET_HEADINGS)
    )


def cloud_target_rows(block: Block) -> Iterator[list[Cell]]:
    """A target a year, of the bureau and not of a block."""
    if not block.number:
        rng = block.stream("cloud targets")
        share = ABOVE_SHARE * int(block.operation.is_above_scale(SURVEY_YEAR).sum()) / len(YEARS)
        for year in YEARS:
            yield ["上云上平台企业数", year, round(share * rng.uniform(0.7, 1.1)), "家", "数字经济科"]


def pool_target_rows(block: Block) -> Iterator[list[Cell]]:
    """The task of the year before the last; the ledger goes no further back."""
    if not block.number:
        rng = block.stream("pool targets")
        for year in YEARS[1:-1]:
            yield ["小升规", year, int(rng.integers(8, 20)), "家", "企业科"]


def cloud_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers: most of the larger firms, a few small ones, one that no list knows."""
    rng, firms = block.stream("cloud adoption"), block.enterprises
    above = block.operation.is_above_scale(SURVEY_YEAR)
    drawn = [at for at in range(len(firms)) if rng.random() < (ABOVE_SHARE if above[at] else BELOW_SHARE)]
    for place, firm in enumerate(drawn):
        is_last = place == len(drawn) - 1
        has_code = rng.random() >= MISSING_CODE_SHARE and not is_last
        yield [
            f"示例云外智造{block.number or ''}（泉州）有限公司" if is_last else firms.names[firm],
            firms.codes[firm] if has_code else "",
            PLATFORMS[int(rng.choice(len(PLATFORMS), p=PLATFORM_WEIGHTS))],
            SERVICES[rng.integers(len(SERVICES))],
            *_moved(rng),
        ]


def _moved(rng: np.random.Generator) -> list[Cell]:
    """Status, days and subsidy of one move: three years of them, the latest still on the way."""
    signed = date(YEARS[0], 1, 10) + timedelta(days=int(rng.integers(0, 1_080)))
    adopted = signed + timedelta(days=int(rng.integers(20, 120)))
    verified = adopted + timedelta(days=int(rng.integers(30, 200)))
    if rng.random() < 0.08:
        return ["意向", "", "", "", None]
    if adopted > LEDGER_DATE:
        return ["签约", signed.isoformat(), "", "", None]
    if rng.random() < SLIP_SHARE:
        signed, adopted = adopted, signed
    told = adopted.isoformat() if rng.random() >= SLIP_SHARE else ""
    subsidy = round(float(rng.uniform(0.5, 5.0)), 1)
    if verified > LEDGER_DATE or rng.random() < 0.1:
        return [_spelled(rng, "已上云"), signed.isoformat(), told, "", None]
    return [_spelled(rng, "已核验"), signed.isoformat(), told, verified.isoformat(), subsidy]


def pool_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers: industrial firms near the threshold, and those that passed it in the year."""
    rng, firms, operation = block.stream("upgrade pool"), block.enterprises, block.operation
    below, revenue = ~operation.is_above_scale(SURVEY_YEAR), operation.revenue[:, -1]
    stranger = f"示例新芽精工{block.number or ''}有限公司"
    for at, name in enumerate(firms.names):
        entered = operation.scale_entry[at] in YEARS[1:]
        near = below[at] and LOWEST <= revenue[at] <= HIGHEST and INDUSTRIES[firms.industry[at]].is_industrial
        if not entered and (not near or rng.random() < 0.15):
            continue
        row = _entered(rng, int(operation.scale_entry[at])) if entered else _waiting(rng, float(revenue[at]))
        yield [name, "" if rng.random() < MISSING_CODE_SHARE else firms.codes[at], *row]
    yield [stranger, "", 1_480.0, "储备", f"{SURVEY_YEAR + 1}年6月", "", MENTORS[0]]


def _entered(rng: np.random.Generator, year: int) -> list[Cell]:
    """A firm that has passed; one in so many was entered with too little, or without its day."""
    revenue = (
        rng.uniform(PASSED, 2 * PASSED) if rng.random() >= 2 * SLIP_SHARE else rng.uniform(1_700, PASSED)
    )
    day = date(year, int(rng.integers(1, 13)), int(rng.integers(1, 28)))
    told = day.isoformat() if rng.random() >= SLIP_SHARE else ""
    expected = f"{year}年{day.month}月"
    return [round(float(revenue), 2), "已入库", expected, told, MENTORS[int(rng.integers(len(MENTORS)))]]


def _waiting(rng: np.random.Generator, survey_revenue: float) -> list[Cell]:
    """A firm on the way: how far by its revenue of the last months, expected soon the nearer it is; some are late."""
    revenue = round(survey_revenue * float(rng.uniform(0.95, 1.12)), 2)
    status = "已申报" if revenue >= 1.08 * PASSED else "已达标" if revenue >= PASSED else "储备"
    if status == "储备" and revenue >= 0.75 * PASSED:
        status = "重点培育"
    if rng.random() < 0.04:
        status = "退出"
    if rng.random() < SLIP_SHARE:
        status = "观察"
    months = int(rng.integers(-1, 4)) if revenue >= PASSED else int(rng.integers(-2, 16))
    year, month = divmod(12 * SURVEY_YEAR + 11 + months, 12)
    told = revenue if rng.random() >= 2 * SLIP_SHARE else None
    return [told, status, f"{year}年{month + 1}月", "", MENTORS[int(rng.integers(len(MENTORS)))]]


def _spelled(rng: np.random.Generator, status: str) -> str:
    written = CLOUD_SPELLINGS[status]
    return written[int(rng.integers(len(written)))]
