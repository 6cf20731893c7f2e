"""The parcels of one block: shape, code, certificate area and attributes, all but the owner."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from etl.sample.arrays import BoolArray, FloatArray, IntArray
from etl.sample.district import M2_PER_MU, PARKS, ROADS, TOWNS
from etl.sample.identifiers import parcel_code
from etl.sample.layout import Quarter, Ring, area, lay_out

PARCELS_PER_ENTERPRISE = 0.42
OUTSIDE_OWNER_SHARE = 0.04
DIFFERING_AREA_SHARE = 0.03
MEDIAN_MU, SIGMA = 12.0, 1.5
_NORMAL = NormalDist()

# EPSG:4528 eastings carry the zone number, 40, in front.
ORIGIN_E_M, ORIGIN_N_M = 40_418_000.0, 2_872_000.0
TILE_MIDDLE_M, CLOSEST, FULL_BLOCK = (11_000.0, 9_000.0), 0.45, 6_200
TILE_E_M, TILE_N_M, TILE_COLUMNS, FIRST_COLUMN = 24_000.0, 20_000.0, 12, 2

SQUARE_METRES, MU, HECTARES = 1, 2, 3
M2_PER_UNIT = {SQUARE_METRES: 1.0, MU: M2_PER_MU, HECTARES: 10_000.0}
DECIMALS = {SQUARE_METRES: 2, MU: 4, HECTARES: 6}

LAND_USES = (("0601", "工业用地"), ("0604", "仓储用地"), ("0507", "其他商服用地"))
PLANNED_USES = ("工业用地", "物流仓储用地", "二类城镇住宅用地", "商业用地", "公园绿地")
STAGES = ("投产", "达产", "投而未达", "竣工未投", "在建", "供而未用")
FIRST_UNBUILT_STAGE = STAGES.index("在建")


@dataclass(frozen=True)
class Parcels:
    """Parcels in cadastral order; arrays run along them."""

    rings: list[Ring]
    park: IntArray
    town: IntArray
    codes: list[str]
    addresses: list[str]
    outside_owner: BoolArray
    area_unit: IntArray
    written_area: FloatArray
    certificate_m2: FloatArray
    floor_m2: FloatArray
    density_pct: FloatArray
    land_use: IntArray
    planned_use: IntArray
    planned_far: FloatArray
    stage: IntArray
    is_temporary: BoolArray
    expires_on: list[str]

    def __len__(self) -> int:
        """How many parcels."""
        return len(self.rings)


def tile_origin(block: int) -> tuple[float, float]:
    """South-west corner (easting, northing) of a block's tile; twelve fit between the zone's borders."""
    row, column = divmod(block + FIRST_COLUMN, TILE_COLUMNS)
    return ORIGIN_E_M + (column - FIRST_COLUMN) * TILE_E_M, ORIGIN_N_M + row * TILE_N_M


def draw_quarters(rng: np.random.Generator, block: int, parcels: int) -> list[Quarter]:
    """Lay one block's parcels out in its five 片区."""
    east, north = tile_origin(block)
    # A small district's 片区 lie closer together than those of a full block.
    spread = min(1.0, CLOSEST + (1 - CLOSEST) * parcels / (PARCELS_PER_ENTERPRISE * FULL_BLOCK))
    sizes = np.diff(np.round(np.linspace(0, parcels, len(PARKS) + 1)).astype(int))
    return [
        lay_out(
            rng,
            _wanted_areas(rng, int(size)),
            (
                east + TILE_MIDDLE_M[0] + spread * (park.centre_m[0] - TILE_MIDDLE_M[0]),
                north + TILE_MIDDLE_M[1] + spread * (park.centre_m[1] - TILE_MIDDLE_M[1]),
            ),
        )
        for park, size in zip(PARKS, sizes, strict=True)
    ]


def draw_parcels(rng: np.random.Generator, block: int, quarters: list[Quarter]) -> Parcels:
    """Give every laid-out plot its code, certificate and attributes."""
    rings = [plot for quarter in quarters for plot in quarter.plots]
    count = len(rings)
    park = np.repeat(np.arange(len(quarters)), [len(quarter.plots) for quarter in quarters])
    town = np.concatenate([_towns(quarter, PARKS[i].towns) for i, quarter in enumerate(quarters)])
    outside = _some(rng, count, OUTSIDE_OWNER_SHARE)
    unit, written = _certificates(rng, np.array([area(ring) for ring in rings]))
    certificate = written * np.array([M2_PER_UNIT[int(u)] for u in unit])
    stage = rng.choice(len(STAGES), count, p=[0.62, 0.2, 0.09, 0.03, 0.03, 0.03])
    far = np.clip(rng.lognormal(np.log(1.15), 0.45, count), 0.4, 3.0)
    temporary = rng.random(count) < 0.04
    return Parcels(
        rings=rings, park=park, town=town, codes=_codes(block, town, park, outside),
        addresses=_addresses(rng, town), outside_owner=outside,
        area_unit=unit, written_area=written, certificate_m2=certificate,
        floor_m2=np.where(stage < FIRST_UNBUILT_STAGE, np.round(certificate * far), 0.0),
        density_pct=rng.normal(42.0, 9.0, count).clip(18.0, 68.0).round(1),
        land_use=rng.choice(len(LAND_USES), count, p=[0.91, 0.07, 0.02]),
        planned_use=rng.choice(len(PLANNED_USES), count, p=[0.86, 0.06, 0.03, 0.03, 0.02]),
        planned_far=np.round(rng.choice([1.2, 1.5, 2.0, 2.5, 3.0, 3.5], count), 1),
        stage=stage, is_temporary=temporary, expires_on=_expiry(rng, temporary),
    )  # fmt: skip


def _wanted_areas(rng: np.random.Generator, count: int) -> FloatArray:
    """Log-normal sizes, one from each equal slice of the distribution: small districts have its shape too."""
    slices = (rng.permutation(count) + rng.uniform(0.02, 0.98, count)) / count
    scores = np.array([_NORMAL.inv_cdf(share) for share in slices])
    mu = np.clip(MEDIAN_MU * np.exp(SIGMA * scores), 0.7, rng.uniform(85, 108, count))
    return np.asarray(mu * M2_PER_MU)


def _some(rng: np.random.Generator, count: int, share: float) -> BoolArray:
    chosen = np.zeros(count, dtype=bool)
    chosen[rng.choice(count, max(1, round(share * count)), replace=False)] = True
    return chosen


def _towns(quarter: Quarter, towns: tuple[int, ...]) -> IntArray:
    """Towns divide a 片区 from west to east."""
    easting = np.array([sum(x for x, _ in plot) / len(plot) for plot in quarter.plots])
    bounds = np.quantile(easting, np.arange(1, len(towns)) / len(towns))
    return np.asarray(np.array(towns)[np.searchsorted(bounds, easting)])


def _certificates(rng: np.random.Generator, measured_m2: FloatArray) -> tuple[IntArray, FloatArray]:
    """Unit code (MJDW) and area (ZDMJ) as written: close to the polygon but for a few old surveys."""
    count = len(measured_m2)
    error = np.clip(rng.normal(0.0, 0.0008, count), -0.003, 0.003)
    old = _some(rng, count, DIFFERING_AREA_SHARE)
    error[old] = rng.uniform(0.035, 0.055, old.sum()) * rng.choice([-1, 1], old.sum())
    unit = rng.choice([SQUARE_METRES, MU, HECTARES], count, p=[0.975, 0.015, 0.01])
    surveyed = measured_m2 * (1 + error)
    written = [
        round(m2 / M2_PER_UNIT[int(u)], DECIMALS[int(u)]) for m2, u in zip(surveyed, unit, strict=True)
    ]
    return unit, np.array(written)


def _codes(block: int, town: IntArray, park: IntArray, outside: BoolArray) -> list[str]:
    """Parcel codes: one sub-region a 片区; when all 999 are used, serial numbers go on from there."""
    lap, first = divmod(block * len(PARKS), 999 // len(PARKS) * len(PARKS))
    serials: dict[tuple[int, int], int] = {}
    codes = []
    for where, quarter, collective in zip(town.tolist(), park.tolist(), outside.tolist(), strict=True):
        serial = serials[where, quarter] = serials.get((where, quarter), lap * 4_000) + 1
        codes.append(parcel_code(where + 1, first + quarter + 1, "JB" if collective else "GB", serial))
    return codes


def _addresses(rng: np.random.Generator, town: IntArray) -> list[str]:
    roads, numbers = rng.integers(len(ROADS), size=len(town)), rng.integers(1, 399, size=len(town))
    return [f"{TOWNS[t]}{ROADS[r]}{n}号" for t, r, n in zip(town, roads, numbers, strict=True)]


def _expiry(rng: np.random.Generator, temporary: BoolArray) -> list[str]:
    years = np.where(
        temporary, rng.integers(2024, 2027, len(temporary)), rng.integers(2043, 2068, len(temporary))
    )
    months, days = rng.integers(1, 13, len(temporary)), rng.integers(1, 29, len(temporary))
    return [f"{y}-{m:02d}-{d:02d}" for y, m, d in zip(years, months, days, strict=True)]
