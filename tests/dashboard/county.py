"""Files in the county's layout, as its offices write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pandas as pd

from dashboard.cases import county
from dashboard.cases.record import Case
from etl.contracts.county_ledger import COUNTY_LEDGER

LABELS = [column.label for column in COUNTY_LEDGER]


def workbook(rows: Sequence[Mapping[str, Any]], above: Sequence[Sequence[Any]] = ()) -> bytes:
    """A sheet under the 21 headings; a row names its cells by heading, and ``above`` stands over the headings."""
    return table([*above, LABELS, *([row.get(label) for label in LABELS] for row in rows)])


def table(rows: Sequence[Sequence[Any]], sheet: str = "台账") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def exported(cases: Sequence[Case], edit: Mapping[tuple[str, int, str], Any]) -> bytes:
    """The export of the cases with some cells written over: (sheet, row, heading) → value."""
    book = openpyxl.load_workbook(io.BytesIO(county.to_xlsx(cases)))
    for (sheet, row, heading), value in edit.items():
        page = book[sheet]
        column = [cell.value for cell in page[1]].index(heading) + 1
        page.cell(row, column).value = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def facts(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """What the snapshot knows of these enterprises, as `case_facts.of_year` gives it."""
    names = (
        "enterprise_id", "name", "uscc", "year", "former_names", "town", "park", "location", "occupied_mu",
        "tax_per_mu_before", "tax_per_mu_earlier", "operating_status", "current_use", "plan_id",
        "suggested_batch", "suggested_reason",
    )  # fmt: skip
    return pd.DataFrame([{"year": 2025, **row} for row in rows], columns=list(names), dtype=object)
