"""A county's ledger brought in: every bad row is named with its way out, and it is all of the file or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.cases import county, store
from dashboard.cases.bring import Brought, bring
from dashboard.cases.errors import CaseError, Stale
from dashboard.cases.examine import Outcome, RowFinding, examine
from dashboard.cases.record import Case
from tests.dashboard import county as files
from tests.dashboard.cases import DECISION, WHO, moved, opened

CODE_A, CODE_B = "91350104000000001A", "91350104000000002B"
A = {"enterprise_id": CODE_A, "name": "示例甲有限公司", "uscc": CODE_A, "town": "甲街道", "occupied_mu": 30.0}
B = {
    "enterprise_id": CODE_B,
    "name": "示例乙（福州）有限公司",
    "uscc": CODE_B,
    "former_names": "示例老乙有限公司",
}
SNAPSHOT = files.facts(A, B)
ROW_A = {"企业名称": "示例甲有限公司", "统一社会信用代码": CODE_A, "年份": 2025, "当前状态": "待摸底"}


def examined(content: bytes) -> list[RowFinding]:
    return examine(county.read(content, "县台账.xlsx"), store.cases(), SNAPSHOT)


def only(row: Mapping[str, Any]) -> RowFinding:
    (finding,) = examined(files.workbook([{**ROW_A, **row}]))
    return finding


def case_a(**more: Any) -> Case:
    return opened(CODE_A, name="示例甲有限公司", uscc=CODE_A, **more)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"企业名称": "示例丙有限公司", "统一社会信用代码": None}, "企业名称", "台账和快照里都没有这户企业"),
        ({"统一社会信用代码": CODE_B}, "统一社会信用代码", "这个代码是“示例乙（福州）有限公司”的"),
        ({"统一社会信用代码": "91350104000000009X"}, "统一社会信用代码", f"与已知的代码 {CODE_A} 不同"),
        ({"当前状态": "实施中"}, "当前状态", "台账里现在是“待摸底”，之后不能直接是“实施中”"),
        ({"当前状态": "在办"}, "当前状态", "不是规定的状态"),
        ({"处置面积": 31}, "处置面积", "大于占地面积"),
        ({"处置面积": "十亩"}, "处置面积", "不是一个数"),
        ({"占地面积": "-3"}, "占地面积", "是负数"),
        (
            {"占地面积": 30, "处置面积": 10, "剩余面积": 30},
            "剩余面积",
            "与占地面积减处置面积（20.00 亩）不符",
        ),
        ({"问题类型": "资金、天气"}, "问题类型", "“天气”不是规定的词"),
        ({"年份": "去年"}, "年份", "不是一个年份"),
        ({"处置方式": "关闭", "当前状态": "待摸底"}, "审定理由", ""),
    ],
)
def test_a_bad_row_is_named_with_its_column_its_value_and_a_way_out(
    ledger: Path, row: Mapping[str, Any], column: str, reason: str
) -> None:
    case_a(suggested_batch="提升")
    found = only(row)
    (problem,) = found.problems
    assert found.outcome is Outcome.PROBLEM
    assert (found.row.sheet, found.row.number) == ("台账", 2)
    assert reason in problem.reason
    assert problem.what_to_do.endswith("。")
    assert problem.column == column or reason == ""


def test_an_unknown_firm_comes_with_the_nearest_names(ledger: Path) -> None:
    found = only({"企业名称": "示例乙福州有限公司", "统一社会信用代码": None})
    assert "“示例乙（福州）有限公司”" in found.problems[0].what_to_do


def test_a_firm_is_known_by_its_brackets_its_former_name_or_its_code_alone(ledger: Path) -> None:
    for row in (
        {"企业名称": "示例乙(福州)有限公司", "统一社会信用代码": None},
        {"企业名称": "示例老乙有限公司", "统一社会信用代码": None},
        {"企业名称": None, "统一社会信用代码": CODE_B.lower()},
    ):
        found = only(row)
        assert found.after is not None
        assert (found.outcome, found.after.enterprise_id) == (Outcome.NEW, CODE_B)


def test_the_same_firm_twice_in_a_file_is_a_problem_of_the_second(ledger: Path) -> None:
    first, second = examined(files.workbook([ROW_A, ROW_A]))
    assert first.outcome is Outcome.NEW
    assert second.problems[0].reason == "与 台账 第 2 行 是同一户"


def test_dates_of_the_second_sheet_are_held_to_their_order(ledger: Path) -> None:
    case = case_a()
    content = files.exported(
        [case], {("补充", 2, "计划开始"): "2026年5月1日", ("补充", 2, "计划完成"): "2026.4.1"}
    )
    (found,) = examined(content)
    assert "晚于计划完成" in found.problems[0].reason


def test_what_a_row_changes_is_told_field_by_field_and_kept_with_its_source(ledger: Path) -> None:
    case = case_a()
    findings = examined(
        files.exported(
            [case], {("四个一批台账", 2, "备注"): "看过现场", ("四个一批台账", 2, "当前状态"): "已摸底"}
        )
    )
    assert findings[0].changes == "当前状态：待摸底 → 已摸底；备注：— → 看过现场"
    assert bring(findings, (), WHO, "县里退回") == Brought(0, 1, 0)
    now = store.case(case.case_id)
    assert now is not None
    assert (now.remark, now.state) == ("看过现场", "已摸底")
    assert store.history(case.case_id)["why"][0] == "县里退回（县台账.xlsx 四个一批台账 第 2 行）"


def test_a_disposal_that_is_a_batch_is_the_decision_and_any_other_stays_a_word(ledger: Path) -> None:
    case_a(suggested_batch="关闭")
    closed, reserved = only({"处置方式": "关闭一批"}).after, only({"处置方式": "收储"}).after
    assert closed is not None
    assert reserved is not None
    assert (closed.final_batch, closed.disposal) == ("关闭", None)
    assert (reserved.final_batch, reserved.disposal) == (None, "收储")


def test_an_empty_cell_empties_a_field_only_in_a_file_of_our_own(ledger: Path) -> None:
    case = case_a(location="甲路 1 号")
    assert only({"坐落": None}).outcome is Outcome.SAME
    (found,) = examined(files.exported([case], {("四个一批台账", 2, "坐落"): None}))
    assert found.changes == "坐落：甲路 1 号 → —"


def test_nothing_is_kept_until_every_problem_is_skipped(ledger: Path) -> None:
    content = files.workbook([ROW_A, {"企业名称": "查无此户有限公司"}])
    findings = examined(content)
    with pytest.raises(CaseError, match=r"“县台账.xlsx”台账 第 3 行，企业名称“查无此户有限公司”"):
        bring(findings, (), WHO, "县里发来")
    assert store.cases() == []
    assert bring(findings, {"台账 第 3 行"}, WHO, "县里发来") == Brought(1, 0, 1)
    assert [each.name for each in store.cases()] == ["示例甲有限公司"]


def test_an_import_without_a_reason_keeps_nothing(ledger: Path) -> None:
    with pytest.raises(CaseError, match="请写明"):
        bring(examined(files.workbook([ROW_A])), (), WHO, " ")
    assert store.cases() == []


def test_a_change_between_examining_and_keeping_stops_the_whole_import(ledger: Path) -> None:
    case = case_a()
    findings = examined(
        files.workbook([{**ROW_A, "备注": "甲"}, {"企业名称": "示例老乙有限公司", "年份": 2025}])
    )
    assert [each.outcome for each in findings] == [Outcome.CHANGED, Outcome.NEW]
    store.save(replace(case, remark="乙"), "li@example.cn")
    with pytest.raises(Stale, match=r"li@example.cn"):
        bring(findings, (), WHO, "县里发来")
    assert [each.remark for each in store.cases()] == ["乙"]


def test_a_file_that_was_exported_before_somebody_changed_the_case_does_not_undo_the_change(
    ledger: Path,
) -> None:
    case = case_a()
    content = files.exported([case], {})
    store.save(replace(case, remark="乙"), "li@example.cn")
    (found,) = examined(content)
    assert "导出以后 li@example.cn 又改过这一户，现在是第 2 版" in found.problems[0].reason


def test_a_ledger_that_is_lost_comes_back_from_its_export(ledger: Path) -> None:
    running = moved(
        case_a(occupied_mu=30.0, suggested_batch="关闭"),
        "已摸底", "已核实", "建议分类", "专班会审", "政府审定", "市级备案", "已签约告知", "实施中",
        **DECISION, planned_start=date(2026, 1, 5), to_free_mu=20.0, freed_mu=4.25, difficulty_types=("资金", "权属"),
    )  # fmt: skip
    paused = moved(opened(CODE_B, name=str(B["name"]), uscc=CODE_B), "已摸底", "暂缓")
    content = county.to_xlsx([running, paused])
    ledger.unlink()
    assert bring(examined(content), (), WHO, "台账丢失后恢复") == Brought(2, 0, 0)
    for before, after in zip((running, paused), store.cases(), strict=True):
        unlike: dict[str, Any] = {
            "version": before.version,
            "updated_by": before.updated_by,
            "updated_at": before.updated_at,
        }
        assert replace(after, **unlike) == before
    assert {each.outcome for each in examined(county.to_xlsx(store.cases()))} == {Outcome.SAME}


def test_a_new_case_beyond_the_decision_has_to_bring_the_decision(ledger: Path) -> None:
    found = only({"当前状态": "实施中", "处置方式": "关闭"})
    assert "审定理由、审定单位、审定日期不能空" in found.problems[0].reason


def test_a_case_whose_enterprise_has_vanished_is_still_known(ledger: Path) -> None:
    gone = opened("91350104000000009X", name="示例消失有限公司", uscc="91350104000000009X")
    (found,) = examined(county.to_xlsx([gone]))
    assert found.outcome is Outcome.SAME
