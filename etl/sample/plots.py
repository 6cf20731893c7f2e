"""Forms and rows of the ledger of plots that a park is rebuilt on, their milestones and the bureau's yearly targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from etl.contracts.works_stages import RESERVE_STAGES, SELF_STAGES
from etl.sample.block import Block
from etl.sample.district import M2_PER_MU, SURVEY_YEAR
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.tenancy import NOBODY
from etl.sample.works_dates import Way, draw_way

# Letter, park, route, the stage reached and the last day by which it was, as far as a plan goes of six plots.
PLOTS = (
    ("A", 0, "收储", "招商", date(2022, 9, 30)),
    ("B", 0, "收储", "竣工", date(2023, 6, 30)),
    ("C", 0, "收储提升", "主体封顶", date(2023, 12, 31)),
    ("D", 1, "自主提升", "竣工", date(2023, 11, 30)),
    ("E", 1, "收储提升", "供地", date(2023, 12, 31)),
    ("F", 2, "收储提升", "征迁签约", date(2023, 12, 31)),
)
# What a ledger writes for a stage.
SPELLINGS = {"招商": "招商入驻", "竣工": "已竣工", "主体封顶": "主体封顶", "施工": "在建", "征迁签约": "征迁"}
LEAST_MU, MOST_MU = 6, 60
UNITS = ("示例园区建设投资公司", "园区管委会", "区城投公司")
LEDGER_HEADINGS = (
    "序号", "地块编号", "地块名称", "所在片区", "宗地代码", "实施路径", "责任单位", "用地面积（亩）", "原有建筑面积（㎡）",
    "新增高标准厂房（万㎡）", "已建成面积（万㎡）", "主体进度%", "当前阶段", "备注",
)  # fmt: skip
TARGETS = (
    ("新增高标准厂房", (2021, 2022, 2023), "万㎡", "园区科"),
    ("规上工业增加值增速", (2023,), "%", "运行科"),
    ("新增规上工业企业", (2023,), "家", "企业科"),
)


@dataclass(frozen=True)
class Plot:
    """A plot as drawn: the parcels that it covers, floor in m², and its way through the stages."""

    number: str
    name: str
    park: int
    route: str
    parcels: tuple[int, ...]
    land_mu: float
    old_floor: float
    new_floor: float
    way: Way
    unit: str


def plot_forms() -> list[SheetForm]:
    """The workbook's three sheets: the plots, a row a milestone, and the targets of the years."""
    return [
        SheetForm(
            name="标准化地块",
            title=f"示例区园区标准化地块建设台账（截至{SURVEY_YEAR}年12月底）",
            headings=tuple((heading, ()) for heading in LEDGER_HEADINGS),
            footnote="注：新增高标准厂房为规划楼面面积；跨几宗地的地块，宗地代码用顿号隔开。",
        ),
        SheetForm(
            name="节点进度",
            title="标准化地块节点进度",
            headings=tuple(
                (heading, ()) for heading in ("序号", "地块编号", "地块名称", "节点", "计划时间", "实际时间", "责任单位")
            ),
        ),
        SheetForm(
            name="年度目标",
            title="工业园区标准化年度目标",
            headings=tuple((heading, ()) for heading in ("序号", "指标", "年度", "目标值", "单位", "责任科室")),
        ),
    ]  # fmt: skip


def draw_plots(block: Block) -> list[Plot]:
    """The plots of a block, the same each time they are asked for; a park without parcels has none."""
    rng, taken = block.stream("plots"), set[int]()
    plots = []
    for letter, park, route, stage, latest in PLOTS:
        free = [
            at
            for at in suitable(block, np.flatnonzero(block.parcels.park == park).tolist())
            if at not in taken
        ]
        if not free:
            continue
        parcels = _neighbours(rng, block, free)
        taken |= set(parcels)
        plots.append(_plot(rng, block, letter, park, route, parcels, (stage, latest)))
    return plots


def plot_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the ledger without their numbers: gaps, one parcel code with a slip of the pen, one stage of its own."""
    for at, plot in enumerate(draw_plots(block)):
        codes = [block.parcels.codes[parcel] for parcel in plot.parcels]
        progress, done = _progress(plot)
        yield [
            plot.number,
            plot.name,
            block.park_name(plot.park),
            "、".join(codes) if at != len(PLOTS) - 1 else f"{codes[0]}、{codes[0][:-1]}X",
            plot.route,
            plot.unit if at % 4 != 3 else "",
            round(plot.land_mu, 1),
            round(plot.old_floor) if plot.old_floor else ABSENT,
            round(plot.new_floor / 10_000, 2) if plot.way.reached >= 5 or plot.route != "收储提升" else "",
            done,
            progress,
            "方案优化中" if at == len(PLOTS) - 2 else SPELLINGS.get(plot.way.stage, plot.way.stage),
            "涉及旧厂房拆除" if plot.old_floor else "",
        ]


def milestone_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the milestones without their numbers; one plot goes by its name alone, two days are swapped."""
    for at, plot in enumerate(draw_plots(block)):
        way = plot.way
        days = [way.actual[stage] for stage in range(len(way.stages))]
        if at == 2:
            days[1], days[2] = days[2], days[1]
        for stage, planned, actual in zip(way.stages, way.planned, days, strict=True):
            yield [
                "" if at == 1 else plot.number,
                plot.name,
                SPELLINGS.get(stage, stage),
                planned.isoformat(),
                actual.isoformat() if actual else "",
                plot.unit,
            ]


def target_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the targets without their numbers; the bureau has one list, whatever the size of the district."""
    if block.number:
        return
    rng = block.stream("targets")
    completed = sum(plot.new_floor for plot in draw_plots(block) if plot.way.day("竣工"))
    for indicator, years, unit, office in TARGETS:
        for year in years:
            share = completed / 10_000 / len(years) * rng.uniform(0.9, 1.4)
            yield [
                indicator,
                year,
                round(share, 1) if unit == "万㎡" else int(rng.integers(6, 30)),
                unit,
                office,
            ]


def _neighbours(rng: np.random.Generator, block: Block, free: list[int]) -> tuple[int, ...]:
    """One to three of the parcels that lie near each other."""
    middles = [np.mean(block.parcels.rings[at], axis=0) for at in free]
    first = int(rng.integers(len(free)))
    near = np.argsort([float(np.hypot(*(middle - middles[first]))) for middle in middles])
    return tuple(sorted(free[int(at)] for at in near[: int(rng.integers(1, 4))]))


def _plot(
    rng: np.random.Generator, block: Block, letter: str, park: int, route: str, parcels: tuple[int, ...],
    fate: tuple[str, date],
) -> Plot:  # fmt: skip
    stages = SELF_STAGES if route == "自主提升" else RESERVE_STAGES
    land = float(block.parcels.certificate_m2[list(parcels)].sum())
    return Plot(
        number=f"BZ{block.number:02d}-{letter}",
        name=f"地块{letter}{block.number + 1 if block.number else ''}",
        park=park, route=route, parcels=parcels, land_mu=land / M2_PER_MU,
        old_floor=float(block.parcels.floor_m2[list(parcels)].sum()),
        new_floor=round(land * rng.uniform(2.2, 2.9), -2),
        way=draw_way(rng, stages, stages.index(fate[0]), fate[1]),
        unit=UNITS[rng.integers(len(UNITS))],
    )  # fmt: skip


def _progress(plot: Plot) -> tuple[Cell, Cell]:
    """Progress of the main structure in % and the floor built in 万㎡, by how far the plot is."""
    stage = plot.way.stages.index("竣工")
    if plot.way.reached >= stage:
        return 100, round(plot.new_floor * 0.98 / 10_000, 2)
    return (85, ABSENT) if plot.way.stage == "主体封顶" else ("", "")


def owners_outside_plots(block: Block) -> list[int]:
    """Parcels of a suitable size of registered owners, with buildings on them, which no plot covers."""
    taken = {parcel for plot in draw_plots(block) for parcel in plot.parcels}
    built = np.flatnonzero((block.owner != NOBODY) & (block.parcels.floor_m2 > 0)).tolist()
    return [parcel for parcel in suitable(block, built) if parcel not in taken]


def suitable(block: Block, parcels: list[int]) -> list[int]:
    """Those of the parcels that are worth rebuilding and no larger than is built in one go; all where none is."""
    m2 = block.parcels.certificate_m2
    return [at for at in parcels if LEAST_MU <= m2[at] / M2_PER_MU <= MOST_MU] or parcels
