"""Questions about who is not placed on a chain yet: the doubtful for a person to decide, and the unmapped."""

from __future__ import annotations

import pandas as pd

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
