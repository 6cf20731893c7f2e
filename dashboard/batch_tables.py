"""The tables of 四个一批 as screen and export show them: which columns, under which heading."""

from __future__ import annotations

import pandas as pd

from dashboard import batch_sentences, tables
from dashboard import format as fmt
from etl.contracts import TABLES, Column, Kind
from etl.contracts import batches as b
from etl.contracts.batches import WARNINGS

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
FIRMS = Column("firms", "企业数", "摸底企业的户数。", Kind.INTEGER, "户")
LAND, TAX, OUTPUT, JOBS = (
    _year["land_mu"], _year["tax_wan_yuan"], _year["output_wan_yuan"], _year["employees"],
)  # fmt: skip
RATIO = _year["tax_wan_yuan_per_mu"]
SETTLED_BY = Column("settled_by", "补哪份来件", "哪个部门的哪份来件带来缺少的数据；补到后重新构建即定类。")
SPLIT: tuple[Column, ...] = (b.SUGGESTED_BATCH, FIRMS, LAND, TAX, RATIO, OUTPUT, JOBS)
ROWS: tuple[Column, ...] = (
    _firm["name"], b.SUGGESTED_BATCH, b.BATCH_REASON, RATIO, TAX, LAND, OUTPUT, JOBS, _firm["orientation"], b.FAILED,
    b.MISSING_FIELDS, b.DISTANCE_TO_LINE, b.MOVES_TO, b.TAX_CHANGE, b.LAND_CHANGE, b.BATCH_BEFORE, b.BATCH_EARLIER,
    b.IS_STABLE, _firm["town"], tables.PARK, _firm["industry_name"], _firm["uscc"],
)  # fmt: skip
NEAR: tuple[Column, ...] = (
    _firm["name"], b.SUGGESTED_BATCH, RATIO, b.DISTANCE_TO_LINE, b.MOVES_TO, b.TAX_CHANGE, b.LAND_CHANGE, TAX, LAND,
    b.BATCH_REASON, b.BATCH_BEFORE, b.IS_STABLE, _firm["town"], _firm["uscc"],
)  # fmt: skip
LOST: tuple[Column, ...] = (
    Column("criterion", "门槛", "报告各步的判据。", Kind.WORD),
    Column("failed", "未达标", batch_sentences.EVERY_CRITERION, Kind.INTEGER, "户"),
    Column("missing", "缺数据", "缺这一项数据、不能判断的。", Kind.INTEGER, "户"),
)
STEPS: tuple[Column, ...] = (
    Column("step", "步骤", "报告的三步。", Kind.WORD), FIRMS, LAND, TAX,
)  # fmt: skip
GAPS: tuple[Column, ...] = (b.MISSING_FIELDS, SETTLED_BY, FIRMS, LAND, TAX)
TO_VERIFY: tuple[Column, ...] = (
    _firm["name"], b.MISSING_FIELDS, SETTLED_BY, TAX, LAND, RATIO, OUTPUT, b.BATCH_BEFORE, _firm["town"], tables.PARK,
    _firm["uscc"],
)  # fmt: skip
UNFIT_KIND = Column("kind", "事由", "为什么现在定类不公平。", Kind.WORD)
UNFIT: tuple[Column, ...] = (
    _firm["name"], b.BATCH_REASON, RATIO, TAX, LAND, OUTPUT, b.BATCH_BEFORE, _firm["town"], _firm["uscc"],
)  # fmt: skip
WARNED: tuple[Column, ...] = (
    Column("kind", "预警", "哪一条规则。", Kind.WORD), _firm["name"], b.WARNING_DETAIL, b.SUGGESTED_BATCH, RATIO, TAX, LAND,
    _firm["town"], _firm["uscc"],
)  # fmt: skip
AREA: tuple[Column, ...] = (
    Column("area", "镇街或片区", "名称。"), b.SUGGESTED_BATCH, FIRMS, LAND, TAX, OUTPUT, JOBS,
)  # fmt: skip
MOVERS: tuple[Column, ...] = (
    _firm["name"],
    Column("batch_before", "原分类", "对照方案的分类。", Kind.WORD),
    Column("batch", "新分类", "当前方案的分类。", Kind.WORD),
    Column("reason_before", "原理由", "对照方案的理由。"),
    Column("reason", "新理由", "当前方案的理由。"),
    RATIO, TAX, LAND, OUTPUT, JOBS, _firm["town"], _firm["uscc"],
)  # fmt: skip
RULES: tuple[Column, ...] = (b.RULE_PLACE, b.RULE_WHEN, b.RULE_BATCH, b.RULE_WHY)
FIRM_PLANS: tuple[Column, ...] = (
    _year["year"], Column("plan", "方案", "四个一批方案。", Kind.WORD), b.PLAN_VERSION, b.SUGGESTED_BATCH, b.BATCH_REASON,
    b.MISSING_FIELDS, b.DISTANCE_TO_LINE, b.MOVES_TO, b.TAX_CHANGE, b.LAND_CHANGE, b.IS_STABLE,
    Column("warnings", "预警", "当年触发的预警。"),
)  # fmt: skip


def side_by_side(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Two splits, class by class: firms, land, tax and jobs ``_before`` and now."""
    values = ["firms", "land_mu", "tax_wan_yuan", "employees"]
    kept = ["suggested_batch", *values]
    return after[kept].merge(before[kept], on="suggested_batch", suffixes=("", "_before"), validate="1:1")


def _before(column: Column) -> Column:
    return Column(
        f"{column.name}_before", f"原{column.label}", f"对照方案：{column.sentence}", column.kind, column.unit
    )


COMPARED: tuple[Column, ...] = (
    b.SUGGESTED_BATCH,
    *(each for column in (FIRMS, LAND, TAX, JOBS) for each in (_before(column), column)),
)


# As a screen has room for: both numbers of a class in one cell.
IN_WORDS: tuple[Column, ...] = (
    b.SUGGESTED_BATCH,
    *(
        Column(f"{column.name}_words", column.heading, f"对照方案 → 当前。{column.sentence}")
        for column in (FIRMS, LAND, TAX, JOBS)
    ),
)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Two splits with ``原 → 新`` in a cell, one number where both are the same."""
    return rows.assign(
        **{
            f"{column.name}_words": [
                _pair(before, now)
                for before, now in zip(rows[f"{column.name}_before"], rows[column.name], strict=True)
            ]
            for column in (FIRMS, LAND, TAX, JOBS)
        }
    )


def _pair(before: float, now: float) -> str:
    old, new = fmt.number(before), fmt.number(now)
    return new if old == new else f"{old} → {new}"


def with_settlers(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, each with the files that would settle what it lacks."""
    return rows.assign(settled_by=rows["missing_fields"].map(batch_sentences.settled_by))


def with_kinds(rows: pd.DataFrame) -> pd.DataFrame:
    """Warnings in words."""
    return rows.assign(kind=rows["kind"].map(WARNINGS))
