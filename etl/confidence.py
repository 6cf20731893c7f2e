"""How sure the reading of a column is, and why: in words that a person can check against the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.headings import ColumnMatch, normalise_heading, parse_heading
from etl.issues import IssueLog
from etl.mapping import FileMapping

# More cells than this share that cannot be read make the meaning itself doubtful.
UNREADABLE_SHARE = 0.1
SAID, LABEL, ALIAS, PART = 1.0, 0.98, 0.9, 0.7
ASSUMED_UNIT_COSTS = 0.1


@dataclass(frozen=True)
class Confidence:
    """Between 0 and 1, and the reason in Chinese."""

    value: float
    reason: str


def confidence(
    column: ColumnMatch, mapping: FileMapping | None, unit_from: str | None, unreadable_share: float
) -> Confidence:
    """How sure it is that ``column`` is the field it is read as.

    Args:
        column: the column.
        mapping: what a person says of the sheet.
        unit_from: where its unit comes from, as `unit_origin` says; None where it measures nothing.
        unreadable_share: how much of what is filled in could not be read.
    """
    value, reason = _by_words(column, mapping)
    if unit_from == ASSUMED:
        value, reason = value - ASSUMED_UNIT_COSTS, f"{reason}，单位没有写明，按惯例"
    if unreadable_share > UNREADABLE_SHARE:
        value, reason = value * (1 - unreadable_share), f"{reason}，{unreadable_share:.0%} 的格读不出"
    return Confidence(round(max(value, 0.0), 2), reason)


def _by_words(column: ColumnMatch, mapping: FileMapping | None) -> tuple[float, str]:
    whole = normalise_heading(column.heading)
    said = {normalise_heading(heading) for heading in mapping.columns} if mapping else set()
    names = {whole, *parse_heading(column.heading).names}
    if names & said:
        return SAID, "映射文件写明"
    if normalise_heading(column.field.column.label) in names:
        return LABEL, "表头就是字段名称"
    if names & {normalise_heading(alias) for alias in column.field.aliases}:
        return ALIAS, "表头是认得的写法"
    return PART, "只认出表头的一部分"


MAPPING, HEADING, STANDARD, LINE, ASSUMED = "映射文件", "表头", "标准字段", "单位行", "惯例"


def unit_origin(
    column: ColumnMatch, unit: str | None, stated: tuple[str, ...], mapping: FileMapping | None
) -> str | None:
    """Where the unit of a column comes from; None for a column without one."""
    if unit is None:
        return None
    if mapping and column.field.name in mapping.units:
        return MAPPING
    if column.unit == unit:
        return HEADING
    if column.field.alias_units.get(normalise_heading(column.heading)) == unit:
        return STANDARD
    return LINE if unit in stated else ASSUMED


def unreadable_by_heading(log: IssueLog) -> Mapping[str, int]:
    """How many cells under each heading could not be read."""
    counts: dict[str, int] = {}
    for table in log.tables:
        if table["check_name"][0].as_py() == "unreadable_value":
            heading = table["column"][0].as_py()
            counts[heading] = counts.get(heading, 0) + table.num_rows
    return counts
