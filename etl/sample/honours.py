"""Form and rows of the industry bureau's ledger of honours: a ladder few climb, some expired, some on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.sample.block import Block
from etl.sample.district import TOWNS
from etl.sample.industries import INDUSTRIES
from etl.sample.sheets import ABSENT, Cell, SheetForm

LEDGER_DATE = date(2024, 2, 29)
MISSING_CODE_SHARE = 0.04
PENDING = ("摸排", "申报", "推荐", "公示")


@dataclass(frozen=True)
class Award:
    """An honour as the ledger spells it: how likely for a firm (on the ladder: for one a rung below), and how long."""

    spelling: str
    level: str
    share: float
    years: int | None
    month: int
    document: str


RUNGS = (
    Award("创新型中小企业", "省级", 0.22, 3, 4, "闽工信规〔{year}〕{serial}号"),
    Award("专精特新中小企业", "省级", 0.42, 3, 6, "闽工信法规〔{year}〕{serial}号"),
    Award("专精特新“小巨人”企业", "国家级", 0.30, 3, 7, "工信部企业函〔{year}〕{serial}号"),
    Award("制造业单项冠军", "国家级", 0.25, 3, 10, "工信部政法函〔{year}〕{serial}号"),
)
APART = (
    Award("高新技术企业", "国家级", 0.16, 3, 12, "国科火字〔{year}〕{serial}号"),
    Award("科技型中小企业", "国家级", 0.10, 1, 5, ABSENT),
    Award("省级企业技术中心", "省级", 0.03, None, 9, "闽工信技改〔{year}〕{serial}号"),
    Award("首台（套）重大技术装备", "省级", 0.01, None, 11, "闽工信装备〔{year}〕{serial}号"),
    Award("工业龙头企业", "市级", 0.02, 2, 3, "榕工信综〔{year}〕{serial}号"),
    Award("龙头培育", "市级", 0.02, 2, 3, "榕工信综〔{year}〕{serial}号"),
    Award("福建老字号", "省级", 0.006, None, 8, "闽商务〔{year}〕{serial}号"),
    Award("绿色工厂", "省级", 0.015, None, 10, "闽工信节能〔{year}〕{serial}号"),
    Award("智能制造示范", "市级", 0.015, None, 6, "榕工信信息〔{year}〕{serial}号"),
)


def honour_form() -> SheetForm:
    """The ledger's sheet: what was recognised stands under a merged heading."""
    return SheetForm(
        name="荣誉台账",
        title="示例区工业企业荣誉资质台账（截至2024年2月）",
        headings=(
            ("序号", ()),
            ("企业名称", ()),
            ("统一社会信用代码", ()),
            ("所属街道", ()),
            ("荣誉名称", ()),
            ("认定情况", ("级别", "批次", "文号", "认定日期", "有效期至")),
            ("状态", ()),
        ),
        footnote="注：有效期至为空的长期有效，以主管部门公布为准；申报中的没有认定日期。",
    )


def honour_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of a block without their numbers, firm by firm, rung by rung."""
    rng, firms = block.stream("honour"), block.enterprises
    for i, name in enumerate(firms.names):
        if not INDUSTRIES[firms.industry[i]].is_industrial and rng.random() < 0.5:
            continue
        code = "" if rng.random() < MISSING_CODE_SHARE else firms.codes[i]
        for row in [*_climbed(rng), *_apart(rng)]:
            yield [name, code, TOWNS[firms.town[i]], *row]


def _climbed(rng: np.random.Generator) -> Iterator[list[Cell]]:
    """The rungs that one firm has climbed, a year or two apart; now and then it applies for the next."""
    year = int(rng.integers(2018, 2023))
    for rung in RUNGS:
        if rng.random() >= rung.share:
            if rung is not RUNGS[0] and rng.random() < 0.15:
                yield [
                    rung.spelling,
                    rung.level,
                    "2024年",
                    ABSENT,
                    "",
                    "",
                    PENDING[rng.integers(len(PENDING))],
                ]
            return
        yield from _granted(rng, rung, min(year, 2023))
        year += int(rng.integers(1, 3))


def _apart(rng: np.random.Generator) -> Iterator[list[Cell]]:
    for award in APART:
        if rng.random() < award.share:
            yield from _granted(rng, award, int(rng.integers(2019, 2024)))


def _granted(rng: np.random.Generator, award: Award, year: int) -> Iterator[list[Cell]]:
    """An award, and its renewal where one followed when it had run out."""
    day = date(year, award.month, int(rng.integers(1, 29)))
    ends = None if award.years is None else day.replace(year=year + award.years) - timedelta(days=1)
    expired = ends is not None and ends < LEDGER_DATE
    yield _row(rng, award, day, ends, "到期" if expired else "撤销" if rng.random() < 0.01 else "认定")
    if expired and ends is not None and ends.year <= 2023 and rng.random() < 0.6:
        again = ends + timedelta(days=1)
        until = again.replace(year=again.year + (award.years or 0)) - timedelta(days=1)
        yield _row(rng, award, again, until, "复核通过" if until >= LEDGER_DATE else "到期")


def _row(rng: np.random.Generator, award: Award, day: date, ends: date | None, status: str) -> list[Cell]:
    document = award.document.format(year=day.year, serial=int(rng.integers(20, 400)))
    batch = f"{day.year}年第{'一二三'[int(rng.integers(3))]}批"
    return [
        award.spelling,
        award.level,
        batch,
        document,
        day.isoformat(),
        ends.isoformat() if ends else "",
        status,
    ]
