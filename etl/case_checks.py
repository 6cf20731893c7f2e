"""Checks that ledgers share, as SQL: a case's status, its firm, the order of its days. See `etl.checks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.contracts import TABLES
from etl.contracts.carriers import CARRIER_TABLES
from etl.contracts.decline import DECLINE_WATCH_TABLE
from etl.contracts.services import SERVICE_TABLES

# What a case of each ledger is known by.
CASE_OF: Mapping[str, str] = {
    table.name: table.key[0] for table in (*SERVICE_TABLES, *CARRIER_TABLES, DECLINE_WATCH_TABLE)
}


def place(entity: str) -> str:
    """The columns that say whose row it is and where it stands; the row is ``s``."""
    return f"'{entity}', s.{CASE_OF[entity]}, s.file_id, s.sheet, s.row_number"


def label(entity: str, column: str) -> str:
    """What a column of a ledger is called."""
    return TABLES[entity].by_name[column].label


def together(parts: Sequence[str]) -> str:
    """The rows of all of them."""
    return "\nUNION ALL\n".join(parts)


def without_status(entity: str, column: str, also: str = "") -> str:
    """Rows without a status that we know; ``also`` narrows them further."""
    return f"""SELECT {place(entity)}, '{label(entity, column)}', NULL, '没有写明{label(entity, column)}，或写法不认识。'
        FROM unique_{entity} AS s WHERE s.{column} IS NULL{also}"""  # noqa: S608


def of_unknown_firm(entity: str, also: str = "") -> str:
    """Rows of a firm that nobody knows, where anybody is known; ``also`` narrows them further."""
    return f"""SELECT {place(entity)}, '企业名称', COALESCE(s.name, s.uscc),
            '登记名录和其他来件中没有这家企业，或同名的不止一家。'
        FROM unique_{entity} AS s
        WHERE s.enterprise_id IS NULL AND COALESCE(s.name, s.uscc) IS NOT NULL AND EXISTS (SELECT 1 FROM enterprise){also}"""  # noqa: S608


def reversed_days(entity: str, first: str, second: str) -> str:
    """Rows whose second day comes before the first."""
    return f"""SELECT {place(entity)}, '{label(entity, second)}', CAST(s.{second} AS VARCHAR),
            '{label(entity, second)} ' || s.{second} || ' 早于{label(entity, first)} ' || s.{first} || '。'
        FROM unique_{entity} AS s WHERE s.{second} < s.{first}"""  # noqa: S608


def ahead(entity: str, column: str) -> str:
    """Rows on which something has happened that lies after the day on which the file was received."""
    return f"""SELECT {place(entity)}, '{label(entity, column)}', CAST(s.{column} AS VARCHAR),
            '{label(entity, column)} ' || s.{column} || ' 晚于收到来件的 ' || s.received_on || '。'
        FROM unique_{entity} AS s WHERE s.{column} > s.received_on"""  # noqa: S608


def exceeds(entity: str, less: str, more: str) -> str:
    """Rows in which ``more`` is more than ``less``, which bounds it; both are in one unit."""
    unit = TABLES[entity].by_name[more].unit
    return f"""SELECT {place(entity)}, '{label(entity, more)}', CAST(s.{more} AS VARCHAR),
            '{label(entity, more)} ' || s.{more} || ' {unit}，超过{label(entity, less)} ' || s.{less} || ' {unit}。'
        FROM unique_{entity} AS s WHERE s.{more} > s.{less}"""  # noqa: S608
