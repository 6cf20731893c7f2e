"""Questions about the drugs and medical devices that the enterprises of a chain may make or are on the way to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.database import fetch, only_row
from dashboard.queries import firms
from dashboard.queries.chains import View
from etl.contracts.product_license import LICENSE_TYPES

MINE = """
, mine AS (
    SELECT l.*, f.name FROM product_license AS l INNER JOIN firms AS f ON f.enterprise_id = l.enterprise_id
    WHERE l.enterprise_id IN (SELECT enterprise_id FROM enterprise_chain_node WHERE chain_id = $chain::VARCHAR)
)
"""
# A drug in research is on the way whatever else its row says; of the other types what is not granted yet is.
COUNTED = """
, counted AS (
    SELECT *, license_type <> 'drug_pipeline' AND license_status = '获批' AS is_granted,
        license_status IN ('在研', '受理') AS is_coming
    FROM mine
)
"""
BY_YEAR = """
SELECT license_type, year(approved_on)::INTEGER AS year, count(*) AS licenses FROM counted
WHERE is_granted AND approved_on IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
BY_TYPE = """
, type AS (SELECT unnest($types::VARCHAR[]) AS license_type, generate_subscripts($types::VARCHAR[], 1) AS place)
SELECT t.license_type, count(*) FILTER (c.is_granted) AS granted,
    count(*) FILTER (c.is_granted AND year(c.approved_on) = $year::INTEGER) AS granted_in_year,
    count(*) FILTER (c.is_granted AND c.approved_on IS NULL) AS undated,
    count(*) FILTER (c.license_status = '在研') AS in_research, count(*) FILTER (c.license_status = '受理') AS filed,
    count(*) FILTER (c.license_status = '注销') AS withdrawn,
    count(*) FILTER (c.enterprise_id IS NOT NULL AND c.license_status IS NULL) AS unsaid
FROM type AS t LEFT JOIN counted AS c ON c.license_type = t.license_type
GROUP BY t.license_type, t.place ORDER BY t.place
"""
HOLDERS = """
SELECT enterprise_id, name,
    count(*) FILTER (is_granted AND license_type = 'generic_consistency') AS generic_consistency,
    count(*) FILTER (is_granted AND license_type = 'drug_approval') AS drug_approval,
    count(*) FILTER (is_coming AND license_type = 'drug_pipeline') AS drug_pipeline,
    count(*) FILTER (is_granted AND license_type = 'device_class1') AS device_class1,
    count(*) FILTER (is_granted AND license_type = 'device_class2') AS device_class2,
    count(*) FILTER (is_granted AND license_type = 'device_class3') AS device_class3,
    count(*) FILTER (is_granted AND year(approved_on) = $year::INTEGER) AS granted_in_year,
    max(approved_on) FILTER (is_granted) AS latest
FROM counted GROUP BY enterprise_id, name
ORDER BY count(*) FILTER (is_granted) DESC, drug_pipeline DESC, name, enterprise_id
"""
EACH = """
SELECT enterprise_id, name, license_type, license_no, product_name, license_status, approved_on, valid_to FROM mine
ORDER BY approved_on DESC NULLS LAST, license_type, name, license_no, product_name
LIMIT $most::BIGINT
"""


@dataclass(frozen=True)
class Ledger:
    """What the ledger of licences holds: its rows, and those of chosen enterprises that are not on the chain."""

    rows: int
    elsewhere: int


def ledger(view: View) -> Ledger:
    """How many licences there are at all, and how many of the chosen enterprises lie off the chain."""
    rows = only_row(fetch("SELECT count(*) AS rows FROM product_license"))["rows"]
    frame = firms.ask(
        """
        SELECT count(*) AS elsewhere FROM product_license AS l
        INNER JOIN firms AS f ON f.enterprise_id = l.enterprise_id
        WHERE l.enterprise_id NOT IN (SELECT enterprise_id FROM enterprise_chain_node WHERE chain_id = $chain::VARCHAR)
        """,
        view.selection,
        chain=view.chain_id,
    )
    return Ledger(int(rows), int(only_row(frame)["elsewhere"]))


def by_year(view: View) -> pd.DataFrame:
    """One row per type and year in which one was granted: ``licenses`` that hold today, those without a date left out."""
    return _ask(BY_YEAR, view)


def by_type(view: View) -> pd.DataFrame:
    """One row per type in the order of the report, with or without licences.

    Columns: ``granted`` (hold today), of them ``granted_in_year`` and ``undated``; ``in_research`` and ``filed``: on the
    way; ``withdrawn``; ``unsaid``: nobody wrote a status.
    """
    return _ask(BY_TYPE, view, types=tuple(LICENSE_TYPES))


def holders(view: View) -> pd.DataFrame:
    """One row per enterprise with licences: how many of each type hold, are on the way, came in the year; most first."""
    return _ask(HOLDERS, view)


def each(view: View, most: int | None) -> pd.DataFrame:
    """The licences themselves with their enterprise, the latest approved first, ``most`` at most."""
    return _ask(EACH, view, most=most)


def each_later(view: View) -> Callable[[], pd.DataFrame]:
    """All of them, read when the result is called."""
    return firms.later(MINE + EACH, view.selection, chain=view.chain_id, most=None)


def _ask(question: str, view: View, **values: object) -> pd.DataFrame:
    return firms.ask(MINE + COUNTED + question, view.selection, chain=view.chain_id, **values)
