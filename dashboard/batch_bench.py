"""The bench of 四个一批: the plan, its lines and its caliber as a visitor sets them. Alone writes the bench's state.

What is set stands in the address; a control that stands where the plan has it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import batch_controls, batch_saved, batch_sentences, clicks, outward
from dashboard import format as fmt
from dashboard.queries import batches
from dashboard.queries.batches import Bench, Plan
from dashboard.saved_plans import SavedPlan
from etl.contracts.batches import CLASSES

PLAN = "plan"
VIEW, CLASS = "batch_view", "bclass"
LIST_VIEW = "名单"
# These tabs are about what has been decided and done, not about the lines.
LEDGER_VIEWS = ("处置台账", "进度")


@dataclass(frozen=True)
class Setting:
    """What the page shows.

    Attributes:
        plan: the plan of the snapshot whose rules hold.
        own: the bench as the chosen plan says, a saved one as it was saved.
        bench: the bench as it is set now.
        saved: the saved plan that was chosen, if any.
    """

    plan: Plan
    own: Bench
    bench: Bench
    saved: SavedPlan | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the bench differs from the plan."""
        return self.bench != self.own

    @property
    def name(self) -> str:
        """What the chosen plan is called."""
        return self.saved.name if self.saved else self.plan.name


@dataclass(frozen=True)
class Picked:
    """The plan that was picked, and where the rest of the bench is drawn: beside it and under it."""

    plan_id: str
    saved: SavedPlan | None
    beside: Sequence[DeltaGenerator]
    under: DeltaGenerator


def pick(plans: Sequence[Plan]) -> Picked:
    """Draw the choice of a plan: those of the snapshot, then the saved ones whose rules it has, and the frozen ones."""
    saved, trouble = batch_saved.listed()
    offered = _offered(plans, saved)
    with st.container(border=True, gap="small"):
        row = st.columns([3, 4, 1.7, 1.7, 1.7], vertical_alignment="bottom")
        with row[0]:
            chosen = str(
                st.selectbox(
                    "方案",
                    list(offered),
                    format_func=lambda code: offered.get(code, code),
                    key=PLAN,
                    bind="query-params",
                    on_change=_follow_plan,
                )
            )
        if trouble:
            st.caption(fmt.markdown_text(trouble))
        under = st.container(horizontal=True, vertical_alignment="center", gap="small")
    plan = saved.get(chosen)
    return Picked(plan.base_plan_id if plan else chosen, plan, row[1:], under)


def _offered(plans: Sequence[Plan], saved: Mapping[str, SavedPlan]) -> dict[str, str]:
    """Code → name. Others than the bureau see no plan that is only tried out: two lines could tell of one firm."""
    names = {plan.plan_id: plan.name for plan in plans}
    whole = {plan.plan_id for plan in plans if not plan.missing}
    shown = {
        code: plan
        for code, plan in saved.items()
        if plan.is_frozen or (plan.base_plan_id in whole and not outward.is_on())
    }
    taken = set(names.values())
    return names | {
        code: f"{plan.name}（保存的）" if plan.name in taken else plan.name for code, plan in shown.items()
    }


def draw(picked: Picked, plan: Plan, after: Callable[[Setting], None]) -> Setting:
    """Draw the rest of the bench, then what ``after`` adds to it; a frozen plan is read-only.

    For others than the bureau there is none, for two lines that differ by one firm would tell of it.
    """
    own = batch_saved.bench_of(picked.saved) if picked.saved else batches.of_plan(plan.plan_id)
    setting = Setting(plan, own, own, picked.saved)
    if plan.missing:
        return setting
    if outward.is_on():
        picked.under.caption(f"{batch_sentences.numbers(own)}。{outward.NO_BENCH}", width="stretch")
        return setting
    if picked.saved and picked.saved.is_frozen:
        with picked.under:
            after(setting)
            st.caption(f"定稿只读；要改，另存为新方案。{batch_sentences.numbers(own)}。", width="stretch")
        return setting
    bench = batch_controls.lines(own, picked.beside)
    with picked.under:
        bench = replace(bench, orientations=batch_controls.orientations(own))
        setting = replace(setting, bench=batch_controls.caliber(own, bench))
        if setting.is_changed:
            st.button(
                "回到方案",
                icon=":material/undo:",
                on_click=batch_controls.reset,
                args=(own,),
                key="bench_reset",
            )
        after(setting)
        st.caption(batch_sentences.difference(own, setting.bench), width="stretch")
    return setting


def _follow_plan() -> None:
    """Set every control to what the newly chosen plan says."""
    chosen = str(st.session_state[PLAN])
    saved = batch_saved.listed()[0].get(chosen)
    batch_controls.reset(batch_saved.bench_of(saved) if saved else batches.of_plan(chosen))


def choose(saved: SavedPlan) -> None:
    """Let the next run show a saved plan; call it in a callback."""
    st.session_state[PLAN] = batch_saved.code(saved)
    batch_controls.reset(batch_saved.bench_of(saved))


def choose_plan(plan_id: str) -> None:
    """Let the next run show a plan of the snapshot; call it in a callback."""
    st.session_state[PLAN] = plan_id
    batch_controls.reset(batches.of_plan(plan_id))


def classes() -> tuple[str, ...]:
    """The classes that the list is narrowed to; all of them when none is chosen."""
    chosen = st.pills(
        "分类",
        CLASSES,
        selection_mode="multi",
        key=CLASS,
        bind="query-params",
        label_visibility="collapsed",
    )
    return tuple(word for word in CLASSES if word in chosen)


def open_class(chart: str) -> None:
    """Open the list of the class whose part of ``chart`` was clicked."""
    chosen = clicks.clicked(st.session_state[chart])
    if chosen in CLASSES:
        # The choice of classes is not drawn yet, so Streamlit would not put it into the address.
        st.query_params[CLASS] = chosen
        st.session_state[CLASS] = [chosen]
        st.session_state[VIEW] = LIST_VIEW


def shows_ledger() -> bool:
    """Whether a tab of the ledger is open, which has large numbers of its own."""
    return st.session_state.get(VIEW, st.query_params.get(VIEW)) in LEDGER_VIEWS
