"""The large numbers of the chosen parcels, and what others may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import evidence_drawer, lot_outward
from dashboard import format as fmt
from dashboard.cards import Card, of
from dashboard.lots import LotSelection
from dashboard.queries.lot_totals import LEAST_FOR_TENTHS, LotFigures, Tenths
from etl.contracts import TABLES

_lot = TABLES["lot_year"].by_name
RATIO_WORDS = TABLES["parcel_year"].by_name["tax_wan_yuan_per_mu"].sentence


def cards(now: LotFigures, ends: Tenths) -> tuple[Card, ...]:
    """Tax per mu, its median, land, recoverable tax, both ends of the land."""
    return (
        Card(
            "地块法亩均税收",
            fmt.number(now.tax_wan_yuan_per_mu, 2),
            "",
            f"万元/亩  \n齐全 {of(now.with_ratio, now.parcels, '宗')}",
            RATIO_WORDS,
            number="lot_ratio",
        ),
        Card(
            "中位数",
            fmt.number(now.median_tax_wan_yuan_per_mu, 2),
            "",
            f"万元/亩  \n有 {of(now.with_ratio, now.parcels, '宗')}",
            "有亩均税收的宗地从低到高排在正中的一宗；两宗在正中时取平均。",
            number="lot_median",
        ),
        Card(
            "用地面积",
            fmt.large(now.land_mu, "亩", 0),
            "",
            f"有面积 {of(now.with_land, now.parcels, '宗')}",
            _lot["land_mu"].sentence,
            number="lot_land",
        ),
        Card(
            "可挖潜税收",
            fmt.number(now.recoverable_wan_yuan),
            "",
            f"万元/年  \n有潜力 {of(now.below, now.with_ratio, '宗')}",
            f"Σ{_lot['recoverable_wan_yuan'].sentence}是差距有多大的量度，不是预测。",
            number="lot_recoverable",
        ),
        *(_end(end, ends) for end in ("best", "worst")),
    )


def _end(end: str, ends: Tenths) -> Card:
    word, order, value = ("好", "高到低", ends.best) if end == "best" else ("差", "低到高", ends.worst)
    few = f"不足 {LEAST_FOR_TENTHS} 宗，不比两头"
    return Card(
        f"最{word}一成用地",
        fmt.number(value if ends.are_enough else None, 2),
        "",
        f"万元/亩  \n共 {fmt.number(ends.parcels)} 宗" if ends.are_enough else few,
        f"宗地按亩均税收从{order}排，合占用地 10 % 的那一头的税收 ÷ 用地；落在分界上的宗地按用地拆开。",
        number=f"lot_{end}_tenth" if ends.are_enough else "",
    )


def shown(six: Sequence[Card], selection: LotSelection) -> tuple[Card, ...]:
    """The cards as this run may show them: for others the reason in place of numbers, and neither end of the land."""
    if not lot_outward.is_on():
        return tuple(six)
    sums = [card for card in six if not card.number.endswith("_tenth")][:4]
    why = lot_outward.reason(selection)
    return tuple(replace(card, value=why) for card in sums) if why else tuple(sums)


def evidence(six: Sequence[Card], selection: LotSelection) -> None:
    """Draw the choice of a number whose rows and sources are to be seen; one button for all keeps the cards low."""
    named = {card.number: card.label for card in six if card.number}
    picked = st.menu_button(
        "依据",
        list(named),
        format_func=named.__getitem__,
        key="evidence_lots",
        type="tertiary",
        icon=":material/receipt_long:",
        help="选一个数，看它怎么算、由哪些宗地构成、来自哪个文件的哪一行",
    )
    if picked is not None:
        evidence_drawer.show(picked, selection.shared, {"lots": selection})
