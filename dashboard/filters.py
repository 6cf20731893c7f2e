"""The filters: widgets → Selection, chips. What is chosen stands in the URL, so a link reproduces the screen.

Streamlit writes an option's label into the URL and ignores what is no option, so hostile values fall away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard import filters_more, lots, outward
from dashboard import format as fmt
from dashboard.filters_more import many
from dashboard.industries import division_label
from dashboard.queries import batches, chains
from dashboard.queries.snapshot import Choices
from dashboard.selection import Selection
from etl.contracts.calibers import AREAS, TENANT_POLICIES, VACANT

SCALES = {"above": "规上", "below": "规下", "unknown": "规模未注明"}
# Stops of the range slider: fine where most enterprises are. A link keeps its meaning whatever the data hold.
STOPS = (
    *(0.0, 0.5),
    *(float(stop) for stop in range(1, 20)),
    *(float(stop) for stop in range(20, 60, 5)),
    *(60.0, 75.0, 80.0, 100.0, 150.0, 200.0),
)
LOWEST, HIGHEST = "最低", "最高"
SLIDER = (LOWEST, *(fmt.bound(stop) for stop in STOPS), HIGHEST)
LONGEST_SEARCH = 60
METHODS = {"firm": "企业法", "parcel": "地块法"}
DEFAULT_LINE, HIGHEST_LINE = 20.0, 10_000.0
# Keys are the names in the URL.
EMPTY: Mapping[str, object] = {
    "town": [],
    "park": [],
    "industry": [],
    "chain": [],
    "scale": [],
    "size": [],
    "q": "",
    "range": (LOWEST, HIGHEST),
    **filters_more.EMPTY,
    **{key: [] for key in lots.KEYS},
}
SHARED = "shared_selection"
LONGEST_CHIP = 24


def sidebar(years: Sequence[int], choices: Choices) -> None:
    """Draw the filters that every page shares; the frame does it, so they survive a change of page.

    ``years`` come with the default first.
    """
    parks = _unique_labels(choices.parks)
    divisions = {code: division_label(code) for code in choices.divisions}
    with st.sidebar:
        shared_by_all = Selection(
            year=_year(years),
            parks=many("片区", "park", parks),
            towns=many("镇街", "town", {town: town for town in choices.towns}),
            industries=many("行业", "industry", divisions),
        )
        beside_industries = st.container()
        sized = replace(
            shared_by_all,
            scales=many("规模以上", "scale", SCALES),
            sizes=many("企业规模", "size", {size: size for size in choices.sizes}),
        )
        outward.toggle()
        with beside_industries:
            st.session_state[SHARED] = replace(sized, chains=_chains(choices))


def _chains(choices: Choices) -> tuple[str, ...]:
    """Chains overlap: the sums of two, and of both together, would tell others of the few that are on both."""
    return () if outward.is_on() else many("产业链", "chain", choices.chains)


def shared() -> Selection:
    """What the side bar of this run says."""
    return cast(Selection, st.session_state[SHARED])


def _year(years: Sequence[int]) -> int | None:
    if not years:
        return None
    words = {str(year): year for year in sorted(years, reverse=True)}
    chosen = st.selectbox(
        "年度", list(words), index=list(words).index(str(years[0])), key="year", bind="query-params"
    )
    return words[chosen]


def _unique_labels(parks: Mapping[str, str]) -> dict[str, str]:
    """Two parks of one name are told apart by their id, for a label is what the URL carries."""
    names = list(parks.values())
    return {
        code: name if names.count(name) == 1 else f"{name} {code}".strip() for code, name in parks.items()
    }


def search(selection: Selection) -> Selection:
    """The selection narrowed to a part of a name or of a credit code; not in a view for others."""
    if outward.is_on():
        st.caption(outward.NO_ISOLATION)
        return selection
    text = st.text_input(
        "搜索企业",
        key="q",
        type="search",
        bind="query-params",
        max_chars=LONGEST_SEARCH,
        placeholder="名称或代码的一部分",
        help="企业名称或统一社会信用代码的一部分，边输边筛。",
        icon=":material/search:",
        live=True,
    )
    return replace(selection, search=text or "")


def tax_per_mu_range(selection: Selection) -> Selection:
    """The selection narrowed to a range of tax per mu, both bounds included; the slider's ends are no bounds.

    Not in a view for others: two ranges that differ by one enterprise would tell of it.
    """
    if outward.is_on():
        return selection
    low, high = st.select_slider(
        "亩均税收区间（万元/亩，含两端）", SLIDER, value=(LOWEST, HIGHEST), key="range", bind="query-params"
    )
    return replace(
        selection,
        lowest=None if low == LOWEST else _stop(low),
        highest=None if high == HIGHEST else _stop(high),
    )


def _stop(word: str) -> float:
    """The bound that a stop means; both thumbs at one end mean what lies beyond the last number there."""
    ends = {LOWEST: STOPS[0], HIGHEST: STOPS[-1]}
    return ends[word] if word in ends else float(word)


def by_parcel() -> bool:
    """Whether the visitor looks by 地块法; by 企业法 otherwise, and always in a view for others."""
    if outward.is_on():
        return False
    chosen = st.segmented_control(
        "评价方法",
        list(METHODS),
        format_func=METHODS.__getitem__,
        default="firm",
        required=True,
        key="method",
        bind="query-params",
        label_visibility="collapsed",
        help="企业法：以企业为单位，分母是企业在各宗地上分摊的用地。地块法：以宗地为单位，企业的税收按用地分到宗地，"
        "分母是整宗地，不论自用、出租还是空置。",
    )
    return chosen == "parcel"


def not_by_parcel(chosen: Mapping[str, str]) -> list[str]:
    """The filters in force that say nothing of a parcel, which may have many users."""
    words = {
        "industry": "行业", "chain": "产业链", "scale": "规模以上", "size": "企业规模", "q": "企业搜索",
        "grade": "等级", "honour": "荣誉", "tenancy": "用地方式", "mu_from": "用地下限", "mu_to": "用地上限",
    }  # fmt: skip
    return [word for key, word in words.items() if key in chosen]


def tax_per_mu_line() -> float:
    """The line X (万元/亩) that a visitor draws through the enterprises."""
    line = st.number_input(
        "亩均税收门槛 X（万元/亩）",
        min_value=0.0,
        max_value=HIGHEST_LINE,
        value=DEFAULT_LINE,
        step=1.0,
        format="%.10g",
        key="x",
        bind="query-params",
        help="达到门槛含等于。门槛只划线、计数，不筛选名单；要筛选名单，拖上面的区间。",
    )
    return DEFAULT_LINE if line is None else line


def line_in_force() -> float:
    """The line X as it stands, on a run that need not draw its widget: the default when there is none yet."""
    typed = st.session_state.get("x", st.query_params.get("x"))
    try:
        line = float(typed) if typed is not None else DEFAULT_LINE
    except ValueError:
        return DEFAULT_LINE
    return line if 0 <= line <= HIGHEST_LINE else DEFAULT_LINE


def in_force(selection: Selection, choices: Choices) -> dict[str, str]:
    """The filters in force, the year apart: key → what it is set to, for chips and file names."""
    parks = _unique_labels(choices.parks)
    words = {
        "park": "、".join(parks.get(code, code) for code in selection.parks),
        "town": "、".join(selection.towns),
        "industry": "、".join(division_label(code) for code in selection.industries),
        "chain": "、".join(choices.chains.get(code, code) for code in selection.chains),
        "scale": "、".join(SCALES[scale] for scale in selection.scales),
        "size": "、".join(selection.sizes),
        "q": selection.search.strip(),
        "range": _range_words(selection.lowest, selection.highest),
        **filters_more.words(selection),
    }
    return {key: text for key, text in words.items() if text}


def _range_words(lowest: float | None, highest: float | None) -> str:
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return f"亩均≥{fmt.bound(lowest or 0)}"
    if lowest is None:
        return f"亩均≤{fmt.bound(highest)}"
    return f"亩均{fmt.bound(lowest)}–{fmt.bound(highest)}"


def chips(chosen: Mapping[str, str]) -> None:
    """Draw the filters in force, each taken off by a click, and one button that takes off all."""
    if not chosen:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for key, text in chosen.items():
            st.button(
                fmt.markdown_text(text if len(text) <= LONGEST_CHIP else f"{text[:LONGEST_CHIP]}…"),
                key=f"chip_{key}",
                icon=":material/close:",
                help="去掉这个筛选条件",
                on_click=_clear,
                args=((key,),),
            )
        st.button(
            "重置",
            key="reset",
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=_clear,
            args=(tuple(chosen),),
        )


def _clear(keys: Sequence[str]) -> None:
    for key in keys:
        st.session_state[key] = EMPTY[key]


def pack(names: Mapping[str, str]) -> str:
    """The rule pack that grades are shown by; ``names``: id → name, the default first."""
    chosen = st.selectbox(
        "口径", list(names), format_func=lambda code: names.get(code, code), key="pack", bind="query-params"
    )
    return str(chosen)


def size_group() -> str:
    """The group whose ranks are shown: above or below scale."""
    groups = {"above": "规上", "below": "规下"}
    chosen = st.segmented_control(
        "评价组",
        list(groups),
        format_func=lambda code: groups[code],
        default="above",
        key="group",
        bind="query-params",
        required=True,
    )
    return str(chosen)


def words_of_choices() -> set[str]:
    """The words that a link may hold for a choice that is the default, which Streamlit takes out of the address."""
    return {
        *METHODS.values(), *SCALES.values(), *SLIDER, *AREAS.values(), *VACANT.values(), *TENANT_POLICIES.values(),
        *filters_more.packs().values(), "行业中位数", "全区中位数", "片区", "镇街", "行业", "矩阵", "流向",
        "企业名单", "true", "false", "家数", "漏斗与分类", "方案原样", "案件", "按审定分类",
        "批文", "招商", "地图", "园区标准化", "亩均税收", "政策分级", "看板", "标准化地块", "截至台账日期",
        "运行", "拉动", "橙红", "1 月", *(f"1—{month} 月" for month in range(2, 13)),
        "储备", "全部", "全部年度", "政策兑现", "隐患清单", "全部科室",
        *(chain.name for chain in chains.chains()),
        *(plan.name for plan in batches.plans()),
    }  # fmt: skip
