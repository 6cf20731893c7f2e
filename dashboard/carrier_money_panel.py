"""基金 and 对接活动 on the page 项目与招商: what the funds hold and invest, what firms wanted and found at events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import carrier_cards as cards
from dashboard import carrier_charts as drawings
from dashboard import carrier_outward, growth_list, outward, panels
from dashboard import carrier_tables as tables
from dashboard import ledger_parts as parts
from dashboard.carrier_panel import head
from dashboard.ledger_evidence import Counted
from dashboard.queries import funds
from dashboard.queries.growth import Asked

WHOLE_DISTRICT = "基金是全区的，不随左侧的筛选变。"
OTHERS_SEE_SUMS = "对外视图：只列合计，不列单只基金。"
OTHERS_SEE_NOTHING = "对外视图：所选范围有一个合计不足 3 户，或一户占八成以上，都不列。"
OTHERS_SEE_COUNTS = "对外视图：只列合计，不列各月和单户。"


def show_funds(asked: Asked) -> None:
    """Draw the funds: how large, how much is promised, paid in and invested, by whom."""
    rows = funds.funds(asked)
    if rows.empty:
        parts.missing("fund")
        return
    told = cards.funds(funds.fund_sums(asked), f"{asked.on:%Y-%m-%d}")
    head(*told, asked, "fund", rows, _of_funds(rows))
    if not asked.is_whole:
        st.caption(WHOLE_DISTRICT)
    if outward.is_on():
        st.caption(OTHERS_SEE_SUMS)
        return
    panels.table(rows, tables.FUNDS, "各只基金的规模、认缴、实缴、已投、管理人和投向")
    parts.draw("认缴、实缴和已投｜没有写明的不画", drawings.funds(rows), "各只基金的认缴、实缴和已投")


def show_events(asked: Asked) -> None:
    """Draw what firms wanted and found at events: people and money each by themselves, by month, firm by firm."""
    rows = funds.events(asked)
    if parts.nothing(rows, "matching_event", asked):
        return
    if outward.is_on() and carrier_outward.tells_of_one(rows):
        st.info(OTHERS_SEE_NOTHING, icon=":material/visibility_off:")
        return
    row = funds.event_sums(asked)
    head(*cards.events(row, f"{asked.on:%Y-%m-%d}"), asked, "matching_event", rows, _of_events(rows))
    if outward.is_on():
        st.caption(OTHERS_SEE_COUNTS)
        return
    over_time = funds.event_months(asked)
    wanted = (
        ("招聘", "demand_persons", "reached_persons", "人"), ("融资", "demand_wan_yuan", "reached_wan_yuan", "万元"),
    )  # fmt: skip
    for column, (kind, demand, reached, unit) in zip(st.columns(2), wanted, strict=True):
        with column:
            parts.draw(
                f"{kind}对接｜按活动的月份，{unit}",
                drawings.months(over_time, demand, reached, unit),
                f"各月{kind}对接的需求和达成",
                drawings.HEIGHT,
            )
    panels.table(funds.event_kinds(asked), tables.KINDS, "各类活动的场次、企业、需求和达成")
    growth_list.show(
        growth_list.only_of(rows, "match_only"), tables.EVENTS, "carrier_events", "家次", "近的在前"
    )


def _of_funds(rows: pd.DataFrame) -> dict[str, Counted]:
    guiding = rows["fund_kind"].eq("引导基金").fillna(False).astype(bool)
    return {
        "引导基金规模": Counted("类别是引导基金", rows[guiding]),
        "子基金规模": Counted("其余各只", rows[~guiding]),
        "实缴": Counted("写明实缴的", rows[rows["paid_in_wan_yuan"].notna()]),
        "已投": Counted("写明已投的", rows[rows["invested_wan_yuan"].notna()]),
    }


def _of_events(rows: pd.DataFrame) -> dict[str, Counted]:
    return {
        "用工达成": Counted("写明达成人数的", rows[rows["reached_persons"].notna()]),
        "用工达成率": Counted(
            "需求和达成人数都写明的", rows.dropna(subset=["demand_persons", "reached_persons"])
        ),
        "融资达成": Counted("写明达成金额的", rows[rows["reached_wan_yuan"].notna()]),
        "融资达成率": Counted(
            "需求和达成金额都写明的", rows.dropna(subset=["demand_wan_yuan", "reached_wan_yuan"])
        ),
        "未匹配": Counted("企业不在名录，或同名的不止一家", rows[rows["is_lost"].astype(bool)]),
    }
