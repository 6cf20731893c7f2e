"""The words of the data contract: a column, a field of a source file, a source entity, a published table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a value is, which decides how it is cleaned, stored and written into an export."""

    TEXT = "text"
    NAME = "name"
    PERSON = "person"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"
    BOOLEAN = "boolean"
    WORD = "word"


SQL_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.NAME: "VARCHAR",
    Kind.PERSON: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.WORD: "VARCHAR",
    Kind.NUMBER: "DOUBLE",
    Kind.INTEGER: "INTEGER",
    Kind.DATE: "DATE",
    Kind.MONTH: "DATE",
    Kind.BOOLEAN: "BOOLEAN",
}


@dataclass(frozen=True)
class Column:
    """One column of the vocabulary: the only place that says its label, unit, definition and bounds."""

    name: str
    label: str
    sentence: str
    kind: Kind = Kind.TEXT
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 2

    @property
    def heading(self) -> str:
        """The label with its unit, as table headers, axes and exports write it: ``亩均税收（万元/亩）``."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def sql_type(self) -> str:
        """The DuckDB type that a published table stores this column in."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True, eq=False)
class Field:
    """One field that a source file may bring.

    Attributes:
        column: what it becomes.
        aliases: headings that offices write for it, compared after `etl.headings.normalise_heading`.
        assumed_unit: the unit taken when neither heading nor unit line states one; None asks for a statement.
        alias_units: headings whose standard fixes the unit (ZDMJ of the cadastre is in 平方米).
        words: controlled vocabulary, spelling in the file → our word.
    """

    column: Column
    aliases: tuple[str, ...]
    assumed_unit: str | None = None
    alias_units: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The canonical name, which mapping files use."""
        return self.column.name


@dataclass(frozen=True, eq=False)
class Contract:
    """What a source entity looks like: its fields, which make it recognisable, and its key.

    Attributes:
        entity: the name used by mapping files, `source_file.entity` and the staging table.
        label: the Chinese name in messages.
        identity: groups of fields; a sheet needs at least one field of every group.
        distinctive: a sheet needs at least one of these to be this entity at all.
        key: the fields that may not repeat with different values, after identity has been resolved.
        brings: one Chinese sentence: which figures are missing without this file, for empty states.
        sender: the office that usually sends it.
        has_geometry: whether the rows may carry a shape.
    """

    entity: str
    label: str
    sentence: str
    fields: tuple[Field, ...]
    identity: tuple[tuple[str, ...], ...]
    distinctive: tuple[str, ...]
    key: tuple[str, ...]
    brings: str
    sender: str
    has_geometry: bool = False

    @property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by canonical name."""
        return {each.name: each for each in self.fields}


@dataclass(frozen=True)
class Table:
    """A table that a snapshot publishes: its grain, key and columns in order."""

    name: str
    label: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {each.name: each for each in self.columns}
