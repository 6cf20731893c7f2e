"""Questions about declarations, moves to the cloud and the pool of firms near the threshold, and about their targets.

A case of a firm that nobody knows is of the whole district alone: no filter finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.database import fetch, only_row, remembered
from dashboard.queries import firms
from dashboard.selection import Selection
from etl.contracts.cloud_adoption import ON_CLOUD
from etl.contracts.declaration import BEFORE_HANDING_IN
from etl.contracts.programmes import TALENTS
from etl.contracts.upgrade_pool import ENTERED, LEFT

DECLARATIONS = """
SELECT d.*, coalesce(f.name, d.enterprise_name) AS firm, f.park, f.town,
    year(coalesce(d.due_on, d.submitted_on, d.recommended_on, d.decided_on)) AS declared_year,
    CASE WHEN d.due_on < $on::DATE AND list_contains($before::VARCHAR[], d.declaration_status)
        THEN date_diff('day', d.due_on, $on::DATE) END AS overdue_days
FROM declaration AS d LEFT JOIN firms AS f USING (enterprise_id)
WHERE ($is_whole::BOOLEAN OR f.enterprise_id IS NOT NULL)
    AND (d.person_masked IS NOT NULL OR list_contains($talents::VARCHAR[], d.programme)) = $of_people::BOOLEAN
ORDER BY overdue_days DESC NULLS LAST, d.programme, d.batch DESC NULLS LAST, firm, d.declaration_id
"""
ADOPTIONS = """
SELECT a.*, coalesce(f.name, a.enterprise_name) AS firm, f.park, f.town, f.is_above_scale,
    coalesce(a.enterprise_id, a.enterprise_name) AS who,
    coalesce(list_contains($on_cloud::VARCHAR[], a.cloud_status), FALSE) AS is_on_cloud
FROM cloud_adoption AS a LEFT JOIN firms AS f USING (enterprise_id)
WHERE $is_whole::BOOLEAN OR f.enterprise_id IS NOT NULL
ORDER BY a.adopted_on DESC NULLS LAST, firm, a.adoption_id
"""
COVERAGE = """
, cloud AS (
    SELECT DISTINCT enterprise_id FROM cloud_adoption
    WHERE list_contains($on_cloud::VARCHAR[], cloud_status) AND enterprise_id IS NOT NULL
)
SELECT f.park_id AS area_id, f.park AS area, count(*) AS above_scale, count(c.enterprise_id) AS on_cloud,
    100.0 * count(c.enterprise_id) / count(*) AS coverage_pct
FROM firms AS f LEFT JOIN cloud AS c USING (enterprise_id)
WHERE f.is_above_scale GROUP BY f.park_id, f.park ORDER BY coverage_pct DESC, above_scale DESC, area
"""
POOL = """
SELECT p.*, coalesce(f.name, p.enterprise_name) AS firm, f.park, f.town,
    CASE WHEN last_day(p.expected_month) < $on::DATE AND NOT list_contains($settled::VARCHAR[], p.pool_status)
        THEN date_diff('day', last_day(p.expected_month), $on::DATE) END AS overdue_days
FROM upgrade_pool AS p LEFT JOIN firms AS f USING (enterprise_id)
WHERE $is_whole::BOOLEAN OR f.enterprise_id IS NOT NULL
ORDER BY list_contains($settled::VARCHAR[], p.pool_status) NULLS FIRST, p.gap_wan_yuan NULLS LAST, firm, p.pool_id
"""
# The rows of incoming files behind the cases of one ledger.
SOURCES = """
SELECT l.key AS name, l.key AS about, l.table_name, f.path, l.sheet, l.row_number, f.entity, f.department, f.received_on
FROM lineage AS l LEFT JOIN source_file AS f ON f.file_id = l.file_id AND f.sheet = l.sheet
WHERE l.table_name = $ledger::VARCHAR AND list_contains($keys::VARCHAR[], l.key)
ORDER BY l.key, f.path, l.sheet, l.row_number
"""
Rows = Callable[[], pd.DataFrame]


@dataclass(frozen=True)
class Asked:
    """What is asked about: the firms of the side bar in their year, and the day on which something is late."""

    selection: Selection
    on: date

    @property
    def is_whole(self) -> bool:
        """Whether nothing is filtered, so that cases of unknown firms are there too and targets can be compared."""
        chosen = self.selection
        return not (
            chosen.parks
            or chosen.towns
            or chosen.industries
            or chosen.chains
            or chosen.scales
            or chosen.sizes
        )

    @property
    def year(self) -> int:
        """The year of the side bar, that of the day where there is none."""
        return self.selection.year or self.on.year


@remembered
def told_on() -> date | None:
    """The day of the latest word of any of the three ledgers; None where none was read."""
    found = only_row(
        fetch("""
        SELECT max(told_on) AS told_on FROM (
            SELECT told_on FROM declaration UNION ALL SELECT told_on FROM cloud_adoption
            UNION ALL SELECT told_on FROM upgrade_pool
        )""")
    )["told_on"]
    return None if found is None else pd.Timestamp(found).date()


def _ask(question: str, asked: Asked, **values: object) -> pd.DataFrame:
    return firms.ask(question, asked.selection, is_whole=asked.is_whole, **values)


def declarations(asked: Asked, *, of_people: bool = False) -> pd.DataFrame:
    """One row per declaration, of enterprises or ``of_people``, the most overdue first.

    Columns: the case, ``firm``, ``park`` and ``town`` (missing for a firm that nobody knows), ``declared_year``,
    ``overdue_days`` on the day asked.
    """
    return _ask(
        DECLARATIONS, asked, on=asked.on, before=BEFORE_HANDING_IN, talents=TALENTS, of_people=of_people
    )


def adoptions(asked: Asked) -> pd.DataFrame:
    """One row per firm, platform and service: the case, ``firm``, ``who`` (counts once), ``is_on_cloud``; latest first."""
    return _ask(ADOPTIONS, asked, on_cloud=ON_CLOUD)


def coverage(asked: Asked) -> pd.DataFrame:
    """One row per park with 规上 firms: ``above_scale``, ``on_cloud`` of them, ``coverage_pct``; the best first."""
    return firms.ask(COVERAGE, asked.selection, on_cloud=ON_CLOUD)


def pool(asked: Asked) -> pd.DataFrame:
    """One row per firm of the pool with ``overdue_days``; those on the way first, the nearest to the threshold first."""
    return _ask(POOL, asked, on=asked.on, settled=(ENTERED, LEFT))


def targets(indicator: str) -> pd.DataFrame:
    """One row per year with a target in 家: ``year``, ``target``; of the whole district."""
    return fetch(
        "SELECT year, target FROM target WHERE indicator = $indicator AND target_unit IN ('家', '个') AND target IS NOT NULL "
        "ORDER BY year",
        indicator=indicator,
    )


def sources(ledger: str, keys: tuple[Any, ...]) -> pd.DataFrame:
    """The rows of incoming files behind the cases ``keys`` of a ``ledger``."""
    return fetch(SOURCES, ledger=ledger, keys=keys)
