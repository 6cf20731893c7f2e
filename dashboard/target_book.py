"""目标 as a workbook: the targets, what was entered month by month, the rows of incoming files."""

from __future__ import annotations

from functools import partial

from dashboard import dossier, target_sums
from dashboard import target_tables as tables
from dashboard.database import on_this_build
from dashboard.indicators import INDICATORS
from dashboard.queries import targets
from dashboard.target_sums import Asked
from dashboard.workbook import Sheet

CALIBER = (
    "完成率 = 完成 ÷ 目标，越低越好的为目标 ÷ 完成；时序要求 = 月份 ÷ 12，来件写明的按来件，比率类为 100 %；"
    "时序差 = 完成率 − 时序要求。能由台账算出的用计算，否则用填报；目标是全区的。"
)


def sheets(asked: Asked, *, for_others: bool = False) -> tuple[Sheet, ...]:
    """Nothing here tells of a single firm; for others without the sums that are not for them."""
    ask = partial(target_sums.rows, asked, INDICATORS, for_others=for_others)
    return (
        Sheet("目标", on_this_build(ask), tables.TARGETS),
        Sheet("填报月报", on_this_build(partial(targets.months, asked.year, asked.until)), tables.MONTHS),
        Sheet(
            "来源行",
            on_this_build(lambda: dossier.with_source_words(targets.sources(asked.year))),
            tables.SOURCES,
        ),
    )
