"""What a screen says in words: the sentence at its top, what is missing, and which office has it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard import format as fmt
from dashboard.queries.enterprises import Figures, Trend
from etl.contracts import CONTRACTS

BUILD_COMMANDS = "`make run`（示例数据）或 `python -m etl build 文件夹`（自己的数据）"


def district(year: int | None, figures: Figures, narrowed: bool) -> str:
    """The district in one sentence, without tax when there is none; empty when there is no enterprise."""
    if not figures.firms:
        return ""
    whom = "所选" if narrowed else "全区摸底"
    above = f"，其中规上 {fmt.count(figures.above_scale)}" if figures.above_scale is not None else ""
    if figures.tax_wan_yuan_per_mu is None:
        return f"{whom} {fmt.count(figures.firms)}{above}。"
    return (
        f"{whom} {fmt.count(figures.firms)}{above}；{year} 年评价税收 {fmt.money(figures.tax_wan_yuan)}，"
        f"亩均税收 {fmt.with_unit(figures.tax_wan_yuan_per_mu, '万元/亩')}，"
        f"企业中位数 {fmt.with_unit(figures.median_tax_wan_yuan_per_mu, '万元/亩')}。"
    )


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
    """The count that follows the range slider."""
    return f"区间内 **{fmt.number(chosen.with_ratio)}** / {fmt.count(everyone.with_ratio)}"


def league(rows: pd.DataFrame, area: str) -> str:
    """A league in words, for those who cannot see the chart."""
    places = "；".join(
        f"{name} {fmt.number(ratio, 2)}"
        for name, ratio in zip(rows["area"], rows["tax_wan_yuan_per_mu"], strict=True)
    )
    return f"各{area}的加权亩均税收（万元/亩）：{places}。"


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
