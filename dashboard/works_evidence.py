"""What a large number of park standardisation is made of: the cases, the sum, the rows of the ledgers behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import dossier, downloads, outward, panels
from dashboard import format as fmt
from dashboard import works_tables as tables
from dashboard.cards import Card
from dashboard.database import on_this_build
from dashboard.handout import Screen
from dashboard.queries import works, works_sums
from dashboard.queries.works import EXPIRED, Asked
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column

MOST_ROWS = 300
_reserve = TABLES["land_reserve"].by_name
PLACE = (tables.LABEL, tables.PARK, tables.STAGE)


@dataclass(frozen=True)
class Evidence:
    """One number's rows: which columns, which of them adds up to it (none for a count), and in which unit."""

    rows: Callable[[Asked], pd.DataFrame]
    columns: Sequence[Column]
    adds: str
    unit: str
    with_stages: bool = False
    with_months: bool = False

    def worked(self, rows: pd.DataFrame) -> str:
        """How the rows make the number, in words."""
        if not self.adds:
            return f"逐件计数：{fmt.number(len(rows))} {self.unit}。"
        told = rows[self.adds].dropna()
        gap = f"，另有 {len(rows) - len(told)} 件没有写明，不计" if len(told) < len(rows) else ""
        return (
            f"Σ {len(told)} 件 = {fmt.with_unit(told.sum(), self.unit, 2 if self.unit == '亩' else 0)}{gap}。"
        )


EVIDENCE: Mapping[str, Evidence] = {
    "plots": Evidence(lambda asked: works.cases(asked, "park_plot"), (*PLACE, tables.LAND, tables.FLOOR), "", "个"),
    "upgrades": Evidence(
        lambda asked: works.cases(asked, "self_upgrade"), (*PLACE, tables.LAND, tables.FLOOR), "", "户"
    ),
    "cleared": Evidence(works_sums.reserves, (*PLACE, tables.LAND, _reserve["cleared_mu"]), "cleared_mu", "亩"),
    "floor": Evidence(works_sums.completed, tables.COMPLETED, "gained_m2", "m²", with_stages=True),
    "unsigned": Evidence(
        works_sums.reserves, tables.RESERVES, "unsigned_households", "户", with_months=True
    ),
    "temporary": Evidence(
        lambda asked: works.cases(asked, "temporary_land", expiries=(EXPIRED,)),
        tables.LISTS["temporary_land"], "", "宗",
    ),
}  # fmt: skip


def menu(shown: Sequence[Card], asked: Asked, screen: Screen) -> None:
    """Draw the choice of a number whose rows and sources are to be seen; not for others, who see no single cases."""
    if outward.is_on():
        return
    named = {card.number: card.label for card in shown}
    chosen = st.menu_button(
        "依据",
        list(named),
        format_func=named.__getitem__,
        key="evidence_works",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一个数，看它怎么算、由哪些事项构成、来自哪个文件的哪一行",
    )
    if chosen is not None:
        _show(next(card for card in shown if card.number == chosen), asked, screen)


@st.dialog("依据", width="large", icon=":material/receipt_long:")
def _show(card: Card, asked: Asked, screen: Screen) -> None:
    evidence = EVIDENCE[card.number]
    rows = tables.with_kinds(evidence.rows(asked))
    st.markdown(f"**{card.label}** · {fmt.markdown_text(card.definition)}")
    st.info(fmt.markdown_text(evidence.worked(rows)), icon=":material/calculate:")
    if rows.empty:
        st.caption("没有构成这个数的事项。")
        return
    sources = works_sums.sources(rows, with_stages=evidence.with_stages, with_months=evidence.with_months)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"截至 {asked.on:%Y-%m-%d} · {fmt.number(len(rows))} 件，来自 {fmt.number(len(sources))} 处原始行。",
            width="stretch",
        )
        downloads.popover(
            Screen(f"依据_{card.label}", None, screen.chosen, screen.info, card.definition),
            lambda: _sheets(evidence, asked),
            key="works_evidence_export",
        )
    panels.table(rows.head(MOST_ROWS), evidence.columns, f"构成{card.label}的事项")
    with st.expander(f"来源行 · {fmt.number(len(sources))} 处"):
        panels.source_table(sources.head(MOST_ROWS), tables.SOURCES)


def _sheets(evidence: Evidence, asked: Asked) -> tuple[Sheet, ...]:
    def rows() -> pd.DataFrame:
        return tables.with_kinds(evidence.rows(asked))

    def sources() -> pd.DataFrame:
        found = works_sums.sources(rows(), with_stages=evidence.with_stages, with_months=evidence.with_months)
        return dossier.with_source_words(found)

    return (
        Sheet("事项", on_this_build(rows), evidence.columns),
        Sheet("来源行", on_this_build(sources), tables.SOURCES),
    )
