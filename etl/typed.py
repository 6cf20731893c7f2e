"""One column of a sheet → typed values in our unit. What cannot be read, or is read with a doubt, is reported cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.amounts import amounts, is_percent
from etl.clean.codes import clean_uscc, suggested_uscc
from etl.clean.dates import may_be_october
from etl.clean.fields import clean_field
from etl.clean.lost import became_scientific, lacks_leading_zero
from etl.clean.numbers import convert
from etl.clean.parsed import Parsed
from etl.clean.text import compact
from etl.contracts import Field, Kind
from etl.contracts.units import FACTORS, factor_between
from etl.headings import ColumnMatch
from etl.issues import WARNING, Finding, IssueLog
from etl.mixed_units import in_two_units, read_as_percent

if TYPE_CHECKING:
    from etl.stage import SheetPlan

MEASURES = (Kind.NUMBER, Kind.INTEGER)


class ColumnReport:
    """Writes findings about the cells of one column."""

    def __init__(
        self,
        plan: SheetPlan,
        match: ColumnMatch,
        source: pa.ChunkedArray,
        rows: pa.ChunkedArray,
        log: IssueLog,
    ) -> None:
        """Remember which column it is."""
        self.plan, self.match, self.source, self.rows, self.log = plan, match, source, rows, log

    def say(
        self, check: str, mask: pa.ChunkedArray, reason: str | pa.ChunkedArray, next_step: str | None = None
    ) -> None:
        """A finding about each cell where ``mask`` is true; a column of reasons says a word of its own to each."""
        said = reason if isinstance(reason, str) else ""
        finding = Finding(
            check,
            WARNING,
            f"{self.match.field.column.label}{said}",
            next_step or "请在来件中改正这一格后重新导入。",
        )
        self.log.cells(
            self.plan.raw,
            finding,
            entity=self.plan.contract.entity,
            column=self.match.heading,
            rows=self.rows,
            values=self.source,
            mask=mask,
            reasons=None if isinstance(reason, str) else reason,
        )

    def say_once(self, check: str, mask: pa.ChunkedArray, reason: str, next_step: str) -> None:
        """One finding about the column, at the first cell where ``mask`` is true."""
        first = pc.index(pc.fill_null(mask, False), True).as_py()
        if first >= 0:
            at = pa.chunked_array([pa.array([first])])
            only = ColumnReport(
                self.plan, self.match, pc.take(self.source, at), pc.take(self.rows, at), self.log
            )
            only.say(check, pa.chunked_array([pa.array([True])]), reason, next_step)


def typed_column(
    plan: SheetPlan, match: ColumnMatch, source: pa.ChunkedArray, rows: pa.ChunkedArray, log: IssueLog
) -> dict[str, pa.ChunkedArray]:
    """The values of a column in our unit, out-of-bounds ones missing, under the field's name."""
    field, report = match.field, ColumnReport(plan, match, source, rows, log)
    parsed = (
        measured(plan, match, source, report) if field.column.kind in MEASURES else clean_field(source, field)
    )
    values, unreadable = parsed.values, parsed.unreadable
    if field.column.kind is Kind.CODE:
        values = _without_destroyed(field, values, report)
    elif field.column.kind in (Kind.DATE, Kind.MONTH):
        _report_october(report)
    report.say("unreadable_value", unreadable, _unreadable_reason(field))
    outside = _outside(field, values)
    if outside is not None:
        report.say("out_of_bounds", outside, f"超出合理范围（{_bounds(field)}），这一格按缺失处理。")
        values = pc.if_else(outside, pa.scalar(None, values.type), values)
    return {field.name: values}


def typed_uscc(
    plan: SheetPlan, match: ColumnMatch, source: pa.ChunkedArray, rows: pa.ChunkedArray, log: IssueLog
) -> dict[str, pa.ChunkedArray]:
    """Credit codes with the status of each; what is wrong with one, and what it may have been, is said."""
    code, status = clean_uscc(source)
    name, report = match.field.name, ColumnReport(plan, match, source, rows, log)
    report.say(
        "destroyed_code",
        pc.equal(status, "destroyed"),
        "被表格软件当作数字存过，末几位已经丢失，不能使用，按名称匹配。",
        "请从源系统重新导出，导出前把这一列的格式设为“文本”；不要手工补数。",
    )
    if name != "owner_uscc":  # an owner may be a village or a person: their numbers are not ours to judge
        wrong = pc.equal(status, "bad_check_digit")
        if pc.any(wrong).as_py():
            report.say("bad_credit_code", wrong, _reasons(code, match.field.column.label))
    return {name: code, f"{name}_status": status}


def _reasons(code: pa.ChunkedArray, label: str) -> pa.ChunkedArray:
    wrong = f"{label}不是有效的统一社会信用代码（18 位，校验位须相符），按名称匹配。"
    suggested = pc.binary_join_element_wise(
        wrong, "是否应为 ", suggested_uscc(code), "？没有自动改。", "", null_handling="emit_null"
    )
    return pc.coalesce(suggested, wrong)


def measured(
    plan: SheetPlan, match: ColumnMatch, source: pa.ChunkedArray, report: ColumnReport | None = None
) -> Parsed:
    """Numbers of a column in our unit; a cell that states a unit of its own is read in that."""
    field, target = match.field, match.field.column.unit or ""
    parsed = clean_field(source, field)
    unit = plan.units.get(field.name)
    percent = is_percent(source)
    factor = factor_between(unit, target) if unit else None
    values = parsed.values if factor is None else convert(pc.cast(parsed.values, pa.float64()), factor)
    unreadable = parsed.unreadable
    if pc.any(percent).as_py():
        values, unreadable = _with_percents(target, parsed, values, percent)
    if target == "%" and report is not None:
        values = read_as_percent(report, values, percent, is_stated=_states_percent(plan, match))
    if unit and target in FACTORS and pc.any(unreadable).as_py():
        values, unreadable = _with_own_units(report, source, (values, unreadable), (unit, target))
    # Under MJDW every row says its own unit: two in one column are as they should be.
    by_row = field.name == "certificate_m2" and "area_unit" in plan.match.fields
    if report is not None and unit and not by_row:
        in_two_units(report, values, unit)
    return _fitting(values, unreadable, is_count=field.column.kind is Kind.INTEGER)


def _fitting(values: pa.ChunkedArray, unreadable: pa.ChunkedArray, *, is_count: bool) -> Parsed:
    """Values of the field's type; what its unit made infinite, or no whole number where one is counted, is unreadable."""
    if is_count and values.type == pa.int32():
        return Parsed(values, unreadable)
    numbers = pc.cast(values, pa.float64())
    fits = pc.is_finite(numbers)
    if is_count:
        small = pc.less(pc.abs(numbers), 2.0**31)
        fits = reduce(pc.and_, [fits, small, pc.equal(numbers, pc.round(numbers))])
    lost = pc.invert(pc.fill_null(fits, True))
    if pc.any(lost).as_py():
        numbers = pc.if_else(lost, pa.scalar(None, pa.float64()), numbers)
        unreadable = pc.or_(unreadable, lost)
    return Parsed(pc.cast(numbers, pa.int32()) if is_count else numbers, unreadable)


def _with_percents(
    target: str, parsed: Parsed, values: pa.ChunkedArray, percent: pa.ChunkedArray
) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """12.5% is 12.5 in a column of percents, 0.125 where a plain ratio is asked for, and no amount of anything else."""
    if target == "%":
        return pc.if_else(percent, parsed.values, values), parsed.unreadable
    if not target:
        return pc.if_else(percent, pc.divide(pc.cast(values, pa.float64()), 100.0), values), parsed.unreadable
    there = pc.and_(percent, pc.is_valid(values))
    return pc.if_else(there, pa.scalar(None, values.type), values), pc.or_(parsed.unreadable, there)


def _states_percent(plan: SheetPlan, match: ColumnMatch) -> bool:
    said = plan.mapping is not None and match.field.name in plan.mapping.units
    # 建筑密度 ends like a unit of power: only a unit of shares counts.
    return said or (match.unit is not None and factor_between(match.unit, "%") is not None)


def _with_own_units(
    report: ColumnReport | None,
    source: pa.ChunkedArray,
    read: tuple[pa.ChunkedArray, pa.ChunkedArray],
    units: tuple[str, str],
) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    values, unreadable = read
    unit, target = units
    cells = pc.if_else(unreadable, source, pa.scalar(None, pa.string()))
    own, factor = amounts(cells, unit, target)
    found = pc.is_valid(own)
    differs = pc.and_(found, pc.not_equal(factor, float(FACTORS[target][unit])))
    if report is not None and pc.any(pc.fill_null(differs, False)).as_py():
        report.say(
            "unit_in_cell",
            differs,
            f"这一格自己写了单位，与本列的“{unit}”不同，已按这一格的单位换算。",
            f"请核对；最好把整列统一为“{unit}”，格内只写数。",
        )
    return (
        pc.coalesce(own, pc.cast(values, pa.float64())),
        pc.and_(unreadable, pc.invert(found)),
    )


def _without_destroyed(field: Field, values: pa.ChunkedArray, report: ColumnReport) -> pa.ChunkedArray:
    destroyed = became_scientific(values)
    report.say(
        "destroyed_code",
        destroyed,
        "被表格软件当作数字存过，末几位已经丢失，这一格按缺失处理。",
        "请从源系统重新导出，导出前把这一列的格式设为“文本”；不要手工补数。",
    )
    if field.name == "industry_code":
        _report_lost_zeros(report)
    return pc.if_else(destroyed, pa.scalar(None, values.type), values)


def _report_lost_zeros(report: ColumnReport) -> None:
    codes = compact(report.source)
    report.say(
        "lost_leading_zero",
        lacks_leading_zero(codes),
        "只有 3 位：可能是中类，也可能丢了开头的 0（如 0131 成了 131），没有自动补。",
        "请核对；是丢了 0 的，在来件中把这一列设为“文本”并补上。",
    )


def _report_october(report: ColumnReport) -> None:
    report.say(
        "ambiguous_month",
        may_be_october(report.source),
        "可能是 1 月，也可能是 10 月被表格软件去掉了末尾的 0，已按 1 月读取。",
        "请核对；是 10 月的，在来件中写作“2022年10月”。",
    )


def _unreadable_reason(field: Field) -> str:
    kinds = {Kind.NUMBER: "不是数字", Kind.INTEGER: "不是整数", Kind.DATE: "不是日期", Kind.MONTH: "不是月份"}
    if field.words:
        return f"不在可用的写法之内（{'、'.join(_first_spellings(field))}），这一格按缺失处理。"
    return f"{kinds.get(field.column.kind, '无法识别')}，这一格按缺失处理。"


def _first_spellings(field: Field) -> Iterator[str]:
    first = {meaning: spelling for spelling, meaning in reversed(list(field.words.items()))}
    yield from list(dict.fromkeys(first[meaning] for meaning in field.words.values()))[:8]


def _outside(field: Field, values: pa.ChunkedArray) -> pa.ChunkedArray | None:
    column = field.column
    if column.kind not in MEASURES or (column.minimum is None and column.maximum is None):
        return None
    low = pc.less(values, column.minimum if column.minimum is not None else float("-inf"))
    high = pc.greater(values, column.maximum if column.maximum is not None else float("inf"))
    return pc.or_(low, high)


def _bounds(field: Field) -> str:
    low, high = field.column.minimum, field.column.maximum
    return " ".join(
        [f"≥ {low:g}" if low is not None else "", f"≤ {high:g}" if high is not None else ""]
    ).strip()
