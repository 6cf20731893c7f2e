"""A sheet whose headings are understood → typed rows of one entity, each remembering file, sheet and row.

What cannot be read is reported cell by cell; a row without identity is rejected and said so; totals, footnotes and
repeated headings are no rows at all. Units are converted here, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from etl.captions import Period
from etl.clean.fields import clean_field
from etl.clean.numbers import convert
from etl.clean.text import compact, town_of
from etl.contracts import Contract, Kind
from etl.contracts.carriers import CARRIER_CONTRACTS
from etl.contracts.services import SERVICE_CONTRACTS
from etl.contracts.units import FACTORS
from etl.headings import EntityMatch
from etl.issues import WARNING, Finding, IssueLog
from etl.mapping import FileMapping
from etl.read.model import RawTable
from etl.rows import is_no_data, totals_among
from etl.totals import Totals, check_totals
from etl.typed import typed_column, typed_uscc

ARROW_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.NAME: pa.string(),
    Kind.PERSON: pa.string(),
    Kind.CODE: pa.string(),
    Kind.WORD: pa.string(),
    Kind.NUMBER: pa.float64(),
    Kind.INTEGER: pa.int32(),
    Kind.DATE: pa.date32(),
    Kind.MONTH: pa.date32(),
    Kind.BOOLEAN: pa.bool_(),
}

# Names of whom or what a row speaks of: each gets a key, under which names are compared.
NAMES = (
    "name", "owner_name", "counterparty_name", "park_name", "parent_name", "project_name", "supplier_name", "plot_name",
    "reserve_name", "legal_person", "debtor_name",
)  # fmt: skip
USCCS = ("uscc", "owner_uscc", "supplier_uscc")
# A tenancy without a year holds for every year; a project is one whatever the year of its plan; a ledger of works is the
# word of its day where it names no month.
PERIOD_MAY_LACK = (
    ("occupancy", "year"), ("project", "year"), ("project", "month"), ("park_plot", "month"), ("self_upgrade", "month"),
    ("land_reserve", "month"), ("temporary_land", "month"), ("declaration", "month"), ("cloud_adoption", "month"),
    ("upgrade_pool", "month"), *((each.entity, "month") for each in (*SERVICE_CONTRACTS, *CARRIER_CONTRACTS)),
)  # fmt: skip


@dataclass(frozen=True)
class SheetPlan:
    """Everything that was decided about a sheet before its rows are touched.

    Attributes:
        last_heading: position of the heading's last row in ``raw.cells``; -1 for layers.
        units: field name → unit that the column is in, for every field that measures something.
        is_primary: whether this is what the sheet is about, and not figures that it brings along.
    """

    raw: RawTable
    match: EntityMatch
    last_heading: int
    period: Period
    units: Mapping[str, str]
    mapping: FileMapping | None = None
    is_primary: bool = True

    @property
    def contract(self) -> Contract:
        """The entity."""
        return self.match.contract

    @property
    def merges(self) -> bool:
        """Whether rows of the same key add up, as only a mapping file can say."""
        return self.mapping is not None and self.mapping.repeats == "merge"


@dataclass(frozen=True)
class Staged:
    """Typed rows of one entity from one sheet, and how many rows there were."""

    entity: str
    rows: pa.Table
    rows_read: int
    rows_rejected: int


def staging_schema(contract: Contract) -> pa.Schema:
    """Columns of ``staging_<entity>``: the contract's fields, what linking needs, and where the row came from."""
    fields = [(field.name, ARROW_TYPES[field.column.kind]) for field in contract.fields]
    derived = []
    for name in USCCS:
        if name in contract.by_name:
            derived.append((f"{name}_status", pa.string()))
    for name in NAMES:
        if name in contract.by_name:
            derived.append((f"{name}_key", pa.string()))
    if contract.has_geometry:
        derived += [("shape", pa.binary()), ("crs", pa.string())]
    derived += [("is_primary", pa.bool_()), ("merges", pa.bool_())]
    places = [
        ("file_id", pa.string()),
        ("sheet", pa.string()),
        ("row_number", pa.int32()),
        ("received_on", pa.date32()),
    ]
    return pa.schema([*fields, *derived, *places])


def stage(plan: SheetPlan, log: IssueLog) -> Staged:
    """Type the rows of a sheet; every cell and row that cannot be used is written to ``log``."""
    body, rows, shapes, totals = _body(plan)
    years = sorted({match.year for match in plan.match.columns if match.year is not None})
    parts = {year: _typed(plan, body, rows, shapes, year, log) for year in years or (None,)}
    if totals:
        for year, part in parts.items():
            check_totals(plan, totals, part, year, log)
    table = pa.concat_tables(parts.values())
    kept = _with_identity(plan, table, log)
    rejected = pc.count_distinct(table["row_number"]).as_py() - pc.count_distinct(kept["row_number"]).as_py()
    return Staged(plan.contract.entity, kept, body.num_rows, rejected)


def _body(plan: SheetPlan) -> tuple[pa.Table, pa.ChunkedArray, pa.ChunkedArray | None, Totals | None]:
    """The data rows with their numbers: no blank rows, footnotes or repeated headings; totals apart."""
    raw = plan.raw
    body = raw.cells.slice(plan.last_heading + 1)
    first = raw.first_row + plan.last_heading + 1
    numbers = pa.chunked_array([pa.array(range(first, first + body.num_rows), pa.int32())])
    if raw.headings is not None:
        return body, numbers, raw.shapes, None
    no_data = is_no_data(body, plan.match)
    total = totals_among(body, no_data, plan.match)
    keep = pc.invert(no_data)
    data = body.filter(keep)
    totals = Totals(body.filter(total), pc.filter(numbers, total), data) if pc.any(total).as_py() else None
    return data, pc.filter(numbers, keep), None, totals


def _typed(
    plan: SheetPlan,
    body: pa.Table,
    rows: pa.ChunkedArray,
    shapes: pa.ChunkedArray | None,
    year: int | None,
    log: IssueLog,
) -> pa.Table:
    """The rows under the staging schema; with ``year`` those columns whose heading states that year or none."""
    wanted = [match for match in plan.match.columns if match.year in (None, year)]
    columns: dict[str, pa.ChunkedArray] = {}
    for match in wanted:
        source = body.column(match.position)
        typed = typed_uscc if match.field.name in USCCS else typed_column
        columns |= typed(plan, match, source, rows, log)
    _apply_row_unit(plan, columns)
    _fill_constants(plan, columns, body.num_rows, year)
    _derive(columns)
    if plan.contract.has_geometry:
        columns["shape"] = shapes if shapes is not None else _constant(None, body.num_rows, pa.binary())
        crs = (plan.mapping.crs if plan.mapping else None) or plan.raw.crs
        columns["crs"] = _constant(crs, body.num_rows, pa.string())
    source_file = plan.raw.source
    received: date = (plan.mapping.received_on if plan.mapping else None) or source_file.received_on
    columns |= {
        "is_primary": _constant(plan.is_primary, body.num_rows, pa.bool_()),
        "merges": _constant(plan.merges, body.num_rows, pa.bool_()),
        "file_id": _constant(source_file.file_id, body.num_rows, pa.string()),
        "sheet": _constant(plan.raw.sheet, body.num_rows, pa.string()),
        "row_number": rows,
        "received_on": _constant(received, body.num_rows, pa.date32()),
    }
    schema = staging_schema(plan.contract)
    return pa.table(
        [_as_chunked(columns.get(f.name, pa.nulls(body.num_rows, f.type)), f.type) for f in schema],
        schema=schema,
    )


def _as_chunked(column: pa.ChunkedArray | pa.Array, kind: pa.DataType) -> pa.ChunkedArray:
    chunked = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column], kind)
    return chunked if chunked.type == kind else chunked.cast(kind)


def _constant(value: object, rows: int, kind: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(value, kind), rows)])


def _apply_row_unit(plan: SheetPlan, columns: dict[str, pa.ChunkedArray]) -> None:
    """MJDW says row by row which unit ZDMJ is in; it wins over what the heading's standard assumes."""
    unit, area = columns.get("area_unit"), columns.get("certificate_m2")
    if unit is None or area is None:
        return
    factors = FACTORS["m²"]
    stated = convert(pc.cast(area, pa.float64()), 1 / factors[plan.units.get("certificate_m2", "平方米")])
    at = pc.index_in(unit, value_set=pa.array(list(factors)))
    factor = pc.take(pa.array([float(value) for value in factors.values()]), at)
    columns["certificate_m2"] = pc.if_else(pc.is_valid(unit), pc.multiply(stated, factor), area)


def _fill_constants(
    plan: SheetPlan, columns: dict[str, pa.ChunkedArray], rows: int, year: int | None
) -> None:
    """Values that stand above or beside the table: the period, and what a mapping file says for every row."""
    fields = plan.contract.by_name
    if "year" in fields and "year" not in columns:
        columns["year"] = _constant(year or plan.period.year, rows, pa.int32())
    if "month" in fields and "month" not in columns and plan.period.year and plan.period.month:
        columns["month"] = _constant(date(plan.period.year, plan.period.month, 1), rows, pa.date32())
    for name, value in (plan.mapping.constants if plan.mapping else {}).items():
        text = _constant(value, rows, pa.string())
        columns[name] = clean_field(text, fields[name]).values


def _derive(columns: dict[str, pa.ChunkedArray]) -> None:
    """Keys for linking, and what a column that was left empty can be filled from within the same row."""
    for name in NAMES:
        if name in columns:
            columns[f"{name}_key"] = compact(columns[name])
    if "address" in columns:
        named = town_of(columns["address"])
        columns["town"] = pc.coalesce(columns["town"], named) if "town" in columns else named
    if "real_estate_unit_id" in columns:
        first = pc.utf8_slice_codeunits(columns["real_estate_unit_id"], 0, 19)
        columns["parcel_id"] = pc.coalesce(columns["parcel_id"], first) if "parcel_id" in columns else first


def _with_identity(plan: SheetPlan, table: pa.Table, log: IssueLog) -> pa.Table:
    """Keep the rows that say whom, where and when they speak of; the others are reported and rejected."""
    contract = plan.contract
    identified = _constant(True, table.num_rows, pa.bool_())
    groups = [*contract.identity, *((name,) for name in ("year", "month") if name in contract.key)]
    for group in groups:
        if len(group) == 1 and (contract.entity, group[0]) in PERIOD_MAY_LACK:
            continue
        present = reduce(pc.or_, [_says_who(table, name) for name in group])
        labels = "或".join(contract.by_name[name].column.label for name in group)
        finding = Finding(
            "row_without_identity", WARNING, f"这一行没有{labels}，不能使用。", f"请补上{labels}后重新导入。"
        )
        log.cells(
            plan.raw,
            finding,
            entity=contract.entity,
            column=labels,
            rows=table["row_number"],
            values=None,
            mask=pc.and_(identified, pc.invert(present)),
        )
        identified = pc.and_(identified, present)
    return table.filter(identified)


def _says_who(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name in USCCS:
        return pc.fill_null(pc.equal(table[f"{name}_status"], "valid"), False)
    return pc.is_valid(table[name])
