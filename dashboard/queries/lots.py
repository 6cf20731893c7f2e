"""The parcels of a selection: where every question about the map and its lists begins (地块法)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard import database
from dashboard.lots import LotSelection

LOTS = """
WITH lots AS (
    SELECT *, tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL AS has_both
    FROM lot_year AS lot
    WHERE lot.year IS NOT DISTINCT FROM $year::INTEGER
        AND (len($towns::VARCHAR[]) = 0 OR list_contains($towns::VARCHAR[], coalesce(town, $unknown)))
        AND (len($parks::VARCHAR[]) = 0 OR list_contains($parks::VARCHAR[], coalesce(park_id, '')))
        AND (len($industries::VARCHAR[]) = 0 OR list_contains($industries::VARCHAR[], coalesce(division, '')))
        AND (len($scales::VARCHAR[]) = 0 OR list_contains($scales::VARCHAR[],
            CASE WHEN is_above_scale THEN 'above' WHEN NOT is_above_scale THEN 'below' ELSE 'unknown' END))
        AND (len($sizes::VARCHAR[]) = 0 OR list_contains($sizes::VARCHAR[], coalesce(size_class, $unknown)))
        AND (len($uses::VARCHAR[]) = 0 OR list_contains($uses::VARCHAR[], coalesce(land_use, '')))
        AND (len($rights::VARCHAR[]) = 0 OR list_contains($rights::VARCHAR[], coalesce(right_nature, '')))
        AND (len($stages::VARCHAR[]) = 0 OR list_contains($stages::VARCHAR[], coalesce(stage, '')))
        AND (len($batches::VARCHAR[]) = 0 OR list_contains($batches::VARCHAR[], coalesce(suggested_batch, '')))
        AND (len($grades::VARCHAR[]) = 0 OR list_contains($grades::VARCHAR[], coalesce(grade, '')))
        AND ($lowest::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $lowest::DOUBLE)
        AND ($highest::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $highest::DOUBLE)
        AND (len($chains::VARCHAR[]) = 0
            OR EXISTS (SELECT 1 FROM lot_chain AS c WHERE c.parcel_id = lot.parcel_id AND c.year = lot.year
                AND list_contains($chains::VARCHAR[], c.chain_id))
            OR (list_contains($chains::VARCHAR[], '')
                AND NOT EXISTS (SELECT 1 FROM lot_chain AS c WHERE c.parcel_id = lot.parcel_id AND c.year = lot.year)))
)
"""


def ask(question: str, selection: LotSelection, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads ``lots``: the columns of ``lot_year`` and ``has_both`` (tax and land)."""
    return database.fetch(LOTS + question, **selection.parameters, **values)


def later(question: str, selection: LotSelection, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    return database.later(LOTS + question, **selection.parameters, **values)
