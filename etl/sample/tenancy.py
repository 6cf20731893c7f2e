"""Who holds and who rents which parcel, and the land that this leaves to each enterprise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.arrays import BoolArray, FloatArray, IntArray
from etl.sample.district import M2_PER_MU, YEARS
from etl.sample.parcels import Parcels

WITHOUT_LAND_SHARE = 0.04
SECOND_PARCEL_SHARE = 0.025
SECOND_LEASE_SHARE = 0.025
SHARED_PARCEL_SHARE = 0.173
SINGLE_TENANT_SHARE = 0.08
LAND_LEASE_SHARE = 0.12
# Of the surveys of the years before the last, which is complete.
MISSED_BY_SURVEY_SHARES = (0.10, 0.05)
LISTED_OWNER_SHARE = 0.3
NOBODY = -1


@dataclass(frozen=True)
class Roles:
    """Who needs land: the owner of each parcel (``NOBODY`` outside the register) and the firms that rent."""

    owner: IntArray
    renters: IntArray
    is_owner: BoolArray


@dataclass(frozen=True)
class Leases:
    """One entry a lease; ``is_active`` says in which of ``YEARS`` the survey lists it."""

    parcel: IntArray
    tenant: IntArray
    is_land: BoolArray
    area_m2: FloatArray
    is_active: BoolArray
    listed_owner: BoolArray

    def land_m2(self, parcels: Parcels) -> FloatArray:
        """Land that each lease takes: leased land itself, leased floor by its share of the parcel's floor."""
        by_floor = (
            parcels.certificate_m2[self.parcel] * self.area_m2 / np.maximum(parcels.floor_m2[self.parcel], 1)
        )
        return np.where(self.is_land, self.area_m2, by_floor)


def draw_roles(rng: np.random.Generator, firms: int, outside_owner: BoolArray) -> Roles:
    """Deal parcels to owners (a few get a second one); the others rent, but for the few without any area."""
    order = rng.permutation(firms)
    owned = np.flatnonzero(~outside_owner)
    owners = order[: len(owned) - round(SECOND_PARCEL_SHARE * firms)]
    second = rng.choice(owners, len(owned) - len(owners), replace=False)
    owner = np.full(len(outside_owner), NOBODY)
    owner[rng.permutation(owned)] = np.concatenate([owners, second])
    renters = order[len(owners) : firms - round(WITHOUT_LAND_SHARE * firms)]
    return Roles(owner, renters, np.isin(np.arange(firms), owners))


def draw_leases(rng: np.random.Generator, parcels: Parcels, roles: Roles, founded: IntArray) -> Leases:
    """Lease out parts of the host parcels, never more than the parcel has."""
    shared, single = _hosts(rng, parcels)
    tenant = rng.permutation(roles.renters)
    parcel = np.concatenate([single, _spread(rng, len(tenant) - len(single), shared, parcels.floor_m2)])
    again, second_host = _second_leases(rng, tenant, parcel, roles.owner, shared, len(founded))
    tenant, parcel = np.concatenate([tenant, again]), np.concatenate([parcel, second_host])
    share = _shares(rng, parcel, len(parcels))
    is_land = rng.random(len(tenant)) < LAND_LEASE_SHARE
    whole = np.where(is_land, parcels.certificate_m2[parcel], parcels.floor_m2[parcel])
    is_active = founded[tenant][:, None] <= np.array(YEARS)
    is_active[:, :-1] &= rng.random((len(tenant), len(YEARS) - 1)) >= np.array(MISSED_BY_SURVEY_SHARES)
    listed = np.isin(np.arange(len(parcels)), parcel) & (roles.owner != NOBODY)
    listed &= rng.random(len(parcels)) < LISTED_OWNER_SHARE
    return Leases(parcel, tenant, is_land, np.floor(whole * share), is_active, listed)


def land_mu(parcels: Parcels, owner: IntArray, leases: Leases, firms: int, year: int) -> FloatArray:
    """Effective land of each enterprise: owned − leased out + leased in; NaN where nothing is known."""
    active = leases.is_active[:, YEARS.index(year)]
    leased = leases.land_m2(parcels) * active
    registered = owner != NOBODY
    land_m2 = np.bincount(owner[registered], parcels.certificate_m2[registered], minlength=firms)
    land_m2 += np.bincount(leases.tenant, leased, minlength=firms)
    landlord = owner[leases.parcel]
    out = landlord != NOBODY
    land_m2 -= np.bincount(landlord[out], leased[out], minlength=firms)
    known = np.isin(np.arange(firms), np.concatenate([owner[registered], leases.tenant[active]]))
    return np.where(known, land_m2 / M2_PER_MU, np.nan)


def _hosts(rng: np.random.Generator, parcels: Parcels) -> tuple[IntArray, IntArray]:
    """Parcels with several tenants and with one: those of outside owners first, then the roomy ones."""
    room = parcels.floor_m2 * np.where(parcels.certificate_m2 > 8 * M2_PER_MU, 1.0, 1e-6)
    room[parcels.outside_owner & (parcels.floor_m2 > 0)] = 1e9
    wanted = (
        max(2, round(SHARED_PARCEL_SHARE * len(parcels))),
        max(1, round(SINGLE_TENANT_SHARE * len(parcels))),
    )
    # Exponential races: the same as drawing without replacement by weight.
    race = rng.exponential(size=len(parcels)) / np.maximum(room, 1e-12)
    chosen = rng.permutation(np.argsort(race)[: sum(wanted)])
    return chosen[: wanted[0]], chosen[wanted[0] :]


def _spread(rng: np.random.Generator, tenants: int, hosts: IntArray, floor_m2: FloatArray) -> IntArray:
    """Hosts of the tenants: two each, the rest by size of the building."""
    pair = np.repeat(hosts, 2)[:tenants]
    weight = np.sqrt(floor_m2[hosts])
    return np.concatenate([pair, rng.choice(hosts, tenants - len(pair), p=weight / weight.sum())])


def _second_leases(
    rng: np.random.Generator, tenant: IntArray, parcel: IntArray, owner: IntArray, hosts: IntArray, firms: int
) -> tuple[IntArray, IntArray]:
    """A second place for a few, half of them renters and half owners; never the place they have."""
    count = round(SECOND_LEASE_SHARE * firms)
    owning, parcels_held = np.unique(owner[owner != NOBODY], return_counts=True)
    single = owning[parcels_held == 1]
    again = np.concatenate(
        [rng.choice(tenant, count // 2, replace=False), rng.choice(single, count - count // 2, replace=False)]
    )
    place = np.full(firms, NOBODY)
    place[owner[owner != NOBODY]] = np.flatnonzero(owner != NOBODY)
    place[tenant] = parcel
    at = rng.integers(len(hosts), size=count)
    taken = hosts[at] == place[again]
    return again, np.where(taken, hosts[(at + 1) % len(hosts)], hosts[at])


def _shares(rng: np.random.Generator, parcel: IntArray, parcels: int) -> FloatArray:
    """Each lease's share of its parcel: uneven, together 35–92 % of it, a few parcels nearly full."""
    weight = rng.gamma(1.6, size=len(parcel)) + 0.15
    let = rng.uniform(0.35, 0.92, parcels)
    let[rng.random(parcels) < 0.08] = 0.985
    return np.asarray(weight / np.bincount(parcel, weight, minlength=parcels)[parcel] * let[parcel])
