"""The bench of 四个一批: the plan, its lines and its caliber as a visitor sets them. Alone writes the bench's state.

What is set stands in the address; a control that stands where the plan has it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import batch_sentences, filters, filters_more, outward
from dashboard.queries import batches
from dashboard.queries.batches import Bench, Plan
from etl.contracts.batches import CLASSES, ORIENTATIONS
from etl.contracts.calibers import ADJUSTMENTS, AREAS, VACANT

X, X_DRAG, OUTPUT, TAX = "bx", "bx_drag", "bo", "bt"
ORIENTATION, AREA, EMPTY_FLOOR, ADJUSTMENT = "orient", "barea", "bvacant", "badjust"
VIEW, CLASS = "batch_view", "bclass"
LIST_VIEW = "名单"
FARTHEST, STEP, HIGHEST = 100.0, 0.5, 10_000.0
HIGHEST_AMOUNT = 100_000_000.0


@dataclass(frozen=True)
class Setting:
    """What the page shows.

    Attributes:
        plan: the plan of the snapshot whose rules hold.
        own: the bench as the chosen plan says.
        bench: the bench as it is set now.
    """

    plan: Plan
    own: Bench
    bench: Bench

    @property
    def is_changed(self) -> bool:
        """Whether the bench differs from the plan."""
        return self.bench != self.own


def choose(plans: Sequence[Plan]) -> Setting:
    """Draw the bench; for others than the bureau only the plan, for two lines that differ by one firm would tell of it."""
    named = {plan.plan_id: plan for plan in plans}
    with st.container(border=True, gap="small"):
        row = st.columns([3, 4, 1.7, 1.7, 1.7], vertical_alignment="bottom")
        with row[0]:
            plan = named[_plan({code: plan.name for code, plan in named.items()})]
        own = batches.of_plan(plan.plan_id)
        if plan.missing:
            return Setting(plan, own, own)
        if outward.is_on():
            row[1].caption(outward.NO_BENCH)
            return Setting(plan, own, own)
        bench = _lines(own, row[1:])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            bench = replace(bench, orientations=_orientations(own))
            bench = _caliber(own, bench)
            if bench != own:
                st.button("回到方案", icon=":material/undo:", on_click=reset, args=(own,), key="bench_reset")
            st.caption(batch_sentences.difference(own, bench), width="stretch")
    return Setting(plan, own, bench)


def _plan(names: Mapping[str, str]) -> str:
    chosen = st.selectbox(
        "方案",
        list(names),
        format_func=lambda code: names.get(code, code),
        key="plan",
        bind="query-params",
        on_change=_follow_plan,
    )
    return str(chosen)


def _follow_plan() -> None:
    """Set every control to what the newly chosen plan says."""
    reset(batches.of_plan(str(st.session_state["plan"])))


def reset(own: Bench) -> None:
    """Set every control to where the plan has it."""
    state = st.session_state
    state[X], state[OUTPUT], state[TAX] = own.x, own.y, own.tax_line
    state[AREA], state[EMPTY_FLOOR] = own.area, "owner" if own.counts_vacant else "excluded"
    for code in ORIENTATIONS:
        state[f"{ORIENTATION}_{code}"] = code in own.orientations
    for code in ADJUSTMENTS:
        state[f"{ADJUSTMENT}_{code}"] = code in own.adjustments


def _lines(own: Bench, places: Sequence[st.delta_generator.DeltaGenerator]) -> Bench:
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
            output, "产值 Y（万元）", OUTPUT, own.y, HIGHEST_AMOUNT, "达到即等于或高于此数；空着为不设。"
        ),
        tax_line=_line(
            tax, "税收（万元）", TAX, own.tax_line, HIGHEST_AMOUNT, "评价税收的门槛；空着为不设。"
        ),
    )


def _take_dragged() -> None:
    st.session_state[X] = st.session_state[X_DRAG]


def _line(
    place: st.delta_generator.DeltaGenerator,
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


def _orientations(own: Bench) -> tuple[str, ...]:
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


def _caliber(own: Bench, bench: Bench) -> Bench:
    with st.popover("口径", icon=":material/straighten:", width="content"):
        return replace(
            bench,
            area=filters.code("面积口径", AREA, AREAS, own.area),
            counts_vacant=filters.code(
                "空置厂房", EMPTY_FLOOR, VACANT, "owner" if own.counts_vacant else "excluded"
            )
            == "owner",
            adjustments=filters.ticked("税收：入库税收加", ADJUSTMENT, ADJUSTMENTS, own.adjustments),
        )


def classes() -> tuple[str, ...]:
    """The classes that the list is narrowed to; all of them when none is chosen."""
    chosen = filters_more.many("分类", CLASS, {word: word for word in CLASSES})
    return tuple(word for word in CLASSES if word in chosen)


def open_class(chart: str) -> None:
    """Open the list of the class whose part of ``chart`` was clicked."""
    chosen = filters.clicked(st.session_state[chart])
    if chosen in CLASSES:
        st.session_state[CLASS] = [chosen]
        st.session_state[VIEW] = LIST_VIEW
