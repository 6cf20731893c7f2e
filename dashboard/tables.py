"""Tables as screen and export show them: which columns, under which Chinese heading, in which format."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.small_cells import HIDDEN
from etl.contracts import CONTRACTS, TABLES, Column, Kind
from etl.contracts.columns import PARK_NAME
from etl.contracts.findings import SEVERITY_LABELS, check_label

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
WHY_NO_RATIO = Column("why_no_ratio", "无亩均税收的原因", "这户企业为什么没有亩均税收。", Kind.WORD)
PARK = Column("park", PARK_NAME.label, PARK_NAME.sentence, PARK_NAME.kind)

WIDTHS = {
    "name": 240,
    "uscc": 180,
    "town": 110,
    "park": 120,
    "industry_name": 180,
    "why_no_ratio": 150,
    "remark": 260,
    "verdict": 80,
    "mark": 110,
    "stage": 110,
    "firm": 260,
    "project_name": 215,
    "carrier_name": 150,
    "computed": 90,
    "entered": 90,
    "target": 90,
}
# Streamlit guesses the width of a column by its first rows, which may be empty.
DATE_WIDTH, HEADING_WIDTH, LETTER_WIDTH = 96, 24, 14
GRADE = Column(
    "grade", "等级", "按“更多筛选”中所选口径包的等级，已计一票否决和保护；不参评的写明。", Kind.WORD
)
# What the list of enterprises exports, in this order; `FIRM_LIST` is as much of it as a screen can hold.
FIRM_COLUMNS: tuple[Column, ...] = (
    _firm["name"], _firm["uscc"], _firm["town"], PARK, _firm["industry_code"], _firm["industry_name"],
    _year["is_above_scale"], _firm["size_class"], GRADE, _year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"],
    _year["tax_paid_wan_yuan"], _year["tax_adjustment_wan_yuan"], _year["land_mu"], _year["own_mu"],
    _year["lease_in_mu"], _year["lease_out_mu"], _year["land_source"], _year["output_wan_yuan"],
    _year["revenue_wan_yuan"], _year["employees"], WHY_NO_RATIO,
)  # fmt: skip
FIRM_LIST = (
    "name", "uscc", "tax_wan_yuan_per_mu", "tax_wan_yuan", "land_mu", "grade", "output_wan_yuan", "park", "town",
    "industry_name", "is_above_scale", "size_class", "own_mu", "lease_in_mu", "lease_out_mu", "why_no_ratio",
)  # fmt: skip


def column_config(columns: Sequence[Column]) -> dict[str, ColumnConfig]:
    """Streamlit's column configuration: heading with unit, definition on hover, codes as text."""
    return {column.name: _config(column) for column in columns}


def _config(column: Column) -> ColumnConfig:
    if column.kind is Kind.INTEGER and column.unit is None:
        # A year or a row number is no quantity: 2023, not 2,023.
        return st.column_config.NumberColumn(column.heading, help=column.sentence, format="%d")
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        decimals = 0 if column.kind is Kind.INTEGER else column.decimals
        return st.column_config.NumberColumn(
            column.heading,
            help=column.sentence,
            format="localized",
            step=10**-decimals,
            width=WIDTHS.get(column.name),
        )
    if column.kind is Kind.BOOLEAN:
        return st.column_config.CheckboxColumn(column.heading, help=column.sentence)
    if column.kind in (Kind.DATE, Kind.MONTH):
        width = max(DATE_WIDTH, HEADING_WIDTH + LETTER_WIDTH * len(column.heading))
        day = "YYYY-MM-DD" if column.kind is Kind.DATE else "YYYY-MM"
        return st.column_config.DateColumn(column.heading, help=column.sentence, format=day, width=width)
    return st.column_config.TextColumn(column.heading, help=column.sentence, width=WIDTHS.get(column.name))


def rounded(frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows with the numbers of ``columns`` rounded as the dictionary says: a table on the screen cuts them off."""
    decimals = {column.name: column.decimals for column in columns if column.kind is Kind.NUMBER}
    found = frame.round({name: places for name, places in decimals.items() if name in frame})
    # −0.001 is 0.00 and not −0.00.
    floats = [name for name in decimals if name in found and found[name].dtype == float]
    return found.assign(**{name: found[name] + 0.0 for name in floats})


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with every number rounded as the dictionary says, or to two decimals where it knows no such column."""
    numbers = frame.select_dtypes("float").columns
    return frame.round({str(name): DECIMALS.get(str(name), 2) for name in numbers})


def rounded_table(table: pa.Table, columns: Sequence[Column]) -> pa.Table:
    """The same of an Arrow table."""
    for column in columns:
        place = table.schema.get_field_index(column.name)
        if column.kind is Kind.NUMBER and place >= 0:
            table = table.set_column(place, column.name, pc.round(table.column(place), column.decimals))
    return table


DECIMALS = {
    column.name: column.decimals
    for table in TABLES.values()
    for column in table.columns
    if column.kind is Kind.NUMBER
}
LEAGUE = (
    "area",
    "tax_wan_yuan_per_mu",
    "median_tax_wan_yuan_per_mu",
    "tax_wan_yuan",
    "tax_share_pct",
    "land_mu",
    "land_share_pct",
    "with_both",
    "firms",
    "hidden",
)
RANKING = (
    "rank",
    "risen",
    "fallen",
    "name",
    "grade",
    "tax_wan_yuan_per_mu",
    "years",
    "tax_wan_yuan",
    "land_mu",
    "town",
    "rank_before",
)


def league_columns(area: str, unit: str = "户") -> dict[str, ColumnConfig]:
    """The columns of a league of areas, which the first column calls ``area`` and whose members count by ``unit``."""
    return {
        "area": st.column_config.TextColumn(area),
        **_money_and_land(),
        "median_tax_wan_yuan_per_mu": st.column_config.NumberColumn("中位数（万元/亩）", format="%.2f"),
        "land_share_pct": st.column_config.NumberColumn("用地占比（%）", format="%.1f", width=110),
        "tax_share_pct": st.column_config.NumberColumn("税收占比（%）", format="%.1f", width=110),
        "firms": st.column_config.NumberColumn(f"{'企业' if unit == '户' else '地块'}（{unit}）"),
        "with_both": st.column_config.NumberColumn(f"两项齐全（{unit}）", help="税收和用地都有。"),
        **column_config((HIDDEN,)),
    }


def ranking_columns() -> dict[str, ColumnConfig]:
    """The columns of the league of enterprises; places gained and lost stand apart, so each sorts as a number."""
    return {
        "rank": st.column_config.NumberColumn("名次", width=60),
        "rank_before": st.column_config.NumberColumn("上年名次", width=80),
        "risen": st.column_config.NumberColumn("升", format="▲ %d", width=70, help="比上年升了几位。"),
        "fallen": st.column_config.NumberColumn("降", format="▼ %d", width=70, help="比上年降了几位。"),
        "years": st.column_config.LineChartColumn(
            "近三年", width=110, help="到本年度为止三年的亩均税收，没有的年度略去；每行各用各的刻度。"
        ),
        "grade": st.column_config.TextColumn(GRADE.heading, help=GRADE.sentence, width=60),
        **column_config((_firm["town"],)),
        **_short_columns(),
    }


def end_columns() -> dict[str, ColumnConfig]:
    """The columns of the lists of the best and the worst, and of those who could pay more."""
    return {
        **_short_columns(),
        "industry": st.column_config.TextColumn("行业", width=200),
        "yardstick": st.column_config.NumberColumn("中位数", format="%.2f", width=80),
        "recoverable_wan_yuan": st.column_config.NumberColumn(
            "可挖潜税收",
            width=100,
            format="localized",
            step=0.01,
            help="（中位数 − 本企业亩均税收）× 用地面积。",
        ),
    }


def _short_columns() -> dict[str, ColumnConfig]:
    """Name, ratio, tax and land under headings without units, which `UNITS` gives under the table."""
    return {
        "name": st.column_config.TextColumn(_firm["name"].label, width=165),
        **{
            column.name: st.column_config.NumberColumn(
                column.label, help=column.sentence, format="localized", step=0.01, width=85
            )
            for column in (_year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"], _year["land_mu"])
        },
    }


UNITS = "亩均税收和中位数的单位是万元/亩，税收是万元，用地面积是亩。"


def _money_and_land() -> dict[str, ColumnConfig]:
    return column_config((_year["tax_wan_yuan_per_mu"], _year["tax_wan_yuan"], _year["land_mu"]))


def side_columns() -> dict[str, ColumnConfig]:
    """The columns of what stands above and below a line."""
    return {
        "side": st.column_config.TextColumn("门槛", width=100),
        "firms": st.column_config.NumberColumn("企业（户）", width=80),
        **column_config((_year["land_mu"], _year["tax_wan_yuan"])),
    }


def source_columns() -> dict[str, ColumnConfig]:
    """The columns of the list of source files."""
    return column_config(TABLES["source_file"].columns)


def with_entity_labels(sources: pd.DataFrame) -> pd.DataFrame:
    """The list of sources with the Chinese names of entities; a sheet that brings two has both, joined by ``+``."""
    return sources.assign(entity=sources["entity"].map(_entity_label, na_action="ignore"))


def _entity_label(entities: str) -> str:
    return "、".join(
        CONTRACTS[entity].label if entity in CONTRACTS else entity for entity in entities.split("+")
    )


def with_finding_labels(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of quality issues with the Chinese names of checks and severities."""
    return counts.assign(
        check_name=counts["check_name"].map(check_label), severity=counts["severity"].map(SEVERITY_LABELS)
    )


def issue_columns() -> dict[str, ColumnConfig]:
    """The columns of the counts of quality issues."""
    return {
        **column_config(TABLES["quality_issue"].columns),
        "issues": st.column_config.NumberColumn("条数"),
    }
