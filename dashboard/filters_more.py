"""The filters that only 亩均税收 has: grade under a rule pack, honours, how land is held, how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard import format as fmt
from dashboard import outward
from dashboard.grade_charts import GRADES, grade_word
from dashboard.queries import grading, snapshot
from dashboard.selection import NO_TENANCY, Selection
from etl.contracts.honour import HONOURS

TENANCIES: Mapping[str, str] = {
    "own": "自有",
    "lease_land": "租赁土地",
    "lease_floor": "租赁厂房",
    NO_TENANCY: "无用地关系",
}
MOST_MU = 100_000.0
ALL = "全部"
# What each of these is when it is off, by its name in the URL.
EMPTY: Mapping[str, object] = {"grade": [], "honour": [], "tenancy": [], "mu_from": None, "mu_to": None}


def packs() -> dict[str, str]:
    """The rule packs that grade somebody: id → name."""
    return {pack.pack_id: pack.name for pack in grading.packs() if not pack.missing}


def draw(selection: Selection) -> Selection:
    """Draw the filters in a popover; the selection narrowed by them. They count while the popover is closed."""
    if outward.is_on():
        return selection
    with st.popover("更多筛选", icon=":material/tune:"):
        named = packs()
        pack = str(
            st.selectbox(
                "等级按哪个口径",
                list(named),
                format_func=lambda code: named.get(code, code),
                key="graded_by",
                bind="query-params",
                disabled=not named,
                help="名单和排名里的等级也按它。",
            )
            or ""
        )
        grades = many("等级", "grade", {grade: grade_word(grade) for grade in GRADES})
        honours = _honours()
        tenancies = many("用地方式", "tenancy", TENANCIES)
        left, right = st.columns(2)
        least = _mu(left, "用地不少于（亩）", "mu_from")
        most = _mu(right, "用地不多于（亩）", "mu_to")
    return replace(
        selection,
        graded_by=pack,
        grades=grades,
        honours=honours,
        tenancies=tenancies,
        least_mu=least,
        most_mu=most,
    )


def many(label: str, key: str, options: Mapping[str, str], nothing: str = ALL) -> tuple[str, ...]:
    """Any of ``options`` (code → words) that the visitor chooses, sorted; ``nothing`` says what none of them means."""
    chosen = st.multiselect(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        bind="query-params",
        placeholder=nothing,
    )
    return tuple(sorted(chosen))


def _honours() -> tuple[str, ...]:
    held = {code: HONOURS.get(code, code) for code in snapshot.honours()}
    if not held:
        st.caption("荣誉：还没有「企业荣誉台账」，通常由工业和信息化局提供。")
        return ()
    return many("荣誉（所选年度有效）", "honour", held)


def _mu(place: st.delta_generator.DeltaGenerator, label: str, key: str) -> float | None:
    return place.number_input(
        label,
        min_value=0.0,
        max_value=MOST_MU,
        value=None,
        step=1.0,
        format="%.10g",
        key=key,
        bind="query-params",
        placeholder="不限",
    )


def words(selection: Selection) -> dict[str, str]:
    """Those in force: key → what it is set to, for chips and file names."""
    said = {
        "grade": _graded(selection) if selection.grades else "",
        "honour": "、".join(HONOURS.get(code, code) for code in selection.honours),
        "tenancy": "、".join(TENANCIES[code] for code in selection.tenancies),
        "mu_from": f"用地≥{fmt.bound(selection.least_mu)} 亩" if selection.least_mu is not None else "",
        "mu_to": f"用地≤{fmt.bound(selection.most_mu)} 亩" if selection.most_mu is not None else "",
    }
    return {key: text for key, text in said.items() if text}


def _graded(selection: Selection) -> str:
    pack = packs().get(selection.graded_by, selection.graded_by)
    return f"{pack} {'、'.join(grade_word(grade) for grade in selection.grades)}"
