"""Questions about one enterprise: who it is, its years and months, its land, known faults, where it all stands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row


def enterprise(enterprise_id: str) -> dict[str, Any] | None:
    """The facts of the register and ``park``, the name of its park; None for an id that no enterprise has."""
    frame = fetch(
        """
        SELECT e.*, coalesce(p.name, e.park_id) AS park
        FROM enterprise AS e LEFT JOIN park AS p ON p.park_id = e.park_id
        WHERE e.enterprise_id = $id::VARCHAR
        """,
        id=enterprise_id,
    )
    return only_row(frame) if len(frame) else None


def years(enterprise_id: str) -> pd.DataFrame:
    """Its rows of ``enterprise_year``, the latest year first."""
    return fetch(
        "SELECT * FROM enterprise_year WHERE enterprise_id = $id::VARCHAR ORDER BY year DESC",
        id=enterprise_id,
    )


def year_of(enterprise_id: str, year: int) -> dict[str, Any]:
    """Its row of ``enterprise_year``; empty when it has none."""
    frame = fetch(
        "SELECT * FROM enterprise_year WHERE enterprise_id = $id::VARCHAR AND year = $year::INTEGER",
        id=enterprise_id,
        year=year,
    )
    return only_row(frame) if len(frame) else {}


def months(enterprise_id: str) -> pd.DataFrame:
    """Its rows of ``operation_month``, the earliest month first."""
    return fetch(
        "SELECT * FROM operation_month WHERE enterprise_id = $id::VARCHAR ORDER BY month",
        id=enterprise_id,
    )


def land(enterprise_id: str) -> pd.DataFrame:
    """The parcels that it uses or lets out, the latest year first, its own before the leased ones.

    Columns: ``year``, ``parcel_id``, ``parcel_address``, ``kind``, ``area_m2``, ``land_gross_mu``,
    ``land_out_mu``, ``land_share_mu``, ``counterparty_id``, ``counterparty_name``.
    """
    return fetch(
        """
        SELECT o.year, o.parcel_id, p.parcel_address, o.kind, o.area_m2, o.land_gross_mu, o.land_out_mu,
            o.land_share_mu, o.counterparty_id, coalesce(c.name, o.counterparty_id) AS counterparty_name
        FROM occupancy AS o
        LEFT JOIN parcel AS p ON p.parcel_id = o.parcel_id
        LEFT JOIN enterprise AS c ON c.enterprise_id = o.counterparty_id
        WHERE o.enterprise_id = $id::VARCHAR
        ORDER BY o.year DESC, o.kind = 'own' DESC, o.land_gross_mu DESC NULLS LAST, o.parcel_id, o.kind
        """,
        id=enterprise_id,
    )


def issues(key: str) -> pd.DataFrame:
    """The quality issues that name an enterprise or a parcel, errors first, with the path of their file."""
    return fetch(
        """
        SELECT q.check_name, q.severity, q.key, s.path, q.sheet, q.row_number, q."column", q.value, q.reason,
            q.next_step
        FROM quality_issue AS q LEFT JOIN (SELECT DISTINCT file_id, path FROM source_file) AS s USING (file_id)
        WHERE list_contains(string_split(q.key, '|'), $key::VARCHAR)
        ORDER BY q.severity, q.check_name, q.key, s.path, q.row_number
        """,
        key=key,
    )


def honours(enterprise_id: str) -> pd.DataFrame:
    """Its honours, granted or on the way, the latest first: the columns of ``honour`` and ``expiry``.

    ``expiry`` says of a granted one that it is past its last day, or will be within six months from today.
    """
    return fetch(
        """
        SELECT *, CASE WHEN status NOT IN ('granted', 'renewed') OR valid_to IS NULL THEN NULL
            WHEN valid_to < current_date THEN '已过有效期'
            WHEN valid_to < current_date + INTERVAL 6 MONTH THEN '六个月内到期' END AS expiry
        FROM honour WHERE enterprise_id = $id::VARCHAR
        ORDER BY granted_on DESC NULLS FIRST, honour_code, level, batch
        """,
        id=enterprise_id,
    )


def sources(enterprise_id: str) -> pd.DataFrame:
    """The rows of incoming files that made its figures, one row each.

    Columns: ``table_name``, ``about`` (year, month or parcel), ``path``, ``sheet``, ``row_number``, ``entity``,
    ``department``, ``received_on``. Its land is made by its own tenancies, by those that it grants, and by the
    parcels of both.
    """
    return fetch(
        """
        WITH tenancies AS (
            SELECT * FROM occupancy WHERE enterprise_id = $id::VARCHAR OR counterparty_id = $id::VARCHAR
        ), wanted AS (
            SELECT 1 AS place, 'enterprise' AS table_name, $id::VARCHAR AS key, NULL::VARCHAR AS about
            UNION ALL
            SELECT 2, 'enterprise_year', concat_ws('|', enterprise_id, year), year::VARCHAR
            FROM enterprise_year WHERE enterprise_id = $id::VARCHAR
            UNION ALL
            SELECT 3, 'occupancy', concat_ws('|', parcel_id, enterprise_id, year, kind),
                concat_ws(' ', year, parcel_id) FROM tenancies
            UNION ALL
            SELECT DISTINCT 4, 'parcel', parcel_id, parcel_id FROM tenancies
            UNION ALL
            SELECT 6, 'honour', concat_ws('|', enterprise_id, honour_code, level, batch, granted_on),
                concat_ws(' ', year(granted_on), honour_code)
            FROM honour WHERE enterprise_id = $id::VARCHAR
            UNION ALL
            SELECT 5, 'operation_month', concat_ws('|', enterprise_id, month), strftime(month, '%Y-%m')
            FROM operation_month WHERE enterprise_id = $id::VARCHAR
        )
        SELECT w.table_name, w.about, s.path, l.sheet, l.row_number, s.entity, s.department, s.received_on
        FROM wanted AS w JOIN lineage AS l USING (table_name, key)
        LEFT JOIN source_file AS s ON s.file_id = l.file_id AND s.sheet = l.sheet
        ORDER BY w.place, w.about DESC, coalesce(s.entity = w.table_name, false) DESC, s.path, l.sheet, l.row_number
        """,
        id=enterprise_id,
    )
