"""Five firms whose monthly returns a reader can add up in the head: 2022 as a whole, 2023 to March, 1—2 月 combined."""

from __future__ import annotations

from pathlib import Path

from tests.etl.office import Cell, Rows, code, table, write_xlsx

A, B, C, D, E = (code(serial) for serial in range(1, 6))
NAMES = {A: "甲公司", B: "乙公司", C: "丙公司", D: "丁公司", E: "戊公司"}
# 2720 and 3990 are of two divisions.
REGISTER = f"""
    企业名称 | 信用代码 | 行业代码 | 所属街道 | 是否规上
    甲公司 | {A} | 2720 | 甲街道 | 是
    乙公司 | {B} | 3990 | 乙镇 | 是
    丙公司 | {C} | 2720 | 甲街道 | 是
    丁公司 | {D} | 3990 | 乙镇 | 是
    戊公司 | {E} | 3990 | 甲街道 | 是"""
# Output in each month of 2022, the same all year; electricity of 甲 and 乙 in 万千瓦时.
LEVEL = {A: 100, B: 50, C: 40}
POWER = {A: 10, B: 5}
# 2023: output to February and to March, 上年同期 where the return states it, electricity to February and to March.
# 丙's base is revised upwards; 丁 begins in 2023; 戊 comes with a base and without a return of the year before.
NOW: dict[str, tuple[tuple[int, int], tuple[int, int] | None, tuple[int, int] | None]] = {
    A: ((180, 270), (200, 300), (18, 27)),
    B: ((70, 150), None, (8, 14)),
    C: ((100, 160), (100, 150), None),
    D: ((30, 50), None, (6, 9)),
    E: ((66, 99), (60, 90), None),
}
HEADING = "企业名称 | 信用代码 | 工业总产值本年累计 | 工业总产值上年同期 | 工业总产值增速(%) | 用电量本年累计"
WATCHED = f"""
    示例区减产企业帮扶台账（2023年）
    月份 | 企业名称 | 统一社会信用代码 | 预警指标 | 同比（%） | 连续月数 | 预警颜色 | 原因 | 帮扶人 | 帮扶措施 | 帮扶状态
    2023年2月 | 乙公司 | {B} | 产值下降 | -30 | 2 | 红色 | 订单少 | 陈示例 | 对接客户 | 帮扶中
    2023年3月 | 甲公司 | {A} | 产值 | -10 | 2 | 橙色预警 | 检修 | | 走访 | 正在帮扶
    2023年3月 | 乙公司 | {B} | 产值 | 0 | 0 | 绿 | 订单少 | 陈示例 | | 已恢复
    2023年3月 | 外来公司 | | 税收 | -50 | 3 | 红 | 搬迁 | 林示例 | 挽留 | 待走访
    2023年3月 | 丁公司 | {D} | 用电量 | -5 | 1 | | 新投产 | 林示例 | |
     | 甲公司 | {A} | | -3 | 1 | 蓝 | | 陈示例 | | """


def write_district(folder: Path) -> Path:
    """The register, the returns of both years, and the ledger of those whose output falls."""
    write_xlsx(folder / "名录.xlsx", table(REGISTER))
    write_xlsx(folder / "规上月报_2022年.xlsx", {f"1-{month}月": _past(month) for month in range(2, 13)})
    write_xlsx(folder / "规上月报_2023年.xlsx", {f"1-{month}月": _now(month) for month in (2, 3)})
    write_xlsx(folder / "减产帮扶.xlsx", table(WATCHED))
    return folder


def _past(month: int) -> Rows:
    lines: list[list[Cell]] = [
        [NAMES[firm], firm, level * month, None, None, POWER[firm] * month if firm in POWER else None]
        for firm, level in LEVEL.items()
    ]
    return [*_top(2022, month), *lines]


def _now(month: int) -> Rows:
    at = month - 2
    lines: list[list[Cell]] = []
    for firm, (output, base, power) in NOW.items():
        growth = round(100 * (output[at] / base[at] - 1), 1) if base else None
        lines.append(
            [NAMES[firm], firm, output[at], base[at] if base else None, growth, power[at] if power else None]
        )
    return [*_top(2023, month), *lines]


def _top(year: int, month: int) -> list[list[Cell]]:
    return table(
        f"{year}年1—{month}月规模以上工业企业主要指标（单位：万元，万千瓦时）\n"
        + HEADING.replace("产值本", "产值(万元)本")
        .replace("产值上", "产值(万元)上")
        .replace("用电量", "用电量(万千瓦时)")
    )
