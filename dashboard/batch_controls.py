"""The controls of the bench of 四个一批: lines, orientations, caliber. Each starts where the plan has it.

X is typed or dragged: the number is what counts and stands in the address, the slider follows it and writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import widgets
from dashboard.queries.batches import Bench
from etl.contracts.batches import ORIENTATIONS
from etl.contracts.calibers import ADJUSTMENTS, AREAS, VACANT

X, X_DRAG, OUTPUT, TAX = "bx", "bx_drag", "bo", "bt"
ORIENTATION, AREA, EMPTY_FLOOR, ADJUSTMENT = "orient", "barea", "bvacant", "badjust"
FARTHEST, STEP, HIGHEST = 100.0, 0.5, 10_000.0
HIGHEST_AMOUNT = 100_000_000.0


def reset(own: Bench) -> None:
    """Set every control to where the plan has it."""
    state = st.session_state
    state[X], state[OUTPUT], state[TAX] = own.x, own.y, own.tax_line
    state[AREA], state[EMPTY_FLOOR] = own.area, "owner" if own.counts_vacant else "excluded"
    for code in ORIENTATIONS:
        state[f"{ORIENTATION}_{code}"] = code in own.orientations
    for code in ADJUSTMENTS:
        state[f"{ADJUSTMENT}_{code}"] = code in own.adjustments


def lines(own: Bench, places: Sequence[DeltaGenerator]) -> Bench:
    """Draw the lines in four places: X to be dragged, X to be typed, output, tax; the bench with them."""
    drag, number, output, tax = places
    x = _line(number, "X（万元/亩）", X, own.x, HIGHEST, "亩均税收达到即等于或高于 X。")
    st.session_state[X_DRAG] = min(own.x if x is None else x, FARTHEST)
    drag.slider(
        "亩均税收门槛 X（万元/亩）",
        0.0,
        FARTHEST,
        step=STEP,
        format="%.10g",
        key=X_DRAG,
        on_change=_take_dragged,
    )
    return replace(
        own,
        x=own.x if x is None else x,
        y=_line(
            output, "产值（万元）", OUTPUT, own.y, HIGHEST_AMOUNT, "Y：产值达到即等于或高于此数；空着为不设。"
        ),
        tax_line=_line(
            tax, "税收（万元）", TAX, own.tax_line, HIGHEST_AMOUNT, "评价税收的门槛；空着为不设。"
        ),
    )


def _take_dragged() -> None:
    st.session_state[X] = st.session_state[X_DRAG]


def _line(
    place: DeltaGenerator,
    label: str,
    key: str,
    default: float | None,
    most: float,
    help_text: str,
) -> float | None:
    return place.number_input(
        label,
        min_value=0.0,
        max_value=most,
        value=default,
        step=1.0 if key == X else 10.0,
        format="%.10g",
        key=key,
        bind="query-params",
        help=help_text,
        placeholder="不设",
    )


def orientations(own: Bench) -> tuple[str, ...]:
    """Draw a box for each orientation; those that pass."""
    st.caption("产业导向", width="content")
    return tuple(
        code
        for code, word in ORIENTATIONS.items()
        if st.checkbox(
            word,
            value=code in own.orientations,
            key=f"{ORIENTATION}_{code}",
            bind="query-params",
            width="content",
        )
    )


def caliber(own: Bench, bench: Bench) -> Bench:
    """Draw what land and tax are measured by in a popover; the bench with it."""
    with st.popover("口径", icon=":material/straighten:", width="content"):
        return replace(
            bench,
            area=widgets.code("面积口径", AREA, AREAS, own.area),
            counts_vacant=widgets.code(
                "空置厂房", EMPTY_FLOOR, VACANT, "owner" if own.counts_vacant else "excluded"
            )
            == "owner",
            adjustments=widgets.ticked("税收：入库税收加", ADJUSTMENT, ADJUSTMENTS, own.adjustments),
        )
