"""What the numbers of a tab of 培育与申报 are made of: the cases of its ledger, and the rows of the files behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import growth_tables as tables
from dashboard import ledger_evidence
from dashboard.ledger_evidence import Counted
from dashboard.queries.growth import Asked
from etl.contracts import Column
from etl.contracts.declaration import PASSED, UNDER_WAY
from etl.contracts.upgrade_pool import ENTERED, LEFT


@dataclass(frozen=True)
class Ledger:
    """A ledger as evidence: its key, its columns, and which of its cases each number counts."""

    key: str
    status: str
    columns: tuple[Column, ...]
    numbers: Mapping[str, tuple[str, ...]]


# No status at all stands for every case.
LEDGERS: Mapping[str, Ledger] = {
    "declaration": Ledger(
        "declaration_id",
        "declaration_status",
        tables.DECLARATIONS,
        {"申报": (), "在办": UNDER_WAY, "通过": PASSED},
    ),
    "cloud_adoption": Ledger(
        "adoption_id",
        "cloud_status",
        tables.ADOPTIONS,
        {"已上云": ("已上云", "已核验"), "意向和签约": ("意向", "签约")},
    ),
    "upgrade_pool": Ledger(
        "pool_id",
        "pool_status",
        tables.POOL,
        {"已入库": (ENTERED,), "在培育": ("储备", "重点培育", "已达标", "已申报"), "退出": (LEFT,)},
    ),
}


def menu(ledger: str, rows: pd.DataFrame, asked: Asked) -> None:
    """Draw the choice of a number whose cases and sources are to be seen."""
    told = LEDGERS[ledger]
    numbers = {
        number: Counted(
            f"状态：{'、'.join(statuses) or '全部'}",
            rows[rows[told.status].isin(statuses)] if statuses else rows,
        )
        for number, statuses in told.numbers.items()
    }
    ledger_evidence.menu(ledger, told.key, told.columns, numbers, asked, ledger)
