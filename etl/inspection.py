"""What a build would make of each file, as facts for people (`inspect`) and programs (`inspect --json`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.confidence import confidence, unit_origin, unreadable_by_heading
from etl.extent import Extent
from etl.gather import Progress, readings, silent, staged_and_located
from etl.headings import ColumnMatch
from etl.issues import IssueLog
from etl.mapping import FileMapping
from etl.plan import IGNORED, SheetReading
from etl.read import FileRefusedError
from etl.rows import is_total
from etl.stage import SheetPlan

# What of a mapping entry is told again, so that a suggested file keeps it.
KEPT = (
    "department", "received_on", "crs", "swap_xy", "repeats", "constants", "secondary",
)  # fmt: skip
DEFAULTS = {each.name: each.default for each in fields(FileMapping)}
ROWS_NAMED = 20


def inspect(
    inputs: Sequence[Path],
    mappings: Sequence[FileMapping],
    progress: Progress = silent,
    district: Extent | None = None,
) -> Iterator[dict[str, Any]]:
    """One dictionary a sheet (or refused file): file, sheet, entity and why, headings, period, columns, doubts, rows."""
    for source, outcome in readings(inputs, mappings, progress):
        path = source if isinstance(source, str) else source.path
        if isinstance(outcome, FileRefusedError):
            yield {"file": path, "sheet": None, "entity": None, "refusal": str(outcome)}
        else:
            for reading in outcome:
                yield {"file": path} | _described(reading, district)


def _described(reading: SheetReading, district: Extent | None) -> dict[str, Any]:
    raw = reading.raw
    return {
        "sheet": raw.sheet,
        "hidden": raw.is_hidden,
        "entity": reading.entity,
        "refusal": reading.refusal,
        "ignored": reading.refusal == IGNORED,
        "heading_row": reading.heading_row,
        "heading_rows": [reading.first_heading_row, reading.heading_row] if reading.heading_row else [],
        "unit_line": list(reading.stated_units),
        "crs": raw.crs if raw.shapes is not None else None,
        "is_layer": raw.shapes is not None,
        "unmapped": list(reading.unmapped),
        "remarks": [f"{remark.reason}{remark.next_step}" for remark in raw.remarks],
        "doubts": [
            {
                "check": doubt.finding.check_name,
                "severity": doubt.finding.severity,
                "heading": doubt.heading,
                "reason": doubt.finding.reason,
                "next_step": doubt.finding.next_step,
            }
            for doubt in reading.doubts
        ],
        "readings": [_plan_described(reading, plan, district) for plan in reading.plans],
    }


def _plan_described(reading: SheetReading, plan: SheetPlan, district: Extent | None) -> dict[str, Any]:
    log = IssueLog()
    staged = staged_and_located(plan, log, district)
    unreadable = unreadable_by_heading(log)
    return {
        "entity": plan.contract.entity,
        "label": plan.contract.label,
        "why": _why(plan),
        "is_primary": plan.is_primary,
        "year": plan.period.year,
        "month": plan.period.month,
        "said": _said(plan.mapping),
        "columns": [
            _column(reading, plan, column, unreadable.get(column.heading, 0)) for column in plan.match.columns
        ],
        "total_rows": _total_rows(plan),
        "rows_read": staged.rows_read,
        "rows_usable": staged.rows["row_number"].combine_chunks().unique().__len__(),
        "rows_rejected": staged.rows_rejected,
        "problems": {check: count for (_, check), count in log.counts().items()},
        "examples": {
            table["check_name"][0].as_py(): table["reason"][0].as_py() for table in log.tables[::-1]
        },
    }


def _why(plan: SheetPlan) -> str:
    """Which headings made the sheet this entity."""
    contract, columns = plan.contract, plan.match.columns
    if plan.mapping and plan.mapping.entity:
        return "映射文件写明"
    identity = {name for group in contract.identity for name in group}
    who = [column.heading for column in columns if column.field.name in identity]
    what = [column.heading for column in columns if column.field.name in contract.distinctive]
    parts = [f"标识“{'、'.join(who[:3])}”"] if who else []
    parts += [f"特征“{'、'.join(what[:4])}”{'等' if len(what) > 4 else ''}"] if what else []
    parts += ["有图形"] if plan.raw.shapes is not None and not what else []
    return f"有{'，'.join(parts)}，共认出 {len(columns)} 列"


def _column(reading: SheetReading, plan: SheetPlan, column: ColumnMatch, unreadable: int) -> dict[str, Any]:
    unit = plan.units.get(column.field.name)
    origin = unit_origin(column, unit, reading.stated_units, plan.mapping)
    cells = plan.raw.cells.column(column.position).slice(plan.last_heading + 1)
    filled = len(cells) - cells.null_count
    sure = confidence(column, plan.mapping, origin, unreadable / filled if filled else 0.0)
    return {
        "heading": column.heading,
        "field": column.field.name,
        "label": column.field.column.label,
        "unit": unit,
        "unit_from": origin,
        "year": column.year,
        "confidence": sure.value,
        "because": sure.reason,
    }


def _total_rows(plan: SheetPlan) -> dict[str, Any]:
    """How many rows look like subtotals and totals, and where the first ones are."""
    if plan.raw.headings is not None:
        return {"count": 0, "rows": []}
    body = plan.raw.cells.slice(plan.last_heading + 1)
    places = pc.indices_nonzero(is_total(body, plan.match))
    first = plan.raw.first_row + plan.last_heading + 1
    return {"count": len(places), "rows": pc.add(places.cast(pa.int64()), first).to_pylist()[:ROWS_NAMED]}


def _said(mapping: FileMapping | None) -> dict[str, Any]:
    """What a mapping file said beyond columns, units and period."""
    if mapping is None:
        return {}
    said = {name: getattr(mapping, name) for name in KEPT}
    said = {name: value for name, value in said.items() if value and value != DEFAULTS[name]}
    return {name: dict(value) if name == "constants" else value for name, value in said.items()}
