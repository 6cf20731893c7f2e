"""What 园区地块 says in words: what the land brings, how far its two ends are apart, where more could come from."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.lot_lists import DIFFERS_MUCH_PCT, DIFFERS_PCT, Gaps
from dashboard.queries.lot_totals import LEAST_FOR_TENTHS, LotFigures, Tenths
from dashboard.small_cells import HIDDEN
from etl.contracts import Column, Kind

MU = "万元/亩"


def headline(year: int | None, now: LotFigures, ends: Tenths | None) -> str:
    """The chosen parcels in one sentence, only with numbers that there are; no ``ends`` where these may not be told."""
    parts = [f"{f'{year} 年，' if year else ''}所选地块 **{fmt.number(now.parcels)} 宗**{_land(now)}"]
    if now.tax_wan_yuan_per_mu is not None:
        parts.append(
            f"分到的税收 **{fmt.money(now.tax_wan_yuan)}**，"
            f"地块法亩均税收 **{fmt.with_unit(now.tax_wan_yuan_per_mu, MU)}**"
        )
    if ends is not None and (said := tenths(ends)):
        parts.append(said)
    return "；".join(parts) + "。"


def _land(now: LotFigures) -> str:
    return "" if now.land_mu is None else f"，用地 **{fmt.with_unit(now.land_mu, '亩', 0)}**"


def tenths(ends: Tenths) -> str:
    """How many times the worst tenth of the land the best one pays, or why that cannot be said; empty without a ratio."""
    if ends.best is None or ends.worst is None:
        return ""
    if not ends.are_enough:
        return f"有亩均税收的只有 {fmt.number(ends.parcels)} 宗，不足 {LEAST_FOR_TENTHS} 宗，不比最好和最差的十分之一用地"
    best, worst = fmt.with_unit(ends.best, MU), fmt.with_unit(ends.worst, MU)
    if ends.worst > 0 and round(ends.worst, 2) == 0:
        return f"最好的十分之一用地每亩税收 **{best}**，最差的十分之一几乎没有税收"
    if ends.times is None:
        return f"最好的十分之一用地 **{best}**，最差的十分之一 **{worst}**，不是正数，说不出是几倍"
    times = f"**{fmt.number(ends.times, 1)} 倍**（{fmt.number(ends.best, 2)} 对 {worst}）"
    return f"最好的十分之一用地每亩税收是最差的十分之一的 {times}"


def league(rows: pd.DataFrame, area: str, measure: Column) -> str:
    """The first and the last area by ``measure``; the only one, or none, where there is nothing to compare."""
    shown = rows[rows[HIDDEN.name].isna()] if HIDDEN.name in rows else rows
    known = shown.dropna(subset=[measure.name]).sort_values(measure.name, ascending=False, kind="stable")
    if known.empty:
        return f"所选地块没有可以比较的{measure.label}。"
    first = _named(known.iloc[0], measure)
    if len(known) == 1:
        return f"只有一个{area}有{measure.label}：{first}，没有可比的。"
    if known[measure.name].iloc[0] == known[measure.name].iloc[-1]:
        return f"{len(known)} 个{area}的{measure.label}一样，分不出高低。"
    return f"{len(known)} 个{area}中，{measure.label}最高的是 {first}，最低的是 {_named(known.iloc[-1], measure)}。"


def _named(row: pd.Series, measure: Column) -> str:
    decimals = 0 if measure.kind is Kind.INTEGER else measure.decimals
    value = fmt.with_unit(row[measure.name], measure.unit or "", decimals).strip()
    return f"**{fmt.markdown_text(row['area'])}** {value}"


def opportunity(now: LotFigures, half: int) -> str:
    """What the parcels below the median of their park would bring, and how few bring half of it."""
    if not now.below:
        return (
            "没有低于本片区中位数的宗地，没有可挖潜的税收。"
            if now.with_ratio
            else "所选地块都没有亩均税收，算不出潜力。"
        )
    return (
        f"**{fmt.number(now.below)} 宗**低于本片区亩均税收中位数，都补到中位数，每年可多 "
        f"**{fmt.money(now.recoverable_wan_yuan)}**；其中最大的 **{fmt.number(half)} 宗**占了一半。"
    )


def areas(found: Gaps) -> str:
    """How many certificates and measurements differ, and by how much land."""
    if not found.both:
        return "所选地块没有证载和实测都有的，无法核对：证载面积由自然资源和规划局的宗地文件带来，实测面积由图形算出。"
    if not found.differ:
        return f"证载和实测都有的 **{fmt.number(found.both)} 宗**，相差都不超过 {fmt.bound(DIFFERS_PCT)}%。"
    return (
        f"证载和实测都有的 **{fmt.number(found.both)} 宗**中，相差超过 {fmt.bound(DIFFERS_PCT)}% 的 "
        f"**{fmt.number(found.differ)} 宗**，其中超过 {fmt.bound(DIFFERS_MUCH_PCT)}% 的 "
        f"**{fmt.number(found.differ_much)} 宗**；多的少的都算，合计相差 **{fmt.with_unit(found.gap_mu, '亩')}**。"
    )


def without_shape(now: LotFigures) -> str:
    """How many parcels no map can show, and which file would change that; empty where all can be shown."""
    missing = now.parcels - now.with_shape
    if not missing:
        return ""
    return (
        f"{fmt.number(missing)} 宗没有图形，地图上看不到，名单和合计照计。请自然资源和规划局提供带图形的「宗地」文件"
        "（SHP、GDB、GPKG、GeoJSON 或 KML），宗地代码一致就会对上。"
    )


def cut(most: int, rows: int) -> str:
    """That a list holds only its first rows; empty when it holds all."""
    if rows <= most:
        return ""
    return f"表中只列前 {fmt.number(most)} 宗，导出的文件含全部 {fmt.number(rows)} 宗。"
