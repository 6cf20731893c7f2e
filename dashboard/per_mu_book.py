"""The page 亩均税收 as a workbook: a sheet for each of its tables and charts, all read when somebody exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from dashboard import cards, tables
from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.charts import bin_labels
from dashboard.database import on_this_build
from dashboard.industries import division_label
from dashboard.queries import chain_league, distribution, enterprises, parcel_method, standing
from dashboard.selection import Selection
from dashboard.workbook import Sheet
from etl.contracts import TABLES, Column, Kind

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
NAME, TOWN = _firm["name"], _firm["town"]
RATIO, TAX, LAND = _year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"], _year["land_mu"]
MEDIAN = Column(
    "median_tax_wan_yuan_per_mu", "亩均税收中位数", "各户（宗）亩均税收的中位数。", Kind.NUMBER, "万元/亩"
)
CARDS: tuple[Column, ...] = (
    Column("label", "指标", "画面上的数。", Kind.WORD),
    Column("value", "数值", "单位见旁边一列；空表示没有数据。", Kind.NUMBER),
    Column("unit", "单位", "数值的单位。", Kind.WORD),
    Column("note", "覆盖", "有数据的户（宗）数/全部。"),
    Column("definition", "定义", "怎样算。"),
)
RANKS: tuple[Column, ...] = (
    Column("rank", "名次", "全区同组按亩均税收的名次，并列同名次；用地太少的不排。", Kind.INTEGER),
    Column("rank_before", "上年名次", "上年在同组的名次。", Kind.INTEGER),
    NAME, tables.GRADE, RATIO, TAX, LAND, TOWN,
)  # fmt: skip
ENDS: tuple[Column, ...] = (
    Column("end", "两头", "最高或最低。", Kind.WORD),
    NAME, RATIO, TAX, LAND, TOWN,
)  # fmt: skip
POTENTIAL: tuple[Column, ...] = (
    NAME,
    Column(
        "recoverable_wan_yuan", "可挖潜税收", "（中位数 − 本企业亩均税收）× 用地面积。", Kind.NUMBER, "万元"
    ),
    RATIO,
    Column("yardstick", "对照的中位数", "全区同一年度的中位数，不随筛选变化。", Kind.NUMBER, "万元/亩"),
    LAND,
    Column("industry", "行业", "国民经济行业大类。"),
    TOWN,
)
LORENZ: tuple[Column, ...] = (
    Column("land_pct", "用地累计占比", "亩均税收从低到高排的用地。", Kind.NUMBER, "%"),
    Column("tax_pct", "税收累计占比", "这些用地的税收占比。", Kind.NUMBER, "%", decimals=4),
)
SIDES = {"above": "达到门槛", "below": "低于门槛", "none": "没有亩均税收"}
YARDSTICKS = {"行业": True, "全区": False}


@dataclass(frozen=True)
class View:
    """What the page shows: the chosen, the line X drawn through them, whether 地块法 stands in for 企业法."""

    selection: Selection
    line: float
    by_parcel: bool

    @property
    def unit(self) -> str:
        """What is counted in the histogram and, by 地块法, in the parks."""
        return "宗" if self.by_parcel else "户"


def caliber(by_parcel: bool) -> str:
    """How the ratio of the page is reckoned, in words."""
    method = "地块法：企业的税收按用地分到宗地，分母是整宗地" if by_parcel else "企业法：分母是企业分摊的用地"
    rest = "指标卡、分布、片区以外的表仍按企业法。" if by_parcel else ""
    return f"{method}。{RATIO.sentence}{rest}"


def sheets(view: View) -> tuple[Sheet, ...]:
    """Every table of the page over the selection, the list of enterprises first."""
    chosen = view.selection
    return (
        Sheet("企业名单", enterprises.all_rows_later(chosen), tables.FIRM_COLUMNS, tables.FIRM_LIST),
        _sheet("指标卡", lambda: _cards(view), CARDS),
        _sheet("分布", lambda: _bars(view), _bar_columns(view.unit)),
        *_ranks(chosen),
        *_groups(view),
        _sheet(f"门槛 {fmt.bound(view.line)}", lambda: _sides(view), _side_columns(view.line)),
        _sheet("集中度", lambda: _shares(chosen), CARDS),
        _sheet("洛伦兹曲线", lambda: distribution.lorenz(chosen), LORENZ),
        *(_potential(chosen, name, by_industry) for name, by_industry in YARDSTICKS.items()),
        _sheet("最高最低", lambda: _ends(chosen), ENDS),
    )


def _sheet(title: str, question: Callable[[], pd.DataFrame], columns: Sequence[Column]) -> Sheet:
    return Sheet(title, on_this_build(question), columns)


def card_rows(shown: Sequence[Card], numbers: Sequence[tuple[float | None, str]]) -> pd.DataFrame:
    """One row a large number, see `CARDS`; ``numbers``: the value and the unit of each."""
    return pd.DataFrame(
        [
            {
                "label": card.label,
                "value": value,
                "unit": unit,
                "note": card.note,
                "definition": card.definition,
            }
            for card, (value, unit) in zip(shown, numbers, strict=True)
        ],
        columns=[column.name for column in CARDS],
    ).astype({"value": float})


def _cards(view: View) -> pd.DataFrame:
    if view.by_parcel:
        parcels = parcel_method.figures(view.selection)
        return card_rows(cards.selected_parcels(parcels), _four(parcels))
    firms = enterprises.figures(view.selection)
    return card_rows(cards.selected(firms), _four(firms))


def _four(now: enterprises.Figures | parcel_method.ParcelFigures) -> list[tuple[float | None, str]]:
    return [
        (now.tax_wan_yuan_per_mu, RATIO.unit or ""),
        (now.median_tax_wan_yuan_per_mu, RATIO.unit or ""),
        (now.tax_wan_yuan, TAX.unit or ""),
        (now.land_mu, LAND.unit or ""),
    ]


def _shares(selection: Selection) -> pd.DataFrame:
    found = distribution.concentration(selection)
    numbers = [(found.best_tenth_pct, "% 税收"), (found.worst_tenth_pct, "% 税收"), (found.gini, "")]
    return card_rows(cards.spread(found), numbers)


def _bars(view: View) -> pd.DataFrame:
    ask = parcel_method.histogram if view.by_parcel else enterprises.histogram
    bars = ask(view.selection)
    edges = enterprises.BIN_EDGES
    lows, highs, words = (None, 0.0, *edges), (0.0, 0.0, *edges[1:], None), bin_labels(edges)
    return bars.assign(
        bar=[words[number] for number in bars["bin"]],
        low=pd.array([lows[number] for number in bars["bin"]], dtype="Float64"),
        high=pd.array([highs[number] for number in bars["bin"]], dtype="Float64"),
    )


def _bar_columns(unit: str) -> tuple[Column, ...]:
    what = "企业" if unit == "户" else "地块"
    return (
        Column("bar", "亩均税收区间", "含下端，不含上端。", Kind.WORD),
        Column("low", "下端", "区间的下端；负数没有。", Kind.NUMBER, RATIO.unit),
        Column("high", "上端", "区间的上端；最后一段没有。", Kind.NUMBER, RATIO.unit),
        Column("firms", f"{what}数", "不计亩均税收区间这个筛选。", Kind.INTEGER, unit),
        Column("chosen", "区间内", "其中在所选亩均税收区间内的。", Kind.INTEGER, unit),
    )


def _ranks(selection: Selection) -> tuple[Sheet, ...]:
    return tuple(
        _sheet(
            f"排名 {name}",
            partial(standing.ranking, selection, above_scale=above, most=None),
            RANKS,
        )
        for name, above in (("规上", True), ("规下", False))
    )


def _groups(view: View) -> tuple[Sheet, ...]:
    names = {"park": "片区", "town": "镇街", "industry": "行业"}
    parks = partial(parcel_method.league, view.selection)
    areas = tuple(
        _sheet(f"分组 {name} 地块法", parks, group_columns(name, "宗"))
        if by == "park" and view.by_parcel
        else _sheet(
            f"分组 {name}", partial(enterprises.league, view.selection, by), group_columns(name, "户")
        )
        for by, name in names.items()
    )
    chains = partial(chain_league.league, view.selection)
    return (*areas, _sheet("分组 产业链", chains, group_columns("产业链", "户")))


def group_columns(area: str, unit: str) -> tuple[Column, ...]:
    """The columns of a league of areas that are called ``area`` and whose members count by ``unit``."""
    what = "企业" if unit == "户" else "地块"
    of_whole = "占所选企业之和，一户在几条链上的只计一次。" if area == "产业链" else "占各行之和。"
    return (
        Column("area", area, f"{area}的名称。"),
        RATIO,
        MEDIAN,
        TAX,
        Column("tax_share_pct", "税收占比", of_whole, Kind.NUMBER, "%", decimals=4),
        LAND,
        Column("land_share_pct", "用地占比", of_whole, Kind.NUMBER, "%", decimals=4),
        Column("with_both", "两项齐全", "税收和用地都有；合计和比值只计这些。", Kind.INTEGER, unit),
        Column("firms", what, f"全部{what}。", Kind.INTEGER, unit),
    )


def _sides(view: View) -> pd.DataFrame:
    sides = distribution.threshold(view.selection, view.line)
    return sides.assign(side=sides["side"].map(SIDES))


def _side_columns(line: float) -> tuple[Column, ...]:
    said = f"门槛 {fmt.bound(line)} 万元/亩，达到含等于。"
    return (
        Column("side", "门槛", said, Kind.WORD),
        Column("firms", "企业", said, Kind.INTEGER, "户"),
        LAND,
        TAX,
    )


def _potential(selection: Selection, name: str, by_industry: bool) -> Sheet:
    def rows() -> pd.DataFrame:
        firms = standing.recoverable(selection, by_industry=by_industry, most=None)
        return firms.assign(industry=firms["industry"].map(division_label))

    return _sheet(f"潜力 对照{name}", rows, POTENTIAL)


def _ends(selection: Selection) -> pd.DataFrame:
    ends = standing.ends(selection, standing.ENDS)
    return ends.assign(end=ends["end"].map({"top": "最高", "bottom": "最低"}))
