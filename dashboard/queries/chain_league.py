"""The chosen enterprises by industrial chain, of which one enterprise may have several."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import database
from dashboard.queries import firms
from dashboard.selection import NO_CHAIN, Selection

# An enterprise on several nodes of a chain is in it once.
BY_CHAIN = """
, placed AS (
    SELECT DISTINCT n.enterprise_id, n.chain_id, c.name FROM enterprise_chain_node AS n
    INNER JOIN chain AS c ON c.chain_id = n.chain_id
)
"""


LEAGUE = """
, whole AS (
    SELECT nullif(greatest(sum(land_mu) FILTER (has_both), 0), 0) AS land_mu,
        nullif(greatest(sum(tax_wan_yuan) FILTER (has_both), 0), 0) AS tax_wan_yuan
    FROM firms
)
SELECT coalesce(p.chain_id, '') AS area_id, coalesce(any_value(p.name), $no_chain) AS area, count(*) AS firms,
    count(*) FILTER (has_both) AS with_both,
    sum(f.tax_wan_yuan) FILTER (has_both) AS tax_wan_yuan, sum(f.land_mu) FILTER (has_both) AS land_mu,
    sum(f.tax_wan_yuan) FILTER (has_both) / nullif(greatest(sum(f.land_mu) FILTER (has_both), 0), 0)
        AS tax_wan_yuan_per_mu,
    median(f.tax_wan_yuan_per_mu) AS median_tax_wan_yuan_per_mu,
    100 * sum(f.land_mu) FILTER (has_both) / any_value(w.land_mu) AS land_share_pct,
    100 * sum(f.tax_wan_yuan) FILTER (has_both) / any_value(w.tax_wan_yuan) AS tax_share_pct
FROM firms AS f CROSS JOIN whole AS w LEFT JOIN placed AS p ON p.enterprise_id = f.enterprise_id
GROUP BY 1 ORDER BY area_id = '', tax_wan_yuan_per_mu DESC NULLS LAST, area
"""
OVERLAP = """
, chains_of AS (
    SELECT count(*) AS chains FROM firms INNER JOIN placed USING (enterprise_id) GROUP BY enterprise_id
)
SELECT count(*) AS placed, count(*) FILTER (chains > 1) AS on_several FROM chains_of
"""


def league(selection: Selection) -> pd.DataFrame:
    """One row per chain with the columns of `enterprises.league`; an enterprise on two chains counts in both.

    The empty ``area_id`` is on no chain. The two shares are of the chosen enterprises, each counted once, so that they
    add up to more than 100 where chains overlap.
    """
    return firms.ask(BY_CHAIN + LEAGUE, selection, no_chain=NO_CHAIN)


@dataclass(frozen=True)
class Overlap:
    """How the chosen enterprises lie on chains: on one at least, on more than one."""

    placed: int
    on_several: int


def overlap(selection: Selection) -> Overlap:
    """How many of the chosen enterprises are on a chain, and how many on several."""
    frame = firms.ask(BY_CHAIN + OVERLAP, selection)
    return Overlap(**database.only_row(frame))
