"""What a right reading of the sample must find, summed from the generator's own numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from etl.sample.block import Block
from etl.sample.carrier_files import carrier_sums
from etl.sample.declarations import declaration_rows, talent_rows
from etl.sample.district import M2_PER_MU, SURVEY_YEAR, YEARS
from etl.sample.growth import CLOUD_SPELLINGS, cloud_rows, pool_rows
from etl.sample.more_projects import project_counts
from etl.sample.plots import draw_plots
from etl.sample.reserves import draw_reserves
from etl.sample.service_files import service_sums
from etl.sample.tenancy import NOBODY

NAMED_PER_KIND = {"owner with tenants": 3, "floor tenant": 3, "land tenant": 2, "several parcels": 2}


class Truth:
    """Totals over all blocks and ten enterprises of the first one; money 万元, land 亩."""

    def __init__(self) -> None:
        """Start from nothing."""
        self._enterprises = 0
        self._parcels = 0
        self._certificate_m2 = 0.0
        self._cents: dict[int, dict[str, int]] = {}
        self._counts: dict[int, dict[str, int]] = {}
        self._works: dict[str, int] = {}
        self._growth: dict[str, int] = {}
        self._projects: dict[str, int] = {}
        self._services: dict[str, int] = {}
        self._carriers: dict[str, int] = {}
        self._named: list[dict[str, Any]] = []

    def add(self, block: Block) -> None:
        """Add one block."""
        self._enterprises += len(block.enterprises)
        self._parcels += len(block.parcels)
        self._certificate_m2 += float(block.parcels.certificate_m2.sum())
        for at, year in enumerate(YEARS):
            _sum_into(self._cents.setdefault(year, {}), _year_cents(block, at))
            _sum_into(self._counts.setdefault(year, {}), _year_counts(block, at))
        _sum_into(self._works, _works_counts(block))
        _sum_into(self._growth, _growth_counts(block))
        _sum_into(self._projects, project_counts(block))
        _sum_into(self._services, service_sums(block))
        _sum_into(self._carriers, carrier_sums(block))
        self._named = self._named or _named_enterprises(block)

    def write(self, path: Path, rows: dict[str, int]) -> None:
        """Write the truth as JSON; ``rows`` are the data rows (no headings or totals) of each file."""
        years = {
            str(year): {name: cents / 100 for name, cents in self._cents[year].items()} | self._counts[year]
            for year in YEARS
        }
        content = {
            "rows_by_file": rows,
            "enterprises": self._enterprises,
            "parcels": self._parcels,
            "certificate_mu": round(self._certificate_m2 / M2_PER_MU, 6),
            "works": self._works,
            "growth": self._growth,
            "projects": self._projects,
            "services": self._services,
            "carriers": self._carriers,
            "years": years,
            "named_enterprises": self._named,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )


def _sum_into(totals: dict[str, int], more: dict[str, int]) -> None:
    for name, value in more.items():
        totals[name] = totals.get(name, 0) + value


def _year_cents(block: Block, at: int) -> dict[str, int]:
    filed, outside = block.tax.is_filed[:, at], block.outside_tax
    matched_paid, matched = block.tax.paid[filed, at].sum(), block.tax.evaluation[filed, at].sum()
    adjustment = matched - matched_paid + (outside.evaluation - outside.paid)[:, at].sum()
    reported = block.operation.is_reported[:, at]
    months = block.monthly.output[block.operation.is_above_scale(YEARS[at])[block.monthly.firms], at + 1]
    return {
        "tax_paid_wan_yuan": int(matched_paid + outside.paid[:, at].sum()),
        "tax_adjustment_wan_yuan": int(adjustment),
        "tax_wan_yuan": int(matched + outside.evaluation[:, at].sum()),
        "matched_tax_paid_wan_yuan": int(matched_paid),
        "matched_tax_wan_yuan": int(matched),
        "annual_output_wan_yuan": round(float(np.nansum(block.operation.output[reported, at])) * 100),
        "above_scale_output_12_months_wan_yuan": int(months.sum()),
    }


def _year_counts(block: Block, at: int) -> dict[str, int]:
    return {
        "taxpayers": int(block.tax.is_filed[:, at].sum() + block.outside_tax.is_filed[:, at].sum()),
        "matched_taxpayers": int(block.tax.is_filed[:, at].sum()),
        "leases": int(block.leases.is_active[:, at].sum()),
        "listed_owners": int(block.leases.listed_owner.sum()),
        "above_scale": int(block.operation.is_above_scale(YEARS[at]).sum()),
        "annual_returns": int(block.operation.is_reported[:, at].sum()),
    }


def _works_counts(block: Block) -> dict[str, int]:
    """Cases of park standardisation, and the households of reserves of which both numbers are told."""
    plots, reserves = draw_plots(block), draw_reserves(block)
    signing = [reserve for reserve in reserves if reserve.signed and reserve.households]
    return {
        "plots": len(plots),
        "plots_completed": sum(bool(plot.way.day("竣工")) for plot in plots),
        "plot_parcels": sum(len(plot.parcels) for plot in plots),
        "reserves": len(reserves),
        "reserve_parcels": sum(len(reserve.parcels) for reserve in reserves),
        "households_signing": sum(reserve.households or 0 for reserve in signing),
        "households_signed": sum(reserve.signed[-1] for reserve in signing),
    }


def _growth_counts(block: Block) -> dict[str, int]:
    """Cases of the ledgers of growth; who is on the cloud counts with a day or without."""
    on_cloud = {spelling for spellings in CLOUD_SPELLINGS.values() for spelling in spellings}
    return {
        "declarations": sum(1 for _ in declaration_rows(block)),
        "people": sum(1 for _ in talent_rows(block)),
        "on_cloud": sum(row[4] in on_cloud for row in cloud_rows(block)),
        "entered": sum(row[3] == "已入库" for row in pool_rows(block)),
    }


def _named_enterprises(block: Block) -> list[dict[str, Any]]:
    """Enterprises of each kind with land and tax of the survey year, by their register order."""
    land, tax = block.land_mu(SURVEY_YEAR), block.tax
    told = tax.is_filed[:, -1] & (land > 0) & (tax.evaluation[:, -1] > 0)
    named, taken = [], set[int]()
    for kind, firms in _kinds(block).items():
        for firm in [f for f in firms.tolist() if told[f] and f not in taken][: NAMED_PER_KIND[kind]]:
            taken.add(firm)
            evaluation = int(tax.evaluation[firm, -1]) / 100
            named.append(
                {
                    "kind": kind,
                    "enterprise_id": block.enterprises.codes[firm],
                    "name": block.enterprises.names[firm],
                    "year": SURVEY_YEAR,
                    "land_mu": round(float(land[firm]), 6),
                    "tax_paid_wan_yuan": int(tax.paid[firm, -1]) / 100,
                    "tax_wan_yuan": evaluation,
                    "tax_wan_yuan_per_mu": round(evaluation / float(land[firm]), 6),
                }
            )
    return named


def _kinds(block: Block) -> dict[str, np.ndarray]:
    leases, owner = block.leases, block.owner
    held = np.bincount(owner[owner != NOBODY], minlength=len(block.enterprises))
    places = held + np.bincount(leases.tenant, minlength=len(held))
    only_tenant = (held == 0)[leases.tenant] & (places == 1)[leases.tenant]
    landlords = np.setdiff1d(owner[leases.parcel], [NOBODY])
    return {
        "several parcels": np.flatnonzero((held > 1) | ((held == 1) & (places > 1))),
        "owner with tenants": landlords,
        "floor tenant": np.unique(leases.tenant[only_tenant & ~leases.is_land]),
        "land tenant": np.unique(leases.tenant[only_tenant & leases.is_land]),
    }
