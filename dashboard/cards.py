"""The large numbers of a screen: value with unit, change on the year before, coverage, definition."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import format as fmt
from dashboard.queries.distribution import Concentration
from dashboard.queries.enterprises import Figures
from dashboard.queries.parcel_method import ParcelFigures
from dashboard.queries.snapshot import BuildInfo
from etl.contracts import TABLES

_year = TABLES["enterprise_year"].by_name
_parcel = TABLES["parcel_year"].by_name
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
        number: its key in `dashboard.evidence`; empty for what has no evidence.
    """

    label: str
    value: str
    period: str
    note: str
    definition: str
    change: str | None = None
    number: str = ""


def district(year: int | None, now: Figures, before: Figures | None) -> tuple[Card, ...]:
    """The numbers of the district's firms in ``year``, compared with the figures of the year before."""
    period = f"{year} 年" if year else "无年度数据"
    paid = _year["tax_paid_wan_yuan"]
    return (
        Card(
            "规上企业数",
            fmt.large(now.above_scale, "家", 0),
            period,
            f"规模已知 {of(now.with_scale, now.firms)}",
            _year["is_above_scale"].sentence,
            fmt.change(now.above_scale, before.above_scale) if before else None,
            "above_scale",
        ),
        Card(
            _year["output_wan_yuan"].label,
            fmt.large_money(now.output_wan_yuan),
            period,
            f"有产值 {of(now.with_output, now.firms)}",
            f"{_year['output_wan_yuan'].sentence}有数据企业之和。",
            fmt.change(now.output_wan_yuan, before.output_wan_yuan) if before else None,
            "output",
        ),
        Card(
            paid.label,
            fmt.large_money(now.tax_paid_wan_yuan),
            period,
            f"评价税收 {fmt.money(now.tax_wan_yuan)}",
            f"{paid.sentence}有税收 {of(now.with_tax, now.firms)}。",
            fmt.change(now.tax_paid_wan_yuan, before.tax_paid_wan_yuan) if before else None,
            "tax_paid",
        ),
        Card(
            _year["tax_wan_yuan_per_mu"].label,
            fmt.large(now.tax_wan_yuan_per_mu, "万元/亩"),
            period,
            f"中位 {fmt.number(now.median_tax_wan_yuan_per_mu, 2)} · {of(now.with_both, now.firms)}",
            f"{_year['tax_wan_yuan_per_mu'].sentence}下面是企业的中位数，和税收、用地两项齐全的户数。",
            fmt.change(now.tax_wan_yuan_per_mu, before.tax_wan_yuan_per_mu) if before else None,
            "ratio",
        ),
    )


def coverages(now: Figures, info: BuildInfo) -> tuple[Card, ...]:
    """How much of the land and of the tax is matched; of the whole build, whatever is chosen."""
    return (
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
        number=column,
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
            number="ratio",
        ),
        Card(
            "亩均税收（中位数）",
            fmt.large(chosen.median_tax_wan_yuan_per_mu, "万元/亩"),
            "",
            f"有亩均税收 {of(chosen.with_ratio, chosen.firms)}",
            "有亩均税收的企业从低到高排在正中的一户。",
            number="median",
        ),
        Card(
            _year["tax_wan_yuan"].label,
            fmt.large_money(chosen.tax_wan_yuan),
            "",
            f"有税收 {of(chosen.with_tax, chosen.firms)}",
            _year["tax_wan_yuan"].sentence,
            number="tax",
        ),
        Card(
            _year["land_mu"].label,
            fmt.large(chosen.land_mu, "亩"),
            "",
            f"有用地 {of(chosen.with_land, chosen.firms)}",
            _year["land_mu"].sentence,
            number="land",
        ),
    )


def selected_parcels(chosen: ParcelFigures) -> tuple[Card, ...]:
    """The same numbers of the selected parcels, by 地块法."""
    ratio = _parcel["tax_wan_yuan_per_mu"]
    coverage = of(chosen.with_ratio, chosen.parcels, "宗")
    return (
        Card(
            "地块法亩均税收",
            fmt.large(chosen.tax_wan_yuan_per_mu, "万元/亩"),
            "",
            f"税收和用地齐全 {coverage}",
            ratio.sentence,
            number="parcel_ratio",
        ),
        Card(
            "地块法中位数",
            fmt.large(chosen.median_tax_wan_yuan_per_mu, "万元/亩"),
            "",
            f"有亩均税收 {coverage}",
            "有亩均税收的宗地从低到高排在正中的一宗。",
            number="parcel_median",
        ),
        Card(
            "分到宗地的评价税收",
            fmt.large_money(chosen.tax_wan_yuan),
            "",
            f"有税收 {coverage}",
            _parcel["tax_wan_yuan"].sentence,
            number="parcel_tax",
        ),
        Card(
            "宗地用地面积",
            fmt.large(chosen.land_mu, "亩"),
            "",
            f"只计有税收的 {coverage}",
            _parcel["land_mu"].sentence,
            number="parcel_land",
        ),
    )


def spread(found: Concentration) -> tuple[Card, ...]:
    """How unevenly tax stands on land."""
    counted = f"有亩均税收 {fmt.count(found.firms)}"
    return (
        Card(
            "最好的十分之一用地",
            fmt.large(found.best_tenth_pct, "% 税收", 1),
            "",
            counted,
            "企业按亩均税收从高到低排，排在最前、合占用地 10 % 的企业贡献的税收占比；落在分界上的企业按用地拆开。",
            number="best_tenth",
        ),
        Card(
            "最差的十分之一用地",
            fmt.large(found.worst_tenth_pct, "% 税收", 1),
            "",
            counted,
            "企业按亩均税收从低到高排，排在最前、合占用地 10 % 的企业贡献的税收占比；退税多于缴税时为负。",
            number="worst_tenth",
        ),
        Card(
            "基尼系数",
            fmt.number(found.gini, 3),
            "",
            "0 为每亩都一样，越大越集中",
            "洛伦兹曲线与对角线之间的面积的两倍。有退税时曲线会低于零，系数可能大于 1。",
            number="gini",
        ),
    )


def recoverable(total_wan_yuan: float | None, firms: int, yardstick: str) -> Card:
    """The tax that the enterprises below the ``yardstick`` would bring if they reached it."""
    return Card(
        "可挖潜税收",
        fmt.large_money(total_wan_yuan),
        "",
        f"{fmt.count(firms)}低于{yardstick}",
        f"Σ（{yardstick} − 本企业亩均税收）× 用地面积，只计低于{yardstick}的企业；中位数取全区同一年度，不随筛选变化。"
        "是差距有多大的量度，不是预测。",
        number="recoverable",
    )


def of(part: int, whole: int, unit: str = "户") -> str:
    """``530/612 户``."""
    return f"{fmt.number(part)}/{fmt.number(whole)} {unit}"
