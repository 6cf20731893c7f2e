"""The store of cases: rules hold, nobody overwrites another unseen, and every change stays written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard.cases import history, store
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.record import COLUMNS
from dashboard.ledger import LedgerError, writing
from tests.dashboard.cases import DECISION, WHO, moved, new, opened, rebuilt, stored

each_ledger = pytest.mark.usefixtures("each_ledger")
EVERYTHING: dict[str, Any] = {
    "final_batch": "搬迁",
    "reason": "规划为居住用地",
    "decided_by": "区政府常务会议",
    "decided_on": date(2026, 3, 2),
    "evidence": "〔2026〕3 号纪要",
    "unit": "甲街道办事处",
    "leader": "示例",
    "deadline": date(2027, 6, 30),
    "disposal": "收储",
    "planned_start": date(2026, 4, 1),
    "planned_end": date(2027, 3, 31),
    "actual_start": date(2026, 4, 9),
    "to_free_mu": 20.5,
    "freed_mu": 0.1,
    "planned_use": "标准厂房",
    "target_park": "乙园",
    "subsidy_wan_yuan": 120.25,
    "difficulty_types": ("资金", "职工安置"),
    "difficulty_detail": "过渡厂房未落实",
    "progress": "已签意向",
    "remark": "两处用地",
}


@each_ledger
def test_a_case_reads_back_as_it_was_saved_every_field_of_it() -> None:
    saved = store.save(replace(opened(), **EVERYTHING), WHO)
    assert store.case(saved.case_id) == saved == store.cases()[0]
    assert {name: getattr(saved, name) for name in EVERYTHING} == EVERYTHING
    assert (saved.version, saved.updated_by) == (2, WHO)
    assert datetime.now(UTC) - saved.updated_at < timedelta(minutes=1)


@each_ledger
def test_the_history_alone_gives_every_case_as_it_is() -> None:
    case = moved(opened(), "已摸底", "暂缓", "已摸底", "已核实", remark="补充材料")
    store.save(replace(case, **EVERYTHING), WHO)
    assert rebuilt(case.case_id) == stored(case.case_id)


@each_ledger
def test_an_enterprise_has_one_case_and_a_list_is_taken_up_whole_or_not_at_all() -> None:
    case = opened("e1")
    with pytest.raises(CaseError, match=rf"示例企业e1有限公司”已在台账中，案件编号 {case.case_id}"):
        store.open_cases([new("e2"), new("e1")], WHO)
    with pytest.raises(CaseError, match="不止一次"):
        store.open_cases([new("e3"), new("e3")], WHO)
    with pytest.raises(CaseError, match=r"占地面积 -1\.00 亩 是负数"):
        store.open_cases([new("e4"), new("e5", occupied_mu=-1.0)], WHO)
    assert [each.enterprise_id for each in store.cases()] == ["e1"]


@pytest.mark.parametrize("state", ["政府审定", "暂缓", "完成"])
def test_a_case_begins_before_the_decision(state: str) -> None:
    with pytest.raises(CaseError, match=f"不能从“{state}”开始"):
        opened(state=state)


@each_ledger
def test_the_second_editor_sees_the_change_of_the_first_and_loses_nothing_of_it() -> None:
    case = opened()
    first = store.save(replace(case, remark="第一人", freed_mu=3.0), "li@example.cn")
    with pytest.raises(Stale) as caught:
        store.save(replace(case, remark="第二人"), WHO)
    assert caught.value.current == first == store.case(case.case_id)
    assert (caught.value.who, caught.value.at) == ("li@example.cn", first.updated_at)
    assert caught.value.fields == ("freed_mu", "remark")
    assert "与您打开时不同：li@example.cn 于 2" in str(caught.value)
    assert "改过：处置面积、备注。您的修改没有保存" in str(caught.value)
    again = store.save(replace(caught.value.current, remark="第二人"), WHO)
    assert (again.version, again.freed_mu, again.remark) == (3, 3.0, "第二人")


def test_a_version_that_a_form_kept_apart_counts() -> None:
    case = opened()
    newer = store.save(replace(case, remark="甲"), WHO)
    with pytest.raises(Stale):
        store.save(newer, WHO, expected_version=case.version)
    with pytest.raises(Stale):
        store.save(replace(newer, remark="乙"), WHO, expected_version=9)
    assert store.save(replace(case, remark="乙"), WHO, expected_version=2).version == 3


@each_ledger
def test_many_are_saved_together_or_not_at_all() -> None:
    a, b, c = store.open_cases([new("a"), new("b"), new("c")], WHO)
    stale = b
    b = store.save(replace(b, remark="别人先改"), "li@example.cn")
    with pytest.raises(Stale):
        store.save_many([replace(a, unit="甲"), replace(stale, unit="甲")], WHO)
    with pytest.raises(CaseError) as caught:
        store.save_many([replace(a, unit="甲"), replace(b, freed_mu=31.0), replace(c, state="销号")], WHO)
    assert [problem.partition("”：")[0] for problem in caught.value.problems] == [
        "“示例企业b有限公司",
        "“示例企业c有限公司",
    ]
    with pytest.raises(CaseError, match="不止一次"):
        store.save_many([a, a], WHO)
    assert [each.version for each in store.cases()] == [1, 2, 1]
    saved = store.save_many([replace(each, unit="甲街道") for each in (a, b, c)], WHO, "分工")
    assert [each.version for each in saved] == [2, 3, 2]


def test_a_number_tells_whether_anything_has_changed() -> None:
    assert store.last_change() == 0
    case = opened()
    seen = store.last_change()
    store.save(case, WHO)
    assert store.last_change() == seen
    store.save(replace(case, remark="x"), WHO)
    assert store.last_change() > seen


def test_saving_what_is_the_same_writes_nothing() -> None:
    case = opened()
    assert store.save(replace(case, remark="  ", updated_by="x", version=1), WHO) == case
    assert len(store.history()) == 1


def test_a_case_that_is_not_there_is_said_not_to_be() -> None:
    assert store.case(7) is None
    with pytest.raises(CaseError, match="台账里没有案件编号 8"):
        store.save(replace(opened(), case_id=8), WHO)


def test_nobody_is_no_editor() -> None:
    with pytest.raises(CaseError, match="不知道是谁在修改"):
        store.open_cases([new()], " ")


@each_ledger
def test_a_case_goes_from_survey_to_sign_off_and_each_step_is_a_line() -> None:
    case = moved(opened(), "已摸底", "已核实", "建议分类", "专班会审", why="")
    case = moved(case, "政府审定", "已签约告知", "实施中", "验收", why="", **DECISION)
    with pytest.raises(CaseError, match="销号前要有实际完成"):
        moved(case, "销号")
    case = moved(case, "销号", why="", actual_end=date(2026, 10, 1))
    assert store.history(case.case_id)["to_state"].tolist() == [
        "销号", "验收", "实施中", "已签约告知", "政府审定", "专班会审", "建议分类", "已核实", "已摸底", "待摸底",
    ]  # fmt: skip
    assert moved(case, "验收").phase == "实施中"


def test_a_step_that_is_not_allowed_and_a_step_back_without_a_reason_are_refused() -> None:
    case = moved(opened(), "已摸底")
    with pytest.raises(CaseError, match="“已摸底”之后不能直接是“实施中”。可以是：已核实、待摸底、暂缓"):
        moved(case, "实施中")
    for state in ("待摸底", "暂缓", "调出"):
        with pytest.raises(CaseError, match=f"从“已摸底”到“{state}”要写明理由"):
            moved(case, state, why=" ")
    assert store.case(case.case_id) == case


def test_a_pause_is_over_where_it_began_whatever_a_form_says() -> None:
    case = moved(opened(), "已摸底", "异议")
    assert case.resumes_to == "已摸底"
    edited = store.save(replace(case, remark="已答复", resumes_to="验收"), WHO)
    assert edited.resumes_to == "已摸底"
    with pytest.raises(CaseError, match="可以是：已摸底。"):
        moved(edited, "验收")
    back = moved(edited, "已摸底")
    assert (back.state, back.resumes_to) == ("已摸底", None)
    assert moved(back, "调出", "待摸底").state == "待摸底"


@each_ledger
def test_a_decided_case_that_is_paused_keeps_its_decision() -> None:
    case = moved(opened(), "已摸底", "已核实", "建议分类", "专班会审")
    with pytest.raises(CaseError, match="审定分类、审定理由、审定单位、审定日期不能空"):
        moved(case, "政府审定")
    case = moved(moved(case, "政府审定", **DECISION), "暂缓")
    with pytest.raises(CaseError, match="审定单位不能空"):
        store.save(replace(case, decided_by=None), WHO)
    assert moved(moved(case, "政府审定"), "专班会审", "调出", decided_by=None).decided_by is None


@each_ledger
def test_what_a_table_editor_brings_is_kept_as_plain_values() -> None:
    brought: dict[str, Any] = {
        "freed_mu": np.float64(3),
        "to_free_mu": float("nan"),
        "year": np.int64(2024),
        "deadline": pd.Timestamp(2027, 1, 2),
        "planned_end": pd.NaT,
        "unit": "  甲街道\n",
        "leader": " ",
        "difficulty_types": ["资金"],
    }
    saved = store.save(replace(opened(), **brought), WHO)
    assert store.case(saved.case_id) == saved
    assert (saved.freed_mu, saved.to_free_mu, saved.year) == (3.0, None, 2024)
    assert (saved.deadline, saved.planned_end) == (date(2027, 1, 2), None)
    assert (saved.unit, saved.leader, saved.difficulty_types) == ("甲街道", None, ("资金",))


@each_ledger
def test_the_table_of_cases_has_every_column_with_its_kind_also_without_cases() -> None:
    empty = store.frame()
    case = store.save(replace(opened(), **EVERYTHING), WHO)
    full = store.frame()
    assert list(empty) == list(full) == [column.name for column in COLUMNS]
    assert empty["freed_mu"].dtype == full["freed_mu"].dtype == float
    row = full.iloc[0]
    assert (row["remaining_mu"], row["phase"], row["difficulty_types"]) == (20.4, "未启动", "资金、职工安置")
    assert row["decided_on"] == pd.Timestamp(2026, 3, 2)
    assert row["updated_at"] == case.updated_at
    assert pd.isna(row["actual_end"])


@each_ledger
def test_the_history_says_in_words_who_changed_what_and_why() -> None:
    assert store.history().empty
    case = moved(opened("e1"), "已摸底", freed_mu=3.0, difficulty_types=("资金", "土地"), why="入户")
    opened("e2")
    latest, first = store.history(case.case_id).to_dict("records")
    assert latest["changes"] == "当前状态：待摸底 → 已摸底；处置面积：— → 3.00 亩；问题类型：— → 资金、土地"
    assert (latest["who"], latest["why"], latest["version"]) == (WHO, "入户", 2)
    assert (latest["from_state"], latest["to_state"]) == ("待摸底", "已摸底")
    assert first["why"] == "摸底名单"
    assert pd.isna(first["from_state"])
    assert store.history(most=1)["name"].tolist() == ["示例企业e2有限公司"]
    assert list(store.history()) == [column.name for column in history.COLUMNS]


CHANGES_OF_HISTORY = (
    "UPDATE batch_case_history SET who = 'x'",
    "DELETE FROM batch_case_history",
    "DELETE FROM batch_case",
)
BACK_DOORS = {
    "sqlite": (
        "REPLACE INTO batch_case_history SELECT history_id, case_id, version, at, 'x', why, from_state, to_state, "
        "changes FROM batch_case_history",
        "REPLACE INTO batch_case SELECT * FROM batch_case",
    ),
    "postgresql": ("TRUNCATE batch_case_history", "TRUNCATE batch_case CASCADE"),
}


def test_the_database_itself_refuses_to_change_history_or_to_delete_a_case(each_ledger: str) -> None:
    opened()
    for statement in (*CHANGES_OF_HISTORY, *BACK_DOORS[each_ledger.partition(":")[0].partition("+")[0]]):
        with (
            pytest.raises(LedgerError, match=r"append-only|never deleted|never replaced"),
            writing() as connection,
        ):
            connection.execute(sa.text(statement))
    assert store.history()["who"].tolist() == [WHO]
    assert len(store.cases()) == 1
