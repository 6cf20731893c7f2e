"""The one parcel that was clicked: what it is, who uses it, how well, and the way to its own page."""

from __future__ import annotations

import streamlit as st

from dashboard import format as fmt
from dashboard import lookup, screens
from dashboard.lot_picks import LOT
from dashboard.lots import LotSelection
from dashboard.map_modes import NO_DATA_WORD
from dashboard.queries import lot_map as ask
from dashboard.queries import parcel_dossier
from etl.contracts.works_stages import WORKS_KINDS

MOST_USERS = 4


def show(parcel_id: str, selection: LotSelection) -> None:
    """Draw the card of a parcel, or say how to choose one."""
    if not parcel_id:
        return
    year = selection.shared.year
    row = ask.lot(parcel_id, year)
    if row is None:
        st.warning("快照中没有这宗地。", icon=":material/help:")
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{fmt.markdown_text(row['owner_name'] or row['parcel_address'] or parcel_id)}**")
        st.caption(fmt.markdown_text(" · ".join(_place(parcel_id, row))))
        if not ask.is_chosen(selection, parcel_id):
            st.caption(":material/filter_alt: 不在当前筛选里。")
        st.markdown("  \n".join(_facts(row, year)))
        _users(parcel_id, year)
        with st.container(horizontal=True):
            screens.parcel_link(parcel_id)
            st.button("取消选择", type="tertiary", on_click=lookup.turn_from, args=(LOT,))


def _place(parcel_id: str, row: dict[str, object]) -> list[str]:
    return [parcel_id, *(str(row[name]) for name in ("town", "park_name", "parcel_address") if row[name])]


def _facts(row: dict[str, object], year: int | None) -> list[str]:
    """Lines of markdown: land three ways, tax, floor, class."""
    areas = " / ".join(
        fmt.number(None if row[name] is None else float(str(row[name])) * 3 / 2000, 2)
        for name in ("certificate_m2", "declared_m2", "measured_m2")
    )
    return [
        f"用地 **{fmt.with_unit(_number(row, 'land_mu'), '亩')}**（证载 / 申报 / 实测 {areas} 亩）",
        f"{year or ''} 税收 {fmt.money(_number(row, 'tax_wan_yuan'))}，"
        f"亩均 **{fmt.with_unit(_number(row, 'tax_wan_yuan_per_mu'), '万元/亩')}**",
        f"片区中位数 {fmt.with_unit(_number(row, 'park_median_wan_yuan_per_mu'), '万元/亩')}，"
        f"可挖潜 {fmt.with_unit(_number(row, 'recoverable_wan_yuan'), '万元/年')}",
        f"容积率 {fmt.number(_number(row, 'far'), 2)}（规划 {fmt.number(_number(row, 'planned_far'), 2)}），"
        f"空置 {fmt.with_unit(_number(row, 'vacant_floor_m2'), 'm²', 0)}",
        " · ".join(
            f"{label} {fmt.markdown_text(str(row[name] or NO_DATA_WORD))}"
            for label, name in (
                ("用途", "land_use"),
                ("权利", "right_nature"),
                ("阶段", "stage"),
                ("等级", "grade"),
                ("建议", "suggested_batch"),
            )
        ),
        *_works(row),
    ]


def _works(row: dict[str, object]) -> list[str]:
    """The case of park standardisation that the parcel is in, if any."""
    if not row["works_kind"]:
        return []
    stage = fmt.markdown_text(str(row["works_stage"] or "阶段未写明"))
    return [f"园区标准化 {WORKS_KINDS[str(row['works_kind'])]}：{stage}"]


def _number(row: dict[str, object], name: str) -> float | None:
    value = row[name]
    return float(value) if isinstance(value, int | float) else None


def _users(parcel_id: str, year: int | None) -> None:
    users = parcel_dossier.users(parcel_id)
    now = users[users["year"] == year].drop_duplicates("enterprise_id")
    if now.empty:
        st.caption("没有使用企业的记录。")
        return
    with st.container(gap=None):
        for enterprise_id, name in now[["enterprise_id", "name"]].head(MOST_USERS).itertuples(index=False):
            screens.enterprise_link(enterprise_id, name)
    if len(now) > MOST_USERS:
        st.caption(f"等 {len(now)} 户，全部见地块档案。")
