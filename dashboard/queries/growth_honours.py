"""Questions about the ladder of honours: how many stand on each rung, who is on the way to it, whose honour runs out."""

from __future__ import annotations

import pandas as pd

from dashboard.database import fetch
from dashboard.queries import firms
from dashboard.queries.growth import Asked
from etl.contracts.declaration import UNDER_WAY
from etl.contracts.honour import HONOURS

COUNTS = """
SELECT h.honour_code, h.year, count(*) AS firms
FROM honour_year AS h INNER JOIN firms AS f USING (enterprise_id)
WHERE h.counts GROUP BY h.honour_code, h.year ORDER BY h.year, h.honour_code
"""
OUTPUT = """
SELECT h.honour_code,
    100.0 * sum(f.output_wan_yuan) / (SELECT sum(output_wan_yuan) FROM firms WHERE output_wan_yuan > 0) AS output_share_pct
FROM honour_year AS h INNER JOIN firms AS f USING (enterprise_id)
WHERE h.counts AND h.year = $held_year::INTEGER AND f.output_wan_yuan > 0 GROUP BY h.honour_code
"""
HELD = """
SELECT f.enterprise_id, f.name AS firm, y.honour_code, y.level, f.park, f.town, max(h.granted_on) AS granted_on,
    CASE WHEN bool_or(h.valid_to IS NULL) THEN NULL ELSE max(h.valid_to) END AS valid_to
FROM honour_year AS y INNER JOIN firms AS f USING (enterprise_id)
INNER JOIN honour AS h ON h.enterprise_id = y.enterprise_id AND h.honour_code = y.honour_code
    AND h.status IN ('granted', 'renewed') AND h.granted_on <= make_date(y.year, 12, 31)
    AND (h.valid_to IS NULL OR h.valid_to >= make_date(y.year, 12, 31))
WHERE y.counts AND y.year = $held_year::INTEGER
GROUP BY ALL ORDER BY list_position($codes::VARCHAR[], y.honour_code), firm
"""
# Both ledgers tell of those on the way: a firm counts once for an honour, at the furthest step that either says.
COMING = """
, coming AS (
    SELECT d.enterprise_id, d.enterprise_name, d.declaration_status AS step, d.batch,
        list_extract($codes::VARCHAR[], list_position($names::VARCHAR[], d.programme)) AS honour_code
    FROM declaration AS d
    WHERE list_contains($under_way::VARCHAR[], d.declaration_status) AND list_contains($names::VARCHAR[], d.programme)
    UNION ALL
    SELECT h.enterprise_id, NULL, CASE h.status WHEN 'surveyed' THEN '摸排' WHEN 'applied' THEN '组织申报'
        WHEN 'recommended' THEN '区级推荐' ELSE '公示' END, h.batch, h.honour_code
    FROM honour AS h WHERE h.status IN ('surveyed', 'applied', 'recommended', 'announced')
)
SELECT c.enterprise_id, coalesce(f.name, c.enterprise_name) AS firm, c.honour_code, c.step, c.batch, f.park, f.town
FROM coming AS c LEFT JOIN firms AS f USING (enterprise_id)
WHERE $is_whole::BOOLEAN OR f.enterprise_id IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY coalesce(c.enterprise_id, c.enterprise_name), c.honour_code
    ORDER BY list_position($under_way::VARCHAR[], c.step) DESC, c.batch DESC NULLS LAST
) = 1
ORDER BY list_position($codes::VARCHAR[], c.honour_code), list_position($under_way::VARCHAR[], c.step) DESC, firm
"""
# An honour's last word while nothing later renews it; what it says of the end is up to the question.
UNRENEWED = """
    ANTI JOIN honour AS later ON later.enterprise_id = h.enterprise_id AND later.honour_code = h.honour_code
        AND later.status IN ('granted', 'renewed') AND (later.valid_to IS NULL OR later.valid_to > h.valid_to)
    WHERE h.status IN ('granted', 'renewed') AND h.granted_on <= $on::DATE AND h.valid_to BETWEEN {first} AND {last}
    QUALIFY row_number() OVER (PARTITION BY h.enterprise_id, h.honour_code ORDER BY h.granted_on DESC) = 1
"""
EXPIRING = f"""
SELECT f.enterprise_id, f.name AS firm, h.honour_code, h.level, h.valid_to,
    date_diff('day', $on::DATE, h.valid_to) AS days_left, f.park, f.town
FROM honour AS h INNER JOIN firms AS f USING (enterprise_id)
{UNRENEWED.format(first="$on::DATE", last="$on::DATE + INTERVAL 1 YEAR")}
ORDER BY h.valid_to, firm
"""  # noqa: S608
CODES, NAMES = tuple(HONOURS), tuple(HONOURS.values())


def are_there() -> bool:
    """Whether any ledger of honours was read."""
    return not fetch("SELECT 1 FROM honour LIMIT 1").empty


def counts(asked: Asked) -> pd.DataFrame:
    """One row per honour and year in which it is valid: ``honour_code``, ``year``, ``firms``; on the ladder once a firm."""
    return firms.ask(COUNTS, asked.selection)


def output_shares(asked: Asked) -> pd.DataFrame:
    """One row per honour in the year asked: what its firms have of the output of all, ``output_share_pct``."""
    return firms.ask(OUTPUT, asked.selection, held_year=asked.year)


def held(asked: Asked) -> pd.DataFrame:
    """One row per firm and honour that counts in the year asked: ``level``, ``granted_on``, ``valid_to``."""
    return firms.ask(HELD, asked.selection, held_year=asked.year, codes=CODES)


def coming(asked: Asked) -> pd.DataFrame:
    """One row per firm and honour that it is on the way to, at the furthest ``step``."""
    return firms.ask(
        COMING, asked.selection, is_whole=asked.is_whole, codes=CODES, names=NAMES, under_way=UNDER_WAY
    )


def expiring(asked: Asked) -> pd.DataFrame:
    """One row per firm and honour that runs out within a year of the day and has not been renewed: ``days_left``."""
    return firms.ask(EXPIRING, asked.selection, on=asked.on)
