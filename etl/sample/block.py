"""One block of the district: a run of enterprises with all that is theirs, from its own random stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import FloatArray, IntArray
from etl.sample.district import PARKS, SURVEY_YEAR
from etl.sample.enterprises import Enterprises, draw_enterprises, draw_founded_years, outside_taxpayers
from etl.sample.layout import Quarter
from etl.sample.operation import Monthly, Operation, draw_growth, draw_operation
from etl.sample.parcels import FULL_BLOCK, PARCELS_PER_ENTERPRISE, Parcels, draw_parcels, draw_quarters
from etl.sample.tax import OUTSIDE_SHARE, Tax, draw_outside_tax, draw_tax, tax_potential
from etl.sample.tenancy import Leases, draw_leases, draw_roles, land_mu

SMALLEST_BLOCK = 40
OUTSIDE_SERIALS_PER_BLOCK = 1_000


@dataclass(frozen=True)
class Block:
    """A district of up to ``FULL_BLOCK`` enterprises with its parcels, tenancies, taxes and figures."""

    seed: int
    number: int
    quarters: list[Quarter]
    parcels: Parcels
    owner: IntArray
    leases: Leases
    enterprises: Enterprises
    tax: Tax
    outside_names: list[str]
    outside_codes: list[str]
    outside_tax: Tax
    operation: Operation
    monthly: Monthly

    def stream(self, purpose: str) -> np.random.Generator:
        """The random stream of one purpose, the same each time it is asked for."""
        return np.random.default_rng([self.seed, self.number, *purpose.encode()])

    def park_name(self, park: int) -> str:
        """Name of a 片区; blocks after the first number theirs."""
        return f"{PARKS[park].name}{self.number + 1 if self.number else ''}"

    def land_mu(self, year: int) -> FloatArray:
        """Effective land of each enterprise in a year; NaN where nothing is known."""
        return land_mu(self.parcels, self.owner, self.leases, len(self.enterprises), year)


def block_sizes(enterprises: int) -> Iterator[int]:
    """Full blocks and a smaller last one; a remainder too small to be a district joins the block before."""
    if enterprises < SMALLEST_BLOCK:
        raise ValueError(f"enterprises must be at least {SMALLEST_BLOCK}, not {enterprises}")
    full, rest = divmod(enterprises, FULL_BLOCK)
    if full and rest < SMALLEST_BLOCK:
        full, rest = full - 1, rest + FULL_BLOCK
    yield from [FULL_BLOCK] * full
    yield rest


def draw_block(seed: int, number: int, size: int) -> Block:
    """Draw block ``number`` of ``size`` enterprises: it depends on nothing but these three numbers."""
    rng = np.random.default_rng([seed, number])
    quarters = draw_quarters(rng, number, round(PARCELS_PER_ENTERPRISE * size))
    parcels = draw_parcels(rng, number, quarters)
    roles = draw_roles(rng, size, parcels.outside_owner)
    founded = draw_founded_years(rng, roles.is_owner)
    leases = draw_leases(rng, parcels, roles, founded)
    serials = number * FULL_BLOCK + np.arange(size)
    enterprises = draw_enterprises(rng, serials, parcels, roles, leases, founded)
    land = land_mu(parcels, roles.owner, leases, size, SURVEY_YEAR)
    potential, growth = tax_potential(rng, land, enterprises.industry), draw_growth(rng, size)
    tax = draw_tax(rng, enterprises, potential, growth[:, 1:])
    operation, monthly = draw_operation(rng, enterprises, potential, growth)
    outside = number * OUTSIDE_SERIALS_PER_BLOCK + np.arange(max(1, round(OUTSIDE_SHARE * size)))
    names, codes = outside_taxpayers(outside)
    return Block(
        seed=seed, number=number, quarters=quarters, parcels=parcels, owner=roles.owner, leases=leases,
        enterprises=enterprises, tax=tax, outside_names=names, outside_codes=codes,
        outside_tax=draw_outside_tax(rng, len(outside)), operation=operation, monthly=monthly,
    )  # fmt: skip
