"""What a case may say and what not, what follows from it, and what each of its fields is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.cases import record, rules
from dashboard.cases.record import COLUMNS, FIELDS, Case
from dashboard.cases.tables import CASES
from tests.dashboard.cases import opened

TODAY = date(2026, 11, 25)


def is_problem(words: str, **fields: Any) -> bool:
    return any(words in problem for problem in rules.problems(replace(opened(), **fields), TODAY))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"freed_mu": 30.01}, "处置面积 30.01 亩 大于占地面积 30.00 亩"),
        ({"to_free_mu": 31.0}, "应腾面积 31.00 亩 大于占地面积 30.00 亩"),
        ({"to_free_mu": 10.0, "freed_mu": 11.0}, "处置面积 11.00 亩 大于应腾面积 10.00 亩"),
        ({"freed_mu": -0.5}, "处置面积 -0.50 亩 是负数"),
        ({"subsidy_wan_yuan": -1.0}, "补偿补助 -1.00 万元 是负数"),
        ({"subsidy_wan_yuan": float("inf")}, "补偿补助不是一个数"),
        ({"planned_start": date(2027, 1, 2), "planned_end": date(2027, 1, 1)}, "计划开始 2027-01-02 晚于计划完成"),
        ({"actual_start": date(2026, 2, 2), "actual_end": date(2026, 2, 1)}, "实际开始 2026-02-02 晚于实际完成"),
        ({"actual_end": date(2026, 11, 26)}, "实际完成 2026-11-26 在今天（2026-11-25）之后"),
        ({"actual_start": date(2026, 11, 26)}, "实际开始 2026-11-26 在今天"),
        ({"year": None}, "年份不能空"),
        ({"decided_on": date(2026, 11, 26)}, "审定日期 2026-11-26 在今天"),
        ({"final_batch": "提升"}, "审定分类“提升”与建议分类“关闭”不同，审定理由不能空"),
        ({"final_batch": "关停"}, "审定分类“关停”不是规定的词"),
        ({"suggested_batch": "关停"}, "建议分类“关停”不是规定的词"),
        ({"difficulty_types": ("资金", "天气")}, "问题类型“天气”不是规定的词"),
        ({"name": ""}, "企业名称不能空"),
    ],
)  # fmt: skip
def test_what_a_case_may_not_say_is_said_in_a_sentence(fields: dict[str, Any], words: str) -> None:
    assert is_problem(words, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"freed_mu": 30.004},
        {"freed_mu": 30.0, "to_free_mu": 30.0},
        {"occupied_mu": None, "freed_mu": 5.0},
        {"tax_per_mu_before": -3.0},
        {"final_batch": "关闭"},
        {"final_batch": "提升", "reason": "已报技改"},
        {"actual_start": TODAY, "actual_end": TODAY, "decided_on": TODAY},
        {"planned_start": date(2030, 1, 1), "deadline": date(2020, 1, 1)},
    ],
)
def test_what_a_case_may_say(fields: dict[str, Any]) -> None:
    assert rules.problems(replace(opened(), **fields), TODAY) == []


@pytest.mark.parametrize(
    ("occupied", "to_free", "freed", "remaining"),
    [
        (30.0, None, None, 30.0),
        (30.0, 20.0, 5.0, 15.0),
        (30.0, None, 5.0, 25.0),
        (None, 20.0, None, 20.0),
        (None, None, 5.0, None),
        (30.0, 0.0, None, 0.0),
        (30.0, None, 30.004, 0.0),
    ],
)
def test_what_remains_is_what_is_to_be_freed_less_what_is_and_unknown_when_both_areas_are(
    occupied: float | None, to_free: float | None, freed: float | None, remaining: float | None
) -> None:
    case = replace(opened(), occupied_mu=occupied, to_free_mu=to_free, freed_mu=freed)
    assert case.remaining_mu == remaining


def test_every_field_says_what_it_is_and_no_two_say_the_same() -> None:
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)
    assert all(column.sentence.endswith("。") for column in COLUMNS)
    assert set(FIELDS) == {column.name for column in CASES.c} == set(Case.__dataclass_fields__)
    assert {column.name for column in record.EDITABLE} == set(FIELDS) - set(record.KEPT_BY_STORE)


# The sheet of a county's ledger of inefficient enterprises (domain.md 2.6), heading by heading.
COUNTY = (
    "区县", "年份", "企业名称", "开发区名称", "统一社会信用代码", "占地面积", "坐落", "上年度亩均税收", "上上年度亩均税收",
    "经营状态", "现状用途", "低效类型", "处置方式", "当前状态", "详细进展", "处置面积", "剩余面积", "计划实施单位", "问题类型",
    "问题详细描述", "备注",
)  # fmt: skip


def test_every_column_of_a_countys_ledger_has_its_place() -> None:
    assert set(COUNTY) <= {column.label for column in COLUMNS}
