"""Questions about one parcel: what it is, who uses it, what its land earns, its outline, where it all stands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row

MOST_NEIGHBOURS = 200


def parcel(parcel_id: str) -> dict[str, Any] | None:
    """The facts of the parcel and ``park``, the name of its park; None for an id that no parcel has.

    ``owner_is_known`` tells whether there is an enterprise ``owner_id``.
    """
    frame = fetch(
        """
        SELECT p.*, coalesce(k.name, p.park_id) AS park, e.enterprise_id IS NOT NULL AS owner_is_known
        FROM parcel AS p
        LEFT JOIN park AS k ON k.park_id = p.park_id
        LEFT JOIN enterprise AS e ON e.enterprise_id = p.owner_id
        WHERE p.parcel_id = $id::VARCHAR
        """,
        id=parcel_id,
    )
    return only_row(frame) if len(frame) else None


def years(parcel_id: str) -> pd.DataFrame:
    """Its rows of ``parcel_year``, the latest year first, each with the weighted means beside it.

    ``district_tax_wan_yuan_per_mu`` and ``park_tax_wan_yuan_per_mu`` are Σ tax ÷ Σ land of the parcels that have
    both, in the whole snapshot and in its park (NULL for a parcel in none).
    """
    return fetch(
        """
        WITH each_one AS (
            SELECT y.*, coalesce(p.park_id = (SELECT park_id FROM parcel WHERE parcel_id = $id::VARCHAR), false)
                    AS is_in_park,
                y.tax_wan_yuan IS NOT NULL AND y.land_mu IS NOT NULL AS has_both
            FROM parcel_year AS y JOIN parcel AS p USING (parcel_id)
        ), means AS (
            SELECT year,
                sum(tax_wan_yuan) FILTER (has_both) / nullif(sum(land_mu) FILTER (has_both), 0)
                    AS district_tax_wan_yuan_per_mu,
                sum(tax_wan_yuan) FILTER (has_both AND is_in_park)
                    / nullif(sum(land_mu) FILTER (has_both AND is_in_park), 0) AS park_tax_wan_yuan_per_mu
            FROM each_one GROUP BY year
        )
        SELECT y.*, m.* EXCLUDE (year) FROM parcel_year AS y JOIN means AS m USING (year)
        WHERE y.parcel_id = $id::VARCHAR ORDER BY year DESC
        """,
        id=parcel_id,
    )


def users(parcel_id: str) -> pd.DataFrame:
    """Who uses the parcel, the latest year first, the owner before the tenants, the largest first.

    Columns: ``year``, ``enterprise_id``, ``name``, ``kind``, ``area_m2``, ``land_gross_mu``, ``land_out_mu``,
    ``land_share_mu``, ``counterparty_name``, ``tax_wan_yuan``: what of the user's tax falls to this parcel, by
    the rule of ``parcel_year``, so that the users' parts add up to the parcel's tax.
    """
    return fetch(
        """
        WITH these AS (
            SELECT * FROM occupancy
            WHERE enterprise_id IN (SELECT enterprise_id FROM occupancy WHERE parcel_id = $id::VARCHAR)
        ), weighed AS (
            SELECT *, greatest(coalesce(land_share_mu, 0), 0) AS used_mu,
                sum(used_mu) OVER everywhere AS all_used_mu,
                sum(coalesce(land_gross_mu, 0)) OVER everywhere AS all_held_mu
            FROM these WINDOW everywhere AS (PARTITION BY enterprise_id, year)
        )
        SELECT w.year, w.enterprise_id, coalesce(e.name, w.enterprise_id) AS name, w.kind, w.area_m2,
            w.land_gross_mu, w.land_out_mu, w.land_share_mu,
            coalesce(c.name, w.counterparty_id) AS counterparty_name,
            y.tax_wan_yuan * CASE WHEN all_used_mu > 0 THEN used_mu / all_used_mu
                WHEN all_held_mu > 0 THEN coalesce(land_gross_mu, 0) / all_held_mu END AS tax_wan_yuan
        FROM weighed AS w
        LEFT JOIN enterprise AS e ON e.enterprise_id = w.enterprise_id
        LEFT JOIN enterprise AS c ON c.enterprise_id = w.counterparty_id
        LEFT JOIN enterprise_year AS y ON y.enterprise_id = w.enterprise_id AND y.year = w.year
        WHERE w.parcel_id = $id::VARCHAR
        ORDER BY w.year DESC, w.kind = 'own' DESC, w.land_share_mu DESC NULLS LAST, name, w.kind
        """,
        id=parcel_id,
    )


def neighbours(parcel_id: str) -> pd.DataFrame:
    """The nearest parcels with an outline in the same park: ``parcel_id``, ``shape_geojson``; nearest first."""
    return fetch(
        """
        SELECT p.parcel_id, p.shape_geojson
        FROM parcel AS p JOIN parcel AS own ON own.parcel_id = $id::VARCHAR
            AND p.park_id = own.park_id AND p.parcel_id <> own.parcel_id
        WHERE p.shape_geojson IS NOT NULL
        ORDER BY pow((p.lon - own.lon) * cos(radians(own.lat)), 2) + pow(p.lat - own.lat, 2), p.parcel_id
        LIMIT $most::BIGINT
        """,
        id=parcel_id,
        most=MOST_NEIGHBOURS,
    )


def sources(parcel_id: str) -> pd.DataFrame:
    """The rows of incoming files that made the parcel, its tenancies and contracts; columns as `dossier.sources`."""
    return fetch(
        """
        WITH wanted AS (
            SELECT 1 AS place, 'parcel' AS table_name, $id::VARCHAR AS key, NULL::VARCHAR AS about
            UNION ALL
            SELECT 2, 'occupancy', concat_ws('|', o.parcel_id, o.enterprise_id, o.year, o.kind),
                concat_ws(' ', o.year, coalesce(e.name, o.enterprise_id))
            FROM occupancy AS o LEFT JOIN enterprise AS e ON e.enterprise_id = o.enterprise_id
            WHERE o.parcel_id = $id::VARCHAR
            UNION ALL
            SELECT 4, 'land_contract', contract_id, contract_id FROM land_contract WHERE parcel_id = $id::VARCHAR
            UNION ALL
            SELECT DISTINCT 3, 'enterprise_year', concat_ws('|', o.enterprise_id, o.year),
                concat_ws(' ', o.year, coalesce(e.name, o.enterprise_id))
            FROM occupancy AS o LEFT JOIN enterprise AS e ON e.enterprise_id = o.enterprise_id
            WHERE o.parcel_id = $id::VARCHAR
        )
        SELECT w.table_name, w.about, s.path, l.sheet, l.row_number, s.entity, s.department, s.received_on
        FROM wanted AS w JOIN lineage AS l USING (table_name, key)
        LEFT JOIN source_file AS s ON s.file_id = l.file_id AND s.sheet = l.sheet
        ORDER BY w.place, w.about DESC, coalesce(s.entity = w.table_name, false) DESC, s.path, l.sheet, l.row_number
        """,
        id=parcel_id,
    )
