"""A case as forms and table editors bring it → as the ledger keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.cases.record import FIELDS, Case
from etl.contracts import Kind


def tidy(untidy: Case) -> Case:
    """Text without blanks around it, plain numbers and days; what is then empty is missing."""
    values = {name: _plain(getattr(untidy, name), FIELDS[name].kind) for name in FIELDS}
    return replace(untidy, **{**values, "name": values["name"] or "", "updated_at": untidy.updated_at})


def _plain(value: Any, kind: Kind) -> Any:
    if isinstance(value, (tuple, list)):
        return tuple(str(word) for word in value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if kind is Kind.DATE:
        return value.date() if isinstance(value, datetime) else value
    return {Kind.NUMBER: float, Kind.INTEGER: int}.get(kind, str)(value)
