"""The six numbers of 总览: firms, output, tax, tax per mu, the four batches and the targets, each with a way to its page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard import cards, case_sums, outward, red_lines, screens, target_cards, target_sums
from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.indicators import INDICATORS
from dashboard.queries import snapshot
from dashboard.queries.enterprises import Figures
from dashboard.selection import Selection
from dashboard.target_sums import BEHIND
from dashboard.target_tables import GAP

WAYS: tuple[tuple[Path, str], ...] = (
    (screens.PER_MU_TAX, "看企业"),
    (screens.CHAINS, "看产业链"),
    (screens.PER_MU_TAX, "看企业"),
    (screens.PER_MU_TAX, "看分布"),
    (screens.FOUR_BATCHES, "看进度"),
    (screens.TARGETS, "看目标"),
)


def six(selection: Selection, now: Figures, before: Figures | None, goals: pd.DataFrame) -> tuple[Card, ...]:
    """The cards in the order of `WAYS`; ``goals``: the targets of the year as `targets` gives them."""
    return (*cards.district(selection.year, now, before), _batches(selection), _goals(selection, goals))


def numbers(selection: Selection, now: Figures, goals: pd.DataFrame) -> list[tuple[float | None, str]]:
    """The same, and the two coverages behind them, as values with their units, for a workbook."""
    info = snapshot.build_info()
    return [
        (now.above_scale, "家"),
        (now.output_wan_yuan, "万元"),
        (now.tax_paid_wan_yuan, "万元"),
        (now.tax_wan_yuan_per_mu, "万元/亩"),
        (case_sums.completion(selection)["done_pct"], "%"),
        (target_sums.middle(goals), "百分点"),
        (info.coverage_land_pct, "%"),
        (info.coverage_tax_pct, "%"),
    ]


def targets(selection: Selection) -> pd.DataFrame:
    """The targets of the year of the side bar, the furthest behind first; no row where nobody sent any."""
    asked = red_lines.asked_targets(selection)
    if asked is None:
        return pd.DataFrame(columns=list(target_sums.COLUMNS))
    return target_sums.rows(asked, INDICATORS, for_others=outward.is_on())


def _batches(selection: Selection) -> Card:
    found = case_sums.completion(selection)
    note = (
        f"销号 {fmt.number(found['done'])}/{fmt.number(found['planned'])} 户 · 腾出 {fmt.with_unit(found['freed_mu'], '亩', 0)}"
        if found["planned"]
        else "还没有定类的案件"
    )
    return Card(
        "四批完成率",
        fmt.large(found["done_pct"], "%", 1),
        "",
        note,
        "销号的案件 ÷ 已定类的案件（移出的不计），按处置台账今天的状态。",
    )


def _goals(selection: Selection, goals: pd.DataFrame) -> Card:
    behind = int((goals["status"] == BEHIND).sum())
    note = f"滞后 {behind}/{len(goals)} 项" if len(goals) else "这一年没有目标"
    period = f"{selection.year} 年" if selection.year else ""
    return Card(
        "目标时序差",
        target_cards.median(goals),
        period,
        note,
        f"各项目标中居中的一项；{GAP.sentence}目标是全区的，不随筛选变化。",
    )
