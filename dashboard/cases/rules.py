"""What a case may not say: each rule broken is one Chinese sentence that a form shows beside the fields."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from dashboard import format as fmt
from dashboard.cases import workflow
from dashboard.cases.record import BATCHES, DIFFICULTIES, FIELDS, SUGGESTIONS, Case
from etl.contracts import Kind

# Half of what a screen shows last: a figure copied from the screen is not larger than the one behind it.
TOLERANCE_MU = 0.005
NOT_LARGER = (("freed_mu", "occupied_mu"), ("to_free_mu", "occupied_mu"), ("freed_mu", "to_free_mu"))
IN_ORDER = (("planned_start", "planned_end"), ("actual_start", "actual_end"))
NOT_IN_FUTURE = ("decided_on", "actual_start", "actual_end")
DECISION = ("final_batch", "reason", "decided_by", "decided_on")


def problems(case: Case, today: date | None = None) -> list[str]:
    """Everything that keeps the case from being saved; empty when nothing does."""
    return [
        *_words(case),
        *_numbers(case),
        *_dates(case, today or date.today()),
        *_missing(case),
    ]


def _words(case: Case) -> Iterator[str]:
    for name, words in (("suggested_batch", SUGGESTIONS), ("final_batch", BATCHES), ("state", workflow.ALL)):
        word = getattr(case, name)
        if word is not None and word not in words:
            yield f"{_label(name)}“{word}”不是规定的词。请从这些里选：{'、'.join(words)}。"
    strange = [word for word in case.difficulty_types if word not in DIFFICULTIES]
    if strange:
        yield f"问题类型“{'、'.join(strange)}”不是规定的词。请从这些里选：{'、'.join(DIFFICULTIES)}。"


def _numbers(case: Case) -> Iterator[str]:
    for name, column in FIELDS.items():
        value = getattr(case, name)
        if column.kind is Kind.NUMBER and value is not None:
            if not math.isfinite(value):
                yield f"{column.label}不是一个数。请填数字，不知道时留空。"
            elif column.minimum is not None and value < column.minimum:
                yield f"{column.label} {_with_unit(name, value)} 是负数。请改成 0 或正数，不知道时留空。"
    for small, large in NOT_LARGER:
        less, more = getattr(case, small), getattr(case, large)
        if less is not None and more is not None and less - more > TOLERANCE_MU:
            yield (
                f"{_label(small)} {_with_unit(small, less)} 大于{_label(large)} {_with_unit(large, more)}。"
                "请核对这两个面积。"
            )


def _dates(case: Case, today: date) -> Iterator[str]:
    for first, last in IN_ORDER:
        begin, end = getattr(case, first), getattr(case, last)
        if begin and end and begin > end:
            yield f"{_label(first)} {begin} 晚于{_label(last)} {end}。请核对这两个日期。"
    for name in NOT_IN_FUTURE:
        day = getattr(case, name)
        if day and day > today:
            yield f"{_label(name)} {day} 在今天（{today}）之后。还没有发生的不要填。"


def _missing(case: Case) -> Iterator[str]:
    decided = workflow.is_decided(case.state, case.resumes_to)
    lacking = [_label(name) for name in DECISION if decided and not getattr(case, name)]
    if lacking:
        yield f"到了“{workflow.DECIDED}”及以后，{'、'.join(lacking)}不能空。请填写，或退回上一步。"
    differs = case.final_batch and case.suggested_batch and case.final_batch != case.suggested_batch
    if differs and not case.reason and not decided:
        yield (
            f"审定分类“{case.final_batch}”与建议分类“{case.suggested_batch}”不同，审定理由不能空。请写明为什么。"
        )
    if case.state == workflow.CLOSED and not case.actual_end:
        yield f"销号前要有{_label('actual_end')}。请填写完成的日期。"
    if not case.name:
        yield "企业名称不能空。请填写。"
    # A snapshot of a register alone knows no year, and a file may leave it out.
    if not case.year:
        yield f"{_label('year')}不能空。请填写数据的年度，如 2023。"


def _label(name: str) -> str:
    return FIELDS[name].label


def _with_unit(name: str, value: float) -> str:
    return fmt.with_unit(value, FIELDS[name].unit or "", FIELDS[name].decimals)
