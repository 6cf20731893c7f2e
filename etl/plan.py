"""Decide how each sheet is read: as which entity, under which headings, in which units, for which period.

`inspect` prints these decisions and `build` carries them out, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.captions import Period, period_of, units_stated
from etl.contracts import CONTRACTS, Contract
from etl.contracts.operation_month import CUMULATIVE, THIS_MONTH, YEAR_BEFORE
from etl.contracts.units import FACTORS, unit_of
from etl.doubts import Doubt, doubts_about, missing_unit, overruled_unit
from etl.headings import (
    ColumnMatch,
    EntityMatch,
    HeadingBlock,
    best_block,
    blocks_at,
    heading_blocks,
    match_entity,
    unit_for,
)
from etl.issues import ERROR
from etl.mapping import FileMapping
from etl.read.model import RawTable
from etl.stage import SheetPlan

ROWS_LOOKED_AT = 60
IGNORED = "映射文件要求跳过。"
# One list of enterprises may bring facts of several of these at once; every other entity is a sheet's only one.
ONE_ROW_AN_ENTERPRISE = ("tax", "operation_year", "operation_month", "enterprise")
# A list of transfers between owners has most columns of a parcel, and says nothing of what stands on it today.
TRANSFER_HEADINGS = ("转让方式", "转让价格", "原土地使用权人")


@dataclass(frozen=True)
class SheetReading:
    """The decisions about one sheet.

    Attributes:
        plans: one for each entity that the sheet is read as; empty when it is refused.
        refusal: why it is not read, in Chinese; None when it is.
        unmapped: headings that mean nothing to us.
        heading_row: as the office program numbers it; None for layers and where no heading was found.
        first_heading_row: the same of a heading that begins above, else equal to it.
    """

    raw: RawTable
    plans: tuple[SheetPlan, ...]
    doubts: tuple[Doubt, ...] = ()
    refusal: str | None = None
    unmapped: tuple[str, ...] = ()
    heading_row: int | None = None
    stated_units: tuple[str, ...] = ()
    first_heading_row: int | None = None

    @property
    def entity(self) -> str | None:
        """The entities read from this sheet, joined by a plus sign."""
        return "+".join(plan.contract.entity for plan in self.plans) or None


def plan_sheet(raw: RawTable, mappings: Sequence[FileMapping]) -> SheetReading:
    """Decide how a sheet is read, by what the mapping file says of it and else by its own headings."""
    said = [mapping for mapping in mappings if mapping.fits(raw.source.path, raw.sheet)]
    if any(mapping.ignore for mapping in said):
        return SheetReading(raw, (), refusal=IGNORED)
    named = [mapping for mapping in said if mapping.entity is not None]
    # An entry without an entity adds its year, department or CRS to whatever the sheet is recognised as.
    general = next((mapping for mapping in said if mapping.entity is None), None)
    readings = [_plan_named(raw, mapping) for mapping in named] or [_plan_recognised(raw, general)]
    return readings[0] if len(readings) == 1 else _joined(raw, readings)


def _joined(raw: RawTable, readings: Sequence[SheetReading]) -> SheetReading:
    """Several mapping entries for one sheet: it is read once for each."""
    used = {column.heading for reading in readings for plan in reading.plans for column in plan.match.columns}
    return SheetReading(
        raw,
        tuple(plan for reading in readings for plan in reading.plans),
        tuple(doubt for reading in readings for doubt in reading.doubts),
        next((reading.refusal for reading in readings if reading.refusal), None),
        tuple(heading for heading in readings[0].unmapped if heading not in used),
        readings[0].heading_row,
        readings[0].stated_units,
        readings[0].first_heading_row,
    )


def _plan_named(raw: RawTable, mapping: FileMapping) -> SheetReading:
    contract = CONTRACTS[mapping.entity or ""]
    block = _block(raw, [contract], mapping)
    if block is None:
        return SheetReading(raw, (), refusal=f"映射文件指定为{contract.label}，但没有找到表头。")
    match = _match(raw, contract, block, mapping)
    absent = [heading for heading in mapping.columns if heading not in {c.heading for c in match.columns}]
    absent = [heading for heading in absent if mapping.columns[heading] not in match.fields]
    if absent or match.lacks:
        lacks = "、".join([*absent, *match.lacks])
        return SheetReading(raw, (), refusal=f"映射文件指定为{contract.label}，但缺少：{lacks}。")
    return _reading(raw, block, [match], mapping)


def _plan_recognised(raw: RawTable, mapping: FileMapping | None) -> SheetReading:
    contracts = [each for each in CONTRACTS.values() if raw.shapes is None or each.has_geometry]
    block = _block(raw, contracts, mapping)
    if block is None:
        words = _likely_heading(raw)
        seen = f"（看到的是：{'、'.join(words[:8])}）" if words else ""
        return SheetReading(
            raw, (), refusal=f"没有找到可以识别的表头{seen}。{_expected()}", unmapped=tuple(words)
        )
    if transfer := next((label for label in block.labels if label in TRANSFER_HEADINGS), None):
        return SheetReading(raw, (), refusal=_of_transfers(transfer), heading_row=_row(raw, block))
    matches = [_match(raw, contract, block, mapping) for contract in contracts]
    recognised = sorted(
        (match for match in matches if not match.lacks), key=lambda match: len(match.columns), reverse=True
    )
    if not recognised:
        return SheetReading(
            raw, (), refusal=_closest(matches), unmapped=_unmapped(block, []), heading_row=_row(raw, block)
        )
    month = (mapping.month if mapping else None) or _period(raw, block).month
    return _reading(raw, block, _read_together(recognised, month), mapping)


def _read_together(recognised: Sequence[EntityMatch], month: int | None) -> list[EntityMatch]:
    """What the sheet is about, and the other entities of the same list that it brings figures of.

    A list of enterprises may bring tax, annual figures and particulars at once. It is a register only where the
    particulars outnumber the figures; else it merely fills what the register leaves empty.
    """
    lists = {
        match.contract.entity: match for match in recognised if match.contract.entity in ONE_ROW_AN_ENTERPRISE
    }
    if recognised[0].contract.entity not in lists:
        return [recognised[0]]
    monthly = lists.pop("operation_month", None)
    facts = [match for entity, match in lists.items() if entity != "enterprise"]
    # A monthly return repeats its annual words (从业人数) every month: they are no annual figures.
    if monthly and (_speaks_of_months(monthly, month) or "operation_year" not in lists):
        facts = [monthly]
    register = lists.get("enterprise")
    if register is None:
        return facts
    is_register = _particulars(register) > sum(_particulars(match) for match in facts)
    return [register, *facts] if is_register else [*facts, register]


def _speaks_of_months(match: EntityMatch, month: int | None) -> bool:
    """Whether 月份, 本月 or 累计 stands in a heading, or the title names a month before December."""
    words = (*THIS_MONTH, *CUMULATIVE, *YEAR_BEFORE)
    named = any(word in column.heading for column in match.columns for word in words)
    return "month" in match.fields or named or month not in (None, 12)


def _particulars(match: EntityMatch) -> int:
    return len(match.fields & set(match.contract.distinctive))


def _block(raw: RawTable, contracts: Sequence[Contract], mapping: FileMapping | None) -> HeadingBlock | None:
    if raw.headings is not None:
        return HeadingBlock(-1, -1, tuple((heading,) for heading in raw.headings))
    rows = _top_rows(raw)
    if mapping and mapping.heading_row is not None:
        last = mapping.heading_row - raw.first_row
        blocks = blocks_at(rows, last) if 0 <= last < len(rows) else iter(())
    else:
        blocks = heading_blocks(rows, mapping.columns if mapping else None)
    columns = mapping.columns if mapping else None
    constants = tuple(mapping.constants) if mapping else ()
    return best_block(blocks, contracts, columns, constants)


def _top_rows(raw: RawTable) -> list[list[str | None]]:
    top = raw.cells.slice(0, ROWS_LOOKED_AT)
    return [list(row.values()) for row in top.to_pylist()]


def _match(
    raw: RawTable, contract: Contract, block: HeadingBlock, mapping: FileMapping | None
) -> EntityMatch:
    return match_entity(
        contract,
        block,
        columns=mapping.columns if mapping and mapping.entity else None,
        constants=tuple(mapping.constants) if mapping else (),
        has_shapes=raw.shapes is not None,
    )


def _reading(
    raw: RawTable, block: HeadingBlock, matches: Sequence[EntityMatch], mapping: FileMapping | None
) -> SheetReading:
    stated = units_stated(_rows_above(raw, block))
    period = _period(raw, block)
    if mapping:
        period = Period(mapping.year or period.year, mapping.month or period.month)
    plans, doubts = [], []
    for match in matches:
        units, missing = _units(match, stated, mapping)
        doubts += [missing_unit(match.contract, column, raw.source.path) for column in missing]
        doubts += _overruled(match, stated, mapping)
        doubts += doubts_about(match, period, mapping)
        is_primary = match is matches[0] and not (mapping and mapping.secondary)
        plans.append(SheetPlan(raw, match, block.last, period, units, mapping, is_primary))
    usable = tuple(
        plan
        for plan in plans
        if not any(d.finding.severity == ERROR and d.entity == plan.contract.entity for d in doubts)
    )
    refusal = None if usable else next(d.finding.reason for d in doubts if d.finding.severity == ERROR)
    unmapped = _unmapped(block, matches)
    first = None if raw.headings is not None else raw.first_row + block.first
    return SheetReading(raw, usable, tuple(doubts), refusal, unmapped, _row(raw, block), stated, first)


def _rows_above(raw: RawTable, block: HeadingBlock) -> list[list[str | None]]:
    return _top_rows(raw)[: max(block.first, 0)] if raw.headings is None else []


def _period(raw: RawTable, block: HeadingBlock) -> Period:
    return period_of(_rows_above(raw, block), raw.sheet, raw.source.location.stem)


def _units(
    match: EntityMatch, stated: Sequence[str], mapping: FileMapping | None
) -> tuple[dict[str, str], list[ColumnMatch]]:
    """Field → unit, and the columns that measure something in a unit which nobody states."""
    said = dict(mapping.units) if mapping else {}
    brings_area_unit = "area_unit" in match.fields
    units: dict[str, str] = {}
    missing: list[ColumnMatch] = []
    for column in match.columns:
        name, target = column.field.name, column.field.column.unit
        if target not in FACTORS:
            continue
        unit = said.get(name) or unit_for(column, stated)
        if unit is None and name == "certificate_m2" and brings_area_unit:
            unit = "平方米"
        if unit is None:
            missing.append(column)
        else:
            units[name] = unit
    return units, missing


def _overruled(match: EntityMatch, stated: Sequence[str], mapping: FileMapping | None) -> list[Doubt]:
    said = mapping.units if mapping else {}
    both = [
        (column, own, said[column.field.name])
        for column in match.columns
        if column.field.name in said and (own := column.unit or unit_for(column, stated))
    ]
    return [
        overruled_unit(match.contract, column, own, unit)
        for column, own, unit in both
        if own != unit_of(unit) and (column.unit or own in stated)
    ]


def _unmapped(block: HeadingBlock, matches: Sequence[EntityMatch]) -> tuple[str, ...]:
    used = {column.position for match in matches for column in match.columns}
    doubled = {heading for match in matches for heading in match.duplicates}
    return tuple(
        label for at, label in enumerate(block.labels) if label and at not in used and label not in doubled
    )


def _row(raw: RawTable, block: HeadingBlock) -> int | None:
    return None if raw.headings is not None else raw.first_row + block.last


def _closest(matches: Sequence[EntityMatch]) -> str:
    closest = max(matches, key=lambda match: (len(match.columns), -len(match.lacks)))
    if not closest.columns:
        return "表头中没有一个可以识别的字段。" + _expected()
    found = "、".join(column.heading for column in closest.columns[:6])
    return f"最接近{closest.contract.label}（认出 {found}），但缺少：{'、'.join(closest.lacks)}。"


def _of_transfers(heading: str) -> str:
    return (
        f"表头有“{heading}”，是土地转让（二级市场）的结果，不是供地合同，也不是宗地现状，没有使用。"
        "确要载入的，请在映射文件中写明 entity。"
    )


def _likely_heading(raw: RawTable) -> list[str]:
    """What stands where a heading would: the first row with two filled cells or more."""
    filled = ([cell.strip() for cell in row if cell and cell.strip()] for row in _top_rows(raw))
    return ["".join(word.split()) for word in next((row for row in filled if len(row) > 1), [])]


def _expected() -> str:
    return f"可以识别的 {len(CONTRACTS)} 种来件和它们的列见 docs/来件格式.md。"
