"""A ledger of services or of safety as a workbook: its numbers with their calibers, its list, its drawings' rows, its sources."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import dossier
from dashboard import service_tables as tables
from dashboard.cards import Card
from dashboard.database import on_this_build
from dashboard.queries import services
from dashboard.queries.services import Asked
from dashboard.workbook import Sheet
from etl.contracts.service_words import SERVICE_KINDS


def caliber(shown: Sequence[Card]) -> str:
    """How each of the numbers is reckoned, in one text."""
    return "；".join(f"{card.label}：{card.definition.rstrip('。')}" for card in shown) + "。"


def numbers(shown: Sequence[Card]) -> pd.DataFrame:
    """The large numbers as rows, without the marks that only a screen reads."""
    return pd.DataFrame(
        [
            {
                "item": card.label,
                "shown": card.value.replace(":small[", "").replace("]", ""),
                "note": card.note,
                "definition": card.definition,
            }
            for card in shown
        ]
    )


def sheets(asked: Asked, shown: Sequence[Card], *, for_others: bool = False) -> tuple[Sheet, ...]:
    """The list first, then the numbers, then the rows of incoming files; for others the numbers alone."""
    totals = Sheet("合计", on_this_build(lambda: numbers(shown)), tables.NUMBERS)
    if for_others:
        return (totals,)

    def sources() -> pd.DataFrame:
        keys = tuple(services.cases(asked)["case_id"].astype(str))
        return dossier.with_source_words(services.sources(asked.kind, keys))

    return (
        Sheet(SERVICE_KINDS[asked.kind], services.cases_later(asked), tables.LISTS[asked.kind]),
        totals,
        Sheet("来源行", on_this_build(sources), tables.SOURCES),
    )
