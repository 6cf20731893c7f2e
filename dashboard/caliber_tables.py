"""The list of those whom another caliber moves: columns and words for screen and export."""

from __future__ import annotations

import pandas as pd

from dashboard.grade_charts import GROUPS, grade_word
from etl.contracts import TABLES, Column, Kind

_evaluation = TABLES["evaluation"].by_name
_firm = TABLES["enterprise"].by_name
_parcel = TABLES["parcel"].by_name
_year = TABLES["enterprise_year"].by_name
CROSSINGS = {"up": "升到线上", "down": "落到线下"}


def _pair(name: str, column: Column) -> tuple[Column, Column]:
    """The column before and after, under its own definition."""
    return (
        Column(f"{name}_before", f"原{column.label}", column.sentence, Kind.NUMBER, column.unit),
        Column(f"{name}_after", f"试算{column.label}", column.sentence, Kind.NUMBER, column.unit),
    )


_MOVED: tuple[Column, ...] = (
    Column("grade_before", "原等级", "口径包自己的口径，与评价分级一致。", Kind.WORD),
    Column("grade", "试算等级", "换口径以后的等级。", Kind.WORD),
    Column("rank_before", "原名次", "口径包自己的口径，组内名次。", Kind.INTEGER, None, 1, None, 0),
    Column("rank", "试算名次", "换口径以后的组内名次。", Kind.INTEGER, None, 1, None, 0),
    *_pair("per_mu", _year["tax_wan_yuan_per_mu"]),
    Column("crossed", "跨线", "亩均税收升到门槛以上，或落到门槛以下。", Kind.WORD),
    *_pair("land", _year["land_mu"]),
    *_pair("tax", _year["tax_wan_yuan"]),
    _evaluation["override_reason"],
)
CHANGED_FIRMS: tuple[Column, ...] = (
    _firm["name"],
    *_MOVED,
    _evaluation["size_group"],
    _firm["town"],
    Column("code", _firm["uscc"].label, _firm["uscc"].sentence, Kind.CODE),
)
CHANGED_PARCELS: tuple[Column, ...] = (
    Column("name", _parcel["parcel_id"].label, _parcel["parcel_id"].sentence, Kind.CODE),
    *_MOVED,
    _evaluation["size_group"],
    _parcel["town"],
)


def with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Grades, groups and crossings in the words of the screen."""
    return rows.assign(
        grade_before=rows["grade_before"].map(grade_word, na_action="ignore"),
        grade=rows["grade"].map(grade_word, na_action="ignore"),
        size_group=rows["size_group"].map(GROUPS),
        crossed=rows["crossed"].map(CROSSINGS),
    )
