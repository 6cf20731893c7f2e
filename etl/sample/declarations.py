"""Forms and rows of the industry bureau's ledger of declarations: programmes of enterprises, and people on a sheet of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR
from etl.sample.industries import INDUSTRIES
from etl.sample.sheets import ABSENT, Cell, SheetForm

LEDGER_DATE = date(SURVEY_YEAR, 12, 31)
DECLARATIONS_PER_ENTERPRISE, PEOPLE_PER_ENTERPRISE = 0.22, 0.022
MISSING_CODE_SHARE, SLIP_SHARE, UNTOLD_SHARE = 0.05, 0.02, 0.015
# Day in the year on which the papers of a programme are due, and how many days each later step takes.
STEPS = (("区级推荐", 20), ("市审", 25), ("省审", 30), ("公示", 20), ("认定/立项", 15))
SPELLINGS = {
    "组织申报": ("组织申报", "申报中", "准备材料"),
    "区级推荐": ("区级推荐", "已推荐"),
    "认定/立项": ("已认定", "已立项"),
    "未通过": ("未通过", "落选"),
}
PEOPLE = ("陈示", "林示例", "黄示", "郑示例", "欧阳示例", "王示", "李示例", "张示", "吴示例", "刘示")
OFFICES = ("企业科", "技改科", "数字经济科", "产业科")


@dataclass(frozen=True)
class Programme:
    """A programme as the ledger spells it: how often, at which level, when due, how likely to pass, how much money."""

    spelling: str
    level: str
    weight: float
    due: tuple[int, int]
    passes: float
    money: float = 0.0
    has_project: bool = False
    is_software: bool = False


PROGRAMMES = (
    Programme("创新型中小企业", "省级", 12, (4, 30), 0.85),
    Programme("专精特新中小企业", "省级", 14, (5, 31), 0.62, 10),
    Programme("专精特新“小巨人”企业", "国家级", 6, (6, 15), 0.45, 50),
    Programme("制造业单项冠军", "国家级", 2, (7, 20), 0.35, 100),
    Programme("省级企业技术中心", "省级", 5, (5, 20), 0.5, 50),
    Programme("首台（套）重大技术装备", "省级", 3, (8, 15), 0.5, 80, has_project=True),
    Programme("工业龙头企业", "市级", 4, (3, 15), 0.6),
    Programme("福建老字号", "省级", 2, (9, 10), 0.4),
    Programme("软件业关键技术产业化", "省级", 4, (6, 30), 0.45, 120, has_project=True, is_software=True),
    Programme("市级软件专项", "市级", 6, (8, 31), 0.6, 40, has_project=True, is_software=True),
    Programme("工业互联网APP", "省级", 4, (7, 31), 0.5, 20, has_project=True, is_software=True),
    Programme("两化融合发展项目", "市级", 7, (9, 30), 0.65, 60, has_project=True),
    Programme("信息消费示范", "省级", 3, (10, 15), 0.4, 30, has_project=True, is_software=True),
    Programme("智能制造诊断服务商", "市级", 2, (10, 31), 0.5, is_software=True),
    Programme("技术攻关", "省级", 4, (11, 30), 0.4, 100, has_project=True),
    Programme("产学研", "市级", 4, (11, 15), 0.55, 20, has_project=True),
    Programme("未来工厂（试点）", "市级", 1, (12, 15), 0.5),
)
TALENT_PLANS = (
    Programme("启明计划", "国家级", 3, (4, 15), 0.2, 100),
    Programme("产业领军团队", "省级", 3, (6, 30), 0.4, 200),
    Programme("老字号专家", "省级", 2, (9, 10), 0.5),
)
HEADINGS = (
    "序号", "企业名称", "统一社会信用代码", "申报事项", "申报级别", "申报批次", "申报项目", "申报状态", "申报截止日期",
    "申报日期", "推荐日期", "结果日期", "申报金额（万元）", "核定金额（万元）", "兑现金额（万元）", "兑现日期", "责任科室",
)  # fmt: skip
TALENT_HEADINGS = (
    "序号", "姓名", "所在单位", "人才计划", "级别", "申报批次", "推荐状态", "推荐日期", "入选日期", "责任科室",
)  # fmt: skip
PRODUCTS = ("智能控制系统", "数字化车间平台", "高端成套设备", "质量追溯应用", "边缘计算网关", "工艺优化软件")


def declaration_forms() -> list[SheetForm]:
    """The workbook's two sheets: declarations of enterprises, and people who were put forward."""
    return [
        SheetForm(
            name="申报事项",
            title=f"示例区工业和信息化项目、荣誉申报台账（{SURVEY_YEAR}年12月）",
            headings=tuple((heading, ()) for heading in HEADINGS),
            footnote="注：未通过的填结果日期；兑现金额以实际拨付为准。",
        ),
        SheetForm(
            name="人才推荐",
            title=f"示例区产业人才推荐情况（{SURVEY_YEAR}年12月）",
            headings=tuple((heading, ()) for heading in TALENT_HEADINGS),
        ),
    ]


def declaration_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers; one is of a firm that no list knows."""
    rng, firms = block.stream("declaration"), block.enterprises
    weights = np.array([each.weight for each in PROGRAMMES])
    count = max(4, round(DECLARATIONS_PER_ENTERPRISE * len(firms)))
    said: set[tuple[int, str, int]] = set()
    for at in range(count):
        programme = PROGRAMMES[int(rng.choice(len(PROGRAMMES), p=weights / weights.sum()))]
        firm, year = (
            _firm(rng, block, programme),
            int(rng.choice((SURVEY_YEAR - 1, SURVEY_YEAR), p=(0.4, 0.6))),
        )
        way = _way(rng, programme, year)
        project = f"{PRODUCTS[rng.integers(len(PRODUCTS))]}{at + 1}号" if programme.has_project else ABSENT
        has_code = rng.random() >= MISSING_CODE_SHARE
        if (firm, programme.spelling, year) in said and not programme.has_project:
            continue
        said.add((firm, programme.spelling, year))
        stranger = at == 3
        yield [
            f"示例域外科技{block.number or ''}（厦门）有限公司" if stranger else firms.names[firm],
            firms.codes[firm] if has_code and not stranger else "",
            programme.spelling,
            programme.level,
            f"{year}年",
            project,
            *way,
            OFFICES[rng.integers(len(OFFICES))],
        ]


def talent_rows(block: Block) -> Iterator[list[Cell]]:
    """People of a block without their numbers; whole names, as offices write them."""
    rng, firms = block.stream("talent"), block.enterprises
    for _ in range(max(3, round(PEOPLE_PER_ENTERPRISE * len(firms)))):
        plan = TALENT_PLANS[rng.integers(len(TALENT_PLANS))]
        year = int(rng.choice((SURVEY_YEAR - 1, SURVEY_YEAR)))
        status, _, _, recommended, decided, *_ = _way(rng, plan, year)
        yield [
            PEOPLE[rng.integers(len(PEOPLE))],
            firms.names[_firm(rng, block, plan)],
            plan.spelling,
            plan.level,
            f"{year}年第{'一二'[int(rng.integers(2))]}批",
            {"已认定": "入选", "已立项": "入选", "兑现": "入选", "验收": "入选"}.get(str(status), status),
            recommended,
            decided,
            "产业科",
        ]


def _firm(rng: np.random.Generator, block: Block, programme: Programme) -> int:
    """A firm of the trade that the programme is for."""
    fits = [
        at
        for at, trade in enumerate(block.enterprises.industry)
        if programme.is_software != INDUSTRIES[trade].is_industrial
    ]
    return int(rng.choice(fits if fits else len(block.enterprises)))


def _way(rng: np.random.Generator, programme: Programme, year: int) -> list[Cell]:
    """Status, the days up to it and the money: as far as the ledger's day, which some cases lag behind."""
    due = date(year, *programme.due)
    handed_in = due - timedelta(days=int(rng.integers(1, 40)))
    asked = round(programme.money * rng.uniform(0.6, 1.4), 1) if programme.money else None
    if handed_in > LEDGER_DATE or rng.random() < 0.06:
        waiting = ("摸排", "组织申报")[int(rng.integers(2))]
        return [_spelled(rng, waiting), due.isoformat(), "", "", "", asked, None, None, ""]
    recommended = due + timedelta(days=int(rng.integers(5, 25)))
    if recommended > LEDGER_DATE:
        return [
            _spelled(rng, "组织申报"),
            due.isoformat(),
            handed_in.isoformat(),
            "",
            "",
            asked,
            None,
            None,
            "",
        ]
    status, decided = _reviewed(rng, programme, recommended)
    if rng.random() < SLIP_SHARE:
        handed_in, recommended = recommended, handed_in
    days = [due.isoformat(), handed_in.isoformat(), recommended.isoformat()]
    untold = rng.random() < UNTOLD_SHARE
    said = "" if untold else "待定" if rng.random() < UNTOLD_SHARE else _spelled(rng, status)
    money = _money(rng, status, asked, decided)
    if money[2] and not untold:
        said = "已兑现"
    return [said, *days, decided.isoformat() if decided and rng.random() > SLIP_SHARE else "", asked, *money]


def _reviewed(rng: np.random.Generator, programme: Programme, day: date) -> tuple[str, date | None]:
    """The status after the district's word, and the day of the result where there is one."""
    status = "区级推荐"
    for step, days in STEPS[1:]:
        if step == "省审" and programme.level == "市级":
            continue
        day += timedelta(days=int(rng.integers(days // 2, 2 * days)))
        if day > LEDGER_DATE:
            return status, None
        if step == "公示" and rng.random() >= programme.passes:
            return "未通过", day
        status = step
    return status, day


def _money(rng: np.random.Generator, status: str, asked: float | None, decided: date | None) -> list[Cell]:
    """What was approved and paid, and when; now and then more was paid than approved."""
    if status != "认定/立项" or not asked or decided is None:
        return [None, None, ""]
    approved = round(asked * rng.uniform(0.5, 1.0), 1)
    paid_on = decided + timedelta(days=int(rng.integers(40, 160)))
    if paid_on > LEDGER_DATE:
        return [approved, None, ""]
    paid = round(approved * (1.2 if rng.random() < 2 * SLIP_SHARE else 1.0), 1)
    return [approved, paid, paid_on.isoformat()]


def _spelled(rng: np.random.Generator, status: str) -> str:
    written = SPELLINGS.get(status, (status,))
    return written[int(rng.integers(len(written)))]
