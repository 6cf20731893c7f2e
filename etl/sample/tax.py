"""Tax of one block by year, in whole cents of 万元 so that every sum is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import BoolArray, FloatArray, IntArray
from etl.sample.district import YEARS
from etl.sample.enterprises import DEREGISTERED, Enterprises
from etl.sample.industries import TAX_OFFSETS

MEDIAN_WAN_YUAN_PER_MU = 12.0
SIGMA = 1.05
EXPORTER_SHARE = 0.12
ALWAYS_ZERO_SHARE, ZERO_YEAR_SHARE, NEGATIVE_SHARE = 0.05, 0.01, 0.01
REFUND_SHARES = (0.015, 0.05, 0.015)
UNFILED_SHARE = 0.015
OUTSIDE_SHARE = 0.031


@dataclass(frozen=True)
class Tax:
    """Taxpayers × years, in cents of 万元; evaluation = paid + exempt offset + refund."""

    vat: IntArray
    income: IntArray
    city: IntArray
    other: IntArray
    paid: IntArray
    exempt: IntArray
    refund: IntArray
    evaluation: IntArray
    is_filed: BoolArray


def tax_potential(rng: np.random.Generator, land_mu: FloatArray, industry: IntArray) -> FloatArray:
    """What a firm would pay in the survey year, in 万元; one without land counts as an office."""
    office_mu = rng.lognormal(np.log(1.5), 0.8, len(land_mu))
    per_mu = rng.lognormal(np.log(MEDIAN_WAN_YUAN_PER_MU) + TAX_OFFSETS[industry], SIGMA)
    return np.asarray(per_mu * np.where(land_mu > 0, land_mu, office_mu))


def draw_tax(
    rng: np.random.Generator, enterprises: Enterprises, potential: FloatArray, growth: FloatArray
) -> Tax:
    """Returns of the registered firms; ``growth`` is each year's level against the survey year."""
    noise = rng.lognormal(0.0, 0.14, growth.shape)
    noise[:, -1] = 1.0
    filed = _filed(rng, enterprises)
    return _returns(rng, potential[:, None] * growth * noise, filed)


def draw_outside_tax(rng: np.random.Generator, count: int) -> Tax:
    """Returns of taxpayers that are not in the register."""
    level = rng.lognormal(np.log(20.0), 1.2, (count, 1)) * rng.lognormal(0.0, 0.15, (count, len(YEARS)))
    return _returns(rng, level, np.ones((count, len(YEARS)), dtype=bool))


def _filed(rng: np.random.Generator, enterprises: Enterprises) -> BoolArray:
    filed = enterprises.founded_year[:, None] <= np.array(YEARS)
    filed &= rng.random(filed.shape) >= UNFILED_SHARE
    filed[enterprises.status == DEREGISTERED, -1] = False
    taxed_elsewhere = enterprises.is_registered_elsewhere & (rng.random(len(enterprises)) < 0.5)
    filed[taxed_elsewhere] = False
    return np.asarray(filed)


def _returns(rng: np.random.Generator, level_wan_yuan: FloatArray, filed: BoolArray) -> Tax:
    """Split evaluation tax into what was paid and what is added back; the paid part into its taxes."""
    shape = level_wan_yuan.shape
    firms = shape[0]
    zero = (rng.random((firms, 1)) < ALWAYS_ZERO_SHARE) | (rng.random(shape) < ZERO_YEAR_SHARE)
    evaluation = np.where(zero, 0, np.round(level_wan_yuan * 100)).astype(np.int64)
    exporter = rng.random((firms, 1)) < EXPORTER_SHARE
    exempt = _part(evaluation, rng.uniform(0.05, 0.25, shape), exporter)
    refund = _part(evaluation, rng.uniform(0.05, 0.30, shape), rng.random(shape) < np.array(REFUND_SHARES))
    # Half of the negative payers had input credit refunded, which is added back; half corrected old years.
    draw = rng.random(shape)
    refund = np.where(
        draw < NEGATIVE_SHARE / 2, _part(evaluation, rng.uniform(1.2, 2.2, shape), True), refund
    )
    corrected = (draw >= NEGATIVE_SHARE / 2) & (draw < NEGATIVE_SHARE)
    evaluation = np.where(corrected, -_part(evaluation, np.full(shape, 0.4), True), evaluation)
    exempt, refund = np.where(corrected, 0, exempt), np.where(corrected, 0, refund)
    paid = evaluation - exempt - refund
    income = _part(np.abs(paid), rng.uniform(0.15, 0.28, shape), True)
    vat = np.where(paid >= 0, _part(paid, rng.uniform(0.45, 0.62, shape), True), paid - income)
    city = np.maximum(vat, 0) * 7 // 100
    return Tax(vat, income, city, paid - vat - income - city, paid, exempt, refund, evaluation, filed)


def _part(cents: IntArray, share: FloatArray, applies: BoolArray | bool) -> IntArray:
    return np.where(applies, np.floor(cents * share), 0).astype(np.int64)
