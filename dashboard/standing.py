"""How one enterprise or parcel stands in its district: by year, beside the means, in sentences and lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import charts
from dashboard import format as fmt
from dashboard.figure import Figure, plain
from dashboard.queries.enterprises import Figures, Trend
from etl.contracts import TABLES, Column

# A share of land is rounded when it is read, not when it is added: this far apart is still the same land (亩).
SAME_LAND_MU = 0.005
_year = TABLES["enterprise_year"].by_name
_parcel_year = TABLES["parcel_year"].by_name
_month = TABLES["operation_month"].by_name

# Title, what the broken lines are, the chart, the chart in words.
Card = tuple[str, str, Figure, str]
Means = Mapping[str, Sequence[float | None]]


def firm_sentence(year: int | None, years: pd.DataFrame, everyone: Trend, peers: Trend | None) -> str:
    """How the enterprise stands in ``year``; empty when it has no row of that year."""
    row = _row_of(year, years)
    if row is None or year is None:
        return ""
    beside = "；".join(
        f"{name} {fmt.number(figures.tax_wan_yuan_per_mu, 2)}"
        for name, figures in (("全区加权", _of(everyone, year)), ("同行业加权", _of(peers, year)))
        if figures
    )
    return (
        f"{year} 年评价税收 {fmt.money(row['tax_wan_yuan'])}，用地 {fmt.with_unit(row['land_mu'], '亩')}，"
        f"亩均税收 {fmt.with_unit(row['tax_wan_yuan_per_mu'], '万元/亩')}（{beside}）。"
    )


def _of(trend: Trend | None, year: int) -> Figures | None:
    return dict(zip(trend.years, trend.figures, strict=True)).get(year) if trend else None


def firm_charts(years: pd.DataFrame, everyone: Trend, peers: Trend | None) -> tuple[Card, ...]:
    """Tax per mu, tax and output of the enterprise beside those of the district and of its division."""
    ratios = _means(everyone, peers, lambda one: one.tax_wan_yuan_per_mu)
    taxes = _means(everyone, peers, lambda one: _each(one.tax_wan_yuan, one.with_tax))
    outputs = _means(everyone, peers, lambda one: _each(one.output_wan_yuan, one.with_output))
    return tuple(
        _card(everyone.years, years, "本企业", _year[name], f"虚线：{mean}", means)
        for name, mean, means in (
            ("tax_wan_yuan_per_mu", "加权", ratios),
            ("tax_wan_yuan", "户均", taxes),
            ("output_wan_yuan", "户均", outputs),
        )
    )


def _means(everyone: Trend, peers: Trend | None, figure: Callable[[Figures], float | None]) -> Means:
    groups = {"全区": everyone, **({"同行业": peers} if peers else {})}
    return {name: [figure(one) for one in group.figures] for name, group in groups.items()}


def _each(total: float | None, firms: int) -> float | None:
    return None if total is None or not firms else total / firms


def parcel_sentence(year: int | None, years: pd.DataFrame) -> str:
    """How the parcel stands in ``year``; empty when it has no row of that year."""
    row = _row_of(year, years)
    if row is None:
        return ""
    return (
        f"{year} 年使用企业 {fmt.count(row['enterprise_count'])}，评价税收 {fmt.money(row['tax_wan_yuan'])}，"
        f"亩均税收 {fmt.with_unit(row['tax_wan_yuan_per_mu'], '万元/亩')}"
        f"（全区加权 {fmt.number(row['district_tax_wan_yuan_per_mu'], 2)}；"
        f"所在片区加权 {fmt.number(row['park_tax_wan_yuan_per_mu'], 2)}）。"
    )


def parcel_chart(years: pd.DataFrame) -> Card:
    """Tax per mu of the parcel beside those of all parcels and of its park."""
    ordered = sorted(int(year) for year in years["year"])
    means = {
        "全区": _along(ordered, years, "district_tax_wan_yuan_per_mu"),
        "片区": _along(ordered, years, "park_tax_wan_yuan_per_mu"),
    }
    return _card(ordered, years, "本宗地", _parcel_year["tax_wan_yuan_per_mu"], "地块法，虚线：加权", means)


def monthly_output(months: pd.DataFrame) -> Figure:
    """Output by month."""
    column = _month["output_wan_yuan"]
    words = [f"{month:%Y-%m}" for month in months["month"]]
    return charts.monthly_bars(words, plain(months[column.name]), column)


def conservation(users: pd.DataFrame, land_mu: float | None, year: int | None) -> str:
    """Whether the users' shares of ``year`` add up to the parcel's land; empty without users in that year."""
    these = users[users["year"] == year]
    if these.empty:
        return ""
    lacking = int(these["land_share_mu"].isna().sum())
    total = float(these["land_share_mu"].sum())
    if land_mu is None:
        return f"{year} 年：宗地没有面积，不能核对分摊。"
    shares, land = fmt.with_unit(total, "亩"), fmt.with_unit(land_mu, "亩")
    if lacking:
        return f"{year} 年：{lacking} 条使用关系分摊不出用地，其余 Σ 分摊 {shares}，用地 {land}。"
    return f"{year} 年：Σ 分摊 {shares} {'=' if abs(total - land_mu) < SAME_LAND_MU else '≠'} 用地 {land}。"


def _card(
    years: Sequence[int], rows: pd.DataFrame, subject: str, column: Column, remark: str, means: Means
) -> Card:
    own = _along(years, rows, column.name)
    words = "；".join(f"{year} 年 {fmt.number(value, 2)}" for year, value in zip(years, own, strict=True))
    chart = charts.against_means(years, (subject, own), means)
    return column.heading, remark, chart, f"{column.heading}：{words}。"


def _along(years: Sequence[int], rows: pd.DataFrame, column: str) -> list[float | None]:
    """The values of ``column`` in each of ``years``; None for a year without a row or without the figure."""
    known = rows.dropna(subset=[column])
    by_year = dict(zip(known["year"], known[column], strict=True))
    return [by_year.get(year) for year in years]


def _row_of(year: int | None, rows: pd.DataFrame) -> dict[str, Any] | None:
    these = rows[rows["year"] == year].to_dict("records")
    return (
        {str(name): None if pd.isna(value) else value for name, value in these[0].items()} if these else None
    )
