"""Questions about the snapshot itself: its date and sources, what it lacks, what can be chosen in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from dashboard.selection import NO_CHAIN, OUTSIDE_PARKS, SIZES, UNKNOWN

MOST_PACKS_NAMED = 2


@dataclass(frozen=True)
class BuildInfo:
    """Who this snapshot is; ``built_at`` is UTC in ISO 8601, coverages are per cent or None."""

    build_id: str
    built_at: str | None
    product_version: str | None
    data_date: str | None
    rule_packs: str
    coverage_land_pct: float | None
    coverage_tax_pct: float | None


@remembered
def build_info() -> BuildInfo:
    """The one row of ``build_info``; empty values when the build wrote none."""
    frame = fetch("""
        SELECT build_id, built_at, product_version, data_date, rule_packs, coverage_land_pct, coverage_tax_pct FROM build_info
        """)
    if frame.empty:
        return BuildInfo("", None, None, None, "", None, None)
    row = only_row(frame)
    return BuildInfo(**{**row, "rule_packs": _versions(row["rule_packs"])})


def _versions(rule_packs: str | None) -> str:
    """The rule packs with their versions; how many where a header has no room for them."""
    packs = json.loads(rule_packs) if rule_packs else {}
    if len(packs) > MOST_PACKS_NAMED:
        return f"{len(packs)} 个"
    return "、".join(f"{pack} {version}" for pack, version in packs.items())


def sources() -> pd.DataFrame:
    """One row per sheet of a source file, the latest received first."""
    return fetch("""
        SELECT path, sheet, entity, department, rows_read, rows_loaded, rows_rejected, received_on
        FROM source_file ORDER BY received_on DESC NULLS LAST, path, sheet
        """)


@remembered
def source_files() -> int:
    """How many files the snapshot was built from."""
    return int(sources()["path"].nunique())


@remembered
def issue_totals() -> Mapping[str, int]:
    """How many quality issues there are of each severity."""
    totals = issue_counts().groupby("severity")["issues"].sum()
    return {str(severity): int(total) for severity, total in totals.items()}


def issue_counts() -> pd.DataFrame:
    """One row per check and severity: both, ``issues``, and ``reason`` and ``next_step`` of one of them."""
    return fetch("""
        SELECT check_name, severity, count(*) AS issues, any_value(reason) AS reason,
            any_value(next_step) AS next_step
        FROM quality_issue GROUP BY check_name, severity ORDER BY severity, issues DESC, check_name
        """)


@remembered
def lacking_entities(year: int | None) -> tuple[str, ...]:
    """The source entities without which figures of ``year`` are missing."""
    frame = fetch(
        """
        SELECT (SELECT count(*) FROM enterprise WHERE in_register) AS enterprise,
            count(tax_wan_yuan) AS tax, count(land_mu) AS parcel, count(output_wan_yuan) AS operation_year,
            (SELECT count(*) FROM park) AS park
        FROM enterprise_year WHERE year = $year::INTEGER
        """,
        year=year,
    )
    return tuple(entity for entity, rows in only_row(frame).items() if not rows)


@remembered
def years() -> tuple[int, ...]:
    """The years that the snapshot has figures for, those with tax first, each group from the latest back."""
    frame = fetch("""
        SELECT year FROM enterprise_year GROUP BY year ORDER BY count(tax_wan_yuan) = 0, year DESC
        """)
    return tuple(int(year) for year in frame["year"])


@remembered
def honours() -> tuple[str, ...]:
    """The honours of which one is valid in some year of the snapshot."""
    frame = fetch("SELECT DISTINCT honour_code FROM honour_year ORDER BY honour_code")
    return tuple(frame["honour_code"])


@dataclass(frozen=True)
class Choices:
    """What a filter can be set to, in the order in which it is offered; the unnamed come last.

    Attributes:
        towns: towns, ``UNKNOWN`` for none named.
        parks: park id → name; the empty id is outside every park.
        divisions: two-digit industry codes, empty for none named.
        sizes: size classes, ``UNKNOWN`` for none named.
        chains: chain id → name in the order of the atlas, with or without enterprises; the empty id is on no chain.
    """

    towns: tuple[str, ...]
    parks: Mapping[str, str]
    divisions: tuple[str, ...]
    sizes: tuple[str, ...]
    chains: Mapping[str, str] = field(default_factory=dict)


@remembered
def choices() -> Choices:
    """The towns and parks in which the snapshot has an enterprise or a parcel, the divisions and sizes of its enterprises."""
    frame = fetch(
        """
        WITH place AS (SELECT DISTINCT town, park_id FROM enterprise UNION SELECT DISTINCT town, park_id FROM parcel)
        SELECT 'town' AS kind, coalesce(town, $unknown) AS code, '' AS label, town IS NULL AS is_last
        FROM place GROUP BY town
        UNION ALL
        SELECT 'park', coalesce(e.park_id, ''), any_value(coalesce(p.name, e.park_id, $outside)),
            e.park_id IS NULL
        FROM place AS e LEFT JOIN park AS p ON p.park_id = e.park_id GROUP BY e.park_id
        UNION ALL
        SELECT 'division', coalesce(left(industry_code, 2), '') AS code, '', code = ''
        FROM enterprise GROUP BY code
        UNION ALL
        SELECT 'size', coalesce(size_class, $unknown), '', size_class IS NULL
        FROM enterprise GROUP BY size_class
        ORDER BY kind, is_last, coalesce(list_position($sizes::VARCHAR[], code), 0), code
        """,
        unknown=UNKNOWN,
        outside=OUTSIDE_PARKS,
        sizes=SIZES,
    )
    labels = {
        kind: dict(zip(rows["code"], rows["label"], strict=True)) for kind, rows in frame.groupby("kind")
    }
    return Choices(
        towns=tuple(labels.get("town", {})),
        parks=labels.get("park", {}),
        divisions=tuple(labels.get("division", {})),
        sizes=tuple(labels.get("size", {})),
        chains=_chains(),
    )


def _chains() -> dict[str, str]:
    frame = fetch("SELECT chain_id, name FROM chain ORDER BY place, chain_id")
    named = dict(zip(frame["chain_id"], frame["name"], strict=True))
    return {**named, "": NO_CHAIN} if named else {}
