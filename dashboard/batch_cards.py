"""The large numbers of 四个一批: each batch, those to be verified and those whom it would be unfair to sort yet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format as fmt
from dashboard.cards import Card
from etl.contracts.batches import BATCHES, TO_VERIFY, UNFIT

DEFINITIONS = {
    TO_VERIFY: "缺少判定所需的数据；不建议关闭，补到数据再定类。",
    UNFIT: "新办、共用宗地、面积争议、一年波动等，现在定类不公平；另列名单，不归批。",
}


def of(shares: pd.DataFrame, meanings: dict[str, str | None]) -> tuple[Card, ...]:
    """Six cards out of a split; a class that may not be shown says why."""
    rows = {str(row["suggested_batch"]): row for row in shares.to_dict("records")}
    return tuple(
        _card(batch, rows[batch], meanings.get(batch) or DEFINITIONS.get(batch) or "方案没有写明含义。")
        for batch in (*BATCHES, TO_VERIFY, UNFIT)
    )


def show(shown: Sequence[Card]) -> None:
    """Draw the cards in one frame: six frames would take the room of the tabs on a small screen."""
    with st.container(border=True):
        for column, card in zip(st.columns(len(shown), gap="small"), shown, strict=True):
            with column.container(gap=None):
                st.metric(card.label, card.value, help=card.definition)
                st.caption(card.note)


def _card(batch: str, row: Mapping[Hashable, Any], definition: str) -> Card:
    hidden = row.get("hidden")
    if isinstance(hidden, str):
        return Card(batch, hidden, "", "", definition)
    firms, land, tax = (float(str(row[name])) for name in ("firms", "land_mu", "tax_wan_yuan"))
    # Two lines always: a narrow card would break one between 万 and 元.
    note = f"用地 {fmt.with_unit(land, '亩', 0)}  \n税收 {_tax(tax)}" if firms else "没有企业"
    return Card(batch, fmt.large(firms, "户", 0), "", note, definition)


def _tax(wan_yuan: float) -> str:
    """Tax for the narrow line under a number: whole 万元."""
    return fmt.money(round(wan_yuan, 0)).replace(".00", "")
