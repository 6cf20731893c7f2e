"""What the checks found in the ledgers of licences and projects, as far as a chain's sentences rest on it."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import firms
from dashboard.queries.chain_projects import PLACES
from dashboard.queries.chains import View

# These left every row as it was meant.
HARMLESS = (
    "duplicate_row", "completing_row", "merged_rows", "same_content", "hidden_sheet", "mapping_unused", "reader_remark",
)  # fmt: skip
# A finding that names no licence or project that was kept may have taken one away: it stands against them all.
FAULTS = """
, licensee AS (
    SELECT DISTINCT l.enterprise_id FROM product_license AS l INNER JOIN firms AS f ON f.enterprise_id = l.enterprise_id
    WHERE l.enterprise_id IN (SELECT enterprise_id FROM enterprise_chain_node WHERE chain_id = $chain::VARCHAR)
), mine AS (
    SELECT project_id, coalesce(project_kind, '') AS kind,
        project_id IN (SELECT project_id FROM project_place WHERE chain_id = $chain::VARCHAR) AS is_on
    FROM project
), found AS (
    SELECT i.entity, i.check_name, coalesce(split_part(i.key, '|', 2), '') AS about
    FROM quality_issue AS i
    WHERE i.entity = 'product_license' AND (coalesce(contains(i.key, '|'), false) = false
        OR split_part(i.key, '|', 1) IN (SELECT enterprise_id FROM licensee))
    UNION ALL
    SELECT i.entity, i.check_name, coalesce(m.kind, '')
    FROM quality_issue AS i LEFT JOIN mine AS m ON m.project_id = i.key
    WHERE i.entity = 'project' AND coalesce(m.is_on, true)
)
SELECT entity, about, check_name, count(*) AS issues FROM found
WHERE NOT list_contains($harmless::VARCHAR[], check_name) GROUP BY ALL ORDER BY ALL
"""


def faults(view: View) -> pd.DataFrame:
    """One row per entity, type or kind (empty: all), and check: how many ``issues`` speak of the chain's rows."""
    return firms.ask(PLACES + FAULTS, view.selection, chain=view.chain_id, harmless=HARMLESS)
