"""What a build would make of each file, as facts for people (`inspect`) and programs (`inspect --json`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from etl.gather import Progress, readings, silent
from etl.issues import IssueLog
from etl.mapping import FileMapping
from etl.plan import SheetReading
from etl.read import FileRefusedError
from etl.stage import stage


def inspect(
    inputs: Sequence[Path], mappings: Sequence[FileMapping], progress: Progress = silent
) -> Iterator[dict[str, Any]]:
    """One dictionary a sheet (or refused file): file, sheet, entity, heading row, period, columns, doubts, rows."""
    for source, outcome in readings(inputs, mappings, progress):
        path = source if isinstance(source, str) else source.path
        if isinstance(outcome, FileRefusedError):
            yield {"file": path, "sheet": None, "entity": None, "refusal": str(outcome)}
        else:
            for reading in outcome:
                yield {"file": path} | _described(reading)


def _described(reading: SheetReading) -> dict[str, Any]:
    return {
        "sheet": reading.raw.sheet,
        "hidden": reading.raw.is_hidden,
        "entity": reading.entity,
        "refusal": reading.refusal,
        "heading_row": reading.heading_row,
        "unit_line": list(reading.stated_units),
        "crs": reading.raw.crs if reading.raw.shapes is not None else None,
        "unmapped": list(reading.unmapped),
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
        "readings": [_plan_described(reading, at) for at in range(len(reading.plans))],
    }


def _plan_described(reading: SheetReading, at: int) -> dict[str, Any]:
    plan, log = reading.plans[at], IssueLog()
    staged = stage(plan, log)
    return {
        "entity": plan.contract.entity,
        "label": plan.contract.label,
        "year": plan.period.year,
        "month": plan.period.month,
        "columns": [
            {
                "heading": column.heading,
                "field": column.field.name,
                "label": column.field.column.label,
                "unit": plan.units.get(column.field.name),
                "year": column.year,
            }
            for column in plan.match.columns
        ],
        "rows_read": staged.rows_read,
        "rows_usable": staged.rows["row_number"].combine_chunks().unique().__len__(),
        "rows_rejected": staged.rows_rejected,
        "problems": {check: count for (_, check), count in log.counts().items()},
    }
