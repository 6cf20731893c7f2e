"""Yearly targets and what offices enter of them: units that fit, months that add up, the rule by which they are judged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.target_rules import TargetRuleError, load_target_rule
from tests.etl.office import publish, table, write_xlsx

TARGETS = """
    年度目标任务表
    指标 | 年度 | 目标值 | 单位 | 责任科室
    规模以上工业产值 | 2023 | 180 | 亿元 | 运行科
    兑现资金 | 2023 | 2000 | |
    标准厂房空置率 | 2023 | 12 | 家 | 园区科
    产业工人培训 | 2023 | 300 | 人次 | 企业科
    收储面积 | 2023 | 0 | 亩 | 园区科"""
MONTHS = """
    目标完成情况
    指标 | 截至月份 | 本年累计完成 | 单位 | 时序进度要求（%）
    规上产值 | 2023年1月 | 20 | 亿元 | 10
    规上产值 | 2023年2月 | 15 | 亿元 |
    规上产值 | 2023年3月 | 500000 | 万元 |
    产业工人培训 | 2023年3月 | 90 | |
    民企对接 | 2023年3月 | 9 | 项 |"""


def test_targets_and_their_months_are_read_and_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    write_xlsx(folder / "目标.xlsx", {"年度目标": table(TARGETS), "完成情况": table(MONTHS)})
    snapshot = publish(folder)
    assert snapshot.rows("SELECT indicator, target_unit FROM target ORDER BY target") == [
        ("收储亩数", "亩"),
        ("厂房空置率", "家"),
        ("规上工业产值", "亿元"),
        ("产业工人培训", "人"),
        ("兑现资金", None),
    ]
    assert snapshot.rows("SELECT * FROM target_month WHERE indicator = '规上工业产值' ORDER BY month") == [
        ("规上工业产值", date(2023, 1, 1), 20, "亿元", 10),
        ("规上工业产值", date(2023, 2, 1), 15, "亿元", None),
        ("规上工业产值", date(2023, 3, 1), 500000, "万元", None),
    ]
    found = {
        name: [issue["row_number"] for issue in snapshot.issues(name)]
        for name in (
            "target_without_unit", "target_unit_misfit", "target_of_unknown_indicator", "target_not_positive",
            "completion_without_target", "completion_unit_differs", "completion_fell",
        )
    }  # fmt: skip
    assert found == {
        "target_without_unit": [4],
        "target_unit_misfit": [5],
        "target_of_unknown_indicator": [6],
        "target_not_positive": [7],
        "completion_without_target": [7],
        "completion_unit_differs": [6],
        "completion_fell": [4],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[status]\nahead = 5\n[lights]\ngreen = 100\nyellow = 90\norange = 50", "缺少 behind"),
        ("[status]\nahead = 5\nbehind = 5\n[lights]\ngreen = 80\nyellow = 90\norange = 50", "第 5 行"),
        ("[status]\nahead = '五'\nbehind = 5\n[lights]\ngreen = 100\nyellow = 90\norange = 50", "不小于 0"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_and_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TargetRuleError, match=said):
        load_target_rule(path)
