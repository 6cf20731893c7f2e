"""The large numbers of a screen: value with unit, change on the year before, coverage, definition."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import format as fmt
from dashboard.queries.enterprises import Figures
from dashboard.queries.snapshot import BuildInfo
from etl.contracts import TABLES

_year = TABLES["enterprise_year"].by_name
_build = TABLES["build_info"].by_name


@dataclass(frozen=True)
class Card:
    """One large number.

    Attributes:
        label: what it is.
        value: the number with its unit, "—" when missing.
        period: what time or what build it speaks of.
        note: its coverage, and the number that belongs beside it.
        definition: how it is reckoned.
        change: on the year before, ▲ or ▼ and per cent; None when there is nothing to compare with.
    """

    label: str
    value: str
    period: str
    note: str
    definition: str
    change: str | None = None


def district(year: int | None, now: Figures, before: Figures | None, info: BuildInfo) -> tuple[Card, ...]:
    """The six numbers of the district in ``year``, compared with the figures of the year before."""
    period = f"{year} 年" if year else "无年度数据"
    return (
        Card(
            "规上企业数",
            fmt.large(now.above_scale, "家", 0),
            period,
            f"规模已知 {of(now.with_scale, now.firms)}",
            _year["is_above_scale"].sentence,
            fmt.change(now.above_scale, before.above_scale) if before else None,
        ),
        Card(
            _year["output_wan_yuan"].label,
            fmt.large_money(now.output_wan_yuan),
            period,
            f"有产值 {of(now.with_output, now.firms)}",
            f"{_year['output_wan_yuan'].sentence}有数据企业之和。",
            fmt.change(now.output_wan_yuan, before.output_wan_yuan) if before else None,
        ),
        Card(
            _year["tax_wan_yuan"].label,
            fmt.large_money(now.tax_wan_yuan),
            period,
            f"入库 {fmt.money(now.tax_paid_wan_yuan)} · 有税收 {of(now.with_tax, now.firms)}",
            _year["tax_wan_yuan"].sentence,
            fmt.change(now.tax_wan_yuan, before.tax_wan_yuan) if before else None,
        ),
        Card(
            _year["tax_wan_yuan_per_mu"].label,
            fmt.large(now.tax_wan_yuan_per_mu, "万元/亩"),
            period,
            f"中位数 {fmt.number(now.median_tax_wan_yuan_per_mu, 2)}"
            f" · 两项齐全 {of(now.with_both, now.firms)}",
            _year["tax_wan_yuan_per_mu"].sentence,
            fmt.change(now.tax_wan_yuan_per_mu, before.tax_wan_yuan_per_mu) if before else None,
        ),
        _coverage("coverage_land_pct", info.coverage_land_pct, f"有用地 {of(now.with_land, now.firms)}"),
        _coverage("coverage_tax_pct", info.coverage_tax_pct, f"有税收 {of(now.with_tax, now.firms)}"),
    )


def _coverage(column: str, value: float | None, note: str) -> Card:
    return Card(
        _build[column].label,
        fmt.large(value, "%", 1),
        "全部来件",
        note,
        f"{_build[column].sentence}全区口径，不随筛选变化。",
    )


def selected(chosen: Figures) -> tuple[Card, ...]:
    """The numbers of the selected enterprises."""
    ratio = _year["tax_wan_yuan_per_mu"]
    return (
        Card(
            "亩均税收（加权）",
            fmt.large(chosen.tax_wan_yuan_per_mu, "万元/亩"),
            "",
            f"税收和用地齐全 {of(chosen.with_both, chosen.firms)}",
            ratio.sentence,
        ),
        Card(
            "亩均税收（中位数）",
            fmt.large(chosen.median_tax_wan_yuan_per_mu, "万元/亩"),
            "",
            f"有亩均税收 {of(chosen.with_ratio, chosen.firms)}",
            "有亩均税收的企业从低到高排在正中的一户。",
        ),
        Card(
            _year["tax_wan_yuan"].label,
            fmt.large_money(chosen.tax_wan_yuan),
            "",
            f"有税收 {of(chosen.with_tax, chosen.firms)}",
            _year["tax_wan_yuan"].sentence,
        ),
        Card(
            _year["land_mu"].label,
            fmt.large(chosen.land_mu, "亩"),
            "",
            f"有用地 {of(chosen.with_land, chosen.firms)}",
            _year["land_mu"].sentence,
        ),
    )


def of(part: int, whole: int) -> str:
    """``530/612 户``."""
    return f"{fmt.number(part)}/{fmt.number(whole)} 户"
