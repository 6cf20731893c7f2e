"""The large numbers of park standardisation, the sentence above them, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.queries.works import Asked

Row = Mapping[str, Any]
M2_PER_WAN = 10_000


def wan_m2(value: float | None, decimals: int = 2) -> str:
    """Floor in 万㎡: 31.20 万㎡."""
    return fmt.with_unit(None if value is None else value / M2_PER_WAN, "万㎡", decimals)


def target_until(years: pd.DataFrame, year: int) -> float | None:
    """The targets added up to the year that is asked about; None where there is none."""
    aims = years[years["year"] <= year]["target_m2"].dropna()
    return float(aims.sum()) if len(aims) else None


def of(row: Row, target_m2: float | None, *, for_others: bool = False) -> tuple[Card, ...]:
    """Plots, owners who rebuild, reserves, new floor, households, papers; for others no sum that tells of one firm."""
    return (
        Card(
            "标准化地块", fmt.large(row["plots"], "个", 0), "",
            f"{fmt.with_unit(row['plots_mu'], '亩', 1)} · 竣工 {row['plots_done']}{_late(row['plots_late'])}",
            "标准化地块建设台账中的地块；竣工含招商和投产。", number="plots",
        ),
        Card(
            "自主提升", fmt.large(row["upgrades"], "户", 0), "",
            "对外视图不列面积" if for_others else
            f"新增 {wan_m2(row['upgrades_m2'])} · 竣工 {row['upgrades_done']}{_late(row['upgrades_late'])}",
            "自主提升台账中的企业；新增是拟新增的建筑面积之和，只计写明的。", number="upgrades",
        ),
        Card(
            "已净地", fmt.large(row["cleared_mu"], "亩", 1), "",
            f"收储 {row['reserves']} 项 {fmt.with_unit(row['reserve_mu'], '亩', 1)}{_late(row['reserves_late'])}",
            "收储台账中已经净地的面积之和，只计写明的。", number="cleared",
        ),
        Card(
            "新增高标准厂房", "—" if for_others else fmt.large(_wan(row["gained_m2"]), "万㎡", 2), "",
            "对外视图不列合计" if for_others else _against(row, target_m2),
            "竣工的地块和自主提升的楼面面积累计，目标也从第一年累计到截至日所在的年末；"
            "自主提升的宗地已在标准化地块中的只计地块。",
            number="floor",
        ),
        Card(
            "未签约户", fmt.large(row["unsigned"], "户", 0), "",
            f"总户数 {fmt.count(row['households'])} · {row['counted_reserves']}/{row['reserves']} 项有数",
            "收储各项的总户数 − 已签约户数之和，只计两项都有的；下面的总户数也只计这些。", number="unsigned",
        ),
        Card(
            "临时用地到期", fmt.large(row["papers_expired"] if row["papers"] else None, "宗", 0), "",
            f"共 {row['papers']} 宗 · 90 天内 {row['papers_soon']} 宗",
            "截至日已过截至时间，更新状态不是已更新或已收回的临时工业用地。", number="temporary",
        ),
    )  # fmt: skip


def sentence(row: Row, asked: Asked, target_m2: float | None, *, for_others: bool = False) -> str:
    """How far all of it is on the day, in one sentence with bold numbers; what no ledger tells of is left out."""
    parts = []
    if row["plots"]:
        parts.append(
            f"标准化地块 **{row['plots']} 个**，竣工 **{row['plots_done']} 个**{_late(row['plots_late'])}"
        )
    if row["upgrades"]:
        parts.append(
            f"自主提升 **{row['upgrades']} 户**，竣工 **{row['upgrades_done']} 户**{_late(row['upgrades_late'])}"
        )
    if row["reserves"]:
        unsigned = "" if row["unsigned"] is None else f"，未签约 **{fmt.count(row['unsigned'])}**"
        parts.append(f"收储 **{row['reserves']} 项**{unsigned}{_late(row['reserves_late'])}")
    if row["gained_m2"] is not None and not for_others:
        parts.append(
            f"累计新增高标准厂房 **{wan_m2(row['gained_m2'])}**{_share(row['gained_m2'], target_m2)}"
        )
    if row["papers"]:
        expired = (
            f"，:red[已到期 **{row['papers_expired']} 宗**]" if row["papers_expired"] else "，没有到期的"
        )
        parts.append(f"临时用地 **{row['papers']} 宗**{expired}")
    return f"截至 {asked.on:%Y-%m-%d}：{'；'.join(parts)}。"


def _late(count: int) -> str:
    return f"，:red[超期\u00a0{count}]" if count else ""


def _wan(value: float | None) -> float | None:
    return None if value is None else value / M2_PER_WAN


def _against(row: Row, target_m2: float | None) -> str:
    untold = f" · {row['gained_untold']} 件缺面积" if row["gained_untold"] else ""
    if target_m2 is None:
        return f"没有可比的目标{untold}"
    return f"目标 {wan_m2(target_m2, 1)} · {fmt.percent(_done_pct(row['gained_m2'], target_m2))}{untold}"


def _share(gained_m2: float | None, target_m2: float | None) -> str:
    done = _done_pct(gained_m2, target_m2)
    return "" if done is None else f"，为累计目标的 {fmt.percent(done)}"


def _done_pct(gained_m2: float | None, target_m2: float | None) -> float | None:
    return 100 * gained_m2 / target_m2 if target_m2 and gained_m2 is not None else None
