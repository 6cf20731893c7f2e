"""Forms and rows of floor to let, quarter by quarter, and of new carriers that are planned and built for a chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from etl.sample.block import Block
from etl.sample.district import PARKS, SURVEY_YEAR
from etl.sample.service_days import any_of, happened
from etl.sample.sheets import ABSENT, Cell, SheetForm

# Ends of the quarters that the park office has told of: year and last month.
QUARTERS = tuple((year, month) for year in (SURVEY_YEAR - 1, SURVEY_YEAR) for month in (3, 6, 9, 12))
# Carriers of a park: name, buildings, the quarter from which they may be let (0: before all of them).
CARRIERS = (
    (("智造园", 4, 0), ("创新厂房", 2, 5)),
    (("生物医药加速器", 3, 0), ("通用厂房", 3, 3), ("食品产业园", 2, 7)),
    (("电机产业园", 4, 0), ("共享厂房", 2, 6)),
    (("食品园", 2, 0),),
    (("光电园", 3, 0), ("标准厂房二期", 3, 9)),
)
FLOOR_WORDS = (
    "序号", "载体编号", "载体名称", "楼栋", "所在片区", "镇街", "宗地代码", "建筑面积（㎡）", "可租面积（㎡）", "已租面积（㎡）",
    "空置面积（㎡）", "租金（元/㎡·月）", "运营单位", "租售状态",
)  # fmt: skip
OPERATORS = ("示例区园区运营公司", "鹭江产业投资公司", "业主自营")
# Rows of the last quarter with what offices get wrong, by their place.
NO_STATUS_AT, OVER_AT, LOST_PARCEL_AT, LOST_PARK_AT, NO_VACANT_AT = 3, 6, 8, 11, 13
MISSED = (4, 2)
NEW_CARRIERS = (
    # Park, name, building, thousand m² built, share offered, share of it taken, chain, status.
    (1, "生物医药园中园", "A 区", 42, 0.86, 0.78, "生物医药", "投用"),
    (1, "生物医药园中园", "B 区", 36, 0.9, 0.34, "生物医药产业链", "投用"),
    (1, "医疗器械园中园", "", 28, 0.88, 0.12, "生物医药", "施工中"),
    (2, "电机电气园中园", "1 号楼", 31, 0.92, 0.83, "电机电气", "已投用"),
    (2, "电机电气园中园", "2 号楼", 33, 0.92, 0.41, "电机电气", "在建"),
    (0, "集成电路园中园", "", 25, 0.85, 0.55, "集成电路", "投用"),
    (0, "软件园中园", "3 号楼", 18, 0.95, 0.66, "软件和信息服务", "投用"),
    (4, "光电园中园", "一期", 30, 0.9, 0.22, "光电信息", "在建"),
    (4, "光电园中园", "二期", 34, 0.9, None, "光电信息", "立项"),
    (3, "食品园中园", "", 27, 0.9, None, "食品", "谋划"),
    (3, "共享车间", "", 15, 0.8, 0.0, "预制菜", "立项"),
    (4, "新型显示中试基地", "", 22, 0.85, None, "", "论证"),
)
CARRIER_WORDS = (
    "序号", "园中园名称", "楼栋", "所在片区", "建筑面积（万㎡）", "可供面积（㎡）", "已去化面积（㎡）", "定位产业链", "立项时间",
    "计划投用时间", "投用时间", "当前状态", "责任单位",
)  # fmt: skip


@dataclass(frozen=True)
class Space:
    """A building as drawn; ``let`` holds a number a quarter, None as long as it is being built."""

    name: str
    building: str
    park: int
    parcel: int | None
    built: int
    lettable: int
    let: tuple[int | None, ...]
    rent: float


def floor_forms() -> list[SheetForm]:
    """A sheet a quarter, as the park office adds them."""
    return [
        SheetForm(
            name=quarter_name(at),
            title=f"示例区载体厂房租售情况表（截至{year}年{month}月底）",
            headings=tuple((word, ()) for word in FLOOR_WORDS),
            footnote="注：在建的载体暂无可租面积；租金为面积加权的平均价。",
        )
        for at, (year, month) in enumerate(QUARTERS)
    ]


def quarter_name(at: int) -> str:
    """``2023年第1季度``."""
    year, month = QUARTERS[at]
    return f"{year}年第{month // 3}季度"


def carrier_form() -> SheetForm:
    """The ledger of new carriers."""
    return SheetForm(
        name="园中园",
        title=f"示例区园中园和新载体谋划台账（截至{SURVEY_YEAR}年12月）",
        headings=tuple((word, ()) for word in CARRIER_WORDS),
    )


def draw_spaces(block: Block) -> list[Space]:
    """The buildings of a block's carriers, the same each time they are asked for."""
    rng, spaces = block.stream("floor space"), []
    for park, carriers in enumerate(CARRIERS):
        parcels = np.flatnonzero(block.parcels.park == park).tolist()
        for word, buildings, ready in carriers:
            parcel = int(rng.choice(parcels)) if parcels and rng.random() < 0.75 else None
            rent = float(rng.uniform(14, 26))
            for number in range(1, buildings + 1):
                built = int(rng.integers(60, 240)) * 100
                lettable = int(built * rng.uniform(0.86, 0.97) // 10 * 10)
                name = f"{block.park_name(park).removesuffix('片区')}{word}"
                let = _let(rng, lettable, ready)
                spaces.append(
                    Space(
                        name,
                        f"{number} 号楼",
                        park,
                        parcel,
                        built,
                        lettable,
                        let,
                        rent * rng.uniform(0.94, 1.06),
                    )
                )
    return spaces


def floor_rows(block: Block, quarter: int) -> Iterator[list[Cell]]:
    """Rows of one quarter without their numbers; the last quarter has a few that contradict themselves."""
    last = quarter == len(QUARTERS) - 1
    for at, space in enumerate(draw_spaces(block)):
        if (quarter, at) == MISSED:
            continue
        let, lettable = space.let[quarter], space.lettable
        vacant = None if let is None else lettable - let
        over = last and at == OVER_AT
        park = PARKS[space.park]
        yield [
            f"ZT{block.number:02d}{at + 1:03d}",
            space.name,
            space.building,
            "滨江新片区" if last and at == LOST_PARK_AT else block.park_name(space.park),
            "",
            _parcel_code(block, space, last and at == LOST_PARCEL_AT),
            float(space.built),
            "" if let is None else float(lettable),
            "" if let is None else float(let),
            ABSENT if vacant is None or (last and at == NO_VACANT_AT) else float(vacant + 500 * over),
            "" if let is None else round(space.rent * (1 + 0.006 * quarter), 1),
            OPERATORS[(at + len(park.name)) % len(OPERATORS)],
            "" if last and at == NO_STATUS_AT else _status(let, vacant, at),
        ]


def carrier_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows without their numbers: one takes more than it offers, one serves no chain that is known."""
    rng = block.stream("carriers")
    for at, (park, name, building, built, offered, taken, chain, status) in enumerate(NEW_CARRIERS):
        supply = round(built * 1000 * offered * float(rng.uniform(0.97, 1.03)), -1)
        in_use = date(SURVEY_YEAR - int(rng.integers(0, 2)), int(rng.integers(1, 12)), 28)
        planned = date(SURVEY_YEAR + (0 if at == 4 else 1), int(rng.integers(3, 12)), 30)
        is_used = status in ("投用", "已投用")
        approved = date(SURVEY_YEAR - 2 - at % 2, int(rng.integers(1, 13)), 15)
        yield [
            f"{block.park_name(park).removesuffix('片区')}{name}",
            building,
            block.park_name(park),
            round(built / 10, 2),
            supply,
            ABSENT if taken is None else round(supply * (1.06 if at == 3 else taken), -1),
            chain,
            "" if status in ("谋划", "论证") else approved.isoformat(),
            "" if status == "论证" else (in_use if is_used else planned).isoformat(),
            happened(in_use) if is_used else "",
            status,
            any_of(rng, ("区工信局", "园区管委会", "区产投公司")),
        ]


def floor_sums(block: Block) -> dict[str, int]:
    """What a right reading of the last quarter must find, and how many rows there are in all of them."""
    rows = list(floor_rows(block, len(QUARTERS) - 1))
    return {
        "spaces": sum(1 for quarter in range(len(QUARTERS)) for _ in floor_rows(block, quarter)),
        "spaces_now": len(rows),
        "lettable_m2_now": _sum(rows, 7),
        "let_m2_now": _sum(rows, 8),
        "carriers": sum(1 for _ in carrier_rows(block)),
        "supply_m2": _sum(list(carrier_rows(block)), 4),
        "taken_m2": _sum(list(carrier_rows(block)), 5),
    }


def _sum(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return sum(round(cell) for row in rows if isinstance(cell := row[column], float | int))


def _let(rng: np.random.Generator, lettable: int, ready: int) -> tuple[int | None, ...]:
    """What is let at the end of each quarter: it fills up from the quarter in which it is ready, and sometimes empties."""
    share = float(rng.uniform(0.45, 0.85)) if ready == 0 else float(rng.uniform(0.0, 0.25))
    told: list[int | None] = []
    for quarter in range(len(QUARTERS)):
        if quarter < ready:
            told.append(None)
            continue
        told.append(lettable if share >= 0.995 else int(lettable * share // 10 * 10))
        share = min(1.0, max(0.0, share + float(rng.normal(0.05, 0.06))))
    return tuple(told)


def _parcel_code(block: Block, space: Space, is_lost: bool) -> str:
    if is_lost:
        return "350104999999GB00001"
    return "" if space.parcel is None else block.parcels.codes[space.parcel]


def _status(let: int | None, vacant: int | None, at: int) -> str:
    if let is None:
        return "施工中" if at % 2 else "在建"
    return "已租" if not vacant else "招租中" if at % 3 else "可租"
