"""The large numbers of floor, carriers, funds, events and policies, and the sentence above them, tab by tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.queries.policies import SOON_DAYS, share

Row = Mapping[str, Any]
Told = tuple[tuple[Card, ...], str]
M2_PER_WAN = 10_000


def _area(m2: float | None) -> str:
    """An area on a card, in 万㎡."""
    return fmt.large(None if m2 is None else m2 / M2_PER_WAN, "万㎡", 2)


def _said(m2: float | None) -> str:
    return fmt.with_unit(None if m2 is None else m2 / M2_PER_WAN, "万㎡", 2)


def _red(words: str, count: float | None) -> str:
    return f":red[{words}]" if count else words


def floors(row: Row, before: Row | None) -> Told:
    """Vacancy and what it rests on, with the quarter before beside it."""
    rate = row["vacancy_pct"]
    known = before and before["vacancy_pct"] is not None and rate is not None
    change = f"上季度 {fmt.percent(before['vacancy_pct'])}" if before and known else "没有上季度的数"
    missed = f" · 本季未报 {row['missed']} 栋" if row["missed"] else ""
    shown = (
        Card("厂房空置率", fmt.large(rate, "%", 1), "", change,
             "Σ空置 ÷ Σ可租，只计两项都写明的楼栋；在建的不计，不是各栋空置率的平均。"),
        Card("可租面积", _area(row["lettable_m2"]), "", f"{row['buildings'] - row['sites']} 栋{missed}",
             "不在建的楼栋可以租售的面积之和，已租的也在内。"),
        Card("已租面积", _area(row["let_m2"]), "", "租出或售出", "已租面积之和。"),
        Card("空置面积", _area(row["vacant_m2"]), "", f"两项齐 {row['with_both']} 栋",
             "空置面积之和；来件没有写明的为可租 − 已租。"),
        Card("在建面积", _area(row["building_m2"]), "", f"{row['sites']} 栋", "状态是在建的楼栋，建筑面积之和。"),
        Card("平均租金", fmt.large(row["rent_yuan_per_m2_month"], "元", 1), "", "每㎡每月",
             "Σ（租金 × 可租面积）÷ Σ可租面积，只计写明租金的。"),
    )  # fmt: skip
    return shown, (
        f"{row['quarter']}：可租厂房 **{_said(row['lettable_m2'])}**，已租 **{_said(row['let_m2'])}**，空置 "
        f"**{_said(row['vacant_m2'])}**，空置率 **{fmt.percent(rate)}**（{change}）；在建 **{_said(row['building_m2'])}**。"
    )


def carriers(row: Row, on: str) -> Told:
    """Supply, what is taken of it, how many are in use and late."""
    shown = (
        Card("可供面积", _area(row["supply_m2"]), "", f"{row['carriers']} 栋 · 写明两项 {row['with_both']} 栋",
             "可以提供给企业的面积之和，已去化的也在内，不论投用没有。"),
        Card("去化率", fmt.large(row["taken_pct"], "%", 1), "", f"已去化 {_said(row['taken_m2'])}",
             "Σ已去化 ÷ Σ可供，只计两项都写明的。"),
        Card("剩余可供", _area(row["free_m2"]), "", "可供 − 已去化", "逐栋可供 − 已去化之和；缺一项或去化多于可供的不计。"),
        Card("已投用", fmt.large(row["in_use"], "栋", 0), "", f"可供 {_said(row['in_use_supply_m2'])}", "状态是投用的。"),
        Card("在建", fmt.large(row["sites"], "栋", 0), "", f"{row['chains']} 条链有载体", "状态是在建的。"),
        Card("超期未投用", fmt.large(row["overdue"], "栋", 0), "", "计划投用日期已过", "没有投用，计划投用日期已过截至日。"),
    )  # fmt: skip
    late = _red(f"超期未投用 **{row['overdue']} 栋**", row["overdue"])
    return shown, (
        f"截至 {on}，园中园和新载体 **{row['carriers']} 栋**，可供 **{_said(row['supply_m2'])}**，去化率 "
        f"**{fmt.percent(row['taken_pct'])}**，剩余可供 **{_said(row['free_m2'])}**；投用 {row['in_use']} 栋，"
        f"在建 {row['sites']} 栋，{late}。"
    )


def funds(row: Row, on: str) -> Told:
    """How large the funds are, and how much is promised, paid in and invested."""
    shown = (
        Card("引导基金规模", fmt.large_money(row["guiding_wan_yuan"]), "", f"{row['guiding']} 只",
             "引导基金（母基金）的规模之和。"),
        Card("子基金规模", fmt.large_money(row["sub_wan_yuan"]), "", f"{row['funds'] - row['guiding']} 只",
             "其余各只的规模之和；其中有引导基金的出资，不与引导基金相加。"),
        Card("认缴", fmt.large_money(row["committed_wan_yuan"]), "", "各只之和", "写明认缴的各只之和。"),
        Card("实缴", fmt.large_money(row["paid_in_wan_yuan"]), "", f"实缴率 {fmt.percent(row['paid_in_pct'])}",
             "实缴之和；实缴率 = Σ实缴 ÷ Σ认缴，只计两项都写明的。"),
        Card("已投", fmt.large_money(row["invested_wan_yuan"]), "", f"为实缴的 {fmt.percent(row['invested_pct'])}",
             "已投之和；比例 = Σ已投 ÷ Σ实缴，只计两项都写明的。"),
        Card("已投项目", fmt.large(row["invested_projects"], "个", 0), "", f"过存续期未退出 {row['overdue']} 只",
             "已投项目数之和；一个项目由几只基金投的计几次。"),
    )  # fmt: skip
    late = _red(f"存续期已过而未退出 **{row['overdue']} 只**", row["overdue"])
    return shown, (
        f"截至 {on}，产业基金 **{row['funds']} 只**，引导基金规模 **{fmt.money(row['guiding_wan_yuan'])}**，子基金规模 "
        f"**{fmt.money(row['sub_wan_yuan'])}**；实缴 **{fmt.money(row['paid_in_wan_yuan'])}**，已投 "
        f"**{fmt.money(row['invested_wan_yuan'])}**；{late}。"
    )


def events(row: Row, on: str) -> Told:
    """How many events and firms; people and money, each by itself."""
    shown = (
        Card("对接活动", fmt.large(row["events"], "场", 0), "", f"{row['cases']} 家次", "同名、同日的算一场。"),
        Card("参加企业", fmt.large(row["firms"], "户", 0), "", f"未匹配 {row['lost']} 户", "一户计一次；不认识的企业按名称计。"),
        Card("用工达成", fmt.large(row["reached_persons"], "人", 0), "", f"需求 {fmt.with_unit(row['demand_persons'], '人', 0)}",
             "达成人数之和；没有写明的不计，不算 0。"),
        Card("用工达成率", fmt.large(row["people_pct"], "%", 1), "", f"达成企业 {row['people_firms']} 户",
             "Σ达成 ÷ Σ需求，只计两项都写明的。"),
        Card("融资达成", fmt.large_money(row["reached_wan_yuan"]), "", f"需求 {fmt.money(row['demand_wan_yuan'])}",
             "达成的授信或融资之和；没有写明的不计，不算 0。"),
        Card("融资达成率", fmt.large(row["money_pct"], "%", 1), "", f"达成企业 {row['money_firms']} 户",
             "Σ达成 ÷ Σ需求，只计两项都写明的。"),
    )  # fmt: skip
    unitless = f"；{row['unitless']} 家次没有写明单位，不计入" if row["unitless"] else ""
    return shown, (
        f"截至 {on}，招聘和融资对接 **{row['events']} 场**、企业 **{fmt.count(row['firms'])}**：用工达成 "
        f"**{fmt.with_unit(row['reached_persons'], '人', 0)}**，达成率 **{fmt.percent(row['people_pct'])}**；融资达成 "
        f"**{fmt.money(row['reached_wan_yuan'])}**，达成率 **{fmt.percent(row['money_pct'])}**{unitless}。"
    )


def policies(row: Row, claims: Row | None, on: str) -> Told:
    """How many papers are in force and run out, and how many claims rest on one; ``claims`` None for others."""
    shown = (
        Card("有效政策", fmt.large(row["in_force"], "件", 0), "", f"文件库共 {row['papers']} 件",
             "状态是印发，截至日已生效、没有过有效期；没有写明期限的算有效。"),
        Card("即将到期", fmt.large(row["expiring"], "件", 0), "", f"{SOON_DAYS} 天以内",
             f"有效政策中 {SOON_DAYS} 天之内到期的。"),
        Card("已过有效期", fmt.large(row["past"], "件", 0), "", "仍写印发", "状态仍是印发，有效期止早于截至日。"),
        Card("正在制定", fmt.large(row["coming"], "件", 0), "", "起草、征求意见、审议", "还没有印发的。"),
        *(() if claims is None else _covered(claims)),
    )  # fmt: skip
    soon = _red(f"{SOON_DAYS} 天内到期 **{row['expiring']} 件**", row["expiring"])
    past = _red(f"已过有效期 **{row['past']} 件**", row["past"])
    told = "" if claims is None else (
        f"；政策兑现申报 {fmt.number(claims['claims'])} 件，对上文件 **{fmt.number(claims['covered'])} 件"
        f"（{fmt.percent(share(claims))}）**"
    )  # fmt: skip
    return (
        shown,
        f"截至 {on}，有效政策 **{row['in_force']} 件**，{soon}，{past}，正在制定 {row['coming']} 件{told}。",
    )


def _covered(claims: Row) -> tuple[Card, ...]:
    return (
        Card("对上文件的申报", fmt.large(share(claims), "%", 1), "",
             f"{fmt.number(claims['covered'])}/{fmt.number(claims['claims'])} 件",
             "政策兑现台账的申报按文号、再按标题对上文件库的。"),
        Card("经文件兑现", fmt.large_money(claims["covered_wan_yuan"]), "", f"全部已兑 {fmt.money(claims['settled_wan_yuan'])}",
             "对上文件的申报中已经拨付的金额。"),
    )  # fmt: skip
