"""The tables of 园区地块: which columns, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.grade_charts import grade_word
from dashboard.industries import division_label
from dashboard.small_cells import HIDDEN
from etl.contracts import TABLES, Column, Kind
from etl.contracts.columns import TOWN

_lot = TABLES["lot_year"].by_name
# All of a parcel, for files; `LIST` is as much of it as a screen can hold.
LOTS: tuple[Column, ...] = TABLES["lot_year"].columns
LIST_NAMES = (
    "parcel_id", "parcel_address", "owner_name", "main_user_name", "tax_wan_yuan_per_mu", "tax_wan_yuan", "land_mu",
    "recoverable_wan_yuan", "park_name", "town", "land_use", "right_nature", "stage", "far", "planned_far", "floor_m2",
    "vacant_floor_m2", "suggested_batch", "grade", "division", "is_above_scale", "enterprise_count", "output_wan_yuan",
    "has_shape",
)  # fmt: skip
LIST = tuple(_lot[name] for name in LIST_NAMES)
SHARE = Column("share_pct", "占全部潜力", "占所选地块可挖潜税收之和。", Kind.NUMBER, "%", decimals=1)
RUNNING = Column(
    "running_pct", "累计占比", "连同排在前面的，占所选地块可挖潜税收之和。", Kind.NUMBER, "%", decimals=1
)
OPPORTUNITIES: tuple[Column, ...] = (
    _lot["parcel_id"], _lot["parcel_address"], _lot["owner_name"], _lot["main_user_name"], _lot["recoverable_wan_yuan"],
    SHARE, RUNNING, _lot["tax_wan_yuan_per_mu"], _lot["park_median_wan_yuan_per_mu"], _lot["land_mu"], _lot["park_name"],
    _lot["stage"], _lot["suggested_batch"],
)  # fmt: skip
DIFFERENCE = Column(
    "difference_mu", "证载比实测多", "证载面积 − 实测面积；少的为负。", Kind.NUMBER, "亩", decimals=2
)
DIFFERENCE_PCT = Column(
    "difference_pct", "相差", "（证载面积 − 实测面积）÷ 实测面积。", Kind.NUMBER, "%", decimals=1
)
GAPS: tuple[Column, ...] = (
    _lot["parcel_id"], _lot["parcel_address"], _lot["owner_name"], DIFFERENCE, DIFFERENCE_PCT,
    Column("by_much", "超过 5%", "相差超过实测面积的 5%。", Kind.BOOLEAN),
    _lot["certificate_m2"], _lot["measured_m2"], _lot["declared_m2"], _lot["park_name"], _lot["main_user_name"],
)  # fmt: skip
PAIRS_WORDS: Mapping[str, tuple[str, str]] = {
    "certificate_measured": ("证载", "实测"),
    "certificate_declared": ("证载", "申报"),
    "measured_declared": ("实测", "申报"),
}
PAIRS: tuple[Column, ...] = (
    Column("pair_words", "对比", "哪两种面积相比。", Kind.WORD),
    Column("parcels", "都有", "两种面积都有的宗地；合计只计这些。", Kind.INTEGER, "宗"),
    Column("first_mu", "前一项", "两项都有的宗地，前一项面积之和。", Kind.NUMBER, "亩"),
    Column("second_mu", "后一项", "两项都有的宗地，后一项面积之和。", Kind.NUMBER, "亩"),
    Column("difference_mu", "差", "前一项 − 后一项。", Kind.NUMBER, "亩"),
    Column("difference_pct", "差", "（前一项 − 后一项）÷ 后一项。", Kind.NUMBER, "%"),
)
WITHOUT_SHAPE: tuple[Column, ...] = tuple(
    _lot[name]
    for name in ("parcel_id", "parcel_address", "owner_name", "town", "park_name", "land_mu", "stage")
)
AREAS: Mapping[str, Column] = {"park": _lot["park_name"], "town": TOWN}
# By which the areas can be ranked, the first unless the visitor says otherwise.
MEASURES: Mapping[str, Column] = {
    column.name: column
    for column in (
        _lot["tax_wan_yuan_per_mu"],
        _lot["recoverable_wan_yuan"],
        _lot["tax_wan_yuan"],
        _lot["land_mu"],
        Column(
            "far",
            "容积率（地块口径）",
            "Σ 建筑面积 ÷ Σ 用地面积（m²），只计两项都有的宗地；分母只是宗地，不含道路、绿地，不同于片区毛口径。",
            Kind.NUMBER,
        ),
        Column(
            "vacancy_pct",
            "宗地空置率",
            "Σ 空置建筑面积 ÷ Σ 建筑面积，按宗地文件，只计两项都有的宗地；厂房空置率按租售台账、除以可租面积，见“载体与厂房”。",
            Kind.NUMBER,
            "%",
            decimals=1,
        ),
        Column(
            "firms",
            "企业",
            "当年在这里使用土地的企业，每户计一次；土地全部租出的业主不计。",
            Kind.INTEGER,
            "户",
        ),
    )
}
COUNTS = (
    Column("parcels", "地块", "这里的全部宗地。", Kind.INTEGER, "宗"),
    Column("with_both", "两项齐全", "税收和用地都有；亩均税收只计这些。", Kind.INTEGER, "宗"),
)
MEDIAN = Column("median_tax_wan_yuan_per_mu", "中位数", "各宗地亩均税收的中位数。", Kind.NUMBER, "万元/亩")


def league(by: str) -> tuple[Column, ...]:
    """The columns of the league of parks or towns."""
    area = AREAS[by]
    ratio, recoverable, tax, land, far, vacancy, firms = MEASURES.values()
    return (
        Column("area", area.label, area.sentence, Kind.NAME),
        *(ratio, MEDIAN, tax, land, *COUNTS, firms, far, vacancy, recoverable),
        HIDDEN,
    )


def with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The parcels with words for the codes of grades and industries."""
    return rows.assign(
        grade=rows["grade"].map(grade_word, na_action="ignore"),
        division=rows["division"].map(division_label, na_action="ignore"),
    )


def with_reason(league: pd.DataFrame) -> pd.DataFrame:
    """The league with the column that says why an area is not shown, empty on the bureau's own screens."""
    return league if HIDDEN.name in league else league.assign(**{HIDDEN.name: None})


def pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """The pairs of areas with what they compare in words."""
    return rows.assign(pair_words=[" − ".join(PAIRS_WORDS[pair]) for pair in rows["pair"]])
