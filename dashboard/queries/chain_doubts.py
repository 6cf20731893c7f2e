"""Questions about who sits where on a chain and why: one enterprise's places, the doubtful, the unmapped."""

from __future__ import annotations

import pandas as pd

from dashboard.database import fetch
from dashboard.queries import firms
from dashboard.selection import Selection


def doubtful(selection: Selection, chain_id: str) -> pd.DataFrame:
    """One row per chosen enterprise and node that it may sit on: name, code, node, evidence, doubt; by name.

    ``name``, ``enterprise_id``, ``uscc``, ``industry_code``, ``node_id``, ``node``, ``mapping_source``, ``evidence``,
    ``doubt``.
    """
    return firms.ask(
        """
        SELECT f.name, f.enterprise_id, f.uscc, f.industry_code, d.node_id, n.name AS node, d.mapping_source,
            d.evidence, d.doubt
        FROM chain_doubt AS d
        INNER JOIN firms AS f ON f.enterprise_id = d.enterprise_id
        INNER JOIN chain_node AS n ON n.node_id = d.node_id
        WHERE d.chain_id = $chain::VARCHAR
        ORDER BY f.name, f.enterprise_id, n.place
        """,
        selection,
        chain=chain_id,
    )


def unmapped(selection: Selection) -> pd.DataFrame:
    """One row per chosen enterprise on no chain for want of data: name, code, town, ``reason``; by name."""
    return firms.ask(
        """
        SELECT f.name, f.enterprise_id, f.uscc, f.industry_code, nullif(f.town, $unknown) AS town, u.reason
        FROM chain_unmapped AS u INNER JOIN firms AS f ON f.enterprise_id = u.enterprise_id
        ORDER BY f.name, f.enterprise_id
        """,
        selection,
    )


def places(enterprise_id: str) -> pd.DataFrame:
    """The nodes on which an enterprise sits, its main one first, then those that a person has to decide.

    Columns: ``chain``, ``node``, ``segment``, ``is_primary``, ``mapping_source``, ``evidence``, ``doubt`` (NULL where it
    is settled); one row with the reason alone where it could not be placed for want of data.
    """
    return fetch(
        """
        WITH placed AS (
            SELECT chain_id, node_id, is_primary, mapping_source, evidence, NULL::VARCHAR AS doubt
            FROM enterprise_chain_node WHERE enterprise_id = $id::VARCHAR
            UNION ALL
            SELECT chain_id, node_id, NULL, mapping_source, evidence, doubt
            FROM chain_doubt WHERE enterprise_id = $id::VARCHAR
            UNION ALL
            SELECT NULL, NULL, NULL, NULL, NULL, reason FROM chain_unmapped WHERE enterprise_id = $id::VARCHAR
        )
        SELECT c.name AS chain, n.name AS node, n.segment, p.is_primary, p.mapping_source, p.evidence, p.doubt
        FROM placed AS p
        LEFT JOIN chain AS c ON c.chain_id = p.chain_id
        LEFT JOIN chain_node AS n ON n.node_id = p.node_id
        ORDER BY p.doubt IS NOT NULL, p.is_primary DESC NULLS LAST, c.place, n.place
        """,
        id=enterprise_id,
    )
