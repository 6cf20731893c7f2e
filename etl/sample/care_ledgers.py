"""Forms and rows of care for enterprises: visits, requests (一企一议), and the two archives of the epidemic years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, TOWNS
from etl.sample.service_days import (
    LEADERS,
    UNITS,
    a_day,
    any_of,
    chosen,
    count_of,
    dotted,
    happened,
    later,
    named,
    or_absent,
    stranger,
)
from etl.sample.sheets import Cell, SheetForm
from etl.sample.works_dates import LAST_DAY

VISITS, REQUESTS, NOTICES = 0.24, 0.14, 0.02
# Most visits are to firms above scale, which is what coverage is reckoned of.
TO_ABOVE_SCALE = 0.8
COMPANIONS = ("区工信局", "区工信局、属地街道", "区工信局、园区管委会、供电公司", "属地街道")
PROBLEMS = (
    "",
    "",
    "",
    "缺一线工人",
    "流动资金紧张",
    "用地手续未办结",
    "夜间供电不稳",
    "物流成本高",
    "政策兑现慢",
)
REQUEST_TYPES = ("用工问题", "融资", "用地", "用电", "物流", "政策咨询", "行政审批")
REQUEST_SHARES = (0.2, 0.2, 0.18, 0.12, 0.08, 0.12, 0.1)
MATTERS = {
    "用工问题": "新线投产缺一线操作工", "融资": "流动资金贷款到期需续贷", "用地": "扩建需要增加用地",
    "用电": "增容报装进度慢", "物流": "货车通行证办理", "政策咨询": "咨询技改补助申报条件", "行政审批": "环评手续办理时间长",
}  # fmt: skip
REQUEST_STATUSES = ("已受理", "交办", "办理中", "已办结", "已回访", "挂起")
SETTLED = (3, 4)


def care_forms() -> list[SheetForm]:
    """The workbook's two sheets: visits, and requests."""
    visits = (
        "序号",
        "走访企业",
        "统一社会信用代码",
        "挂钩领导",
        "计划走访日期",
        "走访日期",
        "参与人员",
        "发现问题",
        "走访状态",
    )
    requests = ("序号", "诉求编号", "企业名称", "统一社会信用代码", "诉求类型", "诉求内容", "责任单位", "受理日期", "办理时限",
                "办结日期", "满意度", "办理状态")  # fmt: skip
    return [
        SheetForm(
            "走访", f"示例区干部走访企业台账（{SURVEY_YEAR}年12月）", tuple((word, ()) for word in visits)
        ),
        SheetForm(
            "一企一议",
            f"示例区一企一议诉求办理台账（{SURVEY_YEAR}年12月）",
            tuple((word, ()) for word in requests),
        ),
    ]


def visit_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: leaders differ in zeal, some visits are planned only, one firm is unknown."""
    rng = block.stream("visit")
    above = np.flatnonzero(block.operation.is_above_scale(SURVEY_YEAR))
    count = count_of(block, VISITS)
    for at in range(1, count + 1):
        among = above if len(above) and rng.random() < TO_ABOVE_SCALE else len(block.enterprises)
        name, code = named(block, chosen(rng, among, 1)[0], at)
        planned = a_day(rng)
        visited = later(rng, planned, -3, 20) if rng.random() < 0.86 else None
        is_made = visited is not None and visited <= LAST_DAY
        is_stranger = at == count
        yield [
            stranger(block, "电子") if is_stranger else name,
            "" if is_stranger else code,
            "" if at % 23 == 0 else any_of(rng, LEADERS, (0.28, 0.22, 0.18, 0.14, 0.12, 0.06)),
            planned.isoformat() if rng.random() < 0.9 or not is_made else "",
            dotted(visited) if visited and is_made else "",
            any_of(rng, COMPANIONS),
            any_of(rng, PROBLEMS) if is_made else "",
            "已走访" if is_made else "计划",
        ]


def request_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: most are settled, some late, some without a deadline or a day of settlement."""
    rng = block.stream("ticket")
    count = count_of(block, REQUESTS)
    for at, firm in enumerate(chosen(rng, len(block.enterprises), count), start=1):
        name, code = named(block, firm, at)
        kind = any_of(rng, REQUEST_TYPES, REQUEST_SHARES)
        asked = a_day(rng)
        status = _status(rng, asked)
        closed = min(later(rng, asked, 3, 48), LAST_DAY) if status in SETTLED else None
        if at == 11 and closed:
            asked, closed = closed, asked
        is_stranger = at == count
        yield [
            f"YQ{SURVEY_YEAR}{block.number:02d}{at:04d}",
            stranger(block, "光电") if is_stranger else name,
            "" if is_stranger else code,
            kind,
            MATTERS[kind],
            any_of(rng, UNITS),
            asked.isoformat(),
            "" if at % 13 == 0 else later(rng, asked, 15, 45).isoformat(),
            "" if at == 17 else happened(closed),
            any_of(rng, ("满意", "基本满意", "不满意"), (0.72, 0.2, 0.08))
            if status in SETTLED and rng.random() < 0.85
            else "",
            "研究中" if at == 29 else REQUEST_STATUSES[status],
        ]


def _status(rng: np.random.Generator, asked: date) -> int:
    """Older requests are settled more often."""
    is_old = (LAST_DAY - asked).days > 60
    shares = (0.02, 0.03, 0.08, 0.42, 0.42, 0.03) if is_old else (0.16, 0.16, 0.32, 0.2, 0.14, 0.02)
    return int(rng.choice(len(REQUEST_STATUSES), p=shares))


def notice_form() -> SheetForm:
    """The archive of the second quarter of the year before."""
    words = ("序号", "批次", "区域类型", "镇街", "通知企业数", "通知方式", "通知日期", "复工日", "通知状态")
    return SheetForm(
        "停工停产通知",
        f"示例区{SURVEY_YEAR - 1}年停工停产通知归档（{SURVEY_YEAR - 1}年12月）",
        tuple((word, ()) for word in words),
        footnote="注：本表为历史资料，只供查阅。",
    )


def notice_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers; one has no day of resumption."""
    rng = block.stream("notice batch")
    for at in range(1, count_of(block, NOTICES) + 1):
        told = a_day(rng, date(SURVEY_YEAR - 1, 4, 2), date(SURVEY_YEAR - 1, 6, 10))
        yield [
            f"第{at}批",
            any_of(rng, ("管控区", "封控区")),
            TOWNS[int(rng.integers(len(TOWNS)))],
            int(rng.integers(4, 60)),
            any_of(rng, ("电话", "短信", "上门送达")),
            told.isoformat(),
            "" if at == 5 else later(rng, told, 6, 32).isoformat(),
            "停工停产" if at == 5 else "已复工",
        ]


def duty_form() -> SheetForm:
    """The roster of the same quarter."""
    words = ("序号", "日期", "镇街", "检测点数", "督导组数", "督导人次", "已检人次")
    return SheetForm(
        "核酸检测督导",
        f"示例区{SURVEY_YEAR - 1}年核酸检测督导归档（{SURVEY_YEAR - 1}年12月）",
        tuple((word, ()) for word in words),
        footnote="注：本表为历史资料，只供查阅；只有人数，没有姓名。",
    )


def duty_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: some towns a day, whatever the size of the district; some do not say how many tests."""
    if block.number:
        return
    rng = block.stream("testing duty")
    day = date(SURVEY_YEAR - 1, 4, 4)
    while day <= date(SURVEY_YEAR - 1, 6, 27):
        for town in sorted(rng.choice(len(TOWNS), 4, replace=False)):
            sites, teams = int(rng.integers(3, 15)), int(rng.integers(1, 4))
            tested = or_absent(None if rng.random() < 0.1 else sites * int(rng.integers(400, 900)))
            yield [day.isoformat(), TOWNS[town], sites, teams, teams * int(rng.integers(2, 5)), tested]
        day += timedelta(days=int(rng.integers(3, 7)))
