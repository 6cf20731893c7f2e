"""The large numbers of 培育与申报 and the sentence above them, tab by tab."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard import growth_sums as sums
from dashboard.cards import Card
from dashboard.database import all_rows
from dashboard.queries.growth import Asked
from etl.contracts.declaration import UNDER_WAY
from etl.contracts.honour import HONOURS, LADDER

Told = tuple[tuple[Card, ...], str]


def honours(rows: pd.DataFrame, asked: Asked) -> Told:
    """A card a rung of the ladder, those on the way and those that run out."""
    by_code = {row["honour_code"]: row for row in all_rows(rows)}
    rungs = tuple(
        Card(
            sums.SHORT[code],
            fmt.large(by_code[code]["firms"], "家", 0),
            "",
            f"净增 {fmt.signed(by_code[code]['net_new'])} · 储备 {fmt.number(by_code[code]['coming'])}",
            f"{asked.year} 年末有效的{HONOURS[code]}；一户只计在最高的一级。净增比上年末。",
        )
        for code in LADDER
    )
    coming, expiring = (rows[name].sum() for name in ("coming", "expiring"))
    others = (
        Card("正在申报", fmt.large(coming, "家次", 0), "", "各项荣誉，摸排至公示", "申报台账和荣誉台账中的都算。"),
        Card("一年内到期", fmt.large(expiring, "家次", 0), "", "还没有续上的", "截至日仍有效，其后一年之内到期。"),
    )  # fmt: skip
    told = "，".join(
        f"{sums.SHORT[code]} **{fmt.number(by_code[code]['firms'])} 家**（净增 {fmt.signed(by_code[code]['net_new'])}）"
        for code in reversed(LADDER)
    )
    return (*rungs, *others), (
        f"{asked.year} 年末{told}；正在申报 **{fmt.number(coming)} 家次**，"
        f"{asked.on:%Y-%m-%d} 起一年内到期 **{fmt.number(expiring)} 家次**。"
    )


def declarations(rows: pd.DataFrame, asked: Asked, *, for_others: bool = False) -> Told:
    """How many, how far, which share passed, what is late; for the bureau what is paid of what was approved."""
    found = sums.outcome(rows)
    passed, decided, rate = found["passed"], found["decided"], found["rate_pct"]
    under_way = int(rows["declaration_status"].isin(UNDER_WAY).sum())
    late, firms = int(rows["overdue_days"].notna().sum()), rows["firm"].nunique()
    approved = _sum(rows["approved_wan_yuan"])
    shown = (
        Card("申报", fmt.large(len(rows), "项", 0), "", f"{fmt.number(firms)} 家企业", "所选范围内台账中的申报。"),
        Card("在办", fmt.large(under_way, "项", 0), "", f"逾期 {fmt.number(late)} 项",
            "摸排至公示；逾期是申报截止已过还没有报出。"),
        Card("通过", fmt.large(passed, "项", 0), "", f"有结果 {fmt.number(decided)} 项", "认定/立项、兑现和验收。"),
        Card("通过率", fmt.large(rate, "%", 1), "", "只计有结果的", "通过 ÷（通过 + 未通过）。"),
        *(() if for_others else (_money(rows["paid_wan_yuan"], "兑现金额", f"核定 {fmt.money(approved)}"),)),
    )  # fmt: skip
    overdue = f"，:red[逾期 **{late} 项**]" if late else ""
    hit = f"；有结果 **{decided} 项**，通过率 **{fmt.percent(rate)}**" if decided else "；还没有结果"
    paid = "" if for_others else f"；兑现 **{fmt.money(_sum(rows['paid_wan_yuan']))}**"
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，申报 **{fmt.number(len(rows))} 项**，在办 **{under_way} 项**{overdue}{hit}{paid}。"
    )


def _money(values: pd.Series[float], label: str, note: str = "") -> Card:
    definition = f"{label}之和，只计写明的 {fmt.number(values.count())} 项。"
    return Card(label, fmt.large_money(_sum(values)), "", note, definition)


def clouds(
    rows: pd.DataFrame, parks: pd.DataFrame, targets: pd.DataFrame, asked: Asked, *, for_others: bool = False
) -> Told:
    """Firms on the cloud against the target, the share of the 规上 firms, those on the way; for the bureau the subsidy."""
    row = sums.clouds(rows, parks, targets, asked)
    firms, aim, done, share = row["firms"], row["target"], row["done_pct"], row["coverage_pct"]
    covered, above = row["covered"], row["above"]
    shown = (
        Card("已上云", fmt.large(firms, "家", 0), "", f"已核验 {fmt.number(row['verified'])} 家",
            "已上云或已核验的企业，一户计一次。"),
        Card("完成累计目标", fmt.large(done, "%", 1), "", f"目标 {fmt.with_unit(aim, '家', 0)}",
            "已上云 ÷ 到截至日所在年度的累计目标；目标是全区的，筛选时不比。"),
        Card("规上覆盖率", fmt.large(share, "%", 1), "", f"{fmt.number(covered)}/{fmt.number(above)} 家规上",
            f"已上云的规上企业 ÷ {asked.year} 年的规上企业。"),
        Card("意向和签约", fmt.large(row["on_the_way"], "家", 0), "", "还没有上云的", "只有意向、签约或状态未写明的企业。"),
        *(() if for_others else (_money(rows["subsidy_wan_yuan"], "补助", "只计写明的"),)),
    )  # fmt: skip
    against = f"，为累计目标 {fmt.number(aim)} 家的 **{fmt.percent(done)}**" if aim else ""
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，上云企业 **{fmt.number(firms)} 家**{against}；"
        f"规上 {fmt.number(above)} 家中 **{fmt.number(covered)} 家**，覆盖率 **{fmt.percent(share)}**。"
    )


def pool(rows: pd.DataFrame, years: pd.DataFrame, asked: Asked) -> Told:
    """Task, done and share of the year; who is on the way, who has reached the threshold, who is late."""
    row: dict[str, Any] = next((each for each in all_rows(years) if each["year"] == asked.year), {})
    task, share = row.get("target"), row.get("done_pct")
    done = row.get("entered", 0)
    found = sums.on_the_way(rows)
    way, reached, late = found["way"], found["reached"], found["late"]
    shown = (
        Card("任务", fmt.large(task, "家", 0), "", f"{asked.year} 年", "年度目标中的新增规上工业企业；是全区的，筛选时不比。"),
        Card("完成", fmt.large(done, "家", 0), "", f"{asked.year} 年入库", "状态是已入库、入库日期在所选年度。"),
        Card("比例", fmt.large(share, "%", 1), "", "完成 ÷ 任务", "没有任务的不算。"),
        Card("在培育", fmt.large(way, "家", 0), "", "还没有入库或退出", "状态是储备、重点培育、已达标、已申报或没有写明。"),
        Card("已到门槛", fmt.large(reached, "家", 0), "", "近 12 月营收 ≥ 2000 万元",
            "在培育、营收已到 2000 万元的，应当尽快申报入库。"),
        Card("已过预计月", fmt.large(late, "家", 0), "", "还没有入库", "预计入库的月份已过。"),
    )  # fmt: skip
    against = f"，为任务 {fmt.number(task)} 家的 **{fmt.percent(share)}**" if task else ""
    overdue = f"，:red[已过预计入库月 **{late} 家**]" if late else ""
    return shown, (
        f"{asked.year} 年小升规入库 **{fmt.number(done)} 家**{against}；在培育 **{way} 家**，"
        f"营收已到 2000 万元 **{reached} 家**{overdue}。"
    )


def people(rows: pd.DataFrame, asked: Asked) -> Told:
    """How many were put forward, recommended, selected."""
    found = sums.outcome(rows)
    recommended, passed, decided = found["recommended"], found["passed"], found["decided"]
    shown = (
        Card("申报人选", fmt.large(len(rows), "人次", 0), "", f"{rows['firm'].nunique()} 家单位", "人才计划的申报。"),
        Card("已推荐", fmt.large(recommended, "人次", 0), "", "区级推荐及以后", "写明推荐日期，或状态已到区级推荐。"),
        Card("入选", fmt.large(passed, "人次", 0), "", f"有结果 {decided} 人次", "认定/立项、兑现和验收。"),
    )  # fmt: skip
    return shown, (
        f"截至 {asked.on:%Y-%m-%d}，人才申报 **{len(rows)} 人次**，推荐 **{recommended} 人次**，入选 **{passed} 人次**。"
    )


def _sum(values: pd.Series[float]) -> float | None:
    """The sum of what is told; None where nothing is."""
    return float(values.sum()) if values.notna().any() else None
