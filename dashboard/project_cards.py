"""The large numbers of 项目与招商 and the sentence above them, tab by tab."""

from __future__ import annotations

import pandas as pd

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.project_sums import counts
from dashboard.project_tables import KINDS
from dashboard.queries.growth import Asked
from dashboard.queries.projects import Conversion, Invested

Told = tuple[tuple[Card, ...], str]


def upgrades(rows: pd.DataFrame, money: Invested, late: pd.DataFrame, asked: Asked) -> Told:
    """What is done in the year, against the year before and the plan; what is not in the statistics; what is late."""
    found = counts(rows, asked.year)
    outside = found["outside"]
    year = f"{asked.year} 年"
    shown = (
        Card("技改投资完成", fmt.large_money(money.done_wan_yuan), "", f"{year} · {money.told} 项写明",
            "Σ 年度完成投资，只计写明的项目。"),
        Card("同比", fmt.large(money.change_pct, "%", 1).replace("-", "−"), "", _before(money, asked.year),
            "本年全部项目的年度完成 ÷ 上年全部项目的年度完成 − 1；两年的项目不全相同，两年都有的项数列在下面。"),
        Card("完成率", fmt.large(money.done_pct, "%", 1), "", f"{year} · 计划 {fmt.money(money.plan_wan_yuan)}",
            f"Σ 年度完成 ÷ Σ 年度计划，只计两项都写明的 {money.compared} 项。"),
        Card("未入统", fmt.large(outside, "项", 0), "", f"没有写明 {found['unsaid']} 项", "写明未入统的项目；没有写明的另计。"),
        Card("省重点", fmt.large(found["key"], "项", 0), "", f"共 {fmt.number(len(rows))} 项技改", "写明列入省重点的项目。"),
        _late(late),
    )  # fmt: skip
    growth = "" if money.change_pct is None else f"，同比 **{_signed(money.change_pct)}%**"
    return shown, (
        f"{year}技改投资完成 **{fmt.money(money.done_wan_yuan)}**{growth}，"
        f"完成年度计划 **{fmt.percent(money.done_pct)}**；未入统 **{outside} 项**{_late_words(late)}。"
    )


def _before(money: Invested, year: int) -> str:
    if money.before_wan_yuan is None:
        return f"没有 {year - 1} 年的台账"
    return f"上年 {fmt.money(money.before_wan_yuan)}，{money.told_before} 项；同一项目 {money.told_both} 项"


def investments(rows: pd.DataFrame, cohort: Conversion, late: pd.DataFrame, asked: Asked) -> Told:
    """How many projects and what they promise, how talks turn into contracts and contracts into firms, gaps they fill."""
    found = counts(rows, asked.year)
    landed, fills = found["landed"], found["fills"]
    year = f"{asked.year} 年"
    shown = (
        Card("招商项目", fmt.large(len(rows), "项", 0), "", f"总投资 {fmt.money(found['wan_yuan'])}", "台账中的招商项目。"),
        Card("签约额", fmt.large_money(cohort.signed_wan_yuan), "", f"{year}签约 {cohort.signed} 项",
            f"签约日期在所选年度的项目的总投资，只计写明的 {cohort.signed_told} 项。"),
        Card("签约/在谈", fmt.large(cohort.signed_pct, "%", 1), "",
            f"{year}在谈 {cohort.talked} 项，签 {cohort.talked_signed} 项",
            "所选年度开始、到过洽谈的项目中已经签约的；开始按最早的日期和台账年度。"),
        Card("落地/签约", fmt.large(cohort.landed_pct, "%", 1), "",
            f"{year}签约 {cohort.signed} 项，落地 {cohort.signed_landed} 项", "所选年度签约的项目中已注册或更往后的。"),
        Card("落地率", fmt.large(found["landed_pct"], "%", 1), "", f"落地 {landed} 项，全部年度",
            f"已注册或更往后的 ÷ 阶段知道的 {found['staged']} 项。"),
        Card("补链", fmt.large(fills, "项", 0), "", "归入缺、弱节点", "归入的节点是缺或弱，项目还没有投产；一个项目计一次。"),
    )  # fmt: skip
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，招商项目 **{fmt.number(len(rows))} 项**，落地 **{landed} 项**；{year}签约 "
        f"**{cohort.signed} 项**、**{fmt.money(cohort.signed_wan_yuan)}**，能补缺弱节点 **{fills} 项**{_late_words(late)}。"
    )


def private(rows: pd.DataFrame, late: pd.DataFrame, asked: Asked) -> Told:
    """How many projects of private firms are reported, how many begin in the year, how many signed and landed."""
    found = counts(rows, asked.year)
    this_year, signed, landed = found["begun"], found["signed"], found["landed"]
    shown = (
        Card("对接项目", fmt.large(len(rows), "项", 0), "", "台账上报的全部", "台账中的民企对接项目。"),
        Card("本年新对接", fmt.large(this_year, "项", 0), "", f"{asked.year} 年；没有日期 {found['undated']} 项",
            "最早的节点、签约、开工、竣工日期在所选年度的。"),
        Card("总投资", fmt.large_money(found['wan_yuan']), "", _told_count(rows), "项目的计划总投资之和，只计写明的。"),
        Card("签约", fmt.large(signed, "项", 0), "", "已签约或更往后", "到过签约的项目。"),
        Card("落地", fmt.large(landed, "项", 0), "", "已注册或更往后", "到过注册（备案、立项、落地）的项目。"),
        _late(late),
    )  # fmt: skip
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，上报民企对接项目 **{fmt.number(len(rows))} 项**，{asked.year} 年新对接 "
        f"**{this_year} 项**；签约 **{signed} 项**，落地 **{landed} 项**{_late_words(late)}。"
    )


def overseas(rows: pd.DataFrame, money: Invested, late: pd.DataFrame, asked: Asked) -> Told:
    """How many key projects there are, which are completed and which begin in the year, and what is invested of the plan."""
    found = counts(rows, asked.year)
    done, new = found["completed"], found["started"]
    both = rows.dropna(subset=["done_wan_yuan", "total_investment_wan_yuan"])
    whole = both["total_investment_wan_yuan"].sum()
    so_far = 100 * both["done_wan_yuan"].sum() / whole if whole else None
    year = f"{asked.year} 年"
    shown = (
        Card("重点项目", fmt.large(len(rows), "项", 0), "", f"总投资 {fmt.money(found['wan_yuan'])}", "台账中的海上福州项目。"),
        Card("竣工投产", fmt.large(done, "项", 0), "", "已竣工或更往后", "到过竣工的项目。"),
        Card("新开工", fmt.large(new, "项", 0), "", 
            f"{year} · 其中已竣工 {found['started_completed']} 项", "开工日期在所选年度的项目。"),
        Card("投资完成率", fmt.large(money.done_pct, "%", 1), "", f"{year} · 计划 {fmt.money(money.plan_wan_yuan)}",
            f"Σ 年度完成 ÷ Σ 年度计划，只计两项都写明的 {money.compared} 项。"),
        Card("累计完成", fmt.large(so_far, "%", 1), "", f"开工以来 · {len(both)} 项写明",
            "Σ 累计完成投资 ÷ Σ 总投资，只计两项都写明的；超过总投资的照来件计，见自检。"),
        _late(late),
    )  # fmt: skip
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，海上福州重点项目 **{fmt.number(len(rows))} 项**，竣工投产 **{done} 项**；"
        f"{year}新开工 **{new} 项**，完成年度计划 **{fmt.percent(money.done_pct)}**{_late_words(late)}。"
    )


def for_others(kind: str, rows: pd.DataFrame, asked: Asked) -> Told:
    """What others may know: how many projects there are."""
    count = fmt.number(len(rows))
    shown = (Card(f"{KINDS[kind]}项目", fmt.large(len(rows), "项", 0), "", "", "台账中的项目。"),)
    return shown, f"截至 {asked.on:%Y-%m-%d}，{KINDS[kind]}项目 **{count} 项**。"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _late(late: pd.DataFrame) -> Card:
    longest = f"，最久 {fmt.number(late['overdue_days'].max())} 天" if len(late) else ""
    return Card(
        "节点滞后",
        fmt.large(late["project_id"].nunique(), "项", 0),
        "",
        f"{len(late)} 个节点{longest}",
        "有节点计划时间已过、还没有到达的项目。",
    )


def _late_words(late: pd.DataFrame) -> str:
    return f"；:red[节点滞后 **{late['project_id'].nunique()} 项**]" if len(late) else ""


def _told_count(rows: pd.DataFrame) -> str:
    return f"{rows['total_investment_wan_yuan'].count()} 项写明"
