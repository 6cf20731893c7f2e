"""The firms of one block: name, code, trade, place and register facts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import BoolArray, IntArray
from etl.sample.district import (
    BRAND_FIRST,
    BRAND_SECOND,
    DISTRICT_CODE,
    DISTRICT_NAME,
    PARKS,
    ROADS,
    SUFFIXES,
    TOWNS,
)
from etl.sample.identifiers import OUTSIDE_MARK, REGISTERED_MARK, credit_codes
from etl.sample.industries import INDUSTRIES, draw_industries
from etl.sample.parcels import Parcels
from etl.sample.tenancy import NOBODY, Leases, Roles

REGISTERED_ELSEWHERE_SHARE = 0.02
ELSEWHERE = ("91350100", "91350102", "91350111", "91330106", "91440300", "91310115")
STATUSES = ("存续（在营、开业、在册）", "停业", "注销", "迁出")
DEREGISTERED = STATUSES.index("注销")
ORIENTATIONS = ("鼓励", "允许", "限制", "淘汰")

_BRANDS = len(BRAND_FIRST) * len(BRAND_SECOND)
_BRAND_SPREAD = 1009


@dataclass(frozen=True)
class Enterprises:
    """Registered firms in register order; ``park`` is ``NOBODY`` for a firm without land."""

    serials: IntArray
    names: list[str]
    codes: list[str]
    former_names: list[str]
    founded_on: list[str]
    founded_year: IntArray
    industry: IntArray
    park: IntArray
    town: IntArray
    addresses: list[str]
    status: IntArray
    orientation: IntArray
    is_registered_elsewhere: BoolArray

    def __len__(self) -> int:
        """How many enterprises."""
        return len(self.names)


def draw_founded_years(rng: np.random.Generator, is_owner: BoolArray) -> IntArray:
    """Year of foundation: owners of land are older, a tenth of the others came within the surveyed years."""
    old = rng.integers(1994, 2019, len(is_owner))
    young = 2024 - np.ceil(rng.gamma(1.6, 4.5, len(is_owner))).astype(np.int64)
    return np.where(is_owner, old, np.clip(young, 1990, 2023))


def draw_enterprises(
    rng: np.random.Generator,
    serials: IntArray,
    parcels: Parcels,
    roles: Roles,
    leases: Leases,
    founded: IntArray,
) -> Enterprises:
    """Register one block's firms where their land lies."""
    count = len(serials)
    place = _main_parcel(roles, leases, count)
    placed = place != NOBODY
    park = np.where(placed, parcels.park[place], NOBODY)
    town = np.where(placed, parcels.town[place], rng.integers(len(TOWNS), size=count))
    industry = draw_industries(rng, park, tuple(park.trades for park in PARKS))
    elsewhere = rng.random(count) < REGISTERED_ELSEWHERE_SHARE
    other = rng.integers(len(ELSEWHERE), size=count)
    prefixes = [
        ELSEWHERE[o] if away else f"91{DISTRICT_CODE}" for o, away in zip(other, elsewhere, strict=True)
    ]
    months, days = rng.integers(1, 13, count), rng.integers(1, 29, count)
    return Enterprises(
        serials=serials,
        names=_names(rng, serials, industry),
        codes=credit_codes(serials, prefixes, REGISTERED_MARK),
        former_names=_former_names(rng, serials, industry),
        founded_on=[f"{y}-{m:02d}-{d:02d}" for y, m, d in zip(founded, months, days, strict=True)],
        founded_year=founded, industry=industry, park=park, town=town,
        addresses=_addresses(rng, place, town, parcels),
        status=rng.choice(len(STATUSES), count, p=[0.96, 0.015, 0.015, 0.01]),
        orientation=rng.choice(len(ORIENTATIONS), count, p=[0.34, 0.59, 0.05, 0.02]),
        is_registered_elsewhere=elsewhere,
    )  # fmt: skip


def outside_taxpayers(serials: IntArray) -> tuple[list[str], list[str]]:
    """Names and codes of firms that pay tax here but are not in the register."""
    names = [f"示例外埠{_brand(int(serial))}商贸有限公司" for serial in serials]
    return names, credit_codes(serials, [f"91{DISTRICT_CODE}"] * len(serials), OUTSIDE_MARK)


def _main_parcel(roles: Roles, leases: Leases, firms: int) -> IntArray:
    place = np.full(firms, NOBODY)
    place[leases.tenant[::-1]] = leases.parcel[::-1]
    owned = np.flatnonzero(roles.owner != NOBODY)
    place[roles.owner[owned]] = owned
    return place


def _brand(serial: int) -> str:
    """An invented brand: every serial number its own, with a number from the second round on."""
    lap, index = divmod(serial, _BRANDS)
    first, second = divmod(index * _BRAND_SPREAD % _BRANDS, len(BRAND_SECOND))
    return f"{BRAND_FIRST[first]}{BRAND_SECOND[second]}{lap or ''}"


def _names(rng: np.random.Generator, serials: IntArray, industry: IntArray) -> list[str]:
    bracketed = rng.random(len(serials)) < 0.06
    suffix = rng.choice(len(SUFFIXES), len(serials), p=[0.9, 0.07, 0.03])
    return [
        f"示例{_brand(serial)}{'（福建）' if bracket else ''}{INDUSTRIES[i].word}{SUFFIXES[end]}"
        for serial, bracket, i, end in zip(serials.tolist(), bracketed, industry, suffix, strict=True)
    ]


def _former_names(rng: np.random.Generator, serials: IntArray, industry: IntArray) -> list[str]:
    renamed = rng.random(len(serials)) < 0.05
    return [
        f"示例老{_brand(serial)}{INDUSTRIES[i].word}厂" if changed else ""
        for serial, i, changed in zip(serials.tolist(), industry, renamed, strict=True)
    ]


def _addresses(rng: np.random.Generator, place: IntArray, town: IntArray, parcels: Parcels) -> list[str]:
    roads, numbers = rng.integers(len(ROADS), size=len(place)), rng.integers(1, 399, size=len(place))
    floors = rng.integers(1, 7, size=len(place))
    return [
        DISTRICT_NAME + (parcels.addresses[p] if p != NOBODY else f"{TOWNS[t]}{ROADS[r]}{n}号{f}层")
        for p, t, r, n, f in zip(place, town, roads, numbers, floors, strict=True)
    ]
