"""Form and rows of the land bureau's ledger of supply contracts: what was promised for a parcel and how far it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.cadastre import right_natures
from etl.sample.district import M2_PER_MU, SURVEY_YEAR
from etl.sample.industries import INDUSTRIES
from etl.sample.parcels import STAGES
from etl.sample.sheets import ABSENT, Cell, SheetForm
from etl.sample.tenancy import NOBODY

LAST_DAY = date(SURVEY_YEAR, 12, 31)
# Recent land is all in the ledger; of what produces already, contracts were entered for a part.
SHARE_OF_PRODUCING = 0.14
# Events in order, from the contract on: days that the contract leaves for each, and days more that it really takes.
EVENTS = ("交地", "开工", "竣工", "投产", "达产")
ALLOWED = ((20, 60), (150, 330), (500, 800), (90, 240), (365, 540))
MORE = ((0, 20), (-70, 45), (-120, 90), (-60, 90), (-120, 200))
# One start in so many is late by more than a year.
VERY_LATE_SHARE, VERY_LATE = 0.12, (380, 620)
KEPT_FAR_SHARE = 0.85
# How many of the events lie behind a parcel of each stage.
REACHED = {"供而未用": 1, "在建": 2, "竣工未投": 3, "投产": 4, "投而未达": 4, "达产": 5}
SINCE = {
    "供而未用": (20, 700), "在建": (60, 700), "竣工未投": (20, 300), "投产": (100, 1900), "投而未达": (560, 1500),
    "达产": (30, 1500),
}  # fmt: skip
# Share of the promised investment that is spent by then.
SPENT = {
    "供而未用": (0.0, 0.05), "在建": (0.2, 0.85), "竣工未投": (0.9, 1.25), "投产": (0.92, 1.5), "投而未达": (0.7, 1.1),
    "达产": (0.95, 1.5),
}  # fmt: skip
INTENSITIES = (180, 220, 260, 300, 350, 400)
TAXES, OUTPUTS = (4, 6, 8, 12, 16, 20), (200, 260, 300, 400, 480)
METHODS = ("挂牌出让", "挂牌出让", "挂牌出让", "协议出让")
# Contracts signed before this year promise no tax and no output: standard land (标准地) came with it.
STANDARD_LAND_FROM = 2016
# One row in so many has no number, a mistyped parcel, a day for "none", promised days in the wrong order, its date in words.
UNNUMBERED_EVERY, MISTYPED_EVERY, NO_DAY_EVERY, REVERSED_EVERY, IN_WORDS_EVERY = 11, 19, 7, 23, 5
FORGIVEN_EVERY, UNCODED_EVERY = 9, 8


@dataclass(frozen=True)
class Supply:
    """A contract as drawn: the parcel's place in its block, the days due and real, promises and money in 万元."""

    parcel: int
    stage: str
    signed: date
    due: tuple[date, ...]
    actual: tuple[date | None, ...]
    mu: float
    intensity: float
    invested: float
    output: float | None
    tax: float | None
    far: tuple[float, float]
    method: str


def contract_form() -> SheetForm:
    """The ledger's sheet."""
    return SheetForm(
        name="供地履约",
        title=f"示例区工业用地供地履约监管台账（截至{SURVEY_YEAR}年12月底）",
        unit="单位：公顷、万元",
        headings=(
            *((heading, ()) for heading in ("序号", "出让合同号", "宗地代码", "用地单位", "统一社会信用代码", "项目名称")),
            ("供地方式", ()), ("供地面积", ()), ("合同签订日期", ()),
            *((f"{event}时间", ("约定", "实际")) for event in EVENTS),
            ("规定投资额下限", ()), ("固投强度≥（万元/亩）", ()), ("亩均产值≥（万元/亩）", ()),
            ("亩均税收≥（万元/亩）", ()), ("容积率", ("下限", "上限")), ("固定资产累计投入", ()), ("监管状态", ()),
        ),
        footnote=f"注：{STANDARD_LAND_FROM}年以前的合同没有约定亩均税收和亩均产值；没有约定的日期写1900-01-01。",
    )  # fmt: skip


def draw_supplies(block: Block) -> list[Supply]:
    """The contracts of a block, the same each time they are asked for."""
    rng, natures = block.stream("land contract"), right_natures(block)
    supplies = []
    for parcel, stage in enumerate(STAGES[number] for number in block.parcels.stage):
        producing = REACHED[stage] > REACHED["竣工未投"]
        wanted = rng.random() < SHARE_OF_PRODUCING or not producing
        if wanted and natures[parcel] == "102" and block.owner[parcel] != NOBODY:
            supplies.append(_supply(rng, block, parcel, stage))
    return supplies


def contract_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of the ledger without their numbers, with the slips that people make."""
    firms = block.enterprises
    for at, supply in enumerate(draw_supplies(block), start=1):
        owner = int(block.owner[supply.parcel])
        code = block.parcels.codes[supply.parcel]
        word = INDUSTRIES[firms.industry[owner]].word
        by_sum = supply.signed.year < STANDARD_LAND_FROM
        floor = round(supply.intensity * supply.mu)
        yield [
            ""
            if at % UNNUMBERED_EVERY == 0
            else f"示地合〔{supply.signed.year}〕{block.number:02d}{at:03d}号",
            _mistyped(code) if at % MISTYPED_EVERY == 0 else code,
            firms.names[owner],
            "" if at % UNCODED_EVERY == 0 else firms.codes[owner],
            f"示例{word}生产基地{at + 1000 * block.number}号",
            supply.method,
            round(supply.mu * M2_PER_MU / 10_000, 4),
            _written(supply.signed, at),
            *_days(supply, at),
            floor if by_sum else "",
            "" if by_sum else supply.intensity,
            supply.output if supply.output is not None else ABSENT,
            supply.tax if supply.tax is not None else ABSENT,
            *supply.far,
            supply.invested,
            _status(supply) if at % FORGIVEN_EVERY else "正常使用",
        ]


def _supply(rng: np.random.Generator, block: Block, parcel: int, stage: str) -> Supply:
    allowed = [int(rng.integers(*days)) for days in ALLOWED]
    more = [int(rng.integers(*days)) for days in MORE]
    if rng.random() < VERY_LATE_SHARE:
        more[1] = int(rng.integers(*VERY_LATE))
    reached = REACHED[stage]
    since = int(rng.integers(*SINCE[stage]))
    signed = LAST_DAY - timedelta(days=since + sum(allowed[:reached]) + sum(more[:reached]))
    promised = [sum(allowed[: at + 1]) for at in range(len(EVENTS))]
    taken = [sum(allowed[: at + 1]) + sum(more[: at + 1]) for at in range(len(EVENTS))]
    mu = float(block.parcels.certificate_m2[parcel]) / M2_PER_MU
    intensity = float(rng.choice(INTENSITIES))
    tax, output = float(rng.choice(TAXES)), float(rng.choice(OUTPUTS))
    lowest, highest = _far_limits(rng, block, parcel)
    is_standard = signed.year >= STANDARD_LAND_FROM
    return Supply(
        parcel=parcel, stage=stage, signed=signed,
        due=tuple(signed + timedelta(days=days) for days in promised),
        actual=tuple(
            signed + timedelta(days=days) if at < reached else None for at, days in enumerate(taken)
        ),
        mu=mu, intensity=intensity, invested=float(round(intensity * mu * rng.uniform(*SPENT[stage]))),
        output=output if is_standard else None, tax=tax if is_standard else None,
        far=(lowest, 0.0 if rng.random() < 0.1 else highest), method=METHODS[rng.integers(len(METHODS))],
    )  # fmt: skip


def _far_limits(rng: np.random.Generator, block: Block, parcel: int) -> tuple[float, float]:
    """Limits of the floor-area ratio; most of what is built keeps within them."""
    lowest = round(float(rng.choice([0.8, 1.0, 1.2])), 1)
    built = float(block.parcels.floor_m2[parcel] / block.parcels.certificate_m2[parcel])
    if built and rng.random() < KEPT_FAR_SHARE:
        lowest = min(lowest, math.floor(10 * built) / 10)
    return lowest, round(
        max(lowest + 1.5, math.ceil(10 * built) / 10 if rng.random() < KEPT_FAR_SHARE else 0.0), 1
    )


def _days(supply: Supply, at: int) -> Iterator[Cell]:
    """Due and actual day of each event in turn; old contracts set no day for production."""
    due = [_written(day, at) for day in supply.due]
    if at % REVERSED_EVERY == 0:
        due[1], due[2] = due[2], due[1]
    if at % NO_DAY_EVERY == 0:
        due[0] = "1900-01-01"
    if supply.signed.year < STANDARD_LAND_FROM:
        due[3] = due[4] = ""
    for promised, day in zip(due, supply.actual, strict=True):
        yield from (promised, "" if day is None else _written(day, at))


def _status(supply: Supply) -> str:
    """What the bureau calls it at the end of the year."""
    _, start_due, completion_due, _, _ = supply.due
    _, start, completion, _, _ = supply.actual
    if start is None and start_due < LAST_DAY:
        return "疑似闲置" if (LAST_DAY - start_due).days > 365 else "逾期开工"
    if start is not None and (start - start_due).days > 365:
        return "逾期开工"
    if start is not None and completion is None and completion_due < LAST_DAY:
        return "逾期竣工"
    return "疑似低效" if supply.stage == "投而未达" else "正常使用"


def _written(day: date, at: int) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if at % IN_WORDS_EVERY == 0 else day.isoformat()


def _mistyped(code: str) -> str:
    """The code with its last two digits as a hurried hand types them."""
    return code[:-2] + "99"
