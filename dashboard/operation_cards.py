"""The large numbers of 运行监测 and the sentence above them, tab by tab."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.database import all_rows
from dashboard.queries.operations import Asked, growth, joint_growth
from etl.contracts.decline import BLUE, GREEN, ORANGE, RED

Row = Mapping[str, Any]
Told = tuple[tuple[Card, ...], str]
KWH_PER_WAN = 10_000
# From a hundred 亿元 on one decimal is what fits one of six cards.
TEN_BILLION_WAN_YUAN = 1_000_000
MOVERS = 5
PROVINCIAL = ("省级", "国级")
COLOUR_SENTENCES = {
    RED: "按月报计算是红色的企业；旁边是台账产值行的颜色，两者不互相代替。",
    ORANGE: "按月报计算是橙色的企业。",
    BLUE: "按月报计算是蓝色的企业：刚到减产的界线。",
    GREEN: "按月报计算没有减产的企业；没有上年可比的不算绿色。",
}


def rate(value: float | None) -> str:
    """A growth in per cent with its direction: ▲ 6.2%, ▼ 3.1%, 持平."""
    if value is None or pd.isna(value):
        return fmt.MISSING
    word = fmt.percent(abs(value))
    return "持平" if word == fmt.percent(0.0) else f"{'▲' if value > 0 else '▼'} {word}"


def points(value: float | None, decimals: int = 2) -> str:
    """A contribution with its sign: +0.47, −0.12."""
    if value is None or pd.isna(value):
        return fmt.MISSING
    if not round(value, decimals):
        return fmt.number(0, decimals)
    return f"{'−' if value < 0 else '+'}{fmt.number(abs(value), decimals)}"


def to_month(asked: Asked) -> str:
    """Which months the cumulative figures cover."""
    return f"{asked.month.year} 年 {span(asked.month)}"


def span(month: date) -> str:
    """The months of the year up to ``month``, as it is chosen."""
    return f"1—{month.month} 月" if month.month > 1 else "1 月"


def this_month(asked: Asked, months_covered: int | None) -> str:
    """The month itself, which may be two."""
    return "1—2 月" if months_covered == 2 and asked.month.month == 2 else f"{asked.month.month} 月"


def running(row: Row, asked: Asked) -> Told:
    """Output to the month with the growth as delivered and of the same firms, the month itself, electricity, who reports."""
    stated, same = (growth(row[f"{name}_now"], row[f"{name}_before"]) for name in ("stated", "same"))
    month, power = (growth(row[f"{name}_now"], row[f"{name}_before"]) for name in ("month", "power"))
    power_to = growth(row["power_cum_now"], row["power_cum_before"])
    label = this_month(asked, row["months_covered"])
    kwh = None if row["power"] is None else row["power"] / KWH_PER_WAN
    silent = f"上期报了本期没报 {row['silent']} 户" if row["silent"] else "上期报的本期都报了"
    shown = (
        Card("累计产值", _large_money(row["output_cum"]), "", f"{span(asked.month)} · {row['told']} 户",
             "月报的本年累计工业总产值之和，按来件。"),
        Card("官方增速", rate(stated), "", f"可比口径 · {row['stated_firms']} 户",
             "累计产值 ÷ 来件写明的上年同期（可比口径）− 1，只计两个数都有的企业。"),
        Card("同企业增速", rate(same), "", f"两年月报相比 · {row['same_firms']} 户",
             "两年都报了这个月的企业，累计产值 ÷ 自己上年的累计产值 − 1。上年数后来修订的、今年新报的，使它与官方增速不同。"),
        Card(f"{label}产值", fmt.large_money(row["output_month"]), "", f"同比 {rate(month)}",
             "当月产值之和；同比只计上年同月也报了的企业，按企业自己的月报。"),
        Card(f"{label}用电", fmt.large(kwh, "万度", 0), "", f"同比 {rate(power)}",
             f"当月用电量之和，1 度是 1 kWh；同比只计两年都有电量的同一批企业（{row['power_firms']} 户）。"
             f"累计用电同比 {rate(power_to)}。"),
        Card("报送企业", fmt.large(row["firms"], "户", 0), "", silent, "这个月有月报的规上企业。"),
    )  # fmt: skip
    said = (
        f"{to_month(asked)}，{fmt.count(row['firms'])}企业累计产值 **{fmt.money(row['output_cum'])}**，"
        f"官方增速（可比口径）**{rate(stated)}**，同企业 **{rate(same)}**；{label}产值同比 **{rate(month)}**，"
        f"用电同比 **{rate(power)}**。"
    )
    return shown, said


def _large_money(wan_yuan: float | None) -> str:
    if wan_yuan is None or wan_yuan < TEN_BILLION_WAN_YUAN:
        return fmt.large_money(wan_yuan)
    return fmt.large(wan_yuan / 10_000, "亿元", 1)


def pillars(row: Row, rows: pd.DataFrame, asked: Asked) -> Told:
    """Who made the growth: its sum, the strongest and the weakest, the leading firms, how many grew."""
    known = rows.dropna(subset=["contribution"])
    whole = joint_growth(row)
    best = known[known["contribution"] > 0].head(MOVERS)["contribution"].sum()
    worst = known[known["contribution"] < 0].tail(MOVERS)["contribution"].sum()
    leaders = leading(rows)
    count, provincial, pulled = int(leaders["firms"]), int(leaders["provincial"]), leaders["contribution"]
    grown = 100 * row["grown"] / row["compared"] if row["compared"] else None
    shown = (
        Card("可比企业增速", rate(whole), "", f"{row['compared']}/{row['firms']} 户可比",
             "可比企业累计产值之和 ÷ 上年同期（可比）之和 − 1；各户的增长贡献相加就是它。"),
        Card(f"前 {MOVERS} 户拉动", _points(best), "", "增长贡献最大的", f"增长贡献最大的 {MOVERS} 户之和。"),
        Card(f"后 {MOVERS} 户拖累", _points(worst), "", "增长贡献最小的", f"增长贡献为负、最小的 {MOVERS} 户之和。"),
        Card("工业龙头", fmt.large(leaders["share_pct"], "% 产值", 1), "",
             f"{count} 户（省级 {provincial}）· {points(pulled)} 个百分点",
             "工业龙头企业占报送企业累计产值的比重（按月报；培育与申报的占比按年报）和增长贡献，荣誉按当年年末有效；括号中是省级及以上的。"),
        Card("增长面", fmt.large(grown, "%", 1), "", f"增长 {row['grown']} 户",
             "累计产值比上年同期多的企业 ÷ 可比企业。"),
    )  # fmt: skip
    said = (
        f"{to_month(asked)}，{row['compared']} 户可比企业增长 **{rate(whole)}**：前 {MOVERS} 户拉动 **{points(best)} 个百分点**，"
        f"后 {MOVERS} 户拖累 **{points(worst)} 个百分点**；工业龙头 {count} 户（省级 {provincial} 户）"
        f"贡献 **{points(pulled)} 个百分点**。"
    )
    return shown, said


def leading(rows: pd.DataFrame) -> dict[str, float]:
    """The leading firms among those of `operations.contributions`: how many, of province and state, share, contribution."""
    leaders = rows[rows["leader_level"].notna()]
    return {
        "firms": len(leaders),
        "provincial": int(leaders["leader_level"].isin(PROVINCIAL).sum()),
        "share_pct": leaders["share_pct"].sum(),
        "contribution": leaders["contribution"].sum(min_count=1),
    }


def _points(value: float) -> str:
    return f"{points(value)} :small[百分点]"


def falling(colours: pd.DataFrame, row: Row, asked: Asked) -> Told:
    """The four colours by the returns with the ledger's beside them, what is lost, and who rose again."""
    lost = Card(
        "橙红少产", fmt.large_money(row["lost_grave"]), "", f"连蓝色共 {fmt.money(row['lost'])}",
        "按月报是橙或红的企业：上年同期（可比）− 累计产值，只计减少的。",
    )  # fmt: skip
    recovered = Card(
        "已回升", fmt.large(row["recovered"], "户", 0), "", f"今年曾是橙或红 {fmt.number(row['were_grave'])} 户",
        "当年较早的月份按月报是橙或红，本月是绿。",
    )  # fmt: skip
    grave = row["grave"]
    words = f"其中橙红 **{grave} 户**，少产 **{fmt.money(row['lost_grave'])}**"
    apart = (
        f"；台账 {row['said']} 行，颜色与月报不同 **{row['differing']} 户**"
        if row["said"]
        else "；台账没有这个月"
    )
    helpless = f"，:red[橙红而缺帮扶人或措施 **{row['unhelped']} 行**]" if row["unhelped"] else ""
    unmatched = f"，未匹配 **{row['lost_rows']} 行**" if row["lost_rows"] else ""
    return (
        (*of_colours(colours), lost, recovered),
        f"{to_month(asked)}，按月报减产企业 **{fmt.count(row['falling'])}**，{f':red[{words}]' if grave else words}；"
        f"已回升 **{fmt.count(row['recovered'])}**{apart}{helpless}{unmatched}。",
    )


def of_colours(colours: pd.DataFrame, *, for_others: bool = False) -> tuple[Card, ...]:
    """A card a colour, the gravest first; for others without the ledger's count."""
    by_colour = {row["decline_colour"]: row for row in all_rows(colours)}
    return tuple(
        Card(
            f"{name}色",
            fmt.large(by_colour[name]["computed"], "户", 0),
            "",
            "按月报计算" if for_others else f"台账 {fmt.number(by_colour[name]['watched'])} 户",
            sentence,
        )
        for name, sentence in COLOUR_SENTENCES.items()
    )
