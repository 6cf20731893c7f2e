"""Whom the ledgers of services are about, and on which days, as offices write both: some gaps, one stranger a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from etl.sample.arrays import IntArray
from etl.sample.block import Block
from etl.sample.district import SURVEY_YEAR
from etl.sample.sheets import ABSENT
from etl.sample.works_dates import LAST_DAY

FIRST_DAY = date(SURVEY_YEAR, 1, 1)
# One row in so many has no credit code: the firm is found by its name.
WITHOUT_CODE_EVERY = 6
UNITS = ("区工信局", "区发改局", "区人社局", "区资规局", "区金融办", "园区管委会", "属地街道")
LEADERS = ("陈示例", "林示例", "黄示例", "郑示例", "王示例", "吴示例")


def count_of(block: Block, share: float) -> int:
    """How many rows a ledger of this block has: so many an enterprise, two at least."""
    return max(2, round(share * len(block.enterprises)))


def chosen(rng: np.random.Generator, candidates: IntArray | int, count: int) -> list[int]:
    """Firms drawn with return: the same one may come twice, as in life."""
    return [int(each) for each in rng.choice(candidates, count)]


def stranger(block: Block, what: str) -> str:
    """The name of a firm that no list knows."""
    return f"示例外来{what}{block.number or ''}（福建）有限公司"


def named(block: Block, firm: int, at: int) -> tuple[str, str]:
    """A firm's name and code as a row writes them."""
    firms = block.enterprises
    return firms.names[firm], "" if at % WITHOUT_CODE_EVERY == 0 else firms.codes[firm]


def a_day(rng: np.random.Generator, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
    """Any day from ``first`` to ``last``."""
    return first + timedelta(days=int(rng.integers(0, max(1, (last - first).days + 1))))


def later(rng: np.random.Generator, day: date, least: int, most: int) -> date:
    """A day so many days later."""
    return day + timedelta(days=int(rng.integers(least, most + 1)))


def happened(day: date | None) -> str:
    """The day as a ledger writes it; what lies after the ledger's last day has not happened."""
    return day.isoformat() if day and day <= LAST_DAY else ""


def dotted(day: date) -> str:
    """``2023年5月7日``, as some offices write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def any_of(rng: np.random.Generator, words: Sequence[str], shares: Sequence[float] | None = None) -> str:
    """One of the words."""
    return words[int(rng.choice(len(words), p=shares))]


def or_absent(value: float | None) -> float | str:
    """A number, or the dash that offices write for none."""
    return ABSENT if value is None else value
