"""The log of everything that was found wrong while reading and cleaning, in the shape of `quality_issue`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from etl.contracts import TABLES
from etl.read.model import RawTable, SourceFile

ERROR = "error"
WARNING = "warning"

_TYPES = {"row_number": pa.int32()}
SCHEMA = pa.schema(
    [
        (column.name, _TYPES.get(column.name, pa.string()))
        for column in TABLES["quality_issue"].columns
        if column.name != "issue_id"
    ]
)


@dataclass(frozen=True)
class Finding:
    """What is wrong and what to do; the place is said beside it."""

    check_name: str
    severity: str
    reason: str
    next_step: str


@dataclass
class IssueLog:
    """Collects findings; a cell-level finding over a million rows costs one Arrow table, not a million objects."""

    tables: list[pa.Table] = field(default_factory=list)

    def path(self, path: str, file_id: str | None, finding: Finding) -> None:
        """A finding about a file that gave no sheet."""
        self._add(finding, 1, key=path, file_id=file_id)

    def file(self, source: SourceFile, finding: Finding, *, sheet: str, entity: str | None = None) -> None:
        """A finding about a whole sheet or layer."""
        self._add(finding, 1, entity=entity, key=source.path, file_id=source.file_id, sheet=sheet)

    def heading(
        self,
        raw: RawTable,
        finding: Finding,
        *,
        entity: str | None,
        column: str | None,
        row_number: int | None,
    ) -> None:
        """A finding about one heading."""
        self._add(
            finding,
            1,
            entity=entity,
            file_id=raw.source.file_id,
            sheet=raw.sheet,
            column=column,
            row_number=row_number,
        )

    def cells(
        self,
        raw: RawTable,
        finding: Finding,
        *,
        entity: str,
        column: str | None,
        rows: pa.ChunkedArray,
        values: pa.ChunkedArray | None,
        mask: pa.ChunkedArray,
        reasons: pa.ChunkedArray | None = None,
    ) -> int:
        """A finding about each row where ``mask`` is true; answers how many. ``reasons`` say each row's own."""
        mask = pc.fill_null(mask, False)
        numbers = pc.filter(rows, mask)
        if not len(numbers):
            return 0
        self._add(
            finding,
            len(numbers),
            entity=entity,
            file_id=raw.source.file_id,
            sheet=raw.sheet,
            column=column,
            row_number=numbers,
            value=None if values is None else pc.filter(values, mask),
            **({} if reasons is None else {"reason": pc.filter(reasons, mask)}),
        )
        return len(numbers)

    def _add(self, finding: Finding, rows: int, **places: object) -> None:
        given = {
            "check_name": finding.check_name,
            "severity": finding.severity,
            "reason": finding.reason,
            "next_step": finding.next_step,
            **places,
        }
        columns = [_column(given.get(name), rows, SCHEMA.field(name).type) for name in SCHEMA.names]
        self.tables.append(pa.table(columns, schema=SCHEMA))

    def table(self) -> pa.Table:
        """All findings so far, in the order found."""
        return pa.concat_tables(self.tables) if self.tables else SCHEMA.empty_table()

    def counts(self) -> Counter[tuple[str, str]]:
        """How many findings of each (severity, check_name)."""
        total: Counter[tuple[str, str]] = Counter()
        for table in self.tables:
            total[table["severity"][0].as_py(), table["check_name"][0].as_py()] += table.num_rows
        return total


def _column(value: object, rows: int, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if isinstance(value, pa.ChunkedArray):
        return value.cast(kind)
    return pa.repeat(pa.scalar(value, kind), rows)
