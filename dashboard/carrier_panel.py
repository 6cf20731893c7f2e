"""载体与厂房 and 园中园 on the page 项目与招商: how much room there is for firms, where it stands empty, for which chain."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import batch_cards, growth_list, ledger_evidence, outward, screens
from dashboard import carrier_cards as cards
from dashboard import carrier_charts as drawings
from dashboard import carrier_tables as tables
from dashboard import format as fmt
from dashboard import ledger_parts as parts
from dashboard.cards import Card
from dashboard.database import all_rows
from dashboard.ledger_evidence import Counted
from dashboard.queries import floors
from dashboard.queries.growth import Asked
from dashboard.small_cells import LEAST_FIRMS

CASE = "case_id"
ONLY_PLACES = "载体不分企业，只按片区和镇街筛选；行业、产业链和规模的筛选对它不起作用。"
OTHERS_SEE_SUMS = "对外视图：只列合计和各季度，不列单栋、租金清单和分片区。"
FEW = f"对外视图：所选范围不足 {LEAST_FIRMS} 栋，不列。"


def show_floors(asked: Asked) -> None:
    """Draw how much floor stands empty: over the quarters, by park, building by building."""
    rows = floors.spaces(asked)
    if parts.nothing(rows, "floor_space", asked) or _few(rows):
        return
    over_time = floors.floor_quarters(asked)
    before = all_rows(over_time)[-2] if len(over_time) > 1 else None
    head(*cards.floors(floors.floor_sums(asked), before), asked, "floor_space", rows, _of_floors(rows))
    _only_places(asked)
    if outward.is_on():
        _quarters(over_time)
        st.caption(OTHERS_SEE_SUMS)
        return
    left, right = st.columns([3, 2])
    with left:
        _quarters(over_time)
    with right:
        parts.draw(
            "按片区｜最近一季；颜色同左图，右边是空置率", drawings.parks(floors.floor_parks(asked)),
            "各片区已租、空置和在建的厂房面积", drawings.HEIGHT,
        )  # fmt: skip
    growth_list.show(
        rows, tables.SPACES, "carrier_floors", "栋", "空置多的在前", way=_to_parcel, leads_to="地块档案和地图"
    )


def show_carriers(asked: Asked) -> None:
    """Draw what new carriers supply by park and status, how much is taken, and for which chain."""
    rows = floors.carriers(asked)
    if parts.nothing(rows, "carrier", asked) or _few(rows):
        return
    told = cards.carriers(floors.carrier_sums(asked), f"{asked.on:%Y-%m-%d}")
    head(*told, asked, "carrier", rows, _of_carriers(rows))
    _only_places(asked)
    if outward.is_on():
        st.caption(OTHERS_SEE_SUMS)
        return
    parts.draw(
        "可供面积｜按片区和状态，已去化的也在内", drawings.carriers(floors.carrier_parts(asked)),
        "各片区园中园和新载体的可供面积，按状态",
    )  # fmt: skip
    growth_list.show(
        rows,
        tables.CARRIERS,
        "carrier_new",
        "栋",
        "超期久的在前，其次剩余多的",
        way=_to_chain,
        leads_to="定位链",
    )


def head(
    shown: tuple[Card, ...],
    sentence: str,
    asked: Asked,
    ledger: str,
    rows: pd.DataFrame,
    numbers: dict[str, Counted],
) -> None:
    """Draw sentence, evidence and cards."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(sentence, width="stretch")
        ledger_evidence.menu(ledger, CASE, tables.LISTS[ledger], numbers, asked, f"carrier_{ledger}")
    batch_cards.show(shown)


def _quarters(rows: pd.DataFrame) -> None:
    parts.draw(
        "各季度的厂房｜已租、空置、在建的面积；上方的百分数是空置率",
        drawings.quarters(rows),
        "各季度已租、空置和在建的厂房面积和空置率",
        drawings.HEIGHT,
    )


def _of_floors(rows: pd.DataFrame) -> dict[str, Counted]:
    building = rows["is_building"].astype(bool)
    return {
        "厂房空置率": Counted("不在建，可租和空置都写明的", rows[rows["has_both"].astype(bool)]),
        "可租面积": Counted("不在建、写明可租的", rows[~building & rows["lettable_m2"].notna()]),
        "空置面积": Counted("不在建、有空置的", rows[~building & (rows["vacant_m2"] > 0)]),
        "在建面积": Counted("状态是在建", rows[building]),
    }


def _of_carriers(rows: pd.DataFrame) -> dict[str, Counted]:
    return {
        "可供面积": Counted("写明可供的", rows[rows["supply_m2"].notna()]),
        "去化率": Counted("可供和已去化都写明的", rows[rows["has_both"].astype(bool)]),
        "超期未投用": Counted("没有投用、计划投用日期已过", rows[rows["overdue_days"].notna()]),
    }


def _few(rows: pd.DataFrame) -> bool:
    too_few = outward.is_on() and len(rows) < LEAST_FIRMS
    if too_few:
        st.info(FEW, icon=":material/visibility_off:")
    return too_few


def _only_places(asked: Asked) -> None:
    chosen = asked.selection
    if chosen.industries or chosen.chains or chosen.scales or chosen.sizes:
        st.caption(ONLY_PLACES)


def _title(case: pd.Series) -> None:
    words = " ".join(str(case[name]) for name in ("carrier_name", "building") if isinstance(case[name], str))
    st.markdown(f"**{fmt.markdown_text(words)}**", width="content")


def _to_parcel(case: pd.Series) -> None:
    _title(case)
    if isinstance(case["parcel_id"], str):
        screens.parcel_link(case["parcel_id"])
        screens.parcel_on_map_link(case["parcel_id"])
    else:
        st.caption("没有写明宗地，或宗地图层中没有，只知道片区。")


def _to_chain(case: pd.Series) -> None:
    _title(case)
    if isinstance(case["chain"], str):
        screens.chain_link(case["chain"])
    else:
        st.caption("没有写明定位链，或不是产业链的名称。")
