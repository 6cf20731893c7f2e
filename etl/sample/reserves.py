"""Forms and rows of the ledger of land reserves, of its monthly returns, and of industrial land held for a time only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from etl.contracts.works_stages import RESERVE_STAGES
from etl.sample.block import Block
from etl.sample.district import COLLECTIVES, M2_PER_MU, PARKS, SURVEY_YEAR
from etl.sample.plots import draw_plots
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.tenancy import NOBODY
from etl.sample.works_dates import Way, draw_way

# Name after the park, phase, park, the stage reached, households.
RESERVES = (
    ("低效用地收储", "一期", 1, "供地", 64),
    ("低效用地收储", "二期", 1, "征迁签约", 86),
    ("提质升级收储", "一期", 2, "净地入库", 118),
    ("提质升级收储", "二期", 2, "征迁签约", 73),
    ("老厂区收储", "", 3, "征迁签约", 41),
    ("临时工业用地收储", "一期", 4, "市政府研究通过", 22),
    ("临时工业用地收储", "二期", 4, "摸底", None),
)
SIGNING = RESERVE_STAGES.index("征迁签约")
SPELLINGS = {"征迁签约": "征迁", "净地入库": "净地", "供地": "挂牌出让"}
HEADINGS = (
    "序号", "收储项目", "期次", "所在片区", "涉及宗地", "收储面积（亩）", "已净地面积（亩）", "总户数", "已签约户数", "到期日",
    "当前阶段", "摸底时间", "市政府研究时间", "计划征迁时间", "征迁时间", "计划净地时间", "净地时间", "计划供地时间", "供地时间",
    "责任单位",
)  # fmt: skip
MONTHS = 12
TEMPORARY_HEADINGS = (
    "序号", "单位名称", "项目名称", "用地位置", "宗地代码", "用地面积（亩）", "批准文号", "批准时间", "截至时间", "更新状态",
)  # fmt: skip
USES = ("临时厂房", "堆场", "临时仓储", "汽修加工", "建材加工")
RENEWALS = ("使用中", "使用中", "列入收储", "延期", "更新中", "")
# Villages' land beside the parcels of the cadastre: the year and month in which the paper ends; one has no end.
OF_VILLAGES = ((2022, 9), (2023, 5), (2023, 11), (2024, 2), (2024, 3), (2024, 11), None)


@dataclass(frozen=True)
class Reserve:
    """A land reserve as drawn: its parcels, its way, its households and how many had signed by each month's end."""

    name: str
    phase: str
    park: int
    parcels: tuple[int, ...]
    land_mu: float
    way: Way
    households: int | None
    signed: tuple[int, ...]


def reserve_forms() -> list[SheetForm]:
    """The workbook's two sheets: the reserves, and a row a reserve and month."""
    return [
        SheetForm(
            name="收储项目",
            title=f"示例区工业用地收储台账（截至{SURVEY_YEAR}年12月底）",
            headings=tuple((heading, ()) for heading in HEADINGS),
            footnote="注：尚未摸清户数的暂空；已净地面积为累计数。",
        ),
        SheetForm(
            name="签约月报",
            title="收储项目签约户数月报（累计）",
            headings=tuple((heading, ()) for heading in ("序号", "收储项目", "期次", "月份", "累计签约户数")),
        ),
    ]


def temporary_form() -> SheetForm:
    """The land bureau's list of papers for industrial land held for a time only."""
    return SheetForm(
        name="临时工业用地",
        title=f"示例区临时工业用地台账（{SURVEY_YEAR}年12月）",
        headings=tuple((heading, ()) for heading in TEMPORARY_HEADINGS),
        footnote="注：村集体用地没有宗地代码；截至时间为空的为补办手续中。",
    )


def draw_reserves(block: Block) -> list[Reserve]:
    """The land reserves of a block, the same each time they are asked for."""
    rng, taken = block.stream("reserves"), {at for plot in draw_plots(block) for at in plot.parcels}
    drawn = []
    for word, phase, park, stage, households in RESERVES:
        free = [at for at in np.flatnonzero(block.parcels.park == park).tolist() if at not in taken]
        parcels = tuple(sorted(rng.permutation(free)[: int(rng.integers(3, 7))].tolist()))
        taken |= set(parcels)
        way = draw_way(rng, RESERVE_STAGES, RESERVE_STAGES.index(stage))
        land = float(block.parcels.certificate_m2[list(parcels)].sum()) / M2_PER_MU
        name = f"{block.park_name(park)}{word}"
        signed = _signed(rng, households, way)
        drawn.append(Reserve(name, phase, park, parcels, land, way, households, signed))
    return drawn


def reserve_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the ledger without their numbers; the last one says more signed than there are households."""
    rng = block.stream("reserve ledger")
    for reserve in draw_reserves(block):
        way, cleared = reserve.way, reserve.way.reached >= RESERVE_STAGES.index("净地入库")
        ends = date(SURVEY_YEAR + 1, int(rng.integers(1, 13)), 28) if "临时" in reserve.name else None
        yield [
            reserve.name,
            reserve.phase,
            block.park_name(reserve.park),
            " ".join(block.parcels.codes[at] for at in reserve.parcels),
            round(reserve.land_mu, 2),
            round(reserve.land_mu * (1 if cleared else rng.uniform(0.1, 0.6)), 2) if reserve.signed else "",
            reserve.households,
            reserve.signed[-1] if reserve.signed else ABSENT,
            ends.isoformat() if ends else "",
            SPELLINGS.get(way.stage, way.stage),
            way.day("摸底"),
            way.day("市政府研究通过"),
            way.plan("征迁签约"), way.day("征迁签约"),
            way.plan("净地入库"), way.day("净地入库"),
            way.plan("供地"), way.day("供地"),
            "土地储备中心" if rng.random() < 0.7 else "属地街道",
        ]  # fmt: skip


def month_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the monthly returns without their numbers; one month is missing, one counts backwards."""
    for at, reserve in enumerate(draw_reserves(block)):
        for month, signed in enumerate(reserve.signed, start=1):
            if (at, month) == (1, 7):
                continue
            told = signed - 4 if (at, month) == (3, 9) else signed
            yield [reserve.name, reserve.phase, f"{SURVEY_YEAR}年{month}月", max(0, told)]


def temporary_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the list without their numbers: the cadastre's temporary parcels, then land of villages."""
    rng, parcels = block.stream("temporary land"), block.parcels
    serial = 0
    for at in np.flatnonzero(parcels.is_temporary).tolist():
        serial, owner = serial + 1, int(block.owner[at])
        holder = block.enterprises.names[owner] if owner != NOBODY else COLLECTIVES[at % len(COLLECTIVES)]
        mu = float(parcels.certificate_m2[at]) / M2_PER_MU
        until = date.fromisoformat(parcels.expires_on[at])
        yield _paper(rng, block, serial, (holder, parcels.addresses[at], parcels.codes[at], mu), until)
    for end in OF_VILLAGES:
        serial += 1
        village, park = COLLECTIVES[serial % len(COLLECTIVES)], PARKS[serial % len(PARKS)].name
        ends = date(*end, int(rng.integers(1, 29))) if end else None
        mu = float(rng.uniform(1.5, 12))
        yield _paper(rng, block, serial, (f"示例{village}股份经济合作社", f"{park}{village}", "", mu), ends)


def _paper(
    rng: np.random.Generator, block: Block, serial: int, land: tuple[str, str, str, float], ends: date | None
) -> list[Cell]:
    holder, place, code, mu = land
    begun = (ends or date(SURVEY_YEAR, 10, 1)).replace(day=1)
    begun = begun.replace(year=min(SURVEY_YEAR - 1, begun.year - int(rng.integers(2, 5))))
    return [
        holder,
        USES[rng.integers(len(USES))],
        place,
        code,
        round(mu, 2),
        f"示地临〔{begun.year}〕{block.number:02d}{serial:03d}号",
        begun.isoformat(),
        ends.isoformat() if ends else "",
        RENEWALS[rng.integers(len(RENEWALS))],
    ]


def _signed(rng: np.random.Generator, households: int | None, way: Way) -> tuple[int, ...]:
    """Households that had signed by the end of each month; all of them where the land is cleared."""
    if households is None or way.reached < SIGNING:
        return ()
    last = households if way.reached > SIGNING else round(households * rng.uniform(0.55, 0.93))
    steps = np.sort(rng.uniform(0.15, 1.0, MONTHS - 1))
    return (*(int(last * step) for step in steps), last)
