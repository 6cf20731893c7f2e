"""Every input file → staged rows by entity, the list of sources, and the log of what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from etl.contracts import CONTRACTS
from etl.coordinates import Placing
from etl.extent import Extent
from etl.guises import say_how_it_came
from etl.issues import WARNING, Finding, IssueLog
from etl.locate import LOCATED, locate
from etl.mapping import FileMapping
from etl.plan import SheetReading, plan_sheet
from etl.read import SILENT_SUFFIXES, FileRefusedError, SourceFile, discover, links_outside, read_each
from etl.stage import SheetPlan, Staged, stage, staging_schema

Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class SourceSheet:
    """One row of `source_file`."""

    file_id: str
    path: str
    sha256: str
    sheet: str
    entity: str | None
    heading_row: int | None
    unit: str | None
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    received_on: date
    department: str | None
    units_confirmed: bool = False


@dataclass
class Gathered:
    """What the files gave: staged tables by entity, sources, findings; and where their shapes had to lie."""

    staged: dict[str, list[pa.Table]] = field(default_factory=dict)
    sources: list[SourceSheet] = field(default_factory=list)
    log: IssueLog = field(default_factory=IssueLog)
    district: Extent | None = None

    def take(self, entity: str) -> pa.Table:
        """Hand over all staged rows of an entity; an empty table where no file brought any.

        They are handed over once, so that the database that they go to holds their only copy.
        """
        tables = self.staged.pop(entity, None)
        return pa.concat_tables(tables) if tables else located_schema(entity).empty_table()


def located_schema(entity: str) -> pa.Schema:
    """The staging schema after `locate`: shapes replaced by what was measured."""
    contract = CONTRACTS[entity]
    schema = staging_schema(contract)
    if not contract.has_geometry:
        return schema
    kept = [each for each in schema if each.name not in ("shape", "crs")]
    return pa.schema([*kept, *(each for each in LOCATED if each.name not in schema.names)])


def readings(
    inputs: Sequence[Path], mappings: Sequence[FileMapping], progress: Progress = silent
) -> Iterator[tuple[SourceFile | str, list[SheetReading] | FileRefusedError]]:
    """Read every file under ``inputs`` and plan its sheets; a file that cannot be read comes with its refusal."""
    found = [(at, path) for at, path in discover(inputs) if at.suffix.lower() not in SILENT_SUFFIXES]
    for done, (source, outcome) in enumerate(read_each(found)):
        progress(found[done][1], done, len(found))
        if isinstance(outcome, FileRefusedError):
            yield source, outcome
        else:
            with _naming(found[done][1]):
                planned = [plan_sheet(raw, mappings) for raw in outcome]
            yield source, planned
    for path in links_outside(inputs):
        yield path, FileRefusedError("这是指向输入文件夹以外的链接，没有读取；需要的文件请直接放进来。")
    progress("", len(found), len(found))


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Add the file to what goes wrong inside, so that a fault of ours can be reported with the file that shows it."""
    try:
        yield
    except Exception as error:
        error.add_note(f"文件：{path}")
        raise


def gather(
    inputs: Sequence[Path],
    mappings: Sequence[FileMapping],
    progress: Progress = silent,
    district: Extent | None = None,
) -> Gathered:
    """Read, plan and stage everything under ``inputs``. Nothing is raised for a bad file: it is logged."""
    gathered = Gathered(district=district)
    seen: dict[str, str] = {}
    for source, outcome in readings(inputs, mappings, progress):
        if isinstance(source, str) or isinstance(outcome, FileRefusedError):
            _log_refused(gathered, source, str(outcome))
        elif source.file_id in seen:
            _log_same_content(gathered, source, seen[source.file_id])
        else:
            seen[source.file_id] = source.path
            for reading in outcome:
                with _naming(source.path):
                    _take(gathered, reading)
    _log_unused(gathered, mappings)
    return gathered


def _log_unused(gathered: Gathered, mappings: Sequence[FileMapping]) -> None:
    """A mapping entry that fits no sheet is a typing error more often than not."""
    for mapping in mappings:
        if not any(mapping.fits(sheet.path, sheet.sheet) for sheet in gathered.sources):
            finding = Finding(
                "mapping_unused",
                WARNING,
                f"映射文件中 pattern = “{mapping.pattern}”、sheet = “{mapping.sheet}” 没有对应任何文件。",
                "请核对文件名和工作表名；可用 * 代表任意文字。",
            )
            gathered.log.path(mapping.pattern, None, finding)


def _log_refused(gathered: Gathered, source: SourceFile | str, reason: str) -> None:
    path = source if isinstance(source, str) else source.path
    finding = Finding("unreadable_file", WARNING, reason, "处理后重新导入；其余文件照常载入。")
    if isinstance(source, str):
        gathered.log.path(path, None, finding)
        return
    gathered.log.path(path, source.file_id, finding)
    if all(known.file_id != source.file_id for known in gathered.sources):
        gathered.sources.append(
            SourceSheet(
                source.file_id, path, source.sha256, source.location.stem, None, None, None, 0, 0, 0,
                source.received_on, None,
            )
        )  # fmt: skip


def _log_same_content(gathered: Gathered, source: SourceFile, first: str) -> None:
    finding = Finding("same_content", WARNING, f"内容与 {first} 完全相同，只载入一次。", "请删除重复的文件。")
    gathered.log.path(source.path, source.file_id, finding)


def _take(gathered: Gathered, reading: SheetReading) -> None:
    raw = reading.raw
    for doubt in reading.doubts:
        gathered.log.heading(
            raw, doubt.finding, entity=doubt.entity, column=doubt.heading, row_number=reading.heading_row
        )
    if reading.refusal and not reading.doubts:
        finding = Finding(
            "unrecognised_sheet",
            WARNING,
            reading.refusal,
            "如是需要的数据，请在映射文件中写明 entity 和 columns；否则不用处理。",
        )
        gathered.log.file(raw.source, finding, sheet=raw.sheet)
    for remark in raw.remarks if reading.plans else ():
        finding = Finding(remark.check_name, WARNING, remark.reason, remark.next_step)
        gathered.log.file(raw.source, finding, sheet=raw.sheet, entity=reading.entity)
    if reading.plans:
        say_how_it_came(raw, reading.entity, reading.heading_row, gathered.log)
    staged = [_staged(gathered, reading, position) for position in range(len(reading.plans))]
    for each in staged:
        gathered.staged.setdefault(each.entity, []).append(each.rows)
    gathered.sources.append(_source_sheet(reading, staged))


def _staged(gathered: Gathered, reading: SheetReading, position: int) -> Staged:
    return staged_and_located(reading.plans[position], gathered.log, gathered.district)


def staged_and_located(plan: SheetPlan, log: IssueLog, district: Extent | None) -> Staged:
    """The typed rows of a sheet, their shapes measured and put in longitude and latitude."""
    staged = stage(plan, log)
    if not plan.contract.has_geometry:
        return staged
    placing = Placing(district, swapped=plan.mapping is not None and plan.mapping.swap_xy)
    rows = locate(staged.rows, plan.raw, plan.contract, log, unite=plan.merges, placing=placing)
    schema = located_schema(staged.entity)
    return Staged(
        staged.entity, rows.select(schema.names).cast(schema), staged.rows_read, staged.rows_rejected
    )


def _source_sheet(reading: SheetReading, staged: Sequence[Staged]) -> SourceSheet:
    raw, first = reading.raw, reading.plans[0] if reading.plans else None
    mapping = first.mapping if first else None
    loaded = {number for each in staged for number in each.rows["row_number"].unique().to_pylist()}
    rows_read = max((each.rows_read for each in staged), default=0)
    units = dict.fromkeys(unit for plan in reading.plans for unit in plan.units.values())
    return SourceSheet(
        file_id=raw.source.file_id,
        path=raw.source.path,
        sha256=raw.source.sha256,
        sheet=raw.sheet,
        entity=reading.entity,
        heading_row=reading.heading_row,
        unit="、".join(units) or None,
        rows_read=rows_read,
        rows_loaded=len(loaded),
        rows_rejected=rows_read - len(loaded),
        received_on=(mapping.received_on if mapping else None) or raw.source.received_on,
        department=(mapping.department if mapping else None) or (first.contract.sender if first else None),
        units_confirmed=mapping.units_confirmed if mapping else False,
    )
