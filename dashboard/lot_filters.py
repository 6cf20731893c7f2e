"""The filters that only 园区地块 has: use, right, stage, suggested batch, grade; and the range of tax per mu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import filters, lot_outward, outward
from dashboard.filters_more import many
from dashboard.grade_charts import grade_word
from dashboard.lots import KEYS, LotSelection
from dashboard.queries import lot_totals
from dashboard.queries.snapshot import Choices
from dashboard.selection import UNKNOWN

LABELS: Mapping[str, str] = {
    "use": "用途", "right": "权利性质", "stage": "开发阶段", "batch": "建议分类（主要使用企业）", "lgrade": "等级（地块法）",
}  # fmt: skip
# What the empty text means: nothing stated, or nobody there to sort or to grade.
NONE: Mapping[str, str] = {"batch": "无建议分类", "lgrade": "未评"}


def selection() -> LotSelection:
    """Draw the control of the filters that add to those of the side bar; the parcels that both choose.

    Not in a view for others: two choices that differ by one parcel would tell of it.
    """
    if outward.is_on():
        st.caption(lot_outward.NO_ISOLATION)
        return LotSelection(filters.shared())
    with st.popover("筛选地块", icon=":material/tune:"):
        shared = filters.tax_per_mu_range(filters.shared())
        found = lot_totals.choices()
        own = {
            field: many(LABELS[key], key, _options(key, found.get(field, ()))) for key, field in KEYS.items()
        }
    return LotSelection(shared, **own)


def _options(key: str, codes: tuple[str, ...]) -> dict[str, str]:
    word: Callable[[str], str] = grade_word if key == "lgrade" else str
    return {code: word(code) if code else NONE.get(key, UNKNOWN) for code in codes}


def in_force(chosen: LotSelection, choices: Choices) -> dict[str, str]:
    """The filters in force, the year apart: key → what it is set to, for chips and file names."""
    own = {key: "、".join(_options(key, getattr(chosen, field)).values()) for key, field in KEYS.items()}
    return filters.in_force(chosen.shared, choices) | {key: text for key, text in own.items() if text}
