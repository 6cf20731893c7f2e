"""For each number of the chosen parcels, the rows that make it, as `dashboard.queries.evidence_parts` has them for firms."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.queries.distribution import CUMULATED
from dashboard.queries.evidence_parts import STEPPED

OF_THE_LOTS = """
, whole AS (SELECT 1 FROM lots), periods AS (SELECT $year::INTEGER AS year)
, ready AS (
    SELECT *, parcel_id AS subject_id, parcel_id AS name, NULL::DOUBLE AS base, tax_wan_yuan_per_mu AS value FROM lots
)
"""
# What asks firms is asked of parcels.
AS_FIRMS = ", firms AS (SELECT *, parcel_id AS enterprise_id, parcel_id AS name FROM lots)\n"
OF_THE_TENTHS = f"{AS_FIRMS}{CUMULATED}{STEPPED}"
# A row counts with as much of its land as falls into the tenth; the tenth's tax per mu is the quotient of both sums.
TENTH = """, counted AS (SELECT *, {land} * share_of_step AS counted_mu FROM stepped), parts AS (
    SELECT c.* REPLACE (c.counted_mu AS base), c.counted_mu * c.value AS amount, {sign}c.value AS place,
        l.parcel_address, l.owner_name
    FROM counted AS c INNER JOIN lots AS l ON l.parcel_id = c.subject_id WHERE c.counted_mu > 0
)
"""
OF_LOTS: Mapping[str, tuple[str, str]] = {
    "lot_ratio": (
        OF_THE_LOTS,
        """, parts AS (
    SELECT * REPLACE (land_mu AS base), tax_wan_yuan AS amount, amount AS place FROM ready WHERE has_both
)
""",
    ),
    "lot_median": (
        OF_THE_LOTS,
        """, parts AS (
    SELECT *, value AS amount, -abs(value - median(value) OVER ()) AS place FROM ready WHERE value IS NOT NULL
)
""",
    ),
    "lot_tax": (
        OF_THE_LOTS,
        ", parts AS (SELECT *, tax_wan_yuan AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "lot_land": (
        OF_THE_LOTS,
        ", parts AS (SELECT *, land_mu AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "lot_recoverable": (
        OF_THE_LOTS,
        ", parts AS (SELECT *, recoverable_wan_yuan AS amount, amount AS place FROM ready WHERE amount > 0)\n",
    ),
    "lot_best_tenth": (OF_THE_TENTHS, TENTH.format(land="best_mu", sign="")),
    "lot_worst_tenth": (OF_THE_TENTHS, TENTH.format(land="worst_mu", sign="-")),
}
