"""Questions about links: how well the rows of each source were linked, and which names wait for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from etl.contracts.links import OPEN

COUNTS = ("firms_without_parcel", "parcels_without_firm", "open_names", "open_rows", "settled_names")


@dataclass(frozen=True)
class Linked:
    """The links of a year: shares in %, None where there is nothing to share; counts None without that source."""

    tax_matched_pct: float | None
    area_matched_pct: float | None
    firms_without_parcel: int | None
    parcels_without_firm: int | None
    open_names: int
    open_rows: int
    settled_names: int


@remembered
def linked(year: int | None) -> Linked:
    """The links of ``year``; names to settle are those of the whole build."""
    frame = fetch(
        """
        WITH told AS (
            SELECT max(tax_matched_pct) AS tax_matched_pct, max(area_matched_pct) AS area_matched_pct,
                max(firms_without_parcel) AS firms_without_parcel, max(parcels_without_firm) AS parcels_without_firm
            FROM match_quality WHERE year = $year::INTEGER
        ),
        names AS (SELECT source_key, any_value(link_status) = $open AS is_open, any_value(source_rows) AS source_rows
            FROM link_review GROUP BY source_key)
        SELECT told.*, (SELECT count(*) FROM names WHERE is_open) AS open_names,
            (SELECT coalesce(sum(source_rows), 0) FROM names WHERE is_open) AS open_rows,
            (SELECT count(*) FROM names WHERE NOT is_open) AS settled_names
        FROM told
        """,
        year=year,
        open=OPEN,
    )
    row: dict[str, Any] = {
        str(name): None if pd.isna(value) else value for name, value in only_row(frame).items()
    }
    whole = {name: int(row[name]) for name in COUNTS if row[name] is not None}
    return Linked(**{**row, **whole})


def quality() -> pd.DataFrame:
    """One row per source entity, role and year: rows by rung and the shares matched; sources in order, latest year first."""
    return fetch("SELECT * FROM match_quality ORDER BY entity, role, year DESC NULLS LAST")


def reviews() -> pd.DataFrame:
    """One row per name and candidate with the path of its file: the open names first, those with most rows before others."""
    return fetch(
        """
        SELECT r.*, s.path FROM link_review AS r
        LEFT JOIN (SELECT DISTINCT file_id, path FROM source_file) AS s ON r.file_id = s.file_id
        ORDER BY r.link_status <> $open, r.source_rows DESC, r.source_key, r.place
        """,
        open=OPEN,
    )
