"""The parcels of a selection: where every question about the map and its lists begins (地块法)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from dashboard import database
from dashboard.lots import LotSelection
from dashboard.queries.firms import NO_CHOICE, of_year

LOTS = """
WITH lots AS (
    SELECT *, tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL AS has_both
    FROM lot_year AS lot
    WHERE """
ON_A_CHAIN = "SELECT 1 FROM lot_chain AS c WHERE c.parcel_id = lot.parcel_id AND c.year = lot.year"
# What each choice of a selection demands of a row. Only those in force are put to DuckDB, as in `firms`.
CONDITIONS: Mapping[str, str] = {
    "towns": "list_contains($towns::VARCHAR[], coalesce(town, $unknown))",
    "parks": "list_contains($parks::VARCHAR[], coalesce(park_id, ''))",
    "industries": "list_contains($industries::VARCHAR[], coalesce(division, ''))",
    "scales": """list_contains($scales::VARCHAR[],
            CASE is_above_scale WHEN true THEN 'above' WHEN false THEN 'below' ELSE 'unknown' END)""",
    "sizes": "list_contains($sizes::VARCHAR[], coalesce(size_class, $unknown))",
    "uses": "list_contains($uses::VARCHAR[], coalesce(land_use, ''))",
    "rights": "list_contains($rights::VARCHAR[], coalesce(right_nature, ''))",
    "stages": "list_contains($stages::VARCHAR[], coalesce(stage, ''))",
    "batches": "list_contains($batches::VARCHAR[], coalesce(suggested_batch, ''))",
    "grades": "list_contains($grades::VARCHAR[], coalesce(grade, ''))",
    "lowest": "tax_wan_yuan_per_mu >= $lowest::DOUBLE",
    "highest": "tax_wan_yuan_per_mu <= $highest::DOUBLE",
    "chains": f"""(EXISTS ({ON_A_CHAIN} AND list_contains($chains::VARCHAR[], c.chain_id))
            OR (list_contains($chains::VARCHAR[], '') AND NOT EXISTS ({ON_A_CHAIN})))""",
}


def ask(question: str, selection: LotSelection, **values: object) -> pd.DataFrame:
    """The answer to ``question``, which reads ``lots``: the columns of ``lot_year`` and ``has_both`` (tax and land)."""
    sql, bound = put(question, selection)
    return database.fetch(sql, **bound, **values)


def later(question: str, selection: LotSelection, **values: object) -> Callable[[], pd.DataFrame]:
    """The same answer when the result is called, see `database.later`."""
    sql, bound = put(question, selection)
    return database.later(sql, **bound, **values)


def put(question: str, selection: LotSelection) -> tuple[str, dict[str, object]]:
    """The question with the selection before it, and the values that both bind: ``year`` always."""
    chosen = {name: value for name, value in selection.parameters.items() if value not in NO_CHOICE}
    demanded = [condition for name, condition in CONDITIONS.items() if name in chosen]
    sql = f"{LOTS}{' AND '.join([of_year(selection.shared.year), *demanded])}\n)\n{question}"
    bound = {name: value for name, value in selection.parameters.items() if f"${name}" in sql}
    return sql, bound
