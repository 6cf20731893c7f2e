"""What a link asks for that is no choice here: Streamlit ignores it, this says so and takes it out of the address.

Streamlit drops a value that a bound widget does not know and keeps names that it does not know. It also drops a value
that is the default, which is no fault: those are told apart by what the widget holds and by the words of all choices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import format as fmt
from etl.contracts.service_words import SERVICE_KINDS

# The names that widgets, tabs and links use in an address.
NAMES = (
    "adjust_branch_tax", "adjust_exempt_offset", "adjust_prior_years", "adjust_retained_refund", "against",
    "area", "badjust_branch_tax", "badjust_exempt_offset", "badjust_prior_years", "badjust_retained_refund",
    "barea", "barea_by", "batch", "batch_view", "bclass", "bo", "bshow", "bt", "bvacant", "bx", "by", "case_view",
    "chain", "chain_ledger", "chain_of", "chain_view", "cloud_only", "declared_only", "find", "grade", "graded_by", "group",
    "growth_honours", "growth_line", "growth_on", "growth_view", "growth_year", "honour", "id", "industry",
    "league", "lgrade", "link_view",
    "lot", "lot_by", "lot_measure", "lot_view", "map_breaks", "map_by", "map_high", "match_only", "method", "moves",
    "mu_from", "mu_to", "node",
    "op_by", "op_firms", "op_month", "op_only", "operation_view",
    "orient_allowed", "orient_eliminated", "orient_encouraged", "orient_restricted", "pack", "park", "pby", "plan", "pland",
    "pool_only", "projects_from", "projects_on", "projects_only", "projects_to", "projects_view", "promise", "pshow", "q",
    "range", "right", "scale", "service_list", "service_on", "service_only",
    "service_view", "share", "size", "stage", "tenancy", "tenants", "town",
    "red_line", "target_on", "target_owner", "target_status", "target_year",
    "use", "vacant", "view", "wabove", "wexpiry", "wland", "wlost", "wnode", "works", "works_of", "works_on", "works_view",
    "woutput", "wstage", "wtax", "x", "yardstick", "year",
)  # fmt: skip
SHARED = ("chain", "industry", "park", "scale", "share", "size", "town", "year")
# Streamlit leaves a tab that does not exist in the address.
TABS: Mapping[str, Sequence[str]] = {
    "view": ("企业名单", "排名", "分组比较", "门槛", "集中度", "两头与潜力", "口径试算"),
    "league": ("片区", "镇街", "产业链", "走势"),
    "lot_view": ("地图", "地块名单", "片区排名", "挖潜", "面积三查"),
    "service_view": (*SERVICE_KINDS.values(), "政策文件"),
    "operation_view": ("运行", "支柱企业", "减产帮扶"),
    "works_view": ("园区标准化", "供地履约"),
    "link_view": ("待确认", "匹配质量"),
    "projects_view": ("技改", "招商", "民企对接", "海上福州", "载体与厂房", "园中园", "基金", "对接活动"),
    "growth_view": ("荣誉阶梯", "申报", "上云", "小升规", "人才"),
    "chain_view": ("图谱", "构成", "缺口", "分布", "批文与项目", "趋势", "企业", "待定", "假设"),
    "batch_view": (
        "漏斗与分类",
        "名单",
        "临界",
        "镇街片区",
        "方案对比",
        "待核实",
        "不宜定类",
        "预警",
        "方案",
        "处置台账",
        "进度",
    ),
}
MOST_TOLD, LONGEST_TOLD = 5, 30
SEEN, LEFT = "url_seen", "url_left"
ID, DOSSIERS = "id", ("enterprise", "parcel")
# A browser may run a page a second time by itself when it has loaded; what the visitor then does takes the notice away.
RUNS_TOLD = 2
Asked = Mapping[str, list[str]]


def come_back(page: str) -> None:
    """Bring back what was chosen on a page when the browser's way back leads to it from a dossier.

    A link to a dossier turns Streamlit's address in two steps, the first of which still names the page that is left and
    has lost its choices: that is where the browser goes back to. It gives itself away by naming a dossier's subject on
    a page that has none. Call before any widget is drawn; `leave` has kept the choices.
    """
    left = st.session_state.get(LEFT, {}).get(page)
    if ID not in st.query_params or page in DOSSIERS or left is None:
        return
    del st.query_params[ID]
    for name, values in left.items():
        st.query_params[name] = values
    # Widgets take what the address says only in a run that begins with it.
    st.rerun()


def leave(page: str) -> None:
    """Keep what the address says of a page alone; what all pages share is never lost. Call when the page is drawn."""
    chosen = {name: st.query_params.get_all(name) for name in st.query_params if name not in SHARED}
    st.session_state[LEFT] = {**st.session_state.get(LEFT, {}), page: chosen}


def asked() -> Asked:
    """What the address asks for on the first run of a visit; nothing later on. Call before any widget is drawn."""
    if SEEN in st.session_state:
        return {}
    return {name: st.query_params.get_all(name) for name in st.query_params}


def tell(before: Asked, place: Any, fine: Callable[[], set[str]], *, page_is_drawn: bool) -> None:
    """Say in ``place`` what of ``before`` was ignored, in the first runs of a visit.

    Call it twice: before the page, which may stop its run and can then draw nothing more, for the names that every page
    shares; and when the page is drawn, for all. ``fine`` gives the words of choices that may have been dropped for being
    the default, and is asked only where an address asks for something.
    """
    told, runs = st.session_state.get(SEEN, ("", 0))
    notice = _notice(before, fine(), page_is_drawn) if before else told
    st.session_state[SEEN] = (notice, runs + page_is_drawn)
    if notice and runs < RUNS_TOLD:
        place.warning(notice, icon=":material/link_off:")


def _notice(before: Asked, fine: set[str], page_is_drawn: bool) -> str:
    ignored = [
        (name, value)
        for name, values in before.items()
        if page_is_drawn or name in SHARED or name not in NAMES
        for value in _ignored(name, values, fine)
    ]
    if not ignored:
        return ""
    told = "、".join(f"{_short(name)}={_short(value)}" for name, value in ignored[:MOST_TOLD])
    more = f"等 {len(ignored)} 项" if len(ignored) > MOST_TOLD else ""
    return f"网址中的 {told}{more} 不是可选的值，已忽略。"


def _ignored(name: str, values: Sequence[str], fine: set[str]) -> list[str]:
    """The values under one name that do not hold; what Streamlit has left of them is taken out of the address."""
    if name not in NAMES or (name in TABS and not set(values) <= set(TABS[name])):
        if name in st.query_params:
            del st.query_params[name]
        return list(values)
    kept = {*st.query_params.get_all(name), *fine, str(st.session_state.get(name))}
    return [value for value in values if value not in kept and not _is_the_number(value, name)]


def _is_the_number(value: str, name: str) -> bool:
    """Whether a number written otherwise (20.0 for 20) is what the widget holds."""
    try:
        return float(value) == st.session_state.get(name)
    except ValueError:
        return False


def _short(text: str) -> str:
    plain = fmt.markdown_text("".join(each for each in text[:LONGEST_TOLD] if each.isprintable()))
    return f"{plain}…" if len(text) > LONGEST_TOLD else plain
