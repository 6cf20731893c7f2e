"""What a screen says in words: the sentence at its top, what is missing, and which office has it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.chain_league import Overlap
from dashboard.queries.distribution import Concentration
from dashboard.queries.enterprises import Figures, Trend
from dashboard.queries.parcel_method import ParcelFigures
from dashboard.tables import UNITS
from etl.contracts import CONTRACTS

# Below it the curve cannot be told from the diagonal.
LEAST_GINI = 0.0005
BUILD_COMMANDS = "`make run`（示例数据）或 `python -m etl build 文件夹`（自己的数据）"


def district(year: int | None, figures: Figures, narrowed: bool) -> str:
    """The district in one sentence, without tax when there is none; empty when there is no enterprise."""
    if not figures.firms:
        return ""
    whom = "所选" if narrowed else "全区企业"
    above = f"，其中规上 {fmt.count(figures.above_scale)}" if figures.above_scale is not None else ""
    if figures.tax_wan_yuan_per_mu is None:
        return f"{whom} {fmt.count(figures.firms)}{above}。"
    return (
        f"{whom} {fmt.count(figures.firms)}{above}；{year} 年评价税收 {fmt.money(figures.tax_wan_yuan)}，"
        f"亩均税收 {fmt.with_unit(figures.tax_wan_yuan_per_mu, '万元/亩')}，"
        f"企业中位数 {fmt.with_unit(figures.median_tax_wan_yuan_per_mu, '万元/亩')}。"
    )


def overview(
    year: int | None, figures: Figures, goals: pd.DataFrame, red: pd.DataFrame, *, narrowed: bool
) -> str:
    """The same with what is behind and what is late; empty when there is no enterprise."""
    said = district(year, figures, narrowed)
    behind = int((goals["status"] == "滞后").sum())
    told = [
        f"目标 {len(goals)} 项中滞后 {behind} 项" if len(goals) else "",
        f":red[红色清单 **{len(red)} 件**]" if len(red) else "",
    ]
    more = "，".join(filter(None, told))
    return f"{said[:-1]}；{more}。" if said and more else said


def per_mu(year: int | None, chosen: Figures, everyone: Figures) -> str:
    """How the enterprises in the range stand among all that the other filters leave."""
    if not everyone.with_ratio:
        return ""
    share = ""
    if everyone.tax_wan_yuan and chosen.tax_wan_yuan is not None and chosen != everyone:
        share = f"，占评价税收的 {fmt.percent(chosen.tax_wan_yuan / everyone.tax_wan_yuan * 100)}"
    return (
        f"{year} 年 {fmt.count(everyone.with_ratio)}企业有亩均税收，"
        f"区间内 {fmt.count(chosen.with_ratio)}{share}；"
        f"加权平均 {fmt.with_unit(chosen.tax_wan_yuan_per_mu, '万元/亩')}，"
        f"中位数 {fmt.with_unit(chosen.median_tax_wan_yuan_per_mu, '万元/亩')}。"
    )


def live_count(chosen: Figures, everyone: Figures) -> str:
    """The count that follows the range slider, with the land and the tax of the range."""
    return _live(
        chosen.with_ratio, everyone.with_ratio, "户", chosen.ratios_land_mu, chosen.ratios_tax_wan_yuan
    )


def live_parcels(chosen: ParcelFigures, everyone: ParcelFigures) -> str:
    """The same by 地块法."""
    return _live(chosen.with_ratio, everyone.with_ratio, "宗", chosen.land_mu, chosen.tax_wan_yuan)


def _live(inside: int, whole: int, unit: str, land_mu: float | None, tax_wan_yuan: float | None) -> str:
    sums = f"用地 {fmt.with_unit(land_mu, '亩', 0)} · 税收 {fmt.money(tax_wan_yuan)}"
    return f"区间内 **{fmt.number(inside)}** / {fmt.with_unit(whole, unit, 0)}  \n{sums}"


def methods(by_firm: Figures, by_parcel: ParcelFigures, ignored: Iterable[str]) -> str:
    """How the two methods differ for this choice, and which filters 地块法 cannot follow; empty without either ratio."""
    firm, parcel = by_firm.tax_wan_yuan_per_mu, by_parcel.tax_wan_yuan_per_mu
    if firm is None or parcel is None:
        return ""
    left_out = "、".join(ignored)
    unfollowed = f"地块法不随{left_out}筛选。" if left_out else ""
    return (
        f"企业法 {fmt.number(firm, 2)}、地块法 {fmt.number(parcel, 2)} 万元/亩，相差 {fmt.number(parcel - firm, 2)}："
        "地块法把企业的税收按用地分到宗地、除以整宗地，没有用地的企业的税收、不在宗地上的企业的用地都不计入。"
        f"{unfollowed}"
    )


def concentration(found: Concentration) -> str:
    """What the best and the worst tenth of the land pay; empty where there is no tax to share out."""
    if found.best_tenth_pct is None:
        return ""
    even = "每亩税收都一样，曲线就是对角线。" if abs(found.gini or 0.0) < LEAST_GINI else ""
    return even + (
        f"最好的十分之一用地贡献 **{fmt.percent(found.best_tenth_pct)}** 的税收，"
        f"最差的十分之一贡献 **{fmt.percent(found.worst_tenth_pct)}**；基尼系数 {fmt.number(found.gini, 3)}。"
    )


def line(sides: pd.DataFrame, drawn: float) -> str:
    """What stands above and below the line X, and its share of those with a ratio."""
    by_side = {row["side"]: row for row in sides.to_dict("records")}
    above, below = by_side["above"], by_side["below"]
    whole = above["firms"] + below["firms"]
    if not whole:
        return "所选企业都没有亩均税收，划不出门槛。"
    return (
        f"{fmt.bound(drawn)} 万元/亩以上 **{fmt.count(above['firms'])}**，占 {fmt.percent(100 * above['firms'] / whole)}，"
        f"用地 {fmt.with_unit(above['land_mu'], '亩')}，税收 {fmt.money(above['tax_wan_yuan'])}；"
        f"以下 **{fmt.count(below['firms'])}**，用地 {fmt.with_unit(below['land_mu'], '亩')}，"
        f"税收 {fmt.money(below['tax_wan_yuan'])}。"
    )


def ranked(rows: pd.DataFrame, size_group: str, least_mu: float) -> str:
    """Among whom the ranks are, who is not ranked, and that a long list is cut."""
    whole = int(rows["whole"].iloc[0])
    cut = f"；只列前 {fmt.number(len(rows))} 户" if whole > len(rows) else ""
    return (
        f"{size_group} {fmt.count(whole)}{cut}。名次是全区{size_group}企业当年的名次，不随筛选变化；并列同名次。"
        f"用地不足 {fmt.bound(least_mu)} 亩的列在最后，不排名。▲▼ 是比上年升降的位数，上年在另一组或没有名次的为空。"
        f"{UNITS}"
    )


def league(rows: pd.DataFrame, area: str) -> str:
    """A league in words, for those who cannot see the chart."""
    places = "；".join(
        f"{name} {fmt.number(ratio, 2)}"
        for name, ratio in zip(rows["area"], rows["tax_wan_yuan_per_mu"], strict=True)
    )
    return f"各{area}的加权亩均税收（万元/亩）：{places}。"


def chains_overlap(found: Overlap) -> str:
    """How to read a league of chains: whom it counts twice."""
    several = f"其中 {fmt.number(found.on_several)} 户同在几条链上，在每条链各计一次，各行之和因此多于合计；"
    return (
        f"所选企业有 {fmt.number(found.placed)} 户归入产业链，{several if found.on_several else ''}"
        "占比按每户只计一次的合计算。"
    )


def trend(over_years: Trend) -> str:
    """A trend in words, for those who cannot see the chart."""
    points = "；".join(
        f"{year} 年加权 {fmt.number(weighted, 2)}、中位数 {fmt.number(median, 2)}"
        for year, weighted, median in zip(
            over_years.years, over_years.weighted, over_years.medians, strict=True
        )
    )
    return f"亩均税收（万元/亩）：{points}。"


def lacking(entities: Iterable[str], year: int | None) -> str:
    """Which figures are missing and which file of which office would bring them; empty when nothing is."""
    contracts = [CONTRACTS[entity] for entity in entities]
    if not contracts:
        return ""
    period = f" {year} 年的" if year else ""
    lines = [
        f"- 缺少{each.brings}：还没有{period if 'year' in each.key else ''}「{each.label}」，通常由{each.sender}提供。"
        for each in contracts
    ]
    return "\n".join(
        [*lines, "", "把文件放进数据文件夹，再运行 `python -m etl build 文件夹`，本页会自动更新。"]
    )


def without_ratio(reasons: pd.DataFrame) -> str:
    """How many enterprises have no ratio of their own, and why; empty when all have one."""
    if reasons.empty:
        return ""
    parts = "、".join(
        f"{reason} {fmt.count(firms)}"
        for reason, firms in zip(reasons["why_no_ratio"], reasons["firms"], strict=True)
    )
    return f"另有 {fmt.count(reasons['firms'].sum())}没有亩均税收：{parts}。"


def shown(most: int, firms: int) -> str:
    """That a list holds only its first rows; empty when it holds all."""
    if firms <= most:
        return ""
    return f"按亩均税收从高到低，表中只列前 {fmt.number(most)} 户；导出的文件含全部 {fmt.count(firms)}。"


def tied(ratios: pd.Series[float]) -> str:
    """That both ends are the same, or that nobody is ranked; empty where there are two ends."""
    if ratios.empty:
        return "所选企业的用地都太少，不列两头。"
    if (ratios != ratios.iloc[0]).any():
        return ""
    return f"列入的企业亩均税收都是 {fmt.with_unit(ratios.iloc[0], '万元/亩')}，分不出高低。"
