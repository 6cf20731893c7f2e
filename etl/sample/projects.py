"""Forms and rows of the bureau's ledger of projects and of their milestones: some early, some late, some stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import BRAND_FIRST, BRAND_SECOND, SURVEY_YEAR, TOWNS
from etl.sample.industries import INDUSTRIAL, INDUSTRIES, firms_by_trade
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.tenancy import NOBODY

PROJECTS_PER_ENTERPRISE = 0.04
# The kinds of projects as they follow each other in the ledger.
KINDS = ("招商", "技改", "招商", "民企对接", "技改", "招商", "海上福州", "技改")
# One project in so many has no number, no stage, or more done than its total; one in so many is a key project.
UNNUMBERED_EVERY, UNTOLD_STAGE_EVERY, OVERSTATED_EVERY, KEY_EVERY = 13, 17, 6, 7
# What the ledger writes for a stage, and how many of the milestones lie behind it. An upgrade is not signed but filed.
STAGES = (
    ("谋划", 0), ("在谈", 0), ("签约", 1), ("已注册", 2), ("已开工", 3), ("在建", 3), ("竣工", 4), ("投产", 5), ("达产", 6),
)  # fmt: skip
STAGE_SHARES = (0.10, 0.14, 0.14, 0.10, 0.08, 0.20, 0.08, 0.10, 0.06)
UPGRADE_STAGES = (
    ("谋划", 0),
    ("已备案", 2),
    ("已开工", 3),
    ("在建", 3),
    ("竣工", 4),
    ("投产", 5),
    ("达产", 6),
)
UPGRADE_SHARES = (0.12, 0.14, 0.10, 0.34, 0.12, 0.12, 0.06)
MILESTONES = ("签约", "注册", "开工", "竣工", "投产", "达产")
SIGNED, STARTED, COMPLETED = 0, 2, 3
# Share of the total that is spent when so many milestones are behind: from, to.
SPENT = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.02), (0.08, 0.75), (0.88, 1.0), (0.95, 1.0), (1.0, 1.0))
# What a ledger says of the link of a chain that a project would fill, by trade.
LINKS = {
    "biomed": ("医疗器械", "生物药", "医药研发外包"),
    "ic": ("集成电路封测", "功率半导体", "芯片设计"),
    "opto": ("光器件封装", "Mini LED", "光学镜头"),
    "electrical": ("伺服电机", "智能配电", "储能变流器"),
    "software": ("工业软件", "工业互联网平台"),
    "food": ("预制菜", "烘焙"),
    "general": ("", "装备零部件"),
}
SOURCES = ("驻点招商", "以商招商", "展会推介", "商会推荐", "企业增资")
UNITS = ("区工信局", "区商务局", "区发改局", "园区管委会")
LEADERS = ("陈示例", "林示例", "黄示例", "郑示例", "王示例")
# Newcomers are sought for the chains, the bureau's upgrades come from all trades.
SOUGHT = ("ic", "ic", "biomed", "opto", "electrical")
LEDGER_HEADINGS = (
    "序号", "项目编号", "项目名称", "项目类别", "承担企业", "统一社会信用代码", "投资方", "项目来源", "行业代码", "产业链环节",
    "意向用地（亩）", "总投资", "设备投资", "年度计划投资", "年度完成投资", "累计完成投资", "阶段", "签约日期", "开工日期",
    "竣工日期", "备案号", "是否入统", "是否省重点", "责任单位", "挂钩领导", "所属街道", "所在园区",
)  # fmt: skip
LAST_DAY = date(SURVEY_YEAR, 12, 31)


@dataclass(frozen=True)
class Project:
    """A project as drawn: who, what, how much in 万元, and the planned and actual day of each milestone."""

    number: str
    name: str
    kind: str
    firm: str
    code: str
    investor: str
    source: str
    industry: int
    link: str
    land_mu: float | None
    total: float
    year_plan: float | None
    year_done: float | None
    done: float | None
    stage: str
    planned: tuple[date, ...]
    actual: tuple[date | None, ...]
    unit: str
    leader: str
    town: int
    park: str


def project_forms() -> list[SheetForm]:
    """The ledger's two sheets: the projects, and a row a milestone."""
    return [
        SheetForm(
            name="项目台账",
            title=f"示例区{SURVEY_YEAR}年度重点项目台账（截至12月底）",
            unit="单位：万元",
            headings=tuple((heading, ()) for heading in LEDGER_HEADINGS),
            footnote="注：尚未注册的项目没有统一社会信用代码；累计完成投资自开工起算。",
        ),
        SheetForm(
            name="节点进度",
            title=f"示例区{SURVEY_YEAR}年度重点项目节点进度",
            headings=tuple(
                (heading, ()) for heading in ("序号", "项目编号", "项目名称", "节点", "计划时间", "实际时间")
            ),
        ),
    ]


def draw_projects(block: Block) -> list[Project]:
    """The projects of a block, the same each time they are asked for."""
    rng = block.stream("project")
    count = max(1, round(PROJECTS_PER_ENTERPRISE * len(block.enterprises)))
    hosts = firms_by_trade(block.enterprises.industry, INDUSTRIAL)
    return [_project(rng, block, hosts, at) for at in range(count)]


def project_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the ledger without their numbers; a few state more than the total, or dates in the wrong order."""
    rng = block.stream("project ledger")
    for at, project in enumerate(draw_projects(block), start=1):
        days = [written(project.actual[milestone]) for milestone in (SIGNED, STARTED, COMPLETED)]
        if days[0] and days[1] and rng.random() < 0.1:
            days[0], days[1] = days[1], days[0]
        done = project.done
        if done and at % OVERSTATED_EVERY == 0:
            done = round(1.15 * project.total)
        industry = INDUSTRIES[project.industry]
        yield [
            "" if at % UNNUMBERED_EVERY == 0 else project.number,
            project.name,
            project.kind,
            project.firm,
            project.code,
            project.investor,
            project.source,
            industry.section + industry.code if rng.random() >= 0.08 else "",
            project.link,
            ABSENT if project.land_mu is None else project.land_mu,
            project.total,
            round(0.6 * project.total) if project.kind == "技改" else "",
            "" if project.year_plan is None or rng.random() < 0.06 else project.year_plan,
            "" if project.year_done is None else project.year_done,
            ABSENT if done is None else done,
            "" if at % UNTOLD_STAGE_EVERY == 0 else project.stage,
            *days,
            f"示备〔{SURVEY_YEAR}〕A{block.number:02d}{at:04d}号"
            if project.firm and project.done is not None
            else "",
            "" if not project.actual[STARTED] else "是" if rng.random() < 0.75 else "否",
            "是" if at % KEY_EVERY == 0 else "否",
            project.unit,
            project.leader,
            TOWNS[project.town],
            project.park,
        ]


def milestone_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the milestones without their numbers, project by project; an upgrade has none before its start."""
    for project in draw_projects(block):
        first = STARTED if project.kind == "技改" else SIGNED
        for at in range(first, len(MILESTONES)):
            days = project.planned[at].isoformat(), written(project.actual[at])
            yield [project.number, project.name, MILESTONES[at], *days]


def _project(rng: np.random.Generator, block: Block, hosts: dict[str, list[int]], at: int) -> Project:
    """The project in a place of the ledger; its host upgrades, or lends a newcomer its trade and place."""
    kind, firms = KINDS[at % len(KINDS)], block.enterprises
    is_upgrade = kind == "技改"
    stages, shares = (UPGRADE_STAGES, UPGRADE_SHARES) if is_upgrade else (STAGES, STAGE_SHARES)
    stage, reached = stages[rng.choice(len(stages), p=shares)]
    sought = [trade for trade in SOUGHT if trade in hosts and kind == "招商"]
    trades = sought or list(hosts)
    near = hosts[trades[rng.integers(len(trades))]]
    host = int(near[rng.integers(len(near))])
    industry = INDUSTRIES[firms.industry[host]]
    total = float(round(rng.lognormal(8.0 if is_upgrade else 9.6, 0.8)))
    links = LINKS[industry.trade]
    firm, code = (
        (firms.names[host], firms.codes[host]) if is_upgrade else newcomer(rng, industry.word, reached)
    )
    planned, actual = draw_days(rng, reached, STARTED if is_upgrade else SIGNED)
    return Project(
        number=f"XM{SURVEY_YEAR}{block.number:02d}{at + 1:04d}",
        name=f"示例{industry.word}{'技术改造' if is_upgrade else '产业化'}项目{at + 1 + 1000 * block.number}号",
        kind=kind, firm=firm, code=code,
        investor=ABSENT if is_upgrade else f"示例{brand(rng)}投资集团",
        source=ABSENT if is_upgrade else SOURCES[rng.integers(len(SOURCES))],
        industry=int(firms.industry[host]), link=links[rng.integers(len(links))],
        land_mu=None if is_upgrade or rng.random() < 0.4 else float(rng.integers(8, 121)),
        total=total, stage=stage, planned=planned, actual=actual,
        **money_of(rng, total, reached),
        unit=UNITS[rng.integers(len(UNITS))], leader=LEADERS[rng.integers(len(LEADERS))],
        town=int(firms.town[host]), park=block.park_name(int(firms.park[host])) if firms.park[host] != NOBODY else ABSENT,
    )  # fmt: skip


def newcomer(rng: np.random.Generator, word: str, reached: int) -> tuple[str, str]:
    """The project's own company, which no register knows yet; there is none before it is founded."""
    return (f"示例新{brand(rng)}{word}（福建）有限公司" if reached >= 2 else "", "")


def money_of(rng: np.random.Generator, total: float, reached: int) -> dict[str, float | None]:
    """Plan and result of the year and what is done so far; nothing is stated before a project is signed."""
    if reached == 0:
        return {"year_plan": None, "year_done": None, "done": None}
    low, high = SPENT[reached]
    done = float(round(total * rng.uniform(low, high)))
    year_done = float(round(done * rng.uniform(0.4, 1.0)))
    plan = float(round(year_done / rng.uniform(0.6, 1.2))) if year_done else float(round(0.1 * total))
    return {"year_plan": min(plan, total), "year_done": year_done, "done": done}


def draw_days(
    rng: np.random.Generator, reached: int, first: int
) -> tuple[tuple[date, ...], tuple[date | None, ...]]:
    """Planned and actual days: the last one reached lies within the year, the next may be overdue by weeks."""
    gaps = rng.integers(45, 240, len(MILESTONES)).tolist()
    last = LAST_DAY - timedelta(days=int(rng.integers(5, 300)))
    days = [last + timedelta(days=_distance(gaps, reached - 1, at)) for at in range(len(MILESTONES))]
    slips = rng.integers(-20, 90, len(MILESTONES)).tolist()
    planned = tuple(day - timedelta(days=slip) for day, slip in zip(days, slips, strict=True))
    return planned, tuple(day if first <= at < reached else None for at, day in enumerate(days))


def _distance(gaps: list[int], origin: int, to: int) -> int:
    """Days from milestone ``origin`` to milestone ``to``; gap i lies before milestone i."""
    return sum(gaps[origin + 1 : to + 1]) if to > origin else -sum(gaps[to + 1 : origin + 1])


def brand(rng: np.random.Generator) -> str:
    """A made-up trade name."""
    return BRAND_FIRST[rng.integers(len(BRAND_FIRST))] + BRAND_SECOND[rng.integers(len(BRAND_SECOND))]


def written(day: date | None) -> str:
    """A day as the ledger writes it; empty for one that has not come."""
    return day.isoformat() if day else ""
