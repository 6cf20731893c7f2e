"""Output, revenue and inputs of one block by year, and by month for above-scale firms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import BoolArray, FloatArray, IntArray
from etl.sample.district import SURVEY_YEAR, YEARS
from etl.sample.enterprises import Enterprises
from etl.sample.industries import INDUSTRIAL

ABOVE_SCALE_WAN_YUAN = 2_000.0
TAX_PER_REVENUE = 0.068
ENTERED_SHARE = 0.85
NOT_REPORTING_SHARE = 0.08
# 1 万千瓦时 = 1.229 吨标准煤 (当量值).
TCE_PER_WAN_KWH = 1.229
# The year before the first is needed for 上年同期.
LEVEL_YEARS = (YEARS[0] - 1, *YEARS)
MONTHS = 12
_SEASON = np.array([0.80, 0.62, 1.02, 1.00, 1.02, 1.08, 0.97, 0.99, 1.05, 1.04, 1.10, 1.31])
_GROWTH_LOG = np.array([0.085, 0.035, 0.055])
_GROWTH_SPREAD = np.array([0.13, 0.14, 0.12])


@dataclass(frozen=True)
class Operation:
    """Figures of the registered firms, firms × ``YEARS``; NaN where a firm does not report the item."""

    output: FloatArray
    revenue: FloatArray
    value_added: FloatArray
    employees: FloatArray
    rd: FloatArray
    energy_tce: FloatArray
    emission_t: FloatArray
    electricity_wan_kwh: FloatArray
    is_reported: BoolArray
    scale_entry: IntArray

    def is_above_scale(self, year: int) -> BoolArray:
        """Which firms are in the above-scale survey of a year."""
        return self.scale_entry <= year


@dataclass(frozen=True)
class Monthly:
    """Months of above-scale firms, firms × ``LEVEL_YEARS`` × 12, in hundredths of the unit."""

    firms: IntArray
    output: IntArray
    revenue: IntArray
    electricity: IntArray
    comparable: FloatArray


def draw_growth(rng: np.random.Generator, firms: int) -> FloatArray:
    """Level of ``LEVEL_YEARS`` against the survey year (the last column is 1)."""
    steps = rng.normal(_GROWTH_LOG, _GROWTH_SPREAD, (firms, len(_GROWTH_LOG)))
    backwards = np.cumsum(steps[:, ::-1], axis=1)[:, ::-1]
    return np.exp(-np.hstack([backwards, np.zeros((firms, 1))]))


def draw_operation(
    rng: np.random.Generator, enterprises: Enterprises, potential_tax: FloatArray, growth: FloatArray
) -> tuple[Operation, Monthly]:
    """Annual and monthly figures that agree: an above-scale firm's year is the sum of its months."""
    count = len(enterprises)
    industrial = INDUSTRIAL[enterprises.industry]
    survey_revenue = potential_tax / rng.lognormal(np.log(TAX_PER_REVENUE), 0.45, count)
    revenue = np.round(survey_revenue[:, None] * growth, 2)
    output = np.round(
        revenue * rng.uniform(0.92, 1.10, (count, 1)) * rng.normal(1.0, 0.015, revenue.shape), 2
    )
    intensity = rng.lognormal(np.log(0.022), 0.6, (count, 1))
    electricity = np.round(output * intensity * rng.normal(1.0, 0.03, revenue.shape), 2)
    entry = _scale_entry(rng, enterprises, revenue, industrial)
    months = _months(rng, np.flatnonzero(entry <= SURVEY_YEAR), output, revenue, electricity)
    output = np.where(industrial[:, None], output, np.nan)
    return _annual(rng, enterprises, (output, revenue, electricity), entry), months


def _scale_entry(
    rng: np.random.Generator, enterprises: Enterprises, revenue: FloatArray, industrial: BoolArray
) -> IntArray:
    """First year in the above-scale survey, the one after revenue passed the line for good; else 9999."""
    passed = revenue[:, :-1] >= ABOVE_SCALE_WAN_YUAN
    settled = np.logical_and.accumulate(passed[:, ::-1], axis=1)[:, ::-1]
    first = np.where(settled.any(axis=1), YEARS[0] + np.argmax(settled, axis=1), 9999)
    eligible = industrial & (rng.random(len(first)) < ENTERED_SHARE) & (enterprises.status == 0)
    entry = np.where(eligible, np.maximum(first, enterprises.founded_year + 1), 9999)
    return np.where(entry <= SURVEY_YEAR, entry, 9999)


def _months(
    rng: np.random.Generator,
    firms: IntArray,
    output: FloatArray,
    revenue: FloatArray,
    electricity: FloatArray,
) -> Monthly:
    shape = (len(firms), len(LEVEL_YEARS), MONTHS)
    weight = _SEASON * rng.lognormal(0.0, 0.10, shape)
    power_weight = weight * rng.lognormal(0.0, 0.05, shape)
    revised = rng.random(shape[:2]) < 0.12
    return Monthly(
        firms=firms,
        output=_split(output[firms], weight),
        revenue=_split(revenue[firms], weight),
        electricity=_split(electricity[firms], power_weight),
        comparable=np.where(revised, rng.normal(1.0, 0.03, shape[:2]), 1.0),
    )


def _split(annual: FloatArray, weight: FloatArray) -> IntArray:
    """Share an annual figure over months; the last month takes what rounding left."""
    hundredths = np.round(annual * 100).astype(np.int64)
    months = np.floor(hundredths[..., None] * weight / weight.sum(axis=-1, keepdims=True)).astype(np.int64)
    months[..., -1] += hundredths - months.sum(axis=-1)
    return np.asarray(months)


def _annual(
    rng: np.random.Generator,
    enterprises: Enterprises,
    levels: tuple[FloatArray, FloatArray, FloatArray],
    entry: IntArray,
) -> Operation:
    output, revenue, electricity = (level[:, 1:] for level in levels)
    shape = output.shape
    founded = enterprises.founded_year[:, None] <= np.array(YEARS)
    reported = founded & (rng.random(shape) >= NOT_REPORTING_SHARE)
    added = np.where(np.isnan(output), revenue * 0.35, output) * rng.uniform(0.17, 0.30, (shape[0], 1))
    heads = np.maximum(np.round(revenue / rng.lognormal(np.log(75), 0.4, (shape[0], 1))), 3)
    rd = revenue * rng.lognormal(np.log(0.028), 0.6, (shape[0], 1))
    energy = electricity * TCE_PER_WAN_KWH * rng.uniform(1.05, 1.9, shape)
    emission = output * rng.lognormal(np.log(2e-4), 0.8, shape)
    # Above-scale firms must fill in every item but staff and emissions.
    below, everyone = np.broadcast_to((entry > SURVEY_YEAR)[:, None], shape), np.ones(shape, dtype=bool)
    return Operation(
        output=output,
        revenue=revenue,
        value_added=_gaps(rng, np.round(added, 2), below, 0.15),
        employees=_gaps(rng, heads, everyone, 0.03),
        rd=_gaps(rng, np.round(rd, 2), below, 0.45),
        energy_tce=_gaps(rng, np.round(energy, 2), below, 0.3),
        emission_t=_gaps(rng, np.round(emission, 3), everyone, 0.35),
        electricity_wan_kwh=_gaps(rng, electricity, below, 0.12),
        is_reported=reported,
        scale_entry=entry,
    )


def _gaps(rng: np.random.Generator, figures: FloatArray, may_miss: BoolArray, share: float) -> FloatArray:
    return np.where(may_miss & (rng.random(figures.shape) < share), np.nan, figures)
