from __future__ import annotations

import pandas as pd
import pyarrow as pa

from dashboard import tables
from etl.contracts import Column, Kind

LAND = Column("land_mu", "用地面积", "", Kind.NUMBER, "亩")
YEAR = Column("year", "年度", "", Kind.INTEGER)
FRAME = pd.DataFrame({"land_mu": [3.596805, None], "year": [2023, 2022]})


def test_numbers_are_rounded_before_a_screen_would_cut_them_off() -> None:
    assert tables.rounded(FRAME, [LAND, YEAR])["land_mu"].tolist()[0] == 3.6
    assert tables.rounded_table(pa.Table.from_pandas(FRAME), [LAND, YEAR]).column("land_mu").to_pylist() == [
        3.6,
        None,
    ]


def test_a_year_is_no_quantity_and_has_no_grouped_digits() -> None:
    config = tables.column_config([LAND, YEAR])
    assert config["year"]["type_config"]["format"] == "%d"  # type: ignore[index, typeddict-item]
    assert config["land_mu"]["type_config"]["format"] == "localized"  # type: ignore[index, typeddict-item]


def test_every_number_on_a_screen_is_rounded_as_the_dictionary_says_and_not_cut_off() -> None:
    shown = tables.readable(
        pd.DataFrame(
            {"score": [93.9996], "tax_wan_yuan": [3.597], "unknown": [1.239], "rank": [4], "name": ["甲"]}
        )
    )
    assert shown.to_dict("records") == [
        {"score": 94.0, "tax_wan_yuan": 3.6, "unknown": 1.24, "rank": 4, "name": "甲"}
    ]
