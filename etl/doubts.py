"""What is doubtful about a sheet before any of its rows is read, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass

from etl.captions import Period
from etl.contracts import Contract
from etl.contracts.units import FACTORS
from etl.headings import ColumnMatch, EntityMatch
from etl.issues import ERROR, WARNING, Finding
from etl.mapping import FileMapping

# Entities whose figures mean nothing without a year.
YEARLY = ("tax", "operation_year", "supply")


@dataclass(frozen=True)
class Doubt:
    """A finding about a sheet, before any row is read; ``heading`` names the column it is about."""

    finding: Finding
    entity: str | None = None
    heading: str | None = None


def missing_unit(contract: Contract, column: ColumnMatch, path: str) -> Doubt:
    """The refusal of a column that measures something in a unit that neither heading, unit line nor mapping states."""
    field = column.field
    units = FACTORS[field.column.unit or ""]
    example = next((unit for unit in units if unit == field.column.unit), next(iter(units)))
    return Doubt(
        Finding(
            "missing_unit",
            ERROR,
            f"“{column.heading}”没有写明单位（可用：{'、'.join(units)}），不能猜测。",
            f"请在表头写明，如“{column.heading}（{example}）”，或在表上方写“单位：{example}”，或在映射文件中写："
            f'[[file]] pattern = "{path}"，entity = "{contract.entity}"，units = {{ {field.name} = "{example}" }}。',
        ),
        contract.entity,
        column.heading,
    )


def overruled_unit(contract: Contract, column: ColumnMatch, stated: str, said: str) -> Doubt:
    """A column whose file states one unit and whose mapping entry another: the entry is followed, and that is said."""
    return Doubt(
        Finding(
            "unit_overruled",
            WARNING,
            f"“{column.heading}”写明的单位是{stated}，已按映射文件的{said}读取。",
            "请核对；表头没有写错的，请删去映射文件中的这一项。",
        ),
        contract.entity,
        column.heading,
    )


def doubts_about(match: EntityMatch, period: Period, mapping: FileMapping | None) -> list[Doubt]:
    """Two columns with one meaning (a warning), and a year or month that nothing states (an error)."""
    contract = match.contract
    doubts = [
        Doubt(
            Finding(
                "duplicate_heading",
                WARNING,
                f"“{heading}”与另一列含义相同，只载入其中一列。",
                "如应使用这一列，请在映射文件的 columns 中写明。",
            ),
            contract.entity,
            heading,
        )
        for heading in match.duplicates
    ]
    constants = mapping.constants if mapping else {}
    if _lacks_year(match, period) and "year" not in constants:
        doubts.append(_missing_period(contract, "年度", "year"))
    has_month = "month" in match.fields or (period.year and period.month) or "month" in constants
    if contract.entity == "operation_month" and not has_month:
        doubts.append(_missing_period(contract, "月份", "month"))
    return doubts


def _lacks_year(match: EntityMatch, period: Period) -> bool:
    if match.contract.entity not in YEARLY or "year" in match.fields or period.year:
        return False
    return not any(column.year for column in match.columns)


def _missing_period(contract: Contract, label: str, key: str) -> Doubt:
    return Doubt(
        Finding(
            f"missing_{key}",
            ERROR,
            f"表头、标题、工作表名和文件名都没有写明{label}。",
            f"请在标题或文件名中写明{label}（如“2023年”“2023年1-6月”），或在映射文件中写 {key} = …。",
        ),
        contract.entity,
    )
