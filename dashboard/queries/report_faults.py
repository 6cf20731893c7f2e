"""What the checks found in the files that the report's sentences rest on, and which kinds of files were read."""

from __future__ import annotations

import pandas as pd

from dashboard.database import fetch, remembered

# By these the numbers of any file are in doubt; what else spoils a number, the number itself says.
SPOILING = ("conflicting_rows", "missing_unit", "mixed_units")
FAULTS = """
WITH told AS (SELECT unnest(string_split(entity, '+')) AS entity, check_name, severity FROM quality_issue)
SELECT entity, '' AS about, check_name, severity = 'error' OR list_contains($spoiling::VARCHAR[], check_name) AS spoils_any,
    count(*) AS issues
FROM told GROUP BY ALL ORDER BY entity, check_name
"""
READ = """
SELECT DISTINCT unnest(string_split(entity, '+')) AS entity FROM source_file WHERE rows_loaded > 0
"""


def faults() -> pd.DataFrame:
    """One row per entity and check: ``about`` (empty: all of it), ``issues``, ``spoils_any``: whatever rests on the file."""
    return fetch(FAULTS, spoiling=SPOILING)


@remembered
def read_entities() -> frozenset[str]:
    """The entities of which a file with rows was read."""
    return frozenset(fetch(READ)["entity"])
