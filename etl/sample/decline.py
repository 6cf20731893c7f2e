"""The form and rows of the ledger of help for enterprises whose output or electricity falls (减产帮扶), month by month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from etl.sample.arrays import FloatArray
from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, YEARS
from etl.sample.operation import MONTHS
from etl.sample.service_days import LEADERS, any_of, named, stranger
from etl.sample.sheets import Cell, SheetForm
from etl.sample.statistics_returns import REPORTED_MONTHS

REASONS = (
    "订单减少",
    "上年同期基数高",
    "主要客户减产",
    "原材料涨价",
    "设备检修",
    "厂房搬迁",
    "用工不足",
    "产品换代",
)
MEASURES = (
    "对接产销活动",
    "协调贷款续贷",
    "争取技改补助",
    "介绍供应链客户",
    "协调用工",
    "上门了解，按月跟踪",
)
# Falls of more than so many per cent, in the ledger's colours.
BOUNDS = ((20.0, "红"), (15.0, "橙"), (10.0, "蓝"))
POWER_FALL_PCT = 18.0
# The bureau does not judge by the rule alone: it knows orders and plans.
JUDGED_OTHERWISE = 0.05
# These rows of each block are wrong.
WRONG_SIGN, NO_COLOUR = 3, 14


def decline_form() -> SheetForm:
    """One sheet for the months of the survey year."""
    words = ("序号", "月份", "企业名称", "统一社会信用代码", "预警指标", "同比（%）", "连续月数", "预警颜色", "减产原因",
             "帮扶人", "帮扶措施", "帮扶状态")  # fmt: skip
    return SheetForm(
        "减产帮扶",
        f"示例区减产企业帮扶台账（{SURVEY_YEAR}年）",
        tuple((word, ()) for word in words),
        footnote="注：同比为累计数，颜色由轻到重为绿、蓝、橙、红。",
    )


def decline_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: who falls below a bound, and who rises again; a wrong sign, gaps and a stranger."""
    rng = block.stream("decline")
    changes = {"产值": _output_changes(block), "用电量": _power_changes(block)}
    written = 0
    for at, (i, indicator) in enumerate(((i, name) for i in _above(block) for name in changes), start=1):
        reason, helper, measure = any_of(rng, REASONS), any_of(rng, LEADERS), any_of(rng, MEASURES)
        in_a_row = 0
        for month, change in zip(REPORTED_MONTHS, changes[indicator][i], strict=True):
            colour = _colour(rng, float(change), indicator)
            if colour == "绿" and not in_a_row:
                continue
            written += 1
            in_a_row = 0 if colour == "绿" else in_a_row + (2 if month == REPORTED_MONTHS.start else 1)
            name, code = named(block, int(block.monthly.firms[i]), at)
            yield [
                f"{SURVEY_YEAR}年{month}月", name, code, indicator,
                round(-float(change) if written == WRONG_SIGN else float(change), 1),
                in_a_row, "" if written == NO_COLOUR else colour, reason,
                "" if at % 29 == 3 else helper, "" if colour == "绿" else measure,
                "已回升" if colour == "绿" else "帮扶中" if in_a_row > 2 else "待帮扶",
            ]  # fmt: skip
    yield [
        f"{SURVEY_YEAR}年12月", stranger(block, "纺织"), "", "产值", -24.6, 5, "红", REASONS[0], LEADERS[0], MEASURES[0],
        "帮扶中",
    ]  # fmt: skip


def _above(block: Block) -> list[int]:
    """The firms of the monthly returns that were in them the year before too."""
    entry = block.operation.scale_entry[block.monthly.firms]
    return [int(i) for i in np.flatnonzero(entry < SURVEY_YEAR)]


def _colour(rng: np.random.Generator, change: float, indicator: str) -> str:
    if indicator != "产值":
        return "蓝" if change < -POWER_FALL_PCT else "绿"
    found = next((colour for bound, colour in BOUNDS if change < -bound), "绿")
    moved = found != "绿" and rng.random() < JUDGED_OTHERWISE
    return "橙" if moved and found != "橙" else found


def _output_changes(block: Block) -> FloatArray:
    """Cumulative output against 上年同期, firms × reported months, in %."""
    figures, at = block.monthly, YEARS.index(SURVEY_YEAR) + 1
    base = np.round(figures.output[:, at - 1].cumsum(axis=1) * figures.comparable[:, at - 1, None])
    return _changes(figures.output[:, at].cumsum(axis=1), base)


def _power_changes(block: Block) -> FloatArray:
    figures, at = block.monthly, YEARS.index(SURVEY_YEAR) + 1
    return _changes(
        figures.electricity[:, at].cumsum(axis=1), figures.electricity[:, at - 1].cumsum(axis=1).astype(float)
    )


def _changes(now: np.ndarray, before: FloatArray) -> FloatArray:
    first = REPORTED_MONTHS.start - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = 100 * (now / before - 1)
    return np.nan_to_num(changes[:, first:MONTHS], nan=0.0, posinf=0.0)
