"""The tables of cases, made of the fields of a case, and the way between a row and a `Case`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from dashboard.cases.record import FIELDS, Case
from dashboard.ledger import METADATA, Utc
from etl.contracts import Kind

_TYPES: Mapping[Kind, type[sa.types.TypeEngine[Any]]] = {
    Kind.INTEGER: sa.Integer,
    Kind.NUMBER: sa.Double,
    Kind.DATE: sa.Date,
}
_OTHER_TYPES: Mapping[str, type[sa.types.TypeEngine[Any]]] = {"updated_at": Utc, "difficulty_types": sa.JSON}
_NEVER_EMPTY = (
    "enterprise_id",
    "name",
    "year",
    "state",
    "difficulty_types",
    "version",
    "updated_by",
    "updated_at",
)


def _column(name: str) -> sa.Column[Any]:
    return sa.Column(
        name,
        _OTHER_TYPES.get(name) or _TYPES.get(FIELDS[name].kind, sa.Text),
        primary_key=name == "case_id",
        nullable=name != "case_id" and name not in _NEVER_EMPTY,
        # One case an enterprise: what was taken out comes back as the same.
        unique=name == "enterprise_id" or None,
    )


CASES = sa.Table("batch_case", METADATA, *(_column(name) for name in FIELDS))
HISTORY = sa.Table(
    "batch_case_history",
    METADATA,
    sa.Column("history_id", sa.Integer, primary_key=True),
    sa.Column("case_id", sa.Integer, sa.ForeignKey("batch_case.case_id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("from_state", sa.Text),
    sa.Column("to_state", sa.Text, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.UniqueConstraint("case_id", "version"),
)


def to_case(row: Mapping[str, Any]) -> Case:
    """The case of a row of `CASES`."""
    return Case(**{**row, "difficulty_types": tuple(row["difficulty_types"])})


def to_row(case: Case) -> dict[str, Any]:
    """The row of a case."""
    return {**{name: getattr(case, name) for name in FIELDS}, "difficulty_types": list(case.difficulty_types)}
