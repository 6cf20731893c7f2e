"""For each number on a screen, the rows that make it: number → ``whole``, ``periods`` and ``parts`` after a selection.

``parts``: ``subject_id``, ``name``, ``amount`` (what is added; a ratio's numerator), ``base`` (its denominator or NULL),
``value`` (the row's own ratio or NULL), ``place`` (the greatest first), and what else a table shows.
``whole``: the rows among which those are. ``periods``: the years whose incoming rows are the sources.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.queries.distribution import CUMULATED

OF_THE_FIRMS = """
, whole AS (SELECT 1 FROM firms), periods AS (SELECT $year::INTEGER AS year)
, ready AS (
    SELECT *, enterprise_id AS subject_id, NULL::DOUBLE AS base, tax_wan_yuan_per_mu AS value FROM firms
)
"""
# A firm takes part in the last tenth with as much of its land as falls there; those of one ratio share it by land.
STEPPED = """
, whole AS (SELECT 1 FROM firms), periods AS (SELECT $year::INTEGER AS year)
, stepped AS (
    SELECT f.enterprise_id AS subject_id, f.name, f.tax_wan_yuan_per_mu, f.tax_wan_yuan, f.land_mu,
        f.tax_wan_yuan_per_mu AS value, f.tax_wan_yuan AS base, c.tax AS tax_upto, c.tax_wan_yuan AS tax_of_step,
        c.all_land, c.all_tax, f.land_mu / c.land_mu AS share_of_step,
        c.land_mu - greatest(least(0.9 * c.all_land - c.land + c.land_mu, c.land_mu), 0) AS best_mu,
        greatest(least(0.1 * c.all_land - c.land + c.land_mu, c.land_mu), 0) AS worst_mu
    FROM firms AS f INNER JOIN cumulated AS c ON c.ratio = f.tax_wan_yuan_per_mu
)
"""
OF_THE_TENTHS = CUMULATED + STEPPED
OF_FIRMS: Mapping[str, tuple[str, str]] = {
    "above_scale": (
        OF_THE_FIRMS,
        ", parts AS (SELECT *, 1.0 AS amount, output_wan_yuan AS place FROM ready WHERE is_above_scale)\n",
    ),
    "output": (
        OF_THE_FIRMS,
        ", parts AS (SELECT *, output_wan_yuan AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "tax": (
        OF_THE_FIRMS,
        ", parts AS (SELECT *, tax_wan_yuan AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "tax_paid": (
        OF_THE_FIRMS,
        ", parts AS (SELECT *, tax_paid_wan_yuan AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "land": (
        OF_THE_FIRMS,
        ", parts AS (SELECT *, land_mu AS amount, amount AS place FROM ready WHERE amount IS NOT NULL)\n",
    ),
    "ratio": (
        OF_THE_FIRMS,
        """, parts AS (
    SELECT * REPLACE (land_mu AS base), tax_wan_yuan AS amount, amount AS place FROM ready WHERE has_both
)
""",
    ),
    # Those beside the middle first: they decide the number.
    "median": (
        OF_THE_FIRMS,
        """, parts AS (
    SELECT *, value AS amount, -abs(value - median(value) OVER ()) AS place FROM ready WHERE value IS NOT NULL
)
""",
    ),
    "recoverable": (
        OF_THE_FIRMS,
        """, district AS (SELECT median(tax_wan_yuan_per_mu) AS yardstick FROM everyone), industries AS (
    SELECT division, median(tax_wan_yuan_per_mu) AS yardstick FROM everyone WHERE division <> ''
    GROUP BY division HAVING count(tax_wan_yuan_per_mu) >= $least_firms AND $by_industry
), parts AS (
    SELECT r.*, coalesce(i.yardstick, d.yardstick) AS yardstick,
        (coalesce(i.yardstick, d.yardstick) - r.value) * r.land_mu AS amount, amount AS place
    FROM ready AS r CROSS JOIN district AS d LEFT JOIN industries AS i ON i.division = r.division
    WHERE r.value < coalesce(i.yardstick, d.yardstick)
)
""",
    ),
    "best_tenth": (
        OF_THE_TENTHS,
        """, parts AS (
    SELECT *, best_mu * share_of_step AS counted_mu, counted_mu * value AS amount, value AS place FROM stepped
)
""",
    ),
    "worst_tenth": (
        OF_THE_TENTHS,
        """, parts AS (
    SELECT *, worst_mu * share_of_step AS counted_mu, counted_mu * value AS amount, -value AS place FROM stepped
)
""",
    ),
    "gini": (
        OF_THE_TENTHS,
        """, parts AS (
    SELECT * REPLACE (NULL::DOUBLE AS base),
        land_mu / all_land * (2 * tax_upto - tax_of_step) / all_tax AS amount, amount AS place
    FROM stepped WHERE all_tax IS NOT NULL
)
""",
    ),
    "grade": (
        "",
        """
, graded AS (
    SELECT f.*, v.grade, v.rank, v.score, v.override_reason
    FROM firms AS f INNER JOIN evaluation AS v ON v.enterprise_id = f.enterprise_id
        AND v.year = $year::INTEGER AND v.pack_id = $pack AND v.size_group = $size_group
), whole AS (SELECT 1 FROM graded), periods AS (SELECT $year::INTEGER AS year), parts AS (
    SELECT *, enterprise_id AS subject_id, 1.0 AS amount, NULL::DOUBLE AS base, NULL::DOUBLE AS value, -rank AS place
    FROM graded WHERE grade = $grade
)
""",
    ),
}
# The firms of a class of the four batches, after ``now`` of `batches.put`.
OF_A_CLASS = """
, whole AS (SELECT 1 FROM now), periods AS (SELECT $last::INTEGER AS year), parts AS (
    SELECT n.*, f.name, n.enterprise_id AS subject_id, 1.0 AS amount, NULL::DOUBLE AS base, NULL::DOUBLE AS value,
        n.land_mu AS place
    FROM now AS n INNER JOIN main.firm_year AS f ON f.enterprise_id = n.enterprise_id AND f.year = n.year
    WHERE n.suggested_batch = $batch
)
"""
OF_THE_PARCELS = """
, whole AS (
    SELECT * FROM parcels WHERE ($from::DOUBLE IS NULL OR tax_wan_yuan_per_mu >= $from::DOUBLE)
        AND ($to::DOUBLE IS NULL OR tax_wan_yuan_per_mu <= $to::DOUBLE)
), periods AS (SELECT $year::INTEGER AS year), ready AS (
    SELECT *, parcel_id AS subject_id, parcel_id AS name, NULL::DOUBLE AS base, tax_wan_yuan_per_mu AS value
    FROM whole WHERE has_both
)
"""
OF_PARCELS: Mapping[str, tuple[str, str]] = {
    "parcel_ratio": (
        OF_THE_PARCELS,
        ", parts AS (SELECT * REPLACE (land_mu AS base), tax_wan_yuan AS amount, amount AS place FROM ready)\n",
    ),
    "parcel_median": (
        OF_THE_PARCELS,
        """, parts AS (
    SELECT *, value AS amount, -abs(value - median(value) OVER ()) AS place FROM ready WHERE value IS NOT NULL
)
""",
    ),
    "parcel_tax": (
        OF_THE_PARCELS,
        ", parts AS (SELECT *, tax_wan_yuan AS amount, amount AS place FROM ready)\n",
    ),
    "parcel_land": (OF_THE_PARCELS, ", parts AS (SELECT *, land_mu AS amount, amount AS place FROM ready)\n"),
    "coverage_land_pct": (
        "",
        """
, periods AS (SELECT max(year) AS year FROM occupancy), shares AS (
    SELECT parcel_id, sum(land_share_mu) AS land_share_mu FROM occupancy
    WHERE year = (SELECT year FROM periods) GROUP BY parcel_id
), whole AS (SELECT 1 FROM parcel), parts AS (
    SELECT p.parcel_id AS subject_id, p.parcel_id AS name, p.parcel_address, s.land_share_mu, p.land_mu,
        coalesce(s.land_share_mu, 0) AS amount, p.land_mu AS base, NULL::DOUBLE AS value, p.land_mu AS place
    FROM parcel AS p LEFT JOIN shares AS s ON s.parcel_id = p.parcel_id WHERE p.land_mu IS NOT NULL
)
""",
    ),
    "coverage_tax_pct": (
        "",
        """
, periods AS (SELECT DISTINCT year FROM enterprise_year WHERE tax_wan_yuan IS NOT NULL), received AS (
    SELECT enterprise_id, sum(abs(tax_wan_yuan)) AS received FROM enterprise_year
    WHERE tax_wan_yuan IS NOT NULL GROUP BY enterprise_id
), whole AS (SELECT 1 FROM enterprise), parts AS (
    SELECT e.enterprise_id AS subject_id, e.name, e.in_register, r.received,
        CASE WHEN e.in_register THEN r.received ELSE 0 END AS amount, r.received AS base, NULL::DOUBLE AS value,
        r.received AS place
    FROM received AS r INNER JOIN enterprise AS e ON e.enterprise_id = r.enterprise_id
    WHERE EXISTS (SELECT 1 FROM enterprise WHERE in_register)
)
""",
    ),
}
