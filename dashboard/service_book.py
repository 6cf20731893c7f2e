"""A ledger of services or of safety as a workbook: its numbers with their calibers, its list, its drawings' rows, its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard import dossier
from dashboard import service_tables as tables
from dashboard.cards import Card
from dashboard.database import on_this_build
from dashboard.queries import service_sums, services
from dashboard.queries.services import Asked
from dashboard.workbook import Sheet
from etl.contracts.service_words import SERVICE_KINDS

DUTY = "testing_duty"


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
    duties = _duties(replace(asked, kind=DUTY), for_others) if asked.kind == "notice_batch" else ()
    if for_others:
        return (totals, *duties)

    def sources() -> pd.DataFrame:
        keys = tuple(services.cases(asked)["case_id"].astype(str))
        return dossier.with_source_words(services.sources(asked.kind, keys))

    return (
        Sheet(SERVICE_KINDS[asked.kind], services.cases_later(asked), tables.LISTS[asked.kind]),
        totals,
        Sheet("来源行", on_this_build(sources), tables.SOURCES),
        *duties,
    )


def _duties(asked: Asked, for_others: bool) -> tuple[Sheet, ...]:
    """The roster of the other archive, where it was read: its list, for others its months."""
    if services.told_on(DUTY) is None:
        return ()
    months = Sheet(
        "核酸检测督导各月", on_this_build(lambda: service_sums.bars(asked, "month")), tables.DUTY_MONTHS
    )
    return (
        (months,)
        if for_others
        else (Sheet("核酸检测督导", services.cases_later(asked), tables.LISTS[DUTY]), months)
    )
