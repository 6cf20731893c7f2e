"""More of the bureau's projects: last year's upgrades, monthly returns of investment, private firms and 海上福州."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR, TOWNS
from etl.sample.industries import INDUSTRIAL, INDUSTRIES
from etl.sample.projects import (
    COMPLETED,
    LEADERS,
    MILESTONES,
    SIGNED,
    STARTED,
    UNITS,
    Project,
    brand,
    draw_days,
    draw_projects,
    money_of,
    newcomer,
    written,
)
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.tenancy import NOBODY

LAST_YEAR = SURVEY_YEAR - 1
FINISHED_PER_ENTERPRISE, PRIVATE_PER_ENTERPRISE, OVERSEAS_PER_ENTERPRISE = 0.006, 0.02, 0.017
# What the two lists write for a stage, how many milestones lie behind it, how common it is.
PRIVATE_STAGES = (("收集", 0, 0.16), ("上报", 0, 0.14), ("对接", 0, 0.2), ("已签约", 1, 0.16), ("已落地", 2, 0.16),
                  ("在建", 3, 0.12), ("投产", 5, 0.06))  # fmt: skip
OVERSEAS_STAGES = (("未开工", 1, 0.24), ("新开工", 3, 0.24), ("在建", 3, 0.3), ("竣工投产", 5, 0.22))
# One row in so many has no stage or an odd one; the project of a known firm, one in so many.
UNTOLD_EVERY, ODD_STAGE_AT, KNOWN_FIRM_EVERY = 11, 7, 3
# Of the monthly returns: the month that one project leaves out, and the one in which another counts anew.
MISSING, BACKWARDS = (2, 11), (0, 12)
LEDGER_HEADINGS = (
    "序号", "项目编号", "项目名称", "项目类别", "承担企业", "统一社会信用代码", "总投资", "设备投资", "年度计划投资",
    "年度完成投资", "累计完成投资", "阶段", "开工日期", "竣工日期", "是否入统", "责任单位", "挂钩领导", "所属街道", "所在园区",
)  # fmt: skip
LIST_HEADINGS = (
    "序号", "项目编号", "项目名称", "项目类别", "承担企业", "统一社会信用代码", "投资方", "总投资", "年度计划投资",
    "年度完成投资", "累计完成投资", "当前状态", "签约日期", "开工日期", "竣工日期", "责任单位", "挂钩领导", "所属街道",
    "所在园区",
)  # fmt: skip
NODE_HEADINGS = ("序号", "项目编号", "项目名称", "节点", "计划时间", "实际时间")


def last_year_form() -> SheetForm:
    """Last year's ledger of upgrades."""
    return SheetForm(
        name="技改项目",
        title=f"示例区{LAST_YEAR}年度技术改造项目台账（截至12月底）",
        unit="单位：万元",
        headings=tuple((heading, ()) for heading in LEDGER_HEADINGS),
    )


def month_form() -> SheetForm:
    """The monthly returns of investment."""
    headings = ("序号", "项目编号", "项目名称", "月份", "本年累计完成投资（万元）")
    return SheetForm(
        name="月度进度",
        title="重点项目投资月报（本年累计）",
        headings=tuple((heading, ()) for heading in headings),
        footnote="注：数字为从年初到该月末的累计数。",
    )


def list_forms() -> list[SheetForm]:
    """The list of projects of private firms and of 海上福州, and their milestones."""
    return [
        SheetForm(
            name="项目清单",
            title=f"示例区{SURVEY_YEAR}年民企对接和海上福州重点项目清单（截至12月底）",
            unit="单位：万元",
            headings=tuple((heading, ()) for heading in LIST_HEADINGS),
            footnote="注：承担企业为空的尚未注册。",
        ),
        SheetForm(
            name="节点",
            title=f"示例区{SURVEY_YEAR}年民企对接和海上福州重点项目节点",
            headings=tuple((heading, ()) for heading in NODE_HEADINGS),
        ),
    ]


def last_year_rows(block: Block) -> Iterator[list[Cell]]:
    """What this year's upgrades had done before it, then projects that ended last year; without their numbers."""
    rng = block.stream("project last year")
    for project in draw_projects(block):
        before = (project.done or 0) - (project.year_done or 0)
        if project.kind == "技改" and before > 0:
            plan = round(before / rng.uniform(0.75, 1.15))
            yield _of_last_year(
                rng, block, project, "在建" if project.actual[STARTED] else "已备案", plan, before
            )
    for at in range(max(1, round(FINISHED_PER_ENTERPRISE * len(block.enterprises)))):
        project = _drawn(rng, block, "技改", at, ("达产", 6))
        done = float(round(project.total * rng.uniform(0.08, 0.25)))
        yield _of_last_year(rng, block, project, "达产", round(done / rng.uniform(0.8, 1.1)), done)


def _of_last_year(
    rng: np.random.Generator, block: Block, project: Project, stage: str, plan: float, done: float
) -> list[Cell]:
    is_over = stage == "达产"
    started = project.actual[STARTED]
    return [
        project.number, project.name, "技术改造", project.firm, project.code, project.total, round(0.6 * project.total),
        plan, done, project.total if is_over else done, stage,
        written(_years_back(started)) if is_over else written(started if started and started.year < SURVEY_YEAR else None),
        written(_years_back(project.actual[COMPLETED])) if is_over else "", "是" if rng.random() < 0.65 else "否",
        project.unit, project.leader, TOWNS[project.town], project.park,
    ]  # fmt: skip


def _years_back(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=365)


def month_rows(block: Block) -> Iterator[list[Cell]]:
    """Month by month what is done of the year, up to what the ledger says; without the rows' numbers."""
    rng = block.stream("project month")
    told = [(each, each.year_done) for each in (*draw_projects(block), *draw_list(block)) if each.year_done]
    for at, (project, done) in enumerate(told):
        started = project.actual[STARTED]
        first = started.month if started and started.year == SURVEY_YEAR else 1
        steps = rng.dirichlet(np.full(13 - first, 3.0)).cumsum()
        for month, share in enumerate(steps.tolist(), start=first):
            said = float(round(done * share))
            if (at, month) == MISSING:
                continue
            if (at, month) == BACKWARDS:
                said = float(round(said / 10))
            elif month == 12:
                said = done
            yield [project.number, project.name, f"{SURVEY_YEAR}年{month}月", said]
    yield [f"XM{SURVEY_YEAR}{block.number:02d}9999", "示例已取消项目", f"{SURVEY_YEAR}年12月", 100.0]


def draw_list(block: Block) -> list[Project]:
    """The projects of private firms and of 海上福州, the same each time they are asked for."""
    rng = block.stream("project list")
    drawn = []
    for kind, share, stages in (
        ("民企对接", PRIVATE_PER_ENTERPRISE, PRIVATE_STAGES),
        ("海上福州", OVERSEAS_PER_ENTERPRISE, OVERSEAS_STAGES),
    ):
        for at in range(max(2, round(share * len(block.enterprises)))):
            stage, reached, _ = stages[rng.choice(len(stages), p=[common for *_, common in stages])]
            drawn.append(_drawn(rng, block, kind, at, (stage, reached)))
    return drawn


def list_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the list without their numbers; a few say no stage, or one that is on no list."""
    for at, project in enumerate(draw_list(block), start=1):
        odd = "推进中" if at == ODD_STAGE_AT else project.stage
        yield [
            project.number, project.name, project.kind, project.firm, project.code, project.investor, project.total,
            *(ABSENT if value is None else value for value in (project.year_plan, project.year_done, project.done)),
            "" if at % UNTOLD_EVERY == 0 else odd,
            *(written(project.actual[place]) for place in (SIGNED, STARTED, COMPLETED)),
            project.unit, project.leader, TOWNS[project.town], project.park,
        ]  # fmt: skip


def list_node_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of their milestones without their numbers: talks of private firms first, then what is planned and done."""
    rng = block.stream("project list nodes")
    for project in draw_list(block):
        if project.kind == "民企对接":
            signed = project.actual[SIGNED]
            day = (
                signed - timedelta(days=int(rng.integers(20, 140)))
                if signed
                else date(SURVEY_YEAR, int(rng.integers(2, 13)), int(rng.integers(1, 29)))
            )
            first = project.stage if project.stage in ("收集", "上报") else "对接"
            yield [project.number, project.name, first, "", day.isoformat()]
        for place, name in enumerate(MILESTONES):
            yield [
                project.number, project.name, name, project.planned[place].isoformat(), written(project.actual[place]),
            ]  # fmt: skip


def _drawn(rng: np.random.Generator, block: Block, kind: str, at: int, stage: tuple[str, int]) -> Project:
    """A project of a firm of the district, or of a newcomer to one's trade and place."""
    firms, (word, reached) = block.enterprises, stage
    makers = np.flatnonzero(INDUSTRIAL[firms.industry])
    host = int(makers[rng.integers(len(makers))])
    industry = INDUSTRIES[firms.industry[host]]
    is_known = kind == "技改" or at % KNOWN_FIRM_EVERY == 0
    firm, code = (firms.names[host], firms.codes[host]) if is_known else newcomer(rng, industry.word, reached)
    mark = {"技改": "JG", "民企对接": "MQ", "海上福州": "HS"}[kind]
    planned, actual = draw_days(rng, reached, SIGNED)
    total = float(round(rng.lognormal(8.4 if kind == "技改" else 9.3, 0.8)))
    return Project(
        number=f"{mark}{SURVEY_YEAR}{block.number:02d}{at + 1:04d}",
        name=f"示例{industry.word}{kind}项目{at + 1 + 1000 * block.number}号",
        kind=kind, firm=firm, code=code, investor=f"示例{brand(rng)}集团", source=ABSENT,
        industry=int(firms.industry[host]), link="", land_mu=None, total=total, stage=word, planned=planned, actual=actual,
        **money_of(rng, total, reached),
        unit=UNITS[rng.integers(len(UNITS))], leader=LEADERS[rng.integers(len(LEADERS))], town=int(firms.town[host]),
        park=block.park_name(int(firms.park[host])) if firms.park[host] != NOBODY else ABSENT,
    )  # fmt: skip


Draw = Callable[[Block], Iterator[list[Cell]]]
# File → its sheets, and what fills each.
PROJECT_FILES: Mapping[str, tuple[Callable[[], Sequence[SheetForm]], Mapping[str, Draw]]] = {
    f"工信局_{LAST_YEAR}年技改项目台账.xlsx": (lambda: [last_year_form()], {"技改项目": last_year_rows}),
    "工信局_重点项目投资月报.xlsx": (lambda: [month_form()], {"月度进度": month_rows}),
    "发改局_民企对接和海上福州项目清单.xlsx": (list_forms, {"项目清单": list_rows, "节点": list_node_rows}),
}


def project_counts(block: Block) -> dict[str, int]:
    """What a right reading of these files must find: projects, returns, and last year's upgrades in 万元."""
    kinds = [project.kind for project in draw_list(block)]
    return {
        "private_listed": kinds.count("民企对接"),
        "overseas_listed": kinds.count("海上福州"),
        "investment_returns": len(list(month_rows(block))),
        "upgraded_before_wan_yuan": round(sum(float(str(row[8])) for row in last_year_rows(block))),
    }
